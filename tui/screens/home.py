"""The first screen: inspections and their cases, the one worked on last on top."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from domain.wording import plural
from storage.errors import StorageError
from storage.records import CaseLine, Inspection, Size
from tui.screens.house import TWO_LISTS, HouseScreen
from tui.screens.new_case import NewCaseScreen
from tui.screens.new_inspection import NewInspectionScreen
from tui.widgets.case_list import CaseList
from tui.widgets.case_rows import inspection_facts, inspection_row
from tui.widgets.key_line import KeyLine
from tui.widgets.pick_list import FindLine, PickList
from tui.widgets.rows import Row, plain
from tui.widgets.title_line import TitleLine

_NEW_CASE, _NEW_INSPECTION = "New case …", "New inspection …"


class HomeScreen(HouseScreen[None]):
    """Enter opens what is marked; typing narrows the list; Tab changes between the two lists."""

    CSS_PATH = "home.tcss"
    AUTO_FOCUS = "CaseList PickList"
    HORIZONTAL_BREAKPOINTS = TWO_LISTS
    NAME = "home"
    HINTS = (("Enter", "open"), ("Tab", "inspections"), "new_case", "scores", ("?", "help"), "quit")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "other_list", "Inspections or cases", show=False),
        Binding("escape", "step_back", "Back to the cases", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._inspections: list[Inspection] = []
        self._sizes: dict[int, Size] = {}
        self.inspection: Inspection | None = None
        self._opened = False

    def compose(self) -> ComposeResult:
        yield TitleLine("corecase", "opening the cases …")
        with Horizontal(id="lists"):
            with Vertical(id="inspections"):
                yield FindLine("Inspections")
                yield PickList(finds=True)
            with Vertical(id="cases"):
                yield Static(id="lead", markup=False)
                yield CaseList()
        yield Static(id="hint", markup=False)
        yield KeyLine()

    @property
    def cases(self) -> CaseList:
        return self.query_one(CaseList)

    @property
    def inspections(self) -> PickList:
        return self.query_one("#inspections PickList", PickList)

    # -- reading

    def on_mount(self) -> None:
        self.read()

    def on_screen_resume(self) -> None:
        """Another screen may have moved a case on."""
        if self._opened:
            self.read()

    @work(exclusive=True, group="read")
    async def read(self) -> None:
        """Read the inspections anew, and the first cases of the chosen one."""
        try:
            self._inspections, self._sizes = await self.from_store(
                lambda store: (store.inspections(), store.sizes())
            )
            known = {inspection.id: inspection for inspection in self._inspections}
            here = known.get(self.inspection.id) if self.inspection else None
            self.inspection = here or next(iter(self._inspections), None)
            await self._load_cases()
        except StorageError as trouble:
            self.query_one(TitleLine).show("corecase")
            self.query_one("#lead", Static).update(Content(str(trouble)))
            return
        self._opened = True
        self._show()

    async def _load_cases(self) -> None:
        if self.inspection is None:
            self.cases.clear(_NEW_INSPECTION)
            return
        chosen = self.inspection.id

        async def read(limit: int, offset: int, text: str) -> list[CaseLine]:
            return await self.from_store(
                lambda store: store.cases(chosen, limit=limit, offset=offset, text=text)
            )

        await self.cases.load(read, self.house.clock.today(), _NEW_CASE)

    # -- showing

    def _show(self) -> None:
        self._show_inspections()
        here = self.inspection
        title = here.name if here else "corecase"
        facts = inspection_facts(here, self._cases_of(here)) if here else ()
        self.query_one(TitleLine).show(title, *facts)
        lead = _FIRST_STEPS if here is None else "" if self._cases_of(here).cases else _NO_CASES
        self.query_one("#lead", Static).update(Content(lead))
        self.query_one("#lead").display = bool(lead)
        hint = self._hint()
        self.query_one("#hint", Static).update(Content(hint))
        self.query_one("#hint").set_class(bool(hint), "-said")

    def _show_inspections(self) -> None:
        text = self.inspections.typed.casefold()
        rows = [
            Option(Row(inspection_row(i, self._cases_of(i), i == self.inspection)), id=str(i.id))
            for i in self._inspections
            if text in i.name.casefold()
        ]
        find = self.query_one("#inspections FindLine", FindLine)
        find.show(self.inspections.typed, plural(len(rows), "inspection"))
        new = plain(_NEW_INSPECTION, "$text-muted")
        rows.append(Option(Row(lambda _width: new), id=_NEW_INSPECTION))
        self.inspections.show_rows(rows, str(self.inspection.id) if self.inspection else None)

    def _cases_of(self, inspection: Inspection) -> Size:
        return self._sizes.get(inspection.id, Size())

    def _hint(self) -> str:
        """What a newcomer to the demonstration should press first."""
        if self.inspection is None or not self.inspection.invented or not self.cases.lines:
            return ""
        first = self.cases.lines[0]
        half_done = not first.finished and 0 < first.answered < first.due
        which = f"the half-done case, {first.reference}" if half_done else f"case {first.reference}"
        return f"All cases here are invented. Press Enter to open {which}; ? tells the rest."

    # -- what is pressed

    def action_other_list(self) -> None:
        """In a narrow window only the list that has the focus is shown."""
        to_inspections = self.focused is not self.inspections
        self.set_class(to_inspections, "-choosing")
        (self.inspections if to_inspections else self.cases.picks).focus()

    def action_step_back(self) -> None:
        if self.focused is self.inspections:
            self.action_other_list()

    @on(PickList.Typed, "#inspections PickList")
    def _narrow_inspections(self) -> None:
        self._show_inspections()

    @on(OptionList.OptionSelected, "#inspections PickList")
    def _inspection_picked(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _NEW_INSPECTION:
            self.do_new_inspection()
            return
        self.inspection = next(i for i in self._inspections if str(i.id) == event.option_id)
        self.inspections.typed = self.cases.picks.typed = ""
        self.read()
        self.action_other_list()

    @on(CaseList.Picked)
    def _case_picked(self, event: CaseList.Picked) -> None:
        self.house.open_interview(event.case_id)

    @on(CaseList.Trouble)
    def _trouble(self, event: CaseList.Trouble) -> None:
        self.house.say(event.say, "error")

    @on(CaseList.Offered)
    def _offered(self) -> None:
        if self.inspection is None:
            self.do_new_inspection()
        else:
            self.do_new_case()

    def do_new_case(self, reference: str = "") -> None:
        """Ask for a reference, then straight to the interview."""
        if self.inspection is None:
            self.do_new_inspection()
            return
        self.app.push_screen(NewCaseScreen(self.inspection.id, reference), self._case_made)

    def _case_made(self, line: CaseLine | None) -> None:
        if line is not None:
            self.house.open_interview(line.id)

    def do_new_inspection(self) -> None:
        self.app.push_screen(NewInspectionScreen(), self._inspection_made)

    def do_scores(self) -> None:
        if self.inspection is not None:
            self.house.open_screen("scores", inspection_id=self.inspection.id)

    def do_export(self, path: str = "") -> None:
        if self.inspection is not None:
            self.house.open_screen("export", inspection_id=self.inspection.id, path=path)

    def do_report(self) -> None:
        if self.inspection is not None:
            self.house.open_screen("report", inspection_id=self.inspection.id)

    def may_perform(self, action_id: str) -> bool:
        if self.inspection is None and action_id in ("scores", "export", "report", "new_case"):
            return False
        return super().may_perform(action_id)

    def _inspection_made(self, inspection: Inspection | None) -> None:
        if inspection is not None:
            self.inspection = inspection
            self.read()


_NO_CASES = "No case in this inspection yet. Press Enter to add the first one."
_FIRST_STEPS = """No inspection yet.

Press Enter to begin one: area, year, fieldwork dates.
To look round first, leave and run: corecase demo"""
