"""What is said of flags, whatever shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from domain import intents
from domain.answers import AnswerKey
from domain.flags.checking import Findings
from domain.flags.flag import Flag, Kind, Verdict
from domain.interview import Session
from tests.instruments import take
from tests.tui.flagged_case import flagged_case
from tests.tui.house import StandingClock
from tui.event_words import log_line
from tui.flagging import Flagging
from tui.viewmodel import context_view, flag_lines, flag_views, flags_left, turns
from tui.viewmodel.documents import short_name
from tui.viewmodel.flags import filled, flags_meant

QUESTION = "1.2.03"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Findings]:
    case = flagged_case(Path(tmp_path_factory.mktemp("home")))
    with case.store() as store:
        session = store.load(case.id)
        findings = Flagging(store, case.id, StandingClock()).now(session)
    assert findings is not None
    return session, findings


def decided(session: Session, flag: Flag, verdict: Verdict, why: str = "") -> Session:
    return take(session, intents.DecideFlag(flag, verdict, why))


def test_flags_stand_by_kind_with_those_to_decide_first(
    checked: tuple[Session, Findings],
) -> None:
    session, findings = checked
    copied = [flag for flag in findings.flags if flag.kind is Kind.COPIED]
    session = decided(session, copied[0], Verdict.DISMISSED, "known")
    views = flag_views(session, findings)
    order = list(Kind)
    assert [order.index(v.kind) for v in views] == sorted(order.index(v.kind) for v in views)
    assert [v.key for v in views if v.kind is Kind.COPIED] == [copied[1].key, copied[0].key]
    numbers = {view.key: view.number for view in views}
    assert numbers == {flag.key: n for n, flag in enumerate(findings.flags, 1)}


def test_the_beginning_of_a_key_is_as_long_as_it_must_be(
    checked: tuple[Session, Findings],
) -> None:
    session, findings = checked
    keys = ("abcd111111", "abcd122222", "9876543210")
    flags = tuple(replace(flag, key=key) for flag, key in zip(findings.flags, keys, strict=False))
    views = flag_views(session, replace(findings, flags=flags))
    assert {view.key: view.short for view in views} == {
        "abcd111111": "abcd11",
        "abcd122222": "abcd12",
        "9876543210": "9876",
    }
    meant = {name: [view.key for view in flags_meant(views, name)] for name in _NAMES}
    assert meant == {
        "1": [views[0].key],
        "9876": ["9876543210"],
        "ABCD11": ["abcd111111"],
        "abcd": ["abcd111111", "abcd122222"],
        "987": [],
        "": [],
    }


_NAMES = ("1", "9876", "ABCD11", "abcd", "987", "")


def test_words_put_under_an_answer_that_stands_the_other_way_are_told_so(
    checked: tuple[Session, Findings],
) -> None:
    session, findings = checked
    flag = next(flag for flag in findings.flags if QUESTION in flag.questions)
    key = AnswerKey(QUESTION)
    said = []
    for judgement in ("yes", "no", None):
        before = take(session, intents.Judge(key, judgement)) if judgement else session
        after = take(before, intents.DecideFlag(flag, Verdict.CONFIRMED, "", key))
        said.append(filled(after, after.events[len(before.events) :]))
    assert said[0].startswith("1.2.03 stands at “Yes")
    assert said[0].endswith("the evidence was added beneath it.")
    assert said[1].startswith("Its words are evidence of 1.2.03 now")
    assert said[2] == "Its words are evidence of 1.2.03 now."
    assert filled(session, ()) == ""


def test_weaker_rules_are_to_be_checked_and_stand_apart(
    checked: tuple[Session, Findings],
) -> None:
    session, findings = checked
    flags = tuple(
        replace(flag, sure=False) if flag.kind is Kind.OUTDATED else flag for flag in findings.flags
    )
    lines = flag_lines(session, replace(findings, flags=flags), QUESTION)
    assert [(line.sign, line.text) for line in lines] == [
        ("(!)", "copied and silent about: 1"),
        ("(!)", "copied forward: 2, up to 100%"),
        ("(?)", "out of date: 1"),
    ]


def test_one_copied_section_is_told_with_its_share(checked: tuple[Session, Findings]) -> None:
    session, findings = checked
    living = next(flag for flag in findings.flags if "Living arrangements" in flag.say)
    lines = flag_lines(session, replace(findings, flags=(living,)), QUESTION)
    assert [line.text for line in lines] == ["copied forward 86%"]
    assert "86% of 42 own words" in living.say


def test_decided_flags_stand_with_their_verdict(checked: tuple[Session, Findings]) -> None:
    session, findings = checked
    for flag in findings.flags:
        if flag.kind is Kind.COPIED:
            session = decided(session, flag, Verdict.CONFIRMED)
    lines = flag_lines(session, findings, QUESTION)
    assert ("", "copied forward: 2, up to 100%, confirmed", False) in [
        (line.sign, line.text, line.undecided) for line in lines
    ]


def test_a_fact_and_a_question_without_flags_have_no_lines(
    checked: tuple[Session, Findings],
) -> None:
    session, findings = checked
    assert flag_lines(session, findings, None) == ()
    assert flag_lines(session, findings, "1.1.01") == ()
    assert flag_lines(session, None, QUESTION) == ()


def test_linked_documents_are_those_of_the_kinds_of_the_question(
    checked: tuple[Session, Findings],
) -> None:
    view = context_view(checked[0], QUESTION)
    told = {kind.label: [str(each) for each in kind.documents] for kind in view.documents}
    assert told == {
        "Core Asset profile": [
            "12 Jan 2012, before sentence, by A. Bell, not countersigned",
            "3 Feb 2012, start of sentence, by A. Bell, countersigned 3 Feb 2012 by M. Tarn",
        ],
        "Pre-sentence report": [],
    }
    assert not view.without


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kirsten Stubley", "K. Stubley"),
        ("Mary Ann Tarn", "M. A. Tarn"),
        ("A. Bell", "A. Bell"),
        ("A.W.", "A.W."),
        ("", ""),
    ],
)
def test_names_are_short_where_there_is_little_room(name: str, short: str) -> None:
    assert short_name(name) == short


def test_flags_left_are_counted_until_the_last_is_decided(
    checked: tuple[Session, Findings],
) -> None:
    session, findings = checked
    number = len(findings.flags)
    assert flags_left(session, findings) == (f"{number} flags are undecided; /flags lists them.")
    for flag in findings.flags[1:]:
        session = decided(session, flag, Verdict.CONFIRMED)
    assert flags_left(session, findings) == "1 flag is undecided; /flags lists them."
    session = decided(session, findings.flags[0], Verdict.DISMISSED, "told elsewhere")
    assert flags_left(session, findings) == ""


def test_the_log_says_what_became_of_documents_and_flags(
    checked: tuple[Session, Findings],
) -> None:
    session, findings = checked
    flag = findings.flags[0]
    second = next(d for d in session.documents if d.number == 2)
    about = replace(second.about, author="C. Dee")
    session = take(
        session,
        intents.DecideFlag(flag, Verdict.DISMISSED, "told elsewhere"),
        intents.ReconsiderFlag(flag.key),
        intents.ChangeDocument(2, about),
        intents.RemoveDocument(2, "another child's"),
        intents.Undo(),
    )
    told = [log_line(session, event) for event in session.events[-5:]]
    assert told == [
        f"Flag dismissed: {flag.say.removesuffix('.')}, because: told elsewhere",
        f"Flag to be decided on again: {flag.say}",
        "Document 2: Asset, 3 Feb 2012, start of sentence, by C. Dee, countersigned 3 Feb 2012 by "
        "M. Tarn (before: Asset, 3 Feb 2012, start of sentence, by A. Bell, countersigned "
        "3 Feb 2012 by M. Tarn)",
        "Document 2 taken out of the case: Asset, 3 Feb 2012, because: another child's",
        "Undone: Document 2 added: Asset, 3 Feb 2012, start of sentence, by C. Dee, countersigned "
        "3 Feb 2012 by M. Tarn (core_profile 2012-02-03.txt)",
    ]


def test_the_talk_has_one_card_for_documents_added_in_one_go(
    checked: tuple[Session, Findings],
) -> None:
    session, findings = checked
    cards = [turn for turn in turns(session) if turn.name == "Documents"]
    assert [card.answer for card in cards] == [
        "added: Asset, 12 Jan 2012; added: Asset, 3 Feb 2012"
    ]
    flag = findings.flags[0]
    session = decided(session, flag, Verdict.DISMISSED, "told elsewhere")
    card = next(turn for turn in turns(session) if turn.name == "Flag")
    assert card.answer == f"dismissed: {flag.say.removesuffix('.')}, because: told elsewhere"
    session = take(session, intents.ReconsiderFlag(flag.key))
    assert not [turn for turn in turns(session) if turn.name == "Flag"]
