"""Copying and opening by keys."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Start

REPO = "https://github.com/Thinklab-SJTU/EDA-AI"


async def test_c_copies_the_repo_link_and_says_only_what_is_known(start: Start) -> None:
    async with start() as reader:
        await reader.press("c")
        assert reader.copied == [REPO]
        assert REPO in reader.said
        assert "sent to the terminal" in reader.said.lower()


async def test_the_copy_menu_shows_the_very_text_it_copies(start: Start) -> None:
    async with start() as reader:
        await reader.press("y")
        assert f"git clone {REPO}" in reader.screen
        await reader.press("g")
        assert reader.copied == [f"git clone {REPO}"]


async def test_a_menu_never_covers_the_row_it_is_about(start: Start) -> None:
    async with start(size=(100, 20)) as reader:
        for key in ("g", "G"):
            await reader.press(key, "y")
            assert reader.title[:20] in reader.lines[reader.main.paper_list.cursor_y]
            await reader.press("escape")


async def test_several_selected_papers_copy_one_link_a_line(start: Start) -> None:
    async with start() as reader:
        await reader.type("has:repo")
        await reader.press("enter", "g", "space", "space", "c")
        [text] = reader.copied
        assert len(text.splitlines()) == 2
        assert all(line.startswith("https://") for line in text.splitlines())


async def test_a_paper_without_links_says_so(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "c")
        assert not reader.copied
        assert "No link" in reader.said


async def test_a_link_opens_in_the_readers_browser_only(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("readerapp.actions.desktop.browser.open_link", lambda url, **_: opened.append(url))
    async with start() as reader:
        await reader.press("o")
        assert opened == [REPO]
        assert reader.said == f"Opened {REPO}"


async def test_a_browser_that_is_not_there_is_told_with_the_key_that_copies(start: Start) -> None:
    async with start() as reader:
        await reader.press("o")
        assert "No browser" in reader.said
        assert "c copies it" in reader.main.status.hint
        assert "Opened" not in reader.said


async def test_a_link_that_is_clicked_opens(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("readerapp.actions.desktop.browser.open_link", lambda url, **_: opened.append(url))
    async with start(size=(120, 60)) as reader:
        y = next(n for n, line in enumerate(reader.lines) if " repo  " in line)
        x = reader.lines[y].index("github.com/Thinklab")
        await reader.pilot.click(offset=(x + 3, y))
        await reader.settle()
        assert opened == [REPO]


async def test_a_menu_is_at_the_row_it_is_about(start: Start) -> None:
    async with start(size=(120, 40)) as reader:
        for steps in (0, 7, 12):
            await reader.press("g", *["j"] * steps, "y")
            menu = reader.app.screen.query_one("#menu").region
            row = reader.main.paper_list.cursor_y
            assert row + 1 == menu.y or menu.bottom == row
            assert menu.x == reader.main.paper_list.region.x + 4
            await reader.press("escape", "t")
            box = reader.app.screen.query_one("#tags").region
            assert row + 1 == box.y or box.bottom == row
            await reader.press("escape")
