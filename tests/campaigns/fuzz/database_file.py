"""A database file, plain or encrypted, whose bytes a disk or a hand has changed.

An input is a list of such changes, seven bytes each: what is done, where, how far and with what.
The file is opened, read through to the last text, verified, written to and closed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

from domain.answers import AnswerKey
from domain.errors import CorecaseError
from domain.intents import Remark
from storage.places import Places
from storage.store import Store
from tests.campaigns.fuzz.guided import Door, refused
from tests.campaigns.fuzz.placed import quick_folder
from tests.instruments import WHO, take
from tests.storage.keyed import FEW, PASSPHRASE
from tests.storage.planted import planted

_PAGE = 4096
_MOST = 7 * 20  # bytes of an input that are taken


@contextmanager
def _door(folder: Path, name: str, passphrase: str | None) -> Iterator[Door]:
    folder = quick_folder(folder / name)
    template, places = Places(folder / "template"), Places(folder / "home")
    with Store.open(template, passphrase=passphrase, rounds=FEW) as store:
        planted(store)
        store.clear_up()
    assert template.file is not None
    whole = template.file.read_bytes()
    assert places.file is not None
    file = places.file

    def enter(data: bytes) -> bool:
        shutil.rmtree(places.home, ignore_errors=True)
        places.home.mkdir()
        file.write_bytes(_damaged(whole, data))
        try:
            with Store.open(places, passphrase=passphrase, rounds=FEW) as store:
                _read_through(store)
                _write(store)
        except CorecaseError as error:
            return refused(error)
        return True

    seeds = tuple(_several(Random(n)) for n in range(20))
    yield Door(name, seeds, enter, change=_one_more)
    shutil.rmtree(folder)


DOORS = {
    "database-plain": partial(_door, name="database-plain", passphrase=None),
    "database-encrypted": partial(_door, name="database-encrypted", passphrase=PASSPHRASE),
}


def _several(chance: Random) -> bytes:
    return b"".join(_change(chance) for _ in range(chance.choice((1, 1, 1, 2, 5, 20))))


def _change(chance: Random) -> bytes:
    at = chance.randrange(1 << 24) if chance.random() < 0.8 else chance.randrange(120)
    return bytes([chance.randrange(256)]) + at.to_bytes(4) + chance.randbytes(2)


def _one_more(data: bytes, chance: Random) -> bytes:
    return data[: 7 * chance.randrange(20)] + _change(chance)


def _damaged(whole: bytes, changes: bytes) -> bytes:
    file = bytearray(whole)
    for start in range(0, min(len(changes), _MOST) - 6, 7):
        deed, at, far, what = (
            changes[start] % 8,
            int.from_bytes(changes[start + 1 : start + 5]),
            changes[start + 5],
            changes[start + 6],
        )
        if not file:
            break
        at %= len(file)
        if deed <= 3:
            file[at] ^= what or 1
        elif deed == 4:
            file[at : at + far + 1] = bytes([what]) * len(file[at : at + far + 1])
        elif deed == 5:  # a sector that cannot be read comes back as nothing
            sector = at - at % 512
            file[sector : sector + 512] = bytes(len(file[sector : sector + 512]))
        elif deed == 6:  # a page where another belongs
            page, other = at - at % _PAGE, _PAGE * (far % (len(file) // _PAGE or 1))
            file[page : page + _PAGE] = file[other : other + _PAGE]
        elif what % 4 == 0:
            del file[at - at % (_PAGE if far % 2 else 1) :]
    return bytes(file)


def _read_through(store: Store) -> None:
    """Everything the program reads of a case, an inspection and the trail."""
    for inspection in store.inspections():
        store.counts(inspection.id, include_open=True)
        store.why(inspection.id, ["A1.1"], include_open=True)
        store.report_texts.all(inspection.id)
        store.logs(inspection.id)
        for case in store.cases(inspection.id):
            store.load(case.id)
            store.texts(case.id)
            store.drafts(case.id, WHO)
            store.place(case.id, WHO)
            store.near(case.id, ["The door is wide and the books go out on Mondays."])
            _told(store, case.id, inspection.id)
    store.sizes()
    store.assessors()
    store.house_list()
    store.erasures.all()
    verdict = store.trail.verify()
    assert verdict.say


def _told(store: Store, case_id: int, inspection_id: int) -> None:
    from tui.pages.trail import line_of

    for entry in store.trail.of_case(case_id, inspection_id):
        assert line_of(entry, {}, {})


def _write(store: Store) -> None:
    for case in store.cases():
        before = store.load(case.id)
        after = take(before, Remark(AnswerKey("A1.1"), "one more"))
        store.append(case.id, before, after.events[len(before.events) :])
        store.save_draft(case.id, WHO, "A1.2", "half")
        store.trail.looked_at(WHO, case_id=case.id)
