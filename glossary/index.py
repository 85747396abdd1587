"""Everything a search looks at, normalised once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from math import log

from glossary.entries import Entry
from glossary.words import STOP_WORDS, root, singular, sound, split_words, stem

# A single common word can stand in thousands of entries; the closest few are enough to rank.
POSTINGS_READ = 48
# How much a hit in a name of each kind counts.
KIND = {"term": 1.0, "expansion": 0.8, "alias": 0.6, "spoken": 0.0}
_SOUNDED = 9


@dataclass(frozen=True, slots=True)
class Head:
    """One name of an entry: `kind` is term, expansion, alias or spoken."""

    entry: int
    kind: str
    words: tuple[str, ...]
    packed: str


def ends_of(word: str) -> tuple[str, str]:
    """The first and the last letter, told apart."""
    return f"{word[:1]}-", f"-{word[-1:]}"


def _everything(entry: Entry) -> str:
    parts = (entry.definition, *entry.keywords, *entry.names(), *entry.expansions(), *entry.aliases)
    return " | ".join(parts)


class Index:
    """Names by whole, by beginning and by word, and the words of definitions."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self.heads: list[Head] = []
        self.heads_of: list[list[Head]] = [[] for _ in entries]
        for number, entry in enumerate(entries):
            self._add_heads(number, entry)

    def _add_heads(self, number: int, entry: Entry) -> None:
        seen: set[str] = set()
        named = [
            ("term", entry.names()),
            ("expansion", entry.expansions()),
            ("alias", entry.aliases),
            ("spoken", entry.spoken),
        ]
        for kind, names in named:
            for name in names:
                words = tuple(split_words(name))
                packed = "".join(words)
                if packed and packed not in seen:
                    seen.add(packed)
                    head = Head(number, kind, words, packed)
                    self.heads.append(head)
                    self.heads_of[number].append(head)

    @cached_property
    def whole(self) -> dict[str, list[Head]]:
        """Names by their letters."""
        found: dict[str, list[Head]] = defaultdict(list)
        for head in self.heads:
            found[head.packed].append(head)
        return dict(found)

    @cached_property
    def whole_singular(self) -> dict[str, list[Head]]:
        """Names by their letters without plural endings."""
        found: dict[str, list[Head]] = defaultdict(list)
        for head in self.heads:
            found[singular(list(head.words))].append(head)
        return dict(found)

    @cached_property
    def sounds(self) -> dict[str, list[Head]]:
        """Short names of one word, and the spoken ones, by how they sound."""
        found: dict[str, list[Head]] = defaultdict(list)
        for head in self.heads:
            short = head.kind in ("term", "alias") and len(head.words) == 1
            if 4 <= len(head.packed) <= _SOUNDED and (short or head.kind == "spoken"):
                found[sound(head.packed)].append(head)
        return dict(found)

    @cached_property
    def _sorted_heads(self) -> tuple[list[str], list[Head]]:
        heads = sorted(self.heads, key=lambda head: head.packed)
        return [head.packed for head in heads], heads

    def starting_with(self, packed: str) -> list[Head]:
        """Names whose letters start so; the alphabetically first where there are very many."""
        keys, heads = self._sorted_heads
        low = bisect_left(keys, packed)
        high = bisect_left(keys, packed + "\U0010ffff", low)
        return heads[low:high] if high - low <= 2000 else heads[low : low + 2000]

    @cached_property
    def head_words(self) -> dict[str, list[int]]:
        """Entries by each word of their names, core entries and short names first."""
        postings: dict[str, dict[int, int]] = defaultdict(dict)
        for head in self.heads:
            for word in {*head.words, *map(stem, head.words)}:
                length = postings[word].get(head.entry, 10_000)
                postings[word][head.entry] = min(length, len(head.packed))
        core = [entry.core for entry in self.entries]
        return {
            word: sorted(entries, key=lambda n, e=entries: (not core[n], e[n], n))  # type: ignore[misc]
            for word, entries in postings.items()
        }

    def is_core_word(self, word: str) -> bool:
        """Whether a name of a core entry has this word."""
        return self.entries[self.head_words[word][0]].core

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self.head_words)

    def words_starting(self, start: str) -> list[str]:
        """Words of names that start so."""
        low = bisect_left(self._sorted_words, start)
        high = bisect_left(self._sorted_words, start + "\U0010ffff", low)
        return self._sorted_words[low:high]

    @cached_property
    def _said(self) -> list[list[str]]:
        """Everything each entry says, as words."""
        return [split_words(_everything(entry)) for entry in self.entries]

    @cached_property
    def texts(self) -> list[list[str]]:
        """The roots of everything an entry says, in order."""
        return [[root(word) for word in said if word not in STOP_WORDS] for said in self._said]

    @cached_property
    def text_sets(self) -> list[frozenset[str]]:
        """The same without order."""
        return [frozenset(text) for text in self.texts]

    @cached_property
    def sayings(self) -> list[str]:
        """Everything an entry says, word for word, with a blank at both ends."""
        return [f" {' '.join(said)} " for said in self._said]

    @cached_property
    def text_words(self) -> dict[str, list[int]]:
        """Entries by the root of each word in their text, core entries and short texts first."""
        postings: dict[str, list[int]] = defaultdict(list)
        order = sorted(
            range(len(self.entries)),
            key=lambda n: (not self.entries[n].core, len(self.texts[n]), n),
        )
        for number in order:
            for word in set(self.texts[number]):
                postings[word].append(number)
        return dict(postings)

    def rarity(self, word: str) -> float:
        """How much a root tells: high for a word that few entries use."""
        return log(1 + len(self.entries) / (1 + len(self.text_words.get(word, ()))))

    @cached_property
    def by_end(self) -> dict[tuple[bool, int, str], tuple[list[str], list[Head]]]:
        """Names by core or not, number of letters, and first ("a-") or last letter ("-a").

        An edit changes the number by one at most, and leaves the first or the last letter.
        """
        found: dict[tuple[bool, int, str], tuple[list[str], list[Head]]] = {}
        for head in self.heads:
            for end in ends_of(head.packed):
                key = (self.entries[head.entry].core, len(head.packed), end)
                names, heads = found.setdefault(key, ([], []))
                names.append(head.packed)
                heads.append(head)
        return found

    @cached_property
    def words_by_end(self) -> dict[tuple[int, str], list[str]]:
        """Words of names by number of letters and first or last letter."""
        found: dict[tuple[int, str], list[str]] = defaultdict(list)
        for word in self.head_words:
            for end in ends_of(word):
                found[len(word), end].append(word)
        return dict(found)
