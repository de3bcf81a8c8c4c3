from pathlib import Path

import pytest

from readerapp.actions.seeds import read_seeds

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
    assert again == first
    assert [dict(paper.original) for paper in again] == [dict(paper.original) for paper in first]
    assert first[0].links.repo == ("https://github.com/a/tables",)


def test_a_capture_dropped_in_is_seen(seeds: Path, tmp_path: Path) -> None:
    read_seeds(seeds, tmp_path)
    (seeds / "two.txt").write_text(PAGE.replace("Tables", "Columns"), "utf-8")
    assert [paper.title for paper in read_seeds(seeds, tmp_path)] == [
        "A Paper about Tables of Numbers",
        "A Paper about Columns of Numbers",
    ]


@pytest.mark.parametrize("damage", ["", "[]", "{", '[]\n{"title": 3}\n', "\x00"])
def test_a_damaged_cache_is_read_anew(seeds: Path, tmp_path: Path, damage: str) -> None:
    first = read_seeds(seeds, tmp_path)
    (tmp_path / "seeds.jsonl").write_text(damage)
    assert read_seeds(seeds, tmp_path) == first


def test_a_cache_that_cannot_be_written_is_done_without(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert len(read_seeds(seeds, tmp_path / "cache")) == 1


def test_without_a_folder_there_are_no_seeds(tmp_path: Path) -> None:
    assert read_seeds(tmp_path / "none", tmp_path) == ()
