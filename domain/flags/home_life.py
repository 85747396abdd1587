"""Life at home as words older than a move tell it: rooms, meals, keys, who waits up.

Whatever such words say, in the present, of the child's house or household they say of the home left
since, even where neither its street nor whose it is is named.
"""

from __future__ import annotations

import re

from domain.flags.lexicon import pattern, stems
from domain.flags.reading import Sentence
from domain.flags.record import current
from domain.flags.statement import Held
from domain.flags.verbs import PAST, PERFECT, SUPPOSED

_GATE = stems("gates_of_homes", "life")
_SAID = pattern("home_life", "said")
_ELSEWHERE = pattern("home_life", "elsewhere")
_CLOSED = {PAST, PERFECT, SUPPOSED}


def life_at_home(
    held: Held, sentence: Sentence, keepers: frozenset[str], present: frozenset[str]
) -> re.Match[str] | None:
    """Where a sentence tells of the child's home as it is, without saying whose it is.

    keepers: those whose house it was. present: those whose it is now, of whom it may be told.
    """
    if _GATE.isdisjoint(sentence.stems) or _ELSEWHERE.search(sentence.low):
        return None
    if _names_the_present_home(held, sentence) or not present.isdisjoint(sentence.lows):
        return None
    for m in _SAID.finditer(sentence.low):
        if sentence.own_time_at(m.start()) in _CLOSED or sentence.in_quotes(m.start()):
            continue
        if m["kept"] or not any(
            held.about_other(sentence, c, keepers) for c in (m.start(), m.end() - 1)
        ):
            return m
    return None


def _names_the_present_home(held: Held, sentence: Sentence) -> bool:
    """Whether a word of the address of today stands in it, or whose home that is."""
    told = " ".join(f"{h.name} {h.label}" for h in current(held.record.homes, held.now))
    telling = {w.lower() for w in re.findall(r"[A-Z][a-z]{3,}", told)}
    return any(word.low.removesuffix("'s") in telling for word in sentence.words)
