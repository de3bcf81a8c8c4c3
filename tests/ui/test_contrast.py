"""Every text can be read in every theme: its colours as drawn, not as they were meant."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from readerapp.ui.themes import OURS, with_roles
from tests.ui.conftest import Reader, Start

FURNITURE = set("─│╭╮╰╯▌▁▂▃▄▅▆▇█▔▕▏▎┬┴├┤┌┐└┘▊▉▋▍ ")
"""Lines, bars and scrollbars."""
NOTE = "# Head\n\nSome *text*, `code` and [a link](http://a.b)\n\n> said\n\n- item\n\n```python\nx = 1\n```\n"
SCREENS: dict[str, tuple[str, ...]] = {
    "list": ("space", "space", "down", "down", "v", "down"),
    "search": ("slash", *"learn is:x repo:github", "enter"), "noted": ("6", "enter"), "picker": ("f", *"re"),
    "help": ("question_mark",), "palette": ("ctrl+p", *"co"), "settings": ("comma",), "sort": ("s",),
    "copy": ("y",), "rate": ("asterisk",), "tags": ("t",), "note": ("n", *"text"), "add": ("A",),
    "history": ("x", "u", "U"), "later": ("d",), "triage": ("T",), "empty": ("4",), "for you": ("7",),
    "twins": ("equals_sign",), "keys": ("comma", *"keys", "enter"), "typing": ("slash", *"learn"),
    "press": ("comma", *"keys", "enter", "enter"), "theme": ("comma", *"theme", "enter"),
    "number": ("comma", *"measure", "enter"),
}  # fmt: skip
TEXT = (
    "foreground",
    "quiet",
    "accent",
    "match",
    "unread",
    "reading",
    "read",
    "archived",
    "queued",
    "warning",
    "error",
)
LINES = ("background", "panel", "cursor-line", "cursor-line-blurred", "selected-line")
THEMES = [theme for theme in (*OURS.values(), *BUILTIN_THEMES.values()) if "ansi" not in theme.name]
MOST_AT_ONCE = ("search", "noted", "picker")


def luminance(colour: Color) -> float:
    """How bright a colour is, as WCAG 2 has it."""

    def linear(part: int) -> float:
        value = part / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def ratio(segment: Segment) -> float:
    """The contrast of a segment that has text; else the greatest there is."""
    style = segment.style
    if not set(segment.text) - FURNITURE or not (style and style.color and style.bgcolor):
        return 21.0
    return contrast(*(Color.from_rich_color(it).hex for it in (style.color, style.bgcolor)))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    darker, lighter = sorted(luminance(Color.parse(it)) for it in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


async def faint(reader: Reader, theme: str, least: float) -> list[str]:
    """The texts on the screen with less contrast than they need in a theme."""
    reader.app.theme = theme
    await reader.settle()
    strips = reader.app.screen._compositor.render_strips(reader.app.size)
    segments = [segment for strip in strips for segment in strip]
    assert sum(len(segment.text.strip()) for segment in segments) > 200
    return [
        f"{theme}: {segment.text.strip()!r} has {ratio(segment):.2f}, {segment.style}"
        for segment in segments
        if ratio(segment) < least
    ]


async def shown(reader: Reader, keys: tuple[str, ...]) -> None:
    """Give the list something of everything, and press keys."""
    reading = reader.reading
    first, second, third, fourth = (reading.library.key(row) for row in reader.main.shelf.rows[:4])
    reading.note(first, NOTE)
    reading.tag([first], ["rl"], [])
    reading.mark("read", first)
    reading.mark("reading", second)
    reading.queue(third)
    reading.rate(4, fourth)
    reader.main.show_changes()
    await reader.settle()
    await reader.press(*(key.replace(" ", "space").replace(":", "colon") for key in keys))


def test_reading_contrast_from_a_segment_is_what_wcag_says() -> None:
    grey = "#767676 on #ffffff"
    assert 4.5 <= ratio(Segment("text", Style.parse(grey))) < 4.6


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_role_of_text_is_readable_on_every_background(theme: Theme) -> None:
    colours = with_roles(theme.to_color_system().generate() | dict(theme.variables))
    least = _least(theme.name)
    faint = [
        f"{role} on {back}: {found:.2f}"
        for back in LINES
        for role in TEXT
        if (found := contrast(colours[role], colours[back])) < least
    ]
    assert not faint
    assert contrast(colours["rule"], colours["background"]) >= 3


def _least(theme: str) -> float:
    return 7.0 if "contrast" in theme else 4.5


@pytest.mark.slow
async def test_every_text_of_the_list_is_readable_in_every_theme(start: Start) -> None:
    async with start() as reader:
        await shown(reader, SCREENS["list"])
        assert [line for it in THEMES for line in await faint(reader, it.name, _least(it.name))] == []


@pytest.mark.parametrize("screen", MOST_AT_ONCE)
@pytest.mark.slow
async def test_every_text_is_readable_in_our_themes_and_more_so_in_high_contrast(
    start: Start, screen: str
) -> None:
    async with start() as reader:
        await shown(reader, SCREENS[screen])
        assert [line for name in OURS for line in await faint(reader, name, _least(name))] == []


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
async def test_every_text_of_every_screen_is_readable_in_every_theme(start: Start, screen: str) -> None:
    async with start() as reader:
        await shown(reader, SCREENS[screen])
        assert [line for it in THEMES for line in await faint(reader, it.name, _least(it.name))] == []
