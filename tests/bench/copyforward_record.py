"""Glue for the copied-forward benchmark: its JSON as the record and timeline of `domain.flags`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from domain.flags.omitted import left_unsaid
from domain.flags.outdated import out_of_date
from domain.flags.record import Ended, Fact, Offence, Record, Stay
from domain.flags.reviews import Assessment, Event, Intervals, review_flags
from domain.flags.statement import BARE

Item = dict[str, Any]


def stale(item: Item) -> Item:
    """The answer to one item of the task "stale"."""
    record = record_of(item["record"])
    cloned = item["scope"] == "cross_case"
    found = out_of_date(
        item["new_text"],
        record,
        date.fromisoformat(item["new_date"]),
        earlier_text=item["old_text"],
        earlier=_day(item["old_date"]),
        prompts=item["prompts"],
        other_child=item["old_person"] if cloned else "",
    )
    unsaid = left_unsaid(item["new_text"], record, item["section"])
    return {
        "stale": [
            {"start": f.start, "end": f.end, "kind": f.kind} for f in found if f.sure != BARE
        ],
        "missing_facts": [f.id for f in unsaid],
    }


def reviews(item: Item) -> Item:
    """The answer to one item of the task "reviews"."""
    line = item["timeline"]
    flags = review_flags(
        date.fromisoformat(line["order_start"]),
        date.fromisoformat(line["order_end"]),
        date.fromisoformat(line["today"]),
        Intervals(**line["rules"]),
        [
            Assessment(_day(a["completed"]), a["stage"] == "pre_sentence")
            for a in line["assessments"]
        ],
        [Event(e["id"], date.fromisoformat(e["date"]), e["significant"]) for e in line["events"]],
        _weekdays,
    )
    return {"flags": [{"kind": f.kind, "ref": f.event or f.due.isoformat()} for f in flags]}


def record_of(told: Item | None) -> Record:
    """The record of an item."""
    if not told:
        return Record(first_name="")
    family = told.get("family") or {}
    bail = told.get("bail") or {}
    sentence = told.get("sentence") or {}
    return Record(
        first_name=told["first_name"],
        surname=told.get("surname", ""),
        gender=told.get("gender", ""),
        born=_day(told.get("dob")),
        sentenced=_day(sentence.get("date")),
        order=sentence.get("order", ""),
        schools=_stays(told.get("schools"), "name"),
        homes=_stays(told.get("placements"), "address"),
        managers=_stays(told.get("case_managers"), "name"),
        ended=tuple(
            Ended(e["what"], e["name"], date.fromisoformat(e["ended"]))
            for e in told.get("ended", ())
        ),
        bail_until=_day(bail.get("to")),
        offences=tuple(
            Offence(date.fromisoformat(o["date"]), o["offence"], o["category"])
            for o in told.get("previous_offences", ())
        ),
        facts=tuple(
            Fact(
                f["id"],
                f["kind"],
                tuple(f["sections"]),
                _day(f.get("date")),
                f.get("text", ""),
                f.get("person", ""),
            )
            for f in told.get("facts", ())
        ),
        relatives=tuple(n for n in (family.get("carer_name"), family.get("sibling")) if n),
        carer=family.get("carer", ""),
        carer_name=family.get("carer_name", ""),
    )


def _stays(told: list[Item] | None, name: str) -> tuple[Stay, ...]:
    return tuple(
        Stay(s[name], date.fromisoformat(s["from"]), _day(s["to"]), s.get("label", ""))
        for s in told or ()
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _weekdays(start: date, n: int) -> date:
    """Working days as the benchmark counts them: Monday to Friday, no bank holidays."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= day.weekday() < 5
    return day
