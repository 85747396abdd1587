"""Bail, remand and earlier orders told as running, when the record has their end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from domain.flags.lexicon import named_patterns, pattern, stems, words
from domain.flags.reading import Sentence
from domain.flags.record import Ended
from domain.flags.statement import Held, Outdated, flag, say
from domain.flags.verbs import NONE, PAST, PERFECT, PRESENT, SUPPOSED, Time

ORDERS = frozenset({"order", "bail", "remand", "licence", "curfew", "tag"})

_GATE = stems("gates", "bail")
_FIGURE = re.compile(r"\d")
_BAIL = pattern("orders", "bail")
_HOUSE_RULE = pattern("orders", "house_rule")
_HOUSE_RULE_THEN = pattern("orders", "house_rule_then")
_BEARING = words("orders", "bearing")
_ENDED = pattern("orders", "ended")
_ENDED_THEN = pattern("orders", "ended_then")
_NOT_ON = pattern("orders", "not_on")
_FITTED = pattern("orders", "fitted")
_UNFINISHED = pattern("orders", "unfinished")
_THOUGHT_OF = pattern("orders", "thought_of")
_WHEN_NOT_ON = pattern("orders", "when_not_on")
_DOUBTED = pattern("orders", "doubted")
_MAY_TAG = pattern("orders", "may_tag")
_TAGGED = pattern("orders", "tagged")
_THAT_YEAR = re.compile(r"(?:back )?in (?:19|20)\d\d\b")
_SMALL = frozenset({"month", "months", "to", "of", "and", "the", "with", "a", "in"})
_PARTICIPLE = re.compile(r"bailed|remanded|tagged", re.I)
_MONITORED = frozenset({"curfew", "tag", "bail"})
_KINDS = named_patterns("orders", "kinds")


def ended_order(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """Bail, remand or an order that has ended, told as running."""
    for m, why, end in _order_words(held, sentence):
        if _running(held, sentence, m, older=held.from_before(sentence, end)):
            span = sentence.clause_span(m.start())
            yield flag(sentence, span.start, max(span.end, m.end()), "ended_order", why)
            return


def _order_words(held: Held, sentence: Sentence) -> Iterator[tuple[re.Match[str], str, date]]:
    record = held.record
    may_be = not _GATE.isdisjoint(sentence.stems) or _FIGURE.search(sentence.low)
    if may_be and record.bail_until and record.bail_until <= held.now:
        m = _BAIL.search(sentence.low)
        if m and not _covered_now(held, sentence.low, m.group()):
            yield m, f"bail ended {say(record.bail_until)}", record.bail_until
    for tie in record.ended:
        if tie.what.lower() in ORDERS and tie.on <= held.now:
            m = _named_order(held, sentence, tie, held.from_before(sentence, tie.on))
            if m:
                yield m, f"{tie.name} ended {say(tie.on)}", tie.on


def _covered_now(held: Held, plain: str, said: str) -> bool:
    """Whether the present order, or a licence, may itself bring the tag or curfew."""
    low = f"{held.record.order} {plain if 'licence' in plain.lower() else ''}".lower()
    if "requirement" in plain.lower():
        low += " curfew"
    return bool(_MAY_TAG.search(low) and _TAGGED.search(said))


def _named_order(
    held: Held, sentence: Sentence, tie: Ended, from_before: bool
) -> re.Match[str] | None:
    """The order by its kind, or by its own name when the present one has another."""
    name, current = tie.name.lower(), held.record.order.lower()
    for kind, said in _KINDS:
        other = kind not in current or kind in ("bail", "remand") or from_before
        if kind in name and other:
            m = said.search(sentence.low)
            if m is None and kind in _MONITORED and not _GATE.isdisjoint(sentence.stems):
                m = _BAIL.search(sentence.low)
                m = None if m and re.search(r"licence|requirement", sentence.low) else m
            loose = m and m.group().lower() in ("panel", "contract") and not sentence.carried
            if m and not loose:
                return m
    own = _own_name(tie.name)
    return own.search(sentence.low) if own and own.search(current) is None else None


@lru_cache(maxsize=256)
def _own_name(name: str) -> re.Pattern[str] | None:
    """`6 month Youth Conditional Caution` by its last two words, or by its initials."""
    tokens = [w for w in re.findall(r"[A-Za-z]+", name) if w.lower() not in _SMALL]
    if len(tokens) < 2:
        return None
    said = [r"\s+".join(tokens[-2:])]
    if len(tokens) > 2:
        said.append("".join(w[0] for w in tokens))
    return re.compile(rf"\b(?:{'|'.join(said)})\b", re.I)


def _running(held: Held, sentence: Sentence, m: re.Match[str], *, older: bool) -> bool:
    at = m.start()
    time = _time(sentence, m, older=older)
    if _UNFINISHED.search(sentence.low) and time in (PRESENT, PERFECT) and sentence.carried:
        return not held.about_other(sentence, at)
    if time is PERFECT and (older or (sentence.carried and re.match(r"bail", m.group(), re.I))):
        time = PRESENT  # "bail has been extended"
    if older and time is NONE and any(v.time is SUPPOSED for v in sentence.verbs):
        return False
    if older and time is NONE and _THAT_YEAR.match(sentence.low):
        return False
    if time in (PAST, PERFECT, SUPPOSED) or (sentence.in_quotes(at) and not older):
        return False
    if (_HOUSE_RULE_THEN if older else _HOUSE_RULE).search(sentence.low):
        return False
    span = sentence.clause_span(at)
    around = sentence.low[max(0, span.start - 25) : span.end + 25]
    before = sentence.low[max(0, at - 40) : at]
    ended = _ENDED_THEN if older else _ENDED
    if _WHEN_NOT_ON.search(before):
        return True
    if (
        _THOUGHT_OF.match(sentence.low)
        or ended.search(around)
        or _DOUBTED.search(before)
        or _NOT_ON.search(before)
    ):
        return False
    if older and not _borne(sentence, at):
        return True
    return not (time is NONE and not sentence.carried) and not held.about_other(sentence, at)


def _relative(sentence: Sentence, at: int) -> bool:
    """`The order made in 2009 has him coming in`: a past beside it, a present after that."""
    own = sentence.verb_at(at)
    later = [v for v in sentence.verbs if own and v.at > own.at > sentence.word_at(at)]
    return bool(later) and later[0].time is PRESENT


def _borne(sentence: Sentence, at: int) -> bool:
    """Whether the verb says of its subject that it has the tag: `His cousin is on bail`. In
    `Mum likes the curfew` it is still the child's."""
    verb = sentence.verb_at(at)
    return verb is None or sentence.lows[verb.at] in _BEARING


def _time(sentence: Sentence, m: re.Match[str], *, older: bool) -> Time:
    """`Tag fitted, no breaches`: a note of a state, unless a real past stands beside it."""
    time = (sentence.own_time_at if older else sentence.time_at)(m.start())
    if time is PAST and older and _relative(sentence, m.start()):
        time = PRESENT
    noted = _FITTED.search(sentence.low) or (
        _PARTICIPLE.match(m.group()) and sentence.word_at(m.start()) < 2
    )
    fitted = sentence.carried and time is PAST and noted
    return NONE if fitted and not re.search(r"\b(?:was|were|had)\b", sentence.low) else time
