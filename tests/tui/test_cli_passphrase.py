"""`corecase passphrase`, and commands on encrypted cases, with the passphrase in a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import Result

from storage import encryption
from storage.encryption import opens_with
from storage.file_kind import is_encrypted
from storage.places import Places
from storage.recovery import new_key, recovered, recovery_file
from storage.store import Store
from tests.storage.keyed import FEW, OTHER, PASSPHRASE, readable_in
from tests.tui.shell import TINY, Shell
from tui.unlocking import FILE

NEW = ("inspection", "new", "Testshire", "2012", "--instrument", str(TINY))
posix = pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")


def private(file: Path, text: str, mode: int = 0o600) -> Path:
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


@pytest.fixture(autouse=True)
def _quick_and_without_a_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "ROUNDS", FEW)
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.fixture
def places(shell: Shell) -> Places:
    return Places(shell.home)


@pytest.fixture
def at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The passphrase in a file that CORECASE_PASSPHRASE_FILE names."""
    file = private(tmp_path / "passphrase", f"{PASSPHRASE}\nand a second line\n")
    monkeypatch.setenv(FILE, str(file))
    return file


@pytest.fixture
def kept(shell: Shell, at_hand: Path) -> Shell:
    """An encrypted data folder with an inspection in it."""
    shell.ok(*NEW)
    return shell


def told(done: Result) -> str:
    """All that a command printed, in one line."""
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


# -- the first inspection


def test_the_first_inspection_is_not_begun_without_a_passphrase(
    shell: Shell, places: Places, tmp_path: Path
) -> None:
    said = shell.slip(*NEW)
    assert "no passphrase can be asked for here" in said
    assert "--unencrypted" in said
    assert "Testshire" not in str(readable_in(shell.home, ["Testshire"]))
    assert shell.json("inspection", "list") == {"inspections": []}
    file = tmp_path / "none.json"
    assert "cannot be read" in shell.slip("import", str(file))
    private(file, "{}")
    assert "--unencrypted" in shell.slip("import", str(file))
    assert not is_encrypted(places)


def test_the_passphrase_of_the_file_encrypts_it(kept: Shell, places: Places) -> None:
    assert is_encrypted(places)
    kept.ok("case", "new", "Zebulon")
    assert readable_in(kept.home, ["Testshire", "Zebulon"]) == {}
    assert kept.json("case", "list")["cases"][0]["reference"] == "Zebulon"
    assert "encrypted the cases" in kept.ok("trail")
    assert kept.run("inspection", "new", "Second", "2013").exit_code == 0


def test_where_tells_whether_it_is_encrypted(shell: Shell, at_hand: Path) -> None:
    assert "corecase.sqlite3 (not made yet)" in shell.ok("where")
    shell.ok("inspection", "list")
    assert "corecase.sqlite3 (not encrypted)" in shell.ok("where")
    shell.ok(*NEW)
    assert "corecase.sqlite3 (encrypted)" in shell.ok("where")


def test_scripts_are_told_how_to_get_a_recovery_key(shell: Shell, at_hand: Path) -> None:
    done = shell.run(*NEW, "--json")
    assert "corecase passphrase --recovery" in done.stderr
    assert "Recovery key" not in done.output


def test_a_weak_one_in_the_file_is_refused(shell: Shell, at_hand: Path, places: Places) -> None:
    private(at_hand, "Password2012!\n")
    assert "everyone tries" in shell.slip(*NEW)
    assert not is_encrypted(places)


def test_only_in_words_is_it_left_unencrypted(shell: Shell, places: Places) -> None:
    shell.ok(*NEW, "--unencrypted")
    assert not is_encrypted(places)
    shell.ok("inspection", "new", "Second", "2013")
    shell.ok("case", "new", "07")


def test_what_can_be_no_inspection_is_told_before_a_passphrase_is(
    shell: Shell, at_hand: Path, places: Places
) -> None:
    assert "not a year" in shell.slip("inspection", "new", "A", "12")
    assert not is_encrypted(places)


# -- the file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing on its first line"),
        ("\n" + PASSPHRASE, "nothing on its first line"),
        (OTHER, "does not open the cases: put the right one on its first line"),
    ],
)
def test_a_file_that_does_not_hold_it(kept: Shell, at_hand: Path, text: str, said: str) -> None:
    private(at_hand, text)
    assert said in kept.slip("case", "list")


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_refused_with_the_cure(
    kept: Shell, at_hand: Path, mode: int
) -> None:
    at_hand.chmod(mode)
    said = kept.slip("case", "list")
    assert f"Others on this computer may read {at_hand}: run `chmod 600` on it" in said
    at_hand.chmod(0o400)
    assert kept.json("case", "list")["cases"] == []


def test_a_file_that_is_no_text_or_not_there(kept: Shell, at_hand: Path) -> None:
    at_hand.write_bytes(b"\xff\xfe\x00")
    assert "not text" in kept.slip("case", "list")
    at_hand.unlink()
    assert "named by CORECASE_PASSPHRASE_FILE, cannot be read" in kept.slip("case", "list")


def test_without_a_terminal_and_a_file_the_cure_is_named(
    kept: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(FILE)
    for command in (("case", "list"), ("score",), ("passphrase",), ("passphrase", "--recovery")):
        said = kept.slip(*command)
        assert said.startswith("The passphrase cannot be asked for here")
        assert "CORECASE_PASSPHRASE_FILE" in said
    # A line that is piped in is an answer, and never tried as a passphrase.
    said = kept.slip("interview", "07", "--plain", typed=f"{PASSPHRASE}\n")
    assert "cannot be asked for" in said


# -- changing it


def test_a_change_takes_the_new_one_from_a_file(
    kept: Shell, places: Places, tmp_path: Path
) -> None:
    new = private(tmp_path / "new", f"  {OTHER}  \n")
    said = told(kept.run("passphrase", "--new", str(new)))
    assert "The passphrase is changed" in said
    assert "--recovery" in said
    assert opens_with(places, OTHER)
    assert "does not open" in kept.slip("case", "list")
    private(tmp_path / "passphrase", OTHER)
    assert "A.W. changed the passphrase" in kept.ok("trail")
    assert kept.run("verify").exit_code == 0


def test_a_weak_new_one_changes_nothing(kept: Shell, places: Places, tmp_path: Path) -> None:
    new = private(tmp_path / "new", "short")
    assert "Too short" in kept.slip("passphrase", "--new", str(new))
    assert opens_with(places, PASSPHRASE)


def test_a_recovery_key_is_printed_and_opens_it(
    kept: Shell, places: Places, tmp_path: Path
) -> None:
    printed = kept.ok("passphrase", "--recovery")
    key = printed.splitlines()[2].strip()
    assert places.file is not None
    assert recovered(places.file, key) == PASSPHRASE
    private(tmp_path / "passphrase", "this one was forgotten")
    new = private(tmp_path / "new", OTHER)
    careless = key.lower().replace("-", " ")
    said = told(kept.run("passphrase", "--recover", "--new", str(new), typed=f"{careless}\n"))
    assert "The passphrase is changed" in said
    assert opens_with(places, OTHER)
    assert not recovery_file(places.file).exists()
    private(tmp_path / "passphrase", OTHER)
    assert "made a new recovery key" in kept.ok("trail")


def test_the_file_of_the_recovery_key_is_never_written_over(kept: Shell) -> None:
    kept.ok("passphrase", "--recovery")
    kept.ok("case", "new", "07")
    file = kept.home / "corecase.recovery"
    assert "belongs to the database" in kept.slip(
        "export", "07", "--format", "csv", "-o", str(file)
    )


def test_a_recovery_key_that_is_none(kept: Shell, tmp_path: Path) -> None:
    new = private(tmp_path / "new", OTHER)
    arguments = ("passphrase", "--recover", "--new", str(new))
    assert "no corecase.recovery beside" in kept.run(*arguments, typed=f"{new_key()}\n").stderr
    kept.ok("passphrase", "--recovery")
    done = kept.run(*arguments, typed="4T9K-4T9K\n")
    assert done.exit_code == 130  # asked again, and nobody answered
    assert "this has 8" in done.stderr


# -- encrypting, and not


def test_a_plain_folder_is_encrypted_and_what_is_left_is_named(
    shell: Shell, places: Places, at_hand: Path
) -> None:
    shell.ok(*NEW, "--unencrypted")
    shell.ok("case", "new", "Zebulon")
    with Store.open(places) as store:
        copy = store.backups.make().file
    said = told(shell.run("passphrase", "--encrypt"))
    assert "The cases are encrypted. The old file has been overwritten and deleted." in said
    assert "solid-state disk" in said
    assert "earlier copies can still be read by anyone" in said
    assert str(copy) in said.replace(" ", "")
    assert readable_in(shell.home, ["Zebulon"]) == {copy.name: "Zebulon"}
    assert shell.json("case", "list")["cases"][0]["reference"] == "Zebulon"
    assert "encrypted already" in shell.slip("passphrase", "--encrypt")


def test_it_is_decrypted_only_in_words(kept: Shell, places: Places) -> None:
    refused = kept.run("passphrase", "--decrypt", typed="yes\n")
    assert refused.exit_code == 2
    assert "Nothing was changed" in refused.stderr
    assert is_encrypted(places)
    done = kept.run("passphrase", "--decrypt", typed="leave them readable\n")
    assert "not encrypted any more" in done.stdout
    assert not is_encrypted(places)
    assert "left the cases without a passphrase" in kept.ok("trail")
    for deed in ("--decrypt", "--recovery", "--remember"):
        assert "passphrase --encrypt" in kept.slip("passphrase", deed)


def test_a_server_has_none(shell: Shell) -> None:
    done = shell.run("passphrase", CORECASE_DATABASE="postgresql://h/d")
    assert done.exit_code == 2
    assert "whoever keeps it" in done.stderr


# -- the keyring


class Ring(ModuleType):
    """A keyring as far as corecase uses one."""

    def __init__(self) -> None:
        super().__init__("keyring")
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


class NoRing(ModuleType):
    """What is installed on a computer without a desktop: it has no backend."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError("No recommended backend was available.")


@pytest.mark.parametrize("module", [None, NoRing("keyring")], ids=["not there", "no backend"])
def test_nothing_depends_on_a_keyring(
    kept: Shell, monkeypatch: pytest.MonkeyPatch, module: ModuleType | None
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", module)
    assert kept.json("case", "list")["cases"] == []
    assert "no keyring that corecase can use" in kept.slip("passphrase", "--remember")
    assert "none in your keyring" in kept.ok("passphrase", "--forget")
    monkeypatch.delenv(FILE)
    assert "cannot be asked for here" in kept.slip("case", "list")


def test_what_is_left_in_the_keyring_need_not_be_typed(
    kept: Shell, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = Ring()
    monkeypatch.setitem(sys.modules, "keyring", ring)
    kept.ok("passphrase", "--remember")
    monkeypatch.delenv(FILE)
    assert kept.json("case", "list")["cases"] == []
    new = private(tmp_path / "new", OTHER)
    kept.ok("passphrase", "--new", str(new))  # and it learns of a change
    assert list(ring.kept.values()) == [OTHER]
    assert kept.json("case", "list")["cases"] == []
    assert "out of your keyring" in kept.ok("passphrase", "--forget")
    assert "cannot be asked for here" in kept.slip("case", "list")
    ring.set_password("corecase", str(places.file), PASSPHRASE)  # an old one: asked as if none
    assert "cannot be asked for here" in kept.slip("case", "list")
