"""A sentence told as still to come, when the record has it.

Words of a version written before the sentence can hardly speak of another matter: what they say of
the bench, of custody or of a report, as open, is settled now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from domain.flags.lexicon import pattern, patterns, stems, words
from domain.flags.reading import Sentence
from domain.flags.statement import CHECK, CLEAR, Held, Outdated, flag, say
from domain.flags.verbs import FUTURE, NONE, PAST, PRESENT, SUPPOSED

_GATE = stems("gates", "court")
_PENDING = patterns("court", "pending")
_FOREIGN = pattern("court", "foreign")
_FOREIGN_THEN = pattern("court", "foreign_then")
_ANOTHER_TIME = pattern("court", "another_time")
_SPEAKERS = frozenset(["solicitor", "barrister", "officer", "teacher", "tutor"])
_FAMILY = words("court", "family")
_TELLERS = words("court", "tellers")
_CHILD_TOO = words("court", "child_too")
_MATTER = pattern("court", "matter")
_OPEN = pattern("court", "open")
_ONLY_BEFORE = pattern("court", "only_before")
_COURT_AHEAD = pattern("court", "court_ahead")
_SETTLED = pattern("court", "settled")
_ORDERED = pattern("court", "ordered")
_LOOKING_BACK = pattern("court", "looking_back")
_SUPPOSING = pattern("court", "supposing")
_FACED = pattern("court", "faced")
_FATE = pattern("court", "fate")
_IN_GENERAL = pattern("court", "in_general")
_WRITER = words("court", "writer")
_PEOPLE = words("people", "male") | words("people", "female") | words("people", "either")
_OWNER = re.compile(r"(\w+)'s\s+(?:\w+\s)?$")
_KIN_OF = re.compile(r"(\w+)'s (?:mother|mum|mam|father|dad|brother|sister|cousin|mate|friend)\b")
_COURTS = words("court", "courts")
_OPEN_TIMES = {PRESENT, FUTURE, SUPPOSED, NONE}
_APART = 90


def awaiting_sentence(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """The outcome of the case told as still to come, when the record has the sentence."""
    sentenced = held.record.sentenced
    if sentenced is None or sentenced > held.now or _GATE.isdisjoint(sentence.stems):
        return
    why = f"sentenced {say(sentenced)}: {held.record.order or 'order made'}"
    for shape in _PENDING:
        m = shape.search(sentence.low)
        if m and _of_this(held, sentence) and _still_open(held, sentence, m):
            yield flag(sentence, m.start(), m.end(), "awaiting_sentence", why, CLEAR)
            return
    if not held.from_before(sentence, sentenced) or _SETTLED.search(sentence.low):
        return
    weak = _prospect(held, sentence) or _open_matter(sentence)
    if not (weak and _still_open(held, sentence, weak)):
        weak = _fate(held, sentence)
    if weak and _of_this(held, sentence):
        yield flag(sentence, weak.start(), weak.end(), "awaiting_sentence", why, CHECK)


def _of_this_case(held: Held, sentence: Sentence) -> bool:
    """Whether the child, the family or the writer is in it: benches in general hold no promise."""
    said = set(sentence.lows)
    named = held.record.first_name.lower() in said
    return (
        named or bool(said & (_CHILD_TOO | _FAMILY | _WRITER) - {"parents"}) or not sentence.verbs
    )


def _of_this(held: Held, sentence: Sentence) -> bool:
    """Whether it can be of this case: not of courts in general, nor of another family's."""
    return not _IN_GENERAL.search(sentence.low) and not _of_other_kin(held, sentence)


def _of_other_kin(held: Held, sentence: Sentence) -> bool:
    """`Keeley's mother is waiting to hear` of her own case."""
    owned = _KIN_OF.match(sentence.low)
    known = (held.record.first_name, *held.record.relatives)
    return owned is not None and all(owned.group(1) != n.lower() for n in known)


def _prospect(held: Held, sentence: Sentence) -> re.Match[str] | None:
    """What there is only before sentence, the court's part ahead, or the very order it made."""
    for m in _ONLY_BEFORE.finditer(sentence.low):
        if sentence.own_time_at(m.start()) is not PAST:
            return m
    for m in _FACED.finditer(sentence.low):
        if not _of_this_case(held, sentence):
            break
        times = {sentence.own_time_at(m.start()), sentence.time_at(m.start())}
        if times <= _OPEN_TIMES and not _a_place(sentence, m):
            return m
    for ahead in (_COURT_AHEAD.search(sentence.low), _own_order(held, sentence)):
        if ahead and sentence.time_at(ahead.start()) in (FUTURE, SUPPOSED):
            return ahead
    return None


def _fate(held: Held, sentence: Sentence) -> re.Match[str] | None:
    """What a child is to get, told as unknown: whoever says or fears it."""
    if _ANOTHER_TIME.search(sentence.low) or _FOREIGN_THEN.search(sentence.low):
        return None
    for m in _FATE.finditer(sentence.low):
        owner = _OWNER.search(sentence.low[: m.start()])
        others = owner is not None and owner.group(1) in _PEOPLE
        past = sentence.own_time_at(m.end() - 1) is PAST and not m.group().startswith(
            ("not ", "bag ", "packed ")
        )
        if others or past:
            continue
        if not held.about_other(sentence, m.start(), _SPEAKERS | _FAMILY | _TELLERS):
            return m
    return None


def _a_place(sentence: Sentence, m: re.Match[str]) -> bool:
    """`Ramsden Court` is an address."""
    before = sentence.plain[: m.start()].split()
    named = bool(before) and before[-1][:1].isupper() and before[-1].lower() not in _COURTS
    return named and sentence.plain[m.start()].isupper()


def _own_order(held: Held, sentence: Sentence) -> re.Match[str] | None:
    """The order of the record by its name without the months: `Referral Order`."""
    said = _order_said(held.record.order)
    return said.search(sentence.low) if said else None


@lru_cache(maxsize=256)
def _order_said(order: str) -> re.Pattern[str] | None:
    kind = re.sub(r"^\s*\d+[- ]month\s+", "", order)
    initials = "".join(w[0] for w in re.findall(r"[A-Z][a-z]+", kind))
    said = [re.escape(kind)] + [initials] * (len(initials) > 1)
    return re.compile(rf"\b(?:{'|'.join(said)})\b", re.I) if kind else None


def _open_matter(sentence: Sentence) -> re.Match[str] | None:
    """A word for the court's part beside a word for what is not yet known."""
    matters = list(_MATTER.finditer(sentence.low))
    if not matters:
        return None
    for m in _OPEN.finditer(sentence.low):
        near = [x for x in matters if abs(x.start() - m.start()) < _APART and x.span() != m.span()]
        if not near:
            continue
        asked = _ORDERED.search(m.group())
        if asked or not any(sentence.own_time_at(x.start()) is PAST for x in (near[0], m)):
            return m
    return None


def _still_open(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    """Whether it is said of this case, as open today."""
    at = m.start()
    span = sentence.clause_span(at)
    owner = _OWNER.search(sentence.low[:at])
    if owner and owner.group(1) in _PEOPLE:
        return False  # "Dad's trial"
    if sentence.in_quotes(at) or _ANOTHER_TIME.search(sentence.low):
        return False
    older = held.from_before(sentence, held.record.sentenced)
    foreign = _FOREIGN_THEN if older else _FOREIGN
    if foreign.search(sentence.low[min(span.start, at) : max(span.end, m.end())]):
        return False
    time = (sentence.own_time_at if older else sentence.time_at)(m.end() - 1)
    if time is PAST and not (sentence.carried and _ORDERED.search(m.group())):
        return False
    if _LOOKING_BACK.search(sentence.low[max(0, at - 30) : at]):
        return False
    if not sentence.carried and (time is SUPPOSED or _SUPPOSING.match(m.group())):
        return False
    too = bool(_CHILD_TOO & {*sentence.lows}) or held.record.first_name.lower() in sentence.lows
    if older and _COURT_AHEAD.search(m.group()) and FUTURE in {v.time for v in sentence.verbs}:
        too = True  # "Mum hopes the court will be lenient": with the child
    speakers = _SPEAKERS | _FAMILY if too else _SPEAKERS
    return not any(held.about_other(sentence, c, speakers) for c in (at, m.end() - 1))
