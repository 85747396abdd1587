"""Flags of a whole case: each rule, and what looks like it and holds."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import intents
from domain.answers import AnswerKey
from domain.documents import DocumentText, Moment, NewDocument
from domain.errors import Refused
from domain.events import Value
from domain.flags.checking import check
from domain.flags.cloned import OtherSection
from domain.flags.flag import Kind, Verdict
from domain.intents import DecideFlag
from domain.interview import Session
from domain.record_decisions import offered_reasons
from tests.domain.flags.case_with_documents import (
    FACTS,
    HOME,
    NEW,
    OFFENCE,
    SCHOOL,
    TODAY,
    CaseWithDocuments,
    asset,
    instrument,
)
from tests.instruments import take, tiny

COURT = asset(offence=OFFENCE, home=HOME, school=SCHOOL)
MOVE: Value = ({"date": "2012-03-02", "kind": "move", "text": "to his gran"},)


def copied_home() -> CaseWithDocuments:
    """One section taken over, the rest written anew."""
    return copied(asset(offence=NEW, home=HOME))


def copied(
    later: str = COURT, written: str = "2012-02-01", stage: str = "start"
) -> CaseWithDocuments:
    case = CaseWithDocuments().add(COURT, "2011-12-20", "before_sentence", author="Ann Webb")
    # The same words make the same document: a form always differs in its date.
    return case.add(f"{later}\nDate completed: {written}\n", written, stage)


# -- copied forward


def test_a_section_taken_over_is_flagged_with_its_share_and_its_source() -> None:
    (home,) = copied_home().flags("section_copied")
    assert home.documents == (2,)
    assert "100% of 43 own words taken over from Asset, 20 Dec 2011" in home.say
    assert home.against == "Asset, 20 Dec 2011, by Ann Webb"
    assert [quote.document for quote in home.quotes] == [2, 1]
    assert home.sure


def test_a_document_copied_as_a_whole_is_one_flag_that_lists_its_sections() -> None:
    case = copied()
    (flag,) = case.flags("document_copied")
    assert not case.flags("section_copied")
    assert flag.say.startswith("Asset, 1 Feb 2012: 100% of ")
    assert "3 of 3 sections" in flag.say
    assert flag.quotes[0].text == flag.quotes[1].text


def test_quotes_are_the_very_words_of_their_documents() -> None:
    case = copied()
    texts = {d.number: case.texts[d.about.text].text for d in case.session.documents}
    quotes = [quote for flag in case.found().flags for quote in flag.quotes]
    assert quotes
    assert all(texts[q.document][q.start : q.end] == q.text for q in quotes)


def test_text_written_anew_is_not_flagged() -> None:
    fresh = asset(offence=NEW, home=NEW.replace("he", "she"))
    assert not [flag for flag in copied(fresh).found().flags if flag.kind is Kind.COPIED]


def test_documents_of_one_day_are_no_versions_of_each_other() -> None:
    case = CaseWithDocuments().add(COURT, "2012-02-01")
    case.add(f"Full risk of serious harm assessment\n{COURT}", "2012-02-01", kind="full_rosh")
    assert not case.flags("section_copied")


def test_a_version_two_back_is_found_too() -> None:
    case = CaseWithDocuments().add(COURT, "2011-12-20", "before_sentence")
    case.add(asset(home=NEW), "2012-02-01")
    case.add(asset(home=HOME), "2012-05-01", "review")
    (flag,) = case.flags("section_copied")
    assert "from Asset, 20 Dec 2011" in flag.say


@given(st.lists(st.sampled_from(NEW.split(". ")), min_size=1, max_size=4))
def test_a_fresh_sentence_never_raises_the_share(more: list[str]) -> None:
    added = " ".join(f"{sentence.strip('.')}." for sentence in more)
    shares = [
        copied(asset(offence=f"{OFFENCE} {new}", home=HOME)).found().compared[1].share
        for new in ("", added)
    ]
    assert shares[1] <= shares[0]


# -- silent about a change


def with_move(later: str) -> CaseWithDocuments:
    case = CaseWithDocuments({**FACTS, "significant_changes": MOVE})
    case.add(COURT, "2012-01-30")
    return case.add(later, "2012-06-01", "review")


def test_text_carried_over_a_change_it_does_not_mention_leads_the_list() -> None:
    found = with_move(COURT.replace("warm and tidy", "warm and clean")).found()
    assert found.flags[0].kind is Kind.SILENT
    assert "change of home or placement, 2 Mar 2012: to his gran" in found.flags[0].say


@pytest.mark.parametrize(
    "later",
    [
        f"{COURT} He has moved to his gran.",
        asset(offence=NEW, home=NEW),
        COURT.replace("The house is", "At his new address the house is"),
    ],
    ids=["a new sentence speaks of it", "it is no copy", "an edited sentence speaks of it"],
)
def test_who_speaks_of_the_change_is_not_silent(later: str) -> None:
    assert not with_move(later).flags("silent")


def test_a_change_after_the_document_is_not_to_be_spoken_of() -> None:
    case = CaseWithDocuments({**FACTS, "significant_changes": MOVE})
    case.add(COURT, "2012-01-30").add(f"{COURT}\n", "2012-02-20", "review")
    assert not case.flags("silent")


# -- out of date


STATEMENTS: dict[str, tuple[str, dict[str, Value]]] = {
    "awaiting_sentence": ("Liam is awaiting sentence for the assault.", {}),
    "old_school": (
        "He attends Hallfield School.",
        {
            "schools": (
                {"name": "Hallfield School", "from": "2008-09-01", "until": "2012-02-28"},
                {"name": "The Acorn Centre", "from": "2012-03-01", "until": ""},
            )
        },
    ),
    "old_placement": (
        "He lives at 12 Corder Close.",
        {
            "homes": (
                {"name": "12 Corder Close", "from": "", "until": "2012-03-02"},
                {"name": "3 Mill Lane", "from": "2012-03-02", "until": ""},
            )
        },
    ),
    "age_stale": ("Liam is 14 years old.", {}),
    "relative_time": ("Last week he argued with his mother about money.", {}),
}


@pytest.mark.parametrize("rule", STATEMENTS)
def test_a_statement_the_record_speaks_against_is_flagged(rule: str) -> None:
    sentence, facts = STATEMENTS[rule]
    case = CaseWithDocuments({**FACTS, **facts})
    case.add(f"{COURT} {sentence}", "2011-12-20", "before_sentence")
    case.add(f"{asset(offence=NEW)} {sentence}", "2012-06-01", "review")
    flags = [flag for flag in case.flags(rule) if flag.documents == (2,)]
    assert len(flags) == 1
    assert flags[0].quotes[0].text in sentence
    assert flags[0].against


@pytest.mark.parametrize("rule", STATEMENTS)
def test_the_same_statement_is_right_when_first_written(rule: str) -> None:
    sentence, facts = STATEMENTS[rule]
    case = CaseWithDocuments({**FACTS, **facts})
    case.add(f"{COURT} {sentence}", "2011-12-20", "before_sentence")
    assert not case.flags(rule)


def test_the_child_is_known_by_name_where_no_head_tells_it() -> None:
    sentence = "Kyle is awaiting sentence for the assault."
    bare = "Core Asset profile\n\nOffence analysis\n"
    case = CaseWithDocuments().add(f"{bare}{sentence} Kyle was alone.", "2011-12-20", "start")
    case.add(f"{bare}{sentence} Kyle has gone back to school.", "2012-02-01")
    assert [flag.documents for flag in case.flags("awaiting_sentence")] == [(2,)]


def test_the_same_words_in_several_documents_are_one_flag() -> None:
    sentence = "Liam is awaiting sentence for the assault."
    case = CaseWithDocuments()
    case.add(f"{asset(offence=OFFENCE)} {sentence}", "2012-02-01")
    case.add(f"{asset(offence=NEW)} {sentence}", "2012-05-01", "review")
    (flag,) = case.flags("awaiting_sentence")
    assert flag.documents == (1, 2)
    assert flag.say.endswith("Also: Asset, 1 May 2012.")


# -- left unsaid

ORDER: Value = ({"date": "2012-01-12", "kind": "restraining_order", "text": "Mrs Dale"},)
VIOLENCE: Value = ({"date": "2010-05-04", "kind": "violence", "text": "common assault"},)


@pytest.mark.parametrize(
    ("facts", "kind", "text", "flagged"),
    [
        ({"protective_orders": ORDER}, "full_rosh", "He is a risk to nobody.", True),
        ({"protective_orders": ORDER}, "full_rosh", "He must not go near Mrs Dale.", False),
        ({"protective_orders": ORDER}, "full_rosh", "A restraining order is in force.", False),
        ({"protective_orders": ORDER}, "vulnerability_screening", "He is well.", False),
        ({"previous_offences": VIOLENCE}, "rosh_screening", "No concerns.", True),
        ({"previous_offences": VIOLENCE}, "rosh_screening", "He was convicted of assault.", False),
        ({"previous_offences": VIOLENCE}, "rosh_screening", "No previous violence on file.", True),
        ({"previous_offences": VIOLENCE}, "full_rosh", "He could be drawn into violence.", True),
        ({"looked_after": "yes"}, "vmp", "He is well.", True),
        ({"looked_after": "yes"}, "vmp", "He is in the care of foster carers.", False),
    ],
)
def test_a_fact_that_a_document_of_its_kind_passes_over(
    facts: dict[str, Value], kind: str, text: str, flagged: bool
) -> None:
    case = CaseWithDocuments({**FACTS, **facts}).add(text, "2012-02-01", kind=kind)
    assert bool(case.flags("unsaid")) is flagged


def test_what_came_about_later_need_not_be_mentioned() -> None:
    later: Value = ({"date": "2012-04-01", "kind": "looked_after", "text": ""},)
    facts = {**FACTS, "looked_after": "yes", "significant_changes": later}
    case = CaseWithDocuments(facts).add("He is well.", "2012-02-01", kind="vmp")
    assert not case.flags("unsaid")


# -- reviews


def test_a_first_assessment_is_due_fifteen_working_days_from_the_start() -> None:
    on_time = CaseWithDocuments().add(COURT, "2012-02-02")
    late = CaseWithDocuments().add(COURT, "2012-02-03")
    assert not on_time.flags("initial_late")
    (flag,) = late.flags("initial_late")
    assert "due by 2 Feb 2012, 15 working days from the start" in flag.say
    assert "1.2.02" in flag.questions
    assert "1.1.02" not in flag.questions  # that one asks about the RoSH screening


def test_one_written_for_court_is_no_first_assessment() -> None:
    case = CaseWithDocuments().add(COURT, "2012-01-12", "before_sentence")
    assert any("core Asset" in flag.say for flag in case.flags("initial_missing"))


def test_a_review_carried_over_whole_is_one_in_name_only() -> None:
    assert copied(COURT, "2012-05-01", "review").flags("review_in_name")
    assert copied(f"{COURT} Seen weekly.", "2012-05-01", "review").flags("review_in_name")
    assert not copied(f"{COURT} {NEW}", "2012-05-01", "review").flags("review_in_name")
    assert not copied(COURT, "2012-02-01", "start").flags("review_in_name")


def test_a_change_that_nobody_went_back_to_is_one_flag_over_all_forms() -> None:
    case = CaseWithDocuments({**FACTS, "significant_changes": MOVE}).add(COURT, "2012-01-30")
    (flag,) = case.flags("event_not_reviewed")
    assert "by 30 Mar 2012" in flag.say
    assert "Also:" in flag.say


# -- oversight


def test_a_signature_over_standing_flags_names_them() -> None:
    case = CaseWithDocuments().add(COURT, "2011-12-20", "before_sentence")
    case.add(f"{COURT}\n", "2012-02-01", countersigned_by="M.T.", countersigned="2012-02-03")
    (flag,) = case.flags("signed_with_flags")
    assert "countersigned by M.T. on 3 Feb 2012" in flag.say
    assert "copied forward 1" in flag.say


def test_a_sound_document_may_be_countersigned() -> None:
    case = CaseWithDocuments().add(
        COURT, "2012-02-01", countersigned_by="M.T.", countersigned="2012-02-03", author="A.W."
    )
    assert not [flag for flag in case.found().flags if flag.kind is Kind.OVERSIGHT]


@pytest.mark.parametrize(
    ("written", "signed", "rule"),
    [
        ("2012-02-02", "2012-02-01", "signed_early"),
        ("2012-02-02T14:05", "2012-02-02T14:00", "signed_early"),
        ("2012-02-02T14:05", "2012-02-02T14:09", "signed_at_once"),
        ("2012-02-02T14:05", "2012-02-02T15:00", ""),
        ("2012-02-02", "2012-02-02", ""),
        ("2012-02-02T14:05", "2012-02-02", ""),
    ],
)
def test_when_a_document_was_countersigned(written: str, signed: str, rule: str) -> None:
    case = CaseWithDocuments().add(
        COURT, written, author="A.W.", countersigned_by="M.T.", countersigned=signed
    )
    raised = {flag.rule for flag in case.found().flags if flag.rule.startswith("signed_")}
    assert raised == ({rule} if rule else set())


def test_author_and_countersigning_manager_are_told_apart_by_letters_only() -> None:
    case = CaseWithDocuments().add(COURT, "2012-02-01", author="A. Webb", countersigned_by="a webb")
    assert case.flags("signed_by_author")


def test_several_signed_with_flags_and_none_sent_back() -> None:
    def case(returned: str = "") -> CaseWithDocuments:
        back = {"returned": returned} if returned else {}
        built = CaseWithDocuments().add(COURT, "2011-12-20", "before_sentence")
        built.add(f"{COURT}\n", "2012-02-01", countersigned_by="M.T.", **back)
        return built.add(f"{COURT}\n\n", "2012-05-01", "review", countersigned_by="M.T.")

    assert case().flags("never_returned")
    assert not case("2012-02-04").flags("never_returned")


def test_a_plan_that_is_called_for_and_absent() -> None:
    facts = {**FACTS, "rmp_required": "yes"}
    absent = CaseWithDocuments(facts).add(COURT, "2012-02-01")
    there = CaseWithDocuments(facts).add(COURT, "2012-02-01")
    there.add("Risk management plan\nHe is seen weekly.", "2012-02-01", kind="rmp")
    assert [flag.questions for flag in absent.flags("rmp_absent")] == [("1.1.12",)]
    assert not there.flags("rmp_absent")
    assert not CaseWithDocuments(facts).flags("rmp_absent")  # no document was added at all


def test_a_level_other_than_asset_and_rosh_give() -> None:
    scores: Value = dict.fromkeys((row.id for row in instrument().row_set["factors"].rows), 1)
    told = {**FACTS, "asset_dynamic": scores, "asset_static": 4, "rosh_class": "low"}
    assert CaseWithDocuments({**told, "scaled_approach": "standard"}).flags("level_at_odds")
    assert not CaseWithDocuments({**told, "scaled_approach": "enhanced"}).flags("level_at_odds")


def scored(score: int, last: int) -> str:
    factors = [row.label for row in instrument().row_set["factors"].rows]
    parts = [f"{label}\n{NEW}\nScore: {score}\n" for label in factors[:-1]]
    return "Core Asset profile\n\n" + "\n".join((*parts, f"{factors[-1]}\n{HOME}\nScore: {last}\n"))


@pytest.mark.parametrize(
    ("last", "changes", "flagged"), [(2, MOVE, True), (3, MOVE, False), (2, (), False)]
)
def test_scores_that_stood_still_over_events(last: int, changes: Value, flagged: bool) -> None:
    case = CaseWithDocuments({**FACTS, "significant_changes": changes})
    case.add(scored(2, 2), "2012-02-01").add(f"{scored(2, last)}\n", "2012-05-01", "review")
    assert bool(case.flags("scores_frozen")) is flagged


# -- copied between cases


def other(text: str, name: str = "Dylan", day: date = date(2012, 1, 5)) -> OtherSection:
    return OtherSection("C-09", "Asset, 5 Jan 2012", "Living arrangements", text, name, day)


def test_a_section_cloned_from_another_case_and_the_name_left_in_it() -> None:
    theirs = f"{HOME} Dylan gets on well with his aunt and helps her in the garden."
    case = CaseWithDocuments().add(asset(home=theirs, school=SCHOOL), "2012-02-01")
    found = check(
        case.session,
        case.texts,
        TODAY,
        near=lambda texts: [[other(theirs)] if "garden" in text else [] for text in texts],
    )
    cloned = [flag for flag in found.flags if flag.kind is Kind.CLONED]
    assert {flag.rule for flag in cloned} == {"cloned", "wrong_person"}
    assert all("C-09" in flag.say for flag in cloned)


def test_the_one_that_was_written_first_is_no_clone() -> None:
    case = CaseWithDocuments().add(asset(home=HOME, school=SCHOOL), "2012-02-01")
    found = check(
        case.session,
        case.texts,
        TODAY,
        near=lambda texts: [[other(HOME, day=date(2012, 2, 2))] for _ in texts],
    )
    assert not [flag for flag in found.flags if flag.kind is Kind.CLONED]


def test_what_the_index_offers_is_verified_before_it_is_shown() -> None:
    case = CaseWithDocuments().add(asset(home=HOME, school=SCHOOL), "2012-02-01")
    found = check(case.session, case.texts, TODAY, near=lambda texts: [[other(NEW)] for _ in texts])
    assert not [flag for flag in found.flags if flag.kind is Kind.CLONED]


# -- decisions


def test_a_decision_holds_for_the_same_words_and_rule_when_flags_are_worked_out_afresh() -> None:
    case = copied()
    flag = case.flags("document_copied")[0]
    case.take(DecideFlag(flag, Verdict.DISMISSED, "family history, still right"))
    case.take(intents.SetFact("looked_after", "yes"))
    case.add("He is seen weekly.", "2012-03-01", kind="intervention_plan")
    decided = case.session.flag_decisions[flag.key]
    assert (decided.verdict, decided.why) == (Verdict.DISMISSED, "family history, still right")
    assert flag.key in {each.key for each in case.found().flags}
    assert flag not in case.found().undecided(case.session)


def test_dismissing_needs_a_reason() -> None:
    case = copied()
    with pytest.raises(Refused):
        case.take(DecideFlag(case.flags("document_copied")[0], Verdict.DISMISSED))


def test_what_was_decided_stays_on_record_when_the_document_is_taken_out() -> None:
    case = copied()
    flag = case.flags("document_copied")[0]
    case.take(DecideFlag(flag, Verdict.CONFIRMED)).take(intents.RemoveDocument(2, "wrong case"))
    assert flag.key not in {each.key for each in case.found().flags}
    assert case.session.flag_decisions[flag.key].say == flag.say


def test_a_confirmed_flag_fills_evidence_and_offers_its_reason() -> None:
    case = copied()
    flag = case.flags("document_copied")[0]
    key = AnswerKey("1.2.03")
    case.take(DecideFlag(flag, Verdict.CONFIRMED, fill=key))
    assert case.session.evidence(key)[0].document == "Asset, 1 Feb 2012"
    assert key not in case.session.judged  # a flag never sets an answer
    assert offered_reasons(case.session, "1.2.03") == ("copied",)


def test_the_reason_is_filled_in_where_the_judgement_asks_for_one() -> None:
    case = copied()
    key = AnswerKey("1.2.03")
    case.take(intents.Judge(key, "no", ("thin",)))
    case.take(DecideFlag(case.flags("document_copied")[0], Verdict.CONFIRMED, fill=key))
    assert case.session.reasons(key) == ("copied", "thin")


def test_undo_takes_a_decision_and_what_it_filled_in_back() -> None:
    case = copied()
    key = AnswerKey("1.2.03")
    case.take(DecideFlag(case.flags("document_copied")[0], Verdict.CONFIRMED, fill=key))
    case.take(intents.Undo())
    assert not case.session.flag_decisions
    assert not case.session.evidence(key)


# -- what could not be looked at


def test_what_could_not_be_checked_is_said() -> None:
    assert CaseWithDocuments().found().not_checked == (
        "No document of this case has been added yet: nothing could be compared.",
    )
    told = CaseWithDocuments().add(COURT, "2012-02-01").found().not_checked
    assert any("schools" in sentence for sentence in told)
    assert not any("ages" in sentence for sentence in told)


def test_an_instrument_without_rules_says_so() -> None:
    case = CaseWithDocuments().add(COURT, "2012-02-01")
    bare = msgspec.structs.replace(case.session.instrument, flag_rules=())
    session = Session(bare, "T1", case.session.events, case.session.state, case.session.course)
    found = check(session, case.texts, TODAY)
    assert not found.flags
    assert "no rules" in found.not_checked[0]


@pytest.mark.parametrize("text", ["", "\n" * 50_000, "Score: 2\n" * 3000, "[b]Liam[/b] " * 500])
def test_hostile_documents_raise_nothing(text: str) -> None:
    case = copied().add(f"x {text}", "2012-06-01", "review", kind="other")
    assert case.found().compared[-1].document.number == 3


def test_a_dismissed_flag_is_not_held_against_who_countersigned() -> None:
    case = CaseWithDocuments().add(COURT, "2011-12-20", "before_sentence")
    case.add(f"{COURT}\n", "2012-02-01", countersigned_by="M.T.")
    assert case.flags("signed_with_flags")
    case.take(DecideFlag(case.flags("document_copied")[0], Verdict.DISMISSED, "checked by phone"))
    assert not [flag for flag in case.flags("signed_with_flags") if "copied forward" in flag.say]


@pytest.mark.parametrize(("name", "silent"), [("Mill Lane", False), ("Acorn", True)])
def test_who_names_the_new_home_speaks_of_the_move(name: str, silent: bool) -> None:
    facts: dict[str, Value] = {
        "significant_changes": MOVE,
        "homes": ({"name": "3 Mill Lane", "from": "2012-03-02", "until": ""},),
        "schools": ({"name": "The Acorn Centre", "from": "2012-03-05", "until": ""},),
    }
    case = CaseWithDocuments({**FACTS, **facts}).add(COURT, "2012-01-30")
    case.add(f"{COURT} All is well at {name}.", "2012-06-01", "review")
    assert bool(case.flags("silent")) is silent


def test_a_statement_is_told_once_by_the_stronger_of_two_rules() -> None:
    sentence = "Liam will appear for sentence at Bexford Youth Court on 12 January."
    case = CaseWithDocuments().add(f"{COURT} {sentence}", "2011-12-20", "before_sentence")
    case.add(f"{asset(offence=NEW)} {sentence}", "2012-02-01")
    outdated = [flag for flag in case.found().flags if flag.kind is Kind.OUTDATED]
    assert len([flag for flag in outdated if flag.quotes[0].text == sentence]) == 1


def test_a_plan_never_looked_at_again_is_overdue() -> None:
    case = CaseWithDocuments().add(COURT, "2012-01-30").add(COURT + NEW, "2012-04-30", "review")
    case.add("Intervention plan\nHe is seen weekly.", "2012-01-30", kind="intervention_plan")
    assert any("intervention plan" in flag.say for flag in case.flags("review_overdue"))


def test_an_instrument_without_the_facts_of_a_rule_raises_none_by_it() -> None:
    words = DocumentText("The plan shows two floors. The lift was last looked at in March.")
    plan = NewDocument(
        "plan", "", Moment.read("2012-02-03"), "plan.txt", "text", words.key, words.key
    )
    session = take(Session.start(tiny(), "T1"), intents.AddDocuments((plan,), (words,)))
    assert check(session, {words.key: words}, TODAY).flags == ()
