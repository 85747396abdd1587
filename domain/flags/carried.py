"""Flags of text carried forward: how much of a section, and what its new words are silent about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.documents import CaseDocument
from domain.flags.case_file import CaseFile
from domain.flags.copied import MOSTLY, PARTLY, Comparison, Verdict
from domain.flags.flag import Flag, Kind, Quote
from domain.flags.happened import Happened
from domain.flags.versions import Compared, SectionShare
from domain.wording import plural

# A section of fewer own words tells too little to be called copied.
LEAST_WORDS = 25

# Text of which so much is carried over, without a new sentence, has nothing of its own.
NOTHING_NEW = 0.95

_NEW = frozenset({Verdict.NEW, Verdict.EDITED})


def copied_forward(case: CaseFile) -> Iterator[Flag | None]:
    """Sections of which at least a fifth stands in an earlier document; the fullest first."""
    for compared in case.versions.compared:
        for section in compared.sections:
            if section.earlier is not None and section.share >= PARTLY and _enough(section):
                yield _copied(case, compared, section, section.earlier)


def _enough(section: SectionShare) -> bool:
    return section.comparison.words >= LEAST_WORDS


def _copied(case: CaseFile, compared: Compared, section: SectionShare, earlier: int) -> Flag | None:
    document = compared.document
    before = case.versions.documents[earlier]
    heading = section.section.heading or "The text"
    percent = _percent(section.share)
    comparison = section.comparison
    author = before.about.author or "an author not recorded"
    new = sum(each.verdict is Verdict.NEW for each in comparison.counted)
    edited = sum(each.verdict is Verdict.EDITED for each in comparison.counted)
    return case.flag(
        Kind.COPIED,
        "section_copied",
        f"{heading}, {case.session.said(document)}: {percent}% of "
        f"{plural(comparison.words, 'own word')} taken over from {case.session.said(before)}; "
        f"{plural(edited, 'sentence')} edited, {new} new.",
        section.section.heading,
        section.section.text,
        about=(document,),
        quotes=_longest_taken_over(case, compared, section),
        against=f"{case.session.said(before)}, by {author}",
        sure=section.share >= MOSTLY,
        weight=section.share * comparison.words,
    )


def _percent(share: float) -> int:
    return int(100 * share + 0.5)


def _longest_taken_over(
    case: CaseFile, compared: Compared, section: SectionShare
) -> Iterator[Quote]:
    """The longest sentence taken over, and where it stood before."""
    taken = [e for e in section.comparison.counted if e.verdict is Verdict.TAKEN_OVER]
    taken = taken or [each for each in section.comparison.counted if each.sources]
    longest = max(taken, key=lambda each: each.words, default=None)
    if longest is None:
        return
    yield case.quote(compared.document.number, longest.span)
    source = compared.source(longest)
    if source is not None:
        yield case.quote(*source)


def silent_about(case: CaseFile) -> Iterator[Flag | None]:
    """Documents carried over a change on file that no new word of theirs speaks of."""
    changes = [each for each in case.happened if each.change.words]
    for compared in case.versions.compared:
        earlier = compared.earlier
        if earlier is None or compared.words < LEAST_WORDS or compared.whole.carried < MOSTLY:
            continue
        since = case.versions.documents[earlier].day
        new = _new_words(compared)
        for each in changes:
            within = since <= each.on <= compared.document.day
            if within and not re.search(each.change.words, new, re.IGNORECASE):
                yield _silent(case, compared, case.versions.documents[earlier], each)


def _new_words(compared: Compared) -> str:
    """The sentences that are not wholly taken over."""
    text = compared.text.text
    return "\n".join(
        _plain(text[slice(*judged.span)])
        for judged in compared.whole.sentences
        if judged.verdict in _NEW
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _silent(
    case: CaseFile, compared: Compared, before: CaseDocument, happened: Happened
) -> Flag | None:
    document = compared.document
    said = case.session.said
    return case.flag(
        Kind.SILENT,
        "silent",
        f"{said(document)} carries {_percent(compared.share)}% of its words over from "
        f"{said(before)}; nothing new in it speaks of {happened.say}.",
        happened.change.fact,
        happened.change.kind,
        happened.on.isoformat(),
        compared.text.text,
        about=(document,),
        quotes=_quote_of_most(case, compared),
        against=f"On record: {happened.say}",
        weight=compared.share,
    )


def _quote_of_most(case: CaseFile, compared: Compared) -> Iterator[Quote]:
    """From the section that was taken over most fully, its longest sentence."""
    enough = [section for section in compared.sections if _enough(section)]
    fullest = max(enough, key=lambda section: section.share, default=None)
    if fullest is not None:
        yield from _longest_taken_over(case, compared, fullest)


def only_carried(comparison: Comparison) -> bool:
    """Whether a text has nothing of its own: all but all taken over and no new sentence."""
    return (
        comparison.words >= LEAST_WORDS
        and comparison.carried >= NOTHING_NEW
        and not any(each.verdict is Verdict.NEW for each in comparison.counted)
    )
