"""Whatever is typed, wherever: it is never an error, and none of it is lost."""

import re
from datetime import date
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.case import read_fact, say_value
from domain.course import FACT
from domain.decisions import decide
from domain.errors import Refused
from domain.instrument import Fact
from domain.instrument_file import load_packaged
from domain.intents import (
    Cite,
    GiveReasons,
    Intent,
    Judge,
    JudgeRows,
    Remark,
    SetFact,
)
from domain.interview import Session
from domain.text_cleaning import clean
from domain.typed import Command, Nothing, Say, Unclear, read
from tests.domain.lines import library
from tests.domain.walks import some_value, walk
from tests.instruments import TODAY, tiny, type_at

CCI = load_packaged()
LIBRARY = library()
JUDGED = type_at(type_at(type_at(LIBRARY, "A1.1", "n"), "B1.1", "y"), "B1.3", "2 n late")
MIDDLE = walk(Session.start(CCI, "07"), lambda _n: 0)[60]
NONSENSE = ("quokka", "wombat", "Zyzzyva", "okapi’s")

WORDS = """y|n|x|u|Y|N|yes|no|No|n/a|na|unclear|not|sufficient|late|copied|out of date|copy|other
overdue|stale|1|2|3|4|0|12|99|2012|3 Feb 2012|31/2/12|yesterday|fiction|history|all|rest|but|except
and|or|the|she|because|was|@|/|//|p 3|“|”|'|"|from|none|-|small|yny|1-2|1-3|to|999999999|²"""
GLUE = [" ", " ", " ", ", ", "; ", ",", ": ", " - ", "-", ".", ". ", "!", "?", "\n", "", "/", " & "]


@st.composite
def lines(draw: st.DrawFn) -> str:
    """A line made of what the grammar knows and what it cannot know."""
    words = draw(
        st.lists(st.sampled_from([*re.split(r"[|\n]", WORDS), *NONSENSE, *NONSENSE]), max_size=9)
    )
    return "".join(word + draw(st.sampled_from(GLUE)) for word in words)


anything = st.text(max_size=60) | lines()


def kept(intent: Intent) -> str:
    """Every text that an intention keeps."""
    match intent:
        case Judge(note=text) | GiveReasons(note=text) | Remark(text=text):
            return text
        case JudgeRows(judgements=judged):
            return "\n".join(judge.note for judge in judged)
        case Cite(evidence=evidence):
            return " ".join((evidence.document, evidence.page, evidence.quote))
        case SetFact(value=value):
            return str(value)
    raise AssertionError(intent)


def check(session: Session, step: str, text: str) -> None:
    typed = read(session, step, text, TODAY)
    cleaned = clean(text).strip()
    match typed:
        case Nothing():
            assert not cleaned
        case Command(name=name, rest=rest):
            assert re.sub(r"\s", "", f"/{name}{rest}") == re.sub(
                r"\s", "", f"/{cleaned[1:].split(' ')[0].casefold()}{cleaned[1:].partition(' ')[2]}"
            )
        case Unclear(text=back, ways=ways):
            assert back in (cleaned, cleaned.removeprefix("/"))
            assert len({way.key for way in ways}) == len(ways)
            for way in ways:
                same_words(cleaned, kept(way.intent))
                taken_or_refused(session, way.intent)
        case Say(intent=intent):
            same_words(cleaned, kept(intent))
            taken_or_refused(session, intent)


def same_words(typed: str, told: str) -> None:
    """Words that no grammar knows must be in what is kept."""
    for word in NONSENSE:
        assert typed.count(word) == 0 or word in told or word.replace("’", "'") in told


def taken_or_refused(session: Session, intent: Intent) -> None:
    try:
        decide(session, intent)
    except Refused as refused:
        sentence = str(refused)
    else:
        return
    assert sentence.endswith(".")


@given(st.sampled_from(LIBRARY.course), anything)
@settings(max_examples=400)
@example("A1.1", "n late, wombat quokka")
@example("B1.3", "y but 3 n wombat")
@example("B1.3", "all y quokka; rest n")
@example("fact:opened", "0/0/0")
@example("fact:size", "9" * 5000)
@example("fact:has_steps", "-")
@example("A1.1", "9" * 5000)
@example("A1.1", "n " + "9" * 5000)
@example("B1.3", "9" * 5000 + " y")
@example("B1.3", "1-" + "9" * 5000 + " y")
def test_any_line_at_any_step_is_understood_or_asked_about_and_kept(step: str, text: str) -> None:
    check(LIBRARY, step, text)


@given(st.sampled_from(["A1.1", "B1.1", "B1.3"]), anything)
@settings(max_examples=300)
@example("B1.3", "1X:quokka,1Y")
def test_any_line_at_an_answered_question_too(step: str, text: str) -> None:
    check(JUDGED, step, text)


@given(st.sampled_from(MIDDLE.course), anything)
@settings(max_examples=200, deadline=None)
def test_any_line_at_any_step_of_the_real_instrument(step: str, text: str) -> None:
    check(MIDDLE, step, text)


@given(st.text(max_size=8), st.text(max_size=30))
def test_a_step_that_is_not_there_keeps_the_line(step: str, text: str) -> None:
    check(LIBRARY, step, text)


@pytest.mark.parametrize(
    "text", ["y " * 3000, "1 " * 3000, "n late, " * 1500, "fiction y; " * 1000, " " * 9000 + "y"]
)
@pytest.mark.parametrize("step", ["A1.1", "B1.3", "fact:stocked", "fact:opened"])
def test_a_line_as_long_as_a_book_is_read_in_no_time(step: str, text: str) -> None:
    check(LIBRARY, step, text)


@given(st.sampled_from(CCI.facts), st.randoms(use_true_random=False))
def test_a_fact_said_in_words_can_be_typed_again(fact: Fact, random: Random) -> None:
    value = some_value(CCI, fact, random.randrange)
    said = say_value(CCI, fact.id, value)
    assert read_fact(CCI, fact, said, date(2012, 12, 1)) == value


def test_every_step_takes_a_note_or_says_what_it_takes() -> None:
    for step in tiny().questions:
        assert isinstance(read(LIBRARY, step.id, "she showed us round", TODAY), (Say, Unclear))
    for fact in tiny().facts:
        typed = read(LIBRARY, FACT + fact.id, "quokka wombat", TODAY)
        assert isinstance(typed, Unclear)
        assert typed.text == "quokka wombat"
