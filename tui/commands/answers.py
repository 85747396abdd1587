"""The steps of the interview as commands: answers, notes, evidence, later, undo and redo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import click

from domain import intents
from domain.answers import Answer, AnswerKey, Evidence
from domain.course import step_of
from domain.errors import Refused
from domain.instrument import Question
from domain.interview import Session
from domain.routing import is_grid
from domain.text_cleaning import clean
from domain.typed import Say, Unclear, due_rows, read
from domain.typed.answer import read_answer
from domain.typed.evidence import read_evidence
from domain.typed.reasons import read_reasons
from tui.clock import SystemClock
from tui.commands.workplace import (
    by_option,
    inspection_option,
    json_option,
    opened_case,
    settled,
)
from tui.naming import question_named, row_key
from tui.pages.step import said_of
from tui.printing import document, say_lines, wrapped

row_option = click.option("--row", metavar="ROW", default="", help="A row of a grid question.")


@click.command("answer")
@click.argument("case")
@click.argument("question")
@click.argument("answer")
@click.argument("text", nargs=-1)
@row_option
@click.option("--reason", "reasons", metavar="REASON", multiple=True, help="Code, number or word.")
@click.option("--note", metavar="TEXT", default="", help="Words that are kept as they are.")
@click.option("--evidence", metavar="TEXT", multiple=True, help='"RoSH 3 Feb, p 3 “quote”"')
@inspection_option
@by_option
@json_option
def answer(
    case: str,
    question: str,
    answer: str,
    text: tuple[str, ...],
    row: str,
    reasons: tuple[str, ...],
    note: str,
    evidence: tuple[str, ...],
    inspection: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Answer QUESTION of CASE with what would be typed in the interview.

    ANSWER is y, n, x or u, a word for it, or a line such as "n copied, late"; TEXT is read for
    reasons and kept as the note. Answers parked by it are named, and come back if it is changed.
    """
    with opened_case(case, inspection, by) as interview:
        session = interview.session
        asked = question_named(session, question)
        line = _Line(session, asked, clean(row))
        read = line.read(clean(answer).strip(), clean(" ".join(text)).strip())
        steps = [
            _with_more(line, read, reasons, note),
            *(intents.Cite(line.cited, _reference(given)) for given in evidence),
        ]
        for intent in steps:
            settled(interview, interview.take(intent))
        session = interview.session
    if as_json:
        given = [a for a in session.answers.values() if line.holds(a.key)]
        document(_document(session, asked, given))
    else:
        say_lines(wrapped(said_of(session, asked.id), indent="  "))


class _Line:
    """An answer being read: the question, and the row of it if one is named."""

    def __init__(self, session: Session, asked: Question, row: str) -> None:
        self.session = session
        self.asked = asked
        self.key = row_key(session, asked, row) if row or not is_grid(asked) else None

    @property
    def cited(self) -> AnswerKey:
        """Where evidence and remarks go: the row, or the question as a whole."""
        return self.key or AnswerKey(self.asked.id)

    def holds(self, key: AnswerKey) -> bool:
        return key == self.key if self.key else key.question == self.asked.id

    def read(self, answer: str, text: str) -> intents.Intent:
        """A judgement by itself, or a whole line as typed. Raises Refused."""
        # With words behind it even a plain “no” may open a sentence: the interview's rules decide.
        judgement = None if text else self._exactly(answer)
        if judgement is not None:
            return self._judged(judgement)
        line = f"{answer} {text}".strip()
        if self.key is not None and is_grid(self.asked):
            typed = read_answer(self.session, self.key, line)
        else:
            typed = read(self.session, self.asked.id, line, SystemClock().today())
        if isinstance(typed, Say):
            return typed.intent
        if isinstance(typed, Unclear):
            hint = " Give the judgement by itself and the words with --note." if typed.ways else ""
            raise Refused(typed.ask + hint)
        raise Refused(f"“{line}” is no answer to {self.asked.id}; give y, n, x or u.")

    def _exactly(self, answer: str) -> str | None:
        wanted = answer.casefold()
        for judgement in self.session.instrument.scale_of(self.asked).judgements:
            names = (judgement.id, judgement.key, judgement.label, *judgement.words)
            if wanted in {name.casefold() for name in (*names, *judgement.loose)}:
                return judgement.id
        return None

    def _judged(self, judgement_id: str) -> intents.Intent:
        if self.key is not None:
            return intents.Judge(self.key, judgement_id)
        keys = [AnswerKey(self.asked.id, row.id) for row in due_rows(self.session, self.asked)]
        if not keys:
            raise Refused(f"No row of {self.asked.id} applies yet; /facts shows what is open.")
        return intents.JudgeRows(tuple(intents.Judge(key, judgement_id) for key in keys))


def _with_more(
    line: _Line, intent: intents.Intent, reasons: Sequence[str], note: str
) -> intents.Intent:
    """An answer with the reasons and the note of the options put to it."""
    note = clean(note).strip()
    codes = tuple(code for text in reasons for code in _codes(line, clean(text)))
    if not (codes or note):
        return intent
    if isinstance(intent, intents.Judge):
        return _more(intent, codes, note)
    if isinstance(intent, intents.JudgeRows):
        return intents.JudgeRows(tuple(_more(j, codes, note) for j in intent.judgements))
    raise Refused(
        f"No judgement of {line.asked.id} was given for these options; give y, n, x or u."
    )


def _more(judge: intents.Judge, codes: tuple[str, ...], note: str) -> intents.Judge:
    together = "\n".join(part for part in (judge.note, note) if part)
    return replace(judge, reasons=(*judge.reasons, *codes), note=together)


def _codes(line: _Line, text: str) -> tuple[str, ...]:
    choices = line.session.instrument.reasons_of(line.asked)
    found = read_reasons(choices, text)
    if found.problem:
        raise Refused(found.problem)
    if found.codes and not found.note:
        return found.codes
    listed = ", ".join(reason.code for reason in choices) or "none"
    raise Refused(f"There is no reason “{text}” for {line.asked.id}; there is {listed}.")


def _reference(text: str) -> Evidence:
    found = read_evidence(f"@ {clean(text).strip().removeprefix('@')}")
    if found is None:
        raise Refused("Evidence names a document, a page or a quote: “RoSH 3 Feb, p 3”.")
    return found


def _document(session: Session, asked: Question, given: Sequence[Answer]) -> dict[str, object]:
    return {
        "case": session.reference,
        "question": asked.id,
        "answers": [
            {
                "row": one.key.row,
                "judgement": one.judgement,
                "standing": one.standing,
                "reasons": list(one.reasons),
                "note": one.note,
                "evidence": [asdict(reference) for reference in one.evidence],
                "assessor": one.who,
                "answered_at": one.at.isoformat(),
            }
            for one in given
        ],
        "next": session.next_step(asked.id),
    }


@click.command("note")
@click.argument("case")
@click.argument("question")
@click.argument("text")
@row_option
@click.option("--replace", "anew", is_flag=True, help="In place of the note that is there.")
@inspection_option
@by_option
def note(
    case: str,
    question: str,
    text: str,
    row: str,
    anew: bool,
    inspection: str | None,
    by: str | None,
) -> None:
    """Add TEXT to the note of QUESTION: what was said, word for word if you like."""
    with opened_case(case, inspection, by) as interview:
        line = _Line(interview.session, question_named(interview.session, question), clean(row))
        words = clean(text).strip()
        if not words and not anew:
            raise Refused("The note is empty; type some words.")
        write = intents.RewriteNote if anew else intents.Remark
        settled(interview, interview.take(write(line.cited, words)))
        say_lines(wrapped(said_of(interview.session, line.asked.id), indent="  "))


@click.command("good")
@click.argument("case")
@click.argument("question")
@click.argument("text")
@click.option(
    "--replace", "anew", is_flag=True, help='In place of what is there; "" takes it away.'
)
@inspection_option
@by_option
def good(
    case: str, question: str, text: str, anew: bool, inspection: str | None, by: str | None
) -> None:
    """Put down TEXT as an example of good work at QUESTION, for the inspection's report."""
    with opened_case(case, inspection, by) as interview:
        asked = question_named(interview.session, question)
        settled(interview, interview.take(intents.GoodWork(asked.id, clean(text), anew)))
        say_lines(wrapped(said_of(interview.session, asked.id), indent="  "))


@click.command("evidence")
@click.argument("case")
@click.argument("question")
@click.argument("text", required=False, default="")
@row_option
@click.option("--drop", metavar="NUMBER", type=int, help="Take this reference away.")
@inspection_option
@by_option
def evidence(
    case: str,
    question: str,
    text: str,
    row: str,
    drop: int | None,
    inspection: str | None,
    by: str | None,
) -> None:
    """Say where the record shows it: document, page, quote, as in "RoSH 3 Feb, p 3"."""
    with opened_case(case, inspection, by) as interview:
        line = _Line(interview.session, question_named(interview.session, question), clean(row))
        intent: intents.Intent = (
            intents.Cite(line.cited, _reference(text))
            if drop is None
            else intents.DropEvidence(line.cited, drop)
        )
        settled(interview, interview.take(intent))
        say_lines(wrapped(said_of(interview.session, line.asked.id), indent="  "))


@click.command("clear")
@click.argument("case")
@click.argument("question")
@row_option
@inspection_option
@by_option
def clear(case: str, question: str, row: str, inspection: str | None, by: str | None) -> None:
    """Take the answer to QUESTION back; its note and evidence stay."""
    with opened_case(case, inspection, by) as interview:
        session = interview.session
        key = row_key(session, question_named(session, question), clean(row))
        settled(interview, interview.take(intents.TakeBack(key)))
        say_lines(wrapped(said_of(interview.session, key.question), indent="  "))


@click.command("later")
@click.argument("case")
@click.argument("question", metavar="QUESTION|FACT")
@inspection_option
@by_option
def later(case: str, question: str, inspection: str | None, by: str | None) -> None:
    """Leave QUESTION for later; it comes up again at the end."""
    with opened_case(case, inspection, by) as interview:
        step = interview.session.step_named(question)
        settled(interview, interview.take(intents.PutOff(step)))
        say_lines(wrapped(said_of(interview.session, step), indent="  "))


def _turn_back(
    case: str, inspection: str | None, by: str | None, intent: intents.Undo | intents.Redo
) -> None:
    with opened_case(case, inspection, by) as interview:
        outcome = settled(interview, interview.take(intent))
        session = interview.session
        for step in dict.fromkeys(step_of(event) for event in outcome.events):
            if step in session.item:
                say_lines(wrapped(said_of(session, step), indent="  "))


@click.command("undo")
@click.argument("case")
@inspection_option
@by_option
def undo(case: str, inspection: str | None, by: str | None) -> None:
    """Take the last step in CASE back; the log keeps both."""
    _turn_back(case, inspection, by, intents.Undo())


@click.command("redo")
@click.argument("case")
@inspection_option
@by_option
def redo(case: str, inspection: str | None, by: str | None) -> None:
    """Do again what was undone in CASE."""
    _turn_back(case, inspection, by, intents.Redo())


COMMANDS = {
    "answer": answer,
    "note": note,
    "good": good,
    "evidence": evidence,
    "clear": clear,
    "later": later,
    "undo": undo,
    "redo": redo,
}
