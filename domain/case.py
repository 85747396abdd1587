"""The facts of a case: what a person types, what is kept, and how it is said back.

Kept values by kind of fact: choice and yes_no a choice id; choices a tuple of ids; date an ISO
date; number a whole number; text a string; scores {row: 0-4}; timeline a tuple of
{"date", "kind", "text"}; people a tuple of {"name", "from"}; stays a tuple of {"name", "from",
"until"}. "" means passed by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from domain import fact_lists, stays
from domain.calendar import age_on, parse_date, say_date
from domain.errors import Refused
from domain.events import Value
from domain.instrument import Check, Choice, Fact, Instrument
from domain.instrument_checks import choices_of
from domain.routing import PASSED_BY, Routing

YES_NO = (
    Choice("yes", "Yes", ("y", "yep", "yeah", "yup", "true", "1")),
    Choice("no", "No", ("n", "nope", "nah", "none", "false", "0")),
)
_NOTHING = {"none", "no", "nil", "n", "0", "nothing", "-", "no change", "no changes", "no one"}
_LONGEST = 200  # characters of a choice as typed; longer text is something else
_PASS = {"-", "skip", "pass", "not known", "unknown"}


def options(instrument: Instrument, fact: Fact) -> tuple[Choice, ...]:
    """The choices to print, numbered from 1, beside a fact's question."""
    return YES_NO if fact.kind == "yes_no" else choices_of(instrument, fact)


def read_fact(
    instrument: Instrument, fact: Fact, text: str, today: date, recorded: Value = None
) -> Value:
    """The value that `text` gives a fact; one that opens with + adds to the list `recorded`.

    Raises Refused with what could be typed instead.
    """
    text = text.strip()
    if fact_lists.adds(fact, text):
        more = read_fact(instrument, fact, text.removeprefix(fact_lists.ADD), today)
        return fact_lists.together(fact, recorded, more)
    if not fact.required and text.casefold() in _PASS:
        return PASSED_BY
    if not text:
        raise Refused(f"{fact.label}: nothing was typed. {how_to_type(instrument, fact)}")
    return _READERS[fact.kind](instrument, fact, text, today)


def how_to_type(instrument: Instrument, fact: Fact) -> str:
    """One sentence telling what a fact's question takes."""
    if fact.kind == "number":
        return f"Type a whole number from {fact.minimum or 0} to {fact.maximum or 999}."
    if fact.kind == "scores":
        rows = len(choices_of(instrument, fact))
        return f"Type {rows} scores of {fact.minimum or 0}-{fact.maximum or 4} in the order shown."
    if fact.kind == "choice":
        return "Type the number, the word or its first letters."
    return _HOW[fact.kind]


_HOW = {
    "yes_no": "Type y or n.",
    "choices": "Type the numbers or words with commas between, or 'none'.",
    "date": "Type a date as day month year, such as 3 Feb 2012.",
    "text": "Type a few words.",
    "timeline": "Type date, kind, what happened; one a line; or 'none'.",
    "people": "Type name or role from date; commas between.",
    "stays": stays.HOW,
}


def _match(choices: Iterable[Choice], text: str) -> list[Choice]:
    """The choices meant by a number, id, label, word or the first letters of one of them."""
    choices = tuple(choices)
    wanted = _plain(text)
    if not wanted or len(wanted) > _LONGEST:
        return []
    if wanted.isdecimal() and not any(wanted in c.words or wanted == c.id for c in choices):
        number = int(wanted)
        return [choices[number - 1]] if 1 <= number <= len(choices) else []
    names = [(c, {_plain(n) for n in (c.id, c.label, *c.words)}) for c in choices]
    exact = [c for c, ns in names if wanted in ns]
    if exact:
        return exact[:1]
    starts = [c for c, ns in names if any(n.startswith(wanted) for n in ns)]
    return starts or [c for c, ns in names if any(wanted in n.split() for n in ns)]


def shorten(text: str, most: int = 40) -> str:
    """A typed text as a message repeats it."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _plain(text: str) -> str:
    return re.sub(r"[\s_\-/.!'’]+", " ", text.casefold()).strip()


def _is_nothing(text: str) -> bool:
    return text.casefold().rstrip(" .!") in _NOTHING


_LISTED = 12  # choices in one message: every kind of document


def choose(instrument: Instrument, fact: Fact, text: str) -> str:
    """The id of the one choice meant. Raises Refused when none or several fit."""
    choices = options(instrument, fact)
    found = _match(choices, text)
    if len(found) == 1:
        return found[0].id
    listed = ", ".join(c.label for c in (found or choices)[:_LISTED])
    problem = "could be" if found else "is none of"
    raise Refused(
        f"{fact.label}: “{shorten(text)}” {problem} {listed}. {how_to_type(instrument, fact)}"
    )


def _read_choice(instrument: Instrument, fact: Fact, text: str, _today: date) -> Value:
    return choose(instrument, fact, text)


def _read_choices(instrument: Instrument, fact: Fact, text: str, _today: date) -> Value:
    choices = options(instrument, fact)
    if _is_nothing(text):
        return ()
    if text.casefold() in {"all", "every", "everyone"}:
        return tuple(c.id for c in choices)
    chosen = {choose(instrument, fact, part) for part in _parts(choices, text)}
    if not chosen:
        raise Refused(f"{fact.label}: nothing was named. {how_to_type(instrument, fact)}")
    return tuple(c.id for c in choices if c.id in chosen)


def _parts(choices: Sequence[Choice], text: str) -> list[str]:
    """What is listed, between commas, semicolons or 'and'; bare numbers between spaces too.

    A label that has a comma or an 'and' in it is one part, and `1-3` is three.
    """
    if re.fullmatch(r"[\d\s]+", text):
        return text.split()
    longest = sorted((c.label for c in choices), key=len, reverse=True)
    labels = "|".join(re.escape(label) for label in longest) or r"(?!)"
    pattern = rf"\s*((?:{labels})(?=\s*(?:[,;\n]|\band\b|$))|.*?)\s*(?:[,;\n]|\band\b|$)"
    found = (part[1].strip() for part in re.finditer(pattern, text, re.IGNORECASE))
    return [one for part in found if part for one in _range(part, len(choices))]


def _range(part: str, last: int) -> list[str]:
    ends = re.fullmatch(r"(\d{1,2})\s*[-–]\s*(\d{1,2})", part)
    if ends is None or not 1 <= int(ends[1]) <= int(ends[2]) <= last:
        return [part]
    return [str(number) for number in range(int(ends[1]), int(ends[2]) + 1)]


def _read_date(_instrument: Instrument, _fact: Fact, text: str, today: date) -> Value:
    return parse_date(text, today).isoformat()


def _read_number(instrument: Instrument, fact: Fact, text: str, _today: date) -> Value:
    low, high = fact.minimum or 0, 999 if fact.maximum is None else fact.maximum
    if not re.fullmatch(r"\d{1,4}", text) or not low <= int(text) <= high:
        raise Refused(
            f"{fact.label}: “{shorten(text)}” does not fit. {how_to_type(instrument, fact)}"
        )
    return int(text)


def _read_text(_instrument: Instrument, _fact: Fact, text: str, _today: date) -> Value:
    return text


def _read_scores(instrument: Instrument, fact: Fact, text: str, _today: date) -> Value:
    rows = choices_of(instrument, fact)
    low, high = fact.minimum or 0, 4 if fact.maximum is None else fact.maximum
    numbers = _named_scores(rows, text) or _scores_in_order(text)
    if numbers is None or len(numbers) != len(rows):
        typed = "" if numbers is None else f"{len(numbers)} scores were typed. "
        raise Refused(f"{fact.label}: {typed}{how_to_type(instrument, fact)}")
    for row, number in zip(rows, numbers, strict=True):
        if not low <= number <= high:
            raise Refused(f"{fact.label}: {row.label} cannot be {number}; use {low} to {high}.")
    return {row.id: number for row, number in zip(rows, numbers, strict=True)}


def _scores_in_order(text: str) -> list[int] | None:
    """`2 1 0 3`, `2,1,0,3` or `2103`; None where anything but whole numbers stands in it."""
    parts = re.split(r"[\s,;]+", text.strip(" ,;\n"))
    digits = list(parts[0]) if len(parts) == 1 else parts
    if not all(re.fullmatch(r"\d{1,3}", part) for part in digits):
        return None
    return [int(part) for part in digits]


def _named_scores(rows: Sequence[Choice], text: str) -> list[int] | None:
    """`Home 2, Family 1 ...`, as scores are said back; None unless each row is named once."""
    scores: dict[str, int] = {}
    # Only where the digits end does a name begin, and none is given back: however long the line
    # is, it is gone through once.
    for name, number in re.findall(r"(?<!\D)(\D++)(\d{1,3})(?=\s*+(?:[,;\n]|$))", text):
        if not name[-1].isspace() or not name.strip():
            continue
        found = _match(rows, name.strip(" ,;\n"))
        if len(found) != 1 or found[0].id in scores:
            return None
        scores[found[0].id] = int(number)
    return [scores[row.id] for row in rows] if len(scores) == len(rows) else None


def _read_timeline(_instrument: Instrument, fact: Fact, text: str, today: date) -> Value:
    if _is_nothing(text):
        return ()
    entries = [_read_change(fact, line, today) for line in re.split(r"[\n;]", text) if line.strip()]
    return tuple(sorted(entries, key=lambda e: str(e["date"])))


def _read_change(fact: Fact, line: str, today: date) -> dict[str, Value]:
    """`3 Feb 2012, new offence, common assault`: the kind and the commas may be left out."""
    day, rest = _leading_date(line.strip(), today)
    kind, what = _leading_kind(fact.choices, rest)
    found = _match(fact.choices, kind) if kind.strip() else []
    if len(found) != 1:
        what = rest
        found = [c for c in fact.choices if c.id == "other"] or list(fact.choices[-1:])
    return {"date": day.isoformat(), "kind": found[0].id if found else "", "text": what.strip()}


def _leading_kind(choices: Sequence[Choice], text: str) -> tuple[str, str]:
    """The kind a text opens with, up to a comma, and what follows; a label may have commas."""
    for label in sorted((choice.label for choice in choices), key=len, reverse=True):
        rest = text[len(label) :].lstrip()
        if text[: len(label)].casefold() == label.casefold() and rest[:1] in ("", ","):
            return label, rest[1:]
    kind, _, what = text.partition(",")
    return kind, what


def _leading_date(line: str, today: date) -> tuple[date, str]:
    """The date a line opens with and what follows it. Raises Refused if it opens otherwise."""
    ends = [word.end() for word in re.finditer(r"[^\s,:]+", line)]
    for end in reversed(ends[:4]):
        rest = line[end:].lstrip(" \t,:-–")
        try:
            # A year cut off, or one in which there is no such day, must not become this year.
            if not rest[:1].isdecimal():
                return parse_date(line[:end].replace(":", " "), today), rest
        except Refused:
            continue
    when = line.partition(",")[0]
    raise _no_date(when, today)


def _no_date(when: str, today: date) -> Refused:
    """What is wrong with a text that should have been a date."""
    try:
        parse_date(when, today)
    except Refused as refused:
        return refused
    return Refused(f"‘{when}’ is not clear; give the date as day month year, then a comma.")


def _read_people(_instrument: Instrument, fact: Fact, text: str, today: date) -> Value:
    people: list[dict[str, Value]] = []
    for part in re.split(r"[;\n]|,(?!\s*(?:19|20)\d\d\b)", text):
        name, *since = re.split(r"\s+from\s+", part.strip(), maxsplit=1, flags=re.IGNORECASE)
        if not part.strip():
            continue
        if _is_nothing(name) or "," in name or not re.search(r"[^\W\d_]", name):
            raise Refused(f"{fact.label}: “{name}” names no one. {_HOW['people']}")
        start = parse_date(since[0], today).isoformat() if since else ""
        people.append({"name": name, "from": start})
    if not people:
        raise Refused(f"{fact.label}: no one was named. {_HOW['people']}")
    return tuple(people)


_READERS: dict[str, Callable[[Instrument, Fact, str, date], Value]] = {
    "choice": _read_choice,
    "yes_no": _read_choice,
    "choices": _read_choices,
    "date": _read_date,
    "number": _read_number,
    "text": _read_text,
    "scores": _read_scores,
    "timeline": _read_timeline,
    "people": _read_people,
    "stays": lambda _instrument, fact, text, today: stays.read_stays(fact.label, text, today),
}


def say_value(instrument: Instrument, fact_id: str, value: Value) -> str:
    """A fact's value in words, for the screen and the checklist; "not recorded" if passed by."""
    fact = instrument.fact.get(fact_id)
    if value is None or value == PASSED_BY:
        return "not recorded"
    if fact is None:
        return _derived_label(instrument, fact_id, value)
    return _say(instrument, fact, value)


def _say(instrument: Instrument, fact: Fact, value: Value) -> str:
    labels = {c.id: c.label for c in options(instrument, fact)}
    if fact.kind == "date":
        return say_date(date.fromisoformat(str(value)))
    if isinstance(value, str):
        return labels.get(value, value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return ", ".join(f"{labels.get(row, row)} {score}" for row, score in value.items())
    return ("; " if fact.kind in ("timeline", "stays") else ", ").join(
        _say_entry(labels, entry) for entry in value or ()
    ) or "none"


def _say_entry(labels: Mapping[str, str], entry: Value) -> str:
    if not isinstance(entry, dict):
        return labels.get(str(entry), str(entry))
    if "until" in entry:
        return stays.say_stay(entry)
    if "name" in entry:
        since = entry.get("from")
        return f"{entry['name']} from {_day(since)}" if since else str(entry["name"])
    # A log may hold an entry that lacks a part: the rest of the case must stay readable.
    kind = str(entry.get("kind", ""))
    words = (_day(entry.get("date")), labels.get(kind, kind), str(entry.get("text", "")))
    return ", ".join(part for part in words if part)


def _day(value: Value) -> str:
    return say_date(date.fromisoformat(str(value))) if value else ""


def _derived_label(instrument: Instrument, fact_id: str, value: Value) -> str:
    """A worked out value said with the label of a fact that has the same choice."""
    for fact in instrument.facts:
        for choice in fact.choices:
            if choice.id == value and fact_id.startswith(fact.id):
                return choice.label
    return str(value).replace("_", " ")


def refuse_impossible(instrument: Instrument, routing: Routing, changed: str) -> None:
    """Hold a changed date to the instrument's checks. Raises Refused with the check's sentence."""
    for check in impossible(instrument, routing):
        if changed in (check.earlier, check.later):
            raise Refused(check.say)


def impossible(instrument: Instrument, routing: Routing) -> Iterator[Check]:
    """The checks that the dates of a case do not pass; dates that do not apply are left out."""
    for check in instrument.checks:
        earlier, later = routing.value(check.earlier), routing.value(check.later)
        if not (isinstance(earlier, str) and isinstance(later, str) and earlier and later):
            continue
        first, second = date.fromisoformat(earlier), date.fromisoformat(later)
        youngest = -1 if check.youngest is None else check.youngest
        oldest = date.max.year if check.oldest is None else check.oldest
        if first > second or not youngest <= age_on(first, second) <= oldest:
            yield check


def suggestion(instrument: Instrument, fact: Fact, routing: Routing) -> Value:
    """The value offered for a fact from what is already known, or None."""
    for offered in fact.suggest:
        if routing.holds(offered.when):
            return offered.value
    if fact.suggest_rows is not None:
        outcomes = [
            (c.id, routing.holds(fact.suggest_rows, c.id)) for c in choices_of(instrument, fact)
        ]
        if None not in (outcome for _, outcome in outcomes):
            return tuple(id_ for id_, outcome in outcomes if outcome)
    return None
