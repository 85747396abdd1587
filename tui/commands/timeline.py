"""`corecase timeline`: a case in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.clock import SystemClock
from tui.commands.workplace import inspection_option, json_option, opened_store, shown
from tui.printing import document, say_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.timeline import Entry


@click.command("timeline")
@click.argument("case")
@inspection_option
@json_option
def timeline(case: str, inspection: str | None, as_json: bool) -> None:
    """Show CASE in time: sentence, documents, changes, and when reviews were due.

    A line with ! in front is a day that went by without what was due.
    """
    from tui.viewmodel.timeline import timeline_of

    with opened_store() as store:
        line = store.find_case(case, inspection)
        entries = timeline_of(store, line.id, shown(store, line.id), SystemClock().today())
    if as_json:
        document(_document(line.reference, entries))
    else:
        from tui.pages import timeline as page

        say_lines(page.lines_of(entries))


def _document(reference: str, entries: Sequence[Entry]) -> dict[str, object]:
    return {
        "case": reference,
        "entries": [
            {
                "day": each.day.isoformat(),
                "kind": each.kind,
                "say": each.say,
                "document": each.document,
                "late": each.late,
            }
            for each in entries
        ],
    }


COMMANDS = {"timeline": timeline}
