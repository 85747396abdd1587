"""What stands on the screen of an interview, read as a person reads it."""

from __future__ import annotations

import re

from domain.interview import Session
from tests.terminal import Terminal
from tui.viewmodel import step_view

_RULE = "─" * 8
_SAVED = re.compile(r"(?:saved \d\d:\d\d:\d\d|NOT SAVED)$")  # beside the prompt, at its right


def pane(terminal: Terminal) -> str:
    """The present question as it stands pinned above the prompt; "" while there is none."""
    lines = terminal.screen.display
    foot = max((n for n, line in enumerate(lines) if line.lstrip().startswith("> ")), default=-1)
    rules = [n for n, line in enumerate(lines[: max(foot, 0)]) if _RULE in line]
    return "\n".join(lines[rules[-1] + 1 : foot]) if rules else ""


def typed(terminal: Terminal) -> str:
    """What stands in the prompt, first line."""
    lines = [line.strip() for line in terminal.screen.display]
    prompts = [line for line in lines if line == ">" or line.startswith("> ")]
    return _SAVED.sub("", prompts[-1].removeprefix(">")).strip() if prompts else ""


def stands_at(terminal: Terminal, session: Session, step: str | None) -> bool:
    """Whether the pinned question is this one: its name first, then the words of the question."""
    if step is None:
        return "Nothing is left to ask" in pane(terminal)
    view = step_view(session, step)
    shown = _packed(pane(terminal))
    return shown.startswith(_packed(view.name)) and _packed(view.text)[:40] in shown


_NO_NUMBERS = str.maketrans("", "", "¹²³⁴⁵⁶⁷⁸⁹")  # terms of the glossary are numbered in a question


def _packed(text: str) -> str:
    return "".join(text.translate(_NO_NUMBERS).split())


def wait_for_step(terminal: Terminal, session: Session, step: str | None) -> None:
    terminal.wait_for(lambda: stands_at(terminal, session, step), what=f"step {step}")


def wait_for_typed(terminal: Terminal, text: str) -> None:
    terminal.wait_for(lambda: typed(terminal) == text, what=f"{text!r} in the prompt")
