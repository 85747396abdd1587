"""What a command typed at an open case means, as an intention. No screen, no words of its own."""

from __future__ import annotations

from collections.abc import Callable

from domain import intents
from domain.answers import AnswerKey
from domain.course import FACT
from domain.errors import Refused
from domain.routing import is_grid
from domain.text_cleaning import clean
from domain.typed.evidence import read_evidence
from domain.typed.reasons import read_reasons
from tui.controller import Interview
from tui.naming import row_key


def intent_of(interview: Interview, action_id: str, rest: str) -> intents.Intent:
    """The intention of `/undo`, `/note ...` and their like. Raises Refused with the cure."""
    return _INTENTS[action_id](interview, clean(rest).strip())


def _key(interview: Interview) -> AnswerKey:
    """The question one stands at."""
    step = interview.step
    if step is None or step.startswith(FACT):
        raise Refused("This is for a question; /go and its number leads to one.")
    return AnswerKey(step)


def _step(interview: Interview) -> str:
    if interview.step is None:
        raise Refused("Nothing is left to ask here.")
    return interview.step


def _put_off(interview: Interview, _rest: str) -> intents.Intent:
    return intents.PutOff(_step(interview))


def _clear(interview: Interview, rest: str) -> intents.Intent:
    step = _step(interview)
    if step.startswith(FACT):
        return intents.SetFact(step.removeprefix(FACT), None)
    return intents.TakeBack(_row(interview, rest)[0])


def _row(interview: Interview, rest: str) -> tuple[AnswerKey, str]:
    """The answer meant, and the text after it: in a grid the first word names the row."""
    question = interview.session.instrument.question[_key(interview).question]
    if not is_grid(question):
        return AnswerKey(question.id), rest
    row, _, text = rest.partition(" ")
    return row_key(interview.session, question, row), text.strip()


def _reasons(interview: Interview, rest: str) -> intents.Intent:
    key, text = _row(interview, rest)
    session = interview.session
    known = session.instrument.reasons_of(session.instrument.question[key.question])
    if not text:
        raise Refused("Type the reasons after it, by number or word: /reasons 2, 5.")
    read = read_reasons(known, text)
    if read.problem or not read.codes:
        raise Refused(read.problem or f"“{text}” is none of the reasons of {key.question}.")
    return intents.GiveReasons(key, read.codes, read.note)


def _note(interview: Interview, rest: str) -> intents.Intent:
    if not rest:
        raise Refused("Type the new words of the note after it: /note and the words.")
    return intents.RewriteNote(_key(interview), rest)


def _good(interview: Interview, rest: str) -> intents.Intent:
    """A single - takes the examples away, as in the other lists that are typed."""
    question = _key(interview).question
    if not rest:
        raise Refused(
            "Say after it what was done well: /good and the words; /good - takes it away."
        )
    return intents.GoodWork(question, "" if rest == "-" else rest, anew=rest == "-")


def _evidence(interview: Interview, rest: str) -> intents.Intent:
    found = read_evidence(rest)
    if found is None:
        raise Refused("Name a document: /evidence RoSH 3 Feb, p 3 “awaiting sentence”.")
    return intents.Cite(_key(interview), found)


def _drop(interview: Interview, rest: str) -> intents.Intent:
    if not rest.isdecimal():
        raise Refused("Type the number of the reference to drop: /drop 1.")
    return intents.DropEvidence(_key(interview), int(rest))


_INTENTS: dict[str, Callable[[Interview, str], intents.Intent]] = {
    "later": _put_off,
    "undo": lambda _interview, _rest: intents.Undo(),
    "redo": lambda _interview, _rest: intents.Redo(),
    "clear": _clear,
    "reasons": _reasons,
    "note": _note,
    "good": _good,
    "evidence": _evidence,
    "drop": _drop,
    "finish": lambda _interview, _rest: intents.Finish(),
    "countersign": lambda interview, _rest: intents.Countersign(interview.who),
    "return": lambda interview, rest: intents.Return(interview.who, rest),
    "reopen": lambda _interview, rest: intents.Reopen(rest),
}
