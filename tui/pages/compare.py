"""Two documents compared, as lines of text: marks carry the meaning, never colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from domain.calendar import say_date
from domain.flags.copied import Comparison, Judged
from domain.flags.passages import Span
from domain.flags.side_by_side import Part, SideBySide
from domain.flags.statement import CLEAR, Outdated
from domain.wording import plural
from storage.documents.document import Document
from tui.pages.comparison import changes_told, marked
from tui.printing import wrapped
from tui.viewmodel.comparison_rows import FLAGGED, KEY, MARKS, percent

_LABELS = {
    "yes": "copied forward",
    "partial": "copied forward in part",
    "no": "for the most part new",
}


def lines_of(pair: SideBySide, earlier: Document, later: Document) -> Iterator[str]:
    """The whole comparison, section by section."""
    yield from wrapped(f"Earlier: {_named(earlier, pair.earlier.dated)}", indent="  ")
    yield from wrapped(f"Later: {_named(later, pair.later.dated)}", indent="  ")
    yield from wrapped(f"{_share(pair.whole)}: {_LABELS[pair.whole.label]}.", indent="  ")
    yield KEY
    for part in pair.parts:
        yield from _section(pair, part, later)
    yield ""
    for fact in pair.omitted:
        yield from wrapped(f"Not mentioned: {fact.label}. {fact.why}", indent="  ")
    yield from wrapped(_summary(pair), indent="  ")


def _named(document: Document, dated: date | None) -> str:
    day = say_date(dated) if dated else "no date on it"
    return f"{document.name}, {day}"


def _share(comparison: Comparison) -> str:
    if not comparison.words:
        return "no words of its own"
    own = plural(comparison.words, "own word")
    return f"{percent(comparison.share)} of {own} in the earlier document"


def _section(pair: SideBySide, part: Part, later: Document) -> Iterator[str]:
    sentences = part.comparison.sentences
    heading = part.section.heading or "Before the first heading"
    page = later.words.page_of(part.section.start)
    place = f", p {page}" if page else ""
    yield ""
    yield from wrapped(f"{heading}{place}: {_share(part.comparison)}", indent="  ")
    if not sentences:
        yield "  nothing but the form"
    told: set[Outdated] = set()
    for sentence in sentences:
        yield from _sentence(pair, sentence)
        stale = [o for o in part.outdated if _starts_in(o, sentence.span) and o not in told]
        told.update(stale)
        for each in stale:
            yield from _outdated(pair, each)
    for each in part.outdated:
        if each not in told:
            yield from _outdated(pair, each)


def _starts_in(stale: Outdated, span: Span) -> bool:
    return span.start <= stale.start < span.end


def _sentence(pair: SideBySide, sentence: Judged) -> Iterator[str]:
    text = " ".join(pair.later.text[slice(*sentence.span)].split())
    yield from marked(MARKS[sentence.verdict], text)
    yield from changes_told(pair.edits(sentence))


def _outdated(pair: SideBySide, stale: Outdated) -> Iterator[str]:
    quoted = " ".join(pair.later.text[stale.start : stale.end].split())
    sure = "" if stale.sure == CLEAR else " (check)"
    yield from marked(FLAGGED, f"“{quoted}”{sure}: {stale.why}")


def _summary(pair: SideBySide) -> str:
    counts = Counter(MARKS[sentence.verdict] for sentence in pair.whole.sentences)
    parts = [
        f"{counts['=']} taken over",
        f"{counts['~']} edited",
        f"{counts['+']} new",
    ]
    stale = plural(len(pair.outdated), "statement")
    return (
        f"{plural(len(pair.whole.sentences), 'sentence')}: {', '.join(parts)}. "
        f"Out of date: {stale}."
    )
