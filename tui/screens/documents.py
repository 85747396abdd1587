"""The documents of a case by day; Enter compares one with what was written before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from domain import intents
from domain.calendar import say_date
from domain.documents import CaseDocument, DocumentText, NewDocument
from domain.instrument import Instrument
from domain.interview import Session
from domain.wording import plural
from storage.errors import StorageError
from tui.document_details import Details, changed, say_details, size_of
from tui.screens.boxes import ReasonBox
from tui.screens.document_details import Asked, DetailsBox
from tui.screens.house import HouseScreen
from tui.widgets.detail import Detail
from tui.widgets.key_line import KeyLine
from tui.widgets.paragraphs import Paragraphs
from tui.widgets.pick_list import PickList, heading
from tui.widgets.rows import Row, cell, middle_out, plain
from tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from tui.controller import Interview, Outcome

_NONE = "No documents yet: a adds a file or pasted text, f a whole folder."


class DocumentsScreen(HouseScreen[None]):
    """Adding, changing and taking out are steps of the case, and can be undone there."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["lists.tcss", "documents.tcss"]
    NAME = "documents"
    HINTS = (("Enter", "compare"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add('')", "Add", tooltip="Read in a file, or pasted text."),
        Binding("f", "add('folder')", "Folder", tooltip="Read in a whole folder."),
        Binding("e", "edit", "Edit", tooltip="Record another kind, day or signature."),
        Binding("d", "take_out", "Take out", tooltip="Take it out of the case, for a reason."),
        Binding("t", "timeline", "Timeline", tooltip="The case in time."),
    ]

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        self._texts: Mapping[str, DocumentText] = {}

    @property
    def session(self) -> Session:
        return self._interview.session

    def compose(self) -> ComposeResult:
        yield TitleLine("Documents")
        yield Heads()
        yield PickList()
        yield Detail()
        yield KeyLine()

    def on_mount(self) -> None:
        self._show()
        self._read_sizes()

    def on_screen_resume(self) -> None:
        self._show()
        self._read_sizes()

    # -- showing

    @property
    def _chosen(self) -> CaseDocument | None:
        option = self.query_one(PickList).highlighted_option
        number = option.id if option else None
        return next((d for d in self.session.documents if str(d.number) == number), None)

    def _show(self) -> None:
        session, chosen = self.session, self._chosen
        number = len(session.documents)
        about = (f"case {session.reference}", plural(number, "document"))
        self.query_one(TitleLine).show("Documents", *about)
        self.query_one(Heads).display = bool(number)
        rows = [Option(Row(self._drawn(each)), id=str(each.number)) for each in session.documents]
        stand_on = str(chosen.number) if chosen else None
        self.query_one(PickList).show_rows(rows or [heading(_NONE)], stand_on)
        if not rows:
            self.query_one(Detail).show(lambda _width: [])
        self.refresh_bindings()

    @work(exclusive=True, group="sizes")
    async def _read_sizes(self) -> None:
        """Pages and words stand in the texts, which are read after the list is shown."""
        case_id = self._interview.case_id
        try:
            self._texts = await self.from_store(lambda store: store.texts(case_id))
        except StorageError as trouble:
            self.house.say(str(trouble), "warning")
            return
        self._show()

    def _drawn(self, each: CaseDocument) -> Callable[[int], Content]:
        text = self._texts.get(each.about.text)
        return lambda width: row_of(self.session.instrument, each, text, width)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        each = self._chosen
        if each is not None:
            self.query_one(Detail).show(lambda width: self._about(each, width))

    def _about(self, each: CaseDocument, width: int) -> list[Content]:
        about, text = each.about, self._texts.get(each.about.text)
        size = f" ({about.form}, {size_of(text)})" if text else f" ({about.form})"
        name = middle_out(about.name, width - len(size))
        said = plain(say_details(self.session.instrument, Details.of(about)))
        return [*said.wrap(width)[:3], plain(f"{name}{size}", "$text-muted")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("edit", "take_out"):
            return bool(self.session.documents) and not self.session.finished
        if action == "add":
            return not self.session.finished
        return super().check_action(action, parameters)

    # -- what is pressed

    @on(OptionList.OptionSelected)
    def _compare(self, event: OptionList.OptionSelected) -> None:
        number = int(event.option_id or 0)
        self.house.open_screen("comparison", interview=self._interview, number=number)

    def action_timeline(self) -> None:
        self.house.open_screen("timeline", interview=self._interview)

    def action_add(self, what: str) -> None:
        self.house.open_screen("add_documents", interview=self._interview, folder=what == "folder")

    def action_edit(self) -> None:
        each = self._chosen
        if each is None:
            return
        text = self._texts.get(each.about.text)
        title, details = f"Document {each.number}", Details.of(each.about)
        asked = Asked(title, (each.about.name,), details, "keep", text.text if text else "")

        async def keep(details: Details) -> str:
            about = changed(each.about, details)
            return self._problem(await self._take(intents.ChangeDocument(each.number, about)))

        self.app.push_screen(DetailsBox(self.session.instrument, asked, keep))

    def action_take_out(self) -> None:
        each = self._chosen
        if each is None:
            return
        box = ReasonBox(
            f"Take document {each.number} out?",
            f"{self.session.said(each)}, {each.about.name}. The log keeps it; undo brings it back.",
            "Reason",
            "take it out",
        )

        def given(why: str | None) -> None:
            if why:
                self._take_out(intents.RemoveDocument(each.number, why))

        self.app.push_screen(box, given)

    @work(exclusive=True, group="change")
    async def _take_out(self, intent: intents.RemoveDocument) -> None:
        problem = self._problem(await self._take(intent))
        if problem:
            self.house.say(problem, "error")
        self._show()

    async def _take(self, intent: intents.Intent) -> Outcome:
        return await self.house.in_store(self._interview.take, intent)

    @staticmethod
    def _problem(outcome: Outcome) -> str:
        return "" if outcome.kind == "saved" else outcome.say


# -- columns

_NUMBER, _DAY, _PAGES = 4, 12, 7
_NARROW, _WIDE = 64, 96


class Heads(Paragraphs):
    """What the columns of the list are."""

    DEFAULT_CSS = "Heads { height: 1; padding: 0 2 0 2; margin: 1 0 0 0; color: $text-muted; }"

    def lines(self, width: int) -> list[Content]:
        return [_columns(_HEADS, width).stylize("$text-muted")]


_HEADS = ("", "kind", "stage", "day", "author", "countersigned", "pages")


def row_of(
    instrument: Instrument, each: CaseDocument, text: DocumentText | None, width: int
) -> Content:
    """One document in a line: what does not fit is in full below the list."""
    about = each.about
    kind, stage = instrument.document.get(about.kind), instrument.stage.get(about.stage)
    pages = str(len(text.pages)) if text and len(text.pages) > 1 else ""
    told = (
        str(each.number),
        kind.short if kind else about.kind,
        stage.label if stage else about.stage,
        say_date(each.day),
        _name(about.author, width),
        _signed(about, width),
        pages,
    )
    return _columns(told, width)


def _name(name: str, width: int) -> str:
    """Where there is little room, 'G. Lythgoe' for 'Gemma Lythgoe'."""
    *given, last = name.split() or [""]
    if width >= _WIDE or not given or "," in name:
        return name
    return " ".join((*(f"{part[0]}." for part in given), last))


def _signed(about: NewDocument, width: int) -> str:
    """Who and when; the year only where it is another than the document's."""
    on = about.countersigned
    same_year = on is not None and on.day.year == about.written.day.year
    day = say_date(on.day) if on else ""
    day = day.rpartition(" ")[0] if same_year else day
    return " ".join(part for part in (_name(about.countersigned_by, width), day) if part)


def _columns(told: tuple[str, ...], width: int) -> Content:
    """All of them where there is room; kind, stage and day in a narrow window."""
    number, kind, stage, day, author, signed, pages = told
    first = cell(number, _NUMBER, "bold", "right") if number else cell("", _NUMBER)
    rest = width - _NUMBER - 2 - _DAY
    if width < _NARROW:
        half = max(6, rest // 2)
        parts = [(day, _DAY), (kind, half), (stage, rest - half)]
    else:
        pages_width = _PAGES if width >= _WIDE else 0
        rest -= pages_width
        widths = [min(rest * share // 100, most) for share, most in _SHARES]
        parts = [
            (kind, widths[0]),
            (stage, widths[1]),
            (day, _DAY),
            (author, widths[2]),
            (signed, rest - sum(widths[:3])),
            (pages, pages_width),
        ]
    line = first + Content("  ")
    for text, size in parts:
        line = line + cell(text, max(0, size - 1)) + Content(" ") if size else line
    return line


# Per cent of the room for kind, stage and author, and the most they need; the rest is signatures.
_SHARES = ((27, 18), (25, 20), (20, 26))
