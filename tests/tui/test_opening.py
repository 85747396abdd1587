"""A crash on opening cannot come back at every start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from storage.places import Places
from storage.store import Store
from tests.instruments import WHO
from tests.tui.house import seen
from tests.tui.opened_case import FACTS, Case, new_case
from tests.tui.shell import Shell
from tests.tui.waiting import wait_until
from tui.app import CorecaseApp
from tui.crash_record import CRASHED
from tui.opening import OFTEN, START, Opening
from tui.screens.boxes import ConfirmBox
from tui.screens.home import HomeScreen
from tui.screens.interview import InterviewScreen
from tui.settings import FILE_NAME
from tui.themes import DARK, LIGHT

ROOT = Path(__file__).resolve().parents[2]
OPENS = """
import sys
from pathlib import Path
from storage.places import Places
from tui.opening import Opening
opening = Opening.begin(Places(Path(sys.argv[1])))
for case in sys.argv[2:]:
    opening.mark(int(case))
print(sorted(opening.stopped_at), flush=True)
sys.stdin.readline()
opening.done()
"""


@contextmanager
def starting(home: Path, *cases: int) -> Iterator[subprocess.Popen[str]]:
    """Another process at its start, having come to these cases."""
    with subprocess.Popen(
        [sys.executable, "-c", OPENS, str(home), *map(str, cases)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        yield process
        process.kill()


def marks(home: Path) -> list[Path]:
    return sorted(home.glob("opening-*"))


def left_behind(home: Path, case: int) -> None:
    """What a start that came to a case and met a fault leaves."""
    opening = Opening(home, "corecase.sqlite3")
    home.mkdir(exist_ok=True)
    opening.mark(case)
    opening.let_go()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


# -- the mark


@pytest.mark.parametrize(("cases", "told"), [((), {START}), ((7,), {7}), ((7, 9), {9})])
def test_starts_that_are_killed_again_and_again_tell_the_next_one_once(
    home: Path, cases: tuple[int, ...], told: set[int]
) -> None:
    for _ in range(OFTEN):
        assert Opening(home, "another.sqlite3").stopped_at == set()
        with starting(home, *cases) as process:
            process.kill()
        assert len(marks(home)) == 1
    ours = Opening.begin(Places(home))
    assert ours.stopped_at == told
    ours.done()
    assert Opening(home, "corecase.sqlite3").stopped_at == set()


def test_a_start_that_was_killed_met_no_fault(home: Path) -> None:
    with starting(home, 7) as process:
        process.kill()
    assert Opening(home, "corecase.sqlite3").stopped_at == set()


def test_a_start_that_ends_in_order_leaves_nothing(home: Path) -> None:
    with starting(home, 7) as process:
        process.communicate("\n")
    assert marks(home) == []


def test_a_start_under_way_is_not_taken_for_one_that_died(home: Path) -> None:
    with starting(home, 7):
        with starting(home, 7):
            ours = Opening.begin(Places(home))
            assert ours.stopped_at == set()
            assert len(marks(home)) == 3
            ours.done()
            assert len(marks(home)) == 2
        left = Opening(home, "corecase.sqlite3")
        assert left.stopped_at == set()
        assert len(marks(home)) == 1


def test_what_stands_is_marked_no_longer(home: Path) -> None:
    opening = Opening.begin(Places(home))
    assert not opening.mark(7)
    opening.stands(START)  # the first screen, while a case is being opened already
    assert len(marks(home)) == 1
    opening.stands(7)
    assert marks(home) == []
    opening.mark(8)
    assert len(marks(home)) == 1
    opening.done()


def test_a_case_stopped_at_is_told_once(home: Path) -> None:
    left_behind(home, 7)
    opening = Opening.begin(Places(home))
    assert not opening.mark(8)
    assert opening.mark(7)
    assert not opening.mark(7)
    opening.done()


@pytest.mark.parametrize("text", ["", "{", '{"case": "07"}', "[]", "\udcff"])
def test_a_mark_cut_short_tells_nothing(home: Path, text: str) -> None:
    left_behind(home, 7)
    marks(home)[0].write_bytes(text.encode("utf-8", "surrogateescape"))
    opening = Opening(home, "corecase.sqlite3")
    assert opening.stopped_at == set()


def test_nothing_is_marked_where_nothing_can_be_written(tmp_path: Path) -> None:
    opening = Opening.begin(Places(tmp_path / "not there"))
    assert not opening.mark(7)
    opening.done()
    assert list(tmp_path.iterdir()) == []


def test_the_mark_holds_no_more_than_numbers(home: Path) -> None:
    opening = Opening.begin(Places(home))
    opening.mark(7)
    assert marks(home)[0].read_text() == '{"case":7,"times":1,"fault":false}'
    if os.name == "posix":
        assert marks(home)[0].stat().st_mode & 0o777 == 0o600
    opening.done()


# -- the app


@pytest.fixture
def case(home: Path) -> Case:
    made = new_case(home, *FACTS)
    with made.store() as store:
        store.save_draft(made.id, WHO, "A1.2", "half typed")
    return made


def started(case: Case, *, straight: bool) -> CorecaseApp:
    """As the command starts it: at the list, or straight at the case."""
    opening = Opening.begin(case.places)
    begin = (lambda _store: (case.id, WHO)) if straight else None
    return CorecaseApp(case.places, begin=begin, who=WHO, opening=opening)


async def test_the_next_start_asks_before_it_goes_to_that_case(case: Case) -> None:
    left_behind(case.places.home, case.id)
    app = started(case, straight=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmBox))
        await wait_until(pilot, lambda: "stopped last time" in seen(app))
        assert isinstance(app.screen_stack[0], HomeScreen)
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.interview is not None)
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        await wait_until(pilot, lambda: screen.shown is not None)
        assert screen.shown is not None
        assert screen.shown.step == "A1.1"
        assert screen.prompt.text == ""
    assert marks(case.places.home) == []
    with Store.open(case.places) as store:
        assert store.drafts(case.id, WHO)["A1.2"].text == "half typed"


async def test_declined_it_stays_at_the_list(case: Case) -> None:
    left_behind(case.places.home, case.id)
    app = started(case, straight=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmBox))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await wait_until(pilot, lambda: "07" in seen(app))
        assert app.interview is None


async def test_at_the_list_one_sentence_tells_it(case: Case) -> None:
    left_behind(case.places.home, case.id)
    app = started(case, straight=False)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_until(pilot, lambda: "while a case was being opened" in told(app))
        await wait_until(pilot, lambda: "07" in seen(app))


async def test_another_case_is_gone_to_straight_away(case: Case) -> None:
    left_behind(case.places.home, case.id + 1)
    app = started(case, straight=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: app.interview is not None)
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        await wait_until(pilot, lambda: screen.prompt.text == "half typed")


async def test_a_start_without_a_screen_is_followed_by_one_without_settings(case: Case) -> None:
    file = case.places.home / FILE_NAME
    file.write_text('theme = "light"\nlock_after = 3\n')
    left_behind(case.places.home, START)
    app = started(case, straight=False)
    assert app.theme == DARK
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_until(pilot, lambda: "settings.toml is passed over this once" in told(app))
        await wait_until(pilot, lambda: "07" in seen(app))
    app = started(case, straight=False)
    assert app.theme == LIGHT
    assert app.opening is not None
    app.opening.done()


def told(app: CorecaseApp) -> str:
    """The sentences shown at the moment."""
    return " ".join(sentence.message for sentence in app._notifications)


async def test_what_has_stood_idle_is_not_asked_about(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.interview.STEADY", 0.01)
    app = started(case, straight=True)
    async with app.run_test(size=(80, 24)) as pilot:
        assert len(marks(case.places.home)) == 1
        await wait_until(pilot, lambda: app.interview is not None)
        await wait_until(pilot, lambda: marks(case.places.home) == [])


async def test_a_crash_while_opening_leaves_the_mark(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tui.screens.interview_state.shown", broken)
    app = started(case, straight=True)

    async def crash() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await wait_until(pilot, lambda: app.return_code)
            await pilot.pause(0.1)

    with pytest.raises(WorkerFailed, match="ZeroDivisionError"):
        await crash()
    assert app.return_code == CRASHED
    left = f'{{"case":{case.id},"times":1,"fault":true}}'
    assert [file.read_text() for file in marks(case.places.home)] == [left]


# -- the line mode


def test_line_mode_tells_it_and_passes_place_and_text_over(library: Shell) -> None:
    with Store.open(Places(library.home)) as store:
        store.save_draft(store.find_case("07").id, "A.W.", "A1.2", "half typed")
    left_behind(library.home, 1)
    done = library.run("interview", "07", "--plain", typed="/quit\n")
    assert done.exit_code == 0
    assert "stopped last time" in done.stderr
    assert "half typed" not in done.stdout
    assert "A1.1" in done.stdout
    done = library.run("interview", "07", "--plain", typed="/quit\n")
    assert "stopped last time" not in done.stderr
    assert marks(library.home) == []
    with Store.open(Places(library.home)) as store:
        assert store.drafts(1, "A.W.")["A1.2"].text == "half typed"


def test_line_mode_that_crashes_while_opening_leaves_the_mark(
    library: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("tui.plain.step_view", broken)
        assert library.run("interview", "07", "--plain", typed="/quit\n").exit_code == CRASHED
    assert len(marks(library.home)) == 1
    assert "stopped last time" in library.run("interview", "07", "--plain", typed="").stderr
