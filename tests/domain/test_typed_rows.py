"""The grammar of a line typed at a grid question, one answer for each row."""

import pytest

from domain.answers import AnswerKey
from domain.intents import Cite, Judge, JudgeRows, Remark, SetFact
from domain.typed import Say, Unclear, read
from tests.domain.lines import at, library
from tests.instruments import TODAY, take, type_at

STEP = "B1.3"
ALL_YES = "fiction yes; history yes; science yes"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("y", ALL_YES),
        ("yes", ALL_YES),
        ("all y", ALL_YES),
        ("y all", ALL_YES),
        ("yes for all", ALL_YES),
        ("all fine", ALL_YES),
        ("all no", "fiction no; history no; science no"),
        (
            "n late, copied",
            "; ".join(f"{r} no late,copied" for r in ("fiction", "history", "science")),
        ),
        (
            "x no shelves",
            "; ".join(f"{r} na | no shelves" for r in ("fiction", "history", "science")),
        ),
    ],
)
def test_an_answer_without_rows_is_for_every_row(text: str, meaning: str) -> None:
    assert at(STEP, text) == meaning


@pytest.mark.parametrize("text", ["yny", "y n y", "y,n,y", "YNY", "1y 2n 3y", "1. y 2. n 3. y"])
def test_a_key_for_each_row_in_order(text: str) -> None:
    assert at(STEP, text) == "fiction yes; history no; science yes"


@pytest.mark.parametrize("text", ["yn", "yyyy", "yyx", "nnn late"])
def test_keys_that_do_not_fit_the_rows_are_asked_about(text: str) -> None:
    assert at(STEP, text) == "? t"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1 y", "fiction yes"),
        ("1 y 2 n", "fiction yes; history no"),
        ("1y, 2n, 3y", "fiction yes; history no; science yes"),
        ("1=y 2=n", "fiction yes; history no"),
        ("1:y,2:n", "fiction yes; history no"),
        ("1) y 2) n", "fiction yes; history no"),
        ("1-2 y, 3 n late", "fiction yes; history yes; science no late"),
        ("1–2 y; 3 u", "fiction yes; history yes; science nei"),
        ("1 to 2 y", "fiction yes; history yes"),
        ("1,2 y; 3 n", "fiction yes; history yes; science no"),
        ("1, 2 y, 3 n", "fiction yes; history yes; science no"),
        ("1 2 y", "fiction yes; history yes"),
        ("1 and 2 y, 3 n", "fiction yes; history yes; science no"),
        ("1 & 2 y", "fiction yes; history yes"),
        ("1 n late copied 2 y", "fiction no late,copied; history yes"),
        ("1 n 2; 3 y", "fiction no copied; science yes"),
        ("1 n 2; 3, 2 y", "fiction no copied; history yes; science yes"),
        ("1 x no shelf, rest y", "fiction na | no shelf; history yes; science yes"),
        ("y 1-2", "fiction yes; history yes"),
        ("y 1,2; n 3", "fiction yes; history yes; science no"),
    ],
)
def test_rows_are_named_by_number(text: str, meaning: str) -> None:
    assert at(STEP, text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("history n late", "history no late"),
        ("history: n late", "history no late"),
        ("novels y, rest n", "fiction yes; history no; science no"),
        ("history n late, copied, fiction y", "fiction yes; history no late,copied"),
        ("fiction y\nhistory n late\nscience u", "fiction yes; history no late; science nei"),
        ("fiction y history n", "fiction yes; history no"),
        ("fiction y and history n", "fiction yes; history no"),
        ("fiction, history y", "fiction yes; history yes"),
        ("fiction and history y; science n", "fiction yes; history yes; science no"),
        (
            "fiction yes, history no, science n/a: no shelf",
            "fiction yes; history no; science na | no shelf",
        ),
        ("fiction y; she said so; history n", "fiction yes | she said so; history no"),
        ("history n late, science was closed", "history no late | science was closed"),
        ("fiction y but history no records", "fiction yes | but history no records"),
        ("histroy n", "history no"),
        ("sci n", "science no"),
        ("y fiction", "fiction yes"),
        ("n history late", "history no late"),
    ],
)
def test_rows_are_named_by_their_words(text: str, meaning: str) -> None:
    assert at(STEP, text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("y but 3 n", "fiction yes; history yes; science no"),
        ("yes but 3 no", "fiction yes; history yes; science no"),
        ("all y except 3 n", "fiction yes; history yes; science no"),
        (
            "y apart from history n: late, copied",
            "fiction yes; history no late,copied; science yes",
        ),
        ("y but 1 and 3 n", "fiction no; history yes; science no"),
        ("y, 3 n", "fiction yes; history yes; science no"),
        ("1 y, rest n late, copied", "fiction yes; history no late,copied; science no late,copied"),
        ("the rest y, 1 n", "fiction no; history yes; science yes"),
    ],
)
def test_one_answer_for_all_rows_but_some(text: str, meaning: str) -> None:
    assert at(STEP, text) == meaning


@pytest.mark.parametrize(
    "text",
    ["n 3", "n 3 late", "y fiction was fine", "n 2,3 she agreed", "y 2 of them were fine"],
)
def test_a_row_that_may_be_a_reason_or_the_note_is_asked_about(text: str) -> None:
    assert at(STEP, text) == "? r a t"


def test_numbers_that_may_be_reasons_or_rows_are_asked_about() -> None:
    typed = read(library(), STEP, "1 n 2, 3, 2 y", TODAY)
    assert isinstance(typed, Unclear)
    assert "rows or reasons" in typed.ask


@pytest.mark.parametrize("text", ["4 y", "0 y", "1-9 y", "3-1 y", "9 y"])
def test_a_row_that_is_not_there_is_asked_about(text: str) -> None:
    typed = read(library(), STEP, text, TODAY)
    assert isinstance(typed, Unclear)
    assert "1 to 3" in typed.ask


@pytest.mark.parametrize("text", ["2", "1-3", "history", "1, 2", "1 x", "y except history"])
def test_rows_without_an_answer_are_asked_about(text: str) -> None:
    assert at(STEP, text).startswith("?")


@pytest.mark.parametrize("text", ["late", "history late", "1 copied"])
def test_a_reason_without_a_judgement_is_asked_about(text: str) -> None:
    assert at(STEP, text) == "? n t"


@pytest.mark.parametrize(
    "text",
    [
        "All shelves were seen",
        "Each shelf was looked at",
        "Everything is fine",
        "History was never checked",
        "2 shelves were empty",
        "She keeps them in order",
    ],
)
def test_a_sentence_about_rows_is_a_note_on_the_question(text: str) -> None:
    assert read(library(), STEP, text, TODAY) == Say(Remark(AnswerKey(STEP), text))


@pytest.mark.parametrize("text", ["@ plan p 3", "@ “shelf 2”"])
def test_evidence_for_a_grid_is_of_the_whole_question(text: str) -> None:
    typed = read(library(), STEP, text, TODAY)
    assert isinstance(typed, Say)
    assert isinstance(typed.intent, Cite)
    assert typed.intent.key == AnswerKey(STEP)


def test_the_rest_typed_alone_leaves_the_answered_rows_as_they_are() -> None:
    session = type_at(library(), STEP, "3 n late")
    assert at(STEP, "rest y", session) == "fiction yes; history yes"
    session = type_at(session, STEP, "rest y")
    assert at(STEP, "rest u", session) == "? t"


def test_an_answer_for_all_rows_asks_before_it_changes_one() -> None:
    session = type_at(library(), STEP, "3 n late")
    typed = read(session, STEP, "y", TODAY)
    assert isinstance(typed, Unclear)
    assert [way.key for way in typed.ways] == ["o", "a", "t"]
    yes = [Judge(AnswerKey(STEP, row), "yes") for row in ("fiction", "history", "science")]
    assert typed.ways[0].intent == JudgeRows(tuple(yes[:2]))
    assert typed.ways[1].intent == JudgeRows(tuple(yes))
    assert at(STEP, "yyy", session) == ALL_YES


def test_rows_are_numbered_as_they_are_due() -> None:
    session = take(library(), SetFact("stocked", ("history", "science")))
    assert at(STEP, "1 n late", session) == "history no late"
    assert at(STEP, "ny", session) == "history no; science yes"
    assert at(STEP, "fiction y", session) == "note"


def test_where_no_row_applies_the_line_is_kept() -> None:
    session = take(library(), SetFact("stocked", ()))
    typed = read(session, STEP, "y", TODAY)
    assert isinstance(typed, Unclear)
    assert typed.text == "y"


@pytest.mark.parametrize(
    "text", ["y but 3 blah n", "y except 3", "1 y; 2 what", "1 y, 2 late", "yes but 3 n/a"]
)
def test_an_unclear_line_is_kept_as_it_was_typed(text: str) -> None:
    typed = read(library(), STEP, text, TODAY)
    assert isinstance(typed, Unclear)
    assert typed.text == text


@pytest.mark.parametrize("text", ["y but 9 n", "y except 4 n", "n but 0 y"])
def test_an_exception_that_is_no_row_is_asked_about_not_taken_for_a_note(text: str) -> None:
    typed = read(library(), STEP, text, TODAY)
    assert isinstance(typed, Unclear)
    assert "no such row" in typed.ask


@pytest.mark.parametrize("text", ["1-3 n; " * 15_000, "a line of prose\n" * 6_000])
def test_a_very_long_text_is_not_searched_for_rows(text: str) -> None:
    assert at(STEP, text) == "note"
