"""A folder of documents read in: what was recognised in each, ticked, and added in one step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
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
from domain.interview import Session
from domain.wording import plural
from storage.errors import BadFile, StorageError
from tui.candidates import Candidate, OnRecord, candidates
from tui.document_details import Details, say_details, size_of
from tui.pages.documents import counted
from tui.progress import bar
from tui.screens.add_documents import told_of
from tui.screens.boxes import ConfirmBox
from tui.screens.document_details import Asked, DetailsBox
from tui.screens.house import HouseScreen
from tui.widgets.detail import Detail
from tui.widgets.key_line import KeyLine
from tui.widgets.paragraphs import Paragraphs
from tui.widgets.pick_list import PickList, heading
from tui.widgets.rows import Row, cell, middle_out, plain
from tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from tui.controller import Interview


class _Reading:
    """Files read one after another in another thread; whoever leaves stops it."""

    def __init__(self, found: Iterator[Candidate]) -> None:
        self._found, self._turn = found, Lock()

    def next(self) -> Candidate | None:
        with self._turn:
            return next(self._found, None)

    def stop(self) -> None:
        with self._turn:
            close = getattr(self._found, "close", None)
            if close is not None:
                close()


class FolderScreen(HouseScreen[int | None]):
    """Dismissed with how many documents were added."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["lists.tcss", "documents.tcss"]
    NAME = "add"
    HINTS = (("Enter", "details"), ("Space", "tick"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add the ticked", tooltip="Add all that are ticked, in one step."),
        Binding("space", "tick", "Tick", show=False),
        Binding("t", "tick_all", "Tick all or none"),
    ]

    def __init__(self, interview: Interview, folder: Path, files: list[Path]) -> None:
        super().__init__()
        self._interview, self._folder, self._files = interview, folder, files
        self._found: list[Candidate] = []
        self._ticked: set[int] = set()
        self._changed = False
        self._added = 0

    @property
    def session(self) -> Session:
        return self._interview.session

    def compose(self) -> ComposeResult:
        yield TitleLine("Folder")
        yield HowFar()
        yield PickList()
        yield Detail()
        yield KeyLine()

    def on_mount(self) -> None:
        self._show()
        self._read()

    # -- reading

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        case_id = self._interview.case_id
        try:
            texts = await self.from_store(lambda store: store.texts(case_id))
        except StorageError as trouble:
            self.house.say(str(trouble), "error")
            return
        reading = _Reading(self._candidates(OnRecord(self.session, texts)))
        try:
            while (found := await asyncio.to_thread(reading.next)) is not None:
                self._arrived(found)
        finally:
            # Left before the end: the thread that reads has its turn first.
            asyncio.get_running_loop().run_in_executor(None, reading.stop)
        self._show()

    def _candidates(self, on_record: OnRecord) -> Iterator[Candidate]:
        from storage.documents import read_each

        each = read_each(self._files)
        read = ((f.name, str(d) if isinstance(d, BadFile) else d) for f, d in each)
        return candidates(on_record, read, Details(), self.house.clock.today())

    def _arrived(self, found: Candidate) -> None:
        if found.standing == "ready":
            self._ticked.add(len(self._found))
        self._found.append(found)
        self._show()

    @property
    def _all_read(self) -> bool:
        return len(self._found) == len(self._files)

    # -- showing

    def _show(self) -> None:
        at = self._at
        where = (f"case {self.session.reference}", str(self._folder))
        self.query_one(TitleLine).show("Add a folder", *where)
        self.query_one(HowFar).show(len(self._found), len(self._files), self._said())
        rows = [
            Option(Row(_drawn(self._instrument_words(each), each, place in self._ticked)),
                   id=str(place))
            for place, each in enumerate(self._found)
        ]  # fmt: skip
        stand_on = None if at is None else str(at)
        self.query_one(PickList).show_rows(rows or [heading("Reading …")], stand_on)
        self.refresh_bindings()

    def _instrument_words(self, each: Candidate) -> tuple[str, str]:
        """Its kind and stage as the list has them."""
        kind = self.session.instrument.document.get(each.details.kind)
        stage = self.session.instrument.stage.get(each.details.stage)
        return kind.short if kind else "", stage.label if stage else ""

    def _said(self) -> str:
        if not self._all_read:
            return ""
        left = [each.name for each in self._left_out]
        if self._added and left:
            named = ", ".join(left[:_NAMED]) + (" …" if left[_NAMED:] else "")
            return f"{len(left)} left out: {named}. Enter gives what is wanting; esc leaves them."
        return f"{len(self._ticked)} ticked. {counted(self._found)}"

    @property
    def _left_out(self) -> list[Candidate]:
        """What could be added once its details are given, and is not."""
        return [each for each in self._found if each.standing == "lacking"]

    @property
    def _at(self) -> int | None:
        option = self.query_one(PickList).highlighted_option
        return int(option.id) if option is not None and option.id else None

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        at = self._at
        if at is not None:
            each = self._found[at]
            self.query_one(Detail).show(lambda width: self._about(each, width))

    def _about(self, each: Candidate, width: int) -> list[Content]:
        size = f" ({each.document.form}, {size_of(each.document.words)})" if each.document else ""
        said = say_details(self.session.instrument, each.details)
        why = f"{each.why} Enter gives what is wanting." if each.lacks else each.why
        name = middle_out(each.name, width - len(size))
        told = (plain(f"{name}{size}", "bold"), plain(said), plain(why, "$text-warning"))
        return [line for text in told if text.plain for line in text.wrap(width)]

    # -- what is pressed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("add", "tick_all"):
            return bool(self._found)
        return super().check_action(action, parameters)

    def action_tick(self) -> None:
        at = self._at
        if at is None:
            return
        if self._found[at].standing != "ready":
            self.house.say(self._found[at].why)
            return
        self._ticked ^= {at}
        self._changed = True
        self._show()

    def action_tick_all(self) -> None:
        ready = {n for n, each in enumerate(self._found) if each.standing == "ready"}
        self._ticked = set() if self._ticked == ready else ready
        self._changed = True
        self._show()

    @on(OptionList.OptionSelected)
    def _details(self, event: OptionList.OptionSelected) -> None:
        at = int(event.option_id or 0)
        each = self._found[at]
        if each.standing not in ("ready", "lacking"):
            self.house.say(each.why)
            return
        text = each.document.text if each.document else ""
        asked = Asked(each.name[:60], told_of(each), each.details, "take these", text)

        async def keep(details: Details) -> str:
            why = each.why if each.standing == "ready" else ""
            self._found[at] = each._replace(
                standing="ready", details=details, why=why, lacks=(), recognised=Details()
            )
            self._ticked.add(at)
            self._changed = True
            return ""

        box = DetailsBox(self.session.instrument, asked, keep)
        self.app.push_screen(box, lambda _details: self._show())

    def action_add(self) -> None:
        if not self._all_read:
            self.house.say("The folder is still being read.")
        elif not self._ticked:
            self.house.say("Nothing is ticked; space ticks a document.")
        else:
            self._add([self._found[n] for n in sorted(self._ticked)])

    @work(exclusive=True, group="add")
    async def _add(self, taken: list[Candidate]) -> None:
        intent = intents.AddDocuments(
            tuple(each.new for each in taken),
            tuple(each.document.words for each in taken if each.document),
        )
        outcome = await self.house.in_store(self._interview.take, intent)
        if outcome.kind != "saved":
            self.house.say(outcome.say, "error")
            return
        self.house.say(f"{plural(len(taken), 'document')} added; undo takes them out again.")
        self._added += len(taken)
        if not self._left_out:
            self.dismiss(self._added)
            return
        self._now_there(taken)

    def _now_there(self, taken: list[Candidate]) -> None:
        """Documents are left out on purpose or not at all: one stays where they stand."""
        for at, each in enumerate(self._found):
            if each in taken:
                why = f"{each.name} is in this case now."
                self._found[at] = each._replace(standing="there", why=why)
        self._ticked, self._changed = set(), False
        self._show()
        first = self._found.index(self._left_out[0])
        self.query_one(PickList).stand_on(str(first))

    def action_leave(self) -> None:
        if not self._changed:
            self.dismiss(self._added or None)
            return
        told = "Nothing more of it is added." if self._added else "Nothing of it is added."
        box = ConfirmBox("Leave this folder?", told, "leave it")
        self.app.push_screen(box, self._left)

    def _left(self, agreed: bool | None) -> None:
        if agreed:
            self.dismiss(self._added or None)


_NAMED = 3  # of the files left out, in two lines


class HowFar(Paragraphs):
    """A bar while the folder is read; how many there are of each sort once it is."""

    DEFAULT_CSS = "HowFar { height: 2; padding: 0 2; margin: 1 0 0 0; }"

    def __init__(self) -> None:
        super().__init__()
        self._done, self._total, self._text = 0, 0, ""

    def show(self, done: int, total: int, said: str) -> None:
        self._done, self._total, self._text = done, total, said
        self.lay_anew(layout=False)

    def lines(self, width: int) -> list[Content]:
        if self._text:
            return Content(self._text).wrap(width)[:2]
        told = f" {self._done} of {self._total} read"
        shown = bar(self._done, self._total, max(8, min(40, width - len(told) - 2)))
        return [Content.assemble((shown, "$primary"), told)]


_TICKS = {"there": " = ", "unreadable": " ! ", "lacking": " ? "}
_TICK = 5
_KIND, _STAGE, _DAY = 16, 18, 13
# From which width on the list shows what was recognised; the name of the file has the rest.
_FROM = ((72, (_KIND, _STAGE, _DAY)), (56, (_KIND, 0, _DAY)), (0, (_KIND, 0, 0)))


def _drawn(words: tuple[str, str], each: Candidate, ticked: bool) -> Callable[[int], Content]:
    """Tick, name, and what was recognised; for what cannot be added, why."""
    ready = each.standing == "ready"
    sign = ("[x]" if ticked else "[ ]") if ready else _TICKS[each.standing]
    kind, stage = words
    day = say_date(each.details.dated.day) if each.details.dated else ""

    def draw(width: int) -> Content:
        first = cell(sign, _TICK, "bold" if ticked else "")
        if not ready and each.standing != "lacking":
            return first + cell(each.why, width - _TICK, "$text-muted")
        sizes = next(sizes for least, sizes in _FROM if width >= least)
        name = width - _TICK - sum(sizes)
        line = first + cell(middle_out(each.name, name - 1), name - 1) + Content(" ")
        for text, size in zip((kind, stage, day), sizes, strict=True):
            line = line + cell(text or "?", size - 1) + Content(" ") if size else line
        return line

    return draw
