"""What a form tells of itself beside its prose: kind, stage, day, author and countersignature.

Particulars stand at the head of a form; signatures at its head or its foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from domain.documents import Moment
from domain.errors import Refused
from domain.flags.sections import kind_of
from domain.instrument_forms import DocumentKind, Stage

T = TypeVar("T")

_HEAD = 3000  # characters: the particulars of a form stand on its first page
_FOOT = 1500
_HEADINGS_WITHIN = 100_000  # a longer form has told its kind by then

_DATE = (
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Za-z]{3,9}\.?,?\s+\d{4}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d"
)
_MOMENT = rf"(?:{_DATE})(?:(?:T|,?[ \t]+(?:at[ \t]+)?)\d{{1,2}}[:.]\d\d(?:[ \t]*[ap]m)?\b)?"
_SIGN = r"[ \t]*[:\-–—|*]*\s{0,3}"  # between a label and what it labels
_COLON = r"[ \t]*[:|\-–—]*[ \t]*"
# 'Date of birth' and 'Date of sentence' are dates too, and not these.
_WRITTEN = (
    r"date\s+(?:completed|of\s+(?:completion|assessment|screening|report|plan|review)|written"
    r"|assessed)",
    r"(?:assessment|screening|report|plan|review)\s+(?:date|completed(?:\s+on)?)",
    r"completed(?:\s+on)?|dated?",
)
_RETURNED = (
    r"(?:date[ \t]+)?(?:returned|sent[ \t]+back)(?:[ \t]+to[ \t]+[\w. ]{1,40}?)?(?:[ \t]+on)?"
)
_AUTHOR = (
    r"(?:(?:form|assessment|screening|report|plan)[ \t]+)?(?:completed|written|prepared|assessed)"
    r"[ \t]+by|(?:report[ \t]+)?(?:author|writer)|assessor|name[ \t]+of[ \t]+(?:assessor|author)"
    rf"|(?:date[ \t]+)?(?:completed|written|prepared)(?:[ \t]+on)?{_COLON}(?:{_MOMENT})[ \t,]+by"
)
_COUNTERSIGNED = (
    rf"counter-?[ \t]?signed(?:[ \t]+on)?{_COLON}(?:{_MOMENT})[ \t,]+by"
    r"|(?:(?:line|team|operations?)?[ \t]*manager(?:['’]?s)?[ \t]+)?"
    r"counter-?[ \t]?sign(?:ed|ature|atory)(?:[ \t]+by)?|(?:approved|authorised|signed[ \t]+off)"
    r"[ \t]+by"
)
# One cell of a form asks for several things: 'Completed by / date'.
_ALSO_ASKED = (
    r"(?:[ \t]*(?:/|&|,|\band\b)[ \t]*(?:date|signature|signed|role|position|job[ \t]+title)\b)*"
)
# A manager may be named at the head of any form: only with a day beside it is that a signature.
_MANAGER = r"(?:line[ \t]+|team[ \t]+|operations?[ \t]+)?manager(?:['’]?s)?(?:[ \t]+signature)?"
_SIGNED_ON = r"(?:date[ \t]+)?(?:of[ \t]+)?counter-?[ \t]?sign(?:ed|ature)(?:[ \t]+(?:on|date))?"
_STAGE = r"(?:case|assessment)?[ \t]*stage(?:[ \t]+of[ \t]+(?:the[ \t]+)?(?:case|order))?"

_NO_NAME = frozenset(
    {"yes", "no", "none", "nil", "n/a", "na", "not", "required", "yet", "pending", "date"}
    | {"signature", "signed", "name"}
)
_BETWEEN_NAMES = frozenset({"de", "da", "di", "la", "le", "van", "von", "der", "al", "bin", "y"})
_NAME_WORDS, _NAME_LENGTH = 6, 60
_TITLE_LINES, _TITLE_WORDS = 6, 12


class Signature(NamedTuple):
    """A countersignature: who gave it, and when, where that is told."""

    name: str = ""
    at: Moment | None = None


# -- days


def written(text: str, today: date) -> Moment | None:
    """When it was written: the plainest label counts, wherever in the head it stands."""
    head = text[:_HEAD]
    for label in _WRITTEN:
        for at in _labelled(head, label, today, not_below=_COUNTERSIGNED):
            return at
    beside = next(_people(head, _AUTHOR), None)
    return _moment_in(beside.rest, today) if beside else None


def returned(text: str, today: date) -> Moment | None:
    """When it was last sent back to its author."""
    found = [at for part in _ends(text) for at in _labelled(part, _RETURNED, today)]
    return max(found, key=Moment.iso, default=None)


def _labelled(text: str, label: str, today: date, not_below: str = "") -> Iterator[Moment]:
    """Days behind a label that opens a line. not_below: a label that the line above may not have.

    The day below a countersignature is that of the countersignature.
    """
    pattern = rf"^[^\w\n]*(?:{label})\b{_SIGN}(?P<at>{_MOMENT})"
    for found in re.finditer(pattern, text, re.IGNORECASE | re.MULTILINE):
        above = text[: found.start()].rstrip().rpartition("\n")[2]
        if not_below and re.match(rf"[^\w\n]*(?:{not_below})\b", above, re.IGNORECASE):
            continue
        at = _moment_in(found["at"], today)
        if at is not None:
            yield at


def _moment_in(text: str, today: date) -> Moment | None:
    for found in re.finditer(_MOMENT, text):
        try:
            return Moment.typed(found[0], today)
        except Refused:
            continue
    return None


# -- people


class _Person(NamedTuple):
    """A name behind a label, and what follows it there and on the line below."""

    name: str
    rest: str


def author(text: str) -> str:
    """Who completed it; empty if not told."""
    found = (person.name for part in _ends(text) for person in _people(part, _AUTHOR))
    return next(found, "")


def countersigned(text: str, today: date) -> Signature:
    """Who countersigned it and when; empty where nobody did, or it is not told."""
    parts = _ends(text)
    signed = next((p for part in parts for p in _people(part, _COUNTERSIGNED)), None)
    if signed is not None:
        apart = (at for part in parts for at in _labelled(part, _SIGNED_ON, today))
        return Signature(signed.name, _moment_in(signed.rest, today) or next(apart, None))
    for person in (p for part in parts for p in _people(part, _MANAGER)):
        at = _moment_in(person.rest, today)
        if at is not None:
            return Signature(person.name, at)
    return Signature()


def countersigner(text: str) -> str:
    """Who is named as having countersigned it, whenever that was; empty if not told."""
    found = (person.name for part in _ends(text) for person in _people(part, _COUNTERSIGNED))
    return next(found, "")


def _ends(text: str) -> tuple[str, ...]:
    """The head and the foot of a text; a short one is all head."""
    return (text[:_HEAD], text[max(_HEAD, len(text) - _FOOT) :])


def _people(text: str, label: str) -> Iterator[_Person]:
    pattern = (
        rf"^[^\w\n]*(?:{label})\b{_ALSO_ASKED}{_COLON}(?P<line_end>\n[ \t]*)?(?P<value>[^\n]+)"
        rf"(?:\n[^\w\n]*(?P<below>(?:date|signed|on)\b[^\n]*))?"
    )
    for found in re.finditer(pattern, text, re.IGNORECASE | re.MULTILINE):
        value = found["value"]
        name = _name_in(value)
        if name and (not found["line_end"] or _only_name(name, value)):
            yield _Person(name, f"{value}\n{found['below'] or ''}")


def _only_name(name: str, value: str) -> bool:
    """Below an empty field stands the next label or heading, unless it is plainly a name."""
    words = name.split()
    short = all(word[0].isupper() or word in _BETWEEN_NAMES for word in words)
    return short and (len(words) > 1 or "." in name) and "\t" not in value and "|" not in value


def _name_in(value: str) -> str:
    """The name that a value opens with: up to a date, a role, or another column."""
    end = re.search(rf"\t|\||  |\(|;|{_DATE}|,?\s+(?:on|dated?|signed)\b", value, re.IGNORECASE)
    bare = value[: end.start() if end else len(value)].strip(" \t,:-–—*_")
    surname, comma, _given = bare.partition(",")
    # 'JONES, Sarah' is a name; of 'Sarah Jones, YOT officer' the name ends at the comma.
    name = bare if comma and surname.isupper() and " " not in surname else surname
    name = re.split(r"\s[-–—/]\s", name)[0].strip()
    words = name.split()
    if not 0 < len(words) <= _NAME_WORDS or len(name) > _NAME_LENGTH or ":" in name:
        return ""
    if not words[0][0].isupper() or words[0].casefold() in _NO_NAME:
        return ""
    return name


# -- stage and kind


def stage_of(text: str, stages: Sequence[Stage]) -> Stage | None:
    """The stage behind its label, or the one its title names; None where neither does."""
    names = [(stage, name) for stage in stages for name in (stage.label, *stage.words)]
    pattern = rf"^[^\w\n]*{_STAGE}\b{_SIGN}(?P<value>[^\n]{{1,80}})"
    for found in re.finditer(pattern, text[:_HEAD], re.IGNORECASE | re.MULTILINE):
        told = _longest_named(found["value"], names)
        if told is not None:
            return told
    return _titled(text, names)


def kind_told(text: str, kinds: Sequence[DocumentKind]) -> DocumentKind | None:
    """The kind its title names in full, the one whose headings it has, or that its title hints at.

    A short name that is an ordinary word, such as Asset, says little by itself.
    """
    full = [(kind, name) for kind in kinds for name in _full_names(kind)]
    looked_at = text[:_HEADINGS_WITHIN]
    return _titled(text, full) or kind_of(looked_at, kinds) or kind_titled(text, kinds)


def kind_titled(text: str, kinds: Sequence[DocumentKind]) -> DocumentKind | None:
    """The kind that a title names, in full or in short."""
    names = ((kind, name) for kind in kinds for name in (kind.short, *_full_names(kind)))
    return _titled(text, list(names))


def _full_names(kind: DocumentKind) -> Iterator[str]:
    yield from kind.label.split(" or ")
    if " " in kind.short or (kind.short.isupper() and len(kind.short) > 1):
        yield kind.short


def _titled(text: str, names: Sequence[tuple[T, str]]) -> T | None:
    found = (_longest_named(line, names) for line in _titles(text))
    return next((whose for whose in found if whose is not None), None)


def _titles(text: str) -> list[str]:
    """The first lines, where they are short enough for titles and no particulars."""
    lines = [line.strip() for line in text[:_HEAD].split("\n") if line.strip()][:_TITLE_LINES]
    return [line for line in lines if len(line.split()) <= _TITLE_WORDS and ":" not in line]


def _longest_named(line: str, names: Iterable[tuple[T, str]]) -> T | None:
    """Whose name stands in a line, as words of their own; of several the longest name counts."""
    plain = f" {_words(line)} "
    there = [(len(_words(name)), whose) for whose, name in names if f" {_words(name)} " in plain]
    return max(there, key=lambda pair: pair[0])[1] if there else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
