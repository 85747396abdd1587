"""A spreadsheet runs nothing of the table and keeps its text; read back, it is exactly as given."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.answers import AnswerKey, Evidence
from domain.instrument import Instrument
from domain.intents import Cite, Judge, SetFact
from domain.interview import Session
from storage.errors import BadFile
from storage.exports.csv_for_spreadsheets import TOLD, write
from storage.interchange.csv_table import COLUMNS, TableRow, read_table, write_table
from storage.interchange.files import text_of
from storage.interchange.neutral_cells import exact, neutral
from tests.instruments import take, tiny
from tests.storage.exports.hostile import HOSTILE, KEPT

ACTIVE = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
DOOR, RAMP = AnswerKey("A1.1"), AnswerKey("A1.2")


def as_given(text: str) -> str:
    return text


def case(reference: str, note: str, evidence: Evidence) -> Session:
    """A case with one answer that says what is to be tried, and one that says nothing."""
    return take(
        Session.start(tiny(), reference),
        SetFact("size", "large"),
        SetFact("has_steps", "yes"),
        Judge(DOOR, "no", ("late", "copied"), note),
        Cite(DOOR, evidence),
        Judge(RAMP, "yes"),
    )


def records(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read(data: bytes, instrument: Instrument | None = None) -> list[TableRow]:
    return read_table(text_of(data, "a.csv"), instrument or tiny(), "a.csv")


def both(*sessions: Session) -> tuple[list[TableRow], list[TableRow]]:
    """The rows of the exact table and those of the neutral one, their lines' numbers apart."""
    tables = write_table(sessions), write(sessions, as_given)
    one, other = ([replace(row, line=0) for row in read(data)] for data in tables)
    return one, other


@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_note_comes_back_exactly(name: str) -> None:
    text = HOSTILE[name]
    session = case("07", text, Evidence(text.replace("\n", " "), "3", text))
    given_back, neutral_back = both(session)
    assert neutral_back == given_back
    assert session.answers[DOOR].note in (text, text.strip())
    assert neutral_back[0].note == session.answers[DOOR].note


@pytest.mark.parametrize("name", KEPT)
def test_no_cell_opens_as_a_spreadsheet_would_act_on(name: str) -> None:
    text = KEPT[name]
    data = write([case("07", text, Evidence(text.replace("\n", " "), "=2", text))], as_given)
    for record in records(data):
        for cell in record.values():
            assert not cell.lstrip(" \xa0").startswith(ACTIVE)
            assert not any(part.lstrip(" \xa0").startswith(ACTIVE[:4]) for part in cell.split(";"))


def test_a_reference_and_a_question_keep_their_signs() -> None:
    """07 would be 7 in a spreadsheet, and 1.1.03 a day of January."""
    rows = records(write([case("07", "1/2", Evidence("log"))], as_given))
    assert [row["case"] for row in rows] == ["'07", "'07"]
    assert rows[0]["note"] == "'1/2"
    assert neutral("1.1.03") == "'1.1.03"
    assert neutral("3e4") == "'3e4"
    assert neutral("3 Feb, page 2") == "3 Feb, page 2"


def test_it_says_in_a_last_column_which_lines_were_changed() -> None:
    rows = records(write([case("A-7", "=1+1", Evidence("log"))], as_given))
    assert list(rows[0]) == [*COLUMNS, *TOLD, "neutralised"]
    assert [row["neutralised"] for row in rows] == ["yes", ""]
    assert rows[0]["note"] == "'=1+1"
    assert rows[1]["note"] == ""


def test_it_tells_question_judgement_and_reasons_in_words() -> None:
    session = case("A-7", "n", Evidence("log"))
    row = records(write([session], as_given))[0]
    question = tiny().question["A1.1"]
    told = {reason.code: reason.text for reason in tiny().reasons_of(question)}
    assert row["question_text"] == question.text
    assert row["judgement_text"] == tiny().judgement(question, "no").label
    assert row["reasons_text"] == "; ".join(told[c] for c in session.answers[DOOR].reasons)


def test_notes_documents_and_quotations_are_masked_and_nothing_else() -> None:
    session = case("Sam-7", "Sam said so", Evidence("Sam’s log", "Sam 3", "Sam was there"))
    rows = records(write([session], lambda text: text.replace("Sam", "[child]")))
    assert rows[0]["case"] == "Sam-7"
    assert rows[0]["note"] == "[child] said so"
    assert rows[0]["evidence"] == "[child]’s log | Sam 3 | [child] was there"


def test_excel_knows_its_letters_by_the_mark_in_front() -> None:
    data = write([case("07", HOSTILE["welsh"], Evidence("log"))], as_given)
    assert data.startswith(b"\xef\xbb\xbf")
    assert HOSTILE["welsh"] in data.decode()


def test_several_cases_come_back_in_their_order() -> None:
    one, other = both(case("07", "'=a", Evidence("x")), case("=8", "''", Evidence("'")))
    assert one == other
    assert [row.case for row in other] == ["07", "07", "=8", "=8"]


@pytest.mark.parametrize(
    "change",
    [
        lambda cells: [*cells[:-1], " YES "],
        lambda cells: [*cells[:9], "", "", "", "", cells[-1]],
    ],
    ids=["yes in capitals", "texts emptied"],
)
def test_what_a_spreadsheet_saves_is_read_as_well(change: Callable[[list[str]], list[str]]) -> None:
    session = case("07", "=1+1", Evidence("log"))
    table = list(csv.reader(io.StringIO(write([session], as_given).decode("utf-8-sig"))))
    out = io.StringIO()
    csv.writer(out).writerows([table[0], *(change(cells) for cells in table[1:])])
    assert [row.note for row in read(out.getvalue().encode())] == ["=1+1", ""]
    assert read(out.getvalue().encode())[0].case == "07"


def test_a_line_whose_empty_end_a_spreadsheet_left_off_is_taken_as_it_stands() -> None:
    data = write([case("A-7", "n", Evidence("log"))], as_given).decode("utf-8-sig")
    head, first, *_ = data.splitlines()
    cut = ",".join(next(csv.reader([first]))[: len(COLUMNS)])
    assert read(f"{head}\n{cut}\n".encode())[0].note == "n"


def test_columns_of_another_making_are_refused() -> None:
    head = ",".join((*COLUMNS, "mine"))
    with pytest.raises(BadFile, match=r"there are columns after “answered_at”; remove them"):
        read(f"{head}\n".encode())
    head = ",".join((*COLUMNS, *TOLD, "neutralised"))
    with pytest.raises(BadFile, match=r"line 2: 15 cells where 9 belong"):
        read(f"{head}\n{',' * 13}x,\n".encode())


@given(st.text(alphabet=st.sampled_from("'=+-@;\t\n 07.ae\uff1d\xa0"), max_size=12))
@example("'=1")
@example("a;\t'=1;' -2")
def test_any_cell_comes_back_exactly_and_opens_nothing(text: str) -> None:
    plain = neutral(text)
    assert exact(plain) == text
    assert not plain.startswith(ACTIVE)
    for part in plain.replace("\t", ";").split(";"):
        assert not part.lstrip(" \xa0").startswith(tuple("=+-@\uff1d"))


@given(st.text(max_size=40))
def test_any_text_comes_back_exactly(text: str) -> None:
    assert exact(neutral(text)) == text
    assert neutral(text).replace("'", "") == text.replace("'", "")
