"""Looking at all that the cases rest on: one finding for each thing, with its cure.

Nothing is changed by it, and whatever state the database is in (locked, damaged, gone), it is told
and not stumbled over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select

from domain.errors import CorecaseError
from domain.instrument_file import packaged
from domain.wording import plural
from storage import protection
from storage.encryption import Key
from storage.engine import PRAGMAS
from storage.patient import RESTORE, Check, Finding, Patient
from storage.places import Places
from storage.recovery import recovery_file
from storage.surroundings import free_space, leftovers, newest_backup, permissions, place
from storage.tables import ERASURE, INSTRUMENT
from storage.trail import TOLERATED, Trail, now
from storage.trouble import plainly


def examine(places: Places, key: Key | None = None, *, thorough: bool = False) -> list[Finding]:
    """Everything that can be looked at, in the order in which it is told."""
    patient = Patient(places, key, thorough)
    found: list[Finding] = []
    try:
        for name, check in _CHECKS:
            try:
                found += check(patient)
            except (CorecaseError, OSError) as trouble:
                found.append(Finding(name, "do", str(trouble), RESTORE))
    finally:
        patient.close()
    return found


def _opens(patient: Patient) -> Iterator[Finding]:
    if patient.kind == "new":
        gone = bool(patient.backups)
        say = f"{patient.file} is not there" + (", but its backups are." if gone else " yet.")
        yield Finding("database", "do" if gone else "note", say, RESTORE if gone else "")
    elif patient.database is not None:
        yield Finding("database", "well", f"{patient.database.where} opens.")
    elif patient.kind == "encrypted" and patient.key is None:
        yield Finding(
            "database",
            "note",
            "Its inside was not looked at: the passphrase is not known.",
            "Run it at a terminal, or name a file with CORECASE_PASSPHRASE_FILE.",
        )
    else:
        yield Finding("database", "do", patient.trouble, _cure_for(patient))


def _cure_for(patient: Patient) -> str:
    if "earlier version" in patient.trouble or "later version" in patient.trouble:
        return "The sentence says how."
    if "holding" in patient.trouble:
        return "Close the other windows and look again."
    return RESTORE


def _settings(patient: Patient) -> Iterator[Finding]:
    if patient.database is None or patient.file is None:
        return
    wrong = []
    with patient.database.reading() as connection:
        for name, value in PRAGMAS.items():
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            if found != value:
                wrong.append(f"{name} is {found} and not {value}")
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    if wrong:
        say = f"The database is not kept as it should be: {', '.join(wrong)}."
        yield Finding("settings", "do", say, "Use another build of SQLite.")
    else:
        yield Finding("settings", "well", "Each save is flushed to the disk, and deletions wiped.")
    if mode != "wal":  # just put back, or just converted
        yield Finding("settings", "note", "Its log is turned on when it is next opened.")


def _integrity(patient: Patient) -> Iterator[Finding]:
    if patient.database is None or patient.file is None:
        return
    asked = ["quick_check"]
    if patient.thorough:
        asked = ["integrity_check", "foreign_key_check"]
        asked += ["cipher_integrity_check"] if patient.kind == "encrypted" else []
    with plainly(patient.file, saving=False), patient.database.reading() as connection:
        for name in asked:
            found = connection.exec_driver_sql(f"PRAGMA {name}").fetchall()
            if found and tuple(found[0]) != ("ok",):
                yield Finding("integrity", "do", f"The database is damaged ({name}).", RESTORE)
                return
    how = "every page" if patient.thorough else "a quick look; --thorough reads every page"
    yield Finding("integrity", "well", f"The database is whole ({how}).")


def _chain(patient: Patient) -> Iterator[Finding]:
    if patient.database is None:
        return
    verdict = Trail(patient.database).verify()
    cure = "Keep this file as it is, tell whoever is answerable, and compare it with a backup."
    if verdict.sound:
        yield Finding("trail", "well", verdict.say)
    else:
        yield Finding("trail", "do", verdict.say, cure)
    for notice in verdict.notices:
        yield Finding("trail", "note", notice)


def _erasures(patient: Patient) -> Iterator[Finding]:
    if patient.database is None:
        return
    with patient.database.reading() as connection:
        due = connection.execute(select(ERASURE.c.case_id).where(~ERASURE.c.cleared)).all()
    if due:
        say = f"Bytes of {plural(len(due), 'erased case')} are still in the file or its log."
        yield Finding("erasures", "do", say, "Close all windows, make room, and open it once.")


def _encryption(patient: Patient) -> Iterator[Finding]:
    if patient.kind == "encrypted":
        yield Finding("encryption", "well", "The cases are encrypted.")
        assert patient.file is not None
        if not recovery_file(patient.file).is_file():
            say = "There is no recovery key: a forgotten passphrase loses the cases."
            yield Finding("encryption", "note", say, "`corecase passphrase --recovery` makes one.")
        for copy in protection.plain_copies(patient.places.backups):
            say = f"Anyone who gets hold of {copy} can read it."
            yield Finding("encryption", "do", say, "Delete it when there is a newer backup.")
    elif patient.kind == "plain" and patient.database is not None:
        real = protection.holds_cases(patient.database)
        say = "The cases are not encrypted." if real else "Not encrypted; no real case is in it."
        cure = "`corecase passphrase --encrypt` puts that right."
        yield Finding("encryption", "do" if real else "note", say, cure if real else "")


def _clock(patient: Patient) -> Iterator[Finding]:
    if patient.database is None:
        return
    with patient.database.reading() as connection:
        last = connection.exec_driver_sql("SELECT at FROM trail ORDER BY seq DESC LIMIT 1").scalar()
    with suppress(TypeError, ValueError):  # verifying tells of an entry without a time
        if last and now() < datetime.fromisoformat(last) - TOLERATED:
            say = "This computer's clock is earlier than the last entry of the trail."
            yield Finding("clock", "do", say, "Set the clock right.")
            return
    yield Finding("clock", "well", "The clock is later than all that was recorded.")


def _instruments(patient: Patient) -> Iterator[Finding]:
    if patient.database is None:
        return
    with patient.database.reading() as connection:
        names = connection.execute(select(INSTRUMENT.c.name).distinct()).scalars().all()
    kept = ", ".join(sorted(names)) or "none yet"
    yield Finding(
        "instruments", "note", f"In the cases: {kept}. With the program: {', '.join(packaged())}."
    )


_CHECKS: tuple[tuple[str, Check], ...] = (
    ("database", _opens),
    ("settings", _settings),
    ("integrity", _integrity),
    ("trail", _chain),
    ("erasures", _erasures),
    ("encryption", _encryption),
    ("backups", newest_backup),
    ("place", place),
    ("permissions", permissions),
    ("free space", free_space),
    ("leftovers", leftovers),
    ("clock", _clock),
    ("instruments", _instruments),
)
