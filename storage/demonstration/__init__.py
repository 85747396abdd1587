"""The demonstration: an invented inspection whose scores are the published ones.

62 finished cases that reproduce the figures of a published report, and three open ones to
practise on, with documents. Nothing in it is a record of anything: `given_and_chosen` says which
figures are published and which were chosen. It is kept as a document made by `generator`, which is
not needed to load it.
"""

from __future__ import annotations

import gzip
from importlib import resources
from pathlib import Path

from domain.instrument_file import load_packaged, to_json
from storage.demonstration.files import write_files
from storage.demonstration.given import given_and_chosen
from storage.errors import Mistake
from storage.interchange.json_document import import_document
from storage.places import Places
from storage.records import Taken
from storage.store import Store

__all__ = ["STORED", "given_and_chosen", "load_into", "stored_document", "write_demonstration"]

STORED = "inspection.json.gz"


def write_demonstration(home: Path) -> Taken:
    """Put the demonstration into the database of a data folder, which is made if need be.

    The files of its documents are put beside it, with some to be added by whoever tries it out.
    Loading it a second time changes nothing. Raises StorageError, a Mistake where
    cases are that were not made up.
    """
    with Store.open(Places(home)) as store:
        for one in store.inspections():
            if not one.invented and store.cases(one.id):
                raise Mistake(
                    f"{home} holds cases of {one.name}, which are not invented: choose another "
                    "folder for the demonstration."
                )
        taken = load_into(store)
    write_files(home)
    return taken


def load_into(store: Store) -> Taken:
    """Take the demonstration in, with the instrument of this program, in one transaction."""
    return import_document(store, stored_document(), STORED)


def stored_document() -> bytes:
    """The demonstration as an inspection in JSON, as `export` would write it.

    The stored cases come without an instrument, which would only repeat the packaged one.
    """
    packed = (resources.files("storage.demonstration") / STORED).read_bytes()
    cases = gzip.decompress(packed)
    return b'{"instrument":' + to_json(load_packaged()) + b"," + cases.removeprefix(b"{")
