"""Libraries and selections of a size at which a key must not do the work itself."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from readerapp.actions.intake import undo_records
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status
from readerapp.library import Library
from tests.ui.conftest import Reader, Start

PAPERS = 1500


@pytest.fixture
def many(home: Path) -> Path:
    home.mkdir()
    rows = ({"title": f"Paper {n:04}", "listed": f"2026-{n % 2 + 10}-0{n // 750 + 1}"} for n in range(PAPERS))
    (home / "papers.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return home


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows of the papers that were read from the file."""
    rows: list[int] = []
    paper = Library.paper

    def read(library: Library, row: int, *shelf: Any) -> Any:
        rows.append(row)
        return paper(library, row, *shelf)

    monkeypatch.setattr(Library, "paper", read)
    return rows


async def test_the_next_unread_paper_is_found_without_reading_those_between(
    start: Start, many: Path, opened: list[int]
) -> None:
    async with start() as reader:
        keys = [reader.reading.library.key(row) for row in reader.main.shelf.rows]
        reader.reading.mark(Status.READ, *keys[1:-1])
        opened.clear()
        await reader.press("J")
        assert reader.main.paper_list.cursor == PAPERS - 1
        await reader.press("K")
        assert reader.main.paper_list.cursor == 0
        await reader.press("J", "J")
        assert reader.main.paper_list.cursor == PAPERS - 1
        assert "No later unread paper" in reader.said
        assert len(set(opened)) < 150


async def test_listing_dates_are_gone_through_without_reading_papers(
    start: Start, many: Path, opened: list[int]
) -> None:
    async with start() as reader:
        dates = [reader.reading.library.paper(row).listed for row in reader.main.shelf.rows]
        opened.clear()
        seen = []
        for _ in range(4):
            seen.append(dates[reader.main.paper_list.cursor])
            assert dates.index(seen[-1]) == reader.main.paper_list.cursor
            await reader.press("]")
        assert seen == ["2026-11-02", "2026-11-01", "2026-10-02", "2026-10-01"]
        assert "No later listing date" in reader.said
        await reader.press("[")
        assert reader.main.paper_list.cursor == dates.index("2026-10-02")
        assert len(set(opened)) < 300


def held(monkeypatch: pytest.MonkeyPatch, name: str) -> Callable[[], None]:
    """Holds a change up until it is let go; fails where it is made on the interface's thread."""
    free, before = threading.Event(), getattr(ReadingList, name)

    def change(*arguments: Any) -> Any:
        assert threading.current_thread() is not threading.main_thread()
        free.wait(30)
        return before(*arguments)

    monkeypatch.setattr(ReadingList, name, change)
    return free.set


@pytest.mark.parametrize(
    ("key", "name"), [("a", "toggle_queued"), ("r", "toggle"), ("x", "toggle"), ("X", "remove")]
)
async def test_a_change_of_many_papers_leaves_the_app_alive_and_keys_wait_for_it(
    start: Start, many: Path, monkeypatch: pytest.MonkeyPatch, key: str, name: str
) -> None:
    async with start() as reader:
        await reader.press("ctrl+a")
        let_go = held(monkeypatch, name)
        try:
            await reader.pilot.press(key)
            assert "Working on 1,500 papers" in reader.said
            await reader.pilot.press("slash")
            assert reader.main.search_bar.box.has_focus
            await reader.pilot.press("enter", "j")
            assert reader.main.paper_list.cursor == 0
        finally:
            let_go()
        await reader.settle()
        assert "1,500 papers" in reader.said
        assert not reader.main.waiting
        assert reader.main.paper_list.cursor == (1 if key in "ar" else 0)
    if key != "X":
        with ReadingList.open(many) as reading:
            assert len(reading.store.states) == PAPERS


async def test_a_removal_waits_for_the_disk_in_a_thread(
    start: Start, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        let_go = held(monkeypatch, "remove")
        try:
            await reader.pilot.press("X", "slash")
            assert reader.main.search_bar.box.has_focus
            assert not reader.said.startswith("Removed")
        finally:
            let_go()
        await reader.settle()
        assert reader.said.startswith("Removed")


@pytest.mark.parametrize(("key", "turn"), [("u", "undo"), ("ctrl+r", "redo")])
async def test_an_add_of_many_is_undone_and_redone_while_the_app_goes_on(
    start: Start, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, turn: str
) -> None:
    source, free, before = tmp_path / "more.jsonl", threading.Event(), getattr(undo_records, turn)
    source.write_text("".join(json.dumps({"title": f"More {n:04}"}) + "\n" for n in range(PAPERS)), "utf-8")

    def turning(*arguments: Any) -> None:
        assert threading.current_thread() is not threading.main_thread()
        assert free.wait(10)
        before(*arguments)

    with ReadingList.open(many) as reading:
        reading.add([str(source)])
        if turn == "redo":
            reading.undo()
    monkeypatch.setattr(undo_records, turn, turning)
    async with start() as reader:
        await reader.pilot.press(key)
        try:
            assert "Working on it" in reader.said
            assert reader.reading.store.get("title:more").queue is None  # who reads doesn't wait
            await reader.pilot.press("slash")
            assert reader.main.search_bar.box.has_focus
        finally:
            free.set()
        await reader.settle()
        assert "added 1,500 papers" in reader.said
        assert len(reader.reading.library) == (PAPERS if key == "u" else 2 * PAPERS)
        assert len(reader.titles) == len(reader.reading.library)


async def test_a_change_of_many_that_fails_is_a_line_and_keys_go_on(
    start: Start, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        await reader.press("ctrl+a")
        with monkeypatch.context() as patch:
            patch.setattr(ReadingList, "toggle", lambda *_: 1 / 0)
            await reader.press("r", "j")
        reader.app.failures.all.clear()
        assert "ZeroDivisionError" in reader.said
        assert reader.main.paper_list.cursor == 1


async def test_many_links_are_copied_but_not_opened(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("readerapp.actions.desktop.browser.open_link", lambda url, **_: opened.append(url))
    async with start() as reader:
        await reader.type("has:repo")
        await reader.press("enter", "ctrl+a", "o")
        assert "too many to open at once" in reader.said
        assert not opened
        await reader.press("c")
        assert len(reader.copied[0].splitlines()) > 10


async def append(reader: Reader, home: Path, *titles: str) -> None:
    """Another program appends papers, and the app has looked."""
    with (home / "papers.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(json.dumps({"title": title, "listed": "2027-01-01"}) + "\n" for title in titles)
    reader.main.poll()
    await reader.settle()


async def test_papers_that_another_program_appends_come_by_themselves(start: Start, many: Path) -> None:
    async with start() as reader:
        await reader.press(*["j"] * 40)
        was = reader.title, reader.main.paper_list.cursor_y
        await append(reader, many, "Quite New", "New as Well")
        assert len(reader.titles) == PAPERS + 2
        assert reader.titles[0] == "Quite New"
        assert (reader.title, reader.main.paper_list.cursor_y) == was
        await reader.type("quite new")
        assert reader.titles[0] == "Quite New"


async def test_the_first_paper_stays_highlighted_when_others_come_above_it(start: Start, many: Path) -> None:
    async with start() as reader:
        was = reader.title
        await append(reader, many, "Quite New")
        assert reader.title == was


async def test_what_another_program_wrote_is_read_in_a_thread(
    start: Start, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from readerapp.library.file.catalogue import Catalogue

    threads = []
    read = Catalogue.read

    def reading(*arguments: Any, **options: Any) -> Any:
        threads.append(threading.current_thread())
        return read(*arguments, **options)

    async with start() as reader:
        monkeypatch.setattr(Catalogue, "read", reading)
        await append(reader, many, "Quite New")
        (many / "papers.jsonl").write_text('{"title": "Another file"}\n', "utf-8")
        reader.main.poll()
        await reader.settle()
        assert reader.titles == ["Another file"]
    assert threads
    assert threading.main_thread() not in threads
