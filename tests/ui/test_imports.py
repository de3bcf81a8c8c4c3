"""Papers that come in while the app is open: pasted, dropped, named; behind the list."""

from __future__ import annotations

import json
import shlex
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.actions.desktop import paste
from readerapp.actions.intake import imports
from readerapp.actions.intake.inputs import Data
from readerapp.actions.intake.report import AddReport
from readerapp.actions.progress import Progress
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import Cancelled
from readerapp.ui.commands.intake.adding import start_job
from readerapp.ui.import_jobs import Job
from tests.ui.conftest import NOW, Reader, Start

BIBTEX = """
@article{one, title = {Graphs that Grow}, author = {Ada One}, year = {2026}}
@article{two, title = {Trees that Stay}, author = {Ben Two}, year = {2026}}
"""
SEEDED = "PreRoutGNN for Timing Prediction"


def lines(*titles: str) -> str:
    """Papers in our own format."""
    return "".join(json.dumps({"title": title, "listed": "2026-11-01"}) + "\n" for title in titles)


@pytest.fixture
def known(home: Path) -> Path:
    """A home with a library of three."""
    home.mkdir()
    (home / "papers.jsonl").write_text(lines("First", "Second", "Third"), "utf-8")
    return home


async def test_pasted_references_are_read_and_the_first_is_highlighted(start: Start, known: Path) -> None:
    async with start() as reader:
        await reader.press("j")
        await reader.paste(BIBTEX)
        assert reader.said == "pasted: read 2 · new 2"
        assert sorted(reader.titles) == ["First", "Graphs that Grow", "Second", "Third", "Trees that Stay"]
        assert reader.title == "Graphs that Grow"
        assert "All 5" in reader.screen
        await reader.press("j")
        there = reader.title
        await reader.paste(BIBTEX)
        assert reader.said == "pasted: read 2 · same 2"
        assert reader.title == there, "nothing new came to look at"


async def test_a_paper_that_was_added_is_named_and_highlighted_wherever_it_is_listed(
    start: Start, known: Path
) -> None:
    async with start() as reader:
        await reader.press("s", "t", "j")
        await reader.paste("@misc{a, title = {Second Thoughts}, year = 2020}")
        assert reader.said == 'pasted: read 1 · new 1 · "Second Thoughts"'
        assert reader.title == "Second Thoughts"
        assert reader.lines[3 + reader.titles.index("Second Thoughts")].startswith("▌")
        await reader.press("a")
        assert [reader.reading.paper(key).title for key in reader.reading.queued()] == ["Second Thoughts"]


async def test_what_was_added_outside_the_view_leaves_the_highlight(start: Start, known: Path) -> None:
    async with start() as reader:
        await reader.type("title:second OR title:third")
        await reader.press("enter", "j")
        before = reader.title
        await reader.paste(BIBTEX)
        assert reader.title == before


@pytest.mark.parametrize("width", [60, 80])
async def test_why_nothing_came_in_is_said_first_and_whole_and_stays_in_the_history(
    start: Start, known: Path, width: int
) -> None:
    name = "/no/such/folder/with-a-name-that-leaves-no-room-for-words.html"
    async with start(size=(width, 20)) as reader:
        await reader.press("A")
        await reader.paste(name)
        await reader.press("enter")
        foot = " ".join(" ".join(reader.lines[-2:]).split())
        assert foot.startswith("Can't be read: No such file or directory (with-a-name-that")
        assert "no-room-for-words.html)" in foot
        await reader.press("j")
        await reader.press("U")
        assert "Can't be read: No such file" in reader.screen


async def test_what_is_pasted_on_the_seed_starts_the_library(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "space")
        await reader.paste(BIBTEX)
        assert sorted(reader.titles) == ["Graphs that Grow", "Trees that Stay"]
        assert reader.main.paper_list.selected == frozenset()
        await reader.press("a")
        assert "Queued" in reader.said


async def test_a_page_copied_from_the_browser_is_read(start: Start, known: Path) -> None:
    page = (Path(__file__).parents[2] / "seeds").glob("*.txt")
    async with start() as reader:
        await reader.paste(next(page).read_text("utf-8"))
        assert reader.said.startswith("pasted: read ")
        assert len(reader.titles) > 40


async def test_text_without_papers_says_why(start: Start, known: Path) -> None:
    async with start() as reader:
        await reader.paste("nothing of that kind")
        assert reader.said.startswith("No papers found; unknown format") and reader.said.endswith("(pasted)")
        assert reader.main.status.warning
        await reader.paste(" \n")
        assert reader.said == "Nothing to paste"


async def test_what_is_pasted_into_a_text_box_is_text(start: Start, known: Path) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.paste("second")
        assert reader.titles == ["Second"]
        await reader.press("escape", "n")
        await reader.paste(BIBTEX)
        await reader.press("escape")
        assert "Graphs that Grow" in reader.reading.state(reader.main.target() or "").note
        assert len(reader.titles) == 3


async def test_a_paste_over_a_menu_is_read_too(start: Start, known: Path) -> None:
    async with start() as reader:
        await reader.press("s")
        await reader.paste(BIBTEX)
        assert reader.said == "pasted: read 2 · new 2"


async def test_files_dropped_on_the_terminal_are_added(start: Start, known: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my papers"
    folder.mkdir()
    (folder / "some.bib").write_text(BIBTEX, "utf-8")
    (tmp_path / "it's.jsonl").write_text(lines("Dropped"), "utf-8")
    async with start() as reader:
        await reader.paste(
            " ".join(shlex.quote(str(path)) for path in (folder, tmp_path / "it's.jsonl")) + " "
        )
        assert reader.said == "2 files: read 3 · new 3"
        await reader.paste((tmp_path / "it's.jsonl").as_uri())
        assert reader.said == "it's.jsonl: read 1 · same 1"


async def test_what_is_named_is_added_with_paths_completed(start: Start, known: Path, tmp_path: Path) -> None:
    (tmp_path / "Downloads").mkdir()
    (tmp_path / "Downloads" / "page of today.jsonl").write_text(lines("Named"), "utf-8")
    async with start() as reader:
        await reader.press("A")
        box = reader.app.screen.query_one("#path")
        assert reader.app.focused is box
        await reader.paste(f"{tmp_path}/Down")
        await reader.press("tab")
        assert reader.app.focused is box
        await reader.paste("page")
        await reader.press("tab", "enter")
        assert reader.said.startswith("page of today.jsonl: read 1 · new 1 · ")
        await reader.press("A", "escape")
        assert len(reader.titles) == 4


@pytest.mark.parametrize(
    "text",
    [
        "@article{smith, title={A Paper of Roses},\n author={Smith, J.}, year={2020}}",
        "<html><body>\n<a href='https://arxiv.org/abs/2301.00001'>A Paper of Roses</a></body></html>",
        '{"title": "A Paper of Roses", "url": "https://arxiv.org/abs/2301.00001"}',
    ],
)
async def test_papers_pasted_where_a_file_is_asked_for_are_added(start: Start, text: str) -> None:
    async with start() as reader:
        await reader.press("A")
        await reader.paste(text)
        await reader.press("enter")
        assert reader.said.startswith("pasted: read 1 · new 1 · ")
        assert "A Paper of Roses" in reader.titles


async def test_a_file_that_is_not_there_is_said(start: Start, known: Path) -> None:
    async with start() as reader:
        await reader.press("A")
        await reader.paste("/no/such/page.html")
        await reader.press("enter")
        assert reader.said == "Can't be read: No such file or directory (page.html)"


class Slow:
    """An add that goes on when it is let."""

    def __init__(self, reading: ReadingList) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        self._reading = reading

    def __call__(self, told: Callable[[Progress], None]) -> AddReport:
        def tell(far: Progress) -> None:
            if far.papers:
                told(Progress(1234, 30, 100))
                self.begun.set()
                self.go.wait(10)
                told(far)

        data = Data("slow", lines("Slow one", "Slow two").encode())
        return imports.add(self._reading, [data], progress=tell)


async def begin(reader: Reader, name: str = "slow") -> Slow:
    """Begin an add that waits in its middle."""
    slow = Slow(reader.reading)

    def then(outcome: object) -> None:
        assert isinstance(outcome, AddReport)
        reader.reading.follow(outcome)
        reader.main.say(f"{name} is done, stopped {outcome.stopped}")

    start_job(reader.main, Job(name, slow, then))
    return slow


async def until(reader: Reader, slow: Slow) -> None:
    """Wait until an add is in its middle."""
    while not slow.begun.is_set():
        await reader.pilot.pause(0.01)


async def test_the_list_is_searched_while_an_add_goes_on(start: Start, known: Path) -> None:
    async with start() as reader:
        slow = await begin(reader)
        await until(reader, slow)
        await reader.pilot.press("slash", "t", "h", "i")
        while reader.main.background.busy:
            await reader.pilot.pause()
        assert reader.titles == ["Third"]
        slow.go.set()
        await reader.settle()
        assert reader.said == "slow is done, stopped False"


async def test_the_status_line_says_how_far_an_add_is_until_it_is_done(start: Start, known: Path) -> None:
    async with start(size=(180, 32)) as reader:
        slow = await begin(reader)
        await until(reader, slow)
        assert await shown(reader, "slow · 1,234 papers")
        assert "30%" in reader.lines[-1]
        assert "esc stops" in reader.lines[-1]
        slow.go.set()
        await reader.settle()
        assert await shown(reader, "? help")
        assert "esc stops" not in reader.lines[-1]


async def shown(reader: Reader, text: str) -> bool:
    """Whether the bottom line shows a text soon."""
    for _ in range(200):
        if text in reader.lines[-1]:
            return True
        await reader.pilot.pause(0.02)
    return False


async def test_esc_stops_an_add_once_there_is_nothing_nearer_to_leave(start: Start, known: Path) -> None:
    async with start() as reader:
        slow = await begin(reader)
        await until(reader, slow)
        await reader.pilot.press("enter", "escape")
        assert reader.main.imports.progress
        assert "Stopping" not in reader.said
        await reader.pilot.press("escape")
        assert reader.said == "Stopping; papers read so far are kept"
        slow.go.set()
        await reader.settle()
        assert reader.said == "slow is done, stopped True"


async def test_a_second_add_waits_for_the_first(start: Start, known: Path) -> None:
    async with start(size=(180, 32)) as reader:
        first, second = await begin(reader, "first"), await begin(reader, "second")
        await until(reader, first)
        assert not second.begun.is_set()
        assert await shown(reader, "first +1")
        first.go.set()
        await until(reader, second)
        assert reader.said == "first is done, stopped False"
        second.go.set()
        await reader.settle()
        assert reader.said == "second is done, stopped False"


async def test_an_add_that_fails_is_said_and_the_next_goes_on(start: Start, known: Path) -> None:
    async with start() as reader:
        said: list[str] = []

        def fails(told: object) -> AddReport:
            raise Cancelled("this one failed")

        start_job(reader.main, Job("one", fails, lambda outcome: said.append(str(outcome))))
        await reader.paste(BIBTEX)
        assert said == ["this one failed"]
        assert reader.said == "pasted: read 2 · new 2"


async def test_quitting_keeps_what_an_add_has_read(start: Start, known: Path) -> None:
    async with start() as reader:
        slow = await begin(reader)
        await until(reader, slow)
        slow.go.set()
        await reader.pilot.press("ctrl+q")
    with ReadingList.open(known, clock=lambda: NOW) as reading:
        assert len(reading.search("")) == 5


async def test_the_library_of_another_program_takes_the_place_of_the_seed(start: Start, home: Path) -> None:
    async with start() as reader:
        await reader.press("G")
        with ReadingList.open(home) as script:
            script.add([Data("script", lines("Only one").encode())])
        reader.main.poll()
        await reader.settle()
        assert reader.titles == ["Only one"]
        assert reader.title == "Only one"


async def test_an_empty_list_says_how_papers_come_in(start: Start, home: Path) -> None:
    home.mkdir()
    (home / "papers.jsonl").write_text(
        '{"title": "x", "key": "title:0"}\n{"key": "title:0", "removed": "2026"}\n'
    )
    async with start() as reader:
        assert reader.titles == []
        assert "Paste a page" in reader.screen
        assert "A add  F5 refresh" in reader.lines[-1]
        await reader.paste(BIBTEX)
        assert len(reader.titles) == 2
        assert reader.title in reader.screen


async def test_what_is_on_the_clipboard_is_read_by_one_key(
    start: Start, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        await reader.press("P")
        assert "your terminal's own key" in reader.said
        monkeypatch.setattr(paste, "paste", lambda env: BIBTEX.encode())
        await reader.press("P")
        await reader.settle()
        assert reader.said.startswith("pasted: read 2 · new 2")


async def test_u_takes_back_what_was_pasted(start: Start, known: Path) -> None:
    async with start() as reader:
        await reader.paste(BIBTEX)
        assert "u to undo" in reader.main.status.hint
        await reader.press("u")
        assert reader.said == "Undid: added 2 papers"
        assert sorted(reader.titles) == ["First", "Second", "Third"]
        await reader.press("ctrl+r")
        assert len(reader.titles) == 5
        await reader.press("U")
        assert "Added 2 papers" in reader.screen
    async with start() as reader:
        await reader.press("u")
        assert sorted(reader.titles) == ["First", "Second", "Third"]


async def test_what_was_known_stays_when_a_paste_is_taken_back(start: Start, known: Path) -> None:
    async with start() as reader:
        await reader.paste(lines("First", "Fourth"))
        assert len(reader.titles) == 4
        await reader.press("u")
        assert sorted(reader.titles) == ["First", "Second", "Third"]


async def test_a_paper_that_was_marked_since_loses_nothing_when_its_paste_is_taken_back(
    start: Start, known: Path
) -> None:
    async with start() as reader:
        await reader.paste(lines("Fourth"))
        key = reader.reading.search("fourth")[0].paper.key
        reader.reading.note(key, "Mine.")
        await reader.press("u", "u", "ctrl+r", "ctrl+r")
        assert reader.reading.state(key).note == "Mine."
        assert len(reader.titles) == 4
