"""A scripted visit to a case, and what the case must be after each line of it.

The script keeps a session of its own beside the program: `states[n]` is the case after n lines.
Whether the program has acknowledged a line is read off its screen and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Protocol

from domain.events import Slot, Value
from domain.interview import Session
from tests.cases import WHO, line_for
from tests.instruments import type_at
from tests.standing import stands_at, typed
from tests.terminal import Terminal, corecase
from tui.viewmodel import step_view

SIZE = (96, 36)


class Mode(Protocol):
    """How the interview is met: full screen, or line by line."""

    @property
    def keeps_drafts(self) -> bool: ...

    def open(self, home: Path) -> Terminal: ...

    def shows(self, terminal: Terminal, session: Session, step: str | None) -> bool:
        """Whether the screen has come to this step."""

    def has_typed(self, terminal: Terminal, text: str) -> bool:
        """Whether what was typed is seen in the prompt."""


@dataclass(frozen=True)
class FullScreen:
    hasty: bool = False
    keeps_drafts = True

    def open(self, home: Path) -> Terminal:
        return corecase("interview", "07", "--by", WHO, home=home, size=SIZE, hasty=self.hasty)

    def shows(self, terminal: Terminal, session: Session, step: str | None) -> bool:
        return stands_at(terminal, session, step)

    def has_typed(self, terminal: Terminal, text: str) -> bool:
        return typed(terminal) == text


@dataclass(frozen=True)
class LineByLine:
    hasty: bool = False
    keeps_drafts = False

    def open(self, home: Path) -> Terminal:
        arguments = ("interview", "07", "--by", WHO, "--plain")
        return corecase(*arguments, home=home, size=SIZE, hasty=self.hasty)

    def shows(self, terminal: Terminal, session: Session, step: str | None) -> bool:
        """Every step is read out once in a sitting."""
        if step is None:
            return "Nothing is left to ask" in terminal.output.decode()
        view = step_view(session, step)
        said = "".join(f"{view.name}.{view.text}"[:60].split())
        return said in "".join(terminal.output.decode(errors="replace").split())

    def has_typed(self, terminal: Terminal, text: str) -> bool:
        return terminal.shows(f"> {text}")


@dataclass
class Sitting:
    """`sent` lines have had their Enter; `begun` is text in the prompt without one."""

    mode: Mode
    terminal: Terminal
    chance: Random
    states: list[tuple[Session, str | None]]
    begun: str = ""
    sent: int = 0
    acknowledged: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def here(self) -> tuple[Session, str | None]:
        """The case when all lines sent so far have been taken."""
        return self.states[self.sent]

    @property
    def over(self) -> bool:
        return self.here[1] is None

    def look(self) -> None:
        """Note how far the screen has come."""
        for number in range(self.sent, self.acknowledged, -1):
            if self.mode.shows(self.terminal, *self.states[number]):
                self.acknowledged = number
                return

    def wait(self, holds: Callable[[], object], what: str) -> None:
        self.terminal.wait_for(holds, what=what)
        self.look()

    def wait_until_asked(self) -> None:
        """Until the question after the last line sent is on the screen."""
        self.wait(lambda: self.mode.shows(self.terminal, *self.here), f"step {self.here[1]}")

    def begin_line(self) -> str:
        """Type the next line without its Enter, going on from what stands in the prompt."""
        session, step = self.here
        assert step is not None
        line = self.lines[self.sent] if self.sent < len(self.lines) else ""
        if not line:
            line = line_for(session, step, self.chance)
            self.lines.append(line)
        self.terminal.write(line.removeprefix(self.begun))
        self.begun = line
        return line

    def send(self) -> None:
        """Type the next line and its Enter; nothing is waited for."""
        session, step = self.here
        line = self.begin_line()
        assert step is not None
        after = type_at(session, step, line)
        self.states.append((after, after.next_step(step)))
        self.terminal.enter()
        self.begun = ""
        self.sent += 1

    def die(self) -> None:
        self.terminal.kill()
        self.look()


def told(session: Session) -> list[tuple[Slot, Value, str]]:
    """What a log says, without the times, which the program takes for itself."""
    return [(event.slot, event.new, event.who) for event in session.events]
