"""Fingerprints: two texts with eight words in a row in common share one at least."""

from __future__ import annotations

import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from domain.flags.fingerprints import ROW, SURE, fingerprints, number_of

EIGHT = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
NUMBER_OF_DOOR = 919877085481212049
KEPT = [1861434834396971084]
words = st.lists(st.sampled_from([f"word{n}" for n in range(40)]), max_size=40)
passages = st.lists(st.sampled_from([f"word{n}" for n in range(40)]), min_size=SURE, max_size=20)


@given(words, words, words, words, passages)
def test_a_shared_passage_is_never_missed(
    before: list[str], after: list[str], head: list[str], tail: list[str], passage: list[str]
) -> None:
    one = fingerprints([*before, *passage, *after])
    other = fingerprints([*head, *passage, *tail])
    assert one & other


@given(words)
def test_numbers_fit_a_database_and_are_fewer_than_words(text: list[str]) -> None:
    found = fingerprints(text)
    assert all(0 <= number < 2**63 for number in found)
    assert len(found) <= max(0, len(text) - ROW + 1)
    assert bool(found) == (len(text) >= ROW)


def test_texts_without_five_words_in_common_share_nothing() -> None:
    one = [f"one{n % 97}" for n in range(5000)]
    other = [f"other{n % 89}" for n in range(5000)]
    assert fingerprints(one).isdisjoint(fingerprints(other))


def test_about_two_in_five_rows_are_kept() -> None:
    text = [f"word{n}" for n in range(10_000)]
    assert 0.36 < len(fingerprints(text)) / len(text) < 0.44


def test_spellings_of_one_word_are_the_same() -> None:
    one = ["the", "five", "of", "them", "met", "on", "3rd march 2014", "in", "town", "at", "ten"]
    other = ["the", "5", "of", "them", "met", "on", "03/03/2014", "in", "town", "at", "10"]
    assert fingerprints(one) == fingerprints(other)


def test_numbers_are_the_same_in_every_run() -> None:
    """They are kept in databases: a change here needs a new step that works them out anew."""
    assert number_of("door") == NUMBER_OF_DOOR
    assert sorted(fingerprints(EIGHT)) == KEPT
    code = (
        "from domain.flags.fingerprints import fingerprints\n"
        f"print(sorted(fingerprints({EIGHT!r})))"
    )
    for seed in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == str(KEPT)
