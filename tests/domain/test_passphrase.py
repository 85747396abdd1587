"""Which passphrases will do, and a recovery key written by hand and read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import recovery_key
from domain.errors import Refused
from domain.passphrase import LONGEST, as_meant, objection, strength


@pytest.mark.parametrize(
    "good",
    [
        "ladder pebble moth quiet",
        "tawny kettle far",
        "Gwdihŵ a phaned o de",
        "hjkwertzuqpxv",  # letters of no word at all
        "7#39kQ!29$84",  # as a generator makes them
        "our pebbles sail in march",  # one of the words may be a common one
        "漢字仮名交じり文を十二字以上",
    ],
)
def test_length_is_enough(good: str) -> None:
    assert objection(good) == ""


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("", "12 more characters"),
        ("pebble moth", "1 more character at least"),
        ("  pebble   m  ", "4 more characters"),  # spaces at the ends and doubled do not count
        ("x" * (LONGEST + 1), "Too long"),
        ("aaaaaaaaaaaaaaaa", "over and over"),
        ("abababababababab", "over and over"),
        ("abcdefghijklmnop", "follows the alphabet"),
        ("1234567890123", "numbers"),
        ("qwertyuiopasdf", "keyboard"),
        ("Password12345!", "tried first|everyone tries"),
        ("P@ssw0rd P@ssw0rd", "everyone tries"),
        ("Probation2012!!", "everyone tries"),
        ("Youth Offending Team", "everyone tries"),
        ("correct horse battery staple", "everyone tries"),
        ("839201748362910", "Digits"),
        ("September 2012", "everyone tries"),
        ("x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'", "begin"),
    ],
)
def test_what_is_tried_first_is_refused_with_the_cure(bad: str, why: str) -> None:
    assert any(part in objection(bad) for part in why.split("|")), objection(bad)


def test_strength_is_told_in_words_that_grow_with_length() -> None:
    text = "ladder pebble moth quiet"
    assert strength("") == "Four unrelated words are good; spaces count, capitals count."
    assert "Too short" in strength(text[:11])
    assert "will do" in strength(text[:13])
    assert "Good" in strength(text[:17])
    assert strength(text) == "Strong."


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert strength(text)
    assert as_meant(as_meant(text)) == as_meant(text)
    assert objection(as_meant(text)) == objection(text)


def test_letters_composed_and_decomposed_are_the_same_passphrase() -> None:
    assert as_meant("te\u0301l and  four more ") == as_meant("tél and four more")


@given(st.binary(min_size=20, max_size=20))
def test_key_is_read_as_it_was_written(chance: bytes) -> None:
    key = recovery_key.written(chance)
    assert [len(group) for group in key.split("-")] == [4] * 9
    assert recovery_key.read(key) == key
    careless = key.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery_key.read(f"  {careless}\n") == key


def test_keys_of_different_bytes_differ() -> None:
    keys = {recovery_key.written(bytes([n]) + bytes(19)) for n in range(256)}
    assert len(keys) == 256


@given(st.binary(min_size=20, max_size=20), st.integers(0, 35), st.sampled_from("0Z7K"))
def test_a_wrong_letter_is_noticed(chance: bytes, at: int, other: str) -> None:
    letters = recovery_key.written(chance).replace("-", "")
    if letters[at] == other:
        other = "3" if other != "3" else "4"
    with pytest.raises(Refused, match="compare them"):
        recovery_key.read(letters[:at] + other + letters[at + 1 :])


@pytest.mark.parametrize(("typed", "why"), [("4T9K-U000", "“U”"), ("", "36"), ("4T9K", "has 4")])
def test_what_is_no_key_is_told_what_is_wrong(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        recovery_key.read(typed)


@given(st.text())
def test_any_other_text_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        recovery_key.read(text)
