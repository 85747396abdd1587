"""The names a case knows: its child, family, workers, schools, homes, ties; from facts and record.

What the facts and the heads of forms name is on record as such. Running text of the record names
people too, behind what they are (`his sister Ieva`, `Mrs Dale`) or by a capital within a sentence;
whatever is also a word there, or of the instrument, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import PurePath

from domain.documents import Texts
from domain.events import Value
from domain.flags import head, particulars
from domain.flags.cloned import other_child
from domain.flags.flag import Decided, Flag
from domain.flags.from_case import entries, mapping, told
from domain.flags.lexicon import words
from domain.instrument import Instrument
from domain.interview import Session
from domain.masking.forms import is_ordinary
from domain.masking.roles import Known, Role

_NAME = r"[A-ZÀ-ÞŴŶ][a-zß-ÿŵŷ]+(?:['’\-\u2010\u2011]?[A-ZÀ-ÞŴŶ]?[a-zß-ÿŵŷ]+)*"
_CALLED = rf"{_NAME}(?:[ \t]+(?:[A-Z]\.?[ \t]+)?{_NAME}){{0,2}}"
_OWNING = re.compile("['’]s?$")
_TIES = {"partner": Role.PARTNER, "friend": Role.FRIEND, "mentor": Role.MENTOR}
_OTHER_TIES = {"activity": Role.ACTIVITY, "work": Role.SCHOOL, "other": Role.NAME}


def known_to(session: Session, texts: Texts, flags: Iterable[Flag] = ()) -> tuple[Known, ...]:
    """Every name a case knows, each once; texts: the words of its documents.

    flags: those it shows, besides the decided ones: they may name the child of another case.
    """
    record = [each.text for each in texts.values()]
    found = [
        *_of_facts(session.facts),
        *_of_documents(session),
        *_of_flags((*session.flag_decisions.values(), *flags)),
        *_of_heads(record),
        *_of_prose(record, session.instrument),
    ]
    return tuple(dict.fromkeys(each for each in _with_family_name(found) if each.name.strip()))


# -- facts


def _of_facts(facts: Mapping[str, Value]) -> Iterator[Known]:
    for entry in entries(told(facts, "managers")):
        yield from _worker(str(entry.get("name", "")), Role.CASE_MANAGER)
    yield from _worker(str(told(facts, "countersigned_by") or ""), Role.MANAGER)
    for part, role in (("schools", Role.SCHOOL), ("homes", Role.HOME)):
        for entry in entries(told(facts, part)):
            yield from _stay(str(entry.get("name", "")), role)
    for entry in entries(told(facts, "ended")):
        yield from _tie(str(entry.get("kind", "")), str(entry.get("text", "")))
    for entry in entries(told(facts, "protected")):
        text = str(entry.get("text", ""))
        yield from (Known(name, Role.PROTECTED) for name in _names_in(text))
    for fact in mapping()["changes"]:
        for entry in entries(facts.get(fact)):
            yield from _told_of(str(entry.get("text", "")))


def _worker(name: str, role: Role) -> Iterator[Known]:
    """Somebody, unless it is a post that was recorded: 'duty officer'."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", name).partition(" - ")[0]
    kept = [word for word in bare.split() if _plain(word) not in words("masking", "posts")]
    if kept and not (len(kept) == 1 and kept[0].islower() and is_ordinary(kept[0])):
        yield Known(" ".join(kept), role)


def _stay(name: str, role: Role) -> Iterator[Known]:
    """A place, and whoever is named in the brackets behind it: 14 Mill Lane (Karen's home)."""
    bare, _, label = name.partition("(")
    yield Known(bare.strip(), role)
    yield from (Known(named, Role.FAMILY) for named in _names_in(label))


def _tie(kind: str, text: str) -> Iterator[Known]:
    """`partner, Jade`, `girlfriend Jade Mills`, `Fenside Boxing Club`."""
    role = _TIES.get(kind)
    named = text.rpartition(",")[2].strip()
    if role is not None:
        found = list(_names_in(text))
        lower = named if named.islower() and len(named.split()) < 3 else ""
        if not found and lower and not any(map(is_ordinary, lower.split())):
            found = [lower]
        yield from (Known(name, role) for name in found)
    elif kind in _OTHER_TIES:
        yield Known(named, _OTHER_TIES[kind])


def _told_of(text: str) -> Iterator[Known]:
    """People and places that a sentence names; its first word has a capital anyhow."""
    for found in re.finditer(_CALLED, text):
        called = found[0].split()
        if found.start() == 0 and not _is_first_name(called[0]):
            called = called[1:]
        kept = [word for word in called if not _names_nobody(word)]
        yield from _somebody_or_somewhere(" ".join(called), kept)


def _names_in(text: str) -> Iterator[str]:
    """The words with a capital that may be names."""
    for found in re.finditer(_CALLED, text):
        kept = [word for word in found[0].split() if not _names_nobody(word)]
        if kept:
            yield _OWNING.sub("", " ".join(kept))


def _names_nobody(word: str) -> bool:
    plain = _plain(word)
    return any(
        form in words("masking", name)
        for name in ("nobody", "posts", *_BESIDE_A_NAME)
        for form in (plain, plain.removesuffix("s"))
    )


_BESIDE_A_NAME = ("relations", "tied", "working")


def _is_first_name(word: str) -> bool:
    return _plain(word) in words("people", "first_names")


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s").strip(".,:;()")


# -- what is recorded of documents, and their heads


def _of_documents(session: Session) -> Iterator[Known]:
    for document in session.documents:
        yield from _worker(document.about.author, Role.WORKER)
        yield from _worker(document.about.countersigned_by, Role.MANAGER)
        yield from _of_file_name(PurePath(document.about.name).stem)


def _of_file_name(name: str) -> Iterator[Known]:
    """A first name in the name of a file, with the surname beside it: 'Brown, Kyle - Asset'."""
    parts = re.findall(r"[^\W\d_]+", name)
    for at, word in enumerate(parts):
        if not _is_first_name(word) or is_ordinary(word):
            continue
        yield Known(word, Role.NAME)
        for other in (*parts[at + 1 : at + 2], *parts[max(0, at - 1) : at]):
            if other[0].isupper() and len(other) > 2 and not is_ordinary(other):
                yield Known(other, Role.NAME)


def _of_flags(flags: Iterable[Flag | Decided]) -> Iterator[Known]:
    yield from (Known(other_child(flag), Role.NAME) for flag in flags)


# A label at the head of a line, and what it labels. One name, or an address, stands behind it.
_LABELS: tuple[tuple[Role, str], ...] = (
    (Role.CHILD, r"(?:also )?known as|preferred name|alias(?:es)?|nickname"),
    (Role.CASE_MANAGER, r"(?:case|supervising|allocated) (?:manager|officer|worker)"),
    (Role.MANAGER, r"(?:line|team|operations?) manager"),
    (Role.WORKER, r"(?:social|key|yot|youth|support|link|personal|education|health|victim) ?worker"
     r"|(?:yot|yos|probation|education|police|reparation) officer|personal adviser|solicitor"),
    (Role.SCHOOL, r"(?:name of )?(?:present |current |last )?(?:school|college|education provider"
     r"|training provider|employer)(?: attended)?"),
    (Role.HOME, r"(?:home|present|current|last known)? ?(?:address|placement)|home|lives at"),
)  # fmt: skip


@cache
def _labelled() -> re.Pattern[str]:
    family = "|".join(sorted(words("masking", "relations"), key=len, reverse=True))
    parts = [f"(?P<{role.name}>{label})" for role, label in _LABELS]
    parts.append(rf"(?P<FAMILY>(?:names? of )?(?:{family})(?:\s*/\s*(?:{family}))*(?: \w+)?)")
    return re.compile(
        rf"^[^\w\n]*(?:{'|'.join(parts)})(?:['’]s)?(?: names?)?[ \t]*[:|\t][ \t|]*"
        r"(?P<value>[^\n]+)",
        re.IGNORECASE | re.MULTILINE,
    )


def _of_heads(texts: Iterable[str]) -> Iterator[Known]:
    for text in texts:
        first, last = head.name(text)
        if first:
            yield Known(f"{first} {last}".strip(), Role.CHILD)
        yield from _worker(particulars.author(text), Role.WORKER)
        yield from _worker(particulars.countersigner(text), Role.MANAGER)
        for found in _labelled().finditer(text):
            role = Role[str(found.lastgroup if found.lastgroup != "value" else _role(found))]
            value = re.split(r"\t|\||  |\(", found["value"])[0].strip()
            yield from _labelled_value(role, value)


def _role(found: re.Match[str]) -> str:
    return next(name for name, text in found.groupdict().items() if name != "value" and text)


def _labelled_value(role: Role, value: str) -> Iterator[Known]:
    if role in (Role.SCHOOL, Role.HOME):
        # An address or the name of a school is short; a sentence is read as any other.
        if len(value.split()) <= _LONGEST_ADDRESS:
            yield Known(value.rstrip("."), role)
        return
    opening = re.match(rf"(?:[A-Z][\w'’-]+,\s*)?(?:(?i:mr|mrs|ms|miss|dr)\.?\s+)?{_CALLED}", value)
    if opening:
        kept = [word for word in opening[0].split() if not _names_nobody(word)]
        yield from [Known(" ".join(kept), role)] if kept else []


_LONGEST_ADDRESS = 9  # words


# -- running text


@cache
def _beside() -> re.Pattern[str]:
    kinds = {name: "|".join(sorted(words("masking", name), key=len, reverse=True))
             for name in _BESIDE_A_NAME}  # fmt: skip
    either = "|".join(f"(?P<{name}>{listed})" for name, listed in kinds.items())
    return re.compile(rf"\b(?i:{either})(?:,? |[ ]\()(?P<name>{_CALLED})")


_ROLE_BESIDE = {"relations": Role.FAMILY, "tied": Role.FRIEND, "working": Role.WORKER}
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|PC|Sgt)\.?[ \t]+(?P<name>{_CALLED})")
_IN_A_SENTENCE = re.compile(rf"(?<=[a-z,;)’'] )(?P<name>{_CALLED})")
# What a name is of, by a word in it.
_SORTS = (
    (Role.SCHOOL, re.compile(r"\b(?:school|academy|college|ysgol|comprehensive)\b", re.I)),
    (
        Role.PLACE,
        re.compile(r"\b(?:road|street|lane|avenue|close|drive|crescent|house|park)\b", re.I),
    ),
)


def _of_prose(texts: list[str], instrument: Instrument) -> Iterator[Known]:
    said = {word for text in texts for word in re.findall(r"(?<![^\W\d_])[^\W\d_A-Z]{3,}", text)}

    def names(called: str) -> list[str]:
        return [
            word
            for word in called.split()
            if not _names_nobody(word)
            and (plain := _plain(word)) not in said
            and plain not in instrument.vocabulary
        ]

    for text in texts:
        for found in _beside().finditer(text):
            kind = next(name for name in _BESIDE_A_NAME if found[name])
            if found[kind][0].islower() or _is_first_name(found["name"].split()[0]):
                yield from _as_one(names(found["name"]), _ROLE_BESIDE[kind])
        for found in _TITLED.finditer(text):
            kept = [word for word in found["name"].split() if not _names_nobody(word)]
            yield from _as_one(kept[-1:], Role.NAME)
        for found in _IN_A_SENTENCE.finditer(text):
            yield from _somebody_or_somewhere(found["name"], names(found["name"]))


def _somebody_or_somewhere(called: str, kept: list[str]) -> Iterator[Known]:
    """What a run of capitals names: a place in full, and the words that set it apart."""
    telling = [word for word in kept if _plain(word) not in _common()]
    sort = next((role for role, sort in _SORTS if sort.search(called)), None)
    if telling and sort is not None:
        yield Known(_OWNING.sub("", called), sort)
    yield from _as_one(telling, Role.NAME)


@cache
def _common() -> frozenset[str]:
    """Words that many places share, and months: by themselves they name nothing."""
    return words("mentions", "common") | words("masking", "months") | _CORNERS


_CORNERS = frozenset(["rd", "close", "house", "precinct"])


def _as_one(kept: list[str], role: Role) -> list[Known]:
    return [Known(_OWNING.sub("", " ".join(kept)), role)] if kept else []


def _with_family_name(found: Iterable[Known]) -> Iterator[Known]:
    """A relative named by first name alone may stand elsewhere with the child's surname."""
    found = list(found)
    surnames = {
        each.name.split()[-1]
        for each in found
        if each.role is Role.CHILD and len(each.name.split()) > 1
    }
    for each in found:
        yield each
        if each.role is Role.FAMILY and len(each.name.split()) == 1:
            yield from (Known(f"{each.name} {surname}", Role.FAMILY) for surname in surnames)
