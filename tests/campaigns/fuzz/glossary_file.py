"""A glossary of somebody's own: read, and added to without losing what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from glossary import own
from glossary.entries import Entry, GlossaryError
from glossary.loader import merge, own_entries, shipped_entries
from glossary.own import add_own_entry
from tests.campaigns.fuzz.guided import Door, refused
from tests.campaigns.fuzz.placed import quick_folder

_SEEDS = (
    b'[[entry]]\nterm = "NYOT"\nexpansion = "Northern YOT"\ndefinition = "Ours."\n',
    b'# own\n[[entry]]\nterm = "vmp"\naliases = ["plan v"]\nspoken = ["vee em pee"]\ncore = true\n'
    b'\n[[entry]]\nterm = "Panel"\ndefinition = """What\nour panels\nget."""\nrelated = ["VMP"]\n',
    b'entry = [{ term = "a", definition = "b" }]\n',
)
_WORDS = (
    *(b"[[entry]]\n", b"[entry]\n", b'term = "x"\n', b'definition = "y"\n', b"aliases = []\n"),
    *(
        b"period",
        b"became",
        b"source",
        b"keywords = [1]",
        b"core = 1",
        b"'''",
        b'"""',
        b"\\U0000001b",
    ),
)

_WATCHED = ("glossary/loader.py", "glossary/own.py")


@contextmanager
def door(folder: Path) -> Iterator[Door]:
    file = quick_folder(folder / "glossary") / "glossary.toml"
    shipped = shipped_entries()
    new = Entry("Quokka pack", definition="What is sent to the panel.")

    def enter(data: bytes) -> bool:
        file.write_bytes(data)
        taken = _added(file, new)
        try:
            entries = own_entries(file, shipped)
        except GlossaryError as error:
            return refused(error, unchanged=not taken and file.read_bytes() == data)
        merge(shipped, entries)
        assert all(entry.term.isprintable() for entry in entries)
        return True

    with mock.patch.object(own, "shipped_entries", return_value=shipped):  # read once is enough
        yield Door("glossary-file", _SEEDS, enter, _WATCHED, _WORDS)


def _added(file: Path, entry: Entry) -> bool:
    try:
        add_own_entry(file, entry)
    except GlossaryError as error:
        return refused(error)
    return True
