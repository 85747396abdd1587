"""Backing up, restoring and erasing, killed before each line of their code.

python -m tests.storage.killed_keeping DEED FOLDER EACH prints how many times it was killed, and how
often all was then still as it had been, and how often as it was to be.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from storage.backup_files import backups_in
from storage.backups import inside
from storage.errors import NotFound
from storage.places import Places
from storage.restoring import choose, replaced_by, restore
from storage.store import Store
from tests.storage.killed_everywhere import in_a_child, killed_at
from tests.storage.planted import WORDS, planted

_WATCHED = tuple(
    f"storage/{name}.py"
    for name in ("backups", "restoring", "erasure", "converting", "upgrading", "wiping")
)


def main(deed: str, folder: str, each: str) -> None:
    home = Path(folder) / "before"
    with Store.open(Places(home)) as store:
        planted(store)
        store.backups.make()
        store.remember_assessor("saved after the backup")
    outcomes: list[bool] = []
    line = 0
    while True:
        line += int(each)
        copy = Places(Path(folder) / f"{deed}-{line}")
        shutil.copytree(home, copy.home)
        killed = in_a_child(partial(killed_at, line, _WATCHED, partial(DEEDS[deed], copy)))
        outcomes.append(CHECKS[deed](copy))
        shutil.rmtree(copy.home)
        if not killed:
            break
    assert outcomes.pop(), "not killed, and not done"
    print(len(outcomes), outcomes.count(False), outcomes.count(True))


# -- what is done


def _file(places: Places) -> Path:
    assert places.file is not None
    return places.file


def _backup(places: Places) -> None:
    with Store.open(places) as store:
        store.backups.make()


def _restore(places: Places) -> None:
    chosen = choose(backups_in(places.backups, _file(places))[-1].file, None)
    replaced = replaced_by(_file(places), None, [])
    restore(_file(places), places.backups, chosen, None, replaced)


def _erase(places: Places) -> None:
    with Store.open(places) as store:
        store.erasures.erase(store.find_case(WORDS[1]).id, "no longer needed", "A.W.")


DEEDS: dict[str, Callable[[Places], None]] = {
    "backup": _backup,
    "restore": _restore,
    "erase": _erase,
}


# -- what is found afterwards: whether it had been done; an error if anything is not as it should be


def _after_backup(places: Places) -> bool:
    """Every file that bears a backup's name is one, and is whole."""
    with Store.open(places) as store:
        assert WORDS[6] in store.assessors()
        assert store.trail.verify().sound
        found = store.backups.all()
    heads = [inside(backup.file, None).head for backup in found]
    assert all(head is not None and head.seq > 3 for head in heads)
    return len(found) > 1


def _after_restore(places: Places) -> bool:
    with Store.open(places) as store:
        assert store.find_case(WORDS[1]).reference == WORDS[1]
        assert store.trail.verify().sound
        done = "saved after the backup" not in store.assessors()
        found = store.backups.all()
    for backup in found:
        inside(backup.file, None)
    if done:  # nothing that was there is lost
        with Store.open(Places(places.home, f"sqlite:///{found[0].file}")) as kept:
            assert "saved after the backup" in kept.assessors()
    return done


def _after_erase(places: Places) -> bool:
    """All of the case is there, or nothing is; in the latter case not one byte."""
    with Store.open(places) as store:
        assert store.trail.verify().sound
        try:
            case = store.find_case(WORDS[1])
        except NotFound:
            done = True
        else:
            done = False
            assert store.texts(case.id)
            assert store.drafts(case.id, WORDS[6])
    if done:
        for file in places.home.glob("corecase.sqlite3*"):
            data = file.read_bytes()
            for word in (*WORDS[2:5], WORDS[7]):
                assert word.encode() not in data, (word, file)
    return done


CHECKS = {"backup": _after_backup, "restore": _after_restore, "erase": _after_erase}

if __name__ == "__main__":
    main(*sys.argv[1:])
