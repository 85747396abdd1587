"""What a user has set: colours, initials, and keys of their own, in `settings.toml`.

    theme = "light"
    who = "A.W."
    lock_after = 10

    [keys]
    later = "f6"
    undo = "ctrl+z,ctrl+u"

A line that cannot be used is told in a sentence and passed over; the rest holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui.actions import BY_ID

FILE_NAME = "settings.toml"
LOCK_AFTER, LONGEST = 10, 24 * 60  # minutes
NEVER = "never"
_KEY = re.compile(r"(?:(?:ctrl|alt|shift|super|meta)\+)*(?:[a-z0-9_]+|[^\s,\w])", re.IGNORECASE)
_THEME_LINE = re.compile(r"^[ \t]*theme[ \t]*=.*$", re.MULTILINE)
_TABLE_LINE = re.compile(r"^[ \t]*\[", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Settings:
    """keys: action id to Textual's key names, commas between. troubles: sentences to show.

    lock_after: minutes without a sign of life until everything is covered; None: never.
    """

    theme: str = ""
    who: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()
    lock_after: float | None = LOCK_AFTER


def read_settings(folder: Path) -> Settings:
    """The settings in `folder`; as shipped when there is no file."""
    file = folder / FILE_NAME
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        return _passed_over(file, error)
    import tomllib

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return _passed_over(file, error)
    troubles: list[str] = []
    keys = _keys(table.pop("keys", {}), troubles)
    theme, who = (_text(table, name, troubles) for name in ("theme", "who"))
    lock_after = _minutes(table.pop("lock_after", LOCK_AFTER), troubles)
    troubles += [_unknown(name, ("theme", "who", "lock_after", "keys")) for name in table]
    return Settings(theme, who, keys, tuple(troubles), lock_after)


def passed_over_once(folder: Path) -> Settings:
    """As shipped, because the last start did not come as far as a screen."""
    file = folder / FILE_NAME
    over = f" {file} is passed over this once: look there first." if file.is_file() else ""
    return Settings(
        troubles=(f"The program stopped last time before its first screen stood.{over}",)
    )


def _minutes(value: object, troubles: list[str]) -> float | None:
    if value == NEVER:
        return None
    if isinstance(value, (int, float)) and value is not True and 1 <= value <= LONGEST:
        return value
    troubles.append(
        f'settings.toml: lock_after must be minutes from 1 to {LONGEST}, or "{NEVER}" in quotes; '
        f"it is {LOCK_AFTER} for now."
    )
    return LOCK_AFTER


def _text(table: dict[str, Any], name: str, troubles: list[str]) -> str:
    value = table.pop(name, "")
    if isinstance(value, str):
        return value.strip()
    troubles.append(f"settings.toml: {name} must be text in quotes.")
    return ""


def _keys(table: object, troubles: list[str]) -> dict[str, str]:
    if not isinstance(table, dict):
        troubles.append("settings.toml: [keys] must be a table of actions and their keys.")
        return {}
    keys: dict[str, str] = {}
    for action, value in table.items():
        if action not in BY_ID:
            troubles.append(_unknown(action, tuple(BY_ID)))
        elif not isinstance(value, str) or not all(
            _KEY.fullmatch(key.strip()) for key in value.split(",")
        ):
            troubles.append(f"settings.toml: the keys of {action} must be names such as ctrl+l.")
        else:
            keys[action] = ",".join(key.strip() for key in value.split(","))
    return keys


def _passed_over(file: Path, error: Exception) -> Settings:
    return Settings(troubles=(f"{file} cannot be read ({error}); it is passed over.",))


def _unknown(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"settings.toml: there is no “{name}”.{hint}"


def keep_theme(folder: Path, theme: str) -> None:
    """Put the chosen colours into the file and leave the rest alone. Raises OSError, NotSaved."""
    from storage.errors import NotSaved

    file = folder / FILE_NAME
    line = f'theme = "{theme}"'
    by_hand = f"{file} is written in a way of its own: put {line} into it yourself."
    try:
        old = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    except UnicodeDecodeError:
        raise NotSaved(by_hand) from None
    # What stands under a [table] is that table's, such as the keys of an action.
    table = _TABLE_LINE.search(old)
    head, rest = (old[: table.start()], old[table.start() :]) if table else (old, "")
    new = _THEME_LINE.sub(line, head, count=1) if _THEME_LINE.search(head) else f"{line}\n{head}"
    from storage.interchange.files import write_whole

    if not _reads(new + rest, theme):
        raise NotSaved(by_hand)
    write_whole(file, (new + rest).encode())


def _reads(text: str, theme: str) -> bool:
    """Whether the file would still be one, and have these colours."""
    import tomllib

    try:
        return tomllib.loads(text).get("theme") == theme
    except (ValueError, RecursionError):
        return False
