"""A document split by the headings of the form, and the headings and prompts told from its lines.

An instrument names the headings of its forms. Prompts beneath them differ from one service's form
to the next, so they are told by how they stand: alone on a line, as a question or a title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from domain.flags.layout import lay_out
from domain.flags.passages import Section, Span
from domain.instrument_forms import DocumentKind

_QUESTION_WORDS = 14
_TITLE_WORDS = 8
_SENTENCE_LENGTH = 60  # characters: a line that long is prose

_NUMBER = re.compile(r"[#*_\s]*(?:\d+(?:\.\d+)*[.)]?\s+)?")
_MARKS = "*_#: \t"
_MOST_PROMPTS = 400  # a form has fewer; text that is all questions would be searched for each
_PARTICULAR = re.compile(r"[^\w\n]*[A-Z][\w /'’()-]{1,40}[:\t|]\s*\S.{0,60}(?<![.;,])\s*$")
# Lines that a form has anywhere, at its foot too: who completed it and when, scores, signatures.
_FILLED_IN = re.compile(
    r"[^\w\n]*(?:date|(?:date |form |assessment )?(?:completed|written|signed|returned|sent back)"
    r"|counter-?signed|signature|manager|assessor|author|case stage|stage|score|rating)\b"
    r"[\w ()/'’-]{0,30}[:\t|]\s*\S.{0,60}(?<![.;,])\s*$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[*•·▪◦‣–-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s)")


def form_headings(kinds: Iterable[DocumentKind]) -> tuple[str, ...]:
    """The headings of these kinds of document; what a kind is called stands above many of them."""
    found: dict[str, None] = {}
    for kind in kinds:
        found.update(dict.fromkeys((kind.label, *kind.headings)))
    return tuple(found)


def prompts(*texts: str) -> tuple[str, ...]:
    """Lines that are the form's own: questions standing alone, and titles several texts have."""
    titles: Counter[str] = Counter()
    said: dict[str, str] = {}
    for text in texts:
        found = {title.casefold(): title for title in _titles(text)}
        titles.update(found.keys())
        said.update(found)
    shared = (said[title] for title, count in titles.items() if count > 1)
    own = (line for text in texts for line in (*_questions(text), *_particulars(text)))
    return tuple(line for line in dict.fromkeys((*shared, *own)) if line)[:_MOST_PROMPTS]


def split(text: str, headings: Sequence[str]) -> tuple[Section, ...]:
    """The sections of a text. What stands before the first heading is a section without one."""
    spans = sorted(lay_out(text, headings).headings)
    edges = [Span(0, 0), *spans, Span(len(text), len(text))]
    sections: list[Section] = []
    for heading, following in pairwise(edges):
        body = text[heading.end : following.start]
        if heading.end > heading.start or any(map(str.isalnum, body)):
            name = _bare(text[slice(*heading)])
            sections.append(Section(name, body, heading.end))
    return tuple(sections)


def kind_of(text: str, kinds: Iterable[DocumentKind]) -> DocumentKind | None:
    """The kind of document that a text names itself, or has most headings of; None: none.

    Kinds share headings, so of two with as many the one that has few others is meant.
    """
    best, most = None, (False, 0, 0.0)
    for kind in kinds:
        names = form_headings([kind])
        found = {_bare(text[slice(*span)]).casefold() for span in lay_out(text, names).headings}
        weight = (kind.label.casefold() in found, len(found), len(found) / len(names))
        if weight > most:
            best, most = kind, weight
    return best


def _questions(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        bare = line.strip(" \t*_#")
        if not bare.endswith("?") or len(bare.split()) > _QUESTION_WORDS or _BULLET.match(line):
            continue
        one_sentence = not re.search(r"[.?!]\s", _bare(bare[:-1]))
        if one_sentence and (bare[0].isupper() or bare[0].isdigit()):
            yield _bare(bare)


def _particulars(text: str) -> Iterator[str]:
    """Lines like 'Assessor: A.W.', nobody's own words: any of them before the prose begins, those
    of every form anywhere."""
    at_head = True
    for line in text.split("\n"):
        if _FILLED_IN.match(line) or (at_head and _PARTICULAR.match(line)):
            yield _bare(line)
        elif len(line.split()) > _TITLE_WORDS or line.rstrip().endswith((".", "?")):
            at_head = False


def _titles(text: str) -> tuple[str, ...]:
    """Short lines apart from the prose: a blank line before, a blank line or prose after."""
    lines = ["", *text.split("\n"), ""]
    return tuple(
        _bare(line)
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if not before.strip() and _is_title(line, after)
    )


def _is_title(line: str, after: str) -> bool:
    bare = _bare(line)
    if not bare or len(bare.split()) > _TITLE_WORDS or _BULLET.match(line):
        return False
    if bare[-1] in ".!;," or not (bare[0].isupper() or bare[0].isdigit()):
        return False
    after = after.strip()
    return not after or len(after) >= _SENTENCE_LENGTH or after[-1] in ".?!"


def _bare(line: str) -> str:
    """A heading without its number, marks and the sign at its end."""
    line = line.strip()
    number = _NUMBER.match(line)
    return " ".join(line[number.end() if number else 0 :].rstrip(_MARKS).split())
