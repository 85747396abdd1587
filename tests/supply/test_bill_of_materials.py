"""What the program is made of is pinned, told and free to use."""

from __future__ import annotations

import json
import re

import pytest

from tests.supply.bill_of_materials import FILE, LOCK, ROOT, licence, locked, needed, text

# Licences under which the program can be given away under its own.
FREE = {
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "MIT",
    "PSF-2.0",
    "Zlib",
}


def test_bill_of_materials_is_that_of_the_lock() -> None:
    assert FILE.read_text(encoding="utf-8") == text(), "make it anew with `make sbom`"


def test_every_package_is_pinned_with_hashes() -> None:
    assert all(version and hashes for version, hashes in locked().values())


@pytest.mark.parametrize("name", needed())
def test_licence_lets_it_be_given_away(name: str) -> None:
    assert set(re.split(r" (?:AND|OR) ", licence(name))) <= FREE


def test_packages_asked_for_are_pinned_to_one_version() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in project["dependencies"])


def test_there_are_few_of_them() -> None:
    assert len(needed()) <= 40


def test_no_address_stands_in_lock_or_bill() -> None:
    for file in (LOCK, FILE):
        assert "://" not in file.read_text(encoding="utf-8")


def test_bill_is_of_the_form_it_names() -> None:
    bill = json.loads(text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert all(part["purl"].startswith("pkg:pypi/") for part in bill["components"])
