"""Documents read in on the screen: a file, pasted text, or a folder with a look at it first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, TextArea

from domain import intents
from domain.documents import Moment
from storage.documents import Document, folder, read_document
from storage.store import Store
from tests.tui.house import ALL_ANSWERED, HouseApp, kept, library, opened, seen
from tests.tui.opened_case import FACTS, at_desk, new_case
from tests.tui.test_cli_documents import ASSET, LETTER, SCREENING
from tests.tui.test_documents_screen import asked, typed, with_documents
from tests.tui.waiting import wait_until
from tui.controller import Interview
from tui.document_details import Details, new_document
from tui.screens.add_documents import AddDocumentsScreen
from tui.screens.boxes import ConfirmBox
from tui.screens.folder_of_documents import FolderScreen


@pytest.fixture
def files(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    for name, text in (("asset.txt", ASSET), ("screening.md", SCREENING), ("letter.txt", LETTER)):
        (made / name).write_text(text, encoding="utf-8")
    (made / "broken.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    return made


def adding(store: Store, interview: Interview, path: Path | str = "") -> HouseApp:
    return HouseApp(store, lambda: AddDocumentsScreen(interview, str(path)), interview)


def unboxed(app: HouseApp) -> str:
    """What is seen, as one line without the sides of the box."""
    return " ".join(seen(app).replace("│", " ").split())


async def test_a_file_is_read_and_its_details_are_filled_in(store: Store, files: Path) -> None:
    interview = with_documents(store)
    app = adding(store, interview)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Tab completes" in seen(app))
        typed(app, "path", str(files / "screening.md"))
        await pilot.press("enter")
        await wait_until(pilot, lambda: asked(app))
        await wait_until(pilot, lambda: "Recognised: kind, stage, day, author" in seen(app))
        assert app.screen.query_one("#kind Input", Input).value == "Risk of serious harm screening"
        typed(app, "author", "B.C.")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result is None)
        (added,) = interview.session.documents
        assert (added.about.author, added.about.countersigned_by) == ("B.C.", "M.T.")
        assert store.texts(interview.case_id)[added.about.text].text == SCREENING
        assert app.told == ["Added as document 1: RoSH screening, 3 Feb 2012."]


async def test_what_is_wanting_is_told_and_typed_text_is_not_lost_unasked(
    store: Store, files: Path
) -> None:
    interview = with_documents(store)
    app = adding(store, interview, files / "letter.txt")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Nothing was recognised in it." in seen(app))
        typed(app, "kind", "other")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Type the stage it was written at." in seen(app))
        assert app.screen.query_one("#kind Input", Input).value == "other"
        typed(app, "countersigned_on", "4 Feb 2012")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Type who countersigned it" in seen(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmBox))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, AddDocumentsScreen))
        assert interview.session.documents == ()
        assert app.screen.query_one("#path Input", Input).value.endswith("letter.txt")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("broken.pdf", "broken.pdf is damaged"),
        ("none.txt", "cannot be read"),
        ("asset.txt", "as document 1"),
        ("", "Type where the file or folder is"),
    ],
)
async def test_a_file_that_cannot_be_added_is_told_in_place(
    store: Store, files: Path, name: str, told: str
) -> None:
    interview = with_documents(store)
    read = read_document(files / "asset.txt")
    given = Details("core_profile", "start", Moment(date(2012, 2, 3)))
    interview.take(intents.AddDocuments((new_document(given, read),), (read.words,)))
    app = adding(store, interview)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Tab completes" in seen(app))
        typed(app, "path", str(files / name) if name else "")
        await pilot.press("enter")
        await wait_until(pilot, lambda: told in unboxed(app))
        assert len(interview.session.documents) == 1


async def test_a_finished_case_takes_no_documents(store: Store, files: Path) -> None:
    interview = opened(store, kept(store, library(store), "07", *ALL_ANSWERED))
    interview.take(intents.Finish(), agreed=True)
    app = adding(store, interview, files / "asset.txt")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "07 is finished and locked" in unboxed(app))


async def test_an_instrument_without_stages_asks_for_none(store: Store, files: Path) -> None:
    interview = opened(store, kept(store, library(store), "07"))
    app = adding(store, interview, files / "letter.txt")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Nothing was recognised in it." in seen(app))
        assert not app.screen.query("#stage")
        typed(app, "kind", "plan")
        typed(app, "dated", "3/2/12")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result is None)
        assert interview.session.documents[0].about.kind == "plan"


async def test_text_of_several_lines_pasted_is_a_document(store: Store) -> None:
    interview = with_documents(store)
    app = adding(store, interview)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Tab completes" in seen(app))
        assert app.screen.focused is not None
        app.screen.focused.post_message(events.Paste(ASSET))
        await wait_until(pilot, lambda: "Kyle lives with his mother" in seen(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmBox))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, AddDocumentsScreen))
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: asked(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result is None)
        (added,) = interview.session.documents
        assert (added.about.name, added.about.kind) == ("pasted text", "core_profile")


async def test_pasted_text_is_chosen_by_the_arrow_keys_too(store: Store) -> None:
    app = adding(store, with_documents(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Tab completes" in seen(app))
        await pilot.press("shift+tab", "right", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen.focused, TextArea))
        await pilot.press("x", "ctrl+s")
        await wait_until(pilot, lambda: asked(app))


class _Held:
    """A reader of files that waits until it is let go."""

    def __init__(self, held: str) -> None:
        self.held, self.go = held, threading.Event()

    def read(self, file: Path) -> Document:
        if file.name == self.held:
            assert self.go.wait(20)
        return read_document(file)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Held]:
    reader = _Held("screening.md")
    monkeypatch.setattr(folder, "read_document", reader.read)
    monkeypatch.setattr("storage.documents.read_document", reader.read)
    yield reader
    reader.go.set()


async def test_a_file_is_read_beside_the_interface(store: Store, files: Path, held: _Held) -> None:
    app = adding(store, with_documents(store), files / "screening.md")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Reading screening.md" in seen(app))
        typed(app, "path", "~/somewhere else")
        await wait_until(pilot, lambda: "~/somewhere else" in seen(app))
        held.go.set()
        await wait_until(pilot, lambda: asked(app))


async def test_a_file_named_in_the_interview_is_read_at_once(tmp_path: Path, files: Path) -> None:
    case = new_case(tmp_path / "home", *FACTS)
    async with at_desk(case, size=(80, 24)) as desk:
        await desk.send(f"/add {files / 'letter.txt'}")
        await desk.until(lambda: "Nothing was recognised in it." in seen(desk.app))
        for field, text in (("kind", "plan"), ("dated", "3/2/12")):
            desk.app.screen.query_one(f"#{field} Input", Input).value = text
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert case.session().documents[0].about.name == "letter.txt"


# -- a folder


async def test_a_folder_is_looked_at_and_added_in_one_step(store: Store, files: Path) -> None:
    interview = with_documents(store)
    app = adding(store, interview, files)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "2 ticked. 4 files: + 2 to add" in seen(app))
        assert "broken.pdf is damaged" in seen(app)
        await pilot.press("down", "down", "enter")
        await wait_until(pilot, lambda: asked(app))
        for field, text in (("kind", "other"), ("stage", "review"), ("dated", "3/2/12")):
            typed(app, field, text)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "3 ticked." in seen(app))
        await pilot.press("up", "up", "space")
        await wait_until(pilot, lambda: "2 ticked." in seen(app))
        await pilot.press("a")
        await wait_until(pilot, lambda: app.result is None)
        assert {d.about.name for d in interview.session.documents} == {"letter.txt", "screening.md"}
        assert {event.turn for event in interview.session.events} == {1}


async def test_what_is_left_out_is_named_and_waits_in_the_list(store: Store, files: Path) -> None:
    interview = with_documents(store)
    app = adding(store, interview, files)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "2 ticked. 4 files" in seen(app))
        await pilot.press("a")
        await wait_until(pilot, lambda: "1 left out: letter.txt." in unboxed(app))
        assert len(interview.session.documents) == 2
        assert isinstance(app.screen, FolderScreen)
        await pilot.press("enter")
        await wait_until(pilot, lambda: asked(app))
        for field, text in (("kind", "Other"), ("stage", "review"), ("dated", "3/2/12")):
            typed(app, field, text)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "1 ticked." in seen(app))
        await pilot.press("a")
        await wait_until(pilot, lambda: app.result is None)
        assert len(interview.session.documents) == 3


async def test_a_file_left_out_on_purpose_is_left_by_escape(store: Store, files: Path) -> None:
    interview = with_documents(store)
    app = adding(store, interview, files)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "2 ticked. 4 files" in seen(app))
        await pilot.press("a")
        await wait_until(pilot, lambda: "1 left out: letter.txt." in unboxed(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.result is None)
        assert len(interview.session.documents) == 2


@pytest.mark.parametrize(("size", "last"), [((80, 24), "Dear"), ((120, 40), "Yours")])
async def test_the_details_show_how_the_document_begins(
    store: Store, files: Path, size: tuple[int, int], last: str
) -> None:
    letter = "Dear Ms Tarn,\n\nThank you.\nI saw him twice.\nYours, A. Bell\n"
    (files / "letter.txt").write_text(letter, encoding="utf-8")
    app = adding(store, with_documents(store), files / "letter.txt")
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: "Nothing was recognised in it." in seen(app))
        assert "Begins: Dear Ms Tarn, Thank you." in unboxed(app)
        assert f"│ {last}" in " ".join(seen(app).split()) or size == (80, 24)
        await pilot.press("down", "down")
        await wait_until(pilot, lambda: "│ Dear Ms Tarn" in " ".join(seen(app).split()))


async def test_the_foot_tells_the_keys_of_the_field_one_stands_in(store: Store) -> None:
    app = adding(store, with_documents(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Enter go on   Tab complete" in seen(app))
        assert "← → choose" not in seen(app)
        await pilot.press("shift+tab")
        await wait_until(pilot, lambda: "← → choose" in seen(app))
        await pilot.press("right", "enter")
        await wait_until(pilot, lambda: "ctrl+s go on" in seen(app))


async def test_a_bar_tells_how_far_the_folder_is_read(
    store: Store, files: Path, held: _Held
) -> None:
    app = adding(store, with_documents(store), files)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "3 of 4 read" in seen(app))
        assert "[####" in seen(app)
        await pilot.press("a")
        assert app.told == ["The folder is still being read."]
        held.go.set()
        await wait_until(pilot, lambda: "4 files" in seen(app))


async def test_a_folder_can_be_left_while_it_is_read(
    store: Store, files: Path, held: _Held
) -> None:
    interview = with_documents(store)
    app = adding(store, interview, files)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "3 of 4 read" in seen(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, AddDocumentsScreen))
        held.go.set()
    assert interview.session.documents == ()


async def test_ticks_are_not_lost_unasked(store: Store, files: Path) -> None:
    app = adding(store, with_documents(store), files)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "2 ticked." in seen(app))
        await pilot.press("t")
        await wait_until(pilot, lambda: "0 ticked." in seen(app))
        await pilot.press("a", "escape")
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmBox))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, FolderScreen))
        assert "Nothing is ticked" in app.told[0]


async def test_a_folder_without_documents_is_told(store: Store, tmp_path: Path) -> None:
    app = adding(store, with_documents(store), tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "holds no files" in unboxed(app))
        assert isinstance(app.screen, AddDocumentsScreen)


async def test_every_screen_stands_resizing_and_hostile_names(
    store: Store, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for number in range(40):
        name = f"[red]x[ [@click=app.quit] {'long ' * 20}{number}.txt"
        (files / name).write_text(f"{ASSET}{number}", encoding="utf-8")
    app = adding(store, with_documents(store), files)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "44 files" in seen(app))
        for width, height in ((40, 10), (120, 40), (20, 5), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.press("down", "up")
        await pilot.press("enter")
        await wait_until(pilot, lambda: asked(app))
        for width, height in ((40, 10), (120, 40), (20, 5), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.press("down", "up")
        await wait_until(pilot, lambda: seen(app).strip())
