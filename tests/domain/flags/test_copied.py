"""What was taken over from earlier text, what was changed in it and what is new."""

from __future__ import annotations

import re
import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.flags.copied import Comparison, Earlier, Verdict, trace
from domain.flags.edits import Edit, edits
from domain.flags.house import House, house_sentences
from domain.flags.passages import Span
from domain.flags.sentences import read, word_spans

PROMPTS = ["Living arrangements", "Who does the young person live with?"]
HOME = (
    "Tyler moved in with his aunt after the fire at the flat above the bakery. "
    "She works nights at the hospital and her neighbour listens out for him. "
    "Rent is two weeks behind, and a payment plan was agreed in May. "
    "He has a room to himself and keeps it tidy enough. "
    "The dog sleeps on his bed."
)
FRESH = "Nobody had rung the landlord about damp before our visit yesterday morning."

_LETTERS = st.text("abcdefghijklmnop", min_size=5, max_size=7)
_SENTENCES = st.lists(_LETTERS, min_size=1, max_size=14).map(
    lambda words: " ".join(words).capitalize() + "."
)
_TEXTS = st.lists(_SENTENCES, min_size=1, max_size=12).map(" ".join)


def compare(earlier: str, later: str, house: House | None = None) -> Comparison:
    known = Earlier(house) if house else Earlier()
    known.add(read(earlier, PROMPTS))
    return known.compare(read(later, PROMPTS))


def verdicts(found: Comparison) -> list[Verdict]:
    return [each.verdict for each in found.sentences]


@given(_TEXTS)
def test_a_text_against_itself_is_all_copied(text: str) -> None:
    found = compare(text, text)
    assert found.share == 1
    assert found.carried == 1
    assert found.label == "yes"
    assert len(found.spans) == len(found.sentences)


@pytest.mark.parametrize("text", ["", "   ", "\n".join(PROMPTS), "LIVING ARRANGEMENTS:\n\n1.\n"])
def test_prompts_alone_are_not_copied(text: str) -> None:
    found = compare(text, text)
    assert (found.share, found.label, found.spans) == (0, "no", [])


def test_prompts_are_not_counted_beside_text_of_ones_own() -> None:
    later = f"{PROMPTS[0]}\n\n{PROMPTS[1]}\n{FRESH}"
    found = compare(f"{PROMPTS[0]}\n\n{PROMPTS[1]}\n{HOME}", later)
    assert (found.share, found.words) == (0, 12)
    assert [later[start:end] for start, end in found.headings] == PROMPTS


@given(_TEXTS, st.lists(_TEXTS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_earlier_sections_is_indifferent(
    later: str, sections: list[str], random: Random
) -> None:
    shares = []
    for _ in range(2):
        known = Earlier()
        for section in sections:
            known.add(read(section))
        shares.append(known.compare(read(later)).share)
        random.shuffle(sections)
    assert shares[0] == shares[1]


def test_sentences_in_another_order_are_all_taken_over() -> None:
    turned = " ".join(reversed(re.split(r"(?<=\.) ", HOME)))
    assert compare(HOME, turned).share == 1


@given(_TEXTS, _TEXTS, st.integers(0, 12))
def test_a_fresh_sentence_never_raises_the_share(earlier: str, later: str, at: int) -> None:
    sentences = re.split(r"(?<=\.) ", later)
    more = " ".join([*sentences[:at], "Quux zyzzy vuvu wyrd zuzu ryvy.", *sentences[at:]])
    assert compare(earlier, more).share <= compare(earlier, later).share


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(text: str) -> None:
    found = compare(text, text)
    assert all(text[start:end].strip() == text[start:end] for start, end in found.spans)
    assert found.share in {0, 1}


@given(_TEXTS, _TEXTS)
def test_spans_are_exact(earlier: str, later: str) -> None:
    found = compare(earlier, f"  {later}\n\n{earlier} ")
    sentences = re.split(r"(?<=\.)\s+", f"{later}\n\n{earlier}")
    text = f"  {later}\n\n{earlier} "
    assert [text[slice(*each.span)] for each in found.sentences] == sentences
    for span, source in found.matches:
        assert 0 <= source.span.start < source.span.end <= len(earlier)
        assert span in [each.span for each in found.sentences]


def test_a_source_is_the_sentence_in_the_earlier_text() -> None:
    later = f"{FRESH} {HOME[:74]}"
    ((span, source),) = compare(HOME, later).matches
    assert later[slice(*span)] == HOME[slice(*source.span)] == HOME[:73]


def test_an_edited_sentence_counts_the_words_it_keeps() -> None:
    found = compare(HOME, "Rent is four weeks behind, and a payment plan was agreed in June.")
    assert verdicts(found) == [Verdict.EDITED]
    assert found.sentences[0].kept == 11
    assert found.share == pytest.approx(11 / 13)
    assert found.carried == 1


@pytest.mark.parametrize(
    "later",
    [
        # parts turned about, split, joined, drawn out, cut
        "After the fire at the flat above the bakery, Tyler moved in with his aunt.",
        "She works nights at the hospital. Her neighbour listens out for him.",
        "Rent is two weeks behind, and a payment plan was agreed in May, and he has a room to"
        " himself and keeps it tidy enough.",
        "As the school also told us, he has a room to himself and keeps it tidy enough.",
        "She works nights at the hospital.",
    ],
)
def test_reworked_sentences_are_known_again(later: str) -> None:
    assert compare(HOME, later).label == "yes"


def test_a_joined_sentence_keeps_the_words_of_both() -> None:
    later = (
        "Rent is two weeks behind, and a payment plan was agreed in May, and he has a room to"
        " himself and keeps it tidy enough."
    )
    found = compare(HOME, later)
    assert found.share > 0.9
    assert len(found.matches) == 2


def test_a_reworded_sentence_is_known_by_its_neighbours() -> None:
    between = "Rent arrears of two weeks have since been cleared by a payment plan in May."
    sentences = re.split(r"(?<=\.) ", HOME)
    alone = compare(HOME, between)
    among = compare(HOME, " ".join([*sentences[:2], between, *sentences[3:]]))
    assert verdicts(alone) == [Verdict.NEW]
    assert verdicts(among)[2] == Verdict.EDITED


def test_two_writers_on_one_subject_share_nothing() -> None:
    later = (
        "His aunt took Tyler in when the flat burnt down. A neighbour is on hand during her night"
        " shifts at the hospital. Arrears of a fortnight are being paid off."
    )
    assert compare(HOME, later).share < 0.1


def test_a_passage_lifted_into_a_new_sentence_counts_but_the_sentence_is_new() -> None:
    later = (
        "When I asked how things stood on the day of our first meeting he shrugged and then said"
        " that a payment plan was agreed, which his aunt knew nothing of when we rang her."
    )
    found = compare(HOME, later)
    assert verdicts(found) == [Verdict.NEW]
    assert found.sentences[0].kept == 5
    assert found.label == "no"


def test_a_plain_fact_said_twice_is_no_copying() -> None:
    found = compare(f"He is left-handed. {HOME}", f"{FRESH} He is left-handed. {FRESH}")
    assert verdicts(found) == [Verdict.NEW, Verdict.PLAIN, Verdict.NEW]
    assert found.share == 0


def test_a_plain_fact_carried_over_with_its_neighbour_counts() -> None:
    found = compare(HOME, f"{FRESH} {HOME[-78:]}")
    assert verdicts(found)[-1] == Verdict.TAKEN_OVER


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("He was seen on 3rd March 2014 by the nurse.", "He was seen on 03/03/14 by the nurse."),
        ("He has five brothers and a cat at home.", "He has 5 brothers and a cat at home."),
        ("It’s Tyler’s “own” ﬁre, he said of it.", "It's Tyler's \"own\" fire, he said of it."),
    ],
)
def test_the_same_words_written_otherwise_are_taken_over(earlier: str, later: str) -> None:
    assert verdicts(compare(earlier, later)) == [Verdict.TAKEN_OVER]


def test_page_layout_hides_nothing() -> None:
    page = (
        f"{PROMPTS[0]}\n\n"
        "Tyler moved in with his aunt after the fire at the flat above the bakery. She works\n"
        "nights at the hospital and her neighbour listens out for him. Rent is two weeks be-\n"
        "\n"
        "Confidential   Page 2 of 9\n"
        "\n"
        "hind, and a payment plan was agreed in May. He has a room to himself and keeps it\n"
        "tidy enough. The dog sleeps on his bed.\n"
    )
    found = compare(HOME, page)
    assert set(verdicts(found)) == {Verdict.TAKEN_OVER}
    assert [page[start] for start, _ in found.spans] == list("TSRHT")


def test_bullets_hide_nothing() -> None:
    listed = "\n".join(f"• {each}" for each in re.split(r"(?<=\.) ", HOME))
    found = compare(HOME, listed)
    assert found.share == 1
    assert all(listed[start].isalpha() for start, _ in found.spans)


def test_every_earlier_text_is_named_that_has_the_sentence() -> None:
    known = Earlier()
    for text in (HOME, FRESH, HOME):
        known.add(read(text))
    found = known.compare(read(HOME))
    assert {source.place for _, source in found.matches} == {0, 2}
    assert [found.kept_from(place) for place in range(3)] == [found.words, 0, found.words]


HOUSE_TEXT = "This form was filled in with the help of police, school and health records."


def test_sentences_of_many_cases_are_the_houses() -> None:
    own = ("One fox ran.", "Two owls sat up.", "Three cats hid.", "Four dogs lay down.")
    texts = [f"{HOUSE_TEXT} {each}" for each in own]
    learnt = house_sentences([[read(text)] for text in texts])
    assert len(learnt) == 1
    assert house_sentences([[read(texts[0]), read(texts[0])], [read(texts[1])]]) == frozenset()


@pytest.mark.parametrize(
    "text", [HOUSE_TEXT, HOUSE_TEXT.replace("school and", "school, YOT and"), HOUSE_TEXT.upper()]
)
def test_house_sentences_never_count(text: str) -> None:
    house = House([next(iter(read(HOUSE_TEXT).sentences)).words])
    found = compare(f"{text} {HOME}", f"{FRESH} {text}", house)
    assert verdicts(found) == [Verdict.NEW, Verdict.HOUSE]
    assert (found.share, found.words, found.spans) == (0, 12, [])


def test_changed_words_are_shown_as_they_were_and_are() -> None:
    before, after = "She does get on well with her mum.", "She does not get on with her step mum."
    was, now = read(before), read(after)
    found = edits((before, was, was.sentences[0].span), (after, now, now.sentences[0].span))
    assert found == (Edit("", "not"), Edit("well", ""), Edit("", "step"))


@given(_TEXTS)
def test_words_stand_where_they_are_said_to(text: str) -> None:
    reading = read(text)
    for sentence in reading.sentences:
        spans = word_spans(reading, sentence.span)
        assert tuple(text[start:end].lower() for start, end in spans) == sentence.words


def test_trace_ranks_heavy_rewording_above_another_subject() -> None:
    reworked = read("Tyler has lived with his aunt since the fire at the flat above a bakery.")
    assert trace(read(HOME), read(HOME)) == 1
    assert trace(read(HOME), reworked) > 2 * trace(read(HOME), read(FRESH))
    assert trace(read(HOME), read("")) == 0


@pytest.mark.parametrize(
    "text",
    [
        "No. " * 20000,
        "." * 200_000,
        "a" + " " * 200_000,
        "word " * 20000,
        "- " * 20000,
        "1.1" * 20000,
    ],
    ids=["one word", "dots", "spaces", "no end", "dashes", "figures"],
)
def test_hostile_text_is_read_in_seconds(text: str) -> None:
    start = time.perf_counter()
    compare(text, f"{text}x")
    assert time.perf_counter() - start < 10


def test_spans_of_nothing() -> None:
    assert read("").sentences == ()
    assert read("Living arrangements", PROMPTS).headings == (Span(0, 19),)
