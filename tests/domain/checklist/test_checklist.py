"""What a case's checklist tells, part by part, on the small library."""

from datetime import UTC, datetime

from domain.answers import AnswerKey
from domain.checklist import About
from domain.flags.flag import Verdict
from domain.intents import DecideFlag, Finish, GoodWork, Judge, PutOff, Remark, SetFact
from domain.interview import Session
from domain.report import Bars, Listing, Paragraph, Table, text_of
from tests.domain.checklist.cases import (
    ABOUT,
    MADE,
    flag,
    found,
    library,
    made_of,
    rows_under,
    under,
)
from tests.domain.checklist.plain_text import as_text, cell_text, sheet_text
from tests.domain.lines import library as small_library
from tests.instruments import take, tiny


def told(session: Session, heading: str, *, with_names: bool = False) -> list[str]:
    """The rows, points and sentences below a heading, each in one line."""
    lines = []
    for block in under(made_of(session, with_names=with_names), heading):
        if isinstance(block, Table):
            lines += [" | ".join(cell_text(cell) for cell in row) for row in block.rows]
        elif isinstance(block, Listing):
            lines += [text_of(item) for item in block.items]
        elif isinstance(block, Paragraph):
            lines.append(text_of(block.line))
    return lines


def test_the_head_tells_the_case_its_standing_and_who_judged_it() -> None:
    about = About("Fenmarsh 2012", MADE, head="ab" * 32, to="Ms Case Manager")
    document = made_of(library(), about=about)
    assert document.title == "Scored checklist, case L1"
    assert dict(document.facts) == {
        "Case": "L1",
        "Inspection": "Fenmarsh 2012",
        "Instrument": "Visit to a lending library (library 0.1)",
        "Standing": "Finished by A.W., 20 Feb 2012",
        "Countersigned": "Not countersigned",
        "Judged by": "A.W. (6 answers, 20 Feb 2012)",
        "For": "Ms Case Manager",
        "Trail": "ab" * 32,
    }
    assert document.foot == f"Case L1 · trail {'ab' * 8}"
    assert document.marking == "OFFICIAL-SENSITIVE"


def test_two_assessors_are_named_with_their_answers_and_days() -> None:
    later = datetime(2012, 2, 22, 9, 0, tzinfo=UTC)
    session = take(library(finish=False), Judge(AnswerKey("A1.1"), "no"), at=later, who="B.C.")
    assert dict(made_of(session).facts)["Judged by"] == (
        "A.W. (5 answers, 20 Feb 2012); B.C. (1 answer, 22 Feb 2012)"
    )


def test_an_open_case_says_so_and_carries_no_hash_of_the_trail() -> None:
    document = made_of(library(finish=False))
    assert dict(document.facts)["Standing"] == "Open: 4 of 4 answers given so far"
    assert "Trail" not in dict(document.facts)
    assert document.foot == "Case L1, still open"
    assert "The case is still open" in as_text(document)


def test_a_case_with_nothing_in_it_still_makes_a_document() -> None:
    text = as_text(made_of(Session.start(tiny(), "L9")))
    for said in (
        "Judged by: Nobody yet",
        "Nothing has been judged yet.",
        "No fact of the case has been recorded yet.",
        "Flags that nobody has decided on were not looked up",
    ):
        assert said in text


def test_an_invented_case_is_said_to_be_one_and_a_real_one_is_not() -> None:
    invented = as_text(made_of(library(), about=About("Fenmarsh 2012", MADE, invented=True)))
    assert "This is an invented case" in invented
    assert "invented" not in as_text(made_of(library()))


def test_each_judgement_is_explained_once_by_its_own_label() -> None:
    points = told(library(), "How to read this")
    assert [point.partition(":")[0] for point in points[:4]] == [
        "Yes, good enough",
        "No, not good enough",
        "Not applicable",
        "Not enough information",
    ]


def test_scores_are_told_with_counts_and_as_bars() -> None:
    document = made_of(library())
    table, _, bars = under(document, "Scores of this case")
    assert isinstance(table, Table)
    assert [" | ".join(cell_text(cell) for cell in row) for row in table.rows] == [
        "Access | 50% | 1 of 2 | 0 | FINE | 10 to 90%",
        "The building | 50% | 1 of 2 | 0 | FINE | 10 to 90%",
        "Getting in | 50% | 1 of 2 | 0 | FINE | 10 to 90%",
        "The service | 0% | 0 of 1 | 0 | POOR | 0 to 79%",
        "Lending | 0% | 0 of 1 | 0 | POOR | 0 to 79%",
    ]
    assert isinstance(bars, Bars)
    assert [(bar.label, bar.percent, bar.said) for bar in bars.bars] == [
        ("Getting in", 50, "50%, 1 of 2 sufficient"),
        ("Lending", 0, "0%, 0 of 1 sufficient"),
    ]


def test_a_criterion_without_an_answer_has_no_score_and_no_comment() -> None:
    row = told(Session.start(tiny(), "L9"), "Scores of this case")[0]
    assert row == "Access | no score | 0 of 0 | 0 |  | "


def test_strengths_name_key_questions_what_was_said_and_good_work() -> None:
    assert told(library(), "Strengths") == [
        "A1.1 Door (key question): Mrs Fenwick showed the way.",
        "Good work noted at A1.1: Fenwick painted arrows on the street.",
    ]
    silent = take(small_library(), Judge(AnswerKey("A1.1"), "yes"), Judge(AnswerKey("B1.1"), "yes"))
    assert told(silent, "Strengths") == [
        "Key questions judged sufficient: A1.1 Door.",
        "1 answer judged sufficient.",
    ]


def test_areas_for_improvement_begin_with_key_questions_and_give_every_reason() -> None:
    assert told(library(), "Areas for improvement") == [
        "Key questions to look at first: A1.2 Ramp.",
        "A1.2 Ramp (key question): Done late; Another reason, given in the note. "
        "The ramp came in May. It is steep.",
        "B1.3 Shelves – History: no reason recorded.",
    ]


def test_what_the_record_does_not_show_comes_after_what_fell_short() -> None:
    session = take(
        small_library(),
        Judge(AnswerKey("B1.1"), "nei", note="No log."),
        Judge(AnswerKey("B1.3", "fiction"), "no", ("late",)),
    )
    assert told(session, "Areas for improvement") == [
        "B1.3 Shelves – Fiction: Done late.",
        "B1.1 Lending: Not enough information. No log.",
    ]


def test_every_answer_stands_with_its_reasons_note_evidence_and_assessor() -> None:
    rows = told(library(), "Questions and answers")
    assert rows == [
        "Anyone can come in and find the desk.",
        "A1.1 | Is the door easy to find? / Key question (Access) | Yes, good enough | "
        "Note: Mrs Fenwick showed the way. / "
        "Evidence: plan of Fenwick House, p 4: “the door is blue” / "
        "Good work: Fenwick painted arrows on the street. | A.W. / 20 Feb 2012",
        "A1.2 | Is there a ramp beside the steps? / Key question (Access) | No, not good enough | "
        "Reasons: Done late; Another reason, given in the note / Note: The ramp came in May. / "
        "It is steep. | A.W. / 20 Feb 2012",
        "Books go out and come back.",
        "B1.3 | Is each shelf in order? | Judged row by row | Note: Both shelves are new. | ",
        "B1.3 | History | No, not good enough |  | A.W. / 20 Feb 2012",
        "Notes for the file.",
        "Z1.1 | Was the cat seen? | Not answered, optional | Note: Fur on a chair. | ",
    ]


def test_an_open_case_says_plainly_what_is_not_answered_yet() -> None:
    session = take(
        Session.start(tiny(), "L1"), SetFact("has_steps", "yes"), PutOff("A1.2"), PutOff("lends")
    )
    rows = told(session, "Questions and answers")
    assert [" | ".join(row.split(" | ")[::2]) for row in rows if " | " in row] == [
        "A1.1 | Not answered yet | ",
        "A1.2 | Left for later | ",
        "B1.1 | Not known yet whether it applies | ",
        "B1.2 | Not known yet whether it applies | ",
        "B1.3 | Not known yet whether it applies | ",
    ]
    assert "Is each shelf in order? / Rows: Fiction; History; Science" in rows[6]
    assert "Depends on: Lends books" in rows[4]
    assert rows[-1] == "Not looked at: 1 optional question."


def test_what_does_not_apply_is_told_with_its_rule_or_the_assessors_reason() -> None:
    assert told(library(), "Questions that do not apply") == [
        "B1.3 | Is each shelf in order? / Rows: Science | Left out by the facts of this case",
        "B1.3 | Is each shelf in order? / Fiction | "
        "Judged not applicable: A.W., 20 Feb 2012 / Note: moved next door",
    ]
    assert told(small_library(), "Questions that do not apply") == [
        "A1.2 | Is there a ramp beside the steps? | Only where there are steps"
    ]


def test_a_parked_answer_is_told_in_the_appendix_with_the_rule_that_set_it_aside() -> None:
    assert told(library(), "Answers set aside")[1:] == [
        "B1.1 | Do books go out on the day? | Yes, good enough | Only where books are lent | "
        "A.W. / 20 Feb 2012",
        "B1.2 | Do they come back? | Not enough information | Only where lending works / "
        "Note: No log was kept. | A.W. / 20 Feb 2012",
    ]


def test_good_work_and_what_was_said_of_all_rows_stay_with_answers_set_aside() -> None:
    session = take(
        small_library(),
        Judge(AnswerKey("B1.1"), "yes"),
        GoodWork("B1.1", "A trolley by the door."),
        *(Judge(AnswerKey("B1.3", row), "yes") for row in ("fiction", "history", "science")),
        Remark(AnswerKey("B1.3"), "All are new."),
        SetFact("lends", "no"),
        SetFact("stocked", ()),
    )
    rows = told(session, "Answers set aside")[1:]
    assert [row.split(" | ")[3] for row in rows] == [
        "Only where books are lent / Good work: A trolley by the door.",
        "Left out by the facts of this case / Note: All are new.",
        "Left out by the facts of this case",
        "Left out by the facts of this case",
    ]


def test_what_is_missing_is_listed_for_an_open_case_and_not_for_one_in_order() -> None:
    missing = told(small_library(), "Missing or at odds")
    assert missing[1:] == ["Not answered yet, 3 questions: A1.1; B1.1; B1.3."]
    done = take(
        small_library(),
        Judge(AnswerKey("A1.1"), "yes"),
        Judge(AnswerKey("B1.1"), "nei"),
        *(Judge(AnswerKey("B1.3", row), "yes") for row in ("fiction", "history", "science")),
        Finish(),
    )
    assert "Missing or at odds" not in as_text(made_of(done))


def test_flags_are_told_with_words_rule_and_the_reason_they_were_dismissed() -> None:
    flags = found([flag("f1", "Fenwick is named twice."), flag("f3", "One more.")], "Not this.")
    document = made_of(library(), findings=flags)
    text = as_text(document)
    dismissed = text[text.index("## Dismissed") : text.index("## Not decided")]
    assert dismissed.splitlines()[2:] == [
        "### 2. Copied forward",
        "Fenwick is named twice.",
        "- plan, 3 Feb 2012, p 3; plan, 1 Jan 2012: “the door is blue”",
        "Dismissed: seen by Fenwick (A.W., 20 Feb 2012)",
        "Bears on: A1.1 Door.",
        "",
    ]
    assert "1 flag still to be looked at." in text
    assert "One more." not in text
    assert "- Not this." in text


def test_decisions_are_told_in_full_when_the_documents_were_not_looked_at() -> None:
    text = as_text(made_of(library()))
    assert "Confirmed: agreed (A.W., 20 Feb 2012)" in text
    assert "- plan, 3 Feb 2012, p 3; plan, 1 Jan 2012: “the door is blue”" in text
    assert "were not looked up for this document" in text


def test_what_a_flag_is_held_against_is_told_unless_the_flag_says_so_itself() -> None:
    told_apart = flag("f3", "The page is old.", against="a new one of 3 Feb")
    told_once = flag("f4", "Shut since 3 Feb.", against="3 Feb")
    session = take(
        small_library(),
        DecideFlag(told_apart, Verdict.CONFIRMED),
        DecideFlag(told_once, Verdict.CONFIRMED),
    )
    text = as_text(made_of(session))
    assert "Held against: a new one of 3 Feb" in text
    assert text.count("Held against") == 1


def test_a_flag_confirmed_without_a_word_says_that_no_reason_was_given() -> None:
    session = take(small_library(), DecideFlag(flag("f1", "Old."), Verdict.CONFIRMED))
    assert "Confirmed: no reason was given (A.W., 20 Feb 2012)" in as_text(made_of(session))


def test_a_long_text_is_never_cut() -> None:
    note = "Seen in the record and told to the desk. " * 900
    session = take(small_library(), Judge(AnswerKey("A1.1"), "yes", note=note))
    document = made_of(session)
    assert note.strip() in as_text(document)
    assert note.strip() in sheet_text(document.sheets)


def test_every_name_in_the_case_is_masked_wherever_it_stands_and_counted_once_each() -> None:
    undecided = flag("f3", "Fenwick said.", "by Fenwick", "Fenwick 2011", "plan by Fenwick")
    flags = found([flag("f1", "Fenwick is named twice."), undecided])
    document = made_of(library(), "Fenwick", findings=flags)
    assert "Fenwick" not in as_text(document)
    assert "Fenwick" not in sheet_text(document.sheets)
    assert [cell_text(cell) for cell in rows_under(document, "Names")[0]] == [
        "a name",
        "[name]",
        "10",
    ]


def test_the_instruments_own_words_are_never_masked() -> None:
    words = ("door", "Fiction", "Access", "Done late", "Yes", "lent", "Copied", "Size", "Large")
    document = made_of(library(), *words)
    plain = made_of(library())
    rows = [row[:3] for row in rows_under(document, "Questions and answers")]
    assert rows == [row[:3] for row in rows_under(plain, "Questions and answers")]
    assert under(document, "Facts of the case") == under(plain, "Facts of the case")
    assert "Reasons: Done late" in as_text(document)


def test_a_copy_with_names_says_that_it_is_one() -> None:
    assert "asked for with names" in told(library(), "Names", with_names=True)[0]
    assert told(library(), "Names")[0].startswith("None of the names")


def test_sheets_hold_typed_cells_under_heads_of_the_same_width() -> None:
    document = made_of(library(), findings=found([flag("f3", "One more.")]))
    assert [sheet.name for sheet in document.sheets] == [
        "Answers",
        "Scores",
        "Facts",
        "Flags",
        "Not applicable",
    ]
    for sheet in document.sheets:
        assert {len(row) for row in sheet.rows} <= {len(sheet.columns)}
        titles = [column.title for column in sheet.columns]
        assert len(set(titles)) == len(titles)
    scores = document.sheets[1]
    assert scores.rows[0][:7] == ("Headline theme", "Access", "Access", 1, 1, 0, 2)
    assert scores.rows[0][7:] == (0.5, "FINE", 0.095, 0.905)
    assert [(chart.title, chart.first, chart.last) for chart in scores.charts] == [
        ("Criteria", 3, 4),
        ("Headline themes", 0, 0),
    ]


def test_an_answer_row_of_the_workbook_has_everything_said_of_it() -> None:
    answers = made_of(library()).sheets[0]
    titles = [column.title for column in answers.columns]
    row = dict(zip(titles, answers.rows[0], strict=True))
    assert row == {
        "Question": "A1.1",
        "Row": "",
        "Criterion": "Getting in",
        "Key": "yes",
        "Headline themes": "Access",
        "Question text": "Is the door easy to find?",
        "Judgement": "Yes, good enough",
        "Standing": "Sufficient",
        "Reasons": "",
        "Note": "Mrs Fenwick showed the way.",
        "Evidence": "plan of Fenwick House, p 4: “the door is blue”",
        "Good work": "Fenwick painted arrows on the street.",
        "Assessor": "A.W.",
        "Answered at": datetime(2012, 2, 20, 12, 0, tzinfo=UTC),
    }


def test_the_default_marking_gives_way_to_the_users_own() -> None:
    own = About("Fenmarsh 2012", MADE, marking="RESTRICTED (OURS)")
    assert made_of(library(), about=own).marking == "RESTRICTED (OURS)"
    assert ABOUT.marking == "OFFICIAL-SENSITIVE"
