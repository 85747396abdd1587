"""Schools and homes that the record says were left, told as if they still held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.flags.lexicon import names, pattern, words
from domain.flags.mentions import Mention, find, name_of, shared_words
from domain.flags.reading import Sentence
from domain.flags.record import Stay, current
from domain.flags.statement import BARE, CLEAR, Held, Outdated, flag, say
from domain.flags.verbs import PAST, PERFECT, SUPPOSED

_CLOSED = pattern("places", "closed")
_ELSEWHERE = pattern("places", "elsewhere")
_RESIDE = words("claims", "reside")
_CONTACT = words("claims", "contact")
_LOOSE = pattern("places", "loose")
_BESIDE = pattern("places", "beside")
_NAMESAKE = pattern("places", "namesake")
_BARE_WORDS = 6


def old_school(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A school left before this version, spoken of as the child's school."""
    over = [s for s in held.record.schools if s.over_by(held.now)]
    now = current(held.record.schools, held.now)
    shared = shared_words([s.name for s in now] + _other_names(held))
    for school in over:
        if any(school.name == s.name for s in now):
            continue
        found = find(sentence, name_of(school.name, shared))
        if found and _at_school(held, sentence, found) and not _compared(sentence, found):
            why = f"left {school.name} {say(school.until)}"
            yield flag(sentence, *_clause(sentence, found), "old_school", why)
            return


def _at_school(held: Held, sentence: Sentence, found: Mention) -> bool:
    """Whether the mention says that the child goes there: not a brother's school."""
    time = sentence.time_at(found.start)
    been = time is PERFECT and sentence.carried and not _CLOSED.search(sentence.plain)
    if not been and not _holds(sentence, found):
        return False
    child = {"him", "her", "his", held.record.first_name.lower()}
    rest = {w.low for w in sentence.words if w.start > found.end}
    return bool(child & rest) or not held.about_other(sentence, found.start, _STAFF)


_STAFF = words("places", "staff")


def _other_names(held: Held) -> list[str]:
    record = held.record
    places = [h.name.split(",", 1)[-1] for h in record.homes if "," in h.name]
    return [record.first_name, record.surname, *places]


def _clause(sentence: Sentence, found: Mention) -> tuple[int, int]:
    span = sentence.clause_span(found.start)
    return span.start, max(span.end, found.end)


def _holds(sentence: Sentence, found: Mention) -> bool:
    """Whether the words around a mention tell of today."""
    if sentence.time_at(found.start) in (PAST, PERFECT, SUPPOSED) or sentence.in_quotes(
        found.start
    ):
        return False
    span = sentence.clause_span(found.start)
    if _CLOSED.search(sentence.plain[span.start : max(span.end, found.end)]):
        return False
    return not re.search(r"\b(?:no longer|used to|former|ex-)", sentence.low)


def _compared(sentence: Sentence, found: Mention) -> bool:
    """`compared with Hallfield`, `unlike at`, `where Dad's on the governors`."""
    before = sentence.low[: found.start]
    after = sentence.plain[found.end :]
    return bool(_BESIDE.search(before) or _ELSEWHERE.search(after) or _NAMESAKE.match(after))


def old_placement(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A home or unit left before this version, told as where the child lives."""
    now = current(held.record.homes, held.now)
    over = [h for h in held.record.homes if h.over_by(held.now)]
    over = [h for h in over if all(h.name != n.name for n in now)]
    if not over or not now:
        return
    shared = shared_words(
        [n.name.split(",")[0] for n in now] + [held.record.first_name, held.record.surname]
    )
    for home in over:
        found = find(sentence, name_of(_street(home.name), shared))
        if found and _lived_in(held, sentence, found, home):
            why = f"left {home.label or home.name} {say(home.until)}"
            yield flag(sentence, *_clause(sentence, found), "old_placement", why)
            return
    yield from _with_whom(held, sentence, over, now)


def _street(name: str) -> str:
    return re.sub(r"^\s*(?:flat \w+,?\s*)?\d+\w?\s+", "", name, flags=re.I)


def _lived_in(held: Held, sentence: Sentence, found: Mention, home: Stay) -> bool:
    if not _holds(sentence, found) or _compared(sentence, found):
        return False
    if held.about_other(sentence, found.start) and not _same_carer(home):
        return False
    span = sentence.clause_span(found.start)
    inside = [w.low for w in sentence.words if span.start <= w.start < span.end]
    visiting = any(w in _CONTACT for w in inside) and not any(w in _RESIDE for w in inside)
    return not visiting or bool(
        re.search(r"\b(?:home )?visits?\b.*\b(?:take|made|are|happen)\b", sentence.low)
    )


def _same_carer(home: Stay) -> bool:
    """Foster carers named in the record are the subject of where the child lives."""
    return "foster" in home.label


_WITH = pattern("places", "with")


_HOUSE_OF = pattern("places", "house_of")


_INSIDE = pattern("places", "inside")
_AT = pattern("places", "at")
_KIND_OF_HOME = pattern("places", "kind_of_home")
_ONLY_THEM = pattern("places", "only_them")
_LISTED = pattern("places", "listed")


_SHAPES = (_WITH, _HOUSE_OF, _LISTED, _INSIDE, _AT, _KIND_OF_HOME, _ONLY_THEM)


def _with_whom(
    held: Held, sentence: Sentence, over: list[Stay], now: tuple[Stay, ...]
) -> Iterator[Outdated]:
    """`lives with mum` when the record has moved the child to someone else."""
    held_now = {r for h in now for r in _relations(h)}
    gone = {r: h for h in over for r in _relations(h) if r not in held_now}
    if not gone:
        return
    for m in (n for shape in _SHAPES for n in shape.finditer(sentence.plain)):
        who = m.group("who").lower()
        relation = (
            _relation_of(who)
            or _relation_of(who.split()[0])
            or _carer(held, sentence, m.start("who"))
        )
        if relation not in gone or not _resides(sentence, m):
            continue
        fake = Mention(m.start("who"), m.end("who"), "part")
        if not _holds(sentence, fake) or held.about_other(sentence, m.start()):
            continue
        bare = m.re is _WITH and len(sentence.words) <= _BARE_WORDS
        sure = BARE if bare and re.match(r"\s*(?:\w+ ){0,3}lives", sentence.plain) else CLEAR
        why = f"left {gone[relation].label} {say(gone[relation].until)}"
        yield flag(sentence, m.start(), m.end(), "old_placement", why, sure)
        return


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
    said = m.group()[: m.start("who") - m.start()].lower()
    strong = bool(
        re.search(
            r"\b(?:liv(?:es?|ing)|stops|care of|resid|lodg|placed|accommodat|housed|board|kip)",
            said,
        )
    )
    own_home = m.group("who").lower().endswith("'s") or strong
    if strong:
        return True
    loose = _LOOSE.search(sentence.low)
    if loose:
        return False
    if verb in (
        "stay",
        "stays",
        "staying",
        "remains",
        "remain",
        "settled",
        "based",
        "home",
        "resident",
    ):
        return True
    return (
        own_home
        and not m.group("gap").strip()
        and verb in {"is", "he's", "she's", "still", "hes", "shes", "back", "sleeps", "sleeping"}
    )


_RELATIONS = {name: words("relations", name) for name in names("relations")}


def _relation_of(word: str) -> str | None:
    word = word.replace("’", "'")
    for name, said in _RELATIONS.items():
        if word in said:
            return name
    return None


def _relations(home: Stay) -> set[str]:
    """Whose home, or what kind of place, a label of the record tells."""
    label = home.label.lower().replace("mother and baby", "")
    found = {r for token in re.findall(r"[\w'-]+", label) if (r := _relation_of(token))}
    return found | ({"custody"} if "secure establishment" in label else set())
