"""Sentence still to come, orders still running, a first offence: held against the record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.flags.lexicon import pattern, patterns, words
from domain.flags.reading import Sentence
from domain.flags.record import Ended
from domain.flags.statement import CHECK, Held, Outdated, flag, say
from domain.flags.verbs import FUTURE, NONE, PAST, PERFECT, PRESENT, SUPPOSED

_ABOUT_COURT = pattern("court", "about_court")
_PENDING = patterns("court", "pending")
_FOREIGN = pattern("court", "foreign")
_SPEAKERS = frozenset(["solicitor", "barrister", "officer", "teacher", "tutor"])
_FAMILY = words("court", "family")
_CHILD_TOO = words("court", "child_too")


def awaiting_sentence(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """The outcome of the case told as still to come, when the record has the sentence."""
    sentenced = held.record.sentenced
    if sentenced is None or sentenced > held.now:
        return
    if not _ABOUT_COURT.search(sentence.low):
        return
    for shape in _PENDING:
        m = shape.search(sentence.plain)
        if m and _still_open(held, sentence, m):
            why = f"sentenced {say(sentenced)}: {held.record.order or 'order made'}"
            yield flag(sentence, m.start(), m.end(), "awaiting_sentence", why)
            return
    weak = _weakly_open(held, sentence)
    if weak and _still_open(held, sentence, weak):
        why = f"sentenced {say(sentenced)}: {held.record.order or 'order made'}"
        yield flag(sentence, weak.start(), weak.end(), "awaiting_sentence", why, CHECK)


_MATTER = pattern("court", "matter")
_OPEN = pattern("court", "open")


_COURT_AHEAD = pattern("court", "court_ahead")
_SETTLED = pattern("court", "settled")


def _weakly_open(held: Held, sentence: Sentence) -> re.Match[str] | None:
    """A word for the court's part beside a word for what is not yet known, in words taken over
    from a version written before sentence: there they can hardly mean another matter."""
    sentenced, earlier = held.record.sentenced, held.earlier
    if not sentence.carried or sentenced is None or earlier is None or earlier >= sentenced:
        return None
    ahead = _COURT_AHEAD.search(sentence.plain)
    if (
        ahead
        and sentence.time_at(ahead.start()) in (FUTURE, SUPPOSED)
        and not _SETTLED.search(sentence.plain)
    ):
        return ahead
    for m in _OPEN.finditer(sentence.plain):
        if _SETTLED.search(sentence.plain):
            return None
        near = [x for x in _MATTER.finditer(sentence.plain) if abs(x.start() - m.start()) < 70]
        matter = next((x for x in near if x.span() != m.span()), None)
        asked = m.group().lower() in ("asked for", "called for", "been requested")
        if matter and (
            asked
            or (
                sentence.time_at(matter.start()) is not PAST
                and sentence.time_at(m.start()) is not PAST
            )
        ):
            return m
    return None


def _still_open(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    at = m.start()
    span = sentence.clause_span(at)
    if _FOREIGN.search(sentence.plain[min(span.start, at) : max(span.end, m.end())]):
        return False
    if sentence.in_quotes(at):
        return False
    time = sentence.time_at(m.end() - 1)
    if time is PAST and not re.search(
        r"\b(?:asked|ordered|requested|adjourned|directed|called)\b", m.group(), re.I
    ):
        return False
    if time is PAST and not sentence.carried:
        return False
    if re.search(
        r"\b(?:was|were|remembers?|recalls?|while|when (?:he|she) was|felt)\b",
        sentence.low[max(0, at - 30) : at],
    ):
        return False
    if time is SUPPOSED and not sentence.carried:
        return False
    if re.match(r"if|should|were|in the", m.group(), re.I) and not sentence.carried:
        return False
    too = _CHILD_TOO & set(sentence.lows) or held.record.first_name.lower() in sentence.lows
    speakers = _SPEAKERS | _FAMILY if too else _SPEAKERS
    return not any(held.about_other(sentence, c, speakers) for c in (at, m.end() - 1))


_BAIL = pattern("court", "bail")
_HOUSE_RULE = pattern("court", "house_rule")
_ENDED = pattern("court", "ended")
_KINDS = {
    "referral": r"\b(?:referral order|r\.?o\.?\b|referral contract|(?:referral )?panel|contract)",
    "youth rehabilitation": r"\b(?:youth rehabilitation order|youth rehab order|yro)\b",
    "supervision": r"\bsupervision order\b",
    "anti-social": r"\b(?:anti-?social behaviour order|asbo)\b",
    "detention": r"\b(?:detention and training order|dto)\b",
    "reparation": r"\breparation order\b",
    "action plan": r"\baction plan order\b",
    "attendance centre": r"\battendance centre\b",
    "curfew": r"\bcurfew\b|\btag(?:ged)?\b",
    "remand": r"\bremand(?:ed)?\b",
    "bail": r"\bbail(?:ed)?\b|\btag(?:ged)?\b|\belectronic\w* monitor\w*|\bdoorstep\b",
    "final warning": r"\bfinal warning\b",
    "conditional discharge": r"\bconditional discharge\b",
    "community": r"\bcommunity (?:rehabilitation |punishment )?order\b",
    "isso": r"\biss\b|\bissp\b",
    "interim": r"\binterim\b",
    "care order": r"\bcare order\b",
    "child protection": r"\bchild protection plan\b",
    "intensive": r"\biss\b|\bissp\b|\bintensive supervision\b",
}


def ended_order(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """Bail, remand or an order that has ended, told as running."""
    for m, why in _order_words(held, sentence):
        if _running(held, sentence, m):
            span = sentence.clause_span(m.start())
            yield flag(sentence, span.start, max(span.end, m.end()), "ended_order", why)
            return


def _order_words(held: Held, sentence: Sentence) -> Iterator[tuple[re.Match[str], str]]:
    record = held.record
    if record.bail_until and record.bail_until <= held.now:
        m = _BAIL.search(sentence.plain)
        if m and not _covered_now(held, sentence.plain, m.group()):
            yield m, f"bail ended {say(record.bail_until)}"
    for tie in record.ended:
        if (
            tie.what.lower() in ("order", "bail", "remand", "licence", "curfew")
            and tie.on <= held.now
        ):
            yield from _named_order(held, sentence, tie)


def _covered_now(held: Held, plain: str, said: str) -> bool:
    """Whether the present order, or a licence, may itself bring the tag or curfew."""
    low = held.record.order.lower() + " ".join(
        re.findall(r"\b(?:licence|requirement)\b", plain.lower())
    )
    tagged = re.search(r"curfew|tag|monitor|intensive|iss|licence", low)
    return bool(tagged and re.search(r"tag|curfew|electronic", said, re.I))


def _named_order(held: Held, sentence: Sentence, tie: Ended) -> Iterator[tuple[re.Match[str], str]]:
    name = tie.name.lower()
    for kind, said in _KINDS.items():
        if kind in name and (kind not in held.record.order.lower() or kind in ("bail", "remand")):
            m = re.search(said, sentence.plain, re.I)
            if m and not (
                kind == "referral"
                and m.group().lower() in ("panel", "contract")
                and not sentence.carried
            ):
                yield m, f"{tie.name} ended {say(tie.on)}"


def _running(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    at = m.start()
    time = sentence.time_at(at)
    fitted = sentence.carried and re.search(
        r"\b(?:fitted|installed|imposed|in place)\b", sentence.low
    )
    if fitted and time is PAST and not re.search(r"\b(?:was|were|had)\b", sentence.low):
        time = NONE
    unfinished = re.search(
        r"\b(?:hasn't|has not|hasnt|not yet|yet to|still (?:got|has)|left|remain\w*)\b",
        sentence.low,
    )
    if unfinished and time in (PRESENT, PERFECT) and sentence.carried:
        return not held.about_other(sentence, at)
    if (
        time in (PAST, PERFECT, SUPPOSED)
        or sentence.in_quotes(at)
        or _HOUSE_RULE.search(sentence.plain)
    ):
        return False
    span = sentence.clause_span(at)
    around = sentence.plain[max(0, span.start - 25) : span.end + 25]
    if _ENDED.search(around) or re.search(
        r"\b(?:if|unless|should|could|would)\b", sentence.low[max(0, at - 40) : at]
    ):
        return False
    if (
        time is NONE
        and re.match(r"(?:not|no|remand|tag|curfew)", m.group(), re.I)
        and not sentence.carried
    ):
        return False
    return not held.about_other(sentence, at)


_FIRST = pattern("court", "first")
_ONLY = pattern("court", "only")
_NO_VIOLENCE = pattern("court", "no_violence")
_COUNT = {"one": 1, "a single": 1, "1": 1, "two": 2, "2": 2, "three": 3, "3": 3}


def history_understated(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """Fewer or lesser earlier offences than the record holds."""
    offences = [o for o in held.record.offences if o.on < held.now]
    if not offences or held.about_other(sentence, 0):
        return
    more = f"{len(offences)} earlier on record"
    first = _FIRST.search(sentence.plain)
    only = _ONLY.search(sentence.plain)
    said = next((g for g in only.groups() if g), None) if only else None
    none_violent = _NO_VIOLENCE.search(sentence.plain)
    violent = any(o.category == "violence" for o in offences)
    if first and _said_now(sentence, first):
        yield _understated(sentence, first, more)
    elif only and said and _COUNT[said.lower()] < len(offences) - 1:
        yield _understated(sentence, only, more)
    elif none_violent and violent and _said_now(sentence, none_violent):
        yield _understated(sentence, none_violent, "an earlier violent offence on record")


def _understated(sentence: Sentence, m: re.Match[str], why: str) -> Outdated:
    return flag(sentence, m.start(), m.end(), "history_understated", why, CHECK)


def _said_now(sentence: Sentence, m: re.Match[str]) -> bool:
    before = sentence.low[max(0, m.start() - 12) : m.start()]
    after = sentence.low[m.end() : m.end() + 30]
    if re.search(r"\b(?:not|isn't|wasn't|no longer|until|before)\s+(?:\w+\s+)?$", before):
        return False
    if (
        re.match(r"\s*(?:for|of|in)\s+(?!this|the\b|his\b|her\b)\w+", after)
        and "history" not in m.group().lower()
        and "violen" not in m.group().lower()
    ):
        return False
    return sentence.time_at(m.start()) not in (PAST, SUPPOSED) and not sentence.in_quotes(m.start())
