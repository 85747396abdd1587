"""Where a section names someone or something of the record: in full, in part, or misspelt.

A name is found by its telling words: 'Ribble Park High School' by 'Ribble Park' and 'Ribble', not
by 'School'. Words that another entry still in force shares do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from domain.flags.lexicon import words
from domain.flags.reading import Sentence

# Words of a name that many schools, homes, clubs and services share.
_COMMON = words("mentions", "common")
# First names that are words too: found only with a capital.
_ALSO_WORDS = words("mentions", "also_words")
_SAINTS = frozenset(["st", "st.", "saint"])
_FUZZY = 6  # letters of a word that may be one off
_VOWELS = re.compile(r"[aeiou]")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|officer|pc)\.?$", re.I)


class Mention(NamedTuple):
    """Characters of the sentence that name an entry. strength: 'full', 'part', 'surname'."""

    start: int
    end: int
    strength: str


class Name(NamedTuple):
    """How one entry of the record may be named: patterns, and single words that may be misspelt."""

    first: str  # the first word of the full name, in lower case
    full: re.Pattern[str]
    parts: tuple[tuple[str, str], ...]  # a telling word, and its strength


@lru_cache(maxsize=4096)
def telling(name: str) -> tuple[str, ...]:
    """The words of a name that set it apart."""
    tokens = re.findall(r"[^\W\d_][\w'-]*", name)
    kept = [t for t in tokens if t.lower() not in _COMMON and len(t) > 2]
    return tuple(t for t in kept if t[0].isupper())


@lru_cache(maxsize=2048)
def name_of(name: str, shared: frozenset[str], person: bool = False) -> Name:
    """The ways of naming an entry, without the words that `shared` entries use as well."""
    bare = re.sub(r"^(?:the|a|an)\s+", "", name.split(",", maxsplit=1)[0].strip(), flags=re.I)
    full = re.compile(
        r"(?<!\w)" + re.sub(r"(?:\\?\s)+", r"\\s+", re.escape(bare)) + r"(?!\w)", re.I
    )
    parts: list[tuple[str, str]] = []
    for i, token in enumerate(telling(name.split(",", maxsplit=1)[0])):
        if token.lower() not in shared:
            parts.append((token, "surname" if person and i else "part"))
    return Name(bare.lower().split(" ", maxsplit=1)[0], full, tuple(parts))


def find(sentence: Sentence, name: Name, *, person: bool = False) -> Mention | None:
    """The first place of a sentence that names the entry, the fullest way first."""
    m = name.full.search(sentence.plain) if name.first in sentence.low else None
    if m:
        return Mention(m.start(), m.end(), "full")
    for token, strength in name.parts:
        wanted = token.lower()
        if not any(part in sentence.low for part in _parts(wanted, person)):
            continue
        for i, word in enumerate(sentence.words):
            if word.low[0] != wanted[0] and word.low[1:2] != wanted[1:2]:
                continue
            short = person and strength == "part" and _short_name(word.raw, wanted)
            lower = sentence.plain == sentence.low
            if not short and not _same(word.raw, word.low, token, all_lower=lower):
                continue
            if person or not _longer_name(sentence, i, name):
                return Mention(_start_of(sentence, i, name), _end_of(sentence, i, name), strength)
    return None


@lru_cache(maxsize=4096)
def _parts(wanted: str, person: bool) -> tuple[str, ...]:
    """Letters of which a sentence has some if it names the token at all: a slip of one letter
    leaves one half of a longer word as it is."""
    bare = wanted[0] + _VOWELS.sub("", wanted[1:])
    half = len(wanted) // 2
    long = len(wanted) >= _FUZZY
    whole = (wanted[:half], wanted[half:-1]) if long else (wanted,)
    return (*whole, bare, wanted[:3]) if person else (*whole, bare)


def _start_of(sentence: Sentence, i: int, name: Name) -> int:
    """Where the mention begins: with the `St` of `St Cyprian's`."""
    before = sentence.words[i - 1] if i else None
    saint = before is not None and before.low in _SAINTS and name.first in _SAINTS
    return before.start if before is not None and saint else sentence.words[i].start


def _end_of(sentence: Sentence, i: int, name: Name) -> int:
    """Where the mention ends: words after it that belong to the name are part of it."""
    end = sentence.words[i].end
    for after in sentence.words[i + 1 : i + 4]:
        if sentence.plain[end : after.start] != " " or after.low not in name.full.pattern.lower():
            break
        if not after.raw[:1].isupper():
            break
        end = after.end
    return end


def _longer_name(sentence: Sentence, i: int, name: Name) -> bool:
    """Whether a capitalised word follows that is no part of the entry: 'Farmers Weekly'."""
    raw = sentence.words[i].raw
    if i + 1 >= len(sentence.words) or raw.isupper() or raw.endswith("'s"):
        return False
    word, after = sentence.words[i], sentence.words[i + 1]
    if sentence.plain[word.end : after.start] != " " or not after.raw[:1].isupper():
        return False
    return after.low not in name.full.pattern.lower() and after.low not in _COMMON


def _same(raw: str, low: str, token: str, *, all_lower: bool) -> bool:
    """Whether a word is the token: possessive or not, or a letter off in a longer one."""
    wanted = token.lower().replace("’", "'").removesuffix("'s")
    if low.endswith("'s"):
        raw, low = raw[:-2], low[:-2]
    if raw[:1].isupper() and _cut_short(low, wanted):
        return True
    if abs(len(low) - len(wanted)) > 1 or (low[:1] != wanted[:1] and low[1:2] != wanted[1:2]):
        return False
    capital = raw[:1].isupper() or all_lower
    if low in (wanted, wanted + "s"):
        return capital or not (wanted in _ALSO_WORDS or wanted.endswith(("ing", "ed")))
    if len(wanted) < _FUZZY or not capital or wanted in _ALSO_WORDS:
        return False
    return OSA.distance(low, wanted, score_cutoff=1) <= 1


def _short_name(raw: str, wanted: str) -> bool:
    """`Dom` for Dominic."""
    low = raw.lower().removesuffix("'s")
    low = low.removesuffix("ie") if low.endswith("ie") else low.removesuffix("y")
    return raw[:1].isupper() and 3 <= len(low) < len(wanted) - 2 and wanted.startswith(low)


def _cut_short(low: str, wanted: str) -> bool:
    """`Flds` for Fields: the vowels left out."""
    return (
        3 < len(low) < len(wanted)
        and low[0] == wanted[0]
        and not _VOWELS.search(low, 1)
        and low[1:] == _VOWELS.sub("", wanted[1:])
    )


def titled(sentence: Sentence, mention: Mention) -> bool:
    """Whether a title stands before the mention: 'Mrs Inch'."""
    return bool(_TITLE.search(sentence.plain[: mention.start].rstrip()))


def shared_words(names: Iterable[str]) -> frozenset[str]:
    """The telling words of entries still in force, which prove nothing about an ended one."""
    return _shared(tuple(names))


@lru_cache(maxsize=512)
def _shared(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(t.lower() for name in names for t in telling(name))
