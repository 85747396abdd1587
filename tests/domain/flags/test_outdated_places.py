"""What is implied of a home, a school, a court or an order that is over, and what is not."""

from __future__ import annotations

import dataclasses

import pytest

from domain.flags.outdated import out_of_date
from domain.flags.record import Ended, Record, Stay
from domain.flags.statement import BARE
from tests.domain.flags.invented_case import EARLIER, NOW, RECORD

FOSTERED = dataclasses.replace(
    RECORD,
    homes=(
        dataclasses.replace(RECORD.homes[0], label="foster home of Joan and Alf Penrose"),
        RECORD.homes[1],
    ),
    carer="grandmother",
    carer_name="Olive Quill",
)
SAINT = dataclasses.replace(
    RECORD,
    schools=(
        Stay("St Barnabas Academy", RECORD.schools[0].since, RECORD.schools[0].until),
        RECORD.schools[1],
    ),
)

OLD = {
    "old_placement": (
        "From his window at Capstan Row he looks out on the quay.",
        "I called at number 18 and he is in the kitchen with a bowl of cereal.",
        "He stamps up the stairs at his mum's to be alone.",
        "Home visits are best made before noon.",
        "Living arrangements: two rooms, a shared bathroom.",
        "When he gets in of an evening there is a plate for him.",
        "Karen has him full time and gets no help with it.",
        "The flat where he sleeps has one plug.",
        "I saw the house in Capstan Row, where he has the small room.",
    ),
    "awaiting_sentence": (
        "The not knowing is the worst of it for him.",
        '"I want to know what I\'m getting," he says.',
        "Nobody has told him yet whether they will send him away.",
        "There is a bag packed behind the door.",
        "Nan cannot sleep for wondering what he will get.",
        "He would sooner have it over with.",
        "Mum has ironed a shirt for the day he stands in front of them.",
    ),
    "ended_order": (
        "He will not wear shorts with that thing on his ankle.",
        "The monitoring company have been out three times.",
        "Mum likes the curfew because she knows where he is.",
        "A bleeper in the hall sees to it that he is home.",
        "He can't go to the match after 7.",
        "Conditions in force: not to go within a mile of the marina.",
        "The Referral Order made in October has him in every week.",
    ),
    "old_school": (
        '"Harbourside\'s all right," he says, "my mates go."',
        "I fear that the Academy will exclude him, Harbourside being at the end of its rope.",
        "he dont like harbourside but he goes.",
    ),
}
FINE_OLD = (
    "One of the five lives with foster carers in Rook Bay.",
    "Demi lives with her mum over the chip shop.",
    "Tyrell is on a tag and hates it.",
    "The eldest of the three is on bail.",
    "Tag rugby is his game.",
    "A youth bench must give its reasons.",
    "He comes and goes from the house as he likes.",
    "Keeley's mother is waiting to be sentenced.",
    "At Harbourside, in the gym, he threw a stool.",
    "He got into Harbourside in 2008 off the reserve list.",
    "Ollie goes to Harbourside's rival.",
)
FINE_NEW = (
    "Old paperwork gives 18 Capstan Row as his address; please amend.",
    "His file from Harbourside is thin.",
    "Should this fail, going back to Mum's is not on offer.",
    "In case of breach the court can add a curfew.",
)


def _kinds(text: str, earlier: str = "", record: Record = RECORD) -> list[str]:
    found = out_of_date(text, record, NOW, earlier_text=earlier, earlier=EARLIER)
    return [f.kind for f in found if f.sure != BARE]


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, ts in OLD.items() for t in ts])
def test_what_older_words_imply_is_held_against_the_record(kind: str, text: str) -> None:
    assert kind in _kinds(text, earlier=text)


@pytest.mark.parametrize("text", FINE_OLD)
def test_what_is_told_of_others_or_of_the_past_is_left_alone(text: str) -> None:
    assert _kinds(text, earlier=text) == []


@pytest.mark.parametrize("text", FINE_NEW)
def test_news_of_what_is_over_is_left_alone(text: str) -> None:
    assert _kinds(text) == []


@pytest.mark.parametrize(
    "text", ["He eats with the Penroses at six.", "It is Alf who takes him fishing."]
)
def test_carers_named_by_the_label_of_a_home_tell_of_it_in_older_words(text: str) -> None:
    assert _kinds(text, text, FOSTERED) == ["old_placement"]
    assert _kinds(text, "", FOSTERED) == []


@pytest.mark.parametrize("text", ["He is in the base at St B's.", '"St Barn\'s is dull," he says.'])
def test_a_school_is_known_by_the_start_of_its_name(text: str) -> None:
    assert _kinds(text, text, SAINT) == ["old_school"]
    assert _kinds("St Bride's is where she was married.", "", SAINT) == []


def test_a_home_that_has_not_changed_is_no_news() -> None:
    settled = dataclasses.replace(RECORD, homes=RECORD.homes[1:])
    text = "Living arrangements: two rooms, a shared bathroom."
    assert _kinds(text, text, settled) == []


def test_a_partner_of_before_named_as_the_one_to_be_protected_is_no_tie() -> None:
    record = dataclasses.replace(RECORD, ended=(Ended("girlfriend", "Kirsty Bell", EARLIER),))
    for text in (
        "He is not to contact Kirsty.",
        "He rings Kirsty's mother at night.",
        "The order to protect Kirsty runs on.",
        "There is a rumour that Kirsty is seeing somebody.",
    ):
        assert _kinds(text, "", record) == []
        assert _kinds(text, text, RECORD) == []


@pytest.mark.parametrize(
    "text",
    [
        "ABH on a pupil at Harbourside, March 2010.",
        "About the boy at Harbourside he will not talk.",
        "Verbal to staff at Harbourside.",
        "I still have to speak to Harbourside.",
        "Sources: Harbourside, mum, police.",
        "Foster carer, school, police.",
        "Kirsty's mum says he is outside her house most nights.",
        "He does not know what he will get for his birthday.",
    ],
)
def test_events_sources_and_contacts_claim_nothing(text: str) -> None:
    assert _kinds(text) == []
    assert _kinds(text, text, FOSTERED) == []


def test_an_order_thought_of_is_awaited_and_not_running() -> None:
    text = "If a community sentence is made he'll need ISS and a tight curfew."
    assert _kinds(text, text) == ["awaiting_sentence"]
    assert _kinds("Stays out late when not on curfew.") == ["ended_order"]
