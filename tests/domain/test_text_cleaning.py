"""Text cleaned on entry: nothing left that commands a terminal, nothing lost that is read."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text_cleaning import clean

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
NEVER = (set(CONTROLS) - set("\t\n")) | set(BIDI) | set("\u2028\u2029")

any_text = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from(CONTROLS + BIDI + "\u2028\u2029 \u00a0e\u0301\ud83d"),
    )
)
plain_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")))


@given(any_text)
def test_nothing_that_commands_is_left(text: str) -> None:
    cleaned = clean(text)
    assert not NEVER & set(cleaned)
    cleaned.encode("utf-8")  # no lone surrogate


@given(any_text, st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, one_line: bool) -> None:
    once = clean(text, one_line=one_line)
    assert clean(once, one_line=one_line) == once


@given(any_text, st.booleans())
def test_text_comes_out_in_composed_form(text: str, one_line: bool) -> None:
    assert unicodedata.is_normalized("NFC", clean(text, one_line=one_line))


@given(plain_text)
def test_plain_text_is_kept(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@given(any_text)
def test_one_line_holds_single_spaces_only(text: str) -> None:
    cleaned = clean(text, one_line=True)
    assert cleaned == " ".join(cleaned.split(" "))
    assert not any(c.isspace() and c != " " for c in cleaned)
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned


@given(any_text)
def test_one_line_keeps_every_visible_character(text: str) -> None:
    assert clean(text, one_line=True).split() == clean(text).split()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_every_line_end_is_one_newline(end: str) -> None:
    assert clean(f"page one{end}page two") == "page one\npage two"
    assert clean(f"page one{end}page two", one_line=True) == "page one page two"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]0;title\x07x", "]0;titlex"),
        ("\x9b2Jx", "2Jx"),
        ("a\tb\nc", "a\tb\nc"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("half \ud83d of a pair", "half  of a pair"),
        ("Zoe\u0308", "Zoë"),
        ("[b]not markup[/b]", "[b]not markup[/b]"),
        ("\r\x00\n", "\n"),
        ("", ""),
    ],
)
def test_hostile_text_is_disarmed_and_the_rest_kept(text: str, expected: str) -> None:
    assert clean(text) == expected
