"""How long a case is kept, and the day on which its time has come.

Data may be kept no longer than is needed (UK GDPR, article 5(1)(e)); how long that is, nobody
lays down for a case inspected: each service decides, and its instrument says so.
"""

from __future__ import annotations

from datetime import date

from domain.calendar import months_after
from domain.instrument import Retention


def due_on(rule: Retention, fieldwork_to: date | None, changed: date) -> date:
    """From this day on a case need not be kept: so many months after the end of the fieldwork, or
    after the last change of the case where that is later or the end is not known."""
    start = max(changed, fieldwork_to) if fieldwork_to else changed
    try:
        return months_after(start, rule.months)
    except ValueError:  # past the end of the calendar
        return date.max
