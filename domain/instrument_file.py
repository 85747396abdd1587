"""Reading an instrument from its file, and keeping it as JSON beside the cases that use it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from domain.errors import InstrumentError
from domain.instrument import Instrument
from domain.instrument_checks import problems_of

_PACKAGED = {"cci 1.0": "cci.toml"}
DEFAULT = "cci 1.0"


def packaged() -> tuple[str, ...]:
    """The names (id and version) of the instruments that come with the program."""
    return tuple(_PACKAGED)


@cache
def load_packaged(name: str = DEFAULT) -> Instrument:
    """An instrument that comes with the program. Raises InstrumentError for an unknown name."""
    if name not in _PACKAGED:
        known = ", ".join(_PACKAGED)
        raise InstrumentError(f"There is no instrument “{name}”; this program has {known}.")
    file = resources.files("domain") / "instruments" / _PACKAGED[name]
    return parse(file.read_text(encoding="utf-8"), _PACKAGED[name])


def load(path: Path) -> Instrument:
    """The instrument in a TOML file.

    Raises InstrumentError naming the file, the place and the cure for everything that is wrong.
    """
    try:
        # Some editors begin a file with a mark that says it is UTF-8.
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InstrumentError(f"{path.name} is not plain UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise InstrumentError(f"{path} cannot be opened ({reason}); check the name.") from None
    return parse(text, path.name)


def parse(text: str, source: str) -> Instrument:
    """The instrument in `text`; `source` is the file's name for the messages of InstrumentError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError(f"{source} is not valid TOML: {error}; mend that place.") from None
    except RecursionError:
        raise InstrumentError(f"{source} is nested too deeply; split its rules.") from None
    try:
        instrument = msgspec.convert(data, Instrument)
    except msgspec.ValidationError as error:
        raise InstrumentError(f"{source}, {_place(str(error), data)}") from None
    problems = problems_of(instrument)
    if problems:
        raise InstrumentError("\n".join(f"{source}, {problem}" for problem in problems))
    return instrument


def to_json(instrument: Instrument) -> bytes:
    return msgspec.json.encode(instrument)


def from_json(data: bytes) -> Instrument:
    """The instrument written by `to_json`. Raises InstrumentError if it is not one."""
    try:
        return msgspec.json.decode(data, type=Instrument)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise InstrumentError(f"The instrument kept with the cases is damaged: {error}.") from None


def _place(message: str, data: dict[str, object]) -> str:
    """msgspec's "... - at `$.questions[3].key`" said with the entry's own id."""
    what, _, path = message.partition(" - at ")
    path = path.strip("`").removeprefix("$.")
    found = re.match(r"(\w+)\[(\d+)\](.*)", path)
    if found:
        entries = data.get(found[1])
        entry = entries[int(found[2])] if isinstance(entries, list) else None
        name = entry.get("id") if isinstance(entry, dict) else None
        entry_name = f"“{name}”" if name else f"number {int(found[2]) + 1}"
        path = f"{found[1]} {entry_name}{found[3]}"
    return f"{path or 'top level'}: {what}; correct or remove it."
