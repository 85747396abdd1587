"""The commands that write, what each is run on, and what must be so whenever it was stopped."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import closing
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from zipfile import ZipFile

from click.testing import CliRunner

from domain.intents import Finish
from domain.interview import Session
from storage.backups import inside
from storage.encryption import Key, sound
from storage.engine import raw_connection
from storage.file_kind import kind_of
from storage.places import Places
from storage.store import Store
from tests.campaigns.sitting import told
from tests.cases import WHO, home_with, line_for, talked
from tests.instruments import take, type_at
from tests.storage.keyed import FEW, PASSPHRASE

CONTENTS = b"what stood here before"


class Command(NamedTuple):
    """words: of the command; FOLDER stands for where the run's own files are. out: what it writes
    besides the database."""

    words: tuple[str, ...]
    out: str = ""


COMMANDS = {
    "answer": Command(("answer", "07", "2.1.05", "y")),
    "answer with reasons and a note": Command(("answer", "07", "1.1.03", "n 1 she said so")),
    "note": Command(("note", "07", "1.1.03", "seen in the record of 3 February")),
    "good": Command(("good", "07", "1.1.03", "It began the day after sentence.")),
    "evidence": Command(("evidence", "07", "1.1.03", "RoSH, p 3")),
    "clear": Command(("clear", "07", "1.1.03")),
    "later": Command(("later", "07", "2.1.06")),
    "undo": Command(("undo", "07")),
    "facts": Command(("facts", "07", "offence=Theft", "language=Welsh")),
    "inspection": Command(("inspection", "new", "Fenmarsh", "2013", "--unencrypted")),
    "case": Command(("case", "new", "11", "12")),
    "finish": Command(("finish", "08")),
    "reopen": Command(("reopen", "09", "--why", "a date was wrong")),
    "countersign": Command(("countersign", "09", "--by", "M.T.")),
    "return": Command(("return", "09", "--why", "look at 1.1.03 again", "--by", "M.T.")),
    "import a table": Command(("import", "FOLDER/table.csv")),
    "import an inspection": Command(("import", "FOLDER/all.json")),
    "export a table": Command(("export", "07", "-o", "FOLDER/out.csv"), "out.csv"),
    "export an inspection": Command(("export", "--all", "-o", "FOLDER/out.json"), "out.json"),
    "export a checklist": Command(("export", "09", "-o", "FOLDER/out.html"), "out.html"),
    "export a checklist for Word": Command(("export", "09", "-o", "FOLDER/out.docx"), "out.docx"),
    "report": Command(("report", "-o", "FOLDER/out.md"), "out.md"),
    "write into the report": Command(("write-report", "foreword", "We came in February.")),
    "add a document": Command(
        (
            *("add-document", "07", "FOLDER/rosh.txt", "--kind", "RoSH screening"),
            *("--stage", "start", "--dated", "3 Feb 2012"),
        )
    ),
    "house": Command(("house", "--add", "All books are dusted on Mondays and put back by noon.")),
    "backup": Command(("backup",)),
    "restore": Command(("restore", "latest", "--yes")),
    "erase": Command(("erase", "08", "--why", "its time has come", "--yes")),
    "encrypt": Command(("passphrase", "--encrypt", "--new", "FOLDER/new.txt")),
    "define": Command(("define", "--add", "Panel pack", "--definition", "What panels are sent.")),
}


class State(NamedTuple):
    """What a data folder holds, without its times. done: what the trail tells of."""

    kept: tuple[Any, ...]
    done: tuple[str, ...]


@cache
def _finished() -> Session:
    return take(_complete("09"), Finish())


@cache
def _complete(reference: str) -> Session:
    chance = Random(3)
    session = talked(20, reference)
    while (step := session.next_step()) is not None:
        session = type_at(session, step, line_for(session, step, chance))
    return session


def prepare(folder: Path) -> Path:
    """A data folder with three cases, and beside it what is to be read in."""
    home = home_with(folder / "home", talked(60), _complete("08"), _finished())
    with Store.open(Places(home)) as store:
        from storage.interchange.csv_table import write_table
        from storage.interchange.json_document import write_document

        made = store.find_inspection()
        table = write_table([store.load(store.find_case("09").id)])
        store.backups.make(WHO)
        store.create_case(made.id, "10", who=WHO)
        (folder / "table.csv").write_bytes(table.replace(b"\n09,", b"\n13,"))
        whole = write_document(store, made.id).replace(b'"Testshire"', b'"Otherplace"')
        (folder / "all.json").write_bytes(whole)
    for command in COMMANDS.values():
        if command.out:
            (folder / command.out).write_bytes(CONTENTS)
    (folder / "new.txt").write_text(f"{PASSPHRASE}\n")
    (folder / "new.txt").chmod(0o600)
    (folder / "rosh.txt").write_text("RoSH screening\nWritten: 3 Feb 2012\nNothing new.\n")
    return home


def copied(prepared: Path, to: Path) -> Path:
    shutil.copytree(prepared, to)
    return to / "home"


def run(folder: Path, command: Command, told_to: int = -1) -> None:
    """In a process that may be ended: the command as it would be typed. Raises when it fails."""
    from tui.cli import main

    words = [word.replace("FOLDER", str(folder)) for word in command.words]
    env = {"CORECASE_HOME": str(folder / "home"), "CORECASE_ASSESSOR": WHO}
    done = CliRunner().invoke(main, words, env=env)
    if done.exit_code:
        raise AssertionError(f"{words}: {done.output}")
    if told_to >= 0:
        os.write(told_to, b"done")


def state_of(home: Path) -> State:
    """What is kept, after looking that nothing about it is wrong."""
    places = Places(home)
    assert places.file is not None
    encrypted = kind_of(places.file) == "encrypted"
    key = Key(PASSPHRASE, FEW) if encrypted else None
    with closing(raw_connection(places.file, key)) as raw:
        # A page torn while the log was folded in stands whole in the log: first that again.
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert sound(raw)
    with Store.open(places, passphrase=PASSPHRASE if encrypted else None, rounds=FEW) as store:
        verdict = store.trail.verify()
        assert verdict.sound, verdict.say
        kept: list[Any] = [encrypted, *(line.text for line in store.house_list())]
        for backup in store.backups.all():
            _whole_backup(backup.file)
        for inspection in sorted(store.inspections(), key=lambda each: each.id):
            kept.append(inspection.name)
            for case in sorted(store.cases(inspection.id), key=lambda each: each.id):
                session = store.load(case.id)
                _tables_agree(store, case.id, session)
                kept.append((case.reference, case.finished, tuple(map(str, told(session)))))
                kept.append(tuple(sorted(store.texts(case.id))))
            kept += [(text.key, text.text) for text in store.report_texts.all(inspection.id)]
        done = tuple(str(entry.what) for entry in store.trail.entries())
    glossary = home / "glossary.toml"
    kept.append(glossary.read_bytes() if glossary.exists() else b"")
    return State(tuple(kept), done)


def _whole_backup(file: Path) -> None:
    encrypted = kind_of(file) == "encrypted"
    assert inside(file, Key(PASSPHRASE, FEW) if encrypted else None).head is not None


def _is_whole(found: bytes, whole: bytes) -> bool:
    """Whether it is what the command writes; hashes and times differ from one run to another."""
    if not whole.startswith(b"PK"):
        return len(found) == len(whole) and _bare(found) == _bare(whole)
    with ZipFile(BytesIO(found)) as one, ZipFile(BytesIO(whole)) as other:
        return one.testzip() is None and one.namelist() == other.namelist()


def _bare(text: bytes) -> bytes:
    """Without the digits of times and hashes."""
    return re.sub(rb"[0-9a-f]", b"0", text)


def _tables_agree(store: Store, case_id: int, session: Session) -> None:
    line = store.case(case_id)
    now = session.progress
    assert (line.answered, line.due, line.finished) == (now.answered, now.due, now.finished)


def check(folder: Path, command: Command, before: State, after: State, whole: bytes) -> bool:
    """Whether it was done; raises unless all is as before, or all as after."""
    now = state_of(folder / "home")
    assert now.kept in (before.kept, after.kept), "neither as before nor as after"
    # More may have been entered before it came to that, as that a case was read.
    assert now.done == after.done[: len(now.done)] or now.done == before.done, now.done
    assert len(now.done) >= min(len(before.done), len(after.done))
    if command.out:
        found = (folder / command.out).read_bytes()
        assert found == CONTENTS or _is_whole(found, whole), f"{command.out} is half written"
    return now.kept == after.kept and len(now.done) == len(after.done)
