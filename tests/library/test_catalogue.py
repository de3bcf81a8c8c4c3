"""A row is the paper that was meant, whatever other programs do to the file that it is read from."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import readerapp
from readerapp.domain.errors import NoSuchPaper
from readerapp.home import Home
from readerapp.library import Library
from tests.library.conftest import NOW, clock, paper

KEYS = [f"arxiv:2401.0000{number}" for number in (1, 2, 3)]


def put(home: Path, keys: list[str], *, rename: bool = False, words: str = "Paper") -> None:
    """The file as another program writes it: over what is there, or a new one in its place."""
    home.mkdir(exist_ok=True, parents=True)
    file, new = home / "papers.jsonl", home / "new"
    (new if rename else file).write_text(
        "".join(json.dumps({"key": key, "title": f"{words} {key[-1]}"}) + "\n" for key in keys)
    )
    if rename:
        new.replace(file)


REPLACED: list[Callable[[Path], None]] = [
    lambda home: put(home, [KEYS[0], KEYS[2]]),
    lambda home: put(home, [KEYS[0], KEYS[2]], rename=True),
    lambda home: put(home, [KEYS[2], KEYS[0], "arxiv:2401.00009"]),
    lambda home: put(home, [KEYS[2]], words="Another Name of Paper"),
]


@pytest.mark.parametrize("replaced", REPLACED)
def test_no_change_is_made_to_another_paper_when_the_file_was_replaced(
    tmp_path: Path, replaced: Callable[[Path], None]
) -> None:
    put(tmp_path, KEYS)
    with readerapp.open(home=tmp_path) as lib:
        replaced(tmp_path)
        with pytest.raises(NoSuchPaper):
            lib.remove(KEYS[1])
        with pytest.raises(NoSuchPaper):
            lib.same(KEYS[1], KEYS[2])
        assert lib.paper(KEYS[2]).key == KEYS[2] and "3" in lib.paper(KEYS[2]).title
        assert "3" in lib.mark("read", KEYS[2]).message
        assert lib.remove(KEYS[2]).message.count("3")
        with pytest.raises(NoSuchPaper):
            lib.paper(KEYS[2])
        lib.undo()
        assert "3" in lib.paper(KEYS[2]).title
    there = [json.loads(line) for line in (tmp_path / "papers.jsonl").read_text().splitlines()]
    assert all(record["key"][-1] == record["title"][-1] for record in there)


def test_a_file_of_the_same_length_and_time_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    put(tmp_path, KEYS)
    with readerapp.open(home=tmp_path) as lib:
        before = (tmp_path / "papers.jsonl").stat()
        put(tmp_path, KEYS[::-1])
        os.utime(tmp_path / "papers.jsonl", ns=(before.st_atime_ns, before.st_mtime_ns))
        assert [lib.paper(key).title for key in KEYS] == ["Paper 1", "Paper 2", "Paper 3"]
        lib.remove(KEYS[0])
        assert [hit.paper.title for hit in lib.search("")] == ["Paper 3", "Paper 2"]


@pytest.mark.parametrize("replaced", REPLACED)
def test_a_list_made_before_the_file_was_replaced_shows_its_own_papers(
    home: Home, replaced: Callable[[Path], None]
) -> None:
    put(home.data, KEYS)
    library = Library.open(home, clock=clock)
    shelf = library.search("", dict, now=NOW)
    replaced(home.data)
    for _ in range(2):
        for row, key in zip(shelf.rows, KEYS, strict=True):
            assert library.key(row, shelf) == library.paper(row, shelf).key == key
            assert library.paper(row, shelf).title.endswith(key[-1])
        library.poll()
    assert [library.title(row)[-1] for row in range(len(library))] == [
        library.key(row)[-1] for row in range(len(library))
    ]


def test_pairs_are_of_the_papers_that_looked_alike(home: Home) -> None:
    home.data.mkdir(parents=True)
    titles = ["Learning to Order Language Models", "Boats", "Learning to Order Langauge Models"]
    lines = [
        json.dumps({"key": f"my:{title[-9:]}{n}", "title": title}) + "\n" for n, title in enumerate(titles)
    ]
    home.library.write_text("".join(lines))
    library = Library.open(home, clock=clock)
    home.library.write_text("".join(lines[::-1]))
    [(one, other, _)] = library.duplicates()
    assert {one.title, other.title} == {titles[0], titles[2]}


def test_facts_are_merged_with_their_paper_when_the_file_was_replaced_between(home: Home) -> None:
    put(home.data, KEYS)
    library = Library.open(home, clock=clock)
    put(home.data, [KEYS[0], KEYS[2]])
    library.add([paper("Paper 3", "All of it", key=KEYS[2])])
    assert library.find(KEYS[2]) and library.paper(library.row(KEYS[2]) or 0).abstract == "All of it"
    assert len(library) == 2


def test_a_touched_file_is_no_rewritten_one(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library.open(home, clock=clock)
    library.add(paper(f"Paper {number}", arxiv=f"2401.{number:05}") for number in range(50))
    moves = library.row_version
    for when in (1, 2_000_000_000):
        os.utime(home.library, (when, when))
        assert not library.poll() and library.row_version == moves and not library.trouble
    os.utime(home.library, (5, 5))
    again = Library.open(home, clock=clock)
    assert len(again) == 50 and not again.trouble
    with home.library.open("a") as file:
        file.write('{"title": "One more"}\n')
    assert library.poll() and library.row_version == moves and len(library) == 51 and not library.trouble
