"""Cases whose time has come: kept as long as their instrument says, and no longer needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from domain.errors import InstrumentError
from domain.instrument import Instrument, Retention
from domain.instrument_file import load_packaged
from domain.retention import due_on
from storage.records import CaseLine, Inspection

if TYPE_CHECKING:
    from storage.store import Store


@dataclass(frozen=True, slots=True)
class Keeping:
    """A case with the day from which it need not be kept."""

    case: CaseLine
    inspection: Inspection
    rule: Retention
    due: date


def keeping(store: Store) -> list[Keeping]:
    """Every case that is not invented and has a rule, the one whose time comes first on top."""
    found = []
    for inspection in store.inspections():
        rule = rule_of(store.instrument(inspection.id))
        if inspection.invented or rule is None:
            continue
        for case in store.cases(inspection.id):
            changed = case.last_at.astimezone().date()
            due = due_on(rule, inspection.fieldwork_to, changed)
            found.append(Keeping(case, inspection, rule, due))
    return sorted(found, key=lambda each: (each.due, each.inspection.name, each.case.reference))


def rule_of(instrument: Instrument) -> Retention | None:
    """How long cases of this instrument are kept; of one from before instruments said so, as the
    one of this name that comes with the program says."""
    if instrument.retention is not None:
        return instrument.retention
    try:
        return load_packaged(instrument.name).retention
    except InstrumentError:
        return None
