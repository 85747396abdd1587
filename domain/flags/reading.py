"""A section as the rules read it: sentences, words, verbs with their time, who is spoken of.

No grammar of English is attempted. A closed list of auxiliaries, irregular past forms and common
verbs says when a clause plays, which is what decides whether a statement still claims to hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from domain.flags.lexicon import third_person, words
from domain.flags.passages import Span

_WORD = re.compile(r"\w+(?:[.'-]\w+)*'?|[&+]")
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "\u00a0": " ", "\n": " ", "\t": " ", "–": "-", "—": "-"}  # noqa: RUF001
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|rd|ave|sq|approx|no|min|max|e\.g|i\.e|re|tel|ext|yr|yrs|wk|wks|hrs|appt|dept)"
    r"|\b[A-Z])\.$",
    re.I,
)
_STOPS_LOW, _STOPS_HIGH = re.compile(r"[a-z]\s?\.\s+[a-z]"), re.compile(r"\w\s?\.\s+[A-Z]")
_END = re.compile(r"[.?!]+[\"')]*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
_PAGE_LINE = re.compile(r"(?m)^(?:.*\bpage \d+ of \d+.*|\s*\d{1,3}\s*)$", re.I)
_BREAK = re.compile(r"[;:()/,\"]|\s-\s|\.\s")
_WITH = re.compile(r"\bw/(?!\w)", re.I)
_STRONG = re.compile(r"[;/\"]|\s-\s|\.\s")
_JOINING = frozenset(
    """and but so or because cos coz although though while whilst which who whom whose where when as if
    unless until till since after before that than what how why whether then""".split()
)
RELATIVE = frozenset("which who whom whose where that".split())
_HYPOTHETICAL = frozenset("would could might wouldn't couldn't mightn't".split())
_MODALS = frozenset(
    "would could might should will shall can may must won't wouldn't couldn't can't cannot to don't"
    " doesn't didn't did does do shouldn't mustn't not".split()
)


class Time(Enum):
    """When a clause plays, as far as its verb tells."""

    PAST = "past"
    PRESENT = "present"
    PERFECT = "perfect"
    FUTURE = "future"
    SUPPOSED = "supposed"
    NONE = "no verb"


PAST, PRESENT, PERFECT = Time.PAST, Time.PRESENT, Time.PERFECT
FUTURE, SUPPOSED, NONE = Time.FUTURE, Time.SUPPOSED, Time.NONE


class Word(NamedTuple):
    """One word: characters of the section, as written, in lower case; the clause it stands in."""

    start: int
    end: int
    raw: str
    low: str
    clause: int


class Verb(NamedTuple):
    """A finite verb: index among the sentence's words and the time it tells."""

    at: int
    time: Time


_BASE = words("verbs", "base")
_THIRD = frozenset(third_person(v) for v in _BASE)
_PAST_FORMS = words("verbs", "past")
_NOT_PAST = words("verbs", "not_past")
_STATES = words("verbs", "states")
_BE_NOW = frozenset("is are am 's 're 'm isn't aren't ain't it's he's she's that's there's i'm they're we're hes shes theres who's dad's mum's".split())
_BE_THEN = frozenset("was were had wasn't weren't hadn't did didn't used".split())
_HAVE_NOW = frozenset("has have hasn't haven't 've they've we've i've ive 's".split())
_WILL = frozenset("will shall won't 'll he'll she'll they'll we'll it'll i'll there'll ll".split())
_MUST = frozenset("can may must can't cannot needs ought does do doesn't don't dont should".split())
_BEFORE_PARTICIPLE = frozenset(
    "is are be been being was were has have had get gets got not still also now currently never already"
    " to being having remains remain stays stay seems feels appears looks if when as than it".split()
) | _BE_NOW | _HAVE_NOW
_PARTICIPLES = frozenset("been gone done seen taken given had become come begun grown known got shown spoken written".split())
_NOW = frozenset("now currently still".split())
_QUANTITIES = frozenset("one two three four five six seven eight nine ten few several".split())
_SUBJECTS = frozenset("he she they i we you it yp who which that this everyone everybody".split())
_PLURAL_OR_BASE = frozenset("he she they i we you yp who".split())
_ARTICLES = frozenset("a an the his her their its my our this that these those no any some each every of".split())


class Sentence:
    """A sentence of a section, its words and what can be told of any of them."""

    def __init__(self, text: str, span: Span, names: frozenset[str]) -> None:
        self.span = span
        self.plain = _WITH.sub("w ", text[span.start : span.end].translate(_PLAIN))
        self.low = self.plain.lower()
        self._names = names
        self.carried = False

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order, numbered by clause: a stop, a comma or a joining word opens one."""
        found: list[Word] = []
        clause, end = 0, 0
        for m in _WORD.finditer(self.plain):
            low = m.group().lower()
            between = self.plain[end : m.start()]
            if found and (_BREAK.search(between + " ") or low in _JOINING):
                clause += 1
            found.append(Word(m.start(), m.end(), m.group(), low, clause))
            end = m.end()
        return tuple(found)

    @cached_property
    def lows(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(w.low for w in self.words)

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
        found = []
        for i in range(len(self.lows)):
            time = self._time_of(i)
            if time is not None:
                found.append(Verb(i, time))
        return tuple(found)

    def _time_of(self, i: int) -> Time | None:
        low, before = self.lows[i], self.lows[i - 1] if i else ""
        after = self.lows[i + 1] if i + 1 < len(self.lows) else ""
        if low in _WILL:
            return FUTURE
        if low in _HYPOTHETICAL or low.endswith("'d"):
            past = low.endswith("'d") and (after in _PAST_FORMS | {"been"} or after.endswith("ed"))
            return PAST if past else SUPPOSED
        if low in _BE_THEN:
            return None if low == "used" and before in _BE_NOW | {"be", "get", "gets"} else PAST
        if low in _BE_NOW or (low.endswith("'s") and self._is_contracted(after)):
            return self._being(i)
        if low in _HAVE_NOW:
            if before in _MODALS:
                return None
            return PERFECT if self._participle_near(i) else PRESENT
        if low in _MUST:
            return None if low == "may" and (before.isdecimal() or after.isdecimal()) else PRESENT
        return self._main_verb(i, low, before)

    def _is_contracted(self, after: str) -> bool:
        """`mum's waiting`, not `mum's house`: 's before a participle or a small word is a verb."""
        return after.endswith(("ing", "ed")) or after in {
            "a", "an", "the", "been", "got", "at", "in", "on", "not", "still", "now", "due", "to", "his",
            "up", "already", "just", "with", "still", "out", "back", "being", "only", "never", "always",
        }  # fmt: skip

    def _being(self, i: int) -> Time:
        """`is going to`, `is to`, `is due`: what lies ahead is said with the present of be."""
        rest = self.lows[i + 1 : i + 5]
        if rest[:1] == ("got",):
            return FUTURE if rest[1:2] == ("to",) else PRESENT
        if rest[:1] and rest[0] in ("been", "had"):
            return PERFECT
        if "going" in rest[:2] and "to" in rest or rest[:1] == ("to",) or "due" in rest[:3]:
            return FUTURE
        return PRESENT

    def _main_verb(self, i: int, low: str, before: str) -> Time | None:
        if low in _PAST_FORMS or (
            low.endswith("ed") and len(low) > 4 and low not in _NOT_PAST and "-" not in low
        ):
            return self._past_form(i, low, before)
        subject = before in _SUBJECTS or (i > 0 and self._is_name(i - 1))
        if low in _THIRD and before not in _ARTICLES and before not in ("to", "with", "for", "his"):
            return PRESENT if subject or low not in _PLURAL_NOUNS or self._after_noun(i) else None
        if low in _BASE and (before in _PLURAL_OR_BASE or (i > 0 and self._is_name(i - 1))):
            return PRESENT
        if low in _BASE and (i == 0 or self._opens_clause(i)) and low not in _PLURAL_NOUNS_BASE:
            return PRESENT  # an instruction: "ring Lisa before"
        return None

    def _participle_near(self, i: int) -> bool:
        """Whether `has` is followed, within four words, by a participle: 'has now been moved'."""
        following = self.lows[i + 1 : i + 5]
        for low in following:
            if low in _ARTICLES or low == "to" or low in _QUANTITIES or low.isdecimal():
                return False
            if low in _PAST_FORMS or low in _PARTICIPLES or low.endswith(("ed", "wn")):
                return low not in _NOT_PAST
        return False

    def _after_noun(self, i: int) -> bool:
        """`Mother works`, `the staff runs`: a plain word just before a word that may be a verb."""
        return i > 0 and self.lows[i - 1].isalpha() and self.lows[i - 1] not in _ARTICLES

    def _opens_clause(self, i: int) -> bool:
        return self.words[i].clause != self.words[i - 1].clause and self.lows[i] not in _JOINING

    def _is_name(self, i: int) -> bool:
        return self.lows[i] in self._names

    def _past_form(self, i: int, low: str, before: str) -> Time | None:
        if low in _BASE and before in _MODALS or low.startswith("un"):
            return None
        if before in _BEFORE_PARTICIPLE or before in _ARTICLES or before.endswith("ly"):
            return None
        if i >= 2 and before in ("also", "been", "not", "still") and self.lows[i - 2] in _BEFORE_PARTICIPLE:
            return None
        opening = i == 0 or bool(
            _STRONG.search(self.plain[self.words[i - 1].end : self.words[i].start] + " ")
        )
        if opening and low in _STATES:
            return PRESENT
        return PAST

    def time_at(self, char: int) -> Time:
        """When what is said at a character of the sentence plays: by the verb that governs it."""
        verb = self.verb_at(char)
        return verb.time if verb else NONE

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
        return bool(_STRONG.search(self.plain[start:end]))

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


_PLURAL_NOUNS = frozenset(
    """calls plans visits meets runs walks talks plays works claims needs tests trains terms reports costs
    checks cares loves hates hopes looks moves points rings shows sticks stops uses wants watches
    supports struggles mentions practises""".split()
) - frozenset("wants loves hates".split())
_PLURAL_NOUNS_BASE = frozenset(
    """care claim contact cost cover dance deal drink force hope influence lack lead lie look love matter
    mind need note offer plan point practice present rent report result ride show study support talk
    trust turn use value visit walk work watch worry play print like close open walk mean""".split()
)


def sentences(text: str, names: frozenset[str], prompts: Sequence[str] = ()) -> list[Sentence]:
    """The sentences of a section; headings of the form and page lines belong to none."""
    for prompt in prompts:
        text = re.sub(rf"(?m)^\s*{re.escape(prompt)}\s*$", lambda m: "\n" * len(m.group()), text)
    text = _PAGE_LINE.sub(lambda m: " " * len(m.group()), text)
    found: list[Sentence] = []
    start = 0
    lower = len(_STOPS_LOW.findall(text)) >= len(_STOPS_HIGH.findall(text))
    for m in _END.finditer(text):
        if text[m.start()] == "." and _goes_on(text, m, lower=lower):
            continue
        _add(found, text, start, m.end(), names)
        start = m.end()
    _add(found, text, start, len(text), names)
    return found


def _goes_on(text: str, m: re.Match[str], *, lower: bool) -> bool:
    """Whether a full stop is that of an abbreviation. lower: a text without capitals."""
    if _ABBREVIATED.search(text[max(0, m.start() - 8) : m.start() + 1]):
        return True
    return not lower and text[m.end() : m.end() + 2].strip()[:1].islower()


def _add(found: list[Sentence], text: str, start: int, end: int, names: frozenset[str]) -> None:
    while start < end and (text[start].isspace() or text[start] in "-*•."):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        found.append(Sentence(text, Span(start, end), names))


def mark_carried(found: Sequence[Sentence], earlier: str) -> None:
    """Marks the sentences of which three words in four stand in runs of three of the old text."""
    old = [m.group() for m in _WORD.finditer(earlier.translate(_PLAIN).lower())]
    runs = set(zip(old, old[1:], old[2:], strict=False))
    for sentence in found:
        lows = sentence.lows
        covered: set[int] = set()
        for i in range(len(lows) - 2):
            if lows[i : i + 3] in runs:
                covered.update((i, i + 1, i + 2))
        if 0 < len(lows) < 3:
            sentence.carried = f" {' '.join(lows)} " in f" {' '.join(old)} "
            continue
        sentence.carried = bool(covered) and len(covered) >= 0.5 * len(lows)
