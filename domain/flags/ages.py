"""Ages that were right once: held against the date of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.calendar import age_on
from domain.flags.ages_then import outgrown
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
_DATED_AFTER = pattern("ages_then", "dated_after")
_NO_AGE = pattern("ages", "no_age")
_REPORT = words("verbs", "report")
_STALE_THEN = 2
_DONE_TO = pattern("ages", "done_to")
_ORDINALS = {
    **{w: n + 8 for n, w in enumerate(_ORDINAL_WORDS)},
    **{f"{n}th": n for n in range(8, 20)},
}
_MAY_BE_AGE = re.compile(
    rf"\b(?:[89]|1\d|20)(?!\d)|\b(?:{'|'.join(_NUMBERS)}|{'|'.join(_ORDINAL_WORDS)})"
    r"|birthday|teen|young|\bold|can't|cannot|allowed|year"
)
_AHEAD = ("turns", "nearly", "birthday")


def age_stale(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """An age said of the child in the present that is not its age any more."""
    born = held.record.born
    if born is None or not _MAY_BE_AGE.search(sentence.low):
        return
    age = age_on(born, held.now)
    why = f"born {born.day} {born:%b %Y}: {age} on the day of this version"
    seen: set[int] = set()
    found: list[tuple[int, int]] = []
    told: set[int] = set()
    for shape, said in _SHAPES:
        for m in said.finditer(sentence.low):
            n = number(m.group("n"))
            if not 8 <= n <= 20 or m.start("n") in (told if shape == "loose" else seen):
                continue
            seen.add(m.start("n"))
            if not _wrong(shape, n, age) or not _of_then(held, sentence, shape, n):
                continue
            if _of_now(held, sentence, shape, m):
                told.add(m.start("n"))
                found.append(m.span())
    for start, end in found or list(outgrown(held, sentence))[:1]:
        yield flag(sentence, start, end, "age_stale", why)


def _of_then(held: Held, sentence: Sentence, shape: str, n: int) -> bool:
    """Whether it was the child's age when the words were first written, if that is known."""
    if (
        shape == "bracket"
        or not sentence.carried
        or held.earlier is None
        or held.record.born is None
    ):
        return True
    then = age_on(held.record.born, held.earlier)
    if shape == "is":  # it may have been stale before
        return then - _STALE_THEN <= n <= then
    return n in ((then, then + 1) if shape in _AHEAD else (then,))


def number(text: str) -> int:
    """A number of an age or a school year, in figures or words."""
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
    if shape not in _AHEAD and _DATED_AFTER.match(plain, m.end()):
        return False
    if shape == "loose":
        return _age_of_then(held, sentence, m)
    if shape in ("bracket", "comma"):
        return _beside_child(held, sentence, m.start())
    if shape == "nearly" and m.start() == 0 and not sentence.carried:
        return False  # "Fifteen in May; the card came late"
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
        _wrong_sex(held, plain[m.start() : m.end() + 6])
        or _DONE_TO.search(plain[: m.start()])
        or _of_another_name(held, sentence.plain[m.end() :])
    ):
        return False
    time = _time_of(sentence, shape, m)
    if time is NONE and re.search(r"\b(?:19|20)\d\d\b", plain[: m.start()]):
        return False  # a note of then: "Overdose 2010, age 13"
    return time not in (PAST, SUPPOSED) and not held.about_other(sentence, at)


def _of_another_name(held: Held, after: str) -> bool:
    """Whether a name that is not the child's follows: 'nine-year-old Ieva'."""
    name = re.match(r" ([A-Z][\w'-]+)", after)
    return bool(name and name[1] not in (held.record.first_name, held.record.surname))


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
        "lad",
        "girl",
        "boy",
        "age",
        "teenager",
    }
    return bool(before) and before[-1] in names and "'s" not in before[-1]


def _wrong_sex(held: Held, near: str) -> bool:
    sex = held.record.gender[:1].lower()
    wrong = {"m": r"\bgirl|\bfemale|\bwoman", "f": r"\bboy|\bmale|\bman\b|\blad"}.get(sex)
    return bool(wrong and re.search(wrong, near, re.I))
