"""How inspections and cases are drawn in lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from rich.cells import cell_len
from textual.content import Content

from domain.calendar import say_date
from domain.wording import plural
from storage.records import CaseLine, Inspection, Size
from tui.widgets.bars import progress_bar
from tui.widgets.rows import cell

_GAP = "  "
_COUNTED, _LAST, _WHO, _LATER = 10, 11, 8, 11
_SHORTEST_BAR, _LONGEST_BAR = 8, 30
_SHORTEST_REFERENCE, _LONGEST_REFERENCE = 8, 26
MUTED = "$text-muted"


def reference_width(lines: Iterable[CaseLine]) -> int:
    """The column that holds the references of these cases, within reason."""
    longest = max((cell_len(line.reference) for line in lines), default=0)
    return max(_SHORTEST_REFERENCE, min(_LONGEST_REFERENCE, longest + 2))


def case_row(line: CaseLine, today: date, reference: int) -> Callable[[int], Content]:
    """Reference, progress as a bar and in numbers, when and by whom; less of it when narrow."""

    def draw(width: int) -> Content:
        style = MUTED if line.finished else ""
        numbers = cell(f"{line.answered} of {line.due}", _COUNTED, style, "right")
        if width < 44:
            return cell(line.reference, width - _COUNTED) + numbers
        columns = [numbers]
        if width >= 64:
            columns.append(cell(_last(line, today), _LAST, MUTED, "right"))
        if width >= 76:
            columns.append(cell(line.last_who, _WHO, MUTED))
        if width >= 92:
            later = f"{line.later} for later" if line.later and not line.finished else ""
            columns.append(cell(later, _LATER, MUTED))
        taken = sum(column.cell_length + len(_GAP) for column in columns)
        name = min(reference, width - taken - _SHORTEST_BAR - len(_GAP))
        bar = min(_LONGEST_BAR, width - taken - name - len(_GAP))
        columns.insert(0, _progress(line, bar))
        return Content(_GAP).join([cell(line.reference, name), *columns])

    return draw


def _progress(line: CaseLine, width: int) -> Content:
    if line.standing != "open":
        return cell(line.standing, width, MUTED if line.finished else "")
    if not line.answered:
        return cell("not begun", width, MUTED)
    return progress_bar(width, line.answered, line.due)


def _last(line: CaseLine, today: date) -> str:
    return said_when(line.last_at, today) if line.last_who else ""


def said_when(at: datetime, today: date) -> str:
    """A time in the past as people say it: 14:02, yesterday, 3 Feb, 3 Feb 2012."""
    local = at.astimezone()
    day = local.date()
    if day == today:
        return f"{local:%H:%M}"
    if day == today - timedelta(days=1):
        return "yesterday"
    return say_date(day) if day.year != today.year else say_date(day).rsplit(" ", 1)[0]


def inspection_row(inspection: Inspection, size: Size, here: bool) -> Callable[[int], Content]:
    """Name and how many of its cases are finished; a sign marks the one whose cases are shown."""

    def draw(width: int) -> Content:
        numbers = Content(f"{size.finished} of {size.cases}").stylize(MUTED)
        name = width - numbers.cell_length - 3
        sign = "•" if here else " "
        return Content(f"{sign} ") + cell(inspection.name, name) + Content(" ") + numbers

    return draw


def inspection_facts(inspection: Inspection, size: Size) -> tuple[str, ...]:
    """What the title says of an inspection, the most wanted first."""
    counted = f"{size.finished} of {plural(size.cases, 'case')} finished" if size.cases else ""
    return counted, period(inspection)


def period(inspection: Inspection) -> str:
    """`fieldwork 13 Feb 2012 to 24 Feb 2012`, or "" if none is recorded."""
    first, last = inspection.fieldwork_from, inspection.fieldwork_to
    if first and last:
        return f"fieldwork {say_date(first)} to {say_date(last)}"
    if first:
        return f"fieldwork from {say_date(first)}"
    return f"fieldwork until {say_date(last)}" if last else ""
