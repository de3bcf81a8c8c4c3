"""What the reader did with a paper known by its title follows when an id of it becomes known."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status

SPELLINGS: dict[str, Callable[[str], str]] = {
    "the same": lambda title: title,
    "capitals": str.upper,
    "punctuation": lambda title: title.replace(":", " -").replace("-", " ") + ".",
    "and": lambda title: title.replace(" and ", " & "),
    "accents": lambda title: title.replace("e", "é"),
    "white space": lambda title: f"  {title.replace(' ', '  ')} ",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_marks_on_the_seed_follow_when_the_same_papers_come_with_arxiv_ids(
    tmp_path: Path, spelling: str
) -> None:
    with ReadingList.open(tmp_path / "home", clock=lambda: datetime(2026, 11, 20, tzinfo=UTC)) as lib:
        seeds = [hit.paper for hit in lib.search() if hit.paper.key.startswith("title:")]
        assert len(seeds) > 50
        keys = [paper.key for paper in seeds]
        lib.queue(*keys)
        lib.mark(Status.READING, keys[0])
        lib.note(keys[1], "Compare.")
        lib.tag(keys[2:4], ["rl"])
        lib.rate(4, keys[5])
        with (tmp_path / "ids.jsonl").open("w", encoding="utf-8") as file:
            for number, paper in enumerate(seeds):
                title = SPELLINGS[spelling](paper.title)
                file.write(json.dumps({"key": f"arxiv:2510.{number:05}", "title": title}) + "\n")
        report = lib.add([str(tmp_path / "ids.jsonl")])
        assert (report.new, report.updated) == (0, len(seeds))
        new = [f"arxiv:2510.{number:05}" for number in range(len(seeds))]
        assert list(lib.queued()) == new
        assert lib.state(new[0]).status is Status.READING and lib.state(new[1]).note == "Compare."
        assert lib.state(new[3]).tags == ("rl",) and lib.state(new[5]).rating == 4
        assert [lib.find(key) for key in keys] == new
        assert lib.state(keys[1]).note == "Compare."
