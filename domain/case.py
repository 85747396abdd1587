"""The facts of a case: what a person types, what is kept, and how it is said back.

Kept values by kind of fact: choice and yes_no a choice id; choices a tuple of ids; date an ISO
date; number a whole number; text a string; scores {row: 0-4}; timeline a tuple of
{"date", "kind", "text"}; people a tuple of {"name", "from"}. "" means passed by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from domain.calendar import age_on, parse_date, say_date
from domain.errors import Refused
from domain.events import Value
from domain.instrument import Choice, Fact, Instrument
from domain.instrument_checks import choices_of
from domain.routing import PASSED_BY, Routing

YES_NO = (
    Choice("yes", "Yes", ("y", "true", "1")),
    Choice("no", "No", ("n", "none", "false", "0")),
)
_NOTHING = {"none", "no", "nil", "n", "0", "nothing", "-"}
_PASS = {"-", "skip", "pass", "not known", "unknown"}


def options(instrument: Instrument, fact: Fact) -> tuple[Choice, ...]:
    """The choices to print, numbered from 1, beside a fact's question."""
    return YES_NO if fact.kind == "yes_no" else choices_of(instrument, fact)


def read_fact(instrument: Instrument, fact: Fact, text: str, today: date) -> Value:
    """The value that `text` gives a fact. Raises Refused with what could be typed instead."""
    text = text.strip()
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
    "timeline": "Type date, kind, what happened; one change a line; or 'none'.",
    "people": "Type initials or role, with 'from' and a date after the first; commas between.",
}


def _match(choices: Iterable[Choice], text: str) -> list[Choice]:
    """The choices meant by a number, id, label, word or the first letters of one of them."""
    choices = tuple(choices)
    wanted = _plain(text)
    if wanted.isdecimal() and not any(wanted in c.words or wanted == c.id for c in choices):
        number = int(wanted)
        return [choices[number - 1]] if 1 <= number <= len(choices) else []
    names = [(c, {_plain(n) for n in (c.id, c.label, *c.words)}) for c in choices]
    exact = [c for c, ns in names if wanted in ns]
    if exact:
        return exact[:1]
    starts = [c for c, ns in names if any(n.startswith(wanted) for n in ns)]
    return starts or [c for c, ns in names if any(wanted in n.split() for n in ns)]


def _plain(text: str) -> str:
    return re.sub(r"[\s_\-/.']+", " ", text.casefold()).strip()


def choose(instrument: Instrument, fact: Fact, text: str) -> str:
    """The id of the one choice meant. Raises Refused when none or several fit."""
    choices = options(instrument, fact)
    found = _match(choices, text)
    if len(found) == 1:
        return found[0].id
    listed = ", ".join(c.label for c in (found or choices)[:8])
    problem = "could be" if found else "is none of"
    raise Refused(f"{fact.label}: “{text}” {problem} {listed}. {how_to_type(instrument, fact)}")


def _read_choice(instrument: Instrument, fact: Fact, text: str, _today: date) -> Value:
    return choose(instrument, fact, text)


def _read_choices(instrument: Instrument, fact: Fact, text: str, _today: date) -> Value:
    if text.casefold() in _NOTHING:
        return ()
    if text.casefold() in {"all", "every", "everyone"}:
        return tuple(c.id for c in options(instrument, fact))
    chosen = {choose(instrument, fact, part) for part in _parts(text)}
    return tuple(c.id for c in options(instrument, fact) if c.id in chosen)


def _parts(text: str) -> list[str]:
    """What is listed, between commas, semicolons or 'and'; bare numbers between spaces too."""
    if re.fullmatch(r"[\d\s]+", text):
        return text.split()
    return [p for p in (part.strip() for part in re.split(r"[,;\n]| and ", text)) if p]


def _read_date(_instrument: Instrument, _fact: Fact, text: str, today: date) -> Value:
    return parse_date(text, today).isoformat()


def _read_number(instrument: Instrument, fact: Fact, text: str, _today: date) -> Value:
    low, high = fact.minimum or 0, 999 if fact.maximum is None else fact.maximum
    if not re.fullmatch(r"\d{1,4}", text) or not low <= int(text) <= high:
        raise Refused(f"{fact.label}: “{text}” does not fit. {how_to_type(instrument, fact)}")
    return int(text)


def _read_text(_instrument: Instrument, _fact: Fact, text: str, _today: date) -> Value:
    return text


def _read_scores(instrument: Instrument, fact: Fact, text: str, _today: date) -> Value:
    rows = choices_of(instrument, fact)
    low, high = fact.minimum or 0, 4 if fact.maximum is None else fact.maximum
    digits = re.findall(r"\d+", text) if re.search(r"[\s,;]", text) else list(text)
    numbers = [int(d) for d in digits if d.isdecimal()]
    if len(numbers) != len(digits) or len(numbers) != len(rows):
        raise Refused(
            f"{fact.label}: {len(digits)} scores were typed. {how_to_type(instrument, fact)}"
        )
    for row, number in zip(rows, numbers, strict=True):
        if not low <= number <= high:
            raise Refused(f"{fact.label}: {row.label} cannot be {number}; use {low} to {high}.")
    return {row.id: number for row, number in zip(rows, numbers, strict=True)}


def _read_timeline(_instrument: Instrument, fact: Fact, text: str, today: date) -> Value:
    if text.casefold() in _NOTHING:
        return ()
    entries = [_read_change(fact, line, today) for line in re.split(r"[\n;]", text) if line.strip()]
    return tuple(sorted(entries, key=lambda e: str(e["date"])))


def _read_change(fact: Fact, line: str, today: date) -> dict[str, Value]:
    """`3 Feb 2012, new offence, common assault`: the kind and the commas may be left out."""
    day, rest = _leading_date(line.strip(), today)
    kind, _, what = rest.partition(",")
    found = _match(fact.choices, kind) if kind.strip() else []
    if len(found) != 1:
        what = rest
        found = [c for c in fact.choices if c.id == "other"] or list(fact.choices[-1:])
    return {"date": day.isoformat(), "kind": found[0].id if found else "", "text": what.strip()}


def _leading_date(line: str, today: date) -> tuple[date, str]:
    """The date a line opens with and what follows it. Raises Refused if it opens otherwise."""
    when, comma, rest = line.partition(",")
    words = line.split()
    if not comma:
        for count in (3, 2, 1):
            try:
                return parse_date(" ".join(words[:count]), today), " ".join(words[count:])
            except Refused:
                continue
    return parse_date(when.strip(), today), rest.strip()


def _read_people(_instrument: Instrument, fact: Fact, text: str, today: date) -> Value:
    people: list[dict[str, Value]] = []
    for part in re.split(r"[,;\n]", text):
        name, _, since = part.strip().partition(" from ")
        if name:
            start = parse_date(since.strip(), today).isoformat() if since.strip() else ""
            people.append({"name": name.strip(), "from": start})
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
    return ("; " if fact.kind == "timeline" else ", ").join(
        _say_entry(labels, entry) for entry in value or ()
    ) or "none"


def _say_entry(labels: Mapping[str, str], entry: Value) -> str:
    if not isinstance(entry, dict):
        return labels.get(str(entry), str(entry))
    if "name" in entry:
        since = entry.get("from")
        return f"{entry['name']} from {_day(since)}" if since else str(entry["name"])
    kind = labels.get(str(entry.get("kind")), str(entry.get("kind")))
    return " ".join(
        part for part in (_day(entry.get("date")), kind, str(entry.get("text"))) if part
    )


def _day(value: Value) -> str:
    return say_date(date.fromisoformat(str(value)))


def _derived_label(instrument: Instrument, fact_id: str, value: Value) -> str:
    """A worked out value said with the label of a fact that has the same choice."""
    for fact in instrument.facts:
        for choice in fact.choices:
            if choice.id == value and fact_id.startswith(fact.id):
                return choice.label
    return str(value).replace("_", " ")


def refuse_impossible(instrument: Instrument, facts: Mapping[str, Value]) -> None:
    """Hold dates and ages to the instrument's checks. Raises Refused with the check's sentence."""
    for check in instrument.checks:
        earlier, later = facts.get(check.earlier), facts.get(check.later)
        if not (isinstance(earlier, str) and isinstance(later, str) and earlier and later):
            continue
        first, second = date.fromisoformat(earlier), date.fromisoformat(later)
        if check.youngest is None or check.oldest is None:
            wrong = first > second
        else:
            wrong = first > second or not check.youngest <= age_on(first, second) <= check.oldest
        if wrong:
            raise Refused(check.say)


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
