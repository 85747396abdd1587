"""Paths as people type, paste and drop them, and what they are completed to."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input

from storage.errors import StorageError
from tests.tui.waiting import wait_until
from tui.widgets.path_field import PathField, path_typed, suggestion


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "Case files").mkdir()
    (tmp_path / "Case files" / "asset.txt").write_text("x")
    (tmp_path / "casework.txt").write_text("x")
    (tmp_path / ".case").write_text("x")
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_a_beginning_is_completed_whatever_its_case(home: Path) -> None:
    assert suggestion(f"{home}/ca") == f"{home}/Case files/"
    assert suggestion(f"{home}/casew") == f"{home}/casework.txt"
    assert suggestion("~/case f") == "~/Case files/"
    assert suggestion("~/Case files/as") == "~/Case files/asset.txt"


@pytest.mark.parametrize(
    "typed", ["", "ca", "~/", "~/zzz", "~/.ca", "/no such/x", "~nobody9/x", "\0/"]
)
def test_nothing_is_offered_where_nothing_fits(home: Path, typed: str) -> None:
    assert suggestion(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "~/Case files/asset.txt",
        "  ~/Case files/asset.txt ",
        "'~/Case files/asset.txt'",
        "{home}/Case files/asset.txt",
        '"{home}/Case files/asset.txt"',
        "{home}/Case\\ files/asset.txt",
        "file://{home}/Case%20files/asset.txt",
    ],
)
def test_a_path_is_taken_as_terminals_and_people_give_it(home: Path, typed: str) -> None:
    assert path_typed(typed.format(home=home)) == home / "Case files" / "asset.txt"


def test_a_home_nobody_has_is_one_sentence() -> None:
    with pytest.raises(StorageError, match="nobody’s home"):
        path_typed("~nobody9/x")


class _Form(App[None]):
    def compose(self) -> ComposeResult:
        yield PathField("path", "Path")
        yield Input(id="next")


async def test_tab_takes_what_is_offered_and_else_goes_on(home: Path) -> None:
    app = _Form()
    async with app.run_test() as pilot:
        field = app.query_one(PathField).input
        field.focus()
        await pilot.press("~", "/", "c", "a", "s", "e", "w")
        await wait_until(pilot, lambda: field._suggestion == "~/casework.txt")
        await pilot.press("tab")
        assert field.value == "~/casework.txt"
        await pilot.press("tab")
        await wait_until(pilot, lambda: app.focused is app.query_one("#next"))
