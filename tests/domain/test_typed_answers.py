"""The grammar of a line typed at a plain question: what is taken, what is asked about."""

from datetime import date

import pytest

from domain.answers import Evidence
from domain.instrument_file import load_packaged
from domain.intents import Cite, GiveReasons, Judge, Remark
from domain.interview import Session
from domain.typed import Command, Say, Unclear, read
from tests.domain.lines import DOOR, at, library, told
from tests.instruments import TODAY, take, type_at

PROSE = "record of a visit before March, although the diary says that he was seen twice. " * 3


def real(step: str, text: str) -> str:
    return told(read(Session.start(load_packaged(), "07"), step, text, date(2012, 2, 20)))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("y", "yes"),
        ("Y", "yes"),
        (" y ", "yes"),
        ("y!", "yes"),
        ("y.", "yes"),
        ("yes", "yes"),
        ("YES!", "yes"),
        ("n", "no"),
        ("N", "no"),
        ("no", "no"),
        ("no.", "no"),
        ("u", "nei"),
        ("nei", "nei"),
        ("unclear", "nei"),
    ],
)
def test_a_judgement_alone_needs_one_key_or_its_word(text: str, meaning: str) -> None:
    assert at("A1.1", text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("yes but the mother was not asked", "yes | but the mother was not asked"),
        ("y but the mother was not asked", "yes | but the mother was not asked"),
        ("Yes, but late", "yes | but late"),
        ("yes she did", "yes | she did"),
        ("u no record", "nei | no record"),
        ("No. She was never seen.", "no | She was never seen."),
        ("no he was not seen", "no | he was not seen"),
        ("n she said she only changed the date", "no | she said she only changed the date"),
        ("y @ plan p3", "yes | @ plan p3"),
        ("no, not really", "no | not really"),
    ],
)
def test_text_after_a_judgement_is_its_note(text: str, meaning: str) -> None:
    assert at("A1.1", text) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "NA no victim",
        "n/a no victim",
        "N/A - no victim",
        "na: no victim",
        "x no victim",
        "n.a. no victim",
        "N / A no victim",
        "not applicable - no victim",
        "X, no victim",
    ],
)
def test_not_applicable_is_read_with_its_reason_however_it_is_written(text: str) -> None:
    assert at("A1.1", text) == "na | no victim"


@pytest.mark.parametrize("text", ["x", "X", "n/a", "N/A.", "na", "n.a.", "Not applicable", "x?"])
def test_not_applicable_without_a_reason_is_asked_for_one(text: str) -> None:
    typed = read(library(), "A1.1", text, TODAY)
    assert isinstance(typed, Unclear)
    assert "needs a reason" in typed.ask
    assert typed.text == text


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("n copied, late", "no copied,late"),
        ("n late; copied", "no late,copied"),
        ("n copied late", "no copied,late"),
        ("n copied and out of date", "no copied,outdated"),
        ("n copied/out of date", "no copied,outdated"),
        ("n copied + late & stale", "no copied,late,outdated"),
        ("n - late", "no late"),
        ("n: late", "no late"),
        ("n, late", "no late"),
        ("n. late", "no late"),
        ("n-late", "no late"),
        ("N late", "no late"),
        ("N COPIED, LATE", "no copied,late"),
        ("No, copied", "no copied"),
        ("No: copied and stale", "no copied,outdated"),
        ("poor - copied", "no copied"),
        ("no, poor: copied", "no copied"),
        ("no copied, late", "no copied,late"),
        ("n late, she agreed", "no late | she agreed"),
        ("n copied, late, she agreed, twice", "no copied,late | she agreed, twice"),
        ("n other: no staff", "no other | other: no staff"),
        ("n late, late", "no late"),
        ("n Done late.", "no late"),
    ],
)
def test_reasons_follow_a_judgement_in_any_writing(text: str, meaning: str) -> None:
    assert at("A1.1", text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("n 2", "no copied"),
        ("n2", "no copied"),
        ("N2", "no copied"),
        ("n2,3", "no copied,outdated"),
        ("n2 3", "no copied,outdated"),
        ("n 2 and 3", "no copied,outdated"),
        ("n reasons 2 and 3", "no copied,outdated"),
        ("n 2,3 she agreed", "no copied,outdated | she agreed"),
        ("n 2 3 she agreed", "no copied,outdated | she agreed"),
        ("n 2, she agreed", "no copied | she agreed"),
        ("n 2 because he moved", "no copied | because he moved"),
        ("no 2", "no copied"),
        ("2", "no copied"),
        ("2,4", "no copied,other"),
        ("2 4", "no copied,other"),
        ("2 and 4", "no copied,other"),
        ("2.", "no copied"),
        ("2 she agreed", "no copied | she agreed"),
        ("n 2, late", "no copied,late"),
    ],
)
def test_a_reason_can_be_typed_by_its_number(text: str, meaning: str) -> None:
    assert at("A1.1", text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("n 3 Feb version copied", "no | 3 Feb version copied"),
        ("n 3/2/12 version", "no | 3/2/12 version"),
        ("n 2 weeks late", "no | 2 weeks late"),
        ("n 2 3 weeks late", "no | 2 3 weeks late"),
        ("n 99 problems", "no | 99 problems"),
        ("3 Feb 2012: she came", "note"),
        ("2 workers saw him", "note"),
        ("n2nd version", "note"),
    ],
)
def test_a_number_that_counts_or_dates_something_is_no_reason(text: str, meaning: str) -> None:
    assert at("A1.1", text) == meaning


@pytest.mark.parametrize("text", ["n 9", "9", "0", "n 0", "2012", "n 1,9"])
def test_a_number_that_no_reason_has_is_asked_about(text: str) -> None:
    typed = read(library(), "A1.1", text, TODAY)
    assert isinstance(typed, Unclear)
    assert "they run from 1 to 4" in typed.ask


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("n copyed", "no copied"),
        ("n coppied", "no copied"),
        ("n copide, latte", "no copied,late"),
        ("n out of dat", "no outdated"),
        ("n oudated", "no outdated"),
        ("n ovedue", "no late"),
        ("n carried forwad", "no copied"),
        ("n cop", "no copied"),
    ],
)
def test_a_slip_of_the_finger_does_not_hide_a_reason(text: str, meaning: str) -> None:
    assert at("A1.1", text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("n copied from last year", "no copied | copied from last year"),
        ("n out of date, he had moved", "no outdated | he had moved"),
        ("n out of date as he had moved", "no outdated | out of date as he had moved"),
        ("n copied. She agreed.", "no copied | copied. She agreed."),
        ("n copied (date changed only)", "no copied | copied (date changed only)"),
        ("n copied - she agreed", "no copied | copied - she agreed"),
        ("n copied and the mother was not asked", "no copied | the mother was not asked"),
        ("n copy was in the file", "no | copy was in the file"),
        ("n copy machine", "no | copy machine"),
    ],
)
def test_a_reason_may_be_explained_but_a_noun_in_a_sentence_is_none(
    text: str, meaning: str
) -> None:
    assert at("A1.1", text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("n evidence from school was there", "no | evidence from school was there"),
        ("n family were not seen", "no | family were not seen"),
        ("n information", "no | information"),
        ("n victims safety", "no | victims safety"),
        ("n victms", "no victims"),
        ("No information", "? n t"),
        ("No victim", "? n t"),
        ("No evidence", "? n t"),
        ("no evidence at all of victims being considered", "? n t"),
        ("Insufficient evidence of victims", "? n t"),
        ("Not sufficient, copied", "no copied"),
        ("yeah", "yes"),
        ("good enough", "yes"),
        ("can’t tell", "nei"),
        ("cant tell", "nei"),
    ],
)
def test_the_words_of_the_real_instrument_are_not_taken_for_more_than_they_say(
    text: str, meaning: str
) -> None:
    assert real("1.1.03", text) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "No record of a visit",
        "No one asked him",
        "no info",
        "No after care was given",
        "No late",
        "Unclear whether he was seen",
    ],
)
def test_a_word_that_may_open_a_sentence_is_asked_about(text: str) -> None:
    assert at("A1.1", text)[2:] in ("n t", "u t")


@pytest.mark.parametrize(
    "text",
    [
        "No-one asked him",
        "No-show in May",
        "x-ray was done",
        "N.B. he was seen",
        "Y.K. said so",
        "Yesterday she came",
        "Note: he was seen",
        "Nobody asked",
        "I think yes",
        "//slash first",
    ],
)
def test_text_that_opens_with_no_judgement_is_a_note(text: str) -> None:
    assert at("A1.1", text) == "note"


@pytest.mark.parametrize("text", ["N said he was sorry", "N is 15", "X was at home", "U said so"])
def test_a_capital_letter_may_be_a_person_and_is_asked_about(text: str) -> None:
    assert at("A1.1", text).startswith("?")


@pytest.mark.parametrize(
    "text", ["yes and no", "y n", "n y", "y - n", "n but y", "no yes", "yes, no", "y n late"]
)
def test_two_different_judgements_are_asked_about(text: str) -> None:
    assert set(at("A1.1", text).split()) == {"?", "y", "n", "t"}


@pytest.mark.parametrize("text", ["y?", "n?", "yes?", "yes ?"])
def test_a_judgement_with_a_question_mark_is_asked_about(text: str) -> None:
    assert at("A1.1", text).startswith("?")


@pytest.mark.parametrize("text", ["y/n", "ok", "none", "maybe", "nn", "?", "skip"])
def test_a_single_word_that_is_no_answer_is_asked_about(text: str) -> None:
    assert at("A1.1", text).startswith("?")


@pytest.mark.parametrize("text", ["not aplicable, no steps", "Not aplicable, no steps"])
def test_a_misspelt_judgement_is_asked_about(text: str) -> None:
    assert at("A1.1", text) == "? x t"


@pytest.mark.parametrize("text", ["late", "copied, late", "out of date"])
def test_reasons_in_words_before_a_judgement_are_asked_about(text: str) -> None:
    assert at("A1.1", text) == "? n t"


def test_the_way_offered_tells_the_judgement_and_its_reasons() -> None:
    typed = read(library(), "A1.1", "late", TODAY)
    assert isinstance(typed, Unclear)
    assert typed.ways[0].label == "No, not good enough: Done late"
    assert typed.ways[0].intent == Judge(DOOR, "no", ("late",))
    assert typed.ways[1].intent == Remark(DOOR, "late")


@pytest.mark.parametrize(
    "text", [f"No {PROSE}", f"Yes {PROSE}", f"N {PROSE}", f"No, late {PROSE}", "No late\nHe left."]
)
def test_a_pasted_paragraph_is_asked_about_whatever_its_first_word(text: str) -> None:
    typed = read(library(), "A1.1", text, TODAY)
    assert isinstance(typed, Unclear)
    assert typed.text == text.strip()
    assert Remark(DOOR, text.strip()) in [way.intent for way in typed.ways]


def test_a_single_small_key_before_a_pasted_paragraph_is_a_judgement() -> None:
    assert at("A1.1", f"n late, {PROSE}") == f"no late | {PROSE.strip()}"


def test_after_a_judgement_that_wants_reasons_they_are_typed_alone_and_add_up() -> None:
    session = type_at(library(), "A1.1", "n")
    assert at("A1.1", "late", session) == "reasons late"
    assert at("A1.1", "late, she agreed", session) == "reasons late | she agreed"
    assert at("A1.1", "copy machine is broken", session) == "note"
    session = type_at(session, "A1.1", "late")
    session = type_at(session, "A1.1", "2")
    assert session.reasons(DOOR) == ("late", "copied")


def test_reasons_for_another_judgement_than_the_one_given_are_asked_about() -> None:
    session = type_at(library(), "A1.1", "y")
    assert at("A1.1", "2", session) == "? n t"
    assert at("A1.1", "late", session) == "? n t"


def test_several_reasons_that_fit_are_asked_about_with_their_numbers() -> None:
    typed = read(Session.start(load_packaged(), "07"), "1.1.03", "n not", TODAY)
    assert isinstance(typed, Unclear)
    assert "type the number" in typed.ask
    assert isinstance(typed.ways[0].intent, Judge)
    assert typed.ways[0].intent.note == "not"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("@ plan", Evidence("plan")),
        ("@plan p 3", Evidence("plan", "3")),
        ("@ plan, P. 3-4, “the door”", Evidence("plan", "3-4", "the door")),
        ('@ plan 3 Feb pp 3 – 4 "the door"', Evidence("plan 3 Feb", "3–4", "the door")),
        ("@ plan page 12: 'the door'", Evidence("plan", "12", "the door")),
        ("@ mother's diary", Evidence("mother's diary")),
        ("@ “the door”", Evidence("", "", "the door")),
        ("@ plan “open", Evidence("plan", "", "open")),
    ],
)
def test_evidence_is_taken_apart(text: str, evidence: Evidence) -> None:
    assert read(library(), "A1.1", text, TODAY) == Say(Cite(DOOR, evidence))


@pytest.mark.parametrize("text", ["@", "@ ", "@ , ", "@ p 3"])
def test_evidence_that_names_nothing_is_asked_about(text: str) -> None:
    typed = read(library(), "A1.1", text, TODAY)
    assert isinstance(typed, Unclear)
    assert typed.text == text.strip()


def test_a_slash_is_a_command_and_two_are_a_slash() -> None:
    session = library()
    assert read(session, "A1.1", "/Go  A1.2 ", TODAY) == Command("go", "A1.2")
    assert read(session, "A1.1", "//go A1.2", TODAY) == Say(Remark(DOOR, "/go A1.2"))


def test_where_nothing_is_asked_a_line_is_kept() -> None:
    assert isinstance(read(library(), "", "//a line", TODAY), Unclear)
    assert isinstance(read(library(), "Z9.9", "y", TODAY), Unclear)


def test_a_judgement_that_is_taken_is_put_on_record() -> None:
    session = type_at(library(), "A1.1", "n copied, late, she agreed")
    answer = session.answers[DOOR]
    assert (answer.judgement, answer.reasons, answer.note) == (
        "no",
        ("late", "copied"),
        "she agreed",
    )
    session = take(session, GiveReasons(DOOR, ("late",)))
    assert session.reasons(DOOR) == ("late",)


@pytest.mark.parametrize("text", ["No, I never saw it", "no we did not", "yes I did that in March"])
def test_what_the_case_manager_says_of_himself_is_asked_about(text: str) -> None:
    typed = read(library(), DOOR.question, text, TODAY)
    assert isinstance(typed, Unclear)
    judge = typed.ways[0].intent
    assert isinstance(judge, Judge)
    assert judge.note == text
