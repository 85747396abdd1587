"""What is written out comes back equal; what cannot be taken is named with its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.answers import Answer, AnswerKey, Evidence
from domain.documents import DocumentText
from domain.events import FINISHED, STATUS, Change
from domain.flags.flag import Verdict
from domain.instrument_file import to_json
from domain.intents import (
    AddDocuments,
    ChangeDocument,
    Cite,
    DecideFlag,
    GiveReasons,
    GoodWork,
    Judge,
    PutOff,
    ReconsiderFlag,
    Remark,
    RemoveDocument,
    SetFact,
    TakeBack,
    Undo,
)
from domain.interview import Session
from domain.scoring import Counts
from domain.text_cleaning import clean
from storage.documents.document import joined
from storage.documents.limits import LONGEST_TEXT, MOST_PAGES
from storage.errors import BadFile, Mistake, NotSaved
from storage.interchange.csv_table import COLUMNS, Unsigned, write_table
from storage.interchange.evidence_cells import evidence_cell, evidence_in
from storage.interchange.files import write_whole
from storage.interchange.json_document import import_document, write_document
from storage.interchange.reading_in import import_file, import_table
from storage.places import Places
from storage.records import CaseLine, Inspection, NewInspection
from storage.store import Store
from tests.instruments import NOON, WHO, take, tiny
from tests.storage.filing import about, filed, flag, form, library, saved

DOOR, RAMP = AnswerKey("A1.1"), AnswerKey("A1.2")
PLAN = form("The door is wide.", "Books go out.")
HEADER = ",".join(COLUMNS)
LINE = "07,A1.1,,yes,,,,A.W.,2012-02-20T12:00:00+00:00"
texts = st.text(max_size=60).map(clean)


def add(store: Store, inspection: Inspection, reference: str, *steps: object) -> Session:
    case = store.create_case(inspection.id, reference)
    start = store.load(case.id)
    after = take(start, *steps)  # type: ignore[arg-type]
    return store.append(case.id, start, after.events)


@pytest.fixture
def worked(store: Store, inspection: Inspection) -> Inspection:
    """A finished case with a little of everything, and an open one."""
    done = add(
        store,
        inspection,
        "07",
        SetFact("opened", "2012-01-03"),
        SetFact("size", "large"),
        SetFact("has_steps", "yes"),
        SetFact("stocked", ("fiction", "history")),
        SetFact("lends", "yes"),
        Judge(DOOR, "no", ("late", "copied"), "=1+1; “quoted”, comma\nand a line"),
        Cite(DOOR, Evidence("plan | A", "3", "back\\slash\nnext line")),
        Cite(DOOR, Evidence("log")),
        Judge(RAMP, "yes"),
        SetFact("has_steps", "no"),
        Judge(AnswerKey("B1.3", "fiction"), "nei", (), "'apostrophe"),
        Judge(AnswerKey("B1.3", "history"), "na", (), "-no shelf"),
        Judge(AnswerKey("B1.1"), "yes"),
        Judge(AnswerKey("B1.2"), "yes"),
        TakeBack(AnswerKey("B1.2")),
        PutOff("B1.2"),
        Remark(AnswerKey("B1.2"), "said something"),
        GoodWork("B1.2", "she read to them,\nin Welsh"),
    )
    case = store.find_case("07")
    finish = done.stamped([Change(STATUS, FINISHED)], at=NOON + timedelta(hours=1), who="B.B.")
    store.append(case.id, done, finish)
    add(store, inspection, "08", Judge(DOOR, "yes"))
    return inspection


def table_of(store: Store, inspection: Inspection) -> bytes:
    lines = sorted(store.cases(inspection.id), key=lambda line: line.reference)
    return write_table(store.load(line.id) for line in lines)


def in_force(session: Session) -> dict[AnswerKey, Answer]:
    return {key: a for key, a in session.answers.items() if a.standing != "parked"}


def elsewhere(tmp_path: Path) -> Store:
    return Store.open(Places(tmp_path / "elsewhere"))


def test_table_comes_back_equal(store: Store, worked: Inspection, tmp_path: Path) -> None:
    data = table_of(store, worked)
    with elsewhere(tmp_path) as other:
        there = other.create_inspection(NewInspection("Testshire", 2012), tiny())
        taken = import_table(other, there.id, data, "answers.csv")
        assert taken.new == ("07", "08")
        assert table_of(other, there) == data
        for line in other.cases(there.id):
            kept = store.load(store.find_case(line.reference).id)
            assert in_force(other.load(line.id)) == in_force(kept)
            assert line.finished
        # Both cases are finished there; here one is.
        everything = store.counts(worked.id, include_open=True)
        del everything["A1.2"]  # parked
        assert other.counts(there.id) == everything
        again = import_table(other, there.id, data, "answers.csv")
        assert again.unchanged == ("07", "08")
        assert "nothing changed" in str(again)


def test_table_into_the_inspection_it_came_from(store: Store, worked: Inspection) -> None:
    data = table_of(store, worked)
    assert "nothing changed" in str(import_table(store, worked.id, data, "a.csv"))
    changed = data.replace(b"08,A1.1,,yes", b"08,A1.1,,nei")
    assert changed != data
    taken = import_table(store, worked.id, changed, "a.csv")
    assert (taken.continued, taken.unchanged) == (("08",), ("07",))
    session = store.load(store.find_case("08").id)
    assert session.answers[DOOR].judgement == "nei"
    assert not session.finished
    with pytest.raises(BadFile, match=r"line 2: case 07 is finished"):
        import_table(store, worked.id, data.replace(b"log", b"other log"), "a.csv")


@pytest.mark.parametrize("change", [("yes,,,", "no,,,"), ("yes,,,", "yes,,a note,")])
def test_an_older_answer_does_not_replace_a_newer_one(
    store: Store, inspection: Inspection, change: tuple[str, str]
) -> None:
    data = f"{HEADER}\n{LINE}\n"
    import_table(store, inspection.id, data.encode(), "a.csv", keep_open=True)
    older = data.replace("T12:00", "T11:00")
    assert import_table(store, inspection.id, older.encode(), "a.csv").unchanged == ("07",)
    with pytest.raises(BadFile, match=r"a\.csv, line 2: A1\.1 of case 07 .* take the line out"):
        import_table(store, inspection.id, older.replace(*change).encode(), "a.csv")
    newer = data.replace("T12:00", "T13:00").replace(*change)
    assert import_table(store, inspection.id, newer.encode(), "a.csv").continued == ("07",)


def test_table_can_be_kept_open(store: Store, inspection: Inspection) -> None:
    data = f"{HEADER}\n{LINE}\n".encode()
    import_table(store, inspection.id, data, "a.csv", keep_open=True)
    assert not store.find_case("07").finished


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data + b"\r\n,,,,,,,,\r\n",
        lambda data: data.decode().encode("cp1252"),
        lambda data: data.replace(b"case,", b" Case ,", 1),
    ],
    ids=["mark", "newlines", "empty lines", "Windows", "capitals"],
)
def test_table_as_spreadsheets_save_it(
    store: Store, inspection: Inspection, change: Callable[[bytes], bytes]
) -> None:
    line = LINE.replace("yes,,,", "yes,,“Müller’s” £5 – fine,")
    import_table(store, inspection.id, change(f"{HEADER}\r\n{line}\r\n".encode()), "a.csv")
    session = store.load(store.find_case("07").id)
    assert session.note(DOOR) == "“Müller’s” £5 – fine"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "empty"),
        (HEADER.replace(",", ";") + "\n" + LINE, "semicolons"),
        (HEADER.replace("row", "rwo") + "\n" + LINE, "line 1: column 3 is “rwo” where “row”"),
        (HEADER.replace(",answered_at", "") + "\n" + LINE, "column 9 is missing"),
        (HEADER + ",extra\n" + LINE, "columns after"),
        (f"{HEADER}\n{LINE}\n\n{LINE.replace('07', '')}", "line 4: The case reference is missing"),
        (f"{HEADER}\n{LINE.replace('A1.1', 'A1.9')}", "line 2: there is no question “A1.9”"),
        (f"{HEADER}\n{LINE.replace('yes', 'maybe')}", "line 2: there is no judgement"),
        (f"{HEADER}\n{LINE.replace('yes,', 'no,late|slow')}", "there is no reason .* “slow”"),
        (f"{HEADER}\n{LINE.replace('A1.1,', 'A1.1,x')}", "line 2: A1.1 has no rows"),
        (f"{HEADER}\n{LINE.replace('A1.1,', 'B1.3,x')}", "there is no row of B1.3 “x”"),
        (f"{HEADER}\n{LINE.replace('A1.1,', 'B1.3,')}", "there is no row of B1.3"),
        (f"{HEADER}\n{LINE.replace('02-20', '02-30')}", "line 2: “2012-02-30.*no date"),
        (f"{HEADER}\n{LINE.replace('2012-02-20', '0001-01-01').replace('+00', '+14')}", "no date"),
        (f"{HEADER}\n{LINE.replace('2012-02', '0001-01')}", "line 2: .* of 1900 to 2199"),
        (f"{HEADER}\n{LINE.replace('2012-02-20T12', '9999-12-31T23')}", "of 1900 to 2199"),
        (f"{HEADER}\n{LINE.replace('yes', 'na')}", "line 2: “Not applicable” needs a reason"),
        (f"{HEADER}\n{LINE.replace('A.W.', '')}", "line 2: The assessor is missing"),
        (f"{HEADER}\n{LINE},x", "line 2: 10 cells"),
        (f"{HEADER}\n07,A1.1,,yes", "line 2: 4 cells"),
        (f"{HEADER}\n{LINE}\n{LINE}", "line 3: A1.1 of case 07 is on line 2 already"),
        (f'{HEADER}\n{LINE.replace("yes,,", "yes,,¬")}\n"07,x'.replace("¬", '"a\nb"'), "line 4"),
        (f"{HEADER}\n{LINE.replace('yes,,,', 'yes,,,a|b|c|d')}", "line 2: evidence"),
        (
            f"{HEADER}\n{LINE.replace('A1.1', 'B1.1').replace('yes', 'no')}\n"
            f"{LINE.replace('A1.1', 'B1.2')}",
            "line 3: B1.2 does not apply",
        ),
        (f"{HEADER}\n{LINE}".encode("utf-16"), "UTF-16"),
        (b"\x81\x8d\xff", "not text"),
    ],
)
def test_bad_table_is_refused_with_its_line_and_nothing_is_taken(
    store: Store, inspection: Inspection, data: str | bytes, message: str
) -> None:
    good = LINE.replace("07", "01")
    if isinstance(data, str) and data.startswith(HEADER + "\n"):
        data += f"\n{good}\n"
    with pytest.raises(BadFile, match=message):
        import_table(
            store, inspection.id, data.encode() if isinstance(data, str) else data, "a.csv"
        )
    assert store.cases() == []


@given(st.lists(st.builds(Evidence, texts, texts, texts), max_size=4))
def test_evidence_cell_comes_back_equal(evidence: list[Evidence]) -> None:
    wanted = tuple(evidence)
    assert evidence_in(evidence_cell(wanted)) == wanted


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    references=st.lists(
        st.text(min_size=1, max_size=12),
        min_size=1,
        max_size=3,
        unique_by=lambda r: clean(r, one_line=True).casefold(),
    ).filter(lambda rs: all(clean(r, one_line=True) for r in rs)),
    notes=st.lists(texts, min_size=3, max_size=3),
    quotes=st.lists(texts, min_size=3, max_size=3),
)
def test_any_text_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory,
    references: list[str],
    notes: list[str],
    quotes: list[str],
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with Store.open(Places(folder / "a")) as store, Store.open(Places(folder / "b")) as other:
        here = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        there = other.create_inspection(NewInspection("Testshire", 2013), tiny())
        for reference, note, quote in zip(references, notes, quotes, strict=False):
            evidence = Evidence("plan", quote, note)
            add(store, here, reference, Judge(DOOR, "nei", (), note), Cite(DOOR, evidence))
        data = table_of(store, here)
        import_table(other, there.id, data, "a.csv")
        assert table_of(other, there) == data
        document = write_document(store, here.id)
        import_document(other, document, "a.json")
        assert other.logs(other.find_inspection("Testshire 2012").id) == store.logs(here.id)


def test_document_gives_equal_logs_and_scores(
    store: Store, worked: Inspection, tmp_path: Path
) -> None:
    data = write_document(store, worked.id)
    with elsewhere(tmp_path) as other:
        taken = import_document(other, data, "a.json")
        there = taken.inspection
        assert str(taken) == "Testshire 2012: 2 cases new."
        assert other.logs(there.id) == store.logs(worked.id)
        assert other.counts(there.id) == store.counts(worked.id)
        assert other.counts(there.id, include_open=True) == store.counts(
            worked.id, include_open=True
        )
        assert to_json(other.instrument(there.id)) == to_json(store.instrument(worked.id))
        assert write_document(other, there.id) == data
        again = import_document(other, data, "a.json")
        assert again.unchanged == ("07", "08")
        assert "nothing changed" in str(again)


def test_document_continues_a_case_and_never_goes_back(
    store: Store, worked: Inspection, tmp_path: Path
) -> None:
    early = write_document(store, worked.id, ["08"])
    case = store.find_case("08")
    start = store.load(case.id)
    later = take(start, Judge(DOOR, "no", ("late",)), GiveReasons(DOOR, ("copied",)))
    later = store.append(case.id, start, later.events[len(start.events) :])
    late = write_document(store, worked.id, ["08"])
    with elsewhere(tmp_path) as other:
        assert import_document(other, early, "a.json").new == ("08",)
        assert import_document(other, late, "a.json").continued == ("08",)
        assert import_document(other, early, "a.json").unchanged == ("08",)
        there = other.find_case("08")
        kept = other.load(there.id)
        assert kept == later
        mine = take(kept, Judge(DOOR, "yes"))
        other.append(there.id, kept, mine.events[len(kept.events) :])
        theirs = take(later, Judge(DOOR, "nei"))
        store.append(case.id, later, theirs.events[len(later.events) :])
        with pytest.raises(Mistake, match="another history"):
            import_document(other, write_document(store, worked.id), "a.json")
        assert [line.reference for line in other.cases()] == ["08"]
        assert other.load(there.id) == mine


def altered(data: bytes, change: Callable[[dict[str, object]], object]) -> bytes:
    document = json.loads(data)
    change(document)
    return json.dumps(document).encode()


def _event(document: dict[str, object], number: int) -> dict[str, object]:
    return document["cases"][0]["events"][number]  # type: ignore[index, no-any-return]


def _cases(document: dict[str, object]) -> list[dict[str, list[dict[str, object]]]]:
    return document["cases"]  # type: ignore[return-value]


def _reasons(document: dict[str, object]) -> dict[str, object]:
    return next(e for e in _cases(document)[0]["events"] if e["kind"] == "reasons")


def _note(document: dict[str, object]) -> dict[str, object]:
    events = _cases(document)[0]["events"]
    return next(e for e in events if e["kind"] == "note" and e["row"] == "history")


def _after_the_end(document: dict[str, object]) -> dict[str, object]:
    last = _cases(document)[0]["events"][-1]
    number = last["seq"] + 1  # type: ignore[operator]
    place = {"kind": "note", "subject": "B1.2", "row": "", "old": "said something", "new": "x"}
    return last | place | {"seq": number, "turn": number}


def _nested(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(corecase=99), "later version"),
        (lambda d: d.pop("cases"), "not an inspection"),
        (lambda d: d.update(more=1), "not an inspection"),
        (lambda d: d["inspection"].update(year="x"), "not an inspection"),
        (lambda d: d["instrument"]["bands"].clear(), "instrument cannot be used"),
        (lambda d: _event(d, 1).update(seq=9), "event 2: the events are not in order"),
        (lambda d: _event(d, 1).update(old="x"), "event 2: its old value"),
        (lambda d: _event(d, 1).update(undoes=5), "undoes"),
        (lambda d: _event(d, 0).update(kind="song"), "event 1: a time, kind or value"),
        (lambda d: _event(d, 0).update(at="yesterday"), "event 1: a time"),
        (lambda d: _event(d, 0).update(at="2012-01-01T00:00:00"), "event 1: a time"),
        (lambda d: _event(d, 0).update(new=1.5), "event 1: a time, kind or value"),
        (lambda d: _event(d, 0).update(new=True), "event 1: a time, kind or value"),
        (lambda d: _event(d, 0).update(new="2012-02-30"), "event 1: its value"),
        (lambda d: _event(d, 0).update(subject="height"), "no fact height"),
        (lambda d: _event(d, 0).update(kind="judgement", subject="A9"), "no judgement A9"),
        (lambda d: _event(d, 0).update(kind="judgement", subject="B1.3"), "no judgement B1.3"),
        (lambda d: _event(d, 0).update(kind="reasons", subject="B1.3"), "no reasons B1.3"),
        (
            lambda d: _event(d, 0).update(kind="example", subject="B1.3", row="fiction"),
            "no example B1.3 fiction",
        ),
        (lambda d: _event(d, 0).update(who=""), "event 1: its assessor"),
        (lambda d: _event(d, 0).update(who="x" * 81), "event 1: its assessor"),
        (lambda d: _event(d, 0).update(at="0001-01-01T00:00:00+00:00"), "event 1: a time"),
        (lambda d: _event(d, 0).update(at="9999-12-31T23:59:59+00:00"), "event 1: a time"),
        (lambda d: _event(d, 1).update(new="huge"), "event 2: its value does not fit size"),
        (lambda d: _reasons(d).update(new=["late", "lazy"]), "its value does not fit A1.1"),
        (lambda d: _note(d).update(new=None), "“na” needs a note"),
        (lambda d: _cases(d)[0]["events"].append(_after_the_end(d)), "finished and was not"),
        (lambda d: _event(d, 0).update(new=_nested(300)), "event 1: its value|lists within"),
        (lambda d: _event(d, 0).update(new=_nested(900)), "lists within lists|not JSON"),
    ],
)
def test_document_that_does_not_add_up_is_refused(
    store: Store,
    worked: Inspection,
    tmp_path: Path,
    change: Callable[[dict[str, object]], object],
    message: str,
) -> None:
    data = altered(write_document(store, worked.id), change)
    with elsewhere(tmp_path) as other:
        with pytest.raises(BadFile, match=message):
            import_document(other, data, "a.json")
        assert other.inspections() == []


@pytest.fixture
def with_documents(store: Store) -> Inspection:
    """A case with three documents, one of them taken out, one changed, and two flags decided."""
    inspection = store.create_inspection(NewInspection("Testshire", 2012), library())
    case = store.create_case(inspection.id, "07")
    session = filed(store, case.id, PLAN, DocumentText("Lending\n\nBooks go\nout.", (0, 9, 14)))
    session = filed(store, case.id, form("Nobody comes."), day="2012-04-01")
    after = take(
        session,
        Judge(DOOR, "yes"),
        RemoveDocument(1, "another child's"),
        ChangeDocument(2, replace(session.documents[1].about, author="", stage="review")),
        DecideFlag(flag("the door"), Verdict.DISMISSED, "the form's own words"),
        DecideFlag(flag("a desk"), Verdict.CONFIRMED, fill=DOOR),
        ReconsiderFlag(flag("a desk").key),
        Undo(),
    )
    saved(store, case.id, session, after)
    add(store, inspection, "08", Judge(DOOR, "yes"))
    return inspection


def test_documents_and_decisions_come_back_equal(
    store: Store, with_documents: Inspection, tmp_path: Path
) -> None:
    data = write_document(store, with_documents.id)
    case = store.find_case("07")
    with elsewhere(tmp_path) as other:
        import_document(other, data, "a.json")
        there = other.find_case("07")
        assert other.load(there.id) == store.load(case.id)
        assert other.texts(there.id) == store.texts(case.id)
        assert len(other.texts(there.id)) == 3
        assert len(other.load(there.id).flag_decisions) == 2
        assert write_document(other, there.inspection_id) == data
        assert import_document(other, data, "a.json").unchanged == ("07", "08")
        assert "texts" not in json.loads(write_document(other, there.inspection_id, ["08"]))


def test_a_case_is_continued_with_the_texts_of_its_new_documents(
    store: Store, with_documents: Inspection, tmp_path: Path
) -> None:
    early = write_document(store, with_documents.id)
    case = store.find_case("07")
    after = filed(store, case.id, form("The door has been painted."), day="2012-05-01")
    with elsewhere(tmp_path) as other:
        import_document(other, early, "a.json")
        late = write_document(store, with_documents.id)
        assert import_document(other, late, "a.json").continued == ("07",)
        there = other.find_case("07")
        assert other.load(there.id) == after
        assert other.texts(there.id) == store.texts(case.id)


def test_tables_of_answers_say_nothing_of_documents(
    store: Store, with_documents: Inspection, tmp_path: Path
) -> None:
    data = table_of(store, with_documents)
    assert "nothing changed" in str(import_table(store, with_documents.id, data, "a.csv"))
    assert len(store.texts(store.find_case("07").id)) == 3


def _texts(document: dict[str, object]) -> dict[str, dict[str, object]]:
    return document["texts"]  # type: ignore[return-value]


def _longest(document: dict[str, object]) -> dict[str, object]:
    return max(_texts(document).values(), key=lambda each: len(str(each["text"])))


def _paged(document: dict[str, object]) -> dict[str, object]:
    return next(each for each in _texts(document).values() if len(each["pages"]) > 1)  # type: ignore[arg-type]


def _of_kind(document: dict[str, object], kind: str) -> dict[str, object]:
    return next(event for event in _cases(document)[0]["events"] if event["kind"] == kind)


def _document(document: dict[str, object], **changes: object) -> None:
    _of_kind(document, "document")["new"].update(changes)  # type: ignore[attr-defined]


def _decision(document: dict[str, object], **changes: object) -> None:
    _of_kind(document, "flag")["new"].update(changes)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.pop("texts"), "case 07: the words of a document are missing"),
        (lambda d: _texts(d).popitem(), "case 07: the words of a document are missing"),
        (lambda d: _longest(d).update(text="other words"), r"a\.json: text \d has been altered"),
        (lambda d: _longest(d).update(text="\x1b[2J" + _longest(d)["text"]), "has been altered"),  # type: ignore[operator]
        (lambda d: _longest(d).update(text="x" * (LONGEST_TEXT + 1)), "longer than any document"),
        (lambda d: _paged(d).update(pages=list(range(MOST_PAGES + 1))), "longer than any"),
        (lambda d: _paged(d).update(pages=[0, 14, 9]), "has pages that are not in order"),
        (lambda d: _paged(d).update(pages=[0, 9, 14, 10**6]), "has pages that are not in order"),
        (lambda d: _paged(d).update(pages=[]), "has pages that are not in order"),
        (lambda d: _paged(d).update(pages=[0, 9]), "has been altered"),
        (lambda d: _paged(d).update(pages=["0"]), "not an inspection"),
        (lambda d: _paged(d).update(more=1), "not an inspection"),
        (lambda d: _of_kind(d, "document").update(subject="0"), "event 1: .* no document 0"),
        (lambda d: _of_kind(d, "document").update(subject="9" * 20), "event 1: .* no document 9"),
        (lambda d: _of_kind(d, "document").update(subject="x"), "event 1: .* no document x"),
        (lambda d: _of_kind(d, "document").update(row="y"), "event 1: .* no document 1 y"),
        (lambda d: _of_kind(d, "document").update(new="plan"), "event 1: its value does not fit"),
        (lambda d: _document(d, kind="song"), "event 1: its value does not fit"),
        (lambda d: _document(d, stage="never"), "event 1: its value does not fit"),
        (lambda d: _document(d, written="3 Feb 2012"), "event 1: its value does not fit"),
        (lambda d: _document(d, written="20120203"), "event 1: its value does not fit"),
        (lambda d: _document(d, written="0001-01-01"), "event 1: its value does not fit"),
        (lambda d: _document(d, author="x" * 201), "event 1: its value does not fit"),
        (lambda d: _document(d, sha256="../x"), "event 1: its value does not fit"),
        (lambda d: _document(d, text=7), "event 1: its value does not fit"),
        (lambda d: _document(d, more="x"), "event 1: its value does not fit"),
        (lambda d: _of_kind(d, "flag").update(subject="door"), "has no flag door"),
        (lambda d: _of_kind(d, "flag").update(row="x"), "has no flag"),
        (lambda d: _of_kind(d, "flag").update(new="dismissed"), "its value does not fit"),
        (lambda d: _decision(d, verdict="liked"), "its value does not fit"),
        (lambda d: _decision(d, kind="song"), "its value does not fit"),
        (lambda d: _decision(d, questions=["Q9"]), "its value does not fit"),
        (lambda d: _decision(d, evidence=[{"document": "x"}]), "its value does not fit"),
        (lambda d: _decision(d, evidence="x"), "its value does not fit"),
        (lambda d: _decision(d, more="x"), "its value does not fit"),
    ],
)
def test_documents_and_decisions_that_do_not_fit_are_refused(
    store: Store,
    with_documents: Inspection,
    tmp_path: Path,
    change: Callable[[dict[str, object]], object],
    message: str,
) -> None:
    data = altered(write_document(store, with_documents.id), change)
    with elsewhere(tmp_path) as other:
        with pytest.raises(BadFile, match=message):
            import_document(other, data, "a.json")
        assert other.inspections() == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    pages=st.lists(st.text(max_size=200), min_size=1, max_size=5),
    author=texts,
    why=texts.filter(str.strip),
)
def test_any_document_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, pages: list[str], author: str, why: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    words = joined(pages)
    with Store.open(Places(folder / "a")) as store, Store.open(Places(folder / "b")) as other:
        here = store.create_inspection(NewInspection("Testshire", 2012), library())
        case = store.create_case(here.id, "07")
        author = clean(author, one_line=True)  # as the commands and the screen take it
        new = replace(about(words), author=author)
        decided = DecideFlag(flag(author, why), Verdict.DISMISSED, why)
        before = store.load(case.id)
        after = take(before, AddDocuments((new,), (words,)), decided)
        saved(store, case.id, before, after, [words])
        data = write_document(store, here.id)
        import_document(other, data, "a.json")
        there = other.find_case("07")
        assert (other.load(there.id), other.texts(there.id)) == (after, {words.key: words})
        assert write_document(other, there.inspection_id) == data


@pytest.mark.parametrize("data", [b"{", b"{}", b'{"a": ' * 5000, b'{"\xff": 1}'])
def test_file_that_is_no_document(store: Store, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(data)
    with pytest.raises(BadFile, match=r"a\.json is not"):
        import_file(store, file)


def test_a_document_whose_report_is_worded_otherwise_asks_the_same(
    store: Store, worked: Inspection, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(
        altered(
            write_document(store, worked.id),
            lambda d: d["instrument"]["report"].update(strength_from=80),  # type: ignore[index]
        )
    )
    assert not import_file(store, file).new
    assert store.instrument(worked.id).report.strength_from == 66


def test_document_with_another_instrument_is_refused(
    store: Store, worked: Inspection, tmp_path: Path
) -> None:
    data = altered(
        write_document(store, worked.id),
        lambda d: d["instrument"]["bands"][0].update(meaning="x"),  # type: ignore[index]
    )
    with pytest.raises(BadFile, match="another instrument"):
        import_document(store, data, "a.json")


def test_files_are_told_apart_by_what_is_in_them(
    store: Store, worked: Inspection, tmp_path: Path
) -> None:
    table, document = tmp_path / "answers.txt", tmp_path / "all.txt"
    write_whole(table, table_of(store, worked))
    write_whole(document, b"\xef\xbb\xbf\n" + write_document(store, worked.id))
    assert import_file(store, table, inspection="Testshire").unchanged == ("07", "08")
    assert import_file(store, document).unchanged == ("07", "08")
    with pytest.raises(Mistake, match="name none"):
        import_file(store, document, inspection="Testshire")
    with pytest.raises(BadFile, match="cannot be read"):
        import_file(store, tmp_path / "nowhere.csv")


def test_escape_sequences_stay_outside(store: Store, inspection: Inspection) -> None:
    line = LINE.replace("07", "0\x1b[31m7").replace("yes,,,", "yes,,\x1b]52;c;x\x07\u202eabc,")
    import_table(store, inspection.id, f"{HEADER}\n{line}".encode(), "a.csv")
    (case,) = store.cases()
    assert case.reference == "0[31m7"
    assert store.load(case.id).note(DOOR) == "]52;c;xabc"


def test_write_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csv"
    write_whole(file, b"first")
    assert file.stat().st_mode & 0o777 == 0o600

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(NotSaved, match="No space"):
        write_whole(file, b"second")
    assert file.read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_case_is_found_by_reference_of_another_case(store: Store, case: CaseLine) -> None:
    data = f"{HEADER}\n{LINE.replace('07', ' 07 ')}".encode()
    taken = import_table(store, case.inspection_id, data, "a.csv")
    assert taken.continued == ("07",)
    assert store.load(case.id).events[0].who == WHO


def test_a_table_read_into_an_empty_database_begins_an_inspection(
    places: Places, tmp_path: Path
) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(f"{HEADER}\n07,1.1.01,,yes,,,,,\n")
    with Store.open(places) as empty:
        unsigned = Unsigned("A.W.", "2012-02-20T12:00:00+00:00")
        taken = import_file(empty, file, unsigned=unsigned)
        assert (taken.inspection.name, taken.new) == ("Imported 2012", ("07",))
        assert empty.counts(taken.inspection.id) == {"1.1.01": Counts(sufficient=1)}
        assert empty.why(taken.inspection.id, ["1.1.01"])[0].who == "A.W."


def test_a_line_without_assessor_needs_one_who_reads_it_in(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(f"{HEADER}\n07,1.1.01,,yes,,,,,\n")
    with pytest.raises(BadFile, match="line 2: The assessor is missing"):
        import_file(store, file)
