"""The wording of a report is lent to inspections begun before it, and changes nothing asked."""

from __future__ import annotations

import msgspec

from domain.inspection_report import Sample
from domain.instrument_file import load_packaged
from domain.instrument_reporting import Reporting
from domain.instrument_wording import as_asked, worded
from tests.instruments import tiny

WHOLE = load_packaged()


def test_an_inspection_begun_before_the_wording_is_told_in_it() -> None:
    bare = as_asked(WHOLE)
    assert bare.report == Reporting()
    assert {q.finding for q in bare.questions} == {None}
    assert worded(bare) == WHOLE
    assert Sample.of(bare, "Testshire", []).instrument == WHOLE


def test_wording_is_not_lent_to_a_question_in_other_words() -> None:
    first, *others = as_asked(WHOLE).questions
    changed = msgspec.structs.replace(
        as_asked(WHOLE),
        questions=(msgspec.structs.replace(first, text="Something else?"), *others),
    )
    assert worded(changed).questions[0].finding is None
    assert worded(changed).questions[1].finding == WHOLE.questions[1].finding


def test_an_instrument_with_wording_of_its_own_keeps_it() -> None:
    own = msgspec.structs.replace(as_asked(WHOLE), report=Reporting(strength_from=80))
    assert worded(own) == own


def test_an_instrument_that_does_not_come_with_the_program_is_lent_nothing() -> None:
    assert worded(tiny()) == tiny()


def test_what_is_asked_is_all_that_is_left_without_the_wording() -> None:
    asked = as_asked(WHOLE)
    assert [q.text for q in asked.questions] == [q.text for q in WHOLE.questions]
    assert asked != as_asked(msgspec.structs.replace(WHOLE, bands=WHOLE.bands[1:]))
