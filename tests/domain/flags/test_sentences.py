"""Sentences and words of a text, in whatever way it was typed, wrapped and paged."""

from __future__ import annotations

import pytest

from domain.flags.layout import lay_out
from domain.flags.sentences import read, spelling

PROMPTS = ["Lifestyle", "Who are the peers?"]


def sentences(text: str) -> list[str]:
    return [text[slice(*each.span)] for each in read(text, PROMPTS).sentences]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He left. She stayed!", ["He left.", "She stayed!"]),
        ("Seen by Dr. Patel at St. Mary's.", ["Seen by Dr. Patel at St. Mary's."]),
        ("He said no. 5 Elm Row is No. 5.", ["He said no. 5 Elm Row is No. 5."]),
        ("Helped, e.g. J. Brown did.", ["Helped, e.g. J. Brown did."]),
        ('He said "No." Then he left.', ['He said "No."', "Then he left."]),
        ("Lives with gran.Goes to school.", ["Lives with gran.", "Goes to school."]),
        ("Stock worth 18.50 was lost", ["Stock worth 18.50 was lost"]),
        ("CM: Pat Lee\nNext YC 3/3/14", ["CM: Pat Lee", "Next YC 3/3/14"]),
        ("1. Reparation, 14 hrs.\n2. Letter", ["Reparation, 14 hrs.", "Letter"]),
        ("Old Macs\rEnded lines so", ["Old Macs", "Ended lines so"]),
        ("Word files\r\nend them so", ["Word files\r\nend them so"]),
        ("...", []),
    ],
)
def test_ends_of_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@pytest.mark.parametrize(
    ("text", "headings", "found"),
    [
        ("Lifestyle\nHe boxes.", ["Lifestyle"], ["He boxes."]),
        ("2.1 LIFESTYLE:\nHe boxes.", ["2.1 LIFESTYLE:"], ["He boxes."]),
        ("Who are the\npeers?\nKyle.", ["Who are the\npeers?"], ["Kyle."]),
        ("Who are the peers? Kyle.", ["Who are the peers?"], ["Kyle."]),
        ("Lifestyle is a worry.", [], ["Lifestyle is a worry."]),
    ],
)
def test_headings_of_the_form(text: str, headings: list[str], found: list[str]) -> None:
    assert [text[slice(*each)] for each in read(text, PROMPTS).headings] == headings
    assert sentences(text) == found


WRAPPED = (
    "He met the police officer in the team twice and found both of the meetings\n"
    "Useful, though the second was cut short by a fire alarm that nobody had ex-\n"
    "pected. There is more to say on this in\n"
    "\n"
    "- 4 -\n"
    "\n"
    "Another part of the form, which Ms Lee, his worker, will complete by Friday\n"
    "Short line without an end\n"
    "Another short line"
)


def test_wrapped_lines_run_on_across_pages() -> None:
    assert [" ".join(each.split()) for each in sentences(WRAPPED)] == [
        "He met the police officer in the team twice and found both of the meetings Useful,"
        " though the second was cut short by a fire alarm that nobody had ex- pected.",
        "There is more to say on this in",
        "Another part of the form, which Ms Lee, his worker, will complete by Friday Short line"
        " without an end",
        "Another short line",
    ]


def test_layout_keeps_the_length() -> None:
    for text in (WRAPPED, "İstanbul \f* a\r\n", "page 1 of 2\n\n3\n"):
        assert len(lay_out(text, PROMPTS).prose) == len(text)
        assert len(read(text, PROMPTS).prose) == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3rd march 2014", "03/03/2014"),
        ("3 of march 2014", "3.3.14"),
        ("2014-03-03", "3 mar 2014"),
        ("3 march", "3rd march"),
        ("seven", "7"),
        ("isn’t", "isn't"),
        ("ex\N{SOFT HYPHEN}\N{SOFT HYPHEN}pected", "expected"),
    ],
)
def test_one_spelling(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"), [("3 march", "3 march 2014"), ("1/2/14", "2/1/14"), ("one", "won")]
)
def test_two_words(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


def test_a_date_is_one_word() -> None:
    assert read("Court on Mon 3rd March 2014.").sentences[0].words == (
        "court",
        "on",
        "mon",
        "3rd march 2014",
    )
