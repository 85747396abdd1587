"""`corecase facts`: what the record says of a case, seen and set."""

from __future__ import annotations

import click

from domain.case import how_to_type, options, read_fact, say_value
from domain.errors import Refused
from domain.fact_lists import is_list
from domain.instrument import Fact
from domain.intents import SetFact, SetFacts
from domain.interview import Session
from domain.text_cleaning import clean
from tui.clock import SystemClock
from tui.commands.workplace import (
    by_option,
    inspection_option,
    json_option,
    opened_case,
    settled,
)
from tui.naming import fact_named
from tui.pages import case as page
from tui.printing import document, say_lines, wrapped


@click.command("facts")
@click.argument("case")
@click.argument("facts", metavar="[FACT=VALUE]...", nargs=-1)
@inspection_option
@by_option
@json_option
def facts(
    case: str, facts: tuple[str, ...], inspection: str | None, by: str | None, as_json: bool
) -> None:
    """Record facts of CASE, all of them or none; without any, print the facts.

    A value is written as in the interview: birth_date="3 Feb 1998" looked_after=n. An empty one
    takes the fact back, one that opens with + adds to a list: homes="+ Quay Road from 1 Feb
    2012". FACT alone tells what it takes, and FACT VALUE sets just that one.
    """
    with opened_case(case, inspection, by) as interview:
        wanted = _assignments(interview.session, facts)
        given = [(fact, text) for fact, text in wanted if text is not None]
        if given:
            settled(interview, interview.take(_read(interview.session, given)))
        session = interview.session
    if as_json:
        document(_document(session))
    elif not wanted:
        say_lines(page.facts(session))
    else:
        for fact, text in wanted:
            say_lines(_one(session, fact, tell_how=text is None))


def _assignments(session: Session, facts: tuple[str, ...]) -> list[tuple[Fact, str | None]]:
    """Each fact named with the text given for it; None where it is only asked about."""
    if len(facts) == 2 and "=" not in facts[0]:
        return [(fact_named(session, facts[0]), facts[1])]
    if len(facts) == 1 and "=" not in facts[0]:
        return [(fact_named(session, facts[0]), None)]
    named: list[tuple[Fact, str | None]] = []
    for given in facts:
        name, equals, text = given.partition("=")
        if not equals:
            raise Refused(f"“{given}” sets nothing; write it as fact=value.")
        named.append((fact_named(session, name), text))
    return named


def _read(session: Session, given: list[tuple[Fact, str]]) -> SetFacts:
    """What to record, in one step; what is added to a list stands after what was given before."""
    today = SystemClock().today()
    facts, read = dict(session.facts), list[SetFact]()
    for fact, text in given:
        typed = clean(text).strip()
        value = None
        if typed:
            recorded = facts.get(fact.id)
            value = read_fact(session.instrument, fact, typed, today, recorded)
        facts[fact.id] = value
        read.append(SetFact(fact.id, value))
    return SetFacts(tuple(read))


def _one(session: Session, fact: Fact, *, tell_how: bool) -> list[str]:
    known = fact.id in session.facts
    value = say_value(session.instrument, fact.id, session.facts[fact.id]) if known else "open"
    lines = wrapped(f"{fact.id}: {fact.label}: {value}", indent="  ")
    if tell_how:
        lines += wrapped(f"{fact.ask} {how_to_type(session.instrument, fact)}", indent="  ")
        if is_list(fact):
            lines += wrapped(f"{fact.help} Begin with + to add.".lstrip(), indent="  ")
        for number, choice in enumerate(options(session.instrument, fact), 1):
            lines += wrapped(f"{number} {choice.label}", first="  ", indent="    ")
    return lines


def _document(session: Session) -> dict[str, object]:
    said = {f: say_value(session.instrument, f, value) for f, value in session.facts.items()}
    return {"case": session.reference, "facts": dict(session.facts), "said": said}


COMMANDS = {"facts": facts}
