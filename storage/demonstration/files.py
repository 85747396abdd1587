"""The documents of the open cases as files: those in the cases, and some left for you to add.

Every document stands in `documents/` as a service would have sent it; one that came as DOCX or PDF
has its words in `documents/sources/` as well, to be read beside the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

FOLDER = "documents"
_SOURCES = "sources"


def in_case(reference: str) -> tuple[Traversable, ...]:
    """The files whose words are in that case, by name."""
    return tuple(each for each in _sorted(_packed() / reference) if each.is_file())


def write_files(home: Path) -> None:
    """Put the files into a data folder; one that is there already is left as it is."""
    for names, file in _all(_packed(), ()):
        target = home.joinpath(FOLDER, *names)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())


def _packed() -> Traversable:
    return resources.files("storage.demonstration") / FOLDER


def _all(
    folder: Traversable, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Traversable]]:
    """Every file but the sources, with its name and those of the folders it is in."""
    for each in _sorted(folder):
        names = (*above, each.name)
        if each.is_file():
            yield names, each
        elif names != (_SOURCES,):
            yield from _all(each, names)


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda each: each.name)
