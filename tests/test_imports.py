"""What a command must not import.

Textual costs 0.3 s to import and SQLModel 0.6 s. A lookup or a help text should pay for neither,
and the app should paint before the database packages are read. The contracts in pyproject.toml
hold who may import whom; these tests hold what is in fact loaded.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCREEN = {"textual"}
DATABASE = {"alembic", "keyring", "sqlalchemy", "sqlcipher3", "sqlmodel"}

RUN_COMMAND = """
import sys
from tui.cli import main
sys.argv = ["corecase", *{arguments!r}]
try:
    code = main()
except SystemExit as exit:
    code = exit.code
if code not in (None, 0):
    sys.exit(f"corecase ended with {{code!r}}")
"""

BUILD_APP = """
import tui.app
from textual.app import App
own = [
    value
    for value in vars(tui.app).values()
    if isinstance(value, type) and issubclass(value, App) and value.__module__ == "tui.app"
]
assert own, "tui.app defines no App"
own[-1]()
"""

NAME_LOADED = """
import os, pathlib
names = sorted({name.partition(".")[0] for name in sys.modules})
pathlib.Path(os.environ["LOADED_NAMES"]).write_text("\\n".join(names), encoding="utf-8")
"""


def loaded_by(code: str, tmp_path: Path) -> set[str]:
    """Names of the top-level packages a new Python has loaded after running `code`."""
    names = tmp_path / "names"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{NAME_LOADED}"],
        cwd=ROOT,
        env=os.environ
        | {
            "CORECASE_HOME": str(tmp_path / "home"),
            "LOADED_NAMES": str(names),
            "PYTHONPATH": str(ROOT),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(names.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["define", "rmp"], ["define", "rmp", "--json"], ["score", "--help"]],
    ids=" ".join,
)
def test_command_loads_neither_screen_nor_database(arguments: list[str], tmp_path: Path) -> None:
    loaded = loaded_by(RUN_COMMAND.format(arguments=arguments), tmp_path)
    assert "tui" in loaded
    assert not loaded & (SCREEN | DATABASE)


@pytest.mark.parametrize("package", ["domain", "glossary", "storage"])
def test_package_loads_no_screen(package: str, tmp_path: Path) -> None:
    walk = f"""
import importlib, pkgutil, {package}
for module in pkgutil.walk_packages({package}.__path__, "{package}."):
    if ".migrations." not in module.name:
        importlib.import_module(module.name)
"""
    loaded = loaded_by(walk, tmp_path)
    assert package in loaded
    assert not loaded & SCREEN


def test_app_is_built_without_the_database_packages(tmp_path: Path) -> None:
    loaded = loaded_by(BUILD_APP, tmp_path)
    assert "textual" in loaded
    assert not loaded & DATABASE


def test_unlock_screen_is_painted_without_the_database_packages(tmp_path: Path) -> None:
    loaded = loaded_by("import storage.file_kind, tui.screens.unlock", tmp_path)
    assert "textual" in loaded
    assert not loaded & DATABASE


def test_what_is_not_encrypted_is_opened_without_the_cipher(tmp_path: Path) -> None:
    loaded = loaded_by(RUN_COMMAND.format(arguments=["case", "list", "--help"]), tmp_path)
    assert not loaded & DATABASE
    loaded = loaded_by(RUN_COMMAND.format(arguments=["inspection", "list"]), tmp_path)
    assert "sqlalchemy" in loaded
    assert not loaded & {"sqlcipher3", "keyring"}
