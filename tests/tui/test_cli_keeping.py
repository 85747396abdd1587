"""`corecase backup`, `restore`, `erase`, `retention` and `doctor` as they are typed."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from storage.places import Places
from storage.protection import change_passphrase
from storage.records import NewInspection
from storage.store import Store
from storage.trail import What
from tests.instruments import tiny
from tests.storage.keyed import FEW, OTHER, PASSPHRASE
from tests.tui.shell import TINY, Shell


@pytest.fixture
def kept(library: Shell) -> Shell:
    """The library with a backup of case 07 before its door was judged."""
    library.ok("backup")
    library.ok("answer", "07", "A1.1", "yes")
    return library


def backups(shell: Shell) -> list[Path]:
    return sorted((shell.home / "backups").glob("*.sqlite3"))


def reopened(shell: Shell) -> bool:
    """Whether case 07 is as the backup had it."""
    return "A1.1" not in shell.ok("log", "07")


# -- backup


def test_backup_is_made_listed_and_entered(library: Shell) -> None:
    assert library.run("backup", "--list").stderr.startswith("There is no backup")
    assert "made and checked" in library.ok("backup", "--by", "B.B.")
    (made,) = backups(library)
    listed = library.ok("backup", "--list")
    assert "asked for" in listed
    assert str(made.parent) in listed
    (told,) = library.json("backup", "--list")["backups"]
    assert (told["file"], told["why"], told["bytes"]) == (str(made), "asked", made.stat().st_size)
    assert "B.B. made a backup" in " ".join(library.ok("trail").split())


def test_backup_goes_where_it_is_told_and_over_nothing(library: Shell, tmp_path: Path) -> None:
    library.ok("backup", "-o", str(tmp_path))
    (made,) = tmp_path.glob("*.sqlite3")
    library.ok("backup", "-o", str(tmp_path / "mine.db"))
    assert "there already" in library.slip("backup", "-o", str(made))
    for nowhere in (made / "x", tmp_path / "no" / "x"):
        assert "is no folder" in library.slip("backup", "-o", str(nowhere))


def test_backup_of_a_server_is_its_keepers(shell: Shell) -> None:
    done = shell.run("restore", "latest", CORECASE_DATABASE="postgresql://nobody@nowhere/x")
    assert done.exit_code == 2
    assert "server" in done.stderr


# -- restore


def test_restore_puts_it_back_and_keeps_what_was_there(kept: Shell) -> None:
    assert not reopened(kept)
    (made,) = backups(kept)
    done = kept.run("restore", "latest", typed="restore\n")
    assert done.exit_code == 0, done.output
    assert "more by now: what was recorded since" in " ".join(done.stderr.split())
    assert reopened(kept)
    (before,) = set(backups(kept)) - {made}
    assert str(before) in done.stdout
    assert "A.W. put a backup back" in " ".join(kept.ok("trail").split())
    kept.ok("verify")
    kept.ok("restore", str(before), "--yes")
    assert not reopened(kept)


@pytest.mark.parametrize("typed", ["", "\n", "no\n", "Restore it\n"])
def test_restore_does_nothing_without_the_word(kept: Shell, typed: str) -> None:
    done = kept.run("restore", "latest", typed=typed)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert not reopened(kept)
    assert len(backups(kept)) == 1


def test_restore_of_what_is_no_backup_is_refused(kept: Shell, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("no database at all" * 40)
    assert "--list" in kept.slip("restore", str(tmp_path / "nothing.sqlite3"), "--yes")
    assert "not a corecase database" in kept.slip("restore", str(other), "--yes", status=1)
    shutil.rmtree(kept.home / "backups")
    assert "no backup in" in kept.slip("restore", "latest", "--yes")
    assert not reopened(kept)


def test_restore_after_damage(kept: Shell) -> None:
    file = kept.home / "corecase.sqlite3"
    found = b"SQLite format 3\0" + os.urandom(9000)
    file.write_bytes(found)
    assert kept.run("case", "list").exit_code == 1
    done = kept.run("restore", "latest", "--yes")
    assert done.exit_code == 0, done.output
    assert "byte for byte" in " ".join(done.stderr.split())
    assert reopened(kept)
    assert found in [each.read_bytes() for each in backups(kept)]


# -- erase


def test_erase_asks_for_the_reference_and_wants_a_reason(kept: Shell) -> None:
    assert "reason" in kept.slip("erase", "07", "--yes")
    for typed in ("", "08\n", "yes\n"):
        done = kept.run("erase", "07", "--why", "done with", typed=typed)
        assert done.exit_code == 2
    assert "which case" in kept.slip("erase")
    kept.ok("log", "07")
    done = kept.run("erase", "07", "--why", "done with", typed="07\n")
    assert done.exit_code == 0, done.output
    assert "gone for good" in done.stderr
    assert "no case" in kept.slip("log", "07").casefold()
    told = " ".join(kept.ok("trail").split())
    assert "A.W. erased case 07, because: done with" in told
    kept.ok("verify")


def test_erase_lists_backups_and_what_went_out(kept: Shell) -> None:
    with Store.open(Places(kept.home)) as store:
        case = store.find_case("07")
        went = {"file": "seven.json", "format": "json", "to": "the council", "cases": "07"}
        where = case.inspection_id
        store.trail.add(What.EXPORTED, who="A.W.", inspection_id=where, detail=went)
    (made,) = backups(kept)
    said = " ".join(kept.ok("erase", "07", "--why", "done with", "--yes").split())
    assert made.name in said
    assert "seven.json" in said
    assert "to the council" in said
    assert "not erased by this" in said
    assert "1 backup deleted" in kept.ok("erase", "--backups")
    (left,) = backups(kept)
    assert left != made
    assert "No backup holds" in kept.ok("erase", "--backups")
    with closing(sqlite3.connect(left)) as raw:
        assert raw.execute('SELECT count(*) FROM "case"').fetchone() == (0,)


def test_a_case_erased_does_not_come_back_unless_that_is_said(kept: Shell) -> None:
    (made,) = backups(kept)
    kept.ok("erase", "07", "--why", "done with", "--yes")
    said = " ".join(kept.ok("restore", str(made), "--yes").split())
    assert "Case 07, erased" in said
    assert "has been erased again" in said
    kept.slip("log", "07")
    kept.ok("verify")
    kept.ok("restore", str(made), "--yes", "--with-erased")
    assert reopened(kept)
    kept.ok("verify")


# -- retention


def test_retention_lists_what_is_due_with_its_command(shell: Shell) -> None:
    text = TINY.read_text(encoding="utf-8") + "\n[retention]\nmonths = 12\n"
    own = shell.home.parent / "own.toml"
    own.write_text(text, encoding="utf-8")
    shell.ok("inspection", "new", "Testshire", "2012", "--instrument", str(own), "--unencrypted")
    assert shell.ok("retention") == "No case is due to be erased.\n"
    shell.ok("case", "new", "07")
    assert shell.json("retention")["due"] == []
    assert shell.json("retention")["next"] > date.today().isoformat()
    with closing(sqlite3.connect(shell.home / "corecase.sqlite3")) as raw:
        raw.execute("UPDATE \"case\" SET last_at = '2012-02-20T12:00:00.000000+00:00'")
        raw.commit()
    (due,) = shell.json("retention")["due"]
    assert (due["case"], due["due"], due["months"]) == ("07", "2013-02-20", 12)
    said = shell.ok("retention")
    assert "20 Feb 2013" in said
    assert due["command"] in said
    _corecase, *command = shlex.split(due["command"])
    shell.ok(*command, "--yes")
    assert shell.json("retention") == {"due": [], "next": None}


def test_invented_cases_and_those_without_a_rule_are_never_due(shell: Shell) -> None:
    with Store.open(Places(shell.home)) as store:
        made = store.create_inspection(NewInspection("Testshire", 2012, invented=True), tiny())
        store.create_case(made.id, "07")
        other = store.create_inspection(NewInspection("Othershire", 2012), tiny())
        store.create_case(other.id, "08")
    assert shell.json("retention") == {"due": [], "next": None}


# -- doctor


def test_doctor_of_nothing_is_well(shell: Shell) -> None:
    assert "TO DO" not in shell.ok("doctor")
    assert shell.json("doctor")["well"] is True
    assert not shell.home.exists()


def test_doctor_says_what_to_do_and_ends_with_1(library: Shell) -> None:
    done = library.run("doctor")
    assert done.exit_code == 1
    said = " ".join(done.stdout.split())
    assert "TO DO Encryption: The cases are not encrypted. `corecase passphrase --encrypt`" in said
    assert "TO DO Backups: There is no backup. Run `corecase backup`." in said
    assert done.stderr.strip() == "2 to do."
    told = library.run("doctor", "--json")
    assert told.exit_code == 1
    assert '"well": false' in told.stdout


def test_doctor_reads_your_own_files(library: Shell) -> None:
    (library.home / "settings.toml").write_text("theme = 5\n")
    (library.home / "glossary.toml").write_text("[[entries]\n")
    said = " ".join(library.run("doctor").stdout.split())
    assert "TO DO Your settings: settings.toml: theme must be text" in said
    assert "TO DO Your terms:" in said


@pytest.mark.parametrize("thorough", [[], ["--thorough"]])
def test_doctor_of_a_damaged_database_has_no_traceback(kept: Shell, thorough: list[str]) -> None:
    file = kept.home / "corecase.sqlite3"
    for data in (b"SQLite format 3\0" + os.urandom(9000), os.urandom(8192), b"x"):
        file.write_bytes(data)
        done = kept.run("doctor", *thorough)
        assert done.exit_code in (0, 1), done.output
        assert "fault in corecase" not in done.output


# -- encrypted


@pytest.fixture
def locked(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What names the file of the passphrase, of encrypted cases with a backup."""
    monkeypatch.setattr("storage.encryption.ROUNDS", FEW)
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    file.chmod(0o600)
    with Store.open(Places(shell.home), passphrase=PASSPHRASE) as store:
        made = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        store.create_case(made.id, "07")
        store.backups.make()
        store.create_case(made.id, "08")
    return {"CORECASE_PASSPHRASE_FILE": str(file)}


def test_encrypted_cases_are_backed_up_restored_and_looked_at(
    shell: Shell, locked: dict[str, str]
) -> None:
    assert shell.run("backup", **locked).exit_code == 0
    assert "08" in shell.run("case", "list", **locked).stdout
    (newest, oldest) = [one["file"] for one in shell.json("backup", "--list")["backups"]]
    done = shell.run("restore", oldest, "--yes", **locked)
    assert done.exit_code == 0, done.output
    assert "08" not in shell.run("case", "list", **locked).stdout
    assert Path(newest).exists()
    said = shell.run("doctor", "--thorough", **locked)
    assert said.exit_code == 0, said.output
    assert "ok     Encryption" in said.stdout


def test_a_backup_of_an_earlier_passphrase_asks_for_that_one(
    shell: Shell, locked: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = shell.home / "corecase.sqlite3"
    change_passphrase(file, PASSPHRASE, OTHER, None)
    Path(locked["CORECASE_PASSPHRASE_FILE"]).write_text(OTHER)
    asked: list[str] = []

    def typed(what: str) -> str:
        asked.append(what)
        return PASSPHRASE

    monkeypatch.setattr("tui.commands.keeping.ask", typed)
    done = shell.run("restore", "latest", "--yes", **locked)
    assert done.exit_code == 0, done.output
    assert "of an earlier one" in done.stderr
    assert asked == ["Passphrase the backup was made with"]
    assert "recovery key" not in done.stdout
    assert "08" not in shell.run("case", "list", **locked).stdout


def test_without_the_passphrase_nothing_is_restored_and_the_doctor_looks_from_outside(
    shell: Shell, locked: dict[str, str]
) -> None:
    assert "passphrase cannot be asked" in shell.slip("restore", "latest", "--yes")
    done = shell.run("doctor")
    assert done.exit_code == 0
    assert "the passphrase is not known" in done.stdout
    assert "08" in shell.run("case", "list", **locked).stdout
