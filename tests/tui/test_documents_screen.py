"""The documents of a case on the screen: seen by day, compared, changed, taken out for a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from domain import intents
from domain.documents import DocumentText, Moment, NewDocument
from domain.instrument_file import load_packaged
from storage.errors import NotSaved
from storage.records import NewInspection
from storage.store import Store
from tests.tui.house import ALL_ANSWERED, HouseApp, StandingClock, kept, library, opened, seen
from tests.tui.waiting import wait_until
from tui.controller import Interview
from tui.screens.boxes import ConfirmBox, ReasonBox
from tui.screens.document_details import DetailsBox
from tui.screens.documents import DocumentsScreen
from tui.widgets.pick_list import PickList


def document(
    number: int, day: date, name: str = "", author: str = "A.W.", pages: int = 1
) -> tuple[NewDocument, DocumentText]:
    text = f"Living arrangements\nHe lives at number {number} with his aunt.\n" * pages
    length = len(text) // pages
    words = DocumentText(text, tuple(range(0, len(text), length)))
    about = NewDocument(
        kind="rosh_screening",
        stage="review",
        written=Moment(day),
        name=name or f"screening {number}.txt",
        form="text",
        sha256=f"{number:064}",
        text=words.key,
        author=author,
        countersigned_by="M. Turner" if number % 2 else "",
        countersigned=Moment(day) if number % 2 else None,
    )
    return about, words


def with_documents(store: Store, *documents: tuple[NewDocument, DocumentText]) -> Interview:
    inspection = store.create_inspection(NewInspection("Fenmarsh", 2012), load_packaged())
    case = store.create_case(inspection.id, "07")
    interview = Interview.open(store, case.id, "A.W.", StandingClock())
    if documents:
        abouts, texts = zip(*documents, strict=True)
        assert interview.take(intents.AddDocuments(abouts, texts)).kind == "saved"
    return interview


def shown(store: Store, interview: Interview) -> HouseApp:
    return HouseApp(store, lambda: DocumentsScreen(interview), interview)


def asked(app: HouseApp) -> bool:
    """Whether the details of a document are asked for, and can be typed."""
    return isinstance(app.screen, DetailsBox) and app.screen.focused is not None


def typed(app: HouseApp, field: str, text: str) -> None:
    app.screen.query_one(f"#{field} Input", Input).value = text


THREE = (
    document(1, date(2012, 2, 6), pages=3),
    document(2, date(2012, 1, 3)),
    document(3, date(2012, 2, 17)),
)


async def test_a_case_without_documents_tells_what_to_do(store: Store) -> None:
    app = shown(store, with_documents(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(
            pilot, lambda: "a adds a file or pasted text, f a whole folder." in seen(app)
        )
        await pilot.press("enter", "e", "d")
        assert app.asked_for == []


async def test_documents_are_seen_by_day_with_who_signed_them_and_their_pages(
    store: Store,
) -> None:
    app = shown(store, with_documents(store, *THREE))
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: "17 Feb 2012" in seen(app))
        told = seen(app)
        assert told.index("3 Jan 2012") < told.index("6 Feb 2012") < told.index("17 Feb 2012")
        await wait_until(pilot, lambda: " ".join(seen(app).split()).count("M. Turner 6 Feb 3") == 1)


async def test_enter_compares_and_t_shows_the_case_in_time(store: Store) -> None:
    interview = with_documents(store, *THREE)
    app = shown(store, interview)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "17 Feb 2012" in seen(app))
        await pilot.press("down", "enter", "t", "a", "f")
        assert app.asked_for == [
            ("comparison", {"interview": interview, "number": 1}),
            ("timeline", {"interview": interview}),
            ("add_documents", {"interview": interview, "folder": False}),
            ("add_documents", {"interview": interview, "folder": True}),
        ]


async def test_details_are_changed_and_a_slip_is_told_beside_its_field(store: Store) -> None:
    interview = with_documents(store, *THREE)
    app = shown(store, interview)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "17 Feb 2012" in seen(app))
        await pilot.press("e")
        await wait_until(pilot, lambda: asked(app))
        typed(app, "kind", "banana")
        typed(app, "dated", "1 Mar 2012")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "is still to come" in seen(app))
        assert "“banana” is none of" in seen(app)
        typed(app, "kind", "vmp")
        typed(app, "dated", "4/1/12 9.30")
        typed(app, "author", "")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
        about = next(d.about for d in interview.session.documents if d.number == 2)
        assert (about.kind, about.author) == ("vmp", "")
        assert about.written.iso() == "2012-01-04T09:30"
        assert store.load(interview.case_id).documents == interview.session.documents
        await wait_until(pilot, lambda: "4 Jan 2012" in seen(app))


async def test_what_was_typed_is_not_lost_unasked(store: Store) -> None:
    app = shown(store, with_documents(store, *THREE))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "17 Feb 2012" in seen(app))
        await pilot.press("e")
        await wait_until(pilot, lambda: asked(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
        await pilot.press("e")
        await wait_until(pilot, lambda: asked(app))
        typed(app, "author", "Somebody else")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmBox))
        await pilot.press("escape")
        await wait_until(pilot, lambda: asked(app))
        assert app.screen.query_one("#author Input", Input).value == "Somebody else"
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmBox))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, DocumentsScreen))


async def test_what_the_disk_does_not_take_is_told_and_stays_typed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = with_documents(store, *THREE)
    app = shown(store, interview)

    def full(*_: object) -> None:
        raise NotSaved("The disk is full: make room.")

    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "17 Feb 2012" in seen(app))
        await pilot.press("e")
        await wait_until(pilot, lambda: asked(app))
        typed(app, "author", "B.C.")
        with monkeypatch.context() as broken:
            broken.setattr(store, "append", full)
            await pilot.press("enter")
            await wait_until(pilot, lambda: "The disk is full: make room." in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
        assert store.load(interview.case_id).documents[0].about.author == "B.C."


async def test_a_document_is_taken_out_for_a_reason(store: Store) -> None:
    interview = with_documents(store, *THREE)
    app = shown(store, interview)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "17 Feb 2012" in seen(app))
        await pilot.press("d")
        await wait_until(pilot, lambda: isinstance(app.screen, ReasonBox))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Type the reason first" in seen(app))
        app.screen.query_one(Input).value = "another child's"
        await pilot.press("enter")
        await wait_until(pilot, lambda: "2 documents" in seen(app))
        assert [d.number for d in interview.session.documents] == [1, 3]
        assert interview.session.events[-1].why == "another child's"


async def test_a_finished_case_keeps_its_documents(store: Store) -> None:
    case = kept(store, library(store), "07", *ALL_ANSWERED)
    interview = opened(store, case)
    interview.take(intents.Finish(), agreed=True)
    app = shown(store, interview)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "0 documents" in seen(app))
        await pilot.press("a", "f", "e", "d")
        assert app.asked_for == []


async def test_forty_documents_with_long_and_hostile_names_stand_every_size(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    documents = [
        document(
            number,
            date(2011, 1 + number % 12, 1 + number % 28),
            f"[red]x[/] [@click=app.quit] {'long ' * 20}{number}.txt",
            "[b]Featherstonehaugh-Cholmondeley[/b] 漢字",
        )
        for number in range(1, 41)
    ]
    app = shown(store, with_documents(store, *documents))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "40 documents" in seen(app))
        for width, height in ((40, 10), (120, 40), (20, 5), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.press("down", "up")
        await pilot.press("end")
        await wait_until(pilot, lambda: app.screen.query_one(PickList).highlighted == 39)
        await wait_until(pilot, lambda: "[@click" in seen(app))
        assert all(len(line) <= 80 for line in seen(app).splitlines())
