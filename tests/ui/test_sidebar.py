"""The sidebar beside the paper."""

from __future__ import annotations

from pathlib import Path

from readerapp.ui.screens.picker import Picker
from tests.ui.conftest import Reader, Start

WIDE = (160, 40)


def beside(reader: Reader) -> list[str]:
    """What the sidebar shows."""
    sidebar = reader.main.sidebar
    assert sidebar is not None
    return [line[sidebar.region.x + 1 :].strip(" ▌▁▂▃▄▅▆▇█") for line in reader.lines[3:-2]]


async def test_b_opens_the_sidebar_with_counts_and_closes_it(start: Start, dated: Path) -> None:
    async with start(size=WIDE) as reader:
        assert reader.main.sidebar is None
        await reader.press("b")
        shown = [" ".join(line.split()) for line in beside(reader)]
        assert {"views", "1 All 4", "2 Unread 4", "dates", "2026 3", "November 2026 2", "2025 1"} <= {*shown}
        assert reader.main.query_one("#sidebar").has_focus
        await reader.press("b")
        assert not reader.main.query_one("#sidebar").display
        assert reader.main.paper_list.has_focus
        await reader.press("r", "b")
        assert "2 Unread 3" in [" ".join(line.split()) for line in beside(reader)]


async def test_enter_narrows_and_widens_and_a_month_shows_its_days(start: Start, dated: Path) -> None:
    async with start(size=WIDE) as reader:
        await reader.press("b", "G", "k", "k", "k", "enter")
        assert reader.main.search_bar.box.value == "listed:2026-11"
        assert reader.titles == ["Paper 2026-11-19", "Paper 2026-11-02"]
        assert any(line.startswith("Nov 19") for line in beside(reader))
        await reader.press("enter")
        assert reader.main.search_bar.box.value == ""
        await reader.press("g", "j", "enter")
        assert reader.main.question.view.name == "Unread"
        assert reader.main.query_one("#sidebar").has_focus


async def test_tab_goes_from_list_to_paper_to_sidebar(start: Start, dated: Path) -> None:
    async with start(size=WIDE) as reader:
        await reader.press("b", "tab")
        assert reader.main.paper_list.has_focus
        await reader.press("tab")
        assert reader.main.in_paper
        await reader.press("tab")
        assert reader.main.query_one("#sidebar").has_focus and not reader.main.in_paper
        await reader.press("escape")
        assert reader.main.paper_list.has_focus


async def test_a_click_narrows(start: Start, dated: Path) -> None:
    async with start(size=WIDE) as reader:
        await reader.press("b")
        at = next(y for y, line in enumerate(reader.lines) if "October 2026" in line)
        await reader.pilot.click(offset=(140, at))
        await reader.settle()
        assert reader.titles == ["Paper 2026-10-09"]


async def test_the_sidebar_is_remembered_and_then_leaves_the_focus(start: Start, dated: Path) -> None:
    async with start(size=WIDE) as reader:
        await reader.press("b")
    async with start(size=WIDE, fresh=False) as reader:
        assert reader.main.sidebar is not None
        assert await reader.shows("November 2026")  # counted once the first list is there
        assert any(line.startswith("November 2026") for line in beside(reader))
        assert reader.main.paper_list.has_focus


async def test_a_narrow_terminal_has_the_same_in_a_dialog_and_hides_the_sidebar(
    start: Start, dated: Path
) -> None:
    async with start(size=(100, 30)) as reader:
        await reader.press("b")
        assert isinstance(reader.app.screen, Picker)
    async with start(size=WIDE) as reader:
        await reader.press("b")
        await reader.pilot.resize_terminal(110, 30)
        await reader.settle()
        assert reader.main.sidebar is not None and not reader.main.sidebar.display
        assert reader.main.paper_list.has_focus
        await reader.pilot.resize_terminal(160, 30)
        await reader.settle()
        assert reader.main.sidebar.display
