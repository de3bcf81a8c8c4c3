"""Dialogs are whole in every terminal."""

from __future__ import annotations

import pytest
from textual.geometry import Region

from tests.ui.conftest import Reader, Start

DIALOGS = {
    "views": ["f"],
    "save view": ["3", "V"],
    "not now": ["d"],
    "a date": ["d", "d"],
    "tags": ["t", "r"],
    "tag browser": ["t", *"rl", "enter", "#"],
    "rename": ["t", *"rl", "enter", "#", "ctrl+r"],
    "settings": ["comma"],
    "a setting": ["comma", *"theme", "enter"],
    "a number": ["comma", *"measure", "enter"],
    "keys": ["comma", *"keys", "enter"],
    "a key": ["comma", *"keys", "enter", "enter"],
    "help": ["question_mark"],
    "palette": ["colon"],
    "copy": ["y"],
    "sort": ["s"],
    "rate": ["asterisk"],
    "note": ["n"],
    "add": ["A"],
    "export": ["colon", *"export", "enter"],
    "place": ["w"],
    "diary": ["U"],
    "nothing found": ["f", *"zzzz"],
}


def outside(reader: Reader) -> list[str]:
    """The parts of the dialog that the terminal doesn't show."""
    screen = Region(0, 0, *reader.app.size)
    return [
        f"{widget!r} {widget.region}"
        for widget in reader.app.screen.query("*")
        if widget.display and not screen.contains_region(widget.region)
    ]


@pytest.mark.parametrize("keys", DIALOGS.values(), ids=DIALOGS)
@pytest.mark.slow
async def test_a_dialog_is_whole_after_a_resize_to_a_small_terminal(start: Start, keys: list[str]) -> None:
    async with start(size=(120, 32)) as reader:
        await reader.press("G", *keys)
        assert len(reader.app.screen_stack) > 1
        for size in ((120, 32), (60, 20), (40, 12)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            assert outside(reader) == []
