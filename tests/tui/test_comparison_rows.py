"""A comparison as rows: every sentence once, marks as judged, flags where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from domain import intents
from domain.documents import DocumentText
from domain.flags.copied import Verdict
from domain.flags.flag import Flag, Kind
from domain.flags.flag import Verdict as Decision
from domain.interview import Session
from tests.instruments import take
from tests.tui.compared_case import START, case_with, flagged, kyle, stale
from tui.pages import comparison as page
from tui.viewmodel.comparison import comparison_view
from tui.viewmodel.comparison_rows import (
    MARKS,
    ComparisonView,
    Form,
    Head,
    Raised,
    Sentence,
    Share,
    changed_words,
)
from tui.widgets.comparison_lines import blocks
from tui.widgets.wrapping import line_spans

JAN, FEB, MAY = date(2012, 1, 12), date(2012, 2, 3), date(2012, 5, 10)
HEADINGS = ("Living arrangements", "Offence analysis", "Substance use", "Conclusions")

_WORDS = st.sampled_from(
    ["Siân", "aunt", "tŷ", "lives", "with", "his", "mother", "3 May 2012", "[b]x[/b]", "漢字"]
)
_SENTENCES = st.lists(_WORDS, min_size=1, max_size=16).map(lambda words: f"He {' '.join(words)}.")
_BODIES = st.lists(st.lists(_SENTENCES, max_size=5).map(" ".join), min_size=1, max_size=4)


def form(bodies: Sequence[str]) -> DocumentText:
    parts = [f"{head}\n{body}\n" for head, body in zip(HEADINGS, bodies, strict=False)]
    text = "\n".join(("Core Asset profile\n", *parts))
    return DocumentText(text, (0, len(text) // 2))


def view_of(*texts: DocumentText, number: int | None = None) -> ComparisonView:
    """The last of these documents against those before it."""
    days = (JAN, FEB, MAY)
    session, findings = case_with(*zip(days, texts, strict=False))
    return comparison_view(session, findings, findings.versions.of(number or len(texts)))


def kyles() -> ComparisonView:
    session, findings = kyle()
    return comparison_view(session, findings, findings.versions.of(2))


def sentences(view: ComparisonView) -> list[Sentence]:
    return [row for row in view.rows if isinstance(row, Sentence)]


@given(_BODIES, _BODIES)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
def test_every_sentence_of_the_later_text_is_one_row_with_its_mark(
    earlier: list[str], later: list[str]
) -> None:
    session, findings = case_with((JAN, form(earlier)), (FEB, form([*later, "He is new."])))
    compared = findings.versions.of(2)
    rows = sentences(comparison_view(session, findings, compared))
    judged = compared.whole.sentences
    assert [row.span for row in rows] == [each.span for each in judged]
    assert [row.mark for row in rows] == [MARKS[each.verdict] for each in judged]
    for row in rows:
        assert (row.passage is not None) == (row.verdict is not Verdict.NEW) or row.passage


@given(_BODIES)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
def test_no_word_of_the_document_is_left_out(later: list[str]) -> None:
    text = form(later)
    view = view_of(form(["He lives with his aunt."]), replace_key(text))
    shown = " ".join(
        row.name if isinstance(row, Head) else row.text
        for row in view.rows
        if isinstance(row, Head | Form | Sentence)
    )
    for word in text.text.split():
        assert word in shown


def replace_key(text: DocumentText) -> DocumentText:
    """Other words than those of the earlier document, which a case takes only once."""
    return DocumentText(f"{text.text}\nAnd this.", text.pages)


@given(_BODIES, _BODIES, st.integers(30, 140))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
def test_a_row_is_as_high_as_it_says_and_no_wider_than_the_list(
    earlier: list[str], later: list[str], width: int
) -> None:
    session, findings = case_with((JAN, form(earlier)), (FEB, form([*later, "He is new."])))
    view = comparison_view(session, findings, findings.versions.of(2))
    for block in blocks(view.rows):
        lines = block.lines(width)
        assert len(lines) == block.height(width)
        assert max(line.cell_length for line in lines) <= width


@given(st.lists(st.text("ab漢’ŵ", max_size=30), max_size=20).map(" ".join), st.integers(2, 40))
def test_lines_hold_all_words_and_are_never_too_wide(text: str, width: int) -> None:
    lines = [text[start:end] for start, end in line_spans(text, width)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_an_edited_sentence_rests_on_the_earlier_one_and_its_changed_words_are_known() -> None:
    row = sentences(kyles())[0]
    assert (row.mark, row.verdict) == ("~", Verdict.EDITED)
    assert row.passage is not None
    assert row.passage.said == "Asset, 12 Jan 2012"
    were, are = changed_words(row.passage.text, row.text)
    assert [row.passage.text[slice(*span)] for span in were] == ["mother"]
    assert [row.text[slice(*span)] for span in are] == ["aunt"]


def test_a_head_says_how_much_was_taken_over_from_which_version() -> None:
    heads = {row.name: row.share for row in kyles().rows if isinstance(row, Head)}
    assert heads == {
        "Core Asset profile": "nothing but the form",
        "Living arrangements": "97% of 39 own words taken over from Asset, 12 Jan 2012",
        "Education, training and employment": (
            "40% of 35 own words taken over from Asset, 12 Jan 2012"
        ),
        "Offence analysis": "57% of 35 own words taken over from Asset, 12 Jan 2012",
        "Substance use": "nothing but the form",
    }


def test_the_overview_has_a_line_for_the_whole_and_each_section() -> None:
    shares = [row for row in kyles().rows if isinstance(row, Share)]
    assert [row.name for row in shares][:3] == [
        "Whole document",
        "Core Asset profile",
        "Living arrangements",
    ]
    assert [row.counts for row in shares] == [
        "5 =  1 ~  2 +",
        "",
        "2 =  1 ~  0 +",
        "1 =  0 ~  1 +",
        "2 =  0 ~  1 +",
        "",
    ]
    assert [row.flags for row in shares] == [1, 0, 0, 0, 1, 0]


def test_prompts_are_the_forms_and_no_sentences() -> None:
    assert [row.text for row in kyles().rows if isinstance(row, Form)] == [
        "Where does the young person live?"
    ]


def test_what_is_out_of_date_stands_beneath_its_sentence() -> None:
    rows = kyles().rows
    at = next(n for n, row in enumerate(rows) if isinstance(row, Raised))
    above, raised = rows[at - 1], rows[at]
    assert isinstance(above, Sentence)
    assert isinstance(raised, Raised)
    assert above.flagged
    assert "awaiting sentence" in above.text
    assert raised.say == "Sentence told as still to come: Sentenced on 20 Jan 2012."
    assert [row.flagged for row in sentences(kyles())].count(True) == 1


def test_what_was_said_again_stands_beneath_its_sentence_in_each_document() -> None:
    session, findings = kyle()
    (flag,) = findings.flags
    before = stale(findings, 1, "awaiting sentence", "the same.")
    again = replace(flag, documents=(1, 2), quotes=(*before.quotes, *flag.quotes))
    for number in (1, 2):
        compared = findings.versions.of(number)
        view = comparison_view(session, flagged(findings, [again]), compared)
        at = next(n for n, row in enumerate(view.rows) if isinstance(row, Raised))
        above = view.rows[at - 1]
        assert isinstance(above, Sentence)
        assert "awaiting sentence" in above.text


@pytest.mark.parametrize("kind", [Kind.COPIED, Kind.CLONED, Kind.UNSAID])
def test_what_is_said_of_a_section_stands_under_its_heading(kind: Kind) -> None:
    session, findings = kyle()
    flag = replace(findings.flags[0], kind=kind)
    view = comparison_view(session, flagged(findings, [flag]), findings.versions.of(2))
    at = next(n for n, row in enumerate(view.rows) if isinstance(row, Raised))
    above = view.rows[at - 1]
    assert isinstance(above, Head)
    assert above.name == "Offence analysis"


def test_what_is_said_of_several_sections_stands_before_the_text() -> None:
    session, findings = kyle()
    (flag,) = findings.flags
    other = stale(findings, 2, "Kyle lives with his aunt", "as before.")
    copied = replace(flag, kind=Kind.COPIED, quotes=(*flag.quotes, *other.quotes))
    for each in (copied, replace(flag, kind=Kind.SILENT)):
        view = comparison_view(session, flagged(findings, [each]), findings.versions.of(2))
        at = next(n for n, row in enumerate(view.rows) if isinstance(row, Raised))
        assert isinstance(view.rows[at - 1], Share)


def test_what_quotes_nothing_stands_before_the_text_of_its_documents() -> None:
    session, findings = kyle()
    flag = replace(findings.flags[0], kind=Kind.OVERSIGHT, quotes=())
    for number, there in ((1, False), (2, True)):
        compared = findings.versions.of(number)
        view = comparison_view(session, flagged(findings, [flag]), compared)
        raised = [n for n, row in enumerate(view.rows) if isinstance(row, Raised)]
        assert bool(raised) is there
        if there:
            assert isinstance(view.rows[raised[0] - 1], Share)


def test_a_flag_decided_on_says_what_was_made_of_it_and_is_jumped_over() -> None:
    session, findings = kyle()
    session = decided(session, findings.flags[0], "quoted from the court")
    view = comparison_view(session, findings, findings.versions.of(2))
    (raised,) = [row for row in view.rows if isinstance(row, Raised)]
    assert raised.standing == "dismissed: quoted from the court"
    assert not raised.counts
    assert view.beyond(0, "flag", 1) is None
    assert not any(row.flagged for row in sentences(view))
    assert not any(row.flags for row in view.rows if isinstance(row, Share))


def decided(session: Session, flag: Flag, why: str) -> Session:
    return take(session, intents.DecideFlag(flag, Decision.DISMISSED, why))


def test_jumps_go_both_ways_and_end_at_the_ends() -> None:
    view = kyles()
    first = view.beyond(0, "new", 1)
    assert first is not None
    second = view.beyond(first, "new", 1)
    assert second is not None
    assert view.beyond(second, "new", 1) is None
    assert view.beyond(second, "new", -1) == first
    assert view.beyond(first, "new", -1) is None
    assert view.head_of(0) == view.beyond(0, "section", 1)


def test_a_document_with_nothing_before_it_says_so() -> None:
    session, findings = kyle()
    view = comparison_view(session, findings, findings.versions.of(1))
    assert view.against == "no earlier document"
    assert view.told.endswith("nothing earlier to compare with")
    assert {row.mark for row in sentences(view)} == {"+"}
    assert all(row.share is None for row in view.rows if isinstance(row, Share))


def test_one_chosen_version_is_the_only_one_compared_with() -> None:
    texts = (form(["He lives with his mother in a flat on the Marsh estate."]), form(["Away."]))
    later = DocumentText(f"{texts[0].text}\nAnd this.")
    session, findings = case_with(*zip((JAN, FEB, MAY), (*texts, later), strict=True))
    everything = comparison_view(session, findings, findings.versions.of(3))
    assert everything.against == "2 earlier documents"
    assert sentences(everything)[0].mark == "="
    one = comparison_view(session, findings, findings.versions.between(2, 3))
    assert one.against == "Asset, 3 Feb 2012"
    assert sentences(one)[0].mark == "+"


def test_the_place_of_a_passage_is_told_where_it_changes() -> None:
    home = "He lives with his mother in a flat on the Marsh estate near the water."
    school = "He attends the academy on a reduced timetable and has a mentor there."
    fresh = "Nothing of this was written anywhere before today by anybody at all."
    view = view_of(form([home]), form([school]), form([f"{home} {school} {fresh}"]))
    rows = sentences(view)
    assert [row.passage.said if row.passage else "" for row in rows] == [
        "Asset, 12 Jan 2012, p 1",
        "Asset, 3 Feb 2012, p 1",
        "",
    ]
    assert [row.placed for row in rows] == [True, True, False]


def test_text_of_a_document_is_never_taken_for_markup_or_a_command() -> None:
    hostile = DocumentText("Conclusions\nHe [red]is[/] \x1b[31mred\x9b and\u202e back [/] again.")
    row = sentences(view_of(form(["x"]), hostile))[0]
    assert "[red]is[/]" in row.text
    assert row.text.isprintable()
    shown = [line.plain for block in blocks([row]) for line in block.lines(120)]
    assert "[red]is[/]" in shown[0]


def test_printed_it_fits_a_terminal_and_says_changes_in_words() -> None:
    lines = list(page.lines_of(kyles()))
    assert max(map(len, lines)) <= 80
    assert lines[:3] == [
        "Asset, 3 Feb 2012: 66% of 109 own words taken over",
        "Compared with Asset, 12 Jan 2012.",
        "= taken over  ~ edited  + new  ! flagged",
    ]
    at = next(n for n, line in enumerate(lines) if line.startswith("  ~ "))
    assert "      “mother” became “aunt”" in lines[at : at + 4]
    flagged_at = next(n for n, line in enumerate(lines) if line.startswith("  ! "))
    assert lines[flagged_at].endswith("Sentenced on 20 Jan 2012.")


def test_a_flag_on_words_of_the_form_stands_under_the_heading() -> None:
    session, findings = kyle()
    flag = stale(findings, 2, "Where does the young person live?", "asked again.")
    view = comparison_view(session, flagged(findings, [flag]), findings.versions.of(2))
    at = next(n for n, row in enumerate(view.rows) if isinstance(row, Raised))
    assert isinstance(view.rows[at - 1], Head)
    assert START.count("Where does") == 1
