"""Words with slips in them, whole or only begun, led back to the words of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from glossary.index import KIND, POSTINGS_READ, Head, Index, ends_of
from glossary.spelling import LIKELY_SLIP, edits_allowed, near, one_edit, slip_cost
from glossary.words import STOP_WORDS, stem

# So many first letters tell which words may be meant by a begun word with a slip in it.
_START = 5
_NAME_START = 6
_CHOICES = 12
_NAMES_READ = 200


def one_less(word: str, letters: int = _START) -> set[str]:
    """The first letters of a word with any one of them left out.

    Two words whose beginnings are one slip apart, be it a letter more, less, changed or swapped,
    have one of these in common.
    """
    start = word[:letters]
    return {start[:place] + start[place + 1 :] for place in range(len(start))}


def start_cost(typed: str, word: str) -> float:
    """The cost of the one slip in `typed` as the beginning of `word`; 2 when one is not enough."""
    best = 2.0
    for cut in (len(typed) - 1, len(typed), len(typed) + 1):
        begun = word[:cut]
        if len(begun) == cut and one_edit(typed, begun):
            # A letter too many at the very end says nothing: any word could go on so.
            loose = cut < len(typed) and typed[:cut] == begun
            best = min(best, 1.0 if loose else slip_cost(typed, begun))
    return best


@dataclass(frozen=True, slots=True)
class _Tail:
    """The last word of a query when it is too short to tell much: 'risk of h'."""

    start: str
    needed: bool

    def fit(self, head: Head) -> float:
        """0.3 when the name goes on so, below 0 when it had to."""
        if not self.start:
            return 0.0
        if any(word.startswith(self.start) for word in head.words[1:]):
            return 0.3
        return -1.0 if self.needed else 0.0


class Mender:
    """Finds names by their words when those of the query hold slips."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @cached_property
    def _starts(self) -> dict[str, list[str]]:
        """Words of names by their first letters with one left out."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._index.head_words:
            if len(word) >= _START:
                for start in one_less(word):
                    found[start].append(word)
        return found

    @cached_property
    def _name_starts(self) -> dict[str, list[Head]]:
        """Names by their first letters with one left out, core entries first."""
        found: dict[str, list[Head]] = defaultdict(list)
        for head in sorted(self._index.heads, key=lambda h: not self._index.entries[h.entry].core):
            if len(head.packed) >= _NAME_START and head.kind != "spoken":
                for start in one_less(head.packed, _NAME_START):
                    found[start].append(head)
        return found

    def begun(self, words: list[str]) -> Iterator[tuple[int, float]]:
        """Entries one of whose names begins as the query does, but for one slip; up to 5 a fit."""
        packed = "".join(words)
        if len(packed) < _NAME_START:
            return
        most = 1.0 if len(packed) >= 9 else LIKELY_SLIP
        meant: dict[int, Head] = {}
        for start in one_less(packed, _NAME_START):
            meant |= {id(head): head for head in self._name_starts.get(start, ())[:_NAMES_READ]}
        for head in meant.values():
            core = self._index.entries[head.entry].core
            # A lone short word is as likely to be some other word as one of the wider names.
            if len(words) == 1 and len(packed) < 8 and not core:
                continue
            cost = start_cost(packed, head.packed)
            if cost <= (most if len(words) > 1 else LIKELY_SLIP):
                share = len(packed) / len(head.packed)
                yield head.entry, min(5.0, 2 * share + 2 - cost + KIND[head.kind] + 0.6)

    def hits(self, words: list[str]) -> Iterator[tuple[int, float]]:
        """Entries one of whose names has every word of the query, once mended; up to 5 a fit."""
        telling = [word for word in words if word not in STOP_WORDS and len(word) > 2]
        rest = [word for word in words if word not in telling]
        if not telling or (len(telling) == 1 and STOP_WORDS.issuperset(rest) and len(rest) > 1):
            return
        # A last word of a letter or two is one just begun; beside a single word it has to fit.
        begun = rest[-1] if rest and rest[-1] == words[-1] and len(words[-1]) < 3 else ""
        tail = _Tail(begun, len(telling) == 1)
        alone = len(telling) == 1 and not begun
        choices: list[list[str]] = []
        for word in telling:
            choices.append(self._mended(word, alone))
            if not choices[-1]:
                return
        postings = self._index.head_words
        common = set.intersection(*({n for w in choice for n in postings[w]} for choice in choices))
        order = dict.fromkeys(n for word in choices[0] for n in postings[word] if n in common)
        for number in sorted(order, key=lambda n: not self._index.entries[n].core)[:POSTINGS_READ]:
            best = max(_fit(choices, tail, head) for head in self._index.heads_of[number])
            if best:
                yield number, best

    def _mended(self, word: str, alone: bool) -> list[str]:
        """Words of names that are meant by this one; of a lone word more is asked."""
        longer = self._index.words_starting(word)
        if word in self._index.head_words or (longer and not alone):
            return longer[:20]
        found = self._whole(word, alone) + self._begun(word, alone)
        return list(dict.fromkeys(name for _, name in sorted(found)))[:_CHOICES]

    def _whole(self, word: str, alone: bool) -> list[tuple[float, str]]:
        most = (len(word) >= 7) + (len(word) >= 11) if alone else edits_allowed(len(word))
        most = min(most, 2)
        if len(word) < 4 or most < 1:
            return []
        found: list[tuple[float, str]] = []
        for length in range(len(word) - most, len(word) + most + 1):
            for end in ends_of(word):
                names = self._index.words_by_end.get((length, end), [])
                found += [(float(edits), names[place]) for edits, place in near(word, names, most)]
        return found

    def _begun(self, word: str, alone: bool) -> list[tuple[float, str]]:
        if len(word) < _START:
            return []
        meant = {name for start in one_less(word) for name in self._starts.get(start, ())}
        costs = [(start_cost(word, name), name) for name in meant]
        if alone:
            sure = len(word) >= 7
            return [
                (cost + 0.2, name)
                for cost, name in costs
                if cost <= LIKELY_SLIP and (sure or self._index.is_core_word(name))
            ]
        return [(cost + 0.2, name) for cost, name in costs if cost <= 1]


def _fit(choices: list[list[str]], tail: _Tail, head: Head) -> float:
    """0 unless one choice for each word is in the name; up to 5 by how much of it is said."""
    stems = {*head.words, *map(stem, head.words)}
    letters = 0
    nearness = 0.0
    for choice in choices:
        place = next((n for n, word in enumerate(choice) if word in stems), None)
        if place is None:
            return 0.0
        letters += len(choice[place])
        nearness += 1 / (1 + place)
    begins = 0.6 if stem(head.words[0]) in map(stem, choices[0]) else 0.0
    goes_on = tail.fit(head)
    if goes_on < 0:
        return 0.0
    share = min(1.0, letters / len(head.packed))
    return 2 * share + nearness / len(choices) + KIND[head.kind] + begins + goes_on
