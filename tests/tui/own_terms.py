"""Terms of a library's own, so that its questions have some that the glossary knows."""

from __future__ import annotations

from pathlib import Path

from glossary import Entry, add_own_entry
from tui.terms_at_hand import OWN_TERMS

TERMS = (
    Entry("Door", "", "Where one goes in.", aliases=("gate",), related=("Ramp", "Steps", "Hinge")),
    Entry("Ramp", "", "A slope in place of steps.", related=("Door",)),
    Entry("Steps", "", "What a ramp goes round. " + "They are many. " * 130),
    Entry("Zibbo", "Zealous [b]inbox[/b] bo", "A [red]word[/] of the office [@click=app.quit]x[/]"),
)


def keep_own_terms(home: Path, *more: Entry) -> None:
    for entry in (*TERMS, *more):
        add_own_entry(home / OWN_TERMS, entry)
