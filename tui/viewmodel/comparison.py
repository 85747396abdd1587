"""A document of a case beside what was written before it, placed in rows.

Each sentence of the later document is one row, with the earlier passage it rests on; what is
flagged stands beneath the words it is about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from domain.flags.copied import Judged
from domain.flags.flag import Decided, Flag, Kind, Verdict
from domain.flags.passages import Span
from domain.interview import Session
from domain.text_cleaning import clean
from domain.wording import plural
from tui.viewmodel.comparison_rows import (
    MARKS,
    NOTHING_OF_ITS_OWN,
    UNNAMED,
    ComparisonView,
    Form,
    Head,
    Passage,
    Raised,
    Row,
    Sentence,
    Share,
    percent,
)

if TYPE_CHECKING:
    from domain.flags.checking import Findings
    from domain.flags.versions import Compared, SectionShare

# What these flags see is a whole document or section, whichever words they quote.
_OF_DOCUMENTS = frozenset({Kind.SILENT, Kind.REVIEW, Kind.OVERSIGHT})
_OF_SECTIONS = frozenset({Kind.COPIED, Kind.CLONED, Kind.UNSAID})


def comparison_view(session: Session, findings: Findings, compared: Compared) -> ComparisonView:
    """`compared` placed in rows; the texts of earlier documents are those of `findings`."""
    placing = _Placing(session, findings, compared)
    return ComparisonView(
        title=session.said(compared.document),
        against=_against(list(placing.said.values())),
        told=placing.whole,
        rows=tuple(placing.rows()),
    )


def _against(earlier: Sequence[str]) -> str:
    if not earlier:
        return "no earlier document"
    return earlier[0] if len(earlier) == 1 else f"{len(earlier)} earlier documents"


class _Placing:
    """The rows of one document, in the order of its text."""

    def __init__(self, session: Session, findings: Findings, compared: Compared) -> None:
        self._session, self._compared = session, compared
        there = {each.document.number: each for each in findings.compared}
        self._texts = {number: each.text for number, each in there.items()}
        self.said = {number: session.said(there[number].document) for number in compared.order}
        self._flags = _Flags(findings.flags, compared, session.flag_decisions)
        self._place: tuple[int, str] | None = None

    @property
    def whole(self) -> str:
        own = plural(self._compared.words, "own word")
        if not self._compared.words:
            return "no words of its own"
        if not self.said:
            return f"{own}, nothing earlier to compare with"
        return f"{percent(self._compared.share)} of {own} taken over"

    def rows(self) -> Iterator[Row]:
        yield from self._overview()
        for flag in self._flags.of_document:
            yield self._raised(-1, flag)
        for place, part in enumerate(self._compared.sections):
            yield from self._section(place, part)

    # -- the overview

    def _overview(self) -> Iterator[Share]:
        judged = [each for part in self._compared.sections for each in part.comparison.sentences]
        words, share = self._compared.words, self._compared.share
        told = share if words and self.said else None
        everything = self._flags.total
        yield Share(-1, "Whole document", told, words, _counts(judged), everything)
        for place, part in enumerate(self._compared.sections):
            own = part.comparison
            told = own.share if own.words and self.said else None
            flags = self._flags.count(place)
            yield Share(
                place, _name(part), told, own.words, _counts(part.comparison.sentences), flags
            )

    # -- the text

    def _section(self, place: int, part: SectionShare) -> Iterator[Row]:
        self._place = (part.earlier, self.said[part.earlier]) if part.earlier else None
        start, end = part.section.start, part.section.start + len(part.section.text)
        page = self._compared.text.page_of(start)
        name = _name(part) + (f", p {page}" if page else "")
        yield Head(place, name, self._share(part))
        for flag in self._flags.of_section(place):
            yield self._raised(place, flag)
        at = start
        for judged in part.comparison.sentences:
            yield from self._form(place, at, judged.span.start)
            yield from self._sentence(place, judged)
            at = judged.span.end
        yield from self._form(place, at, end)

    def _share(self, part: SectionShare) -> str:
        comparison = part.comparison
        own = plural(comparison.words, "own word")
        if not comparison.words:
            return "no words of its own" if comparison.sentences else NOTHING_OF_ITS_OWN
        if not self.said:
            return f"{own}, nothing earlier to compare with"
        if part.earlier is None:
            return f"none of {own} taken over"
        told = f"{percent(part.share)} of {own} taken over from {self.said[part.earlier]}"
        together = percent(comparison.share)
        if together != percent(part.share):
            told += f", {together} from all earlier documents together"
        return told

    def _form(self, place: int, start: int, end: int) -> Iterator[Form]:
        """What stands between sentences is the form's; signs and bullets are left out."""
        for line in self._compared.text.text[start:end].splitlines():
            if sum(map(str.isalpha, line)) > 1:
                yield Form(place, clean(line, one_line=True))

    def _sentence(self, place: int, judged: Judged) -> Iterator[Row]:
        text = clean(self._compared.text.text[slice(*judged.span)], one_line=True)
        passage = self._passage(judged)
        stands = (passage.document, passage.said) if passage else None
        raised = [self._raised(place, flag) for flag in self._flags.of_sentence(judged.span)]
        yield Sentence(
            place,
            judged.verdict,
            judged.span,
            text,
            passage,
            placed=passage is not None and stands != self._place,
            flagged=any(each.counts for each in raised),
        )
        self._place = stands or self._place
        yield from raised

    def _passage(self, judged: Judged) -> Passage | None:
        found = self._compared.source(judged) if judged.sources else None
        if found is None:
            return None
        number, span = found
        words = self._texts[number]
        page = words.page_of(span.start)
        said = self.said[number] + (f", p {page}" if page else "")
        return Passage(number, span, clean(words.text[slice(*span)], one_line=True), said)

    def _raised(self, place: int, flag: Flag) -> Raised:
        return Raised(place, flag, self._session.flag_decisions.get(flag.key))


class _Flags:
    """The flags of one document, by the sentence, the section or the document they are about."""

    def __init__(
        self, flags: Sequence[Flag], compared: Compared, decided: Mapping[str, Decided]
    ) -> None:
        number = compared.document.number
        self.of_document: list[Flag] = []
        self._sections: dict[int, list[Flag]] = {}
        self._sentences: dict[int, list[tuple[int, Flag]]] = {}
        self._counted: Counter[int] = Counter()  # by section, -1 for the document; none dismissed
        self._edges = [part.section.start for part in compared.sections]
        spans = [each.span for part in compared.sections for each in part.comparison.sentences]
        starts = [span.start for span in spans]
        for flag in flags:
            if number in flag.documents:
                quoted = [quote.start for quote in flag.quotes if quote.document == number]
                section = self._place(flag, quoted, spans, starts)
                known = decided.get(flag.key)
                self._counted[section] += known is None or known.verdict is not Verdict.DISMISSED

    def _place(
        self, flag: Flag, quoted: Sequence[int], spans: Sequence[Span], starts: Sequence[int]
    ) -> int:
        """Answers its section, -1 for the whole document."""
        sections = {max(0, bisect_right(self._edges, start) - 1) for start in quoted}
        if flag.kind in _OF_DOCUMENTS or len(sections) != 1:
            self.of_document.append(flag)
            return -1
        (section,) = sections
        near = bisect_right(starts, quoted[0]) - 1
        if flag.kind not in _OF_SECTIONS and near >= 0 and quoted[0] < spans[near].end:
            self._sentences.setdefault(spans[near].start, []).append((quoted[0], flag))
        else:
            self._sections.setdefault(section, []).append(flag)
        return section

    @property
    def total(self) -> int:
        return self._counted.total()

    def count(self, section: int) -> int:
        return self._counted[section]

    def of_section(self, section: int) -> Sequence[Flag]:
        return self._sections.get(section, ())

    def of_sentence(self, span: Span) -> Sequence[Flag]:
        found = self._sentences.get(span.start, ())
        return [flag for _, flag in sorted(found, key=itemgetter(0))]


def _name(part: SectionShare) -> str:
    return clean(part.section.heading, one_line=True) or UNNAMED


def _counts(sentences: Sequence[Judged]) -> str:
    """How many sentences have each mark: '12 =  3 ~  4 +'; "" without any sentence."""
    if not sentences:
        return ""
    counted = Counter(MARKS[each.verdict] for each in sentences)
    return "  ".join(f"{counted[mark]} {mark}" for mark in "=~+")
