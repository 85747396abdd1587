"""A text as sentences and words, each with its exact place in the text as it was read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from domain.flags.layout import HYPHEN, lay_out
from domain.flags.passages import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# A date is one word, so that one date for another is one word changed.
_WORD = re.compile(
    rf"(?=\d)(?:\d{{1,2}}(?:st|nd|rd|th)?\s{{1,9}}(?:of\s{{1,9}})?{_MONTH}\b(?:,?\s{{1,9}}\d{{4}}\b)?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)\b|\d{4}-\d\d-\d\d\b)"
    rf"|\w+(?:['’{HYPHEN}]+\w+)*"
)

# A full stop after these is no end of a sentence: a name, a number or an example follows.
_ABBREVIATIONS = (
    *("mr", "mrs", "ms", "dr", "st", "prof", "rev", "cllr", "sgt", "insp", "tel"),
    *("approx", "ca", "cf", "vs", "para", "pp", "fig", "ref", "e.g", "i.e", "eg", "ie"),
)
# Looking back takes a fixed length: one look for each length there is.
_BY_LENGTH = [
    "|".join(re.escape(each) for each in _ABBREVIATIONS if len(each) == length)
    for length in sorted({len(each) for each in _ABBREVIATIONS})
]
_NOT_AFTER = "".join(rf"(?<!\b(?i:{same})\.)" for same in _BY_LENGTH)
_NOT_NUMBER = r"(?!(?<=\b(?i:no)\.)\s?\d)"  # 'No. 5', but not 'He said no.'
_END = re.compile(
    rf"[.?!]{_NOT_AFTER}{_NOT_NUMBER}(?<!\b[A-Z]\.)[.?!]{{0,4}}[\"'”’)\]]{{0,3}}(?=\s)"
    r"|[.?!](?<=[a-z]{3}.)(?=[A-Z][a-z])"  # in hurried typing the space is missing
    r"|\n+"
)

_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_FIGURES = {word: str(number) for number, word in enumerate(_NUMBERS)}
_WRITTEN_DATE = re.compile(rf"(\d+)\D*?\s({_MONTH})(?:\D+(\d+))?")


class Sentence(NamedTuple):
    """words: as typed, in lower case; `spelling` says which of them are the same word."""

    start: int
    end: int
    words: tuple[str, ...]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Reading(NamedTuple):
    """A text once read. prose: the text in lower case, all that is no prose painted over."""

    prose: str
    sentences: tuple[Sentence, ...]
    headings: tuple[Span, ...]


def read(text: str, prompts: Sequence[str] = ()) -> Reading:
    """The sentences of a text; headings of the form named in `prompts` are none."""
    prose, headings = lay_out(text, prompts)
    lower = _lower(prose)
    sentences: list[Sentence] = []
    start = 0
    for match in _END.finditer(prose):
        _add(sentences, prose, lower, start, match.end())
        start = match.end()
    _add(sentences, prose, lower, start, len(prose))
    return Reading(lower, tuple(sentences), headings)


def _add(sentences: list[Sentence], prose: str, lower: str, start: int, end: int) -> None:
    """The sentence between two ends, unless there is no word in it."""
    words = _WORD.findall(lower, start, end)
    if words:
        body = prose[start:end]
        left = len(body) - len(body.lstrip())
        right = len(body.rstrip())
        sentences.append(Sentence(start + left, start + right, tuple(words)))


def word_spans(reading: Reading, span: tuple[int, int]) -> list[Span]:
    """Where the words between two offsets stand, in the order of `Sentence.words`."""
    return [Span(*match.span()) for match in _WORD.finditer(reading.prose, *span)]


def spelling(word: str) -> str:
    """One way to write what is the same word: 'five' and '5', '3rd March 2014' and '03/03/14'."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word).replace(HYPHEN, "").replace("’", "'")
    if word[0].isdigit():
        return _date(word) or word
    return _FIGURES.get(word, word)


def _lower(text: str) -> str:
    """Lower case of the same length: a capital I with a dot would become two characters."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def _date(word: str) -> str | None:
    """A date as year, month, day; the day comes before the month in this country."""
    written = _WRITTEN_DATE.fullmatch(word)
    if written:
        day, month, year = written[1], str(_MONTHS.index(written[2][:3]) + 1), written[3]
    else:
        parts = re.split(r"[/.-]", word)
        if len(parts) != 3:
            return None
        year, month, day = parts if len(parts[0]) == 4 else parts[::-1]
    century = "20" if year and len(year) == 2 else ""
    return f"{century}{year or '-'}-{int(month)}-{int(day)}"
