"""The documents of a case and what is flagged in them, in the line mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from domain import intents
from domain.answers import AnswerKey
from domain.errors import Refused
from domain.flags.flag import Flag, Verdict
from domain.interview import Session
from domain.text_cleaning import clean
from tui.actions import BY_ID, Action
from tui.pages import flags as page
from tui.plain_adding import PlainAdding
from tui.printing import say, say_lines, wrapped
from tui.viewmodel import FlagView, flag_views
from tui.viewmodel.documents import document_meant
from tui.viewmodel.flags import flags_meant

if TYPE_CHECKING:
    from domain.flags.checking import Findings
    from tui.plain import Talk

# What the line mode does in its own way.
INSTEAD = {
    "flags": replace(
        BY_ID["flags"],
        help="Those of this question, in a line each; all of the case; or one in full.",
        takes="[all, or a number]",
    ),
    "report": replace(
        BY_ID["report"],
        help="Write the report of the inspection to a file: .docx, .pdf, .html or .md.",
        takes="file",
    ),
    "add": replace(
        BY_ID["add"],
        help="Read a file, a folder after a look at it, or pasted text; what is missing is asked.",
        takes="[file, folder or -]",
    ),
}
# Single keys do these on the screen of flags.
DECIDING = (
    Action("confirm", "Confirm", "It is so: flag 2, for instance.", "confirm", takes="2 [why]"),
    Action("dismiss", "Dismiss", "It is not so, or no matter; say why.", "dismiss", takes="2 why"),
    Action(
        "fill",
        "Fill in",
        "Confirm a flag, and put its words and reason into the question it bears on.",
        "fill",
        takes="2 [1.2.03]",
    ),
    Action("reconsider", "Take back", "Decide on a flag again.", "reconsider", takes="2"),
)


_TAKES_NUMBER = "/flags and its number tells one in full; /confirm, /dismiss and /fill take it too."


class PlainRecord:
    """Does what a slash command asks of documents and flags, in lines of text."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self.does: dict[str, Callable[[str], None]] = {
            "flags": self._flags,
            "confirm": lambda rest: self._decide(rest, Verdict.CONFIRMED),
            "dismiss": lambda rest: self._decide(rest, Verdict.DISMISSED),
            "fill": self._fill,
            "reconsider": self._reconsider,
            "documents": lambda _: self._documents(),
            "add": PlainAdding(talk).add,
            "compare": self._compare,
            "timeline": lambda _: self._timeline(),
        }

    @property
    def _session(self) -> Session:
        return self._talk.interview.session

    def _findings(self) -> Findings | None:
        """Raises Refused where they could not be worked out: the talk goes on."""
        flagging = self._talk.interview.flagging
        findings = flagging.tried_now(self._session)
        if flagging.trouble:
            raise Refused(flagging.trouble)
        return findings

    # -- flags

    def _flags(self, rest: str) -> None:
        """Those of the question one stands at, `all` of the case, or one of them in full."""
        wanted = clean(rest, one_line=True)
        if wanted and wanted.casefold() != "all":
            say_lines(page.flag(self._flag(wanted)[0]))
            return
        findings, question = self._findings(), self._talk.interview.step or ""
        views = flag_views(self._session, findings)
        if not views:
            say(page.NOTHING if findings else f"{page.NO_DOCUMENTS} /add reads them in.")
        elif wanted:
            say_lines(page.in_short(views))
            say_lines(page.listed((), findings.not_checked if findings else ()))
        else:
            here = flag_views(self._session, findings, question) if question else []
            say_lines(page.in_short(here))
            where = "of the case" if here else "of the case; none is of this question"
            say(f"/flags all lists all {len(views)} {where}.")
        if views:
            say_lines(wrapped(_TAKES_NUMBER))

    def flags_here(self) -> str:
        """`3 flags: /flags`, for the question one stands at; "" where there are none."""
        flagging, step = self._talk.interview.flagging, self._talk.interview.step
        if step not in self._session.instrument.question or flagging.trouble:
            return ""
        views = flag_views(self._session, flagging.tried_now(self._session), step or "")
        return f"{page.how_many(views)}: /flags" if views else ""

    def _flag(self, rest: str) -> tuple[FlagView, str]:
        """The flag of the number or key typed, and the words after it."""
        name, _, words = clean(rest, one_line=True).partition(" ")
        views = [view for view in flag_views(self._session, self._findings()) if view.flag]
        if not name:
            raise Refused("Which flag? /flags numbers them.")
        found = flags_meant(views, name)
        if len(found) != 1:
            listed = f"the last one is {len(views)}" if views else "there is none"
            raise Refused(f"There is no flag {name}; {listed}.")
        return found[0], words.strip()

    def _take(self, intent: intents.Intent) -> None:
        self._talk.settle(self._talk.interview.take(intent))

    def _decide(self, rest: str, verdict: Verdict) -> None:
        view, why = self._flag(rest)
        self._take(intents.DecideFlag(_of(view), verdict, why))

    def _fill(self, rest: str) -> None:
        view, question = self._flag(rest)
        key = AnswerKey(question_to_fill(view, question or self._talk.interview.step or ""))
        self._take(intents.DecideFlag(_of(view), Verdict.CONFIRMED, view.why, key))

    def _reconsider(self, rest: str) -> None:
        self._take(intents.ReconsiderFlag(self._flag(rest)[0].key))

    # -- documents

    def _documents(self) -> None:
        from tui.pages.documents import lines_of

        interview = self._talk.interview
        if self._session.documents:
            say_lines(lines_of(self._session, interview.store.texts(interview.case_id)))
        else:
            say("This case has no documents yet; /add reads them in.")

    def _compare(self, rest: str) -> None:
        from tui.pages.comparison import lines_of
        from tui.viewmodel.comparison import comparison_view

        number = document_meant(self._session, rest, self._talk.interview.step)
        if isinstance(number, str):
            raise Refused(number)
        findings = self._findings()
        assert findings is not None
        view = comparison_view(self._session, findings, findings.versions.of(number))
        say_lines(lines_of(view))

    def _timeline(self) -> None:
        from tui.pages.timeline import lines_of
        from tui.viewmodel.timeline import timeline_of

        case, today = self._talk.interview, self._talk.interview.clock.today()
        say_lines(lines_of(timeline_of(case.store, case.case_id, self._session, today)))


def _of(view: FlagView) -> Flag:
    assert view.flag is not None  # only those have a number
    return view.flag


def question_to_fill(view: FlagView, question: str) -> str:
    """The question meant, if the flag bears on it; the only one it bears on. Raises Refused."""
    names = [name for name, _ in view.questions]
    if question in names:
        return question
    if len(names) == 1:
        return names[0]
    if not names:
        raise Refused("This flag bears on no question; /confirm confirms it.")
    raise Refused(f"This flag bears on {', '.join(names)}; say which one after its number.")
