"""`corecase` run in this process on a data folder of its own, for the tests of its commands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from tui.cli import main

TINY = Path(__file__).parent.parent / "tiny.toml"


@dataclass(frozen=True)
class Shell:
    """A data folder, and the commands run on it. Colours and the width are those of a pipe."""

    home: Path

    def run(self, *arguments: str, typed: str | bytes = "", **environment: str) -> Result:
        env = {
            "CORECASE_HOME": str(self.home),
            "CORECASE_DATABASE": None,
            "CORECASE_ASSESSOR": "A.W.",
        }
        return CliRunner().invoke(main, list(arguments), input=typed, env=env | environment)

    def ok(self, *arguments: str, typed: str | bytes = "") -> str:
        """What a command that must succeed prints."""
        done = self.run(*arguments, typed=typed)
        assert done.exit_code == 0, done.output
        return done.stdout

    def json(self, *arguments: str) -> Any:
        """The one document on standard output."""
        return json.loads(self.ok(*arguments, "--json"))

    def slip(self, *arguments: str, typed: str | bytes = "", status: int = 2) -> str:
        """The sentence of a command that must be refused, which prints nothing else."""
        done = self.run(*arguments, typed=typed)
        assert done.exit_code == status, done.output
        assert done.stdout == ""
        assert done.stderr.endswith("\n")
        return done.stderr.strip()
