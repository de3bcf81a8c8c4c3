"""The index is a cache: whatever happens to it, the next search is right."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from readerapp.domain.paper import Paper
from readerapp.home import Home
from readerapp.library import Library, Shelf
from readerapp.library.search.searcher import LazyStates, SearchRequest
from tests.library.conftest import NOW, clock, paper, removed, titles

MANY = 800


def some(count: int = MANY, start: int = 0) -> list[Paper]:
    return [
        paper(f"Kernel number {n}", f"About graph {n}", key=f"doi:10.1000/{n}")
        for n in range(start, start + count)
    ]


def opened(home: Home) -> Library:
    return Library.open(home, clock=clock)


def found(library: Library, query: str) -> list[str]:
    return titles(library, library.search(query, dict, now=NOW))


@pytest.fixture
def full(home: Home) -> Library:
    library = opened(home)
    library.add(some())
    assert library.build_index()
    return library


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows that are indexed from now on."""
    from readerapp.library.search import documents

    rows: list[int] = []
    make = documents.document

    def document(row: int, *args: Any, **options: Any) -> object:
        rows.append(row)
        return make(row, *args, **options)

    monkeypatch.setattr(documents, "document", document)
    return rows


def test_an_index_in_place_is_used_as_it_is(home: Home, full: Library, documents: list[int]) -> None:
    assert found(opened(home), "kernl 717") == ["Kernel number 717"]
    assert not documents


def test_papers_that_match_alike_are_found_in_the_same_order_in_each_index_made_anew(
    home: Home,
) -> None:
    library = opened(home)
    library.add(some(4 * MANY))
    orders = set()
    for _ in range(3):
        shutil.rmtree(home.cache, ignore_errors=True)
        orders.add(tuple(found(opened(home), "graph")))
    assert len(orders) == 1


def test_it_is_extended_when_the_library_grows(home: Home, full: Library, documents: list[int]) -> None:
    full.add([paper("Zebra crossing")])
    assert found(full, "zebra") == ["Zebra crossing"]
    assert documents == [MANY]
    assert found(opened(home), "zebr crosing") == ["Zebra crossing"]
    assert documents == [MANY]


def test_a_changed_paper_is_found_by_its_new_words_only(full: Library) -> None:
    full.add([paper("Zebra, with more words, number 5", key="doi:10.1000/5")])
    assert found(full, "zebra") == ["Zebra, with more words, number 5"]
    assert "Zebra, with more words, number 5" not in found(full, "kernel number 5")


def test_a_removed_paper_is_not_found(full: Library) -> None:
    full.write([removed("doi:10.1000/5")])
    shelf = full.search("kernel", dict, now=NOW)
    assert len(shelf.rows) == MANY - 1 == len(list(shelf.rows)) and 5 not in list(shelf.rows)


def test_it_is_made_anew_when_the_library_was_rewritten(home: Home, full: Library) -> None:
    home.library.write_text("".join(f'{{"title": "Zebra {n}"}}\n' for n in range(600)))
    assert full.poll()
    assert not found(full, "title:kernel") and "Zebra 7" in found(full, "zebra 7")


def damage_nothing(folder: Path) -> None:
    """As it is."""


def delete(folder: Path) -> None:
    shutil.rmtree(folder)


def delete_meta(folder: Path) -> None:
    (folder / "tantivy" / "meta.json").unlink()


def cut_meta(folder: Path) -> None:
    (folder / "tantivy" / "meta.json").write_bytes(b'{"segments": [')


def cut_segments(folder: Path) -> None:
    for file in (folder / "tantivy").iterdir():
        if file.suffix in (".term", ".idx", ".store", ".pos", ".fast"):
            os.truncate(file, file.stat().st_size // 2)


def empty_segments(folder: Path) -> None:
    for file in (folder / "tantivy").iterdir():
        if file.suffix in (".term", ".idx"):
            file.write_bytes(b"")


def delete_segments(folder: Path) -> None:
    for file in (folder / "tantivy").iterdir():
        if file.suffix in (".term", ".idx"):
            file.unlink()


def spoil_segments(folder: Path) -> None:
    for file in (folder / "tantivy").iterdir():
        if file.suffix in (".term", ".idx", ".pos"):
            data = bytearray(file.read_bytes())
            for at in range(0, len(data), 40):
                data[at] ^= 4
            file.write_bytes(data)


def wrong_kinds_in_stamp(folder: Path) -> None:
    stamp = json.loads((folder / "made-from.json").read_text())
    (folder / "made-from.json").write_text(json.dumps({**stamp, "end": "many", "size": None}))


def list_for_stamp(folder: Path) -> None:
    (folder / "made-from.json").write_text("[1, 2]")


def forget_stamp(folder: Path) -> None:
    (folder / "made-from.json").unlink()


def spoil_stamp(folder: Path) -> None:
    (folder / "made-from.json").write_text('{"end": -1, "nonsense": true}')


def old_stamp(folder: Path) -> None:
    (folder / "made-from.json").write_text('{"end": 0, "checksum": 0, "lines": 0, "size": 0, "version": 0}')


HARMS = [damage_nothing, delete, delete_meta, cut_meta, cut_segments, empty_segments, delete_segments]
HARMS += [spoil_segments, wrong_kinds_in_stamp, list_for_stamp, forget_stamp, spoil_stamp, old_stamp]


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_index_is_made_anew(home: Home, full: Library, harm: Callable[[Path], None]) -> None:
    harm(home.cache / "index")
    library = opened(home)
    assert found(library, "kernl 717") == ["Kernel number 717"]
    assert len(library.search("graph", dict, now=NOW).rows) == MANY
    assert not library.trouble, "the index is only a cache"


def test_a_file_in_the_folders_place_is_no_trouble(home: Home) -> None:
    library = opened(home)
    library.add(some())
    (home.cache / "index").write_text("not a folder")
    assert found(library, "kernl 717") == ["Kernel number 717"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_is_no_trouble(home: Home) -> None:
    library = opened(home)
    library.add(some())
    home.cache.chmod(0o500)
    assert found(library, "kernl 717") == ["Kernel number 717"]


def at_once(library: Library, query: str) -> Shelf:
    """The answer without waiting, as the app asks for it."""
    return library.answer(SearchRequest(query, NOW, wait=False), LazyStates(dict))


def test_without_waiting_titles_are_searched_and_the_answer_says_that_it_is_not_whole(home: Home) -> None:
    library = opened(home)
    library.add(some())
    assert titles(library, at_once(library, "kernel 717")) == ["Kernel number 717"]
    assert not at_once(library, "graph").rows and not at_once(library, "graph").whole
    assert at_once(library, "listed:2026 OR -is:read").whole and at_once(library, "").whole
    assert library.build_index()
    assert len(at_once(library, "graph").rows) == MANY and at_once(library, "graph").whole


def test_a_few_papers_more_are_indexed_at_once(full: Library) -> None:
    full.add([paper("Zebra crossing")])
    shelf = at_once(full, "zebr crosing")
    assert titles(full, shelf) == ["Zebra crossing"] and shelf.whole


_HOLD = """
import sys, time
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    for part in range(0, 100, 10):
        open(sys.argv[2], "w").write(str(part))
        sys.stdin.readline()
"""


@contextmanager
def held(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that holds the index; a line to it lets it go on a little."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = [sys.executable, "-c", _HOLD, str(folder / "lock"), str(folder / "progress")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0) as holder:
        assert holder.stdout and holder.stdout.readline()
        yield holder
        holder.kill()


def test_a_program_that_makes_the_index_is_waited_for_and_its_progress_told(home: Home) -> None:
    library = opened(home)
    library.add(some())
    told: list[float] = []
    with held(home.cache / "index") as holder:

        def progress(part: float) -> None:
            told.append(part)
            assert holder.stdin
            with suppress(BrokenPipeError):
                holder.stdin.write(b"on\n")

        shelf = library.answer(SearchRequest("graph", NOW), LazyStates(dict), progress)
    assert len(shelf.rows) == MANY and shelf.whole
    assert 0.0 in told and 0.9 in told


def test_a_program_that_holds_the_index_and_does_nothing_is_not_waited_for(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readerapp.library.search.index_lock.PATIENCE_SECONDS", 0.2)
    library = opened(home)
    library.add(some())
    with held(home.cache / "index"):
        assert not library.build_index()
        assert len(library.search("graph", dict, now=NOW).rows) == MANY
        library.add([paper("Zebra", "graph")])
        assert len(library.search("graph", dict, now=NOW).rows) == MANY + 1
    assert not library.trouble
    assert len(opened(home).search("graph", dict, now=NOW).rows) == MANY + 1


def test_threads_that_ask_at_once_all_get_whole_answers(home: Home, documents: list[int]) -> None:
    library = opened(home)
    library.add(some(2000))
    with ThreadPoolExecutor(8) as pool:
        shelves = list(pool.map(lambda _: library.search("graph", dict, now=NOW), range(8)))
    assert [len(shelf.rows) for shelf in shelves] == [2000] * 8
    assert len(documents) == 2000


def test_after_a_large_undo_no_answer_is_of_what_is_gone(home: Home) -> None:
    library = opened(home)
    library.add(some(600))
    assert library.build_index()
    library.add(some(2000, start=600))
    assert len(library.search("graph", dict, now=NOW).rows) == 2600
    library.write(removed(f"doi:10.1000/{n}") for n in range(600, 2600))
    for reader in (library, opened(home)):
        assert len(reader.search("graph", dict, now=NOW).rows) == 600


def test_papers_that_another_program_rewrote_under_the_index_are_no_half_answer(
    home: Home, full: Library
) -> None:
    lines = home.library.read_bytes().splitlines(keepends=True)
    home.library.write_bytes(b"".join(lines[: MANY // 2]) + b"x" * 10 + b"".join(lines[MANY // 2 :]))
    (home.cache / "index" / "made-from.json").unlink()
    library = opened(home)
    home.library.write_bytes(b"".join(lines[::2]))
    assert not library.search("graph", dict, now=NOW).whole
    library.poll()
    shelf = library.search("graph", dict, now=NOW)
    assert len(shelf.rows) == MANY // 2 and shelf.whole


def test_two_processes_use_one_index(home: Home, full: Library, documents: list[int]) -> None:
    other = opened(home)
    assert found(other, "number 17") == found(full, "number 17")
    other.add([paper("Zebra crossing")])
    assert found(other, "zebra") == ["Zebra crossing"]
    assert not found(full, "zebra crossing")
    assert full.poll() and found(full, "zebra") == ["Zebra crossing"]
    assert documents == [MANY]


def test_progress_is_told(home: Home) -> None:
    library = opened(home)
    library.add(some(1200))
    told: list[float] = []
    assert library.build_index(told.append)
    assert told == sorted(told) and 0 < told[0] <= told[-1] <= 1


_BUILD = """
import sys
from datetime import UTC, datetime
from readerapp.home import Home
from readerapp.library import Library, Shelf
from readerapp.library.search.searcher import SearchRequest, LazyStates
library = Library.open(Home.find(sys.argv[1]), clock=lambda: datetime.now(UTC))
print("begun", flush=True)
library.build_index(lambda part: None)
print("done", flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2, 0.4, 0.8])
def test_a_build_that_was_killed_is_made_good(home: Home, seconds: float) -> None:
    opened(home).add(some(3000))
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", _BUILD, str(home.data)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as builder:
        assert builder.stdout and builder.stdout.readline()
        time.sleep(seconds)  # the moment of the kill is what is tried here
        builder.send_signal(signal.SIGKILL)
    library = opened(home)
    assert found(library, "kernl 2917") == ["Kernel number 2917"]
    assert len(library.search("graph", dict, now=NOW).rows) == 3000


def test_a_rewritten_library_is_said(home: Home, full: Library) -> None:
    assert not full.trouble
    home.library.write_text('{"title": "Zebra"}\n')
    assert opened(home).trouble == ("papers.jsonl was changed by another program; reloaded",)


@pytest.mark.parametrize("count", [3, MANY])
def test_a_library_that_goes_away_while_it_is_indexed_is_no_error(home: Home, count: int) -> None:
    library = opened(home)
    library.add(some(count))
    home.library.unlink()
    assert not library.build_index()
    assert not library.search("kernel", dict, now=NOW).problems


def test_extending_the_index_reads_what_came_and_not_the_whole_library(
    home: Home, full: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extended() -> int:
        read: list[int] = []
        crc32 = zlib.crc32

        def counted(data: bytes, before: int = 0) -> int:
            read.append(len(data))
            return crc32(data, before)

        with monkeypatch.context() as patch:
            patch.setattr(zlib, "crc32", counted)
            assert full.build_index()
        return sum(read)

    full.add([paper("Zebra crossing")])
    first = extended()
    full.add(some(4 * MANY, start=MANY))
    assert full.build_index()
    full.add([paper("Zebra stripes")])
    assert extended() < 2 * first < home.library.stat().st_size


def test_a_copied_index_is_used_whatever_the_times_of_its_files(
    home: Home, full: Library, documents: list[int]
) -> None:
    for file in (home.cache / "index" / "tantivy").iterdir():
        os.utime(file)
    assert found(opened(home), "kernl 717") == ["Kernel number 717"]
    assert not documents


def test_a_library_that_begins_otherwise_is_indexed_anew(
    home: Home, full: Library, documents: list[int]
) -> None:
    text = home.library.read_text()
    home.library.write_text(text.replace("Kernel number 5", "Canvas number 5") + '{"title": "Zebra"}\n')
    full.poll()
    shelf = full.search("title:canvas", dict, now=NOW)
    assert len(shelf.rows) == 111 and not shelf.partial
    assert not [title for title in found(full, "title:kernel") if title == "Kernel number 5"]
