"""The interview line by line: for screen readers, braille, simple terminals and pipes.

The same session, words and commands as the full screen. It prints lines and reads lines: the
cursor is never moved, nothing is drawn, no colour. Every line is on disk before the next question.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

import click

from domain.course import step_of
from domain.status import Status
from domain.text_cleaning import clean
from domain.typed import Way
from storage.errors import StorageError
from storage.places import Places
from tui.controller import Interview, Outcome
from tui.event_words import RECORD, log_line
from tui.pages import step as page
from tui.plain_commands import PlainCommands
from tui.plain_lock import PlainLock
from tui.printing import say, say_lines, wrapped
from tui.question_terms import QuestionTerms, question_terms
from tui.terms_at_hand import TermsAtHand
from tui.viewmodel import status_view, step_view
from tui.viewmodel.standing import locked_words, returned_words

_YES = ("y", "yes")


class Talk:
    """One sitting at a case.

    not_saved: what stands in the way of the last line, "" when all is on disk. not_taken: after a
    sitting, one sentence about lines that no later line made good, "" if there are none.
    stands: called whenever a question has been read out.
    """

    def __init__(
        self, interview: Interview, lines: TextIO, stands: Callable[[], object] = bool
    ) -> None:
        self.interview = interview
        self.over = False
        self.not_saved = ""
        self.terms = TermsAtHand(Places.from_environment().home)
        self.lock = PlainLock(interview.store, interview.clock, lines)
        self._lines = lines
        self._stands = stands
        self._echo = not lines.isatty()
        self._number = 0
        self._heading = ""
        self._shown: tuple[str | None, bool, Status] | None = None
        self._ways: tuple[Way, ...] = ()
        self._confirming = False
        self._agreeing_to: str | None = None  # what would make good the line that was held back
        self._line = ""
        self._asked_of = ""  # the unclear line that the ways are for
        self._waiting: tuple[str, ...] = ()  # what was typed for that which is not saved
        self._left: dict[str | None, str] = {}  # lines not taken, by what would make them good
        self._commands = PlainCommands(self)

    @property
    def not_taken(self) -> str:
        if not self._left:
            return ""
        told = "; ".join(self._left.values())
        return f"Not every line was taken; type these anew: {told}."

    def run(self) -> None:
        """Ask until the lines end or /quit. Everything said is on disk when this returns."""
        status = status_view(self.interview)
        say(f"{status.case}. {status.progress} answered. /help tells how to answer, /quit leaves.")
        say_lines(wrapped(told) if (told := returned_words(self.interview.session)) else [])
        drafts = self.interview.draft()
        if drafts:
            say_lines(wrapped(f"Begun here earlier and not sent: {drafts}"))
        while not self.over:
            self._catch_up()
            self._ask()
            self._stands()
            line = self._read()
            if line is None:
                break
            self._take(line)
        self.interview.leave()
        status = status_view(self.interview)
        say(f"{status.case}: {status.progress} answered. {self.not_saved or 'All is saved.'}")

    def again(self) -> None:
        """Have the present question read out once more."""
        self._shown = None

    def asked(self, question: str) -> str | None:
        """The line typed to a question that a command puts; None where the lines have ended."""
        say_lines(wrapped(question))
        return self._read()

    def text_to_come(self) -> str | None:
        """The lines up to one with a full stop alone; None where that never comes."""
        lines: list[str] = []
        while line := self._lines.readline():
            self._number += 1
            text = line.rstrip("\r\n")
            if text.strip() == ".":
                return "\n".join(lines)
            lines.append(text)
        return None

    def question_terms(self) -> QuestionTerms:
        """Terms of the glossary in the present question."""
        interview = self.interview
        if interview.step is None:
            return QuestionTerms()
        view = step_view(interview.session, interview.step)
        return question_terms(view, self.terms.glossary().annotate)

    # -- asking

    def _ask(self) -> None:
        """Read the step out when it is another one than before, or its reasons are wanted."""
        interview = self.interview
        wants_reasons = interview.wants_reasons()
        standing = (interview.step, wants_reasons, interview.session.standing)
        if standing == self._shown:
            return
        fresh = self._shown is None or self._shown[0] != interview.step
        self._shown = standing
        if interview.step is None:
            self._nothing_left()
            return
        view = step_view(interview.session, interview.step, wants_reasons=wants_reasons)
        say()
        if view.heading != self._heading:
            self._heading = view.heading
            progress = status_view(interview).progress
            say_lines(wrapped(f"{view.heading.replace(' · ', ', ')}. {progress} answered."))
        if wants_reasons and not fresh:
            say_lines([*page.reasons(view.reasons), *wrapped(view.hint)])
        else:
            say_lines(page.asked(view, self.question_terms()))
            say_lines(wrapped(flags) if (flags := self._commands.flags_here()) else [])

    def _nothing_left(self) -> None:
        say()
        session = self.interview.session
        if session.finished:
            say_lines(wrapped(locked_words(session)))
        else:
            say("Nothing is left to ask. /review lists what is missing, /finish locks the case.")

    def _read(self) -> str | None:
        click.echo("> ", nl=False)
        line = self._next_line()
        if not line:
            say()
            return None
        self._number += 1
        text = line.rstrip("\r\n")
        if self._echo:
            say(text)
        return text

    def _next_line(self) -> str:
        """After a long pause nothing more is shown until the person is known again."""
        self.lock.waits()
        line = self._lines.readline()
        try:
            if line:
                self.lock.came_back()
        except (click.Abort, click.exceptions.Exit):
            self.interview.leave()
            raise
        return line

    def _catch_up(self) -> None:
        try:
            theirs = self.interview.catch_up()
        except StorageError as trouble:
            say_lines(wrapped(str(trouble)))
            return
        known = [s for s in dict.fromkeys(map(step_of, theirs)) if s in self.interview.session.item]
        for step in known:
            told = page.said_of(self.interview.session, step)
            say_lines(wrapped(f"{theirs[-1].who} saved in another window: {told}", indent="  "))
        if theirs and self.interview.session.finished:
            self.interview.step = None

    # -- what was typed

    def _take(self, line: str) -> None:
        self._line = line
        ways, self._ways = self._ways, ()
        confirming, self._confirming = self._confirming, False
        wanted = clean(line).strip().casefold()
        if confirming:
            self._confirmed(wanted)
            return
        if self.not_saved and not wanted.startswith("/q"):
            self._again_to_disk(line if wanted else "")
            return
        way = next((way for way in ways if way.key == wanted), None)
        if way is not None:
            self.settle(self.interview.choose(way, self._asked_of))
        elif ways and not wanted:
            say("Nothing is recorded of that line.")
        else:
            self.settle(self.interview.submit(line))

    def _confirmed(self, wanted: str) -> None:
        if wanted in _YES:
            outcome = self.interview.agree()
            if outcome.kind == "saved":
                self._left.pop(self._agreeing_to, None)
            self.settle(outcome)
        else:
            say("Nothing is changed.")

    def _again_to_disk(self, line: str) -> None:
        """Try what was not saved once more; when it is, take what was typed besides.

        The same line typed anew is only another try: it is no answer to a question not read yet.
        """
        if _same(line) in map(_same, self._waiting):
            line = ""
        typed, self._line = self._line, self._waiting[0] if self._waiting else ""
        self.settle(self.interview.retry())
        self._line = typed
        if line and not self.not_saved:
            self.settle(self.interview.submit(line))
        elif line:
            say("That line was not taken either; send it again when this is saved.")

    def settle(self, outcome: Outcome) -> None:
        """Say what came of a line."""
        if outcome.kind == "command" and outcome.command is not None:
            self._left.pop(self._command(), None)
            if not self._commands.do(outcome.command):
                self._leave_open()
        elif outcome.kind == "saved":
            self._saved(outcome)
        elif outcome.kind == "asked":
            self._unclear(outcome)
        elif outcome.kind == "confirm":
            self._confirming = True
            self._agreeing_to = self._command() or self.interview.step
            self._leave_open()
            say_lines(wrapped(f"{outcome.say} Type yes to go on; anything else changes nothing."))
        elif outcome.kind == "not saved":
            self.not_saved = outcome.say
            self._waiting = (outcome.text or self._line, self._line)
            say_lines(wrapped(f"NOT SAVED: {outcome.say} Enter tries again: {self._waiting[0]}"))
        elif outcome.kind == "moved":
            self._left.pop(self._standing_at(), None)
        else:
            if outcome.kind == "refused":
                self._leave_open()
            say_lines(wrapped(outcome.say))

    def _saved(self, outcome: Outcome) -> None:
        interview = self.interview
        self.not_saved = ""
        steps = dict.fromkeys(step_of(event) for event in outcome.events)
        known = [step for step in steps if step in interview.session.item]
        for made_good in (self._standing_at(), self._command(), *known):
            self._left.pop(made_good, None)
        record = [log_line(interview.session, e) for e in outcome.events if e.slot.kind in RECORD]
        told = " ".join([*(page.said_of(interview.session, step) for step in known), *record])
        at = f"{interview.saved_at.astimezone():%H:%M:%S}" if interview.saved_at else ""
        if outcome.events:
            say_lines(wrapped(f"Saved {at}. {told}".rstrip(), indent="  "))
        if outcome.say:
            say_lines(wrapped(outcome.say))

    def _unclear(self, outcome: Outcome) -> None:
        self._ways, self._asked_of = outcome.ways, outcome.text
        self._leave_open()
        say_lines(wrapped(outcome.say))
        for way in outcome.ways:
            say_lines(wrapped(f"{way.key}: {way.label}", first="  ", indent="    "))
        if outcome.ways:
            keys = " or ".join(way.key for way in outcome.ways)
            say(f"Type {keys}, or the line anew; Enter leaves it out.")

    def _standing_at(self) -> str | None:
        """The step that was read out last."""
        return self._shown[0] if self._shown else None

    def _leave_open(self) -> None:
        """Remember a line that was not taken until its step is answered after all."""
        shown = clean(self._line, one_line=True)[:40]
        made_good_by = self._command() or self.interview.step
        self._left[made_good_by] = f"line {self._number} “{shown}”"

    def _command(self) -> str:
        """The slash command of the line, "" if it is none."""
        typed = self._line.split()
        return typed[0] if typed and typed[0].startswith("/") else ""


def _same(line: str) -> str:
    """A line as it is told from another one."""
    return " ".join(clean(line).split())
