"""Style sheets read once for all the apps that the tests of a worker start.

Every app reads those of its widgets anew, which is a sixth of the work of a test with a pilot.
"""

from __future__ import annotations

from typing import Any

from textual.css.stylesheet import Stylesheet

_parse = Stylesheet._parse_rules
_parsed: dict[object, list[Any]] = {}


def _parsed_once(sheet: Stylesheet, css: str, *arguments: Any, **named: Any) -> list[Any]:
    """What the same text came to before, with the same colours."""
    key = (css, arguments, *named.items(), frozenset(sheet._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, *arguments, **named)
    return _parsed[key]


def install() -> None:
    """Have every app of this process share them."""
    Stylesheet._parse_rules = _parsed_once  # type: ignore[method-assign, assignment]
