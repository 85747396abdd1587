"""The passphrase at a real terminal: asked for unseen, and nothing of a case is seen before it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from storage.encryption import opens_with
from storage.file_kind import is_encrypted
from storage.places import Places
from storage.recovery import recovered
from storage.store import Store
from tests.cases import WHO
from tests.storage.keyed import OTHER, PASSPHRASE, readable_in
from tests.storage.planted import REFERENCE, WORDS, all_there, planted
from tests.terminal import Terminal, corecase

NEW = ("inspection", "new", "Quagshire", "2012")


@pytest.fixture(scope="session")
def _planted_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("encrypted") / "home"
    with Store.open(Places(home), passphrase=PASSPHRASE) as store:
        planted(store)
    return home


@pytest.fixture
def encrypted(_planted_home: Path, tmp_path: Path) -> Path:
    """A data folder with the planted case, encrypted."""
    return Path(shutil.copytree(_planted_home, tmp_path / "home"))


def said(terminal: Terminal) -> str:
    """Everything that was ever on it, in one line."""
    return " ".join(terminal.output.decode(errors="replace").split())


def wait_for(terminal: Terminal, words: str, times: int = 1) -> None:
    terminal.wait_for(
        lambda: said(terminal).count(words) >= times, what=f"{words!r}, {times} times"
    )


def unlock(terminal: Terminal, typed: str = PASSPHRASE, times: int = 1) -> None:
    wait_for(terminal, "Passphrase (nothing shows while you type):", times)
    terminal.enter(typed)


def test_with_the_first_inspection_one_is_chosen_and_typed_twice(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with corecase(*NEW, home=home) as terminal:
        wait_for(terminal, "New passphrase")
        terminal.enter("too short")
        wait_for(terminal, "3 more characters at least")
        wait_for(terminal, "New passphrase", 2)
        terminal.enter(PASSPHRASE)
        wait_for(terminal, "The same once more")
        terminal.enter(OTHER)
        wait_for(terminal, "were not the same")
        wait_for(terminal, "New passphrase", 3)
        terminal.enter(PASSPHRASE)
        wait_for(terminal, "The same once more", 2)
        terminal.enter(PASSPHRASE)
        assert terminal.end() == 0
        assert terminal.settings_restored
        told = said(terminal)
    assert "Strong." in told
    assert "Quagshire 2012 is begun" in told
    assert PASSPHRASE not in told
    assert OTHER not in told
    key = re.search(r"(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}", told)
    assert key is not None
    places = Places(home)
    assert places.file is not None
    assert recovered(places.file, key[0]) == PASSPHRASE
    assert readable_in(home, ["Quagshire", PASSPHRASE, key[0]]) == {}


def test_left_with_ctrl_c_nothing_is_begun(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with corecase(*NEW, home=home) as terminal:
        wait_for(terminal, "New passphrase")
        terminal.write("\x03")
        assert terminal.end() == 130
        assert terminal.settings_restored
        assert "Traceback" not in said(terminal)
    assert not is_encrypted(Places(home))
    with Store.open(Places(home)) as store:
        assert store.inspections() == []


def test_a_command_asks_and_a_wrong_one_waits_unseen(encrypted: Path) -> None:
    with corecase("case", "list", home=encrypted) as terminal:
        unlock(terminal, "not this one at all")
        wait_for(terminal, "does not open the cases: type it again")
        terminal.write("typed too early\r")
        unlock(terminal, times=2)
        assert terminal.end() == 0
        told = said(terminal)
    assert REFERENCE in told
    for typed in (PASSPHRASE, "not this one", "too early"):
        assert typed not in told
    assert told.count("(nothing shows") == 2


def test_the_wait_ends_with_ctrl_c(encrypted: Path) -> None:
    with corecase("case", "list", home=encrypted) as terminal:
        for times in (1, 2, 3):
            unlock(terminal, "not this one at all", times)
        wait_for(terminal, "does not open the cases", 3)  # now it would wait for four seconds
        terminal.write("\x03")
        assert terminal.end(seconds=3) == 130
        assert terminal.settings_restored


def test_line_mode_asks_before_its_first_question(encrypted: Path) -> None:
    with corecase("interview", REFERENCE, "--plain", "--by", WHO, home=encrypted) as terminal:
        unlock(terminal)
        wait_for(terminal, "When did it open?")
        assert PASSPHRASE not in said(terminal)
        terminal.enter("/quit")
        terminal.end()


def test_a_plain_folder_is_cautioned_about_at_each_start(encrypted: Path) -> None:
    with corecase("passphrase", "--decrypt", home=encrypted) as terminal:
        unlock(terminal)
        wait_for(terminal, "type: leave them readable")
        terminal.enter("leave them readable")
        assert terminal.end() == 0
    for _ in range(2):
        with corecase("case", "list", home=encrypted) as terminal:
            assert terminal.end() == 0
            assert "not encrypted: `corecase passphrase --encrypt` puts that right" in said(
                terminal
            )


def test_it_is_changed_and_its_new_recovery_key_is_shown_first(encrypted: Path) -> None:
    with corecase("passphrase", home=encrypted) as terminal:
        unlock(terminal)
        wait_for(terminal, "New passphrase")
        terminal.enter(OTHER)
        wait_for(terminal, "The same once more")
        terminal.enter(OTHER)
        assert terminal.end() == 0
        told = said(terminal)
    assert told.index("Recovery key, shown only this once") < told.index("passphrase is changed")
    assert opens_with(Places(encrypted), OTHER)
    key = told.partition("only this once: ")[2][:44]
    with corecase("passphrase", "--recover", home=encrypted) as terminal:
        wait_for(terminal, "Recovery key (it shows while you type)")
        terminal.enter(key.lower())
        wait_for(terminal, "New passphrase")
        terminal.enter(PASSPHRASE)
        wait_for(terminal, "The same once more")
        terminal.enter(PASSPHRASE)
        assert terminal.end() == 0
    with Store.open(Places(encrypted), passphrase=PASSPHRASE) as store:
        all_there(store)


def test_the_app_shows_nothing_of_a_case_until_it_is_unlocked(encrypted: Path) -> None:
    with corecase("interview", REFERENCE, "--by", WHO, home=encrypted) as terminal:
        terminal.wait_for("The cases are encrypted.")
        terminal.enter("not this one at all")
        terminal.wait_for("The next try can be made in a second")
        terminal.wait_for(lambda: not terminal.shows("The next try"))
        assert not any(word in said(terminal) for word in (*WORDS, "You can type already"))
        terminal.enter(PASSPHRASE)
        terminal.wait_for("When did it open?")
        terminal.write("Halfpennyworth again")
        terminal.wait_for("Halfpennyworth again")
        terminal.pump(1.0)  # by then it is kept
        assert readable_in(encrypted, WORDS) == {}
        terminal.kill()
        assert PASSPHRASE not in said(terminal)
    assert readable_in(encrypted, WORDS) == {}
    with Store.open(Places(encrypted), passphrase=PASSPHRASE) as store:
        case = store.find_case(REFERENCE)
        drafts = [draft.text for draft in store.drafts(case.id, WHO).values()]
        assert "Halfpennyworth again" in drafts


def test_the_unlock_screen_can_be_left(encrypted: Path) -> None:
    with corecase(home=encrypted) as terminal:
        terminal.wait_for("The cases are encrypted.")
        terminal.write("\x11")
        assert terminal.end() == 0
        assert terminal.restored
