"""What the database has around it: its folder and disk, its backups, and what was left lying."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.wording import plural
from storage import protection
from storage.backup_files import Backup, is_due, partials_in
from storage.drives import share_of
from storage.encryption import Key
from storage.engine import raw_connection
from storage.errors import StorageError
from storage.file_kind import kind_of
from storage.patient import Finding, Patient
from storage.places import PRIVATE_FILE, PRIVATE_FOLDER
from storage.trouble import plainly

LEAST_FREE = 200_000_000  # bytes: below it a backup or an upgrade may not find room
_LEFT = (".partial", ".to-wipe", ".restoring", ".recovery-partial", ".recovery-coming")
_BACK_UP = "Run `corecase backup`."


def place(patient: Patient) -> Iterator[Finding]:
    home = patient.file.parent if patient.file else patient.places.home
    if not home.is_dir():
        yield Finding("place", "note", f"{home} is not there yet: it is made when it is needed.")
        return
    kind = share_of(home)
    if kind is not None and patient.file is not None:
        yield Finding(
            "place",
            "do",
            f"{home} lies on a network share ({kind}), where two computers can damage a database.",
            "Move the folder to a disk of this computer and set CORECASE_HOME to it.",
        )
    for caution in patient.places.cautions:
        said, _, cure = caution.partition(": ")
        yield Finding("place", "do", f"{said}.", f"{cure[:1].upper()}{cure[1:]}")
    if kind is None and not patient.places.cautions:
        yield Finding("place", "well", f"{home} is on a disk of this computer.")


def permissions(patient: Patient) -> Iterator[Finding]:
    home = patient.file.parent if patient.file else patient.places.home
    if os.name != "posix":
        yield Finding("permissions", "note", "Who may read the files is up to Windows here.")
        return
    open_to_others = list(_open_to_others(home, patient))
    for path in open_to_others:
        mode = "700" if path.is_dir() else "600"
        yield Finding(
            "permissions", "do", f"Others may look into {path}.", f"Run: chmod {mode} '{path}'"
        )
    if not open_to_others:
        yield Finding("permissions", "well", "Only you can look into the folder and its files.")


def _open_to_others(home: Path, patient: Patient) -> Iterator[Path]:
    if not home.is_dir():
        return
    # The folder of a database named by itself may be anybody's: then only its files count.
    if not patient.places.url and stat.S_IMODE(home.stat().st_mode) & ~PRIVATE_FOLDER:
        yield home
    stem = patient.file.stem if patient.file else ""
    inside = sorted(path for path in home.iterdir() if path.name.startswith(stem))
    kept = [patient.places.backups] if patient.places.backups.is_dir() else []
    for path in (*inside, *kept, *(backup.file for backup in patient.backups)):
        allowed = PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE
        if stat.S_IMODE(path.stat().st_mode) & ~allowed:
            yield path


def free_space(patient: Patient) -> Iterator[Finding]:
    folder = patient.file.parent if patient.file else patient.places.home
    while not folder.is_dir():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    size = patient.file.stat().st_size if patient.file and patient.file.is_file() else 0
    if free < max(LEAST_FREE, 3 * size):
        yield Finding(
            "free space",
            "do",
            f"Only {free / 1e6:,.0f} MB are free where the cases lie.",
            "Make room: a backup needs as much again as the cases take.",
        )
    else:
        yield Finding("free space", "well", f"{free / 1e9:,.1f} GB are free.")


def leftovers(patient: Patient) -> Iterator[Finding]:
    if patient.file is None:
        return
    left = [*partials_in(patient.places.backups)]
    left += [
        path
        for path in sorted(patient.file.parent.glob(f"{patient.file.stem}.*"))
        if path.name.endswith(_LEFT)
    ]
    if not patient.file.exists():
        ends = ("-wal", "-journal")
        beside = [patient.file.with_name(f"{patient.file.name}{end}") for end in ends]
        left += [path for path in beside if path.exists()]
    for path in left:
        yield Finding(
            "leftovers",
            "do",
            f"{path} was left when something was cut short.",
            "If no window of corecase is open, delete it.",
        )


def newest_backup(patient: Patient) -> Iterator[Finding]:
    if patient.file is None:
        yield Finding("backups", "note", "Whoever keeps the server makes its backups.")
        return
    usable = [backup for backup in patient.backups if backup.is_of_now]
    if not usable:
        real = patient.database is not None and protection.holds_cases(patient.database)
        say = "There is no backup." if real else "There is no backup, and no real case to keep."
        yield Finding("backups", "do" if real else "note", say, _BACK_UP if real else "")
        return
    newest = usable[0]
    age = (datetime.now(UTC) - newest.at) // timedelta(days=1)
    when = "today" if age == 0 else f"{plural(age, 'day')} ago"
    try:
        _look_into(newest, patient.key)
    except StorageError as trouble:
        say = f"The newest backup, made {when}, does not open. {trouble}"
        yield Finding("backups", "do", say, _BACK_UP)
        return
    say = f"The newest backup was made {when}, and opens."
    late = is_due(usable, datetime.now(UTC)) and age > 1
    yield Finding("backups", "do" if late else "well", say, _BACK_UP if late else "")


def _look_into(backup: Backup, key: Key | None) -> None:
    file = backup.file
    key = key if kind_of(file) == "encrypted" else None
    if kind_of(file) == "encrypted" and key is None:
        return  # nobody has said the passphrase: told of the database already
    with plainly(file, saving=False), closing(raw_connection(file, key, read_only=True)) as opened:
        if opened.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise StorageError("It is damaged.")
