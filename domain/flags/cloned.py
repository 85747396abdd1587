"""Flags of sections cloned from another child's file, and of names left behind from there.

An index finds sections of other cases that share rows of words; what it finds is a guess and is
compared sentence by sentence before anything is said of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from domain.flags.case_file import CaseFile
from domain.flags.copied import Comparison, Earlier
from domain.flags.flag import Decided, Flag, Kind
from domain.flags.house import House
from domain.flags.outdated import out_of_date
from domain.flags.passages import Span
from domain.flags.sentences import read
from domain.flags.versions import Compared, SectionShare
from domain.wording import plural

# A tenth of a section may be the common speech of a profession; four tenths are not.
CLONED = 0.40
LEAST_KEPT = 30  # words


class OtherSection(NamedTuple):
    """A section of another case. said: how its document is referred to; first_name: the child's.
    day: on which that document was written.
    """

    reference: str
    said: str
    heading: str
    text: str
    first_name: str
    day: date


# Asked with the texts of sections; for each of them, sections of other cases worth comparing.
Near = Callable[[Sequence[str]], Sequence[Sequence[OtherSection]]]


class _Clone(NamedTuple):
    compared: Compared
    section: SectionShare
    other: OtherSection
    comparison: Comparison


def copied_between_cases(case: CaseFile, near: Near, house: House) -> Iterator[Flag | None]:
    """Sections whose own words stand in another case, and the names of that child in them."""
    sections = [
        (compared, section)
        for compared in case.versions.compared
        for section in compared.sections
        if section.comparison.words >= LEAST_KEPT
    ]
    others = near([section.section.text for _, section in sections]) if sections else ()
    for (compared, section), candidates in zip(sections, others, strict=True):
        clone = _closest(compared, section, candidates, house)
        if clone is not None:
            yield _flag(case, clone)
            yield from _left_behind(case, clone)


def _closest(
    compared: Compared, section: SectionShare, candidates: Sequence[OtherSection], house: House
) -> _Clone | None:
    """The other section that holds most of this one's words, if that is enough to speak of."""
    later = read(section.section.text)
    best: _Clone | None = None
    for other in candidates:
        if other.day > compared.document.day:
            continue  # it is the other one that was cloned
        earlier = Earlier(house)
        earlier.add(read(other.text))
        found = earlier.compare(later)
        enough = found.share >= CLONED and found.share * found.words >= LEAST_KEPT
        if enough and (best is None or found.share > best.comparison.share):
            best = _Clone(compared, section, other, found)
    return best


def _flag(case: CaseFile, clone: _Clone) -> Flag | None:
    document, section, other = clone.compared.document, clone.section.section, clone.other
    percent = int(100 * clone.comparison.share + 0.5)
    heading = section.heading or "The text"
    longest = max(clone.comparison.counted, key=lambda each: each.kept)
    span = Span(section.start + longest.span.start, section.start + longest.span.end)
    return case.flag(
        Kind.CLONED,
        "cloned",
        f"{heading}, {case.session.said(document)}: {percent}% of "
        f"{plural(clone.comparison.words, 'own word')} stand in case {other.reference} too.",
        section.text,
        other.reference,
        about=(document,),
        quotes=(case.quote(document.number, span),),
        against=f"Case {other.reference}, {other.said}, {other.heading or 'its text'}",
        weight=clone.comparison.share,
    )


def _left_behind(case: CaseFile, clone: _Clone) -> Iterator[Flag | None]:
    """The other child's name, where the words that were cloned still have it."""
    document, section, other = clone.compared.document, clone.section.section, clone.other
    if not other.first_name or other.first_name.casefold() == case.first_name.casefold():
        return
    found = out_of_date(section.text, case.record, document.day, other_child=other.first_name)
    for each in found:
        if each.kind != "wrong_person":
            continue
        span = Span(section.start + each.start, section.start + each.end)
        quote = case.quote(document.number, case.sentence(document.number, span))
        yield case.flag(
            Kind.CLONED,
            "wrong_person",
            f"“{other.first_name}” in {quote.said}: the name of the child of case "
            f"{other.reference}.",
            quote.text,
            about=(document,),
            quotes=(quote,),
            against=f"{other.first_name}{_IS_THE_CHILD}{other.reference}",
            weight=1.0,
        )


_IS_THE_CHILD = " is the child of case "


def other_child(flag: Flag | Decided) -> str:
    """The first name of another case's child that a flag tells; "" if it tells none."""
    name, tells, _ = flag.against.partition(_IS_THE_CHILD)
    return name if tells and flag.rule == "wrong_person" else ""
