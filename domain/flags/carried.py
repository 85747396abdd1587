"""Flags of text carried forward: how much of a section, and what its new words are silent about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.documents import CaseDocument
from domain.flags.case_file import CaseFile
from domain.flags.copied import MOSTLY, Comparison, Verdict
from domain.flags.flag import Flag, Kind, Quote
from domain.flags.happened import Happened, names_it
from domain.flags.versions import Compared, SectionShare
from domain.wording import plural

# A section of fewer own words tells too little to be called copied.
LEAST_WORDS = 25
LEAST_SECTIONS = 3  # copied in one document, for which it is told as a whole
HALF = 0.5  # less is seen in the comparison, and is no flag
LEAST_KEPT = 40  # of one that is copied in part

# Text of which so much is carried over has nothing of its own.
NOTHING_NEW = 0.95

_NEW = frozenset({Verdict.NEW, Verdict.EDITED})


def copied_forward(case: CaseFile) -> Iterator[Flag | None]:
    """Documents copied as a whole, each told once; of others, the sections that were."""
    for compared in case.versions.compared:
        copied = [section for section in compared.sections if _enough(section)]
        mostly = [section for section in copied if section.share >= MOSTLY]
        if compared.whole.label == "yes" and len(mostly) >= LEAST_SECTIONS:
            yield _copied_whole(case, compared, mostly)
            continue
        for section in copied:
            steady = _changes_little(case, compared.document, section)
            if section.earlier is not None and not steady:
                yield _copied(case, compared, section, section.earlier)


def _copied_whole(
    case: CaseFile, compared: Compared, sections: Sequence[SectionShare]
) -> Flag | None:
    """The fullest sections first, those that may well say the same for years last."""
    document, earlier = compared.document, compared.earlier
    assert earlier is not None
    fullest = sorted(
        sections,
        key=lambda each: (
            _changes_little(case, document, each),
            -each.share,
            -each.comparison.words,
        ),
    )
    listed = ", ".join(
        f"{each.section.heading or 'the text'} {_percent(each.share)}%" for each in fullest
    )
    enough = sum(_own(each) >= LEAST_WORDS for each in compared.sections)
    return case.flag(
        Kind.COPIED,
        "document_copied",
        f"{case.session.said(document)}: {_percent(compared.share)}% of "
        f"{plural(compared.words, 'own word')} taken over from earlier versions, most of it from "
        f"{case.session.said(case.versions.documents[earlier])}. "
        f"{len(sections)} of {plural(enough, 'section')} of any length: {listed}.",
        compared.text.text,
        about=(document,),
        quotes=[
            quote
            for section in fullest[:3]
            for quote in _longest_taken_over(case, compared, section)
        ],
        against=_by(case, earlier),
        weight=compared.share * compared.words,
    )


def _own(section: SectionShare) -> int:
    return section.comparison.words


def _by(case: CaseFile, number: int) -> str:
    document = case.versions.documents[number]
    author = document.about.author or "an author not recorded"
    return f"{case.session.said(document)}, by {author}"


def _enough(section: SectionShare) -> bool:
    """Enough to be told of: nearly all of some words, or half of many."""
    words = section.comparison.words
    if section.share >= MOSTLY:
        return words >= LEAST_WORDS
    return section.share >= HALF and section.share * words >= LEAST_KEPT


def _copied(case: CaseFile, compared: Compared, section: SectionShare, earlier: int) -> Flag | None:
    document = compared.document
    before = case.versions.documents[earlier]
    heading = section.section.heading or "The text"
    percent = _percent(section.share)
    comparison = section.comparison
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
        against=_by(case, earlier),
        sure=section.share >= MOSTLY,
        weight=section.share * comparison.words,
    )


def _changes_little(case: CaseFile, document: CaseDocument, section: SectionShare) -> bool:
    """Whether a section by that heading may well say the same for years, such as early history."""
    steady = case.instrument.document[document.about.kind].steady
    return section.section.heading.casefold() in {heading.casefold() for heading in steady}


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
        before = case.versions.documents[earlier]
        new = _new_words(compared)
        for each in changes:
            within = before.day <= each.on <= compared.document.day
            spoken = _speaks(new, each) or names_it(case.record, each, new)
            if within and not spoken and not _told_there(case, compared, each):
                yield _silent(case, compared, before, each)


def _new_words(compared: Compared) -> str:
    """The sentences that are not wholly taken over."""
    text = compared.text.text
    return "\n".join(
        _plain(text[slice(*judged.span)])
        for judged in compared.whole.sentences
        if judged.verdict in _NEW
    )


def _speaks(text: str, happened: Happened) -> bool:
    return re.search(happened.change.words, text, re.IGNORECASE) is not None


def _told_there(case: CaseFile, compared: Compared, happened: Happened) -> bool:
    """Whether a version between the change and this one was silent about it: told of that one."""
    document = compared.document
    between = [
        _plain(case.versions.texts[each.number].text)
        for each in case.of_kind(document.about.kind)
        if happened.on <= each.day < document.day
    ]
    return bool(between) and not any(_speaks(text, happened) for text in between)


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
        f"Nothing new in {said(document)} speaks of {happened.say}. {_percent(compared.share)}% of "
        f"its words are carried over from {said(before)}.",
        happened.change.fact,
        happened.change.kind,
        happened.on.isoformat(),
        compared.text.text,
        about=(document,),
        quotes=_quote_of_most(case, compared, happened),
        against=happened.say,
        weight=compared.share,
    )


def _quote_of_most(case: CaseFile, compared: Compared, happened: Happened) -> Iterator[Quote]:
    """From the section the change bears on, else the one taken over most fully: its longest
    sentence."""
    headings = {heading.casefold() for heading in happened.change.headings}
    carried = [each for each in compared.sections if each.earlier is not None]
    fullest = max(
        carried,
        key=lambda each: (
            each.section.heading.casefold() in headings,
            not _changes_little(case, compared.document, each),
            each.share * each.comparison.words,
        ),
        default=None,
    )
    if fullest is not None:
        yield from _longest_taken_over(case, compared, fullest)


def only_carried(comparison: Comparison) -> bool:
    """Whether a text has nothing of its own: all but all of its words, or of its sentences."""
    if comparison.words < LEAST_WORDS:
        return False
    new = any(each.verdict is Verdict.NEW for each in comparison.counted)
    return comparison.share >= NOTHING_NEW or (comparison.carried >= NOTHING_NEW and not new)
