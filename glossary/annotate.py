"""Finds the terms that a text names, so that they can be marked where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from glossary.entries import Entry, Mention
from glossary.words import split_words, stem

# '+' belongs to YOIS+; an apostrophe or hyphen inside a word does not split it here.
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*\+?")
_SHORT = 5
# What may stand between the words of one name: no bracket, and no end of a sentence.
_BETWEEN = re.compile(r"[\s\-\u2010-\u2013/&,'\u2019]*")


class Annotator:
    """Names by their first word, the longest first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._names: dict[str, list[tuple[tuple[str, ...], str, Entry]]] = {}
        for entry in sorted(entries, key=lambda entry: not entry.core):
            for name in (*entry.names(), *entry.expansions(), *entry.aliases):
                self._add(name, entry)
        for names in self._names.values():
            names.sort(key=lambda item: -len(item[0]))

    def _add(self, name: str, entry: Entry) -> None:
        words = tuple(_folded(match.group()) for match in _WORD.finditer(name))
        if not words or len("".join(words)) < 2:
            return
        written = name if _is_acronym(name) else ""
        self._names.setdefault(words[0], []).append((words, written, entry))

    def annotate(self, text: str) -> list[Mention]:
        """Mentions that do not overlap, in the order of the text; a longer name wins."""
        found = sorted(self._all(text), key=lambda mention: mention.start - mention.end)
        taken = bytearray(len(text))
        kept: list[Mention] = []
        for mention in found:
            span = slice(mention.start, mention.end)
            if not any(taken[span]):
                taken[span] = b"\x01" * (mention.end - mention.start)
                kept.append(mention)
        return sorted(kept, key=lambda mention: mention.start)

    def _all(self, text: str) -> Iterator[Mention]:
        spans = [match.span() for match in _WORD.finditer(text)]
        words = [_folded(text[start:end]) for start, end in spans]
        for place, word in enumerate(words):
            for key in dict.fromkeys((word, stem(word))):
                mention = self._longest(key, text, spans, words, place)
                if mention is not None:
                    yield mention
                    break

    def _longest(
        self, key: str, text: str, spans: list[tuple[int, int]], words: list[str], place: int
    ) -> Mention | None:
        """The longest name whose first word is `key` and whose others follow in the text."""
        for name, written, entry in self._names.get(key, ()):
            last = place + len(name)
            rest = words[place + 1 : last]
            if len(rest) != len(name) - 1 or not all(map(_same_word, rest, name[1:])):
                continue
            start, end = spans[place][0], spans[last - 1][1]
            if name[1:] and not _together(text, spans[place:last]):
                continue
            if not written or _same_acronym(text[start:end], written):
                return Mention(start, end, entry)
        return None


def _together(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether nothing but spaces, hyphens and their like parts these words."""
    return all(_BETWEEN.fullmatch(text, end, start) for (_, end), (start, _) in pairwise(spans))


def _folded(word: str) -> str:
    """A word as it is compared: without case, accents and apostrophe; YOIs is a plural of YOI."""
    if len(word) > 2 and word.endswith("s") and word[:-1].isupper():
        word = word[:-1]
    return "".join(split_words(word))


def _same_word(left: str, right: str) -> bool:
    return left == right or stem(left) == stem(right)


def _is_acronym(name: str) -> bool:
    """Short names in capitals are told from common words ('chat', 'pace') by their capitals."""
    return len(name) <= _SHORT and sum(ch.isupper() for ch in name) >= 2


def _same_acronym(text: str, written: str) -> bool:
    """ISS for ISS, YOTs for YOT, ROSH for RoSH; not 'iss'."""
    return text.startswith(written.rstrip("+")) or sum(ch.isupper() for ch in text) >= 2
