"""The wheel holds everything the program reads, and works away from the checkout."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("domain", "glossary", "storage", "tui")
SHIPPED = {".docx", ".gz", ".json", ".mako", ".pdf", ".py", ".sql", ".tcss", ".toml", ".txt"}

# The build and the environment cost seconds: one worker makes them for all tests here.
pytestmark = pytest.mark.xdist_group("wheel")


@dataclass(frozen=True)
class Installed:
    """The wheel in an environment of its own."""

    home: Path
    scripts: Path
    outside: Path

    def run(self, program: str, *arguments: str) -> str:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
        } | {"CORECASE_HOME": str(self.outside / "home"), "PYTHONUTF8": "1", "NO_COLOR": "1"}
        done = subprocess.run(
            [self.scripts / program, *arguments],
            cwd=self.outside,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def run_here(*command: str | Path) -> None:
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with the tools of the lock and nothing fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    run_here(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation"),
        *("--outdir", folder, ROOT),
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A new environment with the wheel in it; only the dependencies come from this one.

    They come by a .pth file. The .pth file of an editable corecase beside them is not read in
    turn, so the checkout stays out of the path.
    """
    home = tmp_path_factory.mktemp("environment").resolve()
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    run_here(
        *(sys.executable, "-m", "pip", "--python", python, "install"),
        *("--quiet", "--disable-pip-version-check", "--no-cache-dir"),
        *("--no-deps", "--no-index", wheel),
    )
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    dependencies = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(site.stdout.strip()) / "dependencies.pth").write_text(
        "\n".join(sorted(dependencies)) + "\n", encoding="utf-8"
    )
    return Installed(home, scripts, tmp_path_factory.mktemp("outside"))


def test_wheel_holds_every_source_and_data_file(names: set[str]) -> None:
    sources = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in SHIPPED and "__pycache__" not in path.parts
    }
    assert sources - names == set()


def test_wheel_holds_nothing_else(names: set[str]) -> None:
    tops = {PurePosixPath(name).parts[0] for name in names}
    (info,) = tops - set(PACKAGES)
    assert info.startswith("corecase-")
    assert info.endswith(".dist-info")
    assert not [name for name in names if name.endswith((".pyc", ".db"))]


@pytest.mark.parametrize(
    "pattern",
    [
        r"domain/instruments/(.+/)?cci\.toml",
        r"glossary/.+\.(toml|json)",
        r"tui/.+\.tcss",
    ],
    ids=["instrument", "terms", "style"],
)
def test_wheel_holds_the_data_it_cannot_run_without(names: set[str], pattern: str) -> None:
    assert any(re.fullmatch(pattern, name) for name in names)


def test_wheel_says_what_it_is(wheel: Path, names: set[str]) -> None:
    info = next(name.partition("/")[0] for name in names if ".dist-info/" in name)
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read(f"{info}/entry_points.txt").decode()
        metadata = Parser().parsestr(archive.read(f"{info}/METADATA").decode())
    assert "corecase = tui.cli:main" in entry_points
    assert metadata["License-Expression"] == "MIT"
    assert f"{info}/licenses/LICENSE" in names


@pytest.mark.parametrize("package", PACKAGES)
def test_installed_packages_are_not_those_of_the_checkout(
    installed: Installed, package: str
) -> None:
    file = installed.run("python", "-c", f"import {package}; print({package}.__file__)").strip()
    assert Path(file).resolve().is_relative_to(installed.home)


def test_installed_command_shows_help(installed: Installed) -> None:
    assert "define" in installed.run("corecase", "--help")


def test_installed_command_finds_a_term(installed: Installed) -> None:
    answer = json.loads(installed.run("corecase", "define", "RMP", "--json"))
    assert answer["query"] == "RMP"
    assert answer["matches"][0]["term"] == "RMP"
    assert answer["matches"][0]["expansion"].casefold() == "risk management plan"
