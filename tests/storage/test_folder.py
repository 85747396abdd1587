"""A folder of documents: what is taken for one, and all of them read in their order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage.documents import Document, files_in, read_each
from storage.documents.folder import MOST_FILES
from storage.errors import BadFile


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"The words of {name}.", encoding="utf-8")
    return folder


def names(files: list[Path]) -> list[str]:
    return [file.name for file in files]


def test_files_come_by_name_without_what_systems_leave_there(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "A.txt", ".hidden", "~$b.docx", "Thumbs.db", "desktop.ini", "c/d.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert names(files_in(tmp_path)) == ["A.txt", "b.txt"]


def test_folders_within_are_gone_into_when_asked_but_never_in_circles(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "more/b.txt", "more/deep/c.txt", ".hidden/d.txt")
    (tmp_path / "more" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert names(files_in(tmp_path, deep=True)) == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize("deep", [True, False])
def test_a_folder_of_something_else_is_one_sentence(tmp_path: Path, deep: bool) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        files_in(tmp_path / "none", deep=deep)
    with pytest.raises(BadFile, match="holds no files"):
        files_in(tmp_path, deep=deep)
    put(tmp_path, *(f"{number}.txt" for number in range(MOST_FILES)))
    assert len(files_in(tmp_path, deep=deep)) == MOST_FILES
    put(tmp_path, "one more.txt")
    with pytest.raises(BadFile, match="more than 300 files"):
        files_in(tmp_path, deep=deep)


def test_all_are_read_in_their_order_whatever_is_wrong_with_one(tmp_path: Path) -> None:
    put(tmp_path, *(f"{number}.txt" for number in range(9)))
    (tmp_path / "4.txt").write_bytes(b"")
    read = list(read_each(files_in(tmp_path)))
    assert names([file for file, _ in read]) == [f"{number}.txt" for number in range(9)]
    assert [isinstance(found, Document) for _, found in read] == [n != 4 for n in range(9)]
    assert "empty" in str(read[4][1])


def test_reading_ends_when_nobody_listens(tmp_path: Path) -> None:
    put(tmp_path, *(f"{number}.txt" for number in range(50)))
    reading = read_each(files_in(tmp_path))
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert next(reading, None) is None
