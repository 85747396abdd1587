"""The three sets of colours: dark, light and high contrast.

Calm on purpose: one colour to lead the eye, one for what fell short, greys for the rest. A test
holds every pair of text and ground to the contrast that WCAG asks for.
"""

from __future__ import annotations

from textual.theme import Theme

DARK, LIGHT, CONTRAST = "corecase-dark", "corecase-light", "corecase-contrast"


def _theme(name: str, *, dark: bool, quiet: str, rule: str, **colours: str) -> Theme:
    """`quiet` is for labels and times, `rule` for lines between the parts of the screen."""
    ink, ground, lead = colours["foreground"], colours["background"], colours["primary"]
    return Theme(
        name=name,
        dark=dark,
        **colours,  # type: ignore[arg-type]  # all of them are colour names
        variables={
            "text": ink,
            "text-muted": quiet,
            "text-disabled": quiet,
            "text-primary": lead,
            "text-accent": colours["accent"],
            "text-success": colours["success"],
            "text-warning": colours["warning"],
            "text-error": colours["error"],
            "rule": rule,
            "border": lead,
            "border-blurred": rule,
            "block-cursor-background": lead,
            "block-cursor-foreground": ground,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": colours["panel"],
            "block-cursor-blurred-foreground": ink,
            "input-cursor-background": ink,
            "input-cursor-foreground": ground,
            "input-selection-background": f"{lead} 35%",
            "scrollbar": rule,
            "scrollbar-hover": quiet,
            "scrollbar-active": lead,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
            "footer-key-foreground": lead,
            "footer-description-foreground": quiet,
        },
    )


THEMES: tuple[Theme, ...] = (
    _theme(
        DARK,
        dark=True,
        quiet="#98a2ad",
        rule="#333b45",
        foreground="#d9dde2",
        background="#15181c",
        surface="#1b1f24",
        panel="#242a31",
        primary="#8fbce0",
        secondary="#a9b4c0",
        accent="#8fbce0",
        success="#9ccc9f",
        warning="#e5be7a",
        error="#ee9a8d",
    ),
    _theme(
        LIGHT,
        dark=False,
        quiet="#5d646c",
        rule="#d3cfc4",
        foreground="#22272d",
        background="#fbfaf6",
        surface="#f4f2ea",
        panel="#e9e6db",
        primary="#1d5583",
        secondary="#4b545e",
        accent="#1d5583",
        success="#2a6431",
        warning="#7a5000",
        error="#9c2f1e",
    ),
    _theme(
        CONTRAST,
        dark=True,
        quiet="#d6d6d6",
        rule="#9a9a9a",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        primary="#7fd7ff",
        secondary="#ffffff",
        accent="#ffe14d",
        success="#8dff9c",
        warning="#ffe14d",
        error="#ffab9c",
    ),
)
NAMES = tuple(theme.name for theme in THEMES)


def named(word: str) -> str | None:
    """The theme meant by `dark`, `light`, `contrast` or a full name."""
    wanted = word.strip().casefold()
    ends = (name for name in NAMES if wanted and (name == wanted or name.endswith(f"-{wanted}")))
    return next(ends, None)


def after(name: str) -> str:
    """The next one round."""
    return NAMES[(NAMES.index(name) + 1) % len(NAMES)] if name in NAMES else DARK
