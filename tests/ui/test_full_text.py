"""`p`: the paper's full text over the whole screen, from the cache or from arXiv."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from readerapp.actions.services.text_files import ReadingPlace, TextFiles
from readerapp.domain.state import Status
from readerapp.fulltext.blocks import FullText, TextBlock
from readerapp.settings import FetchSettings, Settings
from readerapp.ui.screens.full_text import FullTextScreen
from tests.fulltext.pages import page
from tests.ui.conftest import NOBODY, Reader, Start
from tests.web.server import Server, answer, serving

NUMBER = "2405.15738"
ADDRESS = f"/html/{NUMBER}"
LONG = FullText(
    "Sparse Attention",
    tuple(
        block
        for n in range(1, 41)
        for block in (
            TextBlock("heading", f"Part {n}", 1, str(n)),
            TextBlock("paragraph", f"In part {n} we look at attention. " * 12),
        )
    ),
)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.says({ADDRESS: answer(page())})
        yield server


@pytest.fixture
def known(home: Path) -> Path:
    home.mkdir()
    record = {"title": "Sparse Attention", "key": f"arxiv:{NUMBER}"}
    (home / "papers.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    return home


@pytest.fixture
def files(known: Path) -> TextFiles:
    """The cache of a reader who has read the long text before."""
    held = TextFiles(known / "cache")
    held.save(NUMBER, LONG)
    return held


def asking(url: str = NOBODY) -> Settings:
    return Settings(fetch=FetchSettings(sources=(), arxiv=url))


def hang(server: Server) -> None:
    """Answer nothing until the test is over."""
    server.over.wait(20)


def screen(reader: Reader) -> FullTextScreen:
    shown = reader.app.screen
    assert isinstance(shown, FullTextScreen)
    return shown


def head(reader: Reader) -> str:
    return reader.lines[0]


async def test_p_fetches_the_text_and_sets_nothing(start: Start, known: Path, server: Server) -> None:
    async with start(settings=asking(server.url)) as reader:
        await reader.press("p")
        assert "Attention [1] takes O(n²) steps¹, see here." in reader.screen
        assert "1.1 The Method" in reader.screen
        assert screen(reader).status.message == f"{NUMBER}v3 · arXiv could not convert 1 place of the text"
        key = reader.main.target()
        assert key
        assert reader.reading.state(key).status is Status.UNREAD
        await reader.press("escape", "p")
        assert "Attention [1]" in reader.screen
    assert server.paths() == [ADDRESS]


async def test_esc_stops_a_fetch_that_hangs(start: Start, known: Path, server: Server) -> None:
    server.says({ADDRESS: lambda to: hang(server)})
    async with start(settings=asking(server.url)) as reader:
        await reader.pilot.press("p")
        assert await reader.shows("Fetching the full text from arXiv …")
        await reader.press("escape")
        assert reader.app.screen is reader.main
        assert reader.said == "Stopped"


async def test_esc_stops_fetching_again_and_keeps_the_text(
    start: Start, files: TextFiles, server: Server
) -> None:
    server.says({ADDRESS: lambda to: hang(server)})
    async with start(settings=asking(server.url)) as reader:
        await reader.press("p")
        await reader.pilot.press("f5")
        assert await reader.shows("Fetching the full text from arXiv …")
        await reader.press("escape")
        assert screen(reader).status.message == "Stopped"
        assert "In part 1" in reader.screen


async def test_the_demo_fetches_nothing(start: Start, known: Path, server: Server) -> None:
    async with start(settings=asking(server.url)) as reader:
        reader.main.is_demo = True
        await reader.press("p")
        assert reader.app.screen is reader.main
        assert "demo fetches nothing" in reader.said
    assert not server.asked


async def test_a_paper_without_html_is_said_in_the_list(start: Start, known: Path, server: Server) -> None:
    server.says({ADDRESS: answer(status=404)})
    async with start(settings=asking(server.url)) as reader:
        await reader.press("p")
        assert reader.app.screen is reader.main
        assert reader.said == f"arXiv has no HTML of {NUMBER}; its PDF is https://arxiv.org/pdf/{NUMBER}"
        assert "o opens its link" in reader.main.status.hint


async def test_keys_scroll_and_the_head_says_how_far(start: Start, files: TextFiles) -> None:
    async with start(settings=asking()) as reader:
        await reader.press("p")
        assert "§1 · 0 %" in head(reader)
        await reader.press("space")
        assert "§1 " not in head(reader)
        await reader.press("G")
        assert "100 %" in head(reader)
        assert "In part 40" in reader.screen
        await reader.press("g", "right_square_bracket", "right_square_bracket")
        assert "§3 " in head(reader)
        await reader.press("left_square_bracket")
        assert "§2 " in head(reader)


async def test_words_are_found_and_gone_through(start: Start, files: TextFiles) -> None:
    async with start(settings=asking()) as reader:
        await reader.press("p", "slash", *"part 30", "enter")
        assert "30 Part 30" in reader.screen
        assert screen(reader).status.message.startswith("1 of ")
        await reader.press("n")
        assert screen(reader).status.message.startswith("2 of ")
        await reader.press("N", "N")
        number, _, total = screen(reader).status.message.partition(" of ")
        assert number == total
        await reader.press("escape")
        assert not screen(reader).page.has_hits
        await reader.press("slash", *"zebra", "enter")
        assert "does not have" in screen(reader).status.message


async def test_a_section_is_chosen_by_typing(start: Start, files: TextFiles) -> None:
    async with start(settings=asking()) as reader:
        await reader.press("p", "t", *"part 27", "enter")
        assert "§27 " in head(reader)


async def test_the_text_goes_on_where_the_reader_left_it(start: Start, files: TextFiles) -> None:
    async with start(settings=asking(), size=(120, 32)) as reader:
        await reader.press("p", "t", *"part 27", "enter", "j", "j", "j", "q")
        assert reader.app.screen is reader.main
    block, letter = files.place(NUMBER)
    assert LONG.blocks[block].text.startswith("In part 27")
    assert letter
    async with start(settings=asking(), size=(60, 20)) as reader:
        await reader.press("p")
        top = screen(reader).page.top
        assert top
        assert top.block == block
        assert top.start <= letter < top.start + 60


async def test_a_place_beyond_the_text_is_its_end(start: Start, files: TextFiles) -> None:
    files.save_place(NUMBER, ReadingPlace(10_000, 5))
    async with start(settings=asking()) as reader:
        await reader.press("p")
        assert "100 %" in head(reader)


async def test_what_is_on_top_stays_there_when_the_terminal_is_resized(
    start: Start, files: TextFiles
) -> None:
    async with start(settings=asking()) as reader:
        await reader.press("p", "t", *"part 20", "enter")
        for size in ((50, 14), (200, 50), (120, 32)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            assert "§20 " in head(reader)
            assert all(len(line) <= size[0] for line in reader.lines)


async def test_math_is_shown_as_tex_and_back(start: Start, known: Path, server: Server) -> None:
    async with start(settings=asking(server.url)) as reader:
        await reader.press("p")
        assert "a = b/(c+1)" in reader.screen
        await reader.press("dollar_sign")
        assert r"a=\frac{b}{c+1}" in reader.screen
        await reader.press("dollar_sign")
        assert "a = b/(c+1)" in reader.screen


async def test_text_selected_with_the_mouse_is_copied_without_its_line_breaks(
    start: Start, files: TextFiles
) -> None:
    async with start(settings=asking()) as reader:
        await reader.press("p", "g")
        y = next(y for y, line in enumerate(reader.lines) if "In part 1" in line)
        x = reader.lines[y].index("In part 1")
        await reader.pilot.mouse_down(offset=(x, y))
        await reader.pilot.hover(offset=(x + 8, y + 1))
        await reader.pilot.mouse_up(offset=(x + 8, y + 1))
        await reader.settle()
        selected = screen(reader).get_selected_text()
        assert selected
        assert LONG.blocks[1].text.startswith(selected.strip())
        assert len(selected) > 60


async def test_a_failed_new_fetch_keeps_the_text(start: Start, files: TextFiles, server: Server) -> None:
    server.says({ADDRESS: answer(status=404)})
    async with start(settings=asking(server.url)) as reader:
        await reader.press("p", "f5")
        assert "Part 1" in reader.screen
        assert "no HTML" in screen(reader).status.message
