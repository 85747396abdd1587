"""The slash commands of the line mode. Names, aliases and help come from the one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from click import ClickException

from domain import intents
from domain.answers import AnswerKey
from domain.course import FACT
from domain.errors import CorecaseError, Refused
from domain.instrument import Question
from domain.interview import Session
from domain.review import title
from domain.routing import is_grid
from domain.text_cleaning import clean
from domain.typed import Command
from domain.typed.reasons import read_reasons
from glossary.entries import GlossaryError
from tui.actions import ACTIONS, Action
from tui.case_commands import intent_of
from tui.naming import fact_named, row_key
from tui.pages import case as case_page
from tui.pages import flags as record_page
from tui.pages import scores as score_page
from tui.pages import step as step_page
from tui.plain_record import DECIDING, INSTEAD, PlainRecord
from tui.plain_terms import PlainTerms
from tui.printing import say, say_lines, wrapped
from tui.slash import Unknown, find
from tui.viewmodel import case_scores, context_view, flags_left, step_view

if TYPE_CHECKING:
    from tui.plain import Talk

_SCREEN_ONLY = {"copy", "theme", "palette", "keys"}
# What only the line mode needs.
_MORE = Action("more", "More", "All places to look, guidance, documents and reasons.", "more")
_AGAIN = Action("again", "Again", "Read the question out again.", "again", aliases=("r",))
HERE = (
    *(INSTEAD.get(a.id, a) for a in ACTIONS if a.where != "home" and a.id not in _SCREEN_ONLY),
    *DECIDING,
    _MORE,
    _AGAIN,
)

_HOW = (
    "y, n, x or u, or the words, alone or before text, is the judgement and the text its note.",
    "After n the text is matched to the reasons: n copied, late. Numbers do as well: n 2, 5.",
    "A line that opens with no judgement is a note. @ opens evidence: @ RoSH, p 3 “quote”.",
    "Rows: one letter for all, a letter each (yyny), or: y but 3 n late.",
    "Every line is saved before the next question. The commands:",
)


class PlainCommands:
    """Does what a slash command asks, in lines of text."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._record = PlainRecord(talk)
        self._does: dict[str, Callable[[str], None]] = {
            "back": lambda _: self._walked(self._talk.interview.back(), "first"),
            "forward": lambda _: self._walked(self._talk.interview.forward(), "last"),
            "next": lambda _: self._next(),
            "go": self._go,
            "find": self._find,
            "later": lambda _: self._take(intents.PutOff(self._step())),
            "undo": lambda _: self._take(intents.Undo()),
            "redo": lambda _: self._take(intents.Redo()),
            "clear": lambda rest: self._take(intents.TakeBack(self._key(rest)[0])),
            "reasons": self._reasons,
            "note": self._note,
            "good": self._good,
            "evidence": self._evidence,
            "drop": self._drop,
            "context": lambda _: self._context(),
            "facts": self._facts,
            "review": lambda _: self._review(),
            "scores": lambda _: self._score(),
            "log": lambda _: say_lines(case_page.log(self._session)),
            "finish": lambda _: self._finish(),
            "countersign": lambda _: self._take(intents.Countersign(self._talk.interview.who)),
            "return": lambda rest: self._take(intents.Return(self._talk.interview.who, rest)),
            "reopen": lambda rest: self._take(intents.Reopen(rest)),
            "export": self._export,
            "report": self._report,
            "home": lambda _: self._home(),
            "hide": lambda _: self._talk.lock.hide(),
            "help": lambda _: self._help(),
            "quit": lambda _: self._quit(),
            "more": lambda _: say_lines(step_page.more(step_view(self._session, self._step()))),
            "again": lambda _: self._talk.again(),
            **self._record.does,
            **PlainTerms(talk).does,
        }

    def flags_here(self) -> str:
        """The flags of the present question in a few words."""
        return self._record.flags_here()

    def do(self, command: Command) -> bool:
        """Do a command. What cannot be done is said in a sentence, and False returned."""
        action = find(command.name, HERE)
        if isinstance(action, Unknown):
            elsewhere = find(command.name)
            say(str(action) if isinstance(elsewhere, Unknown) else _elsewhere(elsewhere))
            return False
        try:
            self._does[action.id](command.rest)
        except (CorecaseError, GlossaryError) as error:
            say_lines(wrapped(str(error)))
        except ClickException as error:
            say_lines(wrapped(error.format_message()))
        else:
            return True
        return False

    @property
    def _session(self) -> Session:
        return self._talk.interview.session

    def _step(self) -> str:
        """The present step. Raises Refused when nothing is left to ask."""
        if self._talk.interview.step is None:
            raise Refused("Nothing is asked just now; /go and a number goes to a question.")
        return self._talk.interview.step

    def _question(self) -> Question:
        step = self._step()
        if step.startswith(FACT):
            raise Refused("This is a fact, not a question; type its value.")
        return self._session.instrument.question[step]

    def _key(self, rest: str) -> tuple[AnswerKey, str]:
        """The answer meant, and the text after it: in a grid the first word names the row."""
        question = self._question()
        if not is_grid(question):
            return AnswerKey(question.id), rest
        row, _, text = rest.partition(" ")
        return row_key(self._session, question, row), text.strip()

    def _take(self, intent: intents.Intent) -> None:
        self._talk.settle(self._talk.interview.take(intent))

    # -- moving about

    def _walked(self, moved: bool, end: str) -> None:
        if not moved:
            say(f"This is the {end} question.")

    def _next(self) -> None:
        self._talk.interview.next()
        self._talk.again()

    def _go(self, rest: str) -> None:
        if not rest:
            raise Refused("Go where? Type /go and the number of a question, such as /go 1.2.14.")
        self._talk.interview.go(rest)
        self._talk.again()

    def _find(self, rest: str) -> None:
        words = clean(rest).casefold().split()
        found = [
            (name, about)
            for step in self._session.course
            for name, about in (title(self._session, step),)
            if all(word in _all_text(self._session, step) for word in words)
        ]
        for name, about in found:
            say_lines(wrapped(f"{name}: {about}", indent="  "))
        say("/go and its number goes there." if found else f"No question holds “{rest}”.")

    # -- what stands with an answer

    def _reasons(self, rest: str) -> None:
        key, text = self._key(rest)
        view = step_view(self._session, key.question)
        if not text:
            say_lines(step_page.reasons(view.reasons))
            return
        choices = self._session.instrument.reasons_of(self._question())
        read = read_reasons(choices, clean(text))
        if read.problem or not read.codes:
            raise Refused(read.problem or f"“{text}” is no reason here; /more lists them.")
        self._take(intents.GiveReasons(key, read.codes, read.note))

    def _note(self, rest: str) -> None:
        question = self._question()
        if rest:
            self._take(intents.RewriteNote(AnswerKey(question.id), clean(rest)))
        else:
            note = self._session.note(AnswerKey(question.id))
            say_lines(wrapped(note or "There is no note; /note and words writes one."))

    def _good(self, rest: str) -> None:
        examples = self._session.example(self._question().id)
        if rest or not examples:
            self._take(intent_of(self._talk.interview, "good", rest))
        else:
            say_lines(line for each in examples.split("\n") for line in wrapped(each))

    def _evidence(self, rest: str) -> None:
        if rest:
            self._talk.settle(self._talk.interview.submit(f"@ {rest}"))
            return
        view = step_view(self._session, self._question().id)
        for number, reference in enumerate(view.evidence, 1):
            say_lines(wrapped(f"{number} {reference}", indent="  "))
        if not view.evidence:
            say("There is no evidence yet; a line that begins with @ adds some.")

    def _drop(self, rest: str) -> None:
        if not rest.isdecimal():
            raise Refused("Drop which? /evidence numbers them; then /drop 1.")
        self._take(intents.DropEvidence(AnswerKey(self._question().id), int(rest)))

    # -- before it is locked

    def _review(self) -> None:
        say_lines(case_page.missing(self._session))
        self._tell_flags_left()

    def _finish(self) -> None:
        if not self._session.finished:
            self._tell_flags_left()
        self._take(intents.Finish())

    def _tell_flags_left(self) -> None:
        """A flag never keeps a case from being finished."""
        flagging = self._talk.interview.flagging
        findings = flagging.tried_now(self._session)
        told = flagging.trouble or flags_left(self._session, findings)
        say_lines(wrapped(told) if told else [])

    # -- to be read

    def _context(self) -> None:
        interview = self._talk.interview
        view = context_view(self._session, interview.step, interview.flagging.findings)
        for label, pairs in (("Facts", view.facts), ("Due", view.limits), ("Scores", view.scores)):
            if pairs:
                say(f"{label}:")
            for name, text in pairs:
                say_lines(wrapped(f"{name}: {text}", first="  ", indent="    "))
        say_lines(record_page.linked(view))

    def _facts(self, rest: str) -> None:
        if not rest:
            say_lines(case_page.facts(self._session))
            say("/facts and a name goes to one.")
            return
        self._talk.interview.go(FACT + fact_named(self._session, rest).id)
        self._talk.again()

    def _score(self) -> None:
        scores = case_scores(self._session)
        say_lines(score_page.in_sentences(score_page.lines_of(self._session.instrument, scores)))

    def _export(self, rest: str) -> None:
        from tui.commands.files import export_case

        if not rest:
            raise Refused(
                "To which file? Type /export and a name that ends in .docx, .pdf, .xlsx, .html, "
                ".md, .csv or .json."
            )
        interview = self._talk.interview
        told = export_case(interview.store, interview.case_id, rest, interview.who)
        say_lines(wrapped(told))

    def _report(self, rest: str) -> None:
        from tui.commands.report import write_plainly

        if not rest:
            raise Refused("To which file? Type /report and a name that ends in .docx or .pdf.")
        interview = self._talk.interview
        of = interview.store.case(interview.case_id).inspection_id
        say_lines(wrapped(write_plainly(interview.store, of, rest, interview.who)))

    def _home(self) -> None:
        store = self._talk.interview.store
        inspection = store.case(self._talk.interview.case_id).inspection_id
        for line in store.cases(inspection):
            state = line.standing if line.finished else f"{line.answered} of {line.due} answered"
            state += ", returned" if line.standing == "returned" else ""
            say_lines(wrapped(f"{line.reference}: {state}", first="  ", indent="    "))
        say("`corecase interview CASE --plain` opens another one.")

    def _help(self) -> None:
        for text in _HOW:
            say_lines(wrapped(text))
        for action in HERE:
            takes = f" {action.takes}" if action.takes else ""
            text = f"/{action.slash}{takes}: {action.help}"
            say_lines(wrapped(text, first="  ", indent="    "))

    def _quit(self) -> None:
        self._talk.over = True


def _elsewhere(action: Action) -> str:
    return f"/{action.slash} belongs to the full screen; /help lists what can be done here."


def _all_text(session: Session, step: str) -> str:
    """Everything about a step that words are looked for in."""
    view = step_view(session, step)
    return " ".join((view.name, view.heading, view.text, view.ask, *view.look_in)).casefold()
