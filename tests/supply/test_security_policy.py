"""What SECURITY.md says is proved by tests that are there."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.supply.bill_of_materials import ROOT
from tui.cli import FAMILIES

POLICY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", POLICY)))
COMMANDS = sorted(set(re.findall(r"`corecase\s+([a-z][a-z-]*)", POLICY)))


@cache
def named_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    assert name in named_in(file)


def rows() -> list[list[str]]:
    table = POLICY.partition("| Expectation |")[2].partition("\n\n")[0]
    cells = ([cell.strip() for cell in line.split("|")[1:-1]] for line in table.split("\n")[2:])
    return [row for row in cells if not row[0].startswith("**")]


def test_every_expectation_says_how_it_is_met_and_what_proves_it() -> None:
    assert len(rows()) > 30
    for expectation, how, proof in rows():
        assert how, expectation
        assert re.fullmatch(r"(`tests/[\w/]+\.py::test_\w+` ?)+", proof), expectation


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_named_exists(name: str) -> None:
    assert name in {entry.name for _, entries in FAMILIES for entry in entries}


@pytest.mark.parametrize("file", ["sbom.cdx.json", "requirements.lock", "LICENSE"])
def test_what_it_points_to_is_there(file: str) -> None:
    assert (ROOT / file).is_file()
