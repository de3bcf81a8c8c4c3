"""Each stylesheet is parsed once; those of other screens behind the first list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.css import parse as css_parse
from textual.css import stylesheet

from readerapp.home import shipped
from readerapp.ui import appearance
from tests.ui.conftest import Start

OTHERS = [path.stem for path in shipped("styles").glob("*.tcss") if path.stem != "main"]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of our stylesheets, in the order in which they are parsed."""
    names: list[str] = []
    parse = css_parse.parse

    def counted(scope: str, css: str, read_from: tuple[str, str], *others: Any, **more: Any) -> Any:
        if read_from[0].endswith(".tcss"):
            names.append(Path(read_from[0]).stem)
        return parse(scope, css, read_from, *others, **more)

    monkeypatch.setattr(stylesheet, "parse", counted)
    return names


async def test_before_the_first_list_only_its_own_styles_are_parsed(
    start: Start, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appearance, "_FIRST_PAINT_SECONDS", 3600.0)
    async with start():
        assert parsed == ["main"]


async def test_no_screen_has_to_wait_for_its_styles(start: Start, parsed: list[str]) -> None:
    async with start() as reader:
        while sorted(parsed) != sorted(["main", *OTHERS]):
            await reader.pilot.pause()
        for key in ("y", "question_mark", "t", "n"):
            await reader.press(key)
            await reader.press("escape", "escape")
        assert sorted(parsed) == sorted(["main", *OTHERS])


async def test_a_screen_that_opens_before_its_styles_are_read_has_them(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appearance, "_FIRST_PAINT_SECONDS", 3600.0)
    async with start() as reader:
        await reader.press("y")
        menu = reader.app.screen.query_one("#menu")
        assert menu.styles.border_title_color == menu.styles.border_title_color.parse("#8d96a8")
