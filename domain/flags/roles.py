"""An ended tie that is not named but meant: `his girlfriend`, `his mentor`, `he boxes`.

Only in words taken over from before it ended: there is no other girlfriend on record then.
"""

from __future__ import annotations

import re
from functools import lru_cache

from domain.flags.lexicon import pattern, words
from domain.flags.mentions import Mention, telling
from domain.flags.reading import Sentence
from domain.flags.record import Ended
from domain.flags.statement import Held

OF_THE_CHILD = words("roles", "of_the_child")
_TOO_COMMON = words("roles", "too_common")
_NOT_HAD = pattern("roles", "not_had")
_COMMITTED = pattern("roles", "committed")
_A_PERSON = pattern("roles", "a_person")
_CALENDAR = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I
)
_ANYBODY = words("people", "male") | words("people", "female") | words("people", "either") | {"st"}
_OWNER = re.compile(r"(\w+)'s\s+(?:\w+\s)?$")
_OPENING = re.compile(r'[.:;"]\s?$')
_ENDING = re.compile(r"(?:ing|er|ers|es|s)$")
_SWEETHEART = r"(?:his|her) (?:girl|fella|bloke|man|missus|other half)(?= and\b|\s*[,.;]|$)"
_SHORTEST = 2


def by_role(held: Held, sentence: Sentence, tie: Ended) -> Mention | None:
    """Where a sentence speaks of the tie by what it was."""
    said = _said(tie.what, tie.name)
    m = said.search(sentence.plain) if said else None
    if m is None or _NOT_HAD.search(sentence.low[: m.start()]):
        return None
    owner = _OWNER.search(sentence.low[: m.start()])
    if owner and owner.group(1) != held.record.first_name.lower():
        return None  # "Ryan's girlfriend"
    if _names_another(held, sentence, tie):
        return None
    if not _A_PERSON.match(m.group()) and not _COMMITTED.search(sentence.low):
        return None
    of_child = re.search(r"\b(?:his|her)\s+(?:\w+\s)?$", sentence.low[: m.start()] + " ")
    other = held.about_other(sentence, m.start(), frozenset([m.group().lower()]))
    if other and not (of_child or m.group().lower().startswith(("his ", "her "))):
        return None
    return Mention(m.start(), m.end(), "part")


def _names_another(held: Held, sentence: Sentence, tie: Ended) -> bool:
    """Whether someone else is named: `his mentor, Mrs Pettifer`, when Kelvin left."""
    record = held.record
    own = (record.first_name, record.surname, *record.relatives, *re.findall(r"\w+", tie.name))
    known = {n.lower() for n in own if n}
    return any(
        word.raw[:1].isupper()
        and (name := word.raw.removesuffix("'s"))[1:].islower()
        and name.lower() not in known
        and not _CALENDAR.match(name)
        and name.lower() not in _ANYBODY
        and not _OPENING.search(sentence.plain[: word.start])
        for word in sentence.words[1:]
    )


@lru_cache(maxsize=512)
def _said(what: str, name: str) -> re.Pattern[str] | None:
    """Its small words, in any form: `boxing`, `boxes`, `boxer` for a boxing club."""
    named = {t.lower() for t in telling(name)}
    tokens = re.findall(r"\b[a-z]{3,}\b", f"{what} {name}".lower())
    tokens = [t for t in tokens if t not in named]
    for synonyms in _synonyms():
        if synonyms & set(tokens):
            tokens += sorted(synonyms)
    kept = {t for t in tokens if t not in _TOO_COMMON}
    if not kept:
        return None
    stems = {re.escape(_ENDING.sub("", t) if len(t) > 5 else t) for t in kept}
    stems = {t for t in stems if len(t) >= _SHORTEST}
    if words("roles", "partner") & kept:
        stems.add(_SWEETHEART)
    return re.compile(rf"\b(?:{'|'.join(sorted(stems))})(?:ing|ers?|e?s|')?\b", re.I)


def _synonyms() -> tuple[frozenset[str], ...]:
    return tuple(words("roles", n) for n in ("partner", "helper", "work", "boxing", "football"))
