"""Finds entries: whole names, then parts of names, then words of definitions, then spelling.

The tiers are kept apart by score, so that a better kind of hit always stands first:
whole names (97 to 100), parts and definitions of core entries (78 to 96), the same of the
others (58 to 76), most words of a longer query (40 to 56), spelling (20 to 57, or 77 for one
slip in a whole name).
"""

from __future__ import annotations

from glossary.entries import Match
from glossary.index import KIND, POSTINGS_READ, Head, Index, ends_of
from glossary.mending import Mender
from glossary.spelling import LIKELY_SLIP, SWAP, edits_allowed, edits_allowed_wider, near, slip_cost
from glossary.words import (
    STOP_WORDS,
    partly_spelt_out,
    query_words,
    root,
    singular,
    sound,
    spelt_out,
    stem,
    without_lead_in,
    without_possessive,
)

_CORE = {"prefix": 90.0, "word prefix": 84.0, "definition": 78.0}
_WIDER = {"prefix": 70.0, "word prefix": 64.0, "definition": 58.0}

# Several words that make up this share of a name name it, wherever it stands: they come before
# mere words of a definition, even a core entry's.
_MOST = 0.6

# Words said beside a term that add nothing to it: 'the CAMHS team', 'a MAPPA meeting'.
_COMPANION_TEXT = """
    team meeting worker form plan order report level case panel officer assessment
    screening document service score manager review staff check tool board guidance section
    scheme programme system interview referral process procedure unit inspection inspector office
    list difference term word remind again thing
"""
_COMPANIONS = frozenset(_COMPANION_TEXT.split())


class Searcher:
    """Looks queries up in an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._mender = Mender(index)

    def search(self, query: str, limit: int = 8) -> list[Match]:
        """Matches, best first; empty when nothing fits."""
        raw = query_words(query)
        words = without_lead_in(raw)
        found = _Found(self._index)
        owner = query_words(without_possessive(query))
        acronym = len(owner) == 1 and len(owner[0]) < 6 and owner[0] in self._index.whole
        self._whole(owner if acronym else raw, found)
        if words != raw:
            self._whole(words, found)
        self._parts(words, found)
        if not found.sure() or (not found.whole and self._runs_on(words)):
            self._spelling(words, found)
            if words != raw:
                self._spelling(raw, found)
        self._within(words, found)
        for last_resort in (self._sounding, self._corrected, self._most_words):
            if not found.best:
                last_resort(words, found)
        return found.matches(limit)

    def nearest(self, query: str, limit: int = 3) -> list[Match]:
        """Names within twice the allowed slips, if that is still most of the query."""
        packed = "".join(without_lead_in(query_words(query)))
        found = _Found(self._index)
        if len(packed) >= 4:
            most = max(1, min(len(packed) * 2 // 5, 2 * edits_allowed(len(packed))))
            for edits, head in self._near_heads(packed, most, most):
                found.add(head.entry, "spelling", 50.0 * (1 - edits / len(packed)))
        return found.matches(limit)

    def _runs_on(self, words: list[str]) -> bool:
        """One word that begins names only by running on into their next word: `cafass`.

        It may as well be another name with a slip.
        """
        return len(words) == 1 and all(
            len(head.words[0]) < len(words[0]) for head in self._index.starting_with(words[0])
        )

    def _whole(self, words: list[str], found: _Found) -> None:
        """The query is a name, but for case, punctuation, plural or letters said one by one."""
        packed = "".join(words)
        if not packed:
            return
        spaced = len(words) > 2 and all(len(word) == 1 for word in words)
        for head in self._index.whole.get(packed, ()):
            found.add_whole(head, spaced, 0.0)
        less = 2.5 if found.best else 0.25
        for head in self._index.whole_singular.get(singular(words), ()):
            found.add_whole(head, spaced, less)
        for spelt in (spelt_out(words), partly_spelt_out(words)):
            if not found.best:
                for head in self._index.whole.get(spelt, ()):
                    found.add_whole(head, True, 0.25)

    def _parts(self, words: list[str], found: _Found) -> None:
        """The query begins a name, or its words stand in a name or a definition."""
        packed = "".join(words)
        if len(packed) < 2:
            return
        for head in self._index.starting_with(packed):
            share = len(packed) / len(head.packed)
            found.add_part(head.entry, "prefix", 2 * share + KIND[head.kind])
            if len(words) > 2 and share >= _MOST:
                found.add(head.entry, "prefix", 83.5 + share / 3)
        telling = [word for word in words if word not in STOP_WORDS]
        if all(map(str.isdigit, telling)):
            return
        passed_over = len(words) - len(telling)
        if not (len(telling) == 1 and passed_over > 1):
            # With all but one word passed over, a near spelling of the whole says more.
            found.doubt = 12.0 if len(telling) == passed_over == 1 else 0.0
            self._head_words(telling, found)
            self._definition(telling, " ".join(words), found)

    def _head_words(self, words: list[str], found: _Found) -> None:
        """Every word of the query begins a word of one and the same name."""
        if len(words) == 1 and len(words[0]) < 3:
            return
        for number in self._entries_with(words):
            fits = [_fit(words, head) for head in self._index.heads_of[number]]
            if best := max(fits):
                found.add_part(number, "word prefix", best)
                share = max(_share_in_order(words, head) for head in self._index.heads_of[number])
                if share >= _MOST:
                    found.add(number, "word prefix", 83.1 + share / 3)

    def _entries_with(self, words: list[str]) -> list[int]:
        """Entries whose names have words that start as each of these, the closest first."""
        postings = self._index.head_words
        lists: list[list[int]] = []
        for word in words:
            entries = list(postings.get(word) or postings.get(stem(word)) or ())
            if len(entries) < POSTINGS_READ:
                for longer in self._index.words_starting(word)[:200]:
                    entries += postings[longer][:POSTINGS_READ]
            lists.append(entries)
        lists.sort(key=len)
        common = set(lists[0]).intersection(*lists[1:])
        return [n for n in dict.fromkeys(lists[0]) if n in common][:POSTINGS_READ]

    def _definition(self, words: list[str], said: str, found: _Found) -> None:
        """Every word of the query stands in what the entry says; close together is better."""
        roots = list(dict.fromkeys(root(word) for word in words))
        postings = [self._index.text_words.get(word, []) for word in roots]
        if not all(postings) or (len(roots) == 1 and len(roots[0]) < 3):
            return
        shortest = min(postings, key=len)
        common = set(shortest).intersection(*postings)
        for number in [n for n in shortest if n in common][:POSTINGS_READ]:
            found.add_part(number, "definition", self._closeness(roots, said, number))

    def _closeness(self, roots: list[str], said: str, number: int) -> float:
        text = self._index.texts[number]
        joined = f" {' '.join(text)} "
        together = f" {' '.join(roots)} " in joined
        share = len(roots) / len(self._index.text_sets[number])
        often = min(3, *(text.count(word) for word in roots)) / 3
        verbatim = f" {said} " in self._index.sayings[number]
        return 1.0 * verbatim + 1.0 * together + 2.2 * min(1.0, 4 * share) + 0.8 * often

    def _within(self, words: list[str], found: _Found) -> None:
        """A name inside the query, when the other words are its usual company."""
        if found.whole:
            return
        inside = False
        for size in range(min(len(words) - 1, 8), 0, -1):
            for start in range(len(words) - size + 1):
                packed = "".join(words[start : start + size])
                rest = words[:start] + words[start + size :]
                if len(packed) < 3:
                    continue
                for head in self._index.whole.get(packed, ()):
                    core = self._index.entries[head.entry].core
                    said = head.kind != "spoken" or (core and len(packed) > 3)
                    if said and self._belongs(rest, head.entry):
                        score = (77.6 if core else 57.0) + len(packed) / 200
                        found.add(head.entry, _how(head, False), score)
                        inside = True
            if inside:
                return

    def _belongs(self, rest: list[str], number: int) -> bool:
        text = self._index.texts[number]
        return all(
            word in STOP_WORDS
            or stem(word) in _COMPANIONS
            or root(word) in text
            or word in self._index.whole
            for word in rest
        )

    def _near_heads(self, packed: str, most: int, wider: int) -> list[tuple[int, Head]]:
        """Names of core entries at most `most` edits away, of the others at most `wider`."""
        pairs: dict[int, tuple[int, Head]] = {}
        for core, edits_here in ((True, most), (False, wider)):
            for length in range(len(packed) - edits_here, len(packed) + edits_here + 1):
                for end in ends_of(packed):
                    names, heads = self._index.by_end.get((core, length, end), ((), ()))
                    for edits, place in near(packed, names, edits_here):
                        pairs[id(heads[place])] = (edits, heads[place])
        return list(pairs.values())

    def _spelling(self, words: list[str], found: _Found) -> None:
        """The whole query is a name with a slip or two."""
        packed = spelt_out(words) or "".join(words)
        most = edits_allowed(len(packed))
        weak = not found.best
        wider = edits_allowed_wider(len(packed)) if weak or len(packed) >= 5 else 0
        for edits, head in self._near_heads(packed, most, wider):
            short = min(len(packed), len(head.packed))
            core = self._index.entries[head.entry].core
            cost = edits if edits > 1 else slip_cost(packed, head.packed)
            if not _plausible(head, core, short, edits, cost):
                continue
            likeness = 1 - cost / max(len(packed), len(head.packed))
            common = cost <= LIKELY_SLIP and core
            if edits == 1 and (short >= 6 or common):
                long = core and short >= 12
                found.add(head.entry, "spelling", (83.5 if long else 77.0) + likeness / 2)
            elif weak or edits == 1:
                found.add(head.entry, "spelling", 20 + 36 * likeness + KIND[head.kind] / 10)

    def _corrected(self, words: list[str], found: _Found) -> None:
        """A name begins so, or has a word that begins as each of these, once slips are mended."""
        for number, fit in (*self._mender.begun(words), *self._mender.hits(words)):
            core = self._index.entries[number].core
            found.add(number, "spelling", 20 + 6 * fit + 7 * core)

    def _sounding(self, words: list[str], found: _Found) -> None:
        """The query is written as a short name sounds."""
        packed = "".join(words)
        key = sound(packed)
        for head in self._index.sounds.get(key, ()) if 4 <= len(packed) <= 12 else ():
            core = self._index.entries[head.entry].core
            if len(key) >= 3 and (core or len(packed) >= 5):
                found.add(head.entry, "spelling", 50.0 + core + KIND[head.kind])

    def _most_words(self, words: list[str], found: _Found) -> None:
        """All but one of three or more telling words stand in what the entry says."""
        roots = list(dict.fromkeys(root(w) for w in words if w not in STOP_WORDS))
        if len(roots) < 3:
            return
        spare = 1 + (len(roots) >= 6)
        telling = sorted(((self._index.rarity(word), word) for word in roots), reverse=True)
        total = sum(weight for weight, _ in telling)
        # An entry that lacks `spare` words at most has one of the rarest `spare` + 1.
        candidates = {
            number
            for _, word in telling[: spare + 1]
            for number in self._index.text_words.get(word, ())[: 2 * POSTINGS_READ]
        }
        for number in candidates:
            text = self._index.text_sets[number]
            said = [weight for weight, word in telling if word in text]
            if len(said) >= max(2, len(roots) - spare) and sum(said) >= 0.6 * total:
                entry = self._index.entries[number]
                named = sum(weight for weight, word in telling if word in self._roots(number))
                weight = 11 * sum(said) / total + 2 * named / total
                found.add(number, "definition", 40 + weight + 3 * entry.core)

    def _roots(self, number: int) -> set[str]:
        """The roots of the words of an entry's names."""
        return {root(word) for head in self._index.heads_of[number] for word in head.words}


class _Found:
    """The best hit of each entry so far."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.best: dict[int, tuple[float, str]] = {}
        self.whole = False
        self.doubt = 0.0

    def add(self, number: int, how: str, score: float) -> None:
        if score > self.best.get(number, (0.0, ""))[0]:
            self.best[number] = (score, how)

    def add_whole(self, head: Head, letters: bool, less: float) -> None:
        """A whole name; said letter by letter it is found as an acronym."""
        self.whole = True
        how = _how(head, letters)
        base = {"exact": 100.0, "acronym": 99.0, "alias": 98.0}[how]
        self.add(head.entry, how, base - less - 0.1 * (head.kind == "spoken"))

    def add_part(self, number: int, how: str, bonus: float) -> None:
        """A part of a name, or words of a definition; `bonus` ranks within the tier, 0 to 5."""
        base = (_CORE if self._index.entries[number].core else _WIDER)[how]
        self.add(number, how, base + min(bonus, 5.0) - self.doubt)

    def sure(self) -> bool:
        """Whether no slip of the fingers needs to be thought of."""
        return self.whole or any(
            how == "prefix" and self._index.entries[number].core
            for number, (_, how) in self.best.items()
        )

    def matches(self, limit: int) -> list[Match]:
        entries = self._index.entries
        order = sorted(
            self.best.items(), key=lambda item: (-item[1][0], not entries[item[0]].core, item[0])
        )
        return [
            Match(entries[number], how, round(score, 2))
            for number, (score, how) in order[: max(0, limit)]
        ]


def _how(head: Head, letters: bool) -> str:
    if letters:
        return "acronym"
    return "exact" if head.kind in ("term", "expansion") else "alias"


def _plausible(head: Head, core: bool, short: int, edits: int, cost: float) -> bool:
    """Whether so many slips in a name of `short` letters are more likely than another word."""
    if head.kind == "spoken":
        return short >= 5 and edits == 1 and cost <= LIKELY_SLIP
    if short < 5:
        return short >= 3 and cost <= (LIKELY_SLIP if core else SWAP)
    if head.kind == "alias" and short < 8 and not core:
        return cost <= LIKELY_SLIP
    return core or edits <= edits_allowed_wider(short)


def _share_in_order(words: list[str], head: Head) -> float:
    """How much of a name several words standing in it side by side make up."""
    named = [word for word in head.words if word not in STOP_WORDS]
    if len(words) < 3 or " ".join(words) not in " ".join(named):
        return 0.0
    return sum(map(len, words)) / len(head.packed)


def _fit(words: list[str], head: Head) -> float:
    """0 unless each word begins a word of the name; up to 5 the more of the name is said."""
    whole = 0
    letters = 0
    for word in words:
        single = stem(word)
        lengths = [len(name) for name in head.words if name.startswith(word) or name == single]
        if not lengths:
            return 0.0
        whole += any(stem(name) == single for name in head.words)
        letters += min(len(word), *lengths)
    in_order = " ".join(words) in " ".join(head.words)
    share = letters / len(head.packed)
    return 1.5 * whole / len(words) + 2 * min(share, 1.0) + 0.4 * in_order + KIND[head.kind]
