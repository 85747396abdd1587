"""Of whom a clause speaks: the child, or someone else in its life.

A neighbour who awaits sentence says nothing of the child's case. The nearest person before the
verb decides; a pronoun goes back to the person named before it in the same sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.flags.lexicon import pattern, words
from domain.flags.reading import RELATIVE, Sentence
from domain.flags.record import Record

_MALE, _FEMALE = words("people", "male"), words("people", "female")
_EITHER = words("people", "either")
_CHILD = words("people", "child")
_ANYONE = frozenset(["lad", "girl", "boy"])
_YOUNG = frozenset(["man", "woman", "lady", "person"])
_REPORT = words("verbs", "report")
_HE = frozenset(["he", "he's", "hes", "him", "himself", "he'll", "he'd", "his"])
_SHE = frozenset(["she", "she's", "shes", "her", "herself", "she'll", "she'd", "hers"])
_OBJECTS = frozenset(["him", "his", "himself", "her", "hers", "herself"])
_THEY = words("speaking_of", "they")
_NOT_PEOPLE = words("speaking_of", "not_people")
_COMPANIONS = words("ties", "companions") | words("roles", "partner")
_PLACED = frozenset({"next", "opposite", "upstairs", "downstairs", "across", "down"})
_FIRST_NAMES = words("people", "first_names")
# "The boy who sold him the moped"
_SET_APART = words("speaking_of", "set_apart")
_SOME = words("speaking_of", "some")
_THEM = words("speaking_of", "them")
_OPENERS = words("speaking_of", "openers") | _HE | _SHE | _CHILD
_PERSONAL = pattern("speaking_of", "personal")
_OF_CHILD = frozenset(["he", "she"])


class Person(NamedTuple):
    """Someone named or meant in a sentence: at which word, whether the child, m or f if known."""

    at: int
    child: bool
    sex: str


class Cast:
    """Who is who in one section: the child, its relatives of the record, and everyone else."""

    def __init__(self, record: Record) -> None:
        self._child = {n.lower() for n in (record.first_name,) if n}
        self._surname = record.surname.lower()
        self._sex = record.gender[:1].lower()
        self._relatives = {r.lower() for r in record.relatives if r}
        self._ties = {
            token.lower()
            for tie in record.ended
            if tie.what.lower() in _COMPANIONS
            for token in re.findall(r"[A-Z][a-z]+", tie.name)
        } - self._child
        self._known = self._child | {self._surname}
        self._last: tuple[Sentence, list[Person]] | None = None  # rules ask of one at a time

    def people(self, sentence: Sentence) -> list[Person]:
        """The people of a sentence in order. Possessors ('mum's flat') are left out."""
        if self._last is None or self._last[0] is not sentence:
            each = (self._person(sentence, i) for i in range(len(sentence.words)))
            self._last = (sentence, [p for p in each if p is not None])
        return self._last[1]

    def _person(self, sentence: Sentence, i: int) -> Person | None:
        word = sentence.words[i]
        low = word.low.removesuffix("'s") if self._acts(sentence, i) else word.low
        if low in _YOUNG and i and sentence.lows[i - 1] == "young":
            return Person(i, True, self._sex)  # "this young man", as reports call the child
        if low in _ANYONE and self._another(sentence, i):
            return Person(i, False, "")
        if (
            low in self._child
            or low in _CHILD
            or (low == self._surname and self._titled(sentence, i))
        ):
            return Person(i, True, self._sex)
        if low in _HE or low in _SHE:
            sex = "m" if low in _HE else "f"
            if low in _OBJECTS:
                return None
            return Person(i, not self._sex or sex == self._sex, sex)
        if low in _THEY:
            return None
        if i <= 1 and low in _SOME and sentence.lows[i + 1 : i + 2] == ("of",):
            return Person(i, False, "") if _THEM & {*sentence.lows[i + 2 : i + 4]} else None
        if i == 0 and self._is_anothers_name(sentence, low):
            return Person(i, False, "")
        if low in self._ties and word.raw[:1].isupper():
            return Person(i, False, "")
        if low in _MALE or low in _FEMALE or low in _EITHER or low in self._relatives:
            return Person(i, False, "m" if low in _MALE else "f" if low in _FEMALE else "")
        return None

    def _is_anothers_name(self, sentence: Sentence, low: str) -> bool:
        """Whether a sentence opens with the name of someone else. Where nobody knows what the
        child is called, a name may well be the child's."""
        if not self._child or low in self._known:
            return False
        if self._lives(sentence) and low not in _OPENERS:
            return True
        return low in _FIRST_NAMES and self._opens(sentence)

    def _opens(self, sentence: Sentence) -> bool:
        """Whether a verb follows the first word at once: 'Ffion plays for the Girls'."""
        return sentence.words[0].raw[:1].isupper() and any(v.at == 1 for v in sentence.verbs)

    def _lives(self, sentence: Sentence) -> bool:
        """`Demi lives with her mum`, `Tyrell is on a tag`: what only a person does."""
        if not sentence.words[0].raw[:1].isupper() or sentence.words[0].low in _NOT_PEOPLE:
            return False
        return _PERSONAL.match(sentence.low, sentence.words[0].end) is not None

    def _another(self, sentence: Sentence, i: int) -> bool:
        """`the other girl`, `the lad next door`, `Dad's girl`."""
        before = sentence.lows[i - 1] if i else ""
        after = sentence.lows[i + 1] if i + 1 < len(sentence.lows) else ""
        apart = before in {"other", "another", "younger", "older"}
        opening = i <= 1 and after in _SET_APART
        return apart or opening or after in _PLACED or self._owned_by_other(before)

    def _owned_by_other(self, low: str) -> bool:
        """`Dad's girl Cerys`: not the girl the section is about."""
        return low.endswith("'s") and low[:-2] not in self._known and low[:-2] not in _HE | _SHE

    def _acts(self, sentence: Sentence, i: int) -> bool:
        """`dad's going`, not `dad's house`."""
        return any(v.at == i for v in sentence.verbs)

    def _titled(self, sentence: Sentence, i: int) -> bool:
        return i > 0 and sentence.lows[i - 1].rstrip(".") in {"mr", "miss", "ms", "master", "mrs"}

    def other(self, sentence: Sentence, char: int, speakers: frozenset[str] = frozenset()) -> bool:
        """Whether the clause at a character speaks of someone other than the child."""
        at = sentence.word_at(char)
        verb = sentence.verb_at(char)
        limit = max(verb.at if verb else at, at if sentence.words[at].low in _MALE | _FEMALE else 0)
        if verb and sentence.words[verb.at].clause > sentence.words[at].clause:
            limit = at  # a note without a verb: "Not in trouble before and dad is mortified"
        people = [p for p in self.people(sentence) if p.at <= limit]
        people = [p for p in people if sentence.lows[p.at] not in speakers]
        if not people:
            return verb is not None and self._stranger(sentence, verb.at, at)
        last = self._subject(sentence, people, limit)
        if self._is_pronoun(sentence, last):
            return self._pronoun_is_other(sentence, last, people)
        return not last.child

    def _subject(self, sentence: Sentence, people: list[Person], limit: int) -> Person:
        """The first person of the verb's own clause; else of the nearest clause before that."""
        clause = sentence.words[limit].clause
        for number in range(clause, -1, -1):
            here = [p for p in people if sentence.words[p.at].clause == number]
            here = [p for p in here if not self._after_preposition(sentence, p.at)] or here
            if here and not (number < clause and self._aside(sentence, here[0], number, clause)):
                return here[0]
        return people[0]

    def _aside(self, sentence: Sentence, person: Person, number: int, clause: int) -> bool:
        """Whether a clause passed over on the way back is relative: 'who used to stop over'."""
        first = next(w for w in sentence.words if w.clause == number)
        now = next(w for w in sentence.words if w.clause == clause)
        return first.low in RELATIVE and now.low not in RELATIVE and person.at > 0

    def _after_preposition(self, sentence: Sentence, at: int) -> bool:
        before = sentence.lows[at - 1] if at else ""
        two = sentence.lows[at - 2] if at > 1 else ""
        prepositions = {
            "with",
            "to",
            "from",
            "by",
            "of",
            "for",
            "at",
            "re",
            "about",
            "like",
            "than",
        }
        return before in prepositions or (
            two in prepositions and before in {"his", "her", "the", "a"}
        )

    def _is_pronoun(self, sentence: Sentence, person: Person) -> bool:
        return sentence.lows[person.at] in _HE | _SHE

    def _pronoun_is_other(self, sentence: Sentence, person: Person, people: list[Person]) -> bool:
        if not person.child:
            return True
        earlier = [p for p in people if p.at < person.at and not self._is_pronoun(sentence, p)]
        if not earlier or earlier[-1].child or any(p.child for p in earlier):
            return False
        named = earlier[-1]
        if named.sex and named.sex != self._sex:
            return False
        told = any(low in _REPORT for low in sentence.lows[named.at : person.at])
        behind = self._after_preposition(sentence, named.at)
        return not told and not behind

    def _stranger(self, sentence: Sentence, verb_at: int, at: int) -> bool:
        """A capitalised word just before the verb, not the child's name: 'Danny is 14'."""
        if not 0 < verb_at < len(sentence.words) or at < verb_at:
            return False
        joined = sentence.words[verb_at].raw
        if joined[:1].isupper() and joined.endswith("'s"):  # "Their Chelsea's 14"
            return joined[:-2].lower() not in self._known and joined[:-2].lower() not in _HE | _SHE
        raw = sentence.words[verb_at - 1].raw
        if verb_at - 1 == 0 or not raw[:1].isupper() or raw.isupper():
            return False
        if raw.lower() in _NOT_PEOPLE:
            return False
        return raw.lower().removesuffix("'s") not in self._known and bool(
            re.match(r"[A-Z][a-z]+$", raw)
        )
