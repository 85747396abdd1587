"""The trail as sentences: '23 Nov 2026 14:02 AB answered 3 questions of case 07.'"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.calendar import say_date
from domain.wording import plural
from storage.trail_entries import Entry, What

# The words of the inspections and cases that entries only have the numbers of.
Names = Mapping[int, str]
_Says = Callable[[Entry, str, str], str]

# What a turn was about, in the order in which it is told. What merely went with an answer is not.
_ABOUT = (
    ("judgement", "answered {}", "question"),
    ("fact", "recorded {}", "fact"),
    ("document", "recorded something of {}", "document"),
    ("flag", "decided on {}", "flag"),
    ("example", "wrote down good work at {}", "question"),
)
_BESIDE = (
    ("reasons", "gave the reasons of {}", "answer"),
    ("note", "wrote the note of {}", "question"),
    ("evidence", "recorded evidence of {}", "question"),
    ("later", "changed the time for {}", "question"),
)


def line_of(entry: Entry, cases: Names, inspections: Names, here: str = "") -> str:
    """When, who and what. here: this machine, which need not be named."""
    where = f", on {entry.device}" if entry.device != here else ""
    return f"{said_at(entry.at)} {said(entry, cases, inspections)}{where}."


def said(entry: Entry, cases: Names, inspections: Names) -> str:
    """What an entry tells, without its time and the stop at its end."""
    case = _named(entry.case_id, cases, "case", "a case")
    inspection = _named(entry.inspection_id, inspections, "", "an inspection")
    says = _SAYS.get(entry.what)
    if says is None:
        return f"{entry.who or 'Somebody'}: {entry.what}, {case}"
    told = says(entry, case, inspection)
    return told if entry.what in _OF_ITSELF else f"{entry.who or 'Somebody'} {told}"


def said_at(at: str) -> str:
    """A moment on the clock of whoever reads it; what is no moment as it stands."""
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError):
        return at
    return f"{say_date(moment.date())} {moment:%H:%M}"


def _named(number: int | None, names: Names, noun: str, unknown: str) -> str:
    if number is None:
        return unknown
    return f"{noun} {names[number]}".strip() if number in names else f"{unknown} (number {number})"


def _changed(entry: Entry, case: str, _inspection: str) -> str:
    detail = entry.detail
    if "undoes" in detail:
        return f"took back a step of {case}, or did one again"
    told = [_counted(detail, *about) for about in _ABOUT if about[0] in detail] or [
        _counted(detail, *about) for about in _BESIDE if about[0] in detail
    ]
    if "judgement" in detail and "emptied" in detail:
        told[0] = _counted(detail, "judgement", "took back the answer to {}", "question")
    return f"{' and '.join(told) or 'changed something'} of {case}"


def _counted(detail: Mapping[str, str], kind: str, words: str, noun: str) -> str:
    number = detail[kind]
    return words.format(plural(int(number), noun) if number.isdecimal() else f"{number} {noun}s")


def _imported(entry: Entry, case: str, inspection: str) -> str:
    return f"imported {case} into {inspection} ({entry.detail.get('as', 'new')})"


def _taken_in(entry: Entry, case: str, _inspection: str) -> str:
    last = entry.detail.get("last", "0")
    return f"The trail begins for {case}, with what was recorded before ({last} events)"


def _read(entry: Entry, case: str, inspection: str) -> str:
    answers = entry.detail.get("answers")
    return f"looked at the answers to {answers} of {inspection}" if answers else f"opened {case}"


def _exported(entry: Entry, case: str, inspection: str) -> str:
    listed = entry.detail.get("cases", "")
    several = f"{listed} cases" if listed.isdecimal() else f"cases {listed}"
    what = case if entry.case_id is not None else f"{several if listed else 'all'} of {inspection}"
    kind = _EXPORTED.get(entry.detail.get("format", ""), "the checklist of")
    return f"exported {kind} {what}{_to_whom(entry)}"


_EXPORTED = {"csv": "the answers of", "json": "the whole record of"}


def _reported(entry: Entry, _case: str, inspection: str) -> str:
    return f"wrote the report of {inspection} to a file{_to_whom(entry)}"


def _to_whom(entry: Entry) -> str:
    """The particulars of a disclosure: as what, to whom, with which names, what for."""
    detail = entry.detail
    parts = [
        f" as {detail['format'].upper()}" if "format" in detail else "",
        f" ({detail['file']})" if "file" in detail else "",
        f", names {detail['names'].removeprefix('names ')}" if "names" in detail else "",
        f", to {detail['to']}" if "to" in detail else "",
        f", because: {detail['why']}" if "why" in detail else "",
    ]
    return "".join(parts).replace(", names with names", ", with names")


def _house(entry: Entry, _case: str, _inspection: str) -> str:
    choice = entry.detail.get("choice", "")
    became = {"added": "counts", "dropped": "no longer counts"}.get(choice, "counts if it is found")
    return f"decided that a sentence {became} as the house’s"


def _report_text(entry: Entry, _case: str, inspection: str) -> str:
    return f"wrote in the report of {inspection} ({entry.detail.get('key', 'a text')})"


def _passphrase(entry: Entry, _case: str, _inspection: str) -> str:
    return _OPENED_BY.get(entry.detail.get("as", ""), "changed the passphrase")


_OPENED_BY = {
    "encrypted": "encrypted the cases",
    "decrypted": "left the cases without a passphrase",
    "recovery key made": "made a new recovery key",
}


def _clock(entry: Entry, _case: str, _inspection: str) -> str:
    before, after = (said_at(entry.detail.get(name, "?")) for name in ("before", "after"))
    return f"The clock was set back from {before} to {after}"


def _plain(words: str) -> _Says:
    """Words about the case, with the reason and the file where there are some."""

    def says(entry: Entry, case: str, inspection: str) -> str:
        file = f" ({entry.detail['file']})" if "file" in entry.detail else ""
        why = f", because: {entry.detail['why']}" if "why" in entry.detail else ""
        return words.format(case=case, inspection=inspection) + file + why

    return says


# Told of the thing and not of a person.
_OF_ITSELF = frozenset((What.TAKEN_IN.value, What.CLOCK_SET_BACK.value))
_SAYS: dict[str, _Says] = {
    What.INSPECTION_CREATED: _plain("began the inspection {inspection}"),
    What.CREATED: _plain("created {case}"),
    What.CHANGED: _changed,
    What.IMPORTED: _imported,
    What.TAKEN_IN: _taken_in,
    What.READ: _read,
    What.EXPORTED: _exported,
    What.REPORTED: _reported,
    What.FINISHED: _plain("finished {case}"),
    What.COUNTERSIGNED: _plain("countersigned {case}"),
    What.RETURNED: _plain("returned {case} with comments"),
    What.REOPENED: _plain("reopened {case}"),
    What.HOUSE_CHOSEN: _house,
    What.REPORT_TEXT: _report_text,
    What.ERASED: _plain("erased {case}"),
    What.PASSPHRASE: _passphrase,
    What.BACKED_UP: _plain("made a backup"),
    What.RESTORED: _plain("put a backup back"),
    What.CLOCK_SET_BACK: _clock,
}
