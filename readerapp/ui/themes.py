"""The app's own themes, and the colour roles that its stylesheets use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.color import Color
from textual.theme import Theme

_STATES = {
    "unread": "accent",
    "reading": "warning",
    "read": "quiet",
    "archived": "quiet",
    "queued": "success",
}
"""The colour that each state of a paper is shown in."""


def _theme(name: str, *, dark: bool, background: str, panel: str, text: str, **colours: str) -> Theme:
    """Return a theme of few colours: those that Textual has names for, and our roles, with `_` for `-`."""
    own = {name: colours.pop(name) for name in ("accent", "warning", "error", "success")}
    roles = {role.replace("_", "-"): colour for role, colour in colours.items()}
    states = {state: {**own, **roles}[colour] for state, colour in _STATES.items()}
    return Theme(
        name=name,
        dark=dark,
        background=background,
        surface=background,
        panel=panel,
        boost=panel,
        foreground=text,
        primary=own["accent"],
        secondary=roles["quiet"],
        accent=own["accent"],
        warning=own["warning"],
        error=own["error"],
        success=own["success"],
        variables={**roles, **states},
    )


DARK = _theme(
    "readerapp-dark",
    dark=True,
    background="#15171c",
    panel="#1c1f26",
    text="#d9dce3",
    quiet="#8d96a8",
    accent="#6cb6ff",
    warning="#f2a65a",
    error="#ff7b72",
    success="#7fc98f",
    rule="#5c6576",
    match="#f4c95d",
    cursor_line="#252b38",
    cursor_line_blurred="#1e222b",
    selected_line="#1b2a3d",
)
LIGHT = _theme(
    "readerapp-light",
    dark=False,
    background="#fbfaf6",
    panel="#f1efe8",
    text="#23262d",
    quiet="#5d6471",
    accent="#0a5ec2",
    warning="#9a4a00",
    error="#b3261e",
    success="#1f6f3a",
    rule="#8a8f99",
    match="#8f5200",
    cursor_line="#e2e8f2",
    cursor_line_blurred="#eeeee9",
    selected_line="#dbe9fb",
)
CONTRAST_DARK = _theme(
    "readerapp-contrast-dark",
    dark=True,
    background="#000000",
    panel="#0d0d0d",
    text="#ffffff",
    quiet="#cfcfcf",
    accent="#8accff",
    warning="#ffc078",
    error="#ffaca5",
    success="#93f2a8",
    rule="#9a9a9a",
    match="#ffe066",
    cursor_line="#002b45",
    cursor_line_blurred="#1c1c1c",
    selected_line="#14233a",
)
CONTRAST_LIGHT = _theme(
    "readerapp-contrast-light",
    dark=False,
    background="#ffffff",
    panel="#f6f6f6",
    text="#000000",
    quiet="#383838",
    accent="#003a80",
    warning="#642c00",
    error="#7d0b0b",
    success="#06451d",
    rule="#6b6b6b",
    match="#643800",
    cursor_line="#cfe3ff",
    cursor_line_blurred="#ececec",
    selected_line="#dfebfb",
)

OURS = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT)}
ROLES = tuple(DARK.variables)
_MIN_CONTRAST = 4.6
"""Of text: 4.5, and something for the rounding of mixed colours."""
_MIN_CONTRAST_OF_LINES = 3.05
_STEPS = 40


def with_roles(variables: Mapping[str, str]) -> dict[str, str]:
    """Return a theme's CSS variables with all of `ROLES`, so that all text is readable wherever it stands.

    Ours name the roles. Those of other themes are mixed from its colours, which become lighter or darker as
    far as they need to.
    """
    if "quiet" in variables:
        return dict(variables)
    back, text, accent, warning, error, success = (
        Color.parse(variables[name])
        for name in ("background", "foreground", "accent", "warning", "error", "success")
    )
    panel = back.blend(text, 0.06)
    lines = {
        "cursor-line": back.blend(accent, 0.18),
        "cursor-line-blurred": back.blend(text, 0.07),
        "selected-line": back.blend(accent, 0.1),
    }
    backs = (back, panel, panel.blend(text, 0.06), *lines.values())
    text = _readable(text, backs)
    quiet, accent, warning, error, success = (
        _readable(colour, backs) for colour in (back.blend(text, 0.65), accent, warning, error, success)
    )
    made = {
        "foreground": text, "panel": panel, "surface": back, "boost": panel, "accent": accent,
        "primary": accent, "warning": warning, "error": error, "success": success, "quiet": quiet,
        "rule": _readable(back.blend(text, 0.42), (back,), _MIN_CONTRAST_OF_LINES), "match": warning,
        "unread": accent, "reading": warning, "read": quiet, "archived": quiet, "queued": success, **lines,
    }  # fmt: skip
    return {**variables, **{name: colour.hex for name, colour in made.items()}}


def _readable(colour: Color, backs: Sequence[Color], least: float = _MIN_CONTRAST) -> Color:
    """Return a colour that is readable on all of some backgrounds, as near to it as possible."""
    end = Color(255, 255, 255) if max(map(luminance, backs)) < 0.18 else Color(0, 0, 0)
    mixed = (colour.blend(end, step / _STEPS) for step in range(_STEPS))
    return next((it for it in mixed if min(contrast(it, back) for back in backs) >= least), end)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    """Return how bright a colour is, from 0 to 1, as WCAG 2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
