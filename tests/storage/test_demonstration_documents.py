"""The open cases of the demonstration: what is planted in their documents is flagged, what only
looks like it is not, and the files are those of the cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from domain import intents
from domain.decisions import decide
from domain.documents import DocumentText
from domain.flags.checking import Findings, check
from domain.flags.flag import Flag, Kind
from domain.instrument_file import load_packaged
from domain.interview import Session
from domain.record_decisions import same_file
from storage.checking import check_case
from storage.demonstration import write_demonstration
from storage.demonstration.generator.facts import FIELDWORK
from storage.demonstration.generator.open_cases import recorded
from storage.documents import read_document
from storage.places import Places
from storage.store import Store

pytestmark = pytest.mark.xdist_group("demonstration")

REFERENCES = ("FM-63", "FM-64", "FM-65")
TODAY = FIELDWORK[1]


@dataclass(frozen=True)
class Opened:
    """One open case, what was found in it, and the words of its documents."""

    session: Session
    findings: Findings
    texts: dict[str, DocumentText]

    def number(self, name: str) -> int:
        """The document whose file has a name that begins so."""
        (found,) = (d.number for d in self.session.documents if d.about.name.startswith(name))
        return found

    def words(self, name: str) -> str:
        number = self.number(name)
        (about,) = (d.about for d in self.session.documents if d.number == number)
        return self.texts[about.text].text

    def flags(self, rule: str, name: str = "") -> list[Flag]:
        about = self.findings.flags if not name else self.findings.of_document(self.number(name))
        return [flag for flag in about if flag.rule == rule]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration") / "home"
    write_demonstration(folder)
    return folder


@pytest.fixture(scope="module")
def cases(home: Path) -> Iterator[dict[str, Opened]]:
    with Store.open(Places(home)) as store:
        found: dict[str, Opened] = {}
        for reference in REFERENCES:
            case = store.find_case(reference).id
            session = store.load(case)
            findings = check_case(store, case, session, TODAY)
            found[reference] = Opened(session, findings, dict(store.texts(case)))
        yield found


# -- what is planted

START_64, SEPTEMBER_64, DECEMBER_64 = "2011-05-10 Core", "2011-09-06 Core", "2011-12-19 Core"
START_65, RELEASE_65, JANUARY_65 = "2011-07-14 Core", "2011-10-27 Core", "2012-01-24 Core"

# Case, document, rule, and words that the flag quotes or says.
PLANTED = [
    # Taken over from the version before sentence, with a word changed here and there.
    ("FM-64", START_64, "document_copied", "Living arrangements 100%"),
    ("FM-64", SEPTEMBER_64, "document_copied", "Offence analysis 100%"),
    ("FM-64", "2011-05-11 Full RoSH", "document_copied", "Future harmful behaviour 100%"),
    ("FM-65", START_65, "document_copied", "Attitudes to offending 100%"),
    ("FM-65", RELEASE_65, "document_copied", "Education, training and employment 100%"),
    # Carried over a change without a word of it.
    ("FM-64", "2011-05-11 Full RoSH", "silent", "sentence"),
    ("FM-64", SEPTEMBER_64, "silent", "Wendle House"),
    ("FM-64", SEPTEMBER_64, "silent", "aunt"),
    ("FM-64", SEPTEMBER_64, "silent", "referral"),
    ("FM-64", DECEMBER_64, "silent", "common assault"),
    ("FM-65", RELEASE_65, "silent", "Windmill House"),
    ("FM-65", RELEASE_65, "silent", "on licence"),
    # From another child's file.
    ("FM-64", DECEMBER_64, "cloned", "Perception of self and others"),
    ("FM-64", DECEMBER_64, "cloned", "Emotional and mental health"),
    ("FM-64", DECEMBER_64, "wrong_person", "Domas"),
    # Right once.
    ("FM-64", START_64, "awaiting_sentence", "court will decide"),
    ("FM-64", SEPTEMBER_64, "awaiting_sentence", "If given a community"),
    ("FM-65", START_65, "awaiting_sentence", "if he gets custody"),
    ("FM-64", START_64, "court_date_passed", "21 April"),
    ("FM-65", RELEASE_65, "court_date_passed", "24 June"),
    ("FM-64", SEPTEMBER_64, "planned_event_passed", "24 May"),
    ("FM-64", DECEMBER_64, "age_stale", "15"),
    ("FM-65", RELEASE_65, "age_stale", "14"),
    ("FM-64", SEPTEMBER_64, "school_year", "Year 10"),
    ("FM-65", RELEASE_65, "school_year", "Yr 9"),
    ("FM-64", SEPTEMBER_64, "old_school", "Saltby High School"),
    ("FM-65", RELEASE_65, "old_school", "The Link PRU"),
    ("FM-64", SEPTEMBER_64, "old_placement", "14 Tern Close"),
    ("FM-65", START_65, "old_placement", "41 Castle Rd"),
    ("FM-64", DECEMBER_64, "previous_manager", "Kirsten Stubley"),
    ("FM-64", DECEMBER_64, "historic_as_current", "Amber"),
    ("FM-64", START_64, "ended_order", "on bail"),
    ("FM-64", "2011-05-11 Full RoSH", "ended_order", "curfew"),
    ("FM-64", "2011-05-11 Full RoSH", "history_understated", "no previous"),
    ("FM-64", DECEMBER_64, "relative_time", "next week"),
    ("FM-65", START_65, "relative_time", "Last week"),
    ("FM-64", SEPTEMBER_64, "elapsed_duration", "two months"),
    # Left unsaid.
    ("FM-64", "2011-05-10 RoSH screening", "unsaid", "Restraining order"),
    ("FM-64", START_64, "unsaid", "Restraining order"),
    ("FM-64", "2011-05-11 Full RoSH", "unsaid", "Restraining order"),
    ("FM-65", "2011-07-14 Vulnerability", "unsaid", "looked after"),
    ("FM-65", "2011-08-09 Vulnerability", "unsaid", "looked after"),
    # Reviews.
    ("FM-64", SEPTEMBER_64, "review_late", "10 Aug 2011"),
    ("FM-64", DECEMBER_64, "review_late", "6 Dec 2011"),
    ("FM-64", SEPTEMBER_64, "event_review_late", "18 Jul 2011"),
    ("FM-65", JANUARY_65, "event_review_late", "14 Nov 2011"),
    ("FM-64", "", "event_not_reviewed", "13 Jan 2012"),
    ("FM-64", SEPTEMBER_64, "review_in_name", ""),
    ("FM-65", "2011-08-09 Vulnerability", "initial_late", "15 Jul 2011"),
    # Oversight.
    ("FM-64", SEPTEMBER_64, "signed_by_author", "Kirsten Stubley"),
    ("FM-64", START_64, "signed_at_once", "16:44"),
    ("FM-65", START_65, "signed_early", "13 Jul 2011"),
    ("FM-65", RELEASE_65, "signed_with_flags", "Valerie Hobday"),
    ("FM-64", "", "never_returned", ""),
    ("FM-64", "", "rmp_absent", ""),
    ("FM-65", "", "level_at_odds", "intensive"),
    ("FM-64", SEPTEMBER_64, "scores_frozen", ""),
    ("FM-65", RELEASE_65, "scores_frozen", ""),
]


@pytest.mark.parametrize(
    ("case", "document", "rule", "words"), PLANTED, ids=[" ".join(row).strip() for row in PLANTED]
)
def test_what_is_planted_is_flagged(
    cases: dict[str, Opened], case: str, document: str, rule: str, words: str
) -> None:
    told = [
        " ".join((flag.say, flag.against, *(quote.text for quote in flag.quotes)))
        for flag in cases[case].flags(rule, document)
    ]
    assert any(words.casefold() in each.casefold() for each in told), told


# -- what only looks like it

# Case, document, and words that hold: an age of then, somebody else's year or court date, a home
# told as a former one.
HONEST = [
    ("FM-63", "2011-03-22 Core", "He was eleven when he came from Kaunas"),
    ("FM-63", "2011-03-22 Core", "nine-year-old Ieva"),
    ("FM-63", "2011-03-22 Core", "Sentenced on 4 March 2011"),
    ("FM-63", "2011-06-16 Core", "confirmed for 5 September"),
    ("FM-63", "2011-09-13 Core", "He left Wexholme High School in June"),
    ("FM-63", "2011-09-13 Core", "The restraining order stands until 3 March 2013"),
    ("FM-63", "2011-12-08 Core", "He was eleven when he left her for England"),
    # The former girlfriend is the one who was harmed; her name in the present is no claim to her.
    ("FM-63", "2011-02-23 Core", "His apology to Kelsey is so far"),
    ("FM-63", "2011-03-22 Core", "he is not to contact Kelsey"),
    ("FM-63", "2011-03-22 Full RoSH", "Kelsey first"),
    ("FM-63", "2011-03-22 Full RoSH", "that Kelsey is seeing somebody"),
    ("FM-63", "2011-03-23 Risk", "Anne Brack rings Kelsey"),
    ("FM-63", "2011-06-16 Core", "the order to protect Kelsey runs on"),
    ("FM-64", DECEMBER_64, "Since July Lukas has lived with his aunt Vida"),
    ("FM-64", DECEMBER_64, "He goes back to Tern Close on some Sundays"),
    # A school as the place of what happened there.
    ("FM-65", "2011-06-13 Core", "ABH on a pupil at Northgate"),
    ("FM-65", JANUARY_65, "about the boy at Northgate"),
    ("FM-65", JANUARY_65, "Brody was awaiting sentence"),
    ("FM-65", JANUARY_65, "a parcel he lost when he was thirteen"),
    ("FM-65", JANUARY_65, "His cousin is due in the Crown Court next month"),
    ("FM-65", JANUARY_65, "He used to live with Jan and Bob Peel on Castle Road"),
    ("FM-65", JANUARY_65, "When he was in Year 9 he was at The Link"),
    ("FM-65", JANUARY_65, "she is eighteen next month"),
    ("FM-65", JANUARY_65, "Quay Road is two buses away"),
]


@pytest.mark.parametrize(
    ("case", "document", "words"), HONEST, ids=[" ".join(row) for row in HONEST]
)
def test_what_only_looks_like_it_is_not_flagged(
    cases: dict[str, Opened], case: str, document: str, words: str
) -> None:
    opened = cases[case]
    number = opened.number(document)
    found = re.search(re.escape(words).replace(r"\ ", r"\s+"), opened.words(document))
    assert found
    wrong = [
        (flag.rule, quote.text)
        for flag in opened.findings.flags
        if flag.kind is Kind.OUTDATED
        for quote in flag.quotes
        if quote.document == number and quote.start < found.end() and found.start() < quote.end
    ]
    assert wrong == []


def test_the_case_done_honestly_has_few_flags_and_the_others_many(
    cases: dict[str, Opened],
) -> None:
    flags = {reference: len(opened.findings.flags) for reference, opened in cases.items()}
    assert flags["FM-63"] < 10
    assert min(flags["FM-64"], flags["FM-65"]) > 30
    sure = [flag for flag in cases["FM-63"].findings.flags if flag.sure]
    assert not [flag for flag in sure if flag.kind in (Kind.SILENT, Kind.COPIED, Kind.CLONED)]


def test_nothing_could_not_be_checked_for_want_of_a_fact(cases: dict[str, Opened]) -> None:
    assert [opened.findings.not_checked for opened in cases.values()] == [()] * 3


def test_a_manager_who_sent_work_back_is_not_told_to_have_let_it_pass(
    cases: dict[str, Opened],
) -> None:
    returned = {d.about.returned for d in cases["FM-65"].session.documents} - {None}
    assert {each.day for each in returned if each} == {date(2012, 1, 20)}
    assert cases["FM-65"].flags("never_returned") == []


# -- the files


def files(home: Path, *folders: str) -> list[Path]:
    return sorted(each for each in home.joinpath("documents", *folders).iterdir() if each.is_file())


def test_the_files_are_those_of_the_cases(home: Path, cases: dict[str, Opened]) -> None:
    for reference, opened in cases.items():
        here = {each.name: each for each in files(home, reference)}
        assert here.keys() == {document.about.name for document in opened.session.documents}
        for document in opened.session.documents:
            read = read_document(here[document.about.name])
            assert read.sha256 == document.about.sha256
            assert read.words == opened.texts[document.about.text]


def test_they_come_as_text_word_and_pdf(cases: dict[str, Opened]) -> None:
    for opened in cases.values():
        names = [document.about.name for document in opened.session.documents]
        assert {name.rpartition(".")[2] for name in names} == {"txt", "docx", "pdf"}


def test_some_are_left_to_be_added_and_tell_all_that_is_asked_of_them(
    home: Path, cases: dict[str, Opened]
) -> None:
    left = [
        (reference, each)
        for reference in REFERENCES
        if (home / "documents" / reference / "to add").exists()
        for each in files(home, reference, "to add")
    ]
    assert len(left) == 2
    for reference, file in left:
        new = recorded(read_document(file), load_packaged())
        assert new.author
        assert new.countersigned
        assert same_file(cases[reference].session, new) is None
        assert f'add-document {reference} "{reference}/to add"' in readme(home)


def test_the_plan_that_is_left_to_be_added_has_dates_that_have_gone_by(
    home: Path, cases: dict[str, Opened]
) -> None:
    session, texts = cases["FM-64"].session, cases["FM-64"].texts
    (plan,) = (read_document(each) for each in files(home, "FM-64", "to add"))
    decision = decide(
        session, intents.AddDocuments((recorded(plan, session.instrument),), (plan.words,))
    )
    events = session.stamped(decision.changes, at=session.events[-1].at, who="J.W.")
    added = session.apply(events)
    findings = check(added, texts | {plan.words.key: plan.words}, TODAY)
    number = added.documents[-1].number
    passed = [
        quote.text
        for flag in findings.of_document(number)
        if flag.rule == "planned_event_passed"
        for quote in flag.quotes
        if quote.document == number
    ]
    for day in ("30 June 2011", "10 June", "6 June"):
        assert any(day in each for each in passed), passed
    assert not any("15 February" in each for each in passed)


def readme(home: Path) -> str:
    return (home / "documents" / "README.txt").read_text(encoding="utf-8")


def test_every_file_says_that_it_is_invented(home: Path) -> None:
    assert "invented" in readme(home)
    for each in (home / "documents").rglob("*-*-*.*"):
        assert "invented for a demonstration" in read_document(each).text


def test_words_of_word_and_pdf_files_stand_beside_the_code_as_text(home: Path) -> None:
    import storage.demonstration as demonstration

    kept = Path(demonstration.__file__).parent / "documents"
    made = [each for each in (home / "documents").rglob("*-*-*.*") if each.suffix != ".txt"]
    assert {each.suffix for each in made} == {".docx", ".pdf"}
    for each in made:
        name = each.relative_to(home / "documents").with_suffix(".txt")
        source = (kept / "sources" / name).read_text(encoding="utf-8")
        assert re.findall(r"\w+", read_document(each).text) == re.findall(r"\w+", source)


def test_a_file_that_somebody_wrote_in_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    write_demonstration(home)
    (home / "documents" / "README.txt").write_text("my own notes", encoding="utf-8")
    write_demonstration(home)
    assert readme(home) == "my own notes"
