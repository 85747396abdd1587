"""The line typed at a grid question cut into what is said of which rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.instrument import Choice, Judgement, Reason
from domain.typed.answer import opening_of
from domain.typed.reasons import numbers_in, read_reasons
from domain.typed.slips import likeness

_OTHERS = ("the rest", "the others", "remaining", "others", "rest")
_EVERY = ("everything", "every", "each", "all")
_RANGE = r"\d{1,2}(?:\s*(?:[-–]|\bto\b)\s*\d{1,2})?"
_NUMBERS = re.compile(rf"{_RANGE}(?:(?:\s*[,&]\s*|\s+and\s+|\s+){_RANGE})*(?!\d)", re.IGNORECASE)
_ALSO = re.compile(r"\s*(?:[,&]|\band\b)\s*", re.IGNORECASE)
_BETWEEN = " \t:,=.)–-"

# What a part of the line is: rows and a judgement, rows alone, a judgement and then rows, or words.
# "either": numbers that may be reasons of one row or the next rows.
Shape = Literal["judged", "rows", "turned", "words", "either"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the line. answer: what is said of the rows. others: the rows not named elsewhere.

    For a turned part ("n 3") `answer` is the judgement and what follows the rows, `named` the words
    that name the rows.
    """

    text: str
    shape: Shape
    rows: tuple[Choice, ...] = ()
    answer: str = ""
    others: bool = False
    named: str = ""


class Lines:
    """How lines are cut for the rows, judgements and reasons of one question."""

    def __init__(
        self, rows: Sequence[Choice], judgements: Sequence[Judgement], reasons: Sequence[Reason]
    ) -> None:
        self.rows = tuple(rows)
        self.judgements = tuple(judgements)
        self._reasons = tuple(reasons)
        names = ((n.casefold(), row) for row in rows for n in (row.label, row.id, *row.words))
        self._names = sorted(names, key=lambda pair: -len(pair[0]))
        keys = [re.escape(w) for j in judgements for w in (j.key, *j.words)]
        self._answer = "|".join(sorted(keys, key=len, reverse=True))
        loose = "|".join(re.escape(w) for j in judgements for w in j.loose) or r"(?!)"
        named = "|".join(re.escape(name) for name, _ in self._names)
        # Where the next row begins without a comma: `1 y 2 n`, `fiction yes history no`.
        self._next = (
            rf"(?<! to)(?<!the)\s+(?:and\s+|&\s*)?"
            rf"(?=(?:\d{{1,2}}|{named}|{'|'.join(_OTHERS)})\s*[:=.)]?\s*"
            rf"(?:(?:{self._answer})(?![\w'’/])|(?:{loose})\s*(?:[,;]|$)))"
        )

    def cut(self, text: str) -> list[Part]:
        """The parts of a line. Words that name no row belong to the part before them."""
        spans: list[tuple[int, int]] = []
        fresh: set[int] = set()  # where a part begins on its own, after ; or a new line
        start = 0
        for gap in re.finditer(rf"[;\n]\s*|,|{self._next}|$", text, re.IGNORECASE):
            if text[start : gap.start()].strip():
                spans.append((start, gap.start()))
            start = gap.end()
            if gap.group()[:1] in (";", "\n"):
                fresh.add(start)
        return self._merged(text, spans, fresh)

    def _merged(self, text: str, spans: list[tuple[int, int]], fresh: set[int]) -> list[Part]:
        """The parts, rows put before the judgement they wait for, words after what they go with."""
        parts: list[Part] = []
        start = 0  # of the last part
        waiting: int | None = None  # where rows begin that have no judgement yet
        for begin, end in spans:
            part = self.part(text[begin:end])
            if waiting is not None and (begin in fresh or part.shape in ("turned", "words")):
                start, parts = self._joined(text, start, waiting, begin, parts)
                waiting = None
            if part.shape == "rows":
                waiting = begin if waiting is None else waiting
            elif part.shape == "words" and parts and not self._stands_alone(part, begin in fresh):
                parts[-1] = self.part(text[start:end])
            else:
                listed = waiting is not None and waiting not in fresh
                either = listed and bool(parts) and self._gives_numbers(parts[-1])
                start = begin if waiting is None else waiting
                part = self.part(text[start:end])
                parts.append(Part(part.text, "either") if either else part)
                waiting = None
        if waiting is not None:
            _, parts = self._joined(text, start, waiting, len(text), parts)
        return parts

    def _joined(
        self, text: str, start: int, waiting: int, end: int, parts: list[Part]
    ) -> tuple[int, list[Part]]:
        """Rows that no judgement follows: words of the part before them, if there is one."""
        start = start if parts else waiting
        return start, [*parts[:-1], self.part(text[start:end].rstrip(" \t,;\n"))]

    def _stands_alone(self, part: Part, fresh: bool) -> bool:
        """Whether words that open with a row are meant for it: `1 y; 2 what`, `1 y, 2 late`."""
        reasons = read_reasons(self._reasons, part.answer) if part.rows else None
        return reasons is not None and (fresh or bool(reasons.codes and not reasons.note))

    def _gives_numbers(self, part: Part) -> bool:
        """Whether a part ends with reasons by number, so that a further number may be one more."""
        opening = opening_of(self.judgements, part.answer) if part.shape == "judged" else None
        return opening is not None and numbers_in(opening.rest) is not None

    def part(self, text: str) -> Part:
        """What one part is, whatever stands beside it."""
        text = text.strip()
        rows, rest, others = self.head(text)
        opening = opening_of(self.judgements, rest) if rest else None
        if rows or others:
            shape: Shape = "judged" if opening else "words" if rest else "rows"
            return Part(text, shape, rows, rest, others)
        turned = opening_of(self.judgements, text)
        if turned is not None and turned.rest:
            rows, after, others = self.head(turned.rest)
            if rows and not others:
                named = turned.rest[: len(turned.rest) - len(after)].strip(_BETWEEN)
                answer = f"{turned.judgement.key} {after}".strip()
                return Part(text, "turned", rows, answer, named=named)
        return Part(text, "words", answer=text)

    def head(self, text: str) -> tuple[tuple[Choice, ...], str, bool]:
        """The rows a text opens with, what follows, and whether they are "the rest"."""
        for word in (*_OTHERS, *_EVERY):
            if re.match(rf"{word}\b", text, re.IGNORECASE):
                others = word in _OTHERS
                return (() if others else self.rows), text[len(word) :].lstrip(_BETWEEN), others
        rows: dict[str, Choice] = {}
        rest = text
        while True:
            found, length = self._one(rest)
            if not found:
                break
            rows |= {row.id: row for row in found}
            after = rest[length:]
            also = _ALSO.match(after)
            if also is None or not self._one(after[also.end() :])[0]:
                return tuple(rows.values()), after.lstrip(_BETWEEN), False
            rest = after[also.end() :]
        return tuple(rows.values()), rest, False

    def _one(self, text: str) -> tuple[list[Choice], int]:
        """The rows named by the numbers or the one name that opens a text, and its length."""
        numbers = _NUMBERS.match(text)
        if numbers:
            glued = re.match(rf"(?!\w)|(?:{self._answer})(?!\w)", text[numbers.end() :], re.I)
            return (self._numbered(numbers.group()) if glued else []), numbers.end()
        plain = text.casefold()
        for name, row in self._names:
            if re.match(rf"{re.escape(name)}(?![\w'’])", plain):
                return [row], len(name)
        return self._nearly(text)

    def _numbered(self, text: str) -> list[Choice]:
        named: list[Choice] = []
        for first, last in re.findall(r"(\d+)(?:\s*(?:[-–]|to)\s*(\d+))?", text.casefold()):
            low, high = int(first), int(last or first)
            if not 1 <= low <= high <= len(self.rows):
                return []
            named.extend(self.rows[low - 1 : high])
        return named

    def _nearly(self, text: str) -> tuple[list[Choice], int]:
        """A row by its first letters or misspelt, where a judgement stands right after it."""
        found = re.match(rf"([^\W\d]{{3,}})\s*[:=]?\s+(?=(?:{self._answer})(?!\w))", text, re.I)
        if found is None:
            return [], 0
        word = found[1].casefold()
        meant = {
            row.id: row
            for name, row in self._names
            if name.startswith(word) or likeness(word, name)
        }
        return (list(meant.values()), found.end(1)) if len(meant) == 1 else ([], 0)

    def beyond(self, text: str) -> bool:
        """Whether a text names rows by numbers that are not there, and judges them."""
        numbers = _NUMBERS.match(text)
        if numbers is None or self.head(text)[0]:
            return False
        rest = text[numbers.end() :].lstrip(_BETWEEN)
        return opening_of(self.judgements, rest) is not None
