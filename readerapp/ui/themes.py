"""The app's two themes, and the colour roles that its stylesheets use."""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="readerapp-dark",
    dark=True,
    background="#15171c",
    surface="#15171c",
    panel="#1c1f26",
    boost="#1c1f26",
    foreground="#d9dce3",
    primary="#6cb6ff",
    secondary="#8d96a8",
    accent="#6cb6ff",
    warning="#f2a65a",
    error="#ff7b72",
    success="#7fc98f",
    variables={
        "quiet": "#8d96a8",
        "rule": "#5c6576",
        "match": "#f4c95d",
        "cursor-line": "#252b38",
        "cursor-line-blurred": "#1e222b",
        "selected-line": "#1b2a3d",
        "unread": "#6cb6ff",
        "reading": "#f2a65a",
        "read": "#8d96a8",
        "archived": "#7a8496",
        "queued": "#7fc98f",
    },
)

LIGHT = Theme(
    name="readerapp-light",
    dark=False,
    background="#fbfaf6",
    surface="#fbfaf6",
    panel="#f1efe8",
    boost="#f1efe8",
    foreground="#23262d",
    primary="#0a5ec2",
    secondary="#5d6471",
    accent="#0a5ec2",
    warning="#9a4a00",
    error="#b3261e",
    success="#1f6f3a",
    variables={
        "quiet": "#5d6471",
        "rule": "#8a8f99",
        "match": "#8f5200",
        "cursor-line": "#e2e8f2",
        "cursor-line-blurred": "#eeeee9",
        "selected-line": "#dbe9fb",
        "unread": "#0a5ec2",
        "reading": "#9a4a00",
        "read": "#5d6471",
        "archived": "#6b717d",
        "queued": "#1f6f3a",
    },
)

ROLES = tuple(DARK.variables)


def with_roles(variables: Mapping[str, str]) -> dict[str, str]:
    """Return a theme's CSS variables with all of `ROLES`; missing ones are mixed from its colours."""
    back, text = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    accent = Color.parse(variables["accent"])
    quiet = back.blend(text, 0.65).hex
    made = {
        "quiet": quiet,
        "rule": back.blend(text, 0.42).hex,
        "match": variables["warning"],
        "cursor-line": back.blend(accent, 0.2).hex,
        "cursor-line-blurred": back.blend(text, 0.07).hex,
        "selected-line": back.blend(accent, 0.12).hex,
        "unread": variables["accent"],
        "reading": variables["warning"],
        "read": quiet,
        "archived": back.blend(text, 0.55).hex,
        "queued": variables["success"],
    }
    return {**made, **variables}
