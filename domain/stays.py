"""Where a child has been, and from when until when: schools and homes, as typed and as said.

Kept as a tuple of {"name", "from", "until"}; the days are ISO dates, "" where not known.
"""

from __future__ import annotations

import re
from datetime import date

from domain.calendar import parse_date, say_date
from domain.errors import Refused
from domain.events import Value

HOW = "Type name from date to date; semicolons between."
_NAME = re.compile(
    r"(?P<name>.*?)(?P<days>(?:\s+(?:from|since|to|until|till)\s+(?=.*\d).*)?)", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:from|since)\s+(.+?)(?=\s+(?:to|until|till)\b|$)", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:to|until|till)\s+(.+)$", re.IGNORECASE)
_STILL = {"now", "today", "date", "present", "the present", "still"}


def read_stays(label: str, text: str, today: date) -> Value:
    """What is typed for the fact of that label. Raises Refused with the cure."""
    stays = [_stay(label, part.strip(), today) for part in re.split(r"[;\n]", text) if part.strip()]
    if not stays:
        raise Refused(f"{label}: nothing was named. {HOW}")
    return tuple(sorted(stays, key=lambda stay: str(stay["from"])))


def _stay(label: str, text: str, today: date) -> dict[str, Value]:
    text = " ".join(text.split())
    found = _NAME.fullmatch(text)
    name, days = (found["name"].strip(" ,"), found["days"]) if found else ("", "")
    if not re.search(r"[^\W_]", name):
        raise Refused(f"{label}: “{text[:40]}” names nothing. {HOW}")
    since, until = _SINCE.search(days), _UNTIL.search(days)
    begun = _day(since[1], today, "1 Jan", "1") if since else ""
    still = until is None or until[1].strip().casefold() in _STILL
    ended = "" if until is None or still else _day(until[1], today, "31 Dec", "28")
    if begun and ended and ended < begun:
        raise Refused(f"{label}: {name} would end before it began; check the dates.")
    return {"name": name, "from": begun, "until": ended}


def _day(text: str, today: date, of_year: str, of_month: str) -> str:
    """A day; for a bare year or month that day of it, since the record often knows no more."""
    text = text.strip(" ,")
    if re.fullmatch(r"(?:19|20)\d\d", text):
        text = f"{of_year} {text}"
    elif re.fullmatch(r"[^\W\d]+\.?\s+(?:19|20)?\d\d", text):
        text = f"{of_month} {text}"
    return parse_date(text, today).isoformat()


def say_stay(stay: dict[str, Value]) -> str:
    """As it can be typed again: Hill School from 3 Sep 2010 to 4 May 2012."""
    days = ((word, stay.get(key)) for word, key in (("from", "from"), ("to", "until")))
    told = [f"{word} {say_date(date.fromisoformat(str(day)))}" for word, day in days if day]
    return " ".join((str(stay.get("name", "")), *told))
