"""Writes a user's own entries, so that the file need not be edited by hand."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from glossary.entries import OWN, Entry, GlossaryError
from glossary.loader import key_of, own_entries, parse, shipped_entries


def add_own_entry(path: Path, entry: Entry) -> None:
    """Append an entry to the user's file, which is made when it is not there.

    Raises GlossaryError when the file is broken, has the term already, or cannot be written.
    """
    before, added = "", _as_toml(entry)
    # Read back before it is written, so that the file never holds what it could not load.
    shipped = shipped_entries()
    known = {key_of(each.term): each for each in shipped}
    parse(added, "The new entry", OWN, known)
    if path.exists():
        for other in own_entries(path, shipped):
            if key_of(other.term) == key_of(entry.term):
                raise GlossaryError(
                    f"{path} defines {entry.term} already; change that entry in the file."
                )
        before = path.read_text(encoding="utf-8-sig").rstrip() + "\n\n"
        _refuse_unfit(path, before + added, known)
    _replace(path, before + added)


def _refuse_unfit(path: Path, text: str, known: dict[str, Entry]) -> None:
    """Entries written inside brackets make one list, to which TOML lets nothing be added."""
    try:
        parse(text, str(path), OWN, known)
    except GlossaryError as error:
        raise GlossaryError(
            f"{path} has its entries in one list, which cannot be added to; start each of them "
            "with a line [[entry]]."
        ) from error


def _as_toml(entry: Entry) -> str:
    texts = ("term", "expansion", "definition", "period", "became", "source")
    lists = ("aliases", "spoken", "keywords", "related")
    lines = [
        "[[entry]]",
        *(f"{name} = {_quoted(value)}" for name in texts if (value := getattr(entry, name))),
        *(
            f"{name} = [{', '.join(map(_quoted, values))}]"
            for name in lists
            if (values := getattr(entry, name))
        ),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's, bar DEL and lone surrogates."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _replace(path: Path, text: str) -> None:
    """Write beside the file and rename, so that a crash leaves the old or the new one whole."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
        _sync_folder(path.parent)
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise GlossaryError(
            f"{path} cannot be written ({reason}); check the folder and who may change it."
        ) from error


def _sync_folder(folder: Path) -> None:
    """Have the new name on disk too: until then a loss of power brings the old file back."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems refuse it
            os.fsync(handle)
    finally:
        os.close(handle)
