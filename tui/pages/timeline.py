"""A case in time as lines of text: a day, what happened on it, and ! beside what was late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.timeline import Entry
from tui.printing import wrapped
from tui.viewmodel.timeline import NOTHING, dated_lines

_NAME = 13


def lines_of(entries: Sequence[Entry]) -> Iterator[str]:
    """Oldest first, each year once above its days."""
    year = 0
    for line in dated_lines(entries):
        if line.year != year:
            year = line.year
            yield str(year)
        sign = "!" if line.late else " "
        first = f"{sign} {line.day:>6}  {line.name:<{_NAME}}"
        yield from wrapped(line.about, first=first, indent=" " * len(first))
    if all(each.kind == "today" for each in entries):
        yield from wrapped(NOTHING)
