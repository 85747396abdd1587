"""The user's own file: colours, initials, keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import NotSaved
from tests.tui.opened_case import FACTS, at_desk, new_case
from tui.settings import FILE_NAME, Settings, keep_theme, read_settings


def test_without_a_file_all_is_as_shipped(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()


def test_what_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(
        'theme = "light"\nwho = "A.W."\n[keys]\nlater = "f6"\nundo = "ctrl+z, ctrl+u"\n'
    )
    assert read_settings(tmp_path) == Settings(
        "light", "A.W.", {"later": "f6", "undo": "ctrl+z,ctrl+u"}
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("theme = \n", "cannot be read"),
        ("a = " + "[" * 5000, "cannot be read"),
        ("themes = 'dark'\n", "Did you mean theme?"),
        ("theme = 3\n", "must be text"),
        ("[keys]\nlatter = 'f6'\n", "Did you mean later?"),
        ("[keys]\nlater = 'ctrl +l'\n", "names such as ctrl+l"),
        ("keys = 3\n", "must be a table"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_and_passed_over(
    tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    settings = read_settings(tmp_path)
    assert not settings.keys
    assert len(settings.troubles) == 1
    assert told in settings.troubles[0]


def test_keeping_the_colours_leaves_the_rest_of_the_file(tmp_path: Path) -> None:
    keep_theme(tmp_path, "light")
    assert read_settings(tmp_path).theme == "light"
    file = tmp_path / FILE_NAME
    file.write_text('# mine\ntheme = "dark"\n[keys]\nlater = "f6"\n')
    keep_theme(tmp_path, "contrast")
    assert file.read_text() == '# mine\ntheme = "contrast"\n[keys]\nlater = "f6"\n'


def test_the_colours_are_kept_above_the_tables(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_text('who = "A.W."\n[keys]\ntheme = "f6"\n')
    keep_theme(tmp_path, "light")
    assert file.read_text() == 'theme = "light"\nwho = "A.W."\n[keys]\ntheme = "f6"\n'
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


async def test_a_key_of_the_users_own(tmp_path: Path) -> None:
    home = tmp_path / "home"
    case = new_case(home, *FACTS)
    (home / FILE_NAME).write_text('[keys]\nlater = "f6"\nlog = "f7"\n')
    async with at_desk(case) as desk:
        await desk.pilot.press("ctrl+l")
        await desk.pilot.pause()
        await desk.idle()
        assert desk.step == "A1.1"
        await desk.pilot.press("f6")
        await desk.until(lambda: desk.step != "A1.1")
        assert case.session().put_off("A1.1")
        await desk.pilot.press("f7")
        await desk.until(lambda: type(desk.app.screen).__name__ == "LogScreen")


@pytest.mark.parametrize("text", ['theme = """\ntheme = """', "who = '\xff'", "[keys"])
def test_a_file_that_could_no_longer_be_read_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(text.encode("cp1252"))
    with pytest.raises(NotSaved, match="yourself"):
        keep_theme(tmp_path, "light")
    assert file.read_bytes() == text.encode("cp1252")
