"""settings.toml: whatever stands in it, the program starts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import StorageError
from tests.campaigns.fuzz.guided import Door
from tests.campaigns.fuzz.placed import quick_folder
from tui.settings import FILE_NAME, keep_theme, read_settings

_SEEDS = (
    b'theme = "light"\nwho = "A.W."\n\n[keys]\nlater = "f6"\nundo = "ctrl+z,ctrl+u"\n',
    b'who = "B"\n[keys]\nback = "ctrl+up"\n',
    b"\xef\xbb\xbftheme = 'dark'\n",
)
_WORDS = (
    *(
        b"theme = ",
        b"who = ",
        b"[keys]\n",
        b"[ keys ]",
        b"[[keys]]",
        b'theme = """',
        b"keys.undo = ",
    ),
    *(b'"ctrl+alt+shift+x"', b'"+"', b'","', b"# theme = 1\n", b"later", b"undo", b"idle = 5\n"),
)


@contextmanager
def door(folder: Path) -> Iterator[Door]:
    home = quick_folder(folder / "settings")
    file = home / FILE_NAME

    def enter(data: bytes) -> bool:
        file.write_bytes(data)
        found = read_settings(home)
        assert all(trouble for trouble in found.troubles)
        assert all(keys for keys in found.keys.values())
        _chosen(home, data)
        return not found.troubles

    yield Door("settings-file", _SEEDS, enter, ("tui/settings.py",), _WORDS)


def _chosen(home: Path, data: bytes) -> None:
    """Choosing colours changes the colours and nothing else that could be read."""
    before = read_settings(home)
    try:
        keep_theme(home, "light")
    except (OSError, StorageError):
        assert (home / FILE_NAME).read_bytes() == data
        return
    after = read_settings(home)
    if _toml(data):
        assert (after.who, after.keys) == (before.who, before.keys)
        assert after.theme == "light"


def _toml(data: bytes) -> bool:
    try:
        tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True
