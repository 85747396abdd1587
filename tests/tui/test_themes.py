"""The colours can be told apart: WCAG's contrast for every pair of text and ground in use."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tui.themes import CONTRAST, NAMES, THEMES, after, named

GROUNDS = ("background", "surface", "panel")
TEXTS = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in Color.parse(colour).rgb]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_stands_out_from_every_ground(theme: Theme) -> None:
    wanted = 7.0 if theme.name == CONTRAST else 4.5
    inks = {name: getattr(theme, name) for name in TEXTS}
    inks["text-muted"] = theme.variables["text-muted"]
    for ground in GROUNDS:
        for name, ink in inks.items():
            ratio = contrast(getattr(theme, ground), ink)
            assert ratio >= wanted, f"{theme.name}: {name} on {ground} is {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_marked_line_can_be_read(theme: Theme) -> None:
    ink = theme.variables["block-cursor-foreground"]
    assert contrast(ink, theme.variables["block-cursor-background"]) >= 4.5


def test_names() -> None:
    assert named("light") == "corecase-light"
    assert named("CONTRAST") == CONTRAST
    assert named("mauve") is None
    assert named("") is None
    assert [after(name) for name in NAMES] == [*NAMES[1:], NAMES[0]]
