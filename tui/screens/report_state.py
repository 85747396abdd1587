"""The report of an inspection for its screen, counted and kept in the storage thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui.viewmodel.report import Part, parts_of

if TYPE_CHECKING:
    from domain.inspection_report import Sample
    from storage.records import CaseLine, Inspection
    from storage.store import Store


class Stopped(Exception):
    """The screen was left while the cases were being counted."""


@dataclass(slots=True)
class Counting:
    """How far the counting of cases is; the interface reads it, and may stop it."""

    done: int = 0
    total: int = 0
    stopped: bool = False

    def passing(self, lines: Iterable[CaseLine]) -> Iterator[CaseLine]:
        for self.done, line in enumerate(lines, 1):
            if self.stopped:
                raise Stopped
            yield line


@dataclass(frozen=True, slots=True)
class Drafted:
    """A report as it stands now."""

    inspection: Inspection
    sample: Sample
    written: dict[str, str]
    parts: tuple[Part, ...]


def drafted(
    store: Store, inspection_id: int | None, case_id: int | None, made: datetime, count: Counting
) -> Drafted:
    """The report of an inspection; of a case's, or the one worked on last, if none is named."""
    from storage.outgoing import gathered

    if inspection_id is None and case_id is not None:
        inspection_id = store.case(case_id).inspection_id
    inspection = (
        store.find_inspection() if inspection_id is None else store.inspection(inspection_id)
    )
    lines = store.cases(inspection.id)
    count.total = len(lines)
    sample = gathered(store, inspection, lines, count.passing)
    return _with_parts(store, Drafted(inspection, sample, {}, ()), made)


def written(
    store: Store, report: Drafted, key: str, text: str, who: str, made: datetime
) -> Drafted:
    """The report once `text` stands at a place. Raises NotSaved, or Mistake for a text too long.

    The words of a draft are no words of one's own: the place stays as it is drafted.
    """
    drafts = {part.place.key: part.place.draft for part in report.parts if part.place}
    own = "" if text.strip() == drafts.get(key, "").strip() else text
    store.report_texts.write(report.inspection.id, key, own, who)
    return _with_parts(store, report, made)


def _with_parts(store: Store, report: Drafted, made: datetime) -> Drafted:
    from domain.inspection_report import inspection_report, places

    texts = store.report_texts.written(report.inspection.id)
    document = inspection_report(report.sample, texts, made=made)
    return replace(report, written=texts, parts=parts_of(document, places(report.sample)))
