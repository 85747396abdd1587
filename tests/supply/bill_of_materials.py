"""The bill of materials: every package the program runs with, its licence and its hashes.

CycloneDX 1.6, as JSON. `make sbom` writes it to `sbom.cdx.json`; a test holds it to the lock. It is
the same on every system: packages needed on one system only are in it too.
"""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FILE = ROOT / "sbom.cdx.json"
LOCK = ROOT / "requirements.lock"

# What a package that names no licence in its data is under, as its own files say.
_UNNAMED = {
    "colorama": "BSD-3-Clause",  # Windows only
    "greenlet": "MIT AND PSF-2.0",  # some systems only
    "lxml-html-clean": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdit-py-plugins": "MIT",
    "mdurl": "MIT",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "python-dateutil": "BSD-3-Clause AND Apache-2.0",
    "sqlcipher3": "Zlib",
    "tzdata": "Apache-2.0",  # Windows only
}
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>\S+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def locked() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Version and hashes (SHA-256, of every file offered) of each package in the lock, by name."""
    text = LOCK.read_text(encoding="utf-8")
    starts = [*_PINNED.finditer(text)]
    ends = [*(start.start() for start in starts[1:]), len(text)]
    return {
        canonicalize_name(start["name"]): (
            start["version"],
            tuple(sorted(_HASH.findall(text[start.start() : end]))),
        )
        for start, end in zip(starts, ends, strict=True)
    }


def needed(root: str = "corecase") -> tuple[str, ...]:
    """Every package `root` runs with on any system, of those in the lock; extras left out."""
    known, seen, to_do = locked(), set[str](), [(root, frozenset[str]())]
    while to_do:
        name, extras = to_do.pop()
        for wanted in _requirements(name, extras):
            other = canonicalize_name(wanted.name)
            if other in known and other not in seen:
                seen.add(other)
                to_do.append((other, frozenset(wanted.extras)))
    return tuple(sorted(seen))


def _requirements(name: str, extras: frozenset[str]) -> list[Requirement]:
    """What a package requires on some system. One that is not installed here says nothing."""
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    found = [Requirement(line) for line in lines]
    return [each for each in found if _wanted(each, extras)]


def _wanted(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    if marker is None or "extra" not in str(marker):
        return True
    return any(marker.evaluate({"extra": extra}) for extra in extras)


def licence(name: str) -> str:
    """The licence of a package as an SPDX expression. Raises KeyError if nobody says."""
    if name in _UNNAMED:
        return _UNNAMED[name]
    about = metadata.metadata(name)
    for field in ("License-Expression", "License"):
        if field in about:
            return about[field]
    raise KeyError(f"no licence is known of {name}")


def bill() -> dict[str, Any]:
    """The whole document, the same whenever and wherever it is made from the same lock."""
    packages = locked()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "corecase",
                "version": metadata.version("corecase"),
                "licenses": [{"expression": "MIT"}],
            }
        },
        "components": [_component(name, *packages[name]) for name in needed()],
    }


def _component(name: str, version: str, hashes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "licenses": [{"expression": licence(name)}],
        "properties": [{"name": "corecase:lock:sha256", "value": value} for value in hashes],
    }


def text() -> str:
    return json.dumps(bill(), indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
