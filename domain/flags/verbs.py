"""Finite verbs and the time they tell.

No grammar of English is attempted. A closed list of auxiliaries, irregular past forms and common
verbs says when a clause plays, which is what decides whether a statement still claims to hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from domain.flags.lexicon import third_person, words

STRONG = re.compile(r"[;/\"]|\s-\s|\.\s")
JOINING = words("reading", "joining")
_HYPOTHETICAL = frozenset(["would", "could", "might", "wouldn't", "couldn't", "mightn't"])
_MODALS = words("reading", "modals")
_HAVE_THEN = frozenset(["have", "of", "'ve"])  # "could have", "could of": it did not come to it


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
_BE_NOW = words("reading", "be_now")
_AFTER_S = words("verb_order", "after_s")
_BE_THEN = words("reading", "be_then")
_HAVE_NOW = words("reading", "have_now")
_WILL = words("reading", "will")
_MUST = words("reading", "must")
_BEFORE_PARTICIPLE = words("verb_order", "before_participle") | _BE_NOW | _HAVE_NOW
_PARTICIPLES = words("reading", "participles")
_BETWEEN = words("verb_order", "between")
_BEFORE_D = words("verb_order", "before_d")
_NOT_VERBS = words("verb_order", "not_verbs")
_HE_WHO = frozenset(["he", "she", "who", "it"])
_BEFORE_MONTH = frozenset(
    ["in", "of", "by", "since", "until", "from", "early", "late", "last", "next", "mid"]
)
_GO_BY = words("verb_order", "go_by")
_QUANTITIES = words("reading", "quantities")
_SUBJECTS = words("reading", "subjects")
_PLURAL_OR_BASE = frozenset(["he", "she", "they", "i", "we", "you", "yp", "who"])
_ARTICLES = words("reading", "articles")


_PLACING = words("verb_order", "placing")
_DETERMINERS = frozenset(["his", "her", "the", "their", "my"])
_PLURAL_NOUNS = words("verb_order", "plural_nouns")
_PLURAL_NOUNS_BASE = words("reading", "plural_nouns_base")


class Tagger:
    """Reads the verbs of one sentence. names: who may stand as a subject, in lower case."""

    def __init__(self, plain: str, found: Sequence[Word], names: frozenset[str]) -> None:
        self.plain = plain
        self.words = found
        self.lows = tuple(w.low for w in found)
        self._names = names

    def verbs(self) -> tuple[Verb, ...]:
        """The finite verbs in order."""
        times = ((i, self._time_of(i)) for i in range(len(self.lows)))
        return tuple(Verb(i, time) for i, time in times if time is not None)

    def _time_of(self, i: int) -> Time | None:
        low, before = self.lows[i], self.lows[i - 1] if i else ""
        after = self.lows[i + 1] if i + 1 < len(self.lows) else ""
        if low in _WILL:
            return FUTURE
        if low in _HYPOTHETICAL or (low.endswith("'d") and self._may_say_would(low[:-2])):
            past = low.endswith("'d") and (after in _PAST_FORMS | {"been"} or after.endswith("ed"))
            missed = after in _HAVE_THEN and self._participle(i + 2)
            return PAST if past or missed else SUPPOSED
        if low == "had" and self._after_have(i):
            return None  # "Mum's not had a drink"
        if low in _BE_THEN:
            return None if low == "used" and before in _BE_NOW | {"be", "get", "gets"} else PAST
        if low in _BE_NOW or (
            low.endswith("'s") and self._is_contracted(after) and not self._placed(i)
        ):
            return self._being(i)
        if low in _HAVE_NOW:
            if before in _MODALS:
                return None
            return PERFECT if self._participle_near(i) else PRESENT
        if low in _MUST:
            dated = before.isdecimal() or after.isdecimal() or before in _BEFORE_MONTH
            return None if low == "may" and dated else PRESENT
        if low.endswith("'d"):
            return self._past_form(i, low, before)
        return self._main_verb(i, low, before)

    def _capital(self, i: int) -> bool:
        return i < len(self.words) and self.words[i].raw[:1].isupper()

    def _may_say_would(self, stem: str) -> bool:
        """`Mum'd`, not `auth'd`."""
        return stem in _BEFORE_D or stem in self._names or stem in _SUBJECTS

    def _after_have(self, i: int) -> bool:
        """Whether `had` is a participle: 's, has or have stands before it, with a `not` between."""
        before = [low for low in self.lows[max(0, i - 3) : i] if low not in _BETWEEN]
        return bool(before) and (before[-1] in _HAVE_NOW or before[-1].endswith("'s"))

    def _participle(self, i: int) -> bool:
        low = self.lows[i] if i < len(self.lows) else ""
        return low in _PAST_FORMS or low in _PARTICIPLES or low.endswith("ed")

    def _is_contracted(self, after: str) -> bool:
        """`mum's waiting`, not `mum's house`: 's before a participle or a small word is a verb."""
        return after.endswith(("ing", "ed")) or after in _AFTER_S or after.isdecimal()

    def _placed(self, i: int) -> bool:
        """`at her mam's to see`, `into St Cyprian's in 2006`: a house or a school, not a verb."""
        before = [low for low in self.lows[max(0, i - 3) : i] if low not in _DETERMINERS]
        return bool(before) and self.lows[i] not in _BE_NOW and before[-1] in _PLACING

    def _being(self, i: int) -> Time:
        """`is going to`, `is to`, `is due`: what lies ahead is said with the present of be."""
        rest = tuple(low for low in self.lows[i + 1 : i + 6] if low not in _BETWEEN)
        if rest[:1] == ("got",):
            return FUTURE if rest[1:2] == ("to",) else PRESENT
        if rest[:1] and rest[0] in ("been", "had"):
            return PERFECT
        if ("going" in rest[:2] and "to" in rest) or rest[:1] == ("to",) or "due" in rest[:3]:
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
        if before in _HE_WHO and low.endswith("s") and low.isalpha() and low not in _NOT_VERBS:
            return PRESENT  # whatever the verb: "she translates"
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
        return self.words[i].clause != self.words[i - 1].clause and self.lows[i] not in JOINING

    def _is_name(self, i: int) -> bool:
        return self.lows[i] in self._names

    def _past_form(self, i: int, low: str, before: str) -> Time | None:
        if (low in _BASE and before in _MODALS) or low.startswith("un"):
            return None
        told = before in _BETWEEN and i >= 2 and self._may_say_would(self.lows[i - 2])
        if told and before not in ("not", "since"):
            return PAST  # "he never missed a night"
        if before in _BEFORE_PARTICIPLE or before in _ARTICLES or before.endswith("ly"):
            return None
        if (
            i >= 2
            and before in ("also", "been", "not", "still")
            and self.lows[i - 2] in _BEFORE_PARTICIPLE
        ):
            return None
        if low in ("called", "named") and i and before not in _SUBJECTS and self._capital(i + 1):
            return None  # "his mentor, a patient sort called Glenn"
        by = self.lows[i + 1 : i + 2] == ("by",)
        if by and before not in _SUBJECTS and low not in _GO_BY and not self._is_name(i - 1):
            return None  # "case held by Gemma": no verb, so a state of now
        opening = i == 0 or bool(
            STRONG.search(self.plain[self.words[i - 1].end : self.words[i].start] + " ")
        )
        if opening and low in _STATES:
            return PRESENT
        return PAST
