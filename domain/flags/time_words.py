"""'Yesterday', 'next week', 'for six weeks': true on the day they were written, not when taken over.

In new text such words are right by definition; these rules look only at text carried forward.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.flags.reading import FUTURE, PAST, SUPPOSED, Sentence
from domain.flags.statement import CHECK, Held, Outdated, flag, say

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_RELATIVE = re.compile(
    rf"""\b(?:
    (?:the\s+)?day\s+(?:before\s+yesterday|after\s+tomorrow) | yest(?:e|a)?rday(?:\s+\w+(?:noon|ning))? | tomm?orr?ow
    | today | tonight | tonite | 2nite | 2day | last\s+nite | this\s+(?:morning|afternoon|evening|lunchtime|coming\s+{_DAY}|{_DAY}|week(?:end)?|month|term)
    | last\s+(?:night|week(?:end)?|month|term|{_DAY}) | next\s+(?:week(?:end)?|month|term|{_DAY})
    | (?:in\s+)?the\s+(?:week|fortnight|month)\s+just\s+gone | (?:in|over|during|for)\s+the\s+(?:past|last)\s+(?:few\s+days|week|fortnight|month)
    | (?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|a\s+few|a\s+couple\s+of|several|some)\s+
      (?:days?|nights?|weeks?|wks?|fortnights?|months?|mths?)\s+(?:ago|back)
    | (?:an?|one)\s+(?:week|fortnight)\s+(?:on\s+)?{_DAY} | {_DAY}\s+(?:gone|just\s+gone|coming|next|week)
    | (?:over|at|on|this)\s+the\s+w(?:ee)?k-?end | the\s+w(?:ee)?k-?end\s+(?:just\s+gone|past) | last\s+wk(?:end)? | nxt\s+w(?:ee)?k | next\s+wk
    | the\s+night\s+before | the\s+other\s+(?:day|night|week) | earlier\s+(?:today|this\s+week)
    | (?:in|within)\s+(?:the\s+next\s+)?(?:two|three|four|five|six|a\s+few|\d+)\s+(?:days?|weeks?|months?)'?(?:\s+time)?(?!\s+(?:of|per|at))| in\s+a\s+(?:day|week|fortnight|month)'?s\s+time | a\s+week\s+today | just\s+now
    | later\s+(?:today|this\s+(?:week|month)) | tmrw | tomoz | 2moro | yday | wk\s+commencing | at\s+the\s+w(?:ee)?k?end
    | recently | in\s+the\s+week\s+just\s+gone
    )(?!\w)""",
    re.I | re.X,
)
_ON_DAY = re.compile(rf"\b(?:on|by|since|from)\s+({_DAY}|mon|tues?|weds?|thurs?|fri|sat|sun)\b(?!\s*(?:\d|the\s+\d|s\b|(?:night|evening|morning|afternoon)s\b|to\s+(?:mon|tue|wed|thu|fri|sat|sun)|-))", re.I)
_HABIT = re.compile(
    r"\b(?:every|each|always|usually|most|often|never|tends?|whenever|or the|nightly|weekly|any|habit|if|per)\b", re.I
)
_EVERY = re.compile(r"\b(?:every|each|always|usually|whenever|tends?)\b", re.I)


def relative_time(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A time told from the day of writing, in words taken over from an earlier version."""
    if not sentence.carried:
        return
    for m in (*_RELATIVE.finditer(sentence.plain), *_ON_DAY.finditer(sentence.plain)):
        if _from_the_day(sentence, m):
            why = f"taken over from the version of {say(held.earlier)}"
            yield flag(sentence, m.start(), m.end(), "relative_time", why, CHECK)


def _from_the_day(sentence: Sentence, m: re.Match[str]) -> bool:
    low = m.group().lower()
    if sentence.in_quotes(m.start()):
        return False
    span = sentence.clause_span(m.start())
    clause = sentence.plain[span.start : span.end]
    if _HABIT.search(clause) or _EVERY.search(sentence.plain[: m.start()]) or re.match(r"\s*(?:of (?:term|the)|and (?:every|tomorrow'?s))", sentence.low[m.end() :]):
        return False
    time = sentence.time_at(m.start())
    if time is SUPPOSED:
        return False
    if m.re is _ON_DAY:
        return time in (PAST, FUTURE) or (time.name == "NONE" and m.group().lower().startswith("on"))
    if low in ("tonight", "today") and re.search(r"\b(?:said|says|told)\b", sentence.low) and sentence.quoted:
        return False
    if low == "the night before":
        return time is PAST and not re.match(r"\s*(?:the|his|her|a|an|court|school|exams?|that)\b", sentence.low[m.end() :])
    if " ago" in low and time is PAST and re.search(r"\byears?\b", low):
        return False
    earlier = sentence.plain[span.start : m.start()]
    return not re.search(r"\b(?:had|hadn't)\b", earlier, re.I)


_N = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|\d+|a\s+few|a\s+couple\s+of|several|some|many|half\s+a)"
_UNIT = r"(?:days?|nights?|wks?|weeks?|fortnights?|mths?|months?)"
_ABOUT = r"(?:(?:only|just|nearly|almost|about|around|over|some|roughly|the\s+best\s+part\s+of|the\s+(?:past|last)|getting\s+on\s+for|coming\s+up\s+(?:to|for)|up\s+to|more\s+than|under|at\s+least|approx\.?|now|a\s+good|all\s+of|well\s+over|going\s+on)\s+)*"
_QUANTITY = rf"{_ABOUT}{_N}\s+(?:\w+\s+)?{_UNIT}"
_ELAPSED = tuple(
    re.compile(p, re.I)
    for p in (
        rf"\bfor\s+{_QUANTITY}\b",
        rf"\b{_QUANTITY}\s+(?:since|now|clean|free|dry|sober|in\b|into|without|running|later|to date|on the run|so far|old|drug|off\b|down|under his|under her|has passed|have passed)",
        rf"\b(?:it\s+is|it's|its|been)\s+{_QUANTITY}\b",
        rf"\b(?:has|have|hasn't|haven't|been|'s|he's|she's|they've|ive|i've|served)\s+(?:\w+\s+){{0,4}}?{_ABOUT}(?!an?\b){_N}\s+(?:wks?|weeks?|fortnights?|mths?|months?)\b(?!\s+(?:left|to go|older|younger|remaining|old|behind))",
        rf"^(?:been\s+)?(?:\w+\s+){{0,5}}?{_ABOUT}(?!an?\b){_N}\s+{_UNIT}\s+(?:now|already)\b",
        rf"^(?:\w+\s+){{0,4}}?{_ABOUT}(?!an?\b){_N}\s+(?:wks?|weeks?|mths?|months?)\s*[.;]?$",
        rf"\b(?:not|hasn't|haven't|never|no|nor|hasnt|havent)\b[^.;]{{0,40}}\bin\s+{_QUANTITY}\b",
        rf"\b(?:in|over|during|within)\s+the\s+(?:past|last|first)?\s*{_N}\s+{_UNIT}\b",
        rf"\b(?:these|this)\s+(?:past|last)\s+(?:{_N}\s+)?{_UNIT}\b",
        rf"\b(?:out of|off|away from)\s+(?:school|education|college|work|home|it)\s+(?:for\s+)?{_QUANTITY}\b",
    )
)
_STILL = re.compile(r"\b(?:has|have|hasn't|haven't|is|isn't|are|remains|been|'s|'ve|he's|she's|it's|hes|shes|its|now|passed|since|still|to date|so far|ive|i've|they've|there's|mum's|dad's|not)\b|'s\b|'ve\b", re.I)
_FIXED = re.compile(r"\b(?:limit|weekly|appointments?|set at|twelve months|12 months|first|placement of|will|each|every|per|at a time|exclusion for|suspended for|sessions? over)\b", re.I)
_OF_A_KIND = re.compile(r"\s*(?:course|programme|trial|order|sentence|contract|curfew|ban|placement|notice|requirement|exclusion|block|licence|tag)\b", re.I)
_DONE = re.compile(r"\b(?:until|till|then|before|in year|last order|used to|back in|at the time|when)\b", re.I)


def elapsed_duration(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """How long something has gone on, counted to the day of an earlier version."""
    if not sentence.carried:
        return
    seen = -1
    for pattern in _ELAPSED:
        for m in pattern.finditer(sentence.plain):
            if m.start() < seen or not _still_runs(sentence, m):
                continue
            seen = m.end()
            why = f"counted to the version of {say(held.earlier)}"
            yield flag(sentence, m.start(), m.end(), "elapsed_duration", why, CHECK)


def _still_runs(sentence: Sentence, m: re.Match[str]) -> bool:
    span = sentence.clause_span(m.start())
    clause = sentence.plain[span.start : max(span.end, m.end())]
    time = sentence.time_at(m.start())
    if sentence.in_quotes(m.start()) or time in (SUPPOSED, FUTURE) or _OF_A_KIND.match(sentence.plain, m.end()):
        return False
    if time is PAST and not re.search(r"\b(?:already|now|since)\b", sentence.low[m.start() : m.end() + 9]):
        return False
    if _FIXED.search(clause) or _DONE.search(clause):
        return False
    return bool(_STILL.search(clause)) or bool(re.search(r"(?:without|clean|free|dry|sober|since|now|so far|to date)$", m.group(), re.I)) or sentence.time_at(m.start()).name == "NONE"
