"""The interview line by line, on a database: whole lines with every command, one after another."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from storage.errors import NotSaved
from storage.interchange import files
from storage.records import NewInspection
from storage.store import Store
from tests.campaigns.fuzz.guided import Door
from tests.campaigns.fuzz.placed import Kept
from tests.cases import WHO, instrument, keep, talked
from tui.actions import ACTIONS
from tui.clock import SystemClock
from tui.controller import Interview
from tui.plain import Talk

_WORDS = (
    *(f"/{action.slash} ".encode() for action in ACTIONS if action.slash),
    *(b"y\n", b"n 1\n", b"yes\n", b"\n", b"1\n", b"/go 1.1.03\n", b"/facts birth_date\n", b".\n"),
    *(b"@ RoSH, p 3\n", b"/flag 1\n", b"/confirm 1\n", b"/define vmp\n", b"/note so it says\n"),
)
_SEEDS = (
    b"y\nn copied\n/undo\n/redo\n/back\n/review\n",
    b"/later\n/go 1.2.03\nyyny\n/log\n/score\n/finish\nyes\n/reopen because\n",
    b"/facts birth_date\n1 May 1996\n/find plan\n/define rosh\n/more\n/context\n",
    b"/flags\n/documents\n/timeline\n/export x.csv\n/evidence RoSH, p 3\n/evidence\n/drop 1\n",
    b"/good It began in time.\n/good\n/reasons 1\n/note a\n/clear\n/again\n/help\n/quit\n",
)
_WATCHED = ("tui/plain", "tui/case_commands.py", "tui/controller.py", "tui/pages", "tui/naming.py")
_RENEWED_EVERY = 40


@contextmanager
def door(folder: Path) -> Iterator[Door]:
    kept = Kept(folder / "line-mode", _begun)
    count = 0

    def enter(data: bytes) -> bool:
        nonlocal count
        count += 1
        if count % _RENEWED_EVERY == 0:
            kept.renew()
        store = kept.store
        interview = Interview.open(store, store.find_case("07").id, WHO, SystemClock())
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            Talk(interview, io.StringIO(data.decode(errors="surrogateescape"))).run()
        assert "\x1b" not in said.getvalue()
        assert interview.session == store.load(interview.case_id)
        return True

    with pytest.MonkeyPatch.context() as patch, chdir(kept.home.parent):
        patch.setenv("CORECASE_HOME", str(kept.home))
        patch.setattr(files, "write_whole", _nowhere)
        yield Door("line-mode", _SEEDS, enter, _WATCHED, _WORDS)
    kept.close()


def _begun(store: Store) -> None:
    made = store.create_inspection(NewInspection("Testshire", 2012), instrument())
    keep(store, made.id, talked(30))


def _nowhere(file: Path, _data: bytes, **_more: object) -> None:
    """A made-up name may lead anywhere: nothing is written."""
    raise NotSaved(f"{file} cannot be written (no place for it): choose another place.")
