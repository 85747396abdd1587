"""Nothing reaches for a network: no command, no export, no screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cases import half_done, home_with
from tests.supply.listening import REACHED
from tests.terminal import ROOT, Terminal

LISTENING = (sys.executable, "-m", "tests.supply.listening")


def listened(home: Path, *commands: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        LISTENING,
        input=json.dumps(commands),
        env=os.environ | {"CORECASE_HOME": str(home), "CORECASE_ASSESSOR": "A.W."},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_reach_for_a_network_is_noticed() -> None:
    code = (
        "import sys, socket; from tests.supply.listening import listen; sys.addaudithook(listen);"
        "socket.create_connection(('127.0.0.1', 9))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == REACHED


def test_no_command_reaches_for_a_network(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home", half_done())
    document = tmp_path / "rosh.html"
    document.write_text(
        '<link rel="stylesheet" href="http://example.invalid/a.css">'
        '<img src="http://example.invalid/a.png"><p>RoSH screening, 3 Feb 2012</p>',
        encoding="utf-8",
    )
    out = [["export", "07", "-o", str(tmp_path / f"07.{form}")] for form in FORMS]
    done = listened(
        home,
        ["case", "list"],
        ["compare", str(document), str(document)],
        ["check", "07"],
        ["score", "--open"],
        ["define", "rosh"],
        *out,
        ["report", "-o", str(tmp_path / "report.docx")],
        ["verify"],
    )
    assert done.returncode == 0, done.stderr


FORMS = ("csv", "json", "html", "md", "docx", "pdf", "xlsx")


def test_the_app_reaches_for_no_network(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home", half_done())
    with Terminal(LISTENING, environment={"CORECASE_HOME": str(home)}) as terminal:
        terminal.wait_for("07")
        terminal.enter()
        terminal.wait_for("Scores of this case")
        terminal.write("\x11")
        assert terminal.end() == 0
