"""Ages and school years that were right once: held against the date of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from domain.calendar import age_on
from domain.flags.lexicon import named_patterns, pattern, words
from domain.flags.reading import Sentence
from domain.flags.statement import Held, Outdated, flag
from domain.flags.verbs import FUTURE, NONE, PAST, PERFECT, PRESENT, SUPPOSED, Time

_NUMBERS = dict(
    zip(
        [
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(8, 20),
        strict=True,
    )
)
_ORDINAL_WORDS = (
    *("eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_SEVEN = {"seven": 7} | _NUMBERS
_SHAPES = named_patterns("ages", "shapes")
_THEN = pattern("ages", "then")
_READING = pattern("ages", "reading")
_NO_AGE = pattern("ages", "no_age")
_REPORT = words("verbs", "report")
_DONE_TO = pattern("ages", "done_to")
_ORDINALS = {
    **{w: n + 8 for n, w in enumerate(_ORDINAL_WORDS)},
    **{f"{n}th": n for n in range(8, 20)},
}
_MAY_BE_AGE = re.compile(
    rf"\b(?:[89]|1\d|20)(?!\d)|\b(?:{'|'.join(_NUMBERS)}|{'|'.join(_ORDINAL_WORDS)})"
)
_AHEAD = ("turns", "nearly", "birthday")


def age_stale(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """An age said of the child in the present that is not its age any more."""
    born = held.record.born
    if born is None or not _MAY_BE_AGE.search(sentence.low):
        return
    age = age_on(born, held.now)
    seen: set[int] = set()
    for shape, said in _SHAPES:
        for m in said.finditer(sentence.low):
            n = _number(m.group("n"))
            if not 8 <= n <= 20 or m.start("n") in seen:
                continue
            seen.add(m.start("n"))
            if not _wrong(shape, n, age) or not _of_then(held, sentence, shape, n):
                continue
            if _of_now(held, sentence, shape, m):
                why = f"born {born.day} {born:%b %Y}: {age} on the day of this version"
                yield flag(sentence, m.start(), m.end(), "age_stale", why)


def _of_then(held: Held, sentence: Sentence, shape: str, n: int) -> bool:
    """Whether it was the child's age when the words were first written, if that is known."""
    if (
        shape in ("is", "bracket")
        or not sentence.carried
        or held.earlier is None
        or held.record.born is None
    ):
        return True
    then = age_on(held.record.born, held.earlier)
    return n in ((then, then + 1) if shape in _AHEAD else (then,))


def _number(text: str) -> int:
    low = text.lower()
    return int(text) if text.isdecimal() else _SEVEN.get(low) or _ORDINALS.get(low, 0)


def _wrong(shape: str, n: int, age: int) -> bool:
    if shape in _AHEAD:
        return n <= age
    return n != age


def _of_now(held: Held, sentence: Sentence, shape: str, m: re.Match[str]) -> bool:
    """Whether the age is given as the child's age today."""
    plain, at = sentence.low, m.start("n")
    if _READING.search(plain) or (sentence.in_quotes(at) and not sentence.carried):
        return False
    if shape == "loose":
        return _age_of_then(held, sentence, m)
    if shape in ("bracket", "comma"):
        return _beside_child(held, sentence, m.start())
    if shape == "label":
        return plain[: m.start()].strip() == "" and not held.about_other(sentence, at)
    if shape == "granted":
        return not held.about_other(sentence, at)
    if shape == "just_turned":
        return sentence.carried and not held.about_other(sentence, at)
    if shape not in _AHEAD and _THEN.search(plain[: m.start()]):
        return False
    if shape == "is" and _THEN.search(plain[:at]):
        return False
    if shape == "at":
        return _at_age_now(held, sentence, m)
    if shape in ("old", "of") and (
        _wrong_sex(held, plain[m.start() : m.end() + 6]) or _DONE_TO.search(plain[: m.start()])
    ):
        return False
    time = _time_of(sentence, shape, m)
    if time is NONE and re.search(r"\b(?:19|20)\d\d\b", plain[: m.start()]):
        return False  # a note of then: "Overdose 2010, age 13"
    return time not in (PAST, SUPPOSED) and not held.about_other(sentence, at)


def _age_of_then(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    """A bare number in older words that was the child's very age: 'a slip of a thing of 13'."""
    at = m.start("n")
    if not sentence.carried_at(*m.span()) or _NO_AGE.search(sentence.low[:at]):
        return False
    if sentence.own_time_at(at) in (PAST, SUPPOSED) or _THEN.search(sentence.low[:at]):
        return False
    return not _DONE_TO.search(sentence.low[: m.start()]) and not held.about_other(sentence, at)


def _time_of(sentence: Sentence, shape: str, m: re.Match[str]) -> Time:
    """When the clause plays. An age that only describes, `a lad of 14`, is of now unless the verb
    that it goes with is past: 'he has seen a lot for a lad of 14' and 'could pass for 12' are."""
    time = sentence.time_at(m.start("n"))
    if shape == "aged" and _clause_opens(sentence, m.start()):
        time = _after(sentence, m.end())
    if shape in ("old", "of", "aged"):
        verb = sentence.verb_at(m.start("n"))
        elsewhere = verb is not None and sentence.words[verb.at].start > m.end()
        return PRESENT if time is PERFECT or (elsewhere and time is SUPPOSED) else time
    return PAST if time is PERFECT and shape not in _AHEAD else time


def _clause_opens(sentence: Sentence, char: int) -> bool:
    return sentence.clause_span(char).start >= char


def _after(sentence: Sentence, char: int) -> Time:
    later = [v for v in sentence.verbs if sentence.words[v.at].start >= char]
    return later[0].time if later else sentence.time_at(char)


def _at_age_now(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    """`At 14 he is big`: an age for today only with a present verb after it, and no other date."""
    later = [v for v in sentence.verbs if sentence.words[v.at].start >= m.end()]
    while later and sentence.lows[later[0].at] in _REPORT:
        later = later[1:]
    if not later or later[0].time in (PAST, SUPPOSED, PERFECT, FUTURE):
        return False
    opening = sentence.low[sentence.clause_span(m.start()).start : m.start()].strip(" ,").lower()
    if opening not in ("", "and", "but", "so", "because", "that"):
        return False
    after = sentence.lows[sentence.word_at(m.end()) : sentence.word_at(m.end()) + 1]
    if after and after[0] not in {
        "he",
        "she",
        "he's",
        "she's",
        "his",
        "her",
        "yp",
        "the",
        held.record.first_name.lower(),
    }:
        return False
    char = sentence.words[later[0].at].start
    return not held.about_other(sentence, char) and not re.match(
        r"\s*(?:the|school|home|night|court|[ap]m|on|in|every|each|for)\b", sentence.low[m.end() :]
    )


def _beside_child(held: Held, sentence: Sentence, char: int) -> bool:
    before = re.findall(r"[\w']+", sentence.low[:char])
    names = {
        held.record.first_name.lower(),
        held.record.surname.lower(),
        "yp",
        "he",
        "she",
        "person",
    }
    return bool(before) and before[-1] in names and "'s" not in before[-1]


def _wrong_sex(held: Held, near: str) -> bool:
    sex = held.record.gender[:1].lower()
    wrong = {"m": r"\bgirl|\bfemale|\bwoman", "f": r"\bboy|\bmale|\bman\b|\blad"}.get(sex)
    return bool(wrong and re.search(wrong, near, re.I))


_YEAR = pattern("ages", "year")
_NOT_THE_CHILDS_YEAR = pattern("ages", "not_the_childs_year")
_WITH_ONE = re.compile(r"\b(?:with|from|by|to|past)\s+(?:(?:an?|another|some|two)\s+)?$")
_YEAR_GONE = pattern("ages", "year_gone")
_MOVES_UP = pattern("ages", "moves_up")
_TEACHERS = words("places", "staff")
_YEAR_THEN = pattern("ages", "year_then")


def school_year(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A school year said of the child in the present, after the September that ended it."""
    born = held.record.born
    if born is None or "y" not in sentence.low:
        return
    due = year_group(born, held.now)
    said_years = [(m, _year(m)) for m in _YEAR.finditer(sentence.low)]
    if any(said == due and not _ahead(sentence, m) for m, said in said_years):
        return  # "in Year 11, joins Year 10 for PE"
    for m, said in said_years:
        ahead = _ahead(sentence, m)
        if said > due or (said == due and not ahead) or not _years_own(held, sentence, m, ahead):
            continue
        why = f"Year {due} since September" if due < 12 else "past Year 11"
        why = f"born {born.day} {born:%b %Y}: {why}"
        yield flag(sentence, m.start(), m.end(), "school_year", why)


def _ahead(sentence: Sentence, m: re.Match[str]) -> bool:
    """`will be in Year 11 in September`, `starts Year 11 after the summer`."""
    before = sentence.low[max(0, m.start() - 40) : m.start()]
    return sentence.time_at(m.start()) is FUTURE or bool(_MOVES_UP.search(before))


def _year(m: re.Match[str]) -> int:
    return _number(next(g for g in m.groups() if g))


def _was_year(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    """Whether older words name the very year the child was in, and not as a time gone by."""
    born, earlier = held.record.born, held.earlier
    if not sentence.carried_at(*m.span()) or born is None or earlier is None:
        return False
    before = sentence.low[: m.start()]
    gone = _YEAR_GONE.search(before) or _WITH_ONE.search(before)
    return not gone and _year(m) == year_group(born, earlier)


def _years_own(held: Held, sentence: Sentence, m: re.Match[str], ahead: bool) -> bool:
    """Whether the year is the child's, and of today."""
    plain = sentence.low
    if _was_year(held, sentence, m):
        return sentence.own_time_at(m.start()) not in (PAST, SUPPOSED) and not held.about_other(
            sentence, m.start(), _TEACHERS
        )
    if _NOT_THE_CHILDS_YEAR.match(plain, m.end()) or sentence.in_quotes(m.start()):
        return False
    if _YEAR_THEN.search(plain[: m.start()]) and not ahead:
        return False
    if plain[m.start() - 1 : m.start()] == "(" and plain[m.end() : m.end() + 1] == ")":
        return False
    time = (sentence.own_time_at if sentence.carried else sentence.time_at)(m.start())
    if time in (PAST, SUPPOSED) or (time is PERFECT and not sentence.carried):
        return False
    return not held.about_other(sentence, m.start(), _TEACHERS)


def year_group(born: date, day: date) -> int:
    """The school year of a child in England and Wales: Year 7 is that of 11 on 31 August."""
    start = day.year if day.month >= 9 else day.year - 1
    return age_on(born, date(start, 8, 31)) - 4
