"""A file that is kept as an export while other programs change the papers and the state."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readerapp.actions.export_watch import ExportWatch
from readerapp.actions.reading_list import ReadingList
from readerapp.disk.files import signature
from readerapp.domain.errors import ReaderError
from readerapp.exports import FORMATS

PAPERS = [
    {"key": f"arxiv:2405.0000{n}", "title": f"Paper {n}", "listed": f"2026-10-0{n + 1}"} for n in range(5)
]
FIRST = PAPERS[0]["key"]


def lines(papers: list[dict[str, str]]) -> str:
    return "".join(json.dumps(paper) + "\n" for paper in papers)


class Watched:
    """A home, another program at it, and a watch of what is unread."""

    def __init__(self, folder: Path, form: str = "jsonl", query: str = "is:unread") -> None:
        self.now = datetime(2026, 10, 9, 12, tzinfo=UTC)
        self.home = folder / "home"
        self.home.mkdir()
        self.library = self.home / "papers.jsonl"
        self.library.write_text(lines(PAPERS), "utf-8")
        self.file = folder / "papers.out"
        self.reading = ReadingList.open(self.home, clock=lambda: self.now)
        self.watch = ExportWatch(
            self.reading, lambda: self.reading.shelf(query, exact=True), FORMATS[form], self.file
        )
        assert self.watch.write()[:2] == (5, True)

    def close(self) -> None:
        self.reading.close()

    @property
    def count(self) -> int:
        return len(self.file.read_text("utf-8").splitlines())

    def polls(self, times: int = 3) -> list[int]:
        return [kept.papers for _ in range(times) if (kept := self.watch.poll())]


@pytest.fixture
def watched(tmp_path: Path):  # type: ignore[no-untyped-def]
    found = Watched(tmp_path)
    yield found
    found.close()


def test_what_another_program_adds_and_marks_is_written(watched: Watched) -> None:
    with ReadingList.open(watched.home) as other:
        other.mark("read", FIRST)
    assert watched.polls() == [4]
    with watched.library.open("a", encoding="utf-8") as file:
        file.write(lines([{"key": "arxiv:2405.00009", "title": "Another"}]))
    assert watched.polls() == [5]
    assert watched.count == 5


def test_nothing_is_written_while_nothing_changes(watched: Watched) -> None:
    before = signature(watched.file)
    with ReadingList.open(watched.home) as other:
        other.note(FIRST, "not in this format")
    watched.library.touch()
    assert watched.polls(5) == [5]  # the note is in JSON Lines
    again = signature(watched.file)
    assert watched.polls(5) == []
    assert signature(watched.file) == again != before


def test_a_change_that_the_format_does_not_show_leaves_the_file_alone(tmp_path: Path) -> None:
    watched = Watched(tmp_path, "bibtex")
    before = signature(watched.file)
    with ReadingList.open(watched.home) as other:
        other.note(FIRST, "BibTeX has no notes")
    assert watched.polls() == []
    assert signature(watched.file) == before
    watched.close()


def test_a_file_that_has_it_all_already_is_not_written_at_the_start(watched: Watched) -> None:
    before = signature(watched.file)
    assert watched.watch.write() == (5, False, f"{watched.file} has 5 papers already")
    assert signature(watched.file) == before


def test_a_library_that_is_replaced_is_followed(watched: Watched) -> None:
    beside = watched.home / "new"
    beside.write_text(lines(PAPERS[:3]), "utf-8")
    beside.replace(watched.library)
    assert watched.polls() == [3]


def test_a_library_that_is_still_being_written_changes_nothing_before_it_is_whole(watched: Watched) -> None:
    text = lines(PAPERS)
    for end in (10, 60, 90, len(text)):
        watched.library.write_text(text[:end], "utf-8")
        assert watched.watch.poll() is None
        assert watched.count == 5
    assert watched.polls() == []


@pytest.mark.parametrize(
    ("broken", "why"), [("", "is empty"), (lines(PAPERS)[:100], "is cut short"), (None, "is gone")]
)
def test_a_broken_library_leaves_the_file_as_it_is_and_says_why(
    watched: Watched, broken: str | None, why: str
) -> None:
    watched.library.write_text(broken or "", "utf-8")
    if broken is None:
        watched.library.unlink()
    assert watched.watch.poll() is None
    for _ in range(3):
        with pytest.raises(ReaderError, match=f"{why}; papers.out stays as it is"):
            watched.watch.poll()
    assert watched.count == 5
    watched.library.write_text(lines(PAPERS[:4]), "utf-8")
    assert watched.polls() == [4]


def test_lines_that_stay_broken_are_left_out_in_the_end(watched: Watched) -> None:
    with watched.library.open("a", encoding="utf-8") as file:
        file.write("not JSON\n" + lines([{"key": "arxiv:2405.00009", "title": "Another"}]))
    complaints, written = 0, list[int]()
    for _ in range(40):
        try:
            written += watched.polls(1)
        except ReaderError:
            complaints += 1
    assert complaints and written == [6]


def test_the_date_alone_may_change_what_a_query_finds(tmp_path: Path) -> None:
    watched = Watched(tmp_path, query="listed:2w")
    watched.now += timedelta(days=8)
    assert watched.polls() == [2]
    watched.close()


def test_a_file_that_cannot_be_written_is_tried_again(watched: Watched) -> None:
    with ReadingList.open(watched.home) as other:
        other.mark("read", FIRST)
    folder = watched.file.parent / "sub"
    watched.watch._path = folder / "refs.bib"  # a folder that is away for a while
    watched.watch.poll()
    with pytest.raises(ReaderError, match="There is no folder"):
        watched.watch.poll()
    assert watched.polls(5) == []
    folder.mkdir()
    assert watched.polls(30) == [4]


def test_of_a_folder_only_the_files_that_differ_are_written(tmp_path: Path) -> None:
    watched = Watched(tmp_path, "obsidian")
    before = {path.name: signature(path) for path in watched.file.iterdir()}
    assert watched.polls() == []
    with ReadingList.open(watched.home) as other:
        other.note(FIRST, "Read *this*.")
    assert watched.polls() == [5]
    after = {path.name: signature(path) for path in watched.file.iterdir()}
    assert [name for name in after if after[name] != before[name]] == ["Paper 0.md"]
    watched.close()
