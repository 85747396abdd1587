"""A section as the rules read it: sentences, words, verbs with their time, who is spoken of.

A clause ends at a stop, a comma or a joining word; the verb that governs a word is that of its own
clause, else of a neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from domain.flags.lexicon import STEM, pattern, words
from domain.flags.passages import Span
from domain.flags.spelt import spell_out, spelt
from domain.flags.verbs import (
    JOINING,
    NONE,
    PAST,
    STRONG,
    Tagger,
    Time,
    Verb,
    Word,
)

_WORD = re.compile(r"\w+(?:[.'-]\w+)*'?|[&+]")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\t": " ", "–": "-", "—": "-"})
_ABBREVIATED = pattern("reading", "abbreviated")
_STOPS_LOW, _STOPS_HIGH = re.compile(r"[a-z]\s?\.\s+[a-z]"), re.compile(r"\w\s?\.\s+[A-Z]")
_END = re.compile(r"(?<![.?!])[.?!]++[\"')]*+(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
_OPENS = re.compile(r"(?:he|she|hes|shes|they|we|i|mum|dad|yp|his|her|its|it)\b")
_WHOLE_WORD = re.compile(r"[a-z]{4}$")
_OPENING = 1500  # characters: enough to tell how a writer starts his sentences
_PAGE_LINE = re.compile(r"\d{1,3}$|.{0,80}\bpage \d+ of \d+", re.I)
_BREAK = re.compile(r"[;:()/,\"]|\s-\s|\.\s")
_NOW = frozenset(["now", "currently", "still"])
RELATIVE = frozenset(["which", "who", "whom", "whose", "where", "that"])


def lower(text: str) -> str:
    """Lower case of the same length: a capital I with a dot would become two characters."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c := sign.lower()) == 1 else sign for sign in text)


class Sentence:
    """A sentence of a section, its words and what can be told of any of them."""

    def __init__(self, text: str, span: Span, names: frozenset[str]) -> None:
        self.span = span
        self.plain, self._moved = spell_out(text[span.start : span.end].replace("\n", " "))
        self.low = lower(self.plain)
        self._names = names
        self.carried = False
        self.taken_over: frozenset[int] = frozenset()

    def carried_at(self, start: int, end: int) -> bool:
        """Whether words between two characters were themselves taken over, not put in since."""
        if not self.carried:
            return False
        inside = [i for i, w in enumerate(self.words) if w.start < end and w.end > start]
        return any(i in self.taken_over for i in inside)

    def place(self, start: int, end: int) -> Span:
        """Where characters of the sentence stand in the section, as it was written."""
        base = self.span.start
        return Span(base + self._moved.back(start), base + self._moved.back(end, ending=True))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order, numbered by clause: a stop, a comma or a joining word opens one."""
        found: list[Word] = []
        clause, end = 0, 0
        for m in _WORD.finditer(self.plain):
            low = m.group().lower()
            between = self.plain[end : m.start()]
            parted = between != " " and _BREAK.search(between + " ")
            if found and (parted or low in JOINING):
                clause += 1
            found.append(Word(m.start(), m.end(), m.group(), low, clause))
            end = m.end()
        return tuple(found)

    @cached_property
    def lows(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(w.low for w in self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The first letters of the words, without possessive endings."""
        return frozenset([w.low.removesuffix("'s")[:STEM] for w in self.words])

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """What stands between double quotation marks, in characters of the sentence."""
        return tuple(Span(*m.span()) for m in re.finditer(r"[\"“][^\"”]*[\"”]", self.plain))

    def in_quotes(self, at: int) -> bool:
        """Whether a character is part of someone's own words."""
        return any(s.start <= at < s.end for s in self.quoted)

    def word_at(self, char: int) -> int:
        """The index of the word at or after a character of the sentence."""
        for i, w in enumerate(self.words):
            if w.end > char:
                return i
        return max(0, len(self.words) - 1)

    @cached_property
    def verbs(self) -> tuple[Verb, ...]:
        """The finite verbs, those of reporting left out where another follows."""
        return Tagger(self.plain, self.words, self._names).verbs()

    def time_at(self, char: int) -> Time:
        """When what is said at a character of the sentence plays: by the verb that governs it."""
        verb = self.verb_at(char)
        return verb.time if verb else NONE

    def own_time_at(self, char: int) -> Time:
        """The same by the clause's own verb only, for notes: "On roll at Balby, hours cut"."""
        verb = self.verb_at(char)
        if verb is None or not self.words:
            return NONE
        own = self.words[verb.at].clause == self.words[self.word_at(char)].clause
        return verb.time if own else NONE

    def verb_at(self, char: int) -> Verb | None:
        """The verb of the clause before the character, else after it, else of a neighbour."""
        if not self.words:
            return None
        at = self.word_at(char)
        clause = self.words[at].clause
        own = [v for v in self.verbs if self.words[v.at].clause == clause]
        before = [v for v in own if v.at <= at]
        if before:
            return self._beyond_report(before[-1], at)
        if own:
            return self._beyond_report(own[0], at)
        if any(w.low in _NOW for w in self.words if w.clause == clause):
            return None  # "now waiting on the Bench" borrows no verb from before
        return self._neighbour(at, clause)

    def _beyond_report(self, verb: Verb, at: int) -> Verb:
        if self.lows[verb.at] in words("verbs", "report"):
            later = [v for v in self.verbs if verb.at < v.at <= max(at, verb.at + 4)]
            return later[0] if later else verb
        return verb

    def _neighbour(self, at: int, clause: int) -> Verb | None:
        """A relative clause that follows tells of its noun; else the clause before, else after."""
        following = [v for v in self.verbs if self.words[v.at].clause == clause + 1]
        nxt = next((w for w in self.words if w.clause == clause + 1), None)
        if following and nxt is not None and nxt.low in RELATIVE:
            return following[0]
        earlier = [v for v in self.verbs if self.words[v.at].clause < clause]
        if earlier and not self._divided(self.words[earlier[-1].at].end, self.words[at].start):
            return self._beyond_report(earlier[-1], at)
        if following and nxt is not None and not self._divided(self.words[at].end, nxt.start):
            bare = clause == 0 and self.words[following[0].at] is nxt and following[0].time is PAST
            return None if bare else following[0]  # "Yr 10, predicted Ds" tells of now
        return None

    def _divided(self, start: int, end: int) -> bool:
        return bool(STRONG.search(self.plain[start:end]))

    def clause_span(self, char: int) -> Span:
        """The clause around a character, in characters of the sentence."""
        if not self.words:
            return Span(0, len(self.plain))
        clause = self.words[self.word_at(char)].clause
        inside = [w for w in self.words if w.clause == clause]
        return Span(inside[0].start, inside[-1].end)

    def has(self, phrases: Iterable[str]) -> bool:
        """Whether any of the words or phrases stands in the sentence."""
        return any(p in self._joined for p in (f" {q} " for q in phrases))

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(self.lows)} "


def sentences(text: str, names: frozenset[str], prompts: Sequence[str] = ()) -> list[Sentence]:
    """The sentences of a section; headings of the form and page lines belong to none."""
    text = _painted(text, frozenset(p.strip() for p in prompts)).translate(_PLAIN)
    found: list[Sentence] = []
    start = 0
    small = _mostly_small(text[:_OPENING])
    for m in _END.finditer(text):
        if text[m.start()] == "." and _goes_on(text, m, small=small):
            continue
        _add_each(found, text, start, m.end(), names)
        start = m.end()
    _add_each(found, text, start, len(text), names)
    return found


def _mostly_small(text: str) -> bool:
    """Whether sentences start in lower case more often than not."""
    return len(_STOPS_LOW.findall(text)) >= len(_STOPS_HIGH.findall(text))


def _painted(text: str, prompts: frozenset[str]) -> str:
    """The text with headings of the form and page lines blank, every character in its place."""
    if "\n" not in text and not prompts:
        return text
    lines = text.split("\n")
    for i, line in enumerate(lines):
        bare = line.strip()
        if bare and (bare in prompts or _PAGE_LINE.match(bare)):
            lines[i] = ("\n" if bare in prompts else " ") * len(line)
    return "\n".join(lines)


def _goes_on(text: str, m: re.Match[str], *, small: bool) -> bool:
    """Whether a full stop is that of an abbreviation. small: a text without capitals."""
    if _ABBREVIATED.search(text[max(0, m.start() - 8) : m.start() + 1]):
        return True
    after = text[m.end() : m.end() + 8].strip()
    if small or not after[:1].islower():
        return False
    return not (_OPENS.match(after) and _WHOLE_WORD.search(text, m.start() - 4, m.start()))


# Characters. No sentence is as long: text without stops is read in pieces, each in no time.
_LONGEST = 900


def _add_each(
    found: list[Sentence], text: str, start: int, end: int, names: frozenset[str]
) -> None:
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        _add(found, text, start, cut, names)
        start = cut
    _add(found, text, start, end, names)


def _add(found: list[Sentence], text: str, start: int, end: int, names: frozenset[str]) -> None:
    while start < end and (text[start].isspace() or text[start] in "-*•."):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if _WORD.search(text, start, end):
        found.append(Sentence(text, Span(start, end), names))


def mark_carried(found: Sequence[Sentence], earlier: str) -> None:
    """Marks the sentences of which three words in four stand in runs of three of the old text."""
    old = _words_of(earlier)
    whole = f" {' '.join(old)} "
    runs = set(zip(old, old[1:], old[2:], strict=False))
    for sentence in found:
        lows = sentence.lows
        covered = _covered(lows, runs)
        if 0 < len(lows) < 3:
            sentence.carried = f" {' '.join(lows)} " in whole
            sentence.taken_over = frozenset(range(len(lows)))
            continue
        sentence.taken_over = frozenset(covered)
        sentence.carried = bool(covered) and len(covered) >= 0.5 * len(lows)


def mark_taken_over(sentence: Sentence, source: str) -> None:
    """Marks a sentence known to stand in an earlier text, as `source`, and its words from there."""
    old = _words_of(source)
    sentence.carried = True
    covered = _covered(sentence.lows, set(zip(old, old[1:], old[2:], strict=False)))
    sentence.taken_over = frozenset(covered or range(len(sentence.lows)))


def _words_of(text: str) -> list[str]:
    return _WORD.findall(spelt(text.translate(_PLAIN)).lower())


def _covered(lows: tuple[str, ...], runs: set[tuple[str, str, str]]) -> set[int]:
    """The words that stand in runs of three of another text."""
    covered: set[int] = set()
    for i in range(len(lows) - 2):
        if lows[i : i + 3] in runs:
            covered.update((i, i + 1, i + 2))
    return covered
