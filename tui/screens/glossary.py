"""Look a term up without leaving the question; Escape goes back to what was being typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.widgets.paragraphs import LABEL, Paragraphs, labelled

if TYPE_CHECKING:
    from glossary import Glossary, Match
    from tui.app import CorecaseApp

_BEGIN = "Type a term or a few letters of it; spelling need not be right."
_LABELS = 10
OWN_TERMS = "glossary.toml"  # a user's own, in the data folder
_glossary: Glossary | None = None  # read once for the life of the program


class _Entries(Paragraphs):
    matches: tuple[Match, ...] = ()
    words = ""

    def lines(self, width: int) -> list[Content]:
        if not self.matches:
            return Content.styled(self.words, LABEL).wrap(width)
        return [line for match in self.matches for line in _entry(match, width)]


class GlossaryScreen(ModalScreen[None]):
    """`query`: what to look up at once."""

    CSS_PATH = "pane.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("up", "scroll(-1)", show=False, priority=True),
        Binding("down", "scroll(1)", show=False, priority=True),
        Binding("pageup", "scroll(-10)", show=False, priority=True),
        Binding("pagedown", "scroll(10)", show=False, priority=True),
    ]

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._query = query

    def compose(self) -> ComposeResult:
        with Vertical(id="pane"):
            yield Static("Glossary", id="title", markup=False)
            yield Input(self._query, placeholder="term", compact=True)
            with VerticalScroll(id="entries", can_focus=False):
                yield _Entries()
            yield Static("↑ ↓ scroll · Escape back to the question", id="keys", markup=False)

    def on_mount(self) -> None:
        self._look_up(self._query.strip())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._look_up(event.value.strip())

    @work(thread=True, exclusive=True, group="glossary")
    def _look_up(self, query: str) -> None:
        from glossary import GlossaryError

        own = cast("CorecaseApp", self.app).places.home / OWN_TERMS
        try:
            matches, words = _search(query, own)
        except GlossaryError as error:
            matches, words = (), str(error)
        self.app.call_from_thread(self._show, query, matches, words)

    def _show(self, query: str, matches: tuple[Match, ...], words: str) -> None:
        if not self.is_attached or query != self.query_one(Input).value.strip():
            return
        entries = self.query_one(_Entries)
        entries.matches, entries.words = matches, words
        entries.lay_anew()
        self.query_one("#entries").scroll_home(animate=False)

    def action_scroll(self, lines: int) -> None:
        entries = self.query_one("#entries")
        entries.scroll_to(y=entries.scroll_y + lines, animate=False)


def _search(query: str, own: Path) -> tuple[tuple[Match, ...], str]:
    """Entries that fit, or those that are near, or a sentence."""
    global _glossary  # noqa: PLW0603  (read once)
    if _glossary is None:
        from glossary import load_glossary

        _glossary = load_glossary(own if own.is_file() else None)
    if not query:
        return (), _BEGIN
    found = tuple(_glossary.search(query)) or tuple(_glossary.nearest(query))
    return found, f"Nothing in the glossary is like “{query}”."


def _entry(match: Match, width: int) -> list[Content]:
    entry = match.entry
    head = Content.assemble((entry.term, "bold $primary"), "  ", (entry.expansion, "bold"))
    return [
        *head.wrap(width),
        *Content(entry.definition).wrap(width),
        *labelled("In use", entry.period, width, _LABELS),
        *labelled("Became", entry.became, width, _LABELS),
        *labelled("See also", ", ".join(entry.related), width, _LABELS),
        Content(""),
    ]
