"""What other programs do to the file is read behind the list: it costs the one who looks at it nothing."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.disk import files
from readerapp.domain.state import State, Status
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.file import catalogue, column_cache, lines, reading
from readerapp.library.file.catalogue import Catalogue
from readerapp.library.file.snapshot import FileState
from readerapp.library.search.marks import Marks
from readerapp.library.search.searcher import LazyStates, SearchRequest
from tests.library.conftest import NOW, clock

SIZE = 700


def line(number: int, title: str = "") -> str:
    found = {
        "key": f"my:{number}",
        "title": title or f"Paper {number}",
        "abstract": "long " * 20,
        "links": {},
    }
    return json.dumps(found) + "\n"


@pytest.fixture
def written(home: Home) -> Path:
    home.data.mkdir(parents=True)
    home.library.write_text("".join(line(number) for number in range(SIZE)))
    os.utime(home.library, (2, 2))  # long ago: a write in this very moment can't go unnoticed
    opened(home).close()
    return home.library


def opened(home: Home, *, at_once: bool = False) -> Library:
    return Library.open(home, clock=clock, at_once=at_once)


def replace(path: Path, text: str) -> None:
    """As sync programs do: a new file in its place."""
    new = path.with_name("new")
    new.write_text(text)
    new.replace(path)


def titles(library: Library) -> list[str]:
    return [library.title(row) for row in library.search("", dict, now=NOW).rows]


def by_key(library: Library) -> dict[str, str]:
    rows = library.search("", dict, now=NOW).rows
    return {library.key(row): library.title(row) for row in rows}


def append(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


def rewrite(path: Path) -> None:
    path.write_text("".join(map(line, range(SIZE, 0, -1))))


def damage(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


CHANGES: dict[str, Callable[[Path], None]] = {
    "replaced": lambda path: replace(path, "".join(line(number, "Other") for number in range(5, SIZE))),
    "rewritten in place": rewrite,
    "replaced by a longer one": lambda path: replace(path, path.read_text() + line(SIZE)),
    "grown by much": lambda path: append(path, "".join(map(line, range(SIZE, 2 * SIZE)))),
    "touched": lambda path: os.utime(path, (1, 1)),
    "damaged": damage,
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_who_looks_at_the_list_reads_none_of_what_another_program_wrote(
    home: Home, written: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    library = opened(home, at_once=True)
    change(written)
    readers: set[str] = set()
    read, checksum_of = reading.read_file, lines.checksum_of

    def spied(*args: object) -> object:
        readers.add(threading.current_thread().name)
        return read(*args)  # type: ignore[arg-type]

    def summed(*args: object) -> object:
        readers.add(threading.current_thread().name)
        return checksum_of(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_file", spied)
    monkeypatch.setattr(lines, "checksum_of", summed)
    assert not library.poll() and len(titles(library)) == SIZE
    ahead = threading.Thread(target=library.read_ahead, name="behind")
    ahead.start()
    ahead.join()
    library.poll()
    assert readers == {"behind"}
    assert by_key(library) == by_key(opened(home))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_library_that_changed_before_the_start_is_shown_as_it_was_and_then_as_it_is(
    home: Home, written: Path, change: Callable[[Path], None]
) -> None:
    change(written)
    library = opened(home, at_once=True)
    assert len(titles(library)) == SIZE
    library.read_ahead()
    library.poll()
    assert by_key(library) == by_key(opened(home))


@pytest.mark.parametrize("at_once", [False, True])
def test_a_library_that_grew_is_not_read_from_its_beginning(
    home: Home, written: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    append(written, line(SIZE))
    decoded: list[bytes] = []
    decode = lines.decode

    def counted(raw: bytes) -> object:
        decoded.append(raw)
        return decode(raw)

    monkeypatch.setattr(lines, "decode", counted)
    monkeypatch.setattr(lines, "checksum_of", lambda *_: pytest.fail("all of it was read"))
    library = opened(home, at_once=at_once)
    append(written, line(SIZE + 1))
    assert library.poll() and len(library) == SIZE + 2 and len(decoded) == 2


def test_an_edit_of_the_same_length_is_noticed_though_the_file_grew_as_well(
    home: Home, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "_BLOCKS", 2)  # so that none is of the middle
    (home.cache / "columns").unlink()
    opened(home).close()
    text = written.read_text().replace('"Paper 350"', '"Pepar 350"')
    shown = Catalogue(home.library, home.cache / "columns")
    shown.open(at_once=True)
    with written.open("r+") as file:
        file.write(text + line(SIZE))
    assert shown.refresh() and shown.columns.size == SIZE + 1
    assert shown.columns.texts["titles"][350] == " paper 350"
    shown.read_ahead()
    assert shown.refresh() and shown.columns.texts["titles"][350] == " pepar 350"


def test_columns_are_kept_behind_the_list(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.data.mkdir(parents=True)
    home.library.write_text("".join(line(number) for number in range(SIZE)))
    kept: list[str] = []
    save = column_cache.save

    def counted(path: Path, state: FileState) -> None:
        kept.append(path.name)
        save(path, state)

    monkeypatch.setattr(column_cache, "save", counted)
    library = opened(home, at_once=True)
    library.poll()
    assert len(titles(library)) == SIZE and not kept
    library.read_ahead()
    library.read_ahead()
    library.close()
    assert kept == ["columns"]
    monkeypatch.setattr(reading, "read_file", lambda *_: pytest.fail("it was cached"))
    assert len(opened(home)) == SIZE


def test_the_columns_of_a_large_library_are_on_the_disk_and_not_in_memory(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "_MAX_PAPERS_IN_MEMORY", SIZE - 1)
    home.data.mkdir(parents=True)
    home.library.write_text("".join(map(line, range(SIZE))))
    library = opened(home, at_once=True)
    shelf, built = library.search("", dict, now=NOW), library.search("", dict, now=NOW).columns
    shown, version = [library.title(row) for row in shelf.rows], library.row_version
    library.read_ahead()
    now = library.search("", dict, now=NOW).columns
    assert now is not built and now and isinstance(now.offsets, memoryview)
    assert titles(library) == shown == [library.paper(row, shelf).title for row in shelf.rows]
    assert not library.poll() and library.row_version == version


def test_a_large_library_is_shown_before_what_came_to_it_is_read(
    home: Home, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "_MAX_PAPERS_IN_MEMORY", SIZE - 1)
    append(written, line(SIZE))
    library = opened(home, at_once=True)
    assert len(library) == SIZE
    library.read_ahead()
    assert library.poll() and len(library) == SIZE + 1


def test_marks_are_found_behind_the_list(home: Home, written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = LazyStates(lambda: {"my:7": State(key="my:7", status=Status.READ)}, version=1)
    library = opened(home, at_once=True)
    library.answer(SearchRequest("is:read", NOW), states)
    replace(written, "".join(map(line, range(SIZE, 0, -1))))
    library.read_ahead(states)
    monkeypatch.setattr(Marks, "_put", lambda *_: pytest.fail("it was left for who looks at the list"))
    assert library.poll()
    assert [library.title(row) for row in library.answer(SearchRequest("is:read", NOW), states).rows] == [
        "Paper 7"
    ]


@pytest.mark.parametrize("at", [0, 1, SIZE // 2, SIZE - 1, "end"])
@pytest.mark.parametrize("change", [*CHANGES.values(), Path.unlink], ids=[*CHANGES, "gone"])
def test_whenever_it_changes_while_it_is_read_the_list_stays_and_ends_right(
    home: Home,
    written: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], None],
    at: int | str,
) -> None:
    library = opened(home, at_once=True)
    replace(written, "".join(map(line, range(SIZE, 0, -1))))
    decode, left = lines.decode, at if isinstance(at, int) else -1

    def meanwhile(raw: bytes) -> object:
        nonlocal left
        left -= 1
        if left == -1:
            change(written)
        return decode(raw)

    monkeypatch.setattr(lines, "decode", meanwhile)
    library.read_ahead()
    if at == "end":
        change(written)
    for _ in range(3):
        assert isinstance(titles(library), list)
        library.poll()
        library.read_ahead()
    monkeypatch.undo()
    right = opened(home)
    assert by_key(library) == by_key(right)
    assert len(library.trouble) <= len(right.trouble) + 1


@pytest.mark.parametrize("fails", ["full", "half", "no folder"])
def test_a_cache_that_cannot_be_written_costs_a_start_and_nothing_else(
    home: Home, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    home.data.mkdir(parents=True)
    home.library.write_text("".join(map(line, range(SIZE))))
    if fails == "no folder":
        home.cache.write_text("a file in its place")

    def write_all(descriptor: int, data: bytes | memoryview) -> None:
        if fails == "half":
            os.write(descriptor, memoryview(data)[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "write_all", write_all)
    library = opened(home, at_once=True)
    library.read_ahead()
    library.close()
    assert len(titles(library)) == SIZE and not library.trouble
    assert home.cache.is_file() or not list(home.cache.glob("*"))
    monkeypatch.undo()
    assert len(opened(home)) == SIZE


_SAVES = """
import os, sys
from datetime import UTC, datetime
from readerapp.disk import files
from readerapp.home import Home
from readerapp.library import Library

left, write_all = int(sys.argv[2]), files.write_all

def dies(descriptor, data):
    global left
    left -= 1
    if left < 0:
        os.write(descriptor, memoryview(data)[: len(data) // 2])
        os.kill(os.getpid(), 9)
    write_all(descriptor, data)

files.write_all = dies
Library.open(Home.find(sys.argv[1]), clock=lambda: datetime.now(UTC)).close()
"""


@pytest.mark.parametrize("at", [0, 1, 9, 30])
def test_killed_while_the_columns_are_cached_the_next_start_shows_everything_and_clears_up(
    home: Home, at: int
) -> None:
    home.data.mkdir(parents=True)
    home.library.write_text("".join(map(line, range(SIZE))))
    done = subprocess.run([sys.executable, "-c", _SAVES, str(home.data), str(at)], check=False)
    assert done.returncode == -9
    [left] = files.unfinished(home.cache / "columns")
    os.utime(left, (1, 1))
    library = opened(home)
    assert len(library) == SIZE and not library.trouble
    library.close()
    assert not files.unfinished(home.cache / "columns") and len(opened(home)) == SIZE
