"""The report as a whole: what stands in it, what is plainly a gap, and what it never tells."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from domain.flags.flag import Kind
from domain.inspection_report import Sample, inspection_report, places
from domain.inspection_report.sample import Confirmed, Example
from domain.inspection_report.terms import used
from domain.instrument_file import load_packaged
from domain.report import MARKING, Bars, Box, Document, Heading, Table, text_of
from tests.domain.inspection_report.reading import as_text
from tests.domain.inspection_report.samples import sample
from tests.instruments import tiny

MADE = datetime(2012, 5, 1, 9, 30, tzinfo=UTC)
CCI = load_packaged()
ANSWERS = {"1.1.01": (57, 5), "1.1.03": (30, 32), "2.1.07": (28, 15), "3.2.01": (51, 8)}


def report(found: Sample | None = None, **written: str) -> Document:
    texts = {key.replace("__", ":"): text for key, text in written.items()}
    return inspection_report(found or sample(ANSWERS, instrument=CCI, cases=62), texts, made=MADE)


def titles(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_the_parts_stand_in_the_order_of_a_report() -> None:
    wanted = [
        "Foreword",
        "Scores in summary",
        "Recommendations",
        "Examples of good work",
        "Service users' perspective",
        "1 Assessment and sentence planning",
        "2 Delivery and review of interventions",
        "3 Outcomes",
        "Appendix 1: Scores of the criteria",
        "Appendix 2: Contextual information",
        "Appendix 3: Inspection arrangements",
        "Appendix 4: Characteristics of the cases",
        "Appendix 5: How scores are made",
        "Appendix 6: Figures question by question",
        "Appendix 7: Glossary",
    ]
    found = [b.text for b in report().blocks if isinstance(b, Heading) and b.level == 1]
    assert found == wanted


def test_an_earlier_inspection_stands_between_findings_and_appendices() -> None:
    now, then = sample(ANSWERS, instrument=CCI), sample(ANSWERS, instrument=CCI)
    found = titles(inspection_report(now, {}, made=MADE, earlier=then))
    assert found.index("3 Outcomes") < found.index("Compared with Testshire 2012")
    assert found.index("Compared with Testshire 2012") < found.index(
        "Appendix 1: Scores of the criteria"
    )


def test_every_place_to_write_in_is_a_gap_until_somebody_writes() -> None:
    found = sample(ANSWERS, instrument=CCI)
    boxes = [block for block in report(found).blocks if isinstance(block, Box)]
    titled = {place.title for place in places(found) if not place.draft}
    assert {box.title for box in boxes} == titled
    assert not any(box.text for box in boxes)
    assert all(box.to_write for box in boxes)


def test_what_people_wrote_stands_in_its_place_and_nowhere_else() -> None:
    found = sample(ANSWERS, instrument=CCI)
    for place in places(found):
        text = as_text(inspection_report(found, {place.key: "Words of mine."}, made=MADE))
        assert text.count("Words of mine.") == 1, place.key


def test_a_text_for_a_place_that_is_gone_changes_nothing() -> None:
    assert report(recommendation__gone="Words of mine.").blocks == report().blocks


def test_figures_of_other_areas_come_with_a_warning_and_what_is_not_known_says_so() -> None:
    found = report()
    table = next(b for b in found.blocks if isinstance(b, Table))
    rows = [[" ".join(map(text_of, cell)) for cell in row] for row in table.rows]
    assert [row[-3:] for row in rows] == [
        ["not known", "91%", "67%"],
        ["not known", "86%", "62%"],
        ["not known", "87%", "70%"],
    ]
    text = as_text(found)
    assert "Do not read much into small differences between areas." in text
    assert "May 2012" in text


def test_an_instrument_without_published_figures_has_no_columns_for_them() -> None:
    found = report(sample({"A1.1": (30, 10)}))
    table = next(b for b in found.blocks if isinstance(b, Table))
    assert [column.title for column in table.columns] == [
        "Headline theme",
        "Score",
        "Comment",
        "Sufficient answers",
        "95% interval",
    ]
    assert "Do not read much" not in as_text(found)


def test_any_instrument_gives_a_report_even_without_an_answer() -> None:
    text = as_text(report(sample({}, cases=0)))
    assert "No question of this criterion applied in any case." in text
    assert "no score" in text


def test_the_chart_has_every_criterion_with_its_figures_in_words() -> None:
    (bars,) = [block for block in report().blocks if isinstance(block, Bars)]
    assert [bar.label.split()[0] for bar in bars.bars] == [c.id for c in CCI.criteria if c.scored]
    assert bars.bars[0].said == "70% MODERATE (87 of 124)"
    assert bars.bars[0].interval == (61.6, 77.5)
    assert bars.bars[1].percent is None
    assert bars.bars[1].said == "no score"


def test_each_section_has_a_score_without_a_comment() -> None:
    tables = {b.caption: b for b in report().blocks if isinstance(b, Table)}
    assert [c.title for c in tables["Score of section 1 as a whole"].columns] == [
        "Score",
        "Sufficient answers",
        "95% interval",
    ]
    assert "Comment" in [c.title for c in tables["Score of criterion 1.1"].columns]


def test_what_is_invented_is_said_to_be() -> None:
    from dataclasses import replace

    made_up = replace(sample(ANSWERS, instrument=CCI), invented=True)
    assert "Invented: Made up for practice" in as_text(report(made_up))
    assert "Invented:" not in as_text(report())


def test_the_marking_is_the_users_own_if_one_is_given() -> None:
    assert report().marking == MARKING
    own = inspection_report(sample({}), {}, made=MADE, marking="RESTRICTED TO PANEL")
    assert own.marking == "RESTRICTED TO PANEL"


def test_examples_are_told_under_their_criterion_and_what_was_masked_is_listed() -> None:
    from dataclasses import replace

    found = replace(
        sample(ANSWERS, instrument=CCI),
        examples=(Example("2.1.07", "[worker] rang the victim each week."),),
        masked={("worker's name", "[worker]"): 2},
    )
    text = as_text(report(found))
    assert "- Protecting the public (2.1.07): [worker] rang the victim each week." in text
    assert "- [worker]: worker's name, 2 times" in text


def test_documents_that_were_compared_have_a_table_of_what_was_confirmed() -> None:
    confirmed = Confirmed(
        documented=30, kinds={Kind.COPIED: 9}, rules={"section_copied": 9}, of_question={}
    )
    text = as_text(report(sample(ANSWERS, instrument=CCI, confirmed=confirmed)))
    assert "| Cases with documents | 30" in text
    assert "| Text copied forward | 9" in text


def test_small_groups_of_children_are_not_told_by_themselves() -> None:
    found = sample(
        ANSWERS,
        instrument=CCI,
        cases=62,
        characteristics={
            "ethnicity": {"white_british": 56, "black": 4, "mixed": 2},
            "looked_after": {"yes": 3, "no": 59},
        },
    )
    text = as_text(report(found))
    assert "| White: British | 56 | 90%" in text
    assert "| Groups too small to be told apart | 6 | 10%" in text
    assert "Black or Black British" not in text
    assert "Looked after at any time in the sentence (62 cases): not told" in text
    sheet = next(s for s in report(found).sheets if s.name == "Cases")
    assert {row[2] for row in sheet.rows} == {56, 6, None}


@pytest.mark.parametrize("name", ["Scores", "Questions", "Rows", "Reasons", "Cases"])
def test_each_sheet_has_a_cell_for_every_column(name: str) -> None:
    found = sample(
        ANSWERS, instrument=CCI, reasons={"1.1.03": {"copied": 7, "outdated": 3, "not there": 2}}
    )
    sheet = next(s for s in report(found).sheets if s.name == name)
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)


def test_the_sheet_of_scores_has_a_chart_of_the_criteria() -> None:
    sheet = report().sheets[0]
    (chart,) = sheet.charts
    charted = sheet.rows[chart.first : chart.last + 1]
    assert [row[0] for row in charted] == ["Criterion"] * 8
    assert sheet.columns[chart.values].title == "Score"
    assert charted[0][chart.values] == pytest.approx(87 / 124)


def test_only_terms_that_are_named_are_explained() -> None:
    terms = [entry.term for entry in used(["The RMP was countersigned after a home visit."])]
    assert "RMP" in terms
    assert "VMP" not in terms
    assert [e.term for e in used(["Compliance was good."])] == []


def test_thresholds_that_leave_a_gap_have_a_heading_of_their_own() -> None:
    from domain.instrument_reporting import Reporting

    wide = msgspec.structs.replace(tiny(), report=Reporting(strength_from=80, improve_below=60))
    found = titles(report(sample({"A1.1": (28, 12)}, instrument=wide)))
    assert "Neither one nor the other" in found


def test_the_weightiest_key_findings_stand_at_the_start() -> None:
    text = as_text(report())
    ill = text.index("What weighs most for ill")
    assert text.index("What weighs most for good") < ill < text.index("# Recommendations")
    assert text.index("- The RoSH screening fell short of a true and current picture") > ill


def test_what_is_looked_for_cannot_be_taken_for_a_finding() -> None:
    assert "What good work looks like: what could harm the child was worked out" in as_text(
        report()
    )
