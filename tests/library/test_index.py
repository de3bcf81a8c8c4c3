"""The index is a cache: whatever happens to it, the next search is right."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from readerapp.domain.paper import Paper
from readerapp.home import Home
from readerapp.library import Library
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
    from readerapp.library import engine

    rows: list[int] = []
    make = engine.document

    def document(row: int, paper: Paper, listed: int) -> object:
        rows.append(row)
        return make(row, paper, listed)

    monkeypatch.setattr(engine, "document", document)
    return rows


def test_an_index_in_place_is_used_as_it_is(home: Home, full: Library, documents: list[int]) -> None:
    assert found(opened(home), "kernl 717") == ["Kernel number 717"]
    assert not documents


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


def forget_stamp(folder: Path) -> None:
    (folder / "made-from.json").unlink()


def spoil_stamp(folder: Path) -> None:
    (folder / "made-from.json").write_text('{"end": -1, "nonsense": true}')


def old_stamp(folder: Path) -> None:
    (folder / "made-from.json").write_text('{"end": 0, "checksum": 0, "lines": 0, "size": 0, "version": 0}')


HARMS = [damage_nothing, delete, delete_meta, cut_meta, cut_segments, empty_segments, delete_segments]
HARMS += [forget_stamp, spoil_stamp, old_stamp]


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_index_is_made_anew(home: Home, full: Library, harm: Callable[[Path], None]) -> None:
    harm(home.cache / "index")
    library = opened(home)
    assert found(library, "kernl 717") == ["Kernel number 717"]
    assert len(library.search("graph", dict, now=NOW).rows) == MANY


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


def test_while_another_process_builds_titles_are_searched(home: Home) -> None:
    library = opened(home)
    library.add(some())
    folder = home.cache / "index"
    folder.mkdir(mode=0o700)
    with FileLock(folder / "lock"):
        assert not library.build_index()
        assert found(library, "kernel 717") == ["Kernel number 717"]
        assert not found(library, "graph")
    assert library.build_index()
    assert len(library.search("graph", dict, now=NOW).rows) == MANY


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
from readerapp.library import Library
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


def test_a_mended_index_and_a_rewritten_library_are_said(home: Home, full: Library) -> None:
    assert not full.trouble
    cut_meta(home.cache / "index")
    library = opened(home)
    assert found(library, "kernl 717") == ["Kernel number 717"]
    assert library.trouble == ("The search index was damaged; it is made anew",)
    home.library.write_text('{"title": "Zebra"}\n')
    assert opened(home).trouble == ("papers.jsonl was changed by another program; read anew",)


@pytest.mark.parametrize("count", [3, MANY])
def test_a_library_that_goes_away_while_it_is_indexed_is_no_error(home: Home, count: int) -> None:
    library = opened(home)
    library.add(some(count))
    home.library.unlink()
    assert not library.build_index()
    assert not library.search("kernel", dict, now=NOW).problems
