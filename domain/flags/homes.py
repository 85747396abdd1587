"""Homes and units that the record says were left, told as where the child lives.

A home is named by its street, by its carers, or by whose it is: `at his mum's`, `with foster
carers`, `the unit`. In words older than the move, whatever is told of such a home in the present
is told of where the child lived.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from domain.flags.home_life import life_at_home
from domain.flags.lexicon import STEM, names, pattern, patterns, words
from domain.flags.mentions import Mention, Name, find, name_of, shared_words
from domain.flags.places import SOURCES, around, compared, holds
from domain.flags.reading import Sentence
from domain.flags.record import Stay, current
from domain.flags.statement import BARE, CHECK, CLEAR, Held, Outdated, flag, say
from domain.flags.verbs import PERFECT

_RESIDE = words("claims", "reside")
_CONTACT = words("claims", "contact")
_STAYS = words("claims", "stays")
_IS_AT = words("claims", "is_at")
_WITH = pattern("homes", "with")
_SHAPES = (_WITH, *patterns("homes", "shapes"))
_LOOSE = pattern("homes", "loose")
_STRONG = pattern("homes", "strong")
_HOME_VISITS = pattern("homes", "home_visits")
_CALLED_ON = re.compile(r"\b(?:visit\w*|sees|seen|writes to) (?:him|her)\b")
_EVER_SINCE = pattern("homes", "ever_since")
_NUMBERED = re.compile(r"^\s*(?:(?:flat|room) \w+,?\s*)?(?:\d+\w?\s+)?", re.I)
_OWNER = re.compile(r"(\w+)'s\s+$")
_BRACKETED = re.compile(r"\(([^)]+)\)")
_OWNED = pattern("homes", "owned")
_HOME_LIFE = pattern("homes", "home_life")
_AWAY = pattern("homes", "away")
_OTHERS_HOME = pattern("homes", "others_home")
_KIND_WORDS = {n: pattern("kinds_of_home", n) for n in words("homes", "kinds")}
_KEEPERS = words("homes", "keepers")
_KIND_GATES = {n: words("gates_of_homes", n) for n in words("homes", "kinds")}
_SHORT_TOWN = 4
_BARE_WORDS = 6
_RELATIONS = {name: words("relations", name) for name in names("relations")}


class Homes(NamedTuple):
    """The homes left, by name, and by relation where no present home has the same."""

    named: tuple[tuple[Stay, Name], ...]
    carers: tuple[tuple[Stay, Name], ...]  # those whose house it was, for words older than a move
    gone: dict[str, Stay]
    words: frozenset[str]  # of which a sentence on one of those relations has one


def old_placement(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A home or unit left before this version, told as where the child lives."""
    homes = _homes(held)
    if homes is None or SOURCES.match(sentence.low):
        return
    for home, name in homes.carers:
        found = find(sentence, name) if held.from_before(sentence, home.until) else None
        if found and _kept(sentence, found):
            why = f"left {home.label} {say(home.until)}"
            yield flag(sentence, *around(sentence, found), "old_placement", why)
            return
    for home, name in homes.named:
        found = find(sentence, name)
        if found is None and held.from_before(sentence, home.until):
            found = _in_town(held, sentence, home)
        if found and _lived_in(held, sentence, found, home):
            why = f"left {home.label or home.name} {say(home.until)}"
            yield flag(sentence, *around(sentence, found), "old_placement", why)
            return
    if not homes.words.isdisjoint(sentence.stems) or _names_a_carer(held, sentence):
        told = list(_with_whom(held, sentence, homes.gone))
        yield from told
        if told:
            return
    yield from _at_home(held, sentence, homes)


def _in_town(held: Held, sentence: Sentence, home: Stay) -> Mention | None:
    """The town or estate of the home, in a sentence on home life, if nothing else is there."""
    town = home.name.rsplit(",", 1)[-1].strip() if "," in home.name else ""
    others = [h.name for h in held.record.homes if h is not home] + [held.record.order]
    others += [s.name for s in held.record.schools]
    if len(town) < _SHORT_TOWN or any(town in other for other in others):
        return None
    m = re.search(rf"\b{re.escape(town)}\b", sentence.plain)
    life = m and (_HOME_LIFE.search(sentence.low) or _RESIDE & set(sentence.lows))
    return Mention(m.start(), m.end(), "part") if m and life else None


@lru_cache(maxsize=8)
def _homes(held: Held) -> Homes | None:
    now = current(held.record.homes, held.now)
    over = [h for h in held.record.homes if h.over_by(held.now)]
    over = [h for h in over if all(h.name != n.name for n in now)]
    if not over or not now:
        return None
    kept = [part for n in now for part in _names(n)]
    shared = shared_words([*kept, held.record.first_name, held.record.surname])
    named = tuple((h, name_of(part, shared)) for h in over for part in _names(h))
    held_now = {r for h in now for r in _relations(h)}
    gone = {r: h for h in over for r in _relations(h) if r not in held_now}
    said = {w for r in gone for w in (_RELATIONS.get(r, {r}) | _KIND_GATES.get(r, set()))}
    stems = {part[:STEM] for w in said for part in re.split(r"[ -]|'s\b|s'", w) if len(part) > 1}
    carers = tuple((h, name_of(n, shared)) for h in over for n in _carers(h))
    return Homes(named, carers, gone, frozenset(stems | {w[:STEM] for w in said}))


def _carers(home: Stay) -> list[str]:
    """Who keeps it, as its label tells: `foster home of Glenys and Ray Gwyther`."""
    told = re.search(r"\b(?:of|with|by)\s+((?:[A-Z][\w'-]+|and|&|\s)+)", home.label)
    return re.findall(r"[A-Z][\w'-]{2,}", told.group(1)) if told else []


def _kept(sentence: Sentence, found: Mention) -> bool:
    """Whether the present is told of those who kept the child, in words of that time."""
    if not holds(sentence, found, from_before=True) or compared(sentence, found):
        return False
    return not _OTHERS_HOME.search(sentence.low)


def _names_a_carer(held: Held, sentence: Sentence) -> bool:
    """Whether the carer or a brother or sister of the record is named."""
    return any(n.split()[-1][:STEM].lower() in sentence.stems for n in held.record.relatives) or (
        any(n.split()[0][:STEM].lower() in sentence.stems for n in held.record.relatives)
    )


def _names(home: Stay) -> list[str]:
    """The street without its number, and the carers or house that stand in brackets."""
    street = _NUMBERED.sub("", home.name).split(",")[0]
    bracketed = _BRACKETED.findall(f"{home.name} {home.label}")
    number = re.search(r"\d+", home.name)
    numbered = [f"{said} {number.group()}" for said in ("number", "no")] if number else []
    return [_BRACKETED.sub("", street).strip(), *bracketed, *numbered]


def _lived_in(held: Held, sentence: Sentence, found: Mention, home: Stay) -> bool:
    from_before = held.from_before(sentence, home.until)
    if not holds(sentence, found, from_before=from_before) or compared(sentence, found):
        return False
    theirs = _relations(home) if from_before else ()
    keepers = _KEEPERS.union(*(_RELATIONS.get(r, {r}) for r in theirs))
    if held.about_other(sentence, found.start, keepers) and not _same_carer(home):
        return False
    if from_before and (_same_carer(home) or _CALLED_ON.search(sentence.low)):
        return True
    if not from_before and not _HOME_LIFE.search(sentence.low):
        lives = any(w in _RESIDE for w in sentence.lows)
        return lives or bool(_HOME_VISITS.search(sentence.low))
    span = sentence.clause_span(found.start)
    inside = [w.low for w in sentence.words if span.start <= w.start < span.end]
    visiting = any(w in _CONTACT for w in inside) and not any(w in _RESIDE for w in inside)
    at_home = from_before and _HOME_LIFE.search(sentence.low)
    return not visiting or bool(at_home or _HOME_VISITS.search(sentence.low))


def _same_carer(home: Stay) -> bool:
    """Foster carers named in the record are the subject of where the child lives."""
    return "foster" in home.label


def _with_whom(held: Held, sentence: Sentence, gone: dict[str, Stay]) -> Iterator[Outdated]:
    """`lives with mum` when the record has moved the child to someone else."""
    for m, relation in _told(held, sentence, gone):
        home = gone[relation]
        from_before = held.from_before(sentence, home.until)
        fake = Mention(m.start("who"), m.end("who"), "part")
        lived = from_before and _EVER_SINCE.search(sentence.low)
        if not lived and not holds(sentence, fake, from_before=from_before):
            continue
        if held.about_other(sentence, m.start()):
            continue
        bare = m.re is _WITH and len(sentence.words) <= _BARE_WORDS
        sure = BARE if bare and re.match(r"\s*(?:\w+ ){1,3}lives", sentence.low) else CLEAR
        why = f"left {home.label} {say(home.until)}"
        yield flag(sentence, m.start(), m.end(), "old_placement", why, sure)
        return
    yield from _life_there(held, sentence, gone)


def _at_home(held: Held, sentence: Sentence, homes: Homes) -> Iterator[Outdated]:
    """In words older than the last move: life at home, whosoever it is."""
    home = max((h for h, _ in homes.named), key=lambda h: h.until or held.now)
    if not held.from_before(sentence, home.until):
        return
    left = frozenset[str]().union(*(_RELATIONS.get(r, {r}) for r in homes.gone))
    here = {r for h in current(held.record.homes, held.now) for r in _relations(h)}
    present = frozenset[str]().union(*(_RELATIONS.get(r, {r}) for r in here))
    if not left.isdisjoint(sentence.lows):
        present = frozenset()
    m = life_at_home(held, sentence, _KEEPERS | left, present)
    if m:
        why = f"left {home.label or home.name} {say(home.until)}"
        yield flag(sentence, *sentence.clause_span(m.start()), "old_placement", why, CHECK)


def _told(
    held: Held, sentence: Sentence, gone: dict[str, Stay]
) -> Iterator[tuple[re.Match[str], str]]:
    for m in (n for shape in _SHAPES for n in shape.finditer(sentence.low)):
        who = m.group("who").lower()
        relation = (
            _relation_of(who)
            or _relation_of(who.split()[0])
            or _carer(held, sentence, m.start("who"))
        )
        if relation in gone and _resides(sentence, m):
            yield m, str(relation)


def _life_there(held: Held, sentence: Sentence, gone: dict[str, Stay]) -> Iterator[Outdated]:
    """In words older than the move: that home owned, kept or lived in, whatever the verb."""
    for relation, home in gone.items():
        if not held.from_before(sentence, home.until) or _AWAY.search(sentence.low):
            continue
        m = _at_theirs(held, sentence, relation)
        if m is None:
            continue
        fake = Mention(m.start(), m.end(), "part")
        so_far = sentence.own_time_at(m.start()) is PERFECT or _EVER_SINCE.search(sentence.low)
        if (so_far or holds(sentence, fake, from_before=True)) and not compared(sentence, fake):
            why = f"left {home.label} {say(home.until)}"
            yield flag(sentence, m.start(), m.end(), "old_placement", why)
            return


def _at_theirs(held: Held, sentence: Sentence, relation: str) -> re.Match[str] | None:
    kind = _KIND_WORDS.get(relation)
    if kind is not None:
        m = kind.search(sentence.low)
        return None if m is None or held.about_other(sentence, m.start(), _KEEPERS) else m
    life = _HOME_LIFE.search(sentence.low)
    verbs = {sentence.words[v.at].start for v in sentence.verbs}
    called = tuple(n.lower() for n in _called(held, relation))
    for m in _theirs(relation, called).finditer(sentence.low):
        owned = m.group()[-1] == "s" and m.start() not in verbs
        if owned and _OWNED.match(sentence.low, m.end()):
            return m
        if _others_kin(held, sentence, m.start()):
            continue
        housed = life and m.group().removesuffix("'s") not in called
        keepers = _KEEPERS | _RELATIONS.get(relation, frozenset())
        if housed and not held.about_other(sentence, m.start(), keepers):
            return m
    return None


def _others_kin(held: Held, sentence: Sentence, at: int) -> bool:
    """`Kirsty's mum` is not the child's."""
    owner = _OWNER.search(sentence.low[:at])
    return owner is not None and owner.group(1) != held.record.first_name.lower()


def _called(held: Held, relation: str) -> tuple[str, ...]:
    """What the carer, or a brother or sister, of the record is called."""
    record = held.record
    if relation in ("brother", "sister"):
        return tuple(n.split()[0] for n in record.relatives if n and n != record.carer_name)
    if record.carer_name and _relation_of(record.carer.lower()) == relation:
        first, *rest = record.carer_name.split()
        return (first, *(f"{title} {rest[-1]}" for title in ("Mr", "Mrs", "Ms") if rest))
    return ()


@lru_cache(maxsize=256)
def _theirs(relation: str, called: tuple[str, ...]) -> re.Pattern[str]:
    called += tuple(f"{n}'s" for n in called)
    said = sorted((*_RELATIONS.get(relation, {relation}), *called), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, said))})(?!\w)")


def _carer(held: Held, sentence: Sentence, char: int) -> str | None:
    """The relation of a carer named by the record: 'with Mrs Sealy', 'with Maria'."""
    named = held.record.carer_name.split()
    said = re.match(r"(?:mrs|mr|ms|miss)?\.?\s*(\w+)", sentence.low[char:])
    if not named or said is None:
        return None
    titled = said.group().startswith("m") and said.group() != said.group(1)
    wanted = named[-1].lower() if titled else named[0].lower()
    return _relation_of(held.record.carer.lower()) if said.group(1) == wanted else None


def _resides(sentence: Sentence, m: re.Match[str]) -> bool:
    if m.re is not _WITH:
        return True
    verb = m.group().split()[0].lower()
    if _STRONG.search(m.group()[: m.start("who") - m.start()]):
        return True
    if _LOOSE.search(sentence.low):
        return False
    if verb in _STAYS:
        return True
    own_home = m.group("who").lower().endswith("'s")
    return own_home and not m.group("gap").strip() and verb in _IS_AT


def _relation_of(word: str) -> str | None:
    word = word.replace("’", "'")
    return next((name for name, said in _RELATIONS.items() if word in said), None)


def _relations(home: Stay) -> set[str]:
    """Whose home, or what kind of place, a label of the record tells."""
    label = home.label.lower().replace("mother and baby", "")
    tokens = re.findall(r"[\w'-]+", label)
    found = {r for token in tokens if (r := _relation_of(token))}
    found |= {
        t[:-2] for t in tokens if t.endswith("'s") and not _relation_of(t) and t != "children's"
    }
    if "parents" in found:
        found |= {"mother", "father"}
    return found | ({"custody"} if "secure establishment" in label else set())
