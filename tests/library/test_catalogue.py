"""A row is the paper that was meant, whatever other programs do to the file that it is read from."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import readerapp
from readerapp.disk import files
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


def test_a_file_that_cannot_be_read_for_a_while_is_one_line_until_it_can(home: Home) -> None:
    put(home.data, KEYS)
    library = Library.open(home, clock=clock)
    aside = home.library.rename(home.data / "aside")
    home.library.mkdir()
    assert library.poll() and not library.poll()
    assert [line for line in library.trouble if "can't be read" in line] == list(library.trouble)
    assert len(library.trouble) == 1 and len(library) == len(KEYS)
    home.library.rmdir()
    aside.rename(home.library)
    assert library.poll() and not library.poll()
    assert not library.trouble and not Library.open(home, clock=clock).trouble


def test_a_file_that_grew_while_it_could_not_be_read_is_read_without_that_line(home: Home) -> None:
    put(home.data, KEYS[:2])
    library = Library.open(home, clock=clock)
    aside = home.library.rename(home.data / "aside")
    home.library.mkdir()
    library.poll()
    home.library.rmdir()
    aside.rename(home.library)
    with home.library.open("a") as file:
        file.write(json.dumps({"key": KEYS[2], "title": "Paper 3"}) + "\n")
    assert library.poll() and len(library) == len(KEYS)
    assert not library.trouble and not Library.open(home, clock=clock).trouble


@pytest.mark.parametrize("again", [False, True])
def test_what_is_written_in_the_same_tick_as_the_file_was_read_is_shown(
    home: Home, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    monkeypatch.setattr("readerapp.library.file.lines._TICK_NS", 10**18)
    put(home.data, KEYS)
    library = Library.open(home, clock=clock)
    time = home.library.stat().st_mtime_ns
    put(home.data, KEYS, words="Rapep")
    os.utime(home.library, ns=(time, time))
    if again:
        library = Library.open(home, clock=clock)
    library.read_ahead()
    library.poll()
    shown = library.search("", dict, now=NOW)
    assert library.search("rapep", dict, now=NOW).rows == shown.rows
    assert {library.paper(row).title for row in shown.rows} == {"Rapep 1", "Rapep 2", "Rapep 3"}


def test_a_running_app_says_that_the_file_cannot_be_read_and_shows_it_again(home: Home) -> None:
    put(home.data, KEYS)
    Library.open(home, clock=clock).close()
    library = Library.open(home, clock=clock, at_once=True)
    aside = home.library.rename(home.data / "aside")
    home.library.mkdir()
    library.read_ahead()
    assert library.poll() and len(library.trouble) == 1 and "can't be read" in library.trouble[0]
    assert len(library) == len(KEYS)
    home.library.rmdir()
    aside.rename(home.library)
    library.read_ahead()
    assert library.poll() and not library.trouble and not library.poll()


def test_cached_columns_are_on_the_disk_before_they_have_their_name(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(files, "sync", lambda descriptor: synced.append(os.fstat(descriptor).st_size))
    put(home.data, [f"arxiv:2401.{number:05}" for number in range(2000)])
    Library.open(home, clock=clock).close()
    assert (home.cache / "columns").stat().st_size in synced
