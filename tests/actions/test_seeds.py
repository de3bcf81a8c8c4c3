from pathlib import Path

import pytest

from readerapp.actions import seeds as module
from readerapp.actions.reading_list import ReadingList
from readerapp.actions.seeds import read_seeds
from readerapp.home import shipped
from readerapp.library.file import seed_snapshot
from tests.project.ready_seeds import wanted

PAGE = """Daily Papers

Oct 9

A Paper about Tables of Numbers

We study tables of numbers and show that many are 90\\% long. Our code is at https://github.com/a/tables.
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "one.txt").write_text(PAGE, "utf-8")
    return folder


def test_papers_out_of_the_cache_are_those_of_the_captures(seeds: Path, tmp_path: Path) -> None:
    first = read_seeds(seeds, tmp_path / "cache")
    assert (tmp_path / "cache" / "seeds.jsonl").exists()
    again = read_seeds(seeds, tmp_path / "cache")
    assert list(again) == list(first)
    assert [dict(paper.original) for paper in again] == [dict(paper.original) for paper in first]
    assert first[0].links.repo == ("https://github.com/a/tables",)


def test_a_capture_dropped_in_is_seen(seeds: Path, tmp_path: Path) -> None:
    read_seeds(seeds, tmp_path)
    (seeds / "two.txt").write_text(PAGE.replace("Tables", "Columns"), "utf-8")
    assert [paper.title for paper in read_seeds(seeds, tmp_path)] == [
        "A Paper about Tables of Numbers",
        "A Paper about Columns of Numbers",
    ]


@pytest.mark.parametrize("damage", ["", "[]", "{", '[]\n{"title": 3}\n', "\x00", "cut"])
def test_a_damaged_cache_is_read_anew(seeds: Path, tmp_path: Path, damage: str) -> None:
    first = read_seeds(seeds, tmp_path)
    kept = tmp_path / "seeds.jsonl"
    kept.write_text(kept.read_text("utf-8")[:-20] if damage == "cut" else damage, "utf-8")
    assert tuple(read_seeds(seeds, tmp_path)) == first


def test_a_cache_that_cannot_be_written_is_done_without(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert len(read_seeds(seeds, tmp_path / "cache")) == 1


def test_without_a_folder_there_are_no_seeds(tmp_path: Path) -> None:
    assert read_seeds(tmp_path / "none", tmp_path) == ()


def test_the_papers_that_are_shipped_are_those_of_the_captures() -> None:
    assert module.READY.read_bytes() == wanted(), "run `make seeds`"


def test_a_new_home_reads_no_capture_and_the_next_start_builds_no_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(module, "_read")
    with ReadingList.open(tmp_path / "home") as reading:
        first = [reading.library.paper(row) for row in reading.shelf().rows]
    assert len(first) == 88
    monkeypatch.delattr(seed_snapshot, "_built")
    with ReadingList.open(tmp_path / "home") as reading:
        assert [reading.library.paper(row) for row in reading.shelf().rows] == first


def test_other_captures_are_read_though_some_are_shipped(tmp_path: Path, seeds: Path) -> None:
    for path in shipped("seeds").glob("*"):
        (seeds / path.name).write_bytes(path.read_bytes())
    assert len(read_seeds(seeds, tmp_path / "cache")) == 89
