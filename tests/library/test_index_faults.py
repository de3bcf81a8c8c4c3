"""Whatever happens while the index is built, the list stays usable and the end is right."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.search.index_writing import written
from tests.library.conftest import NOW, clock, paper, titles
from tests.library.test_index import MANY, documents, full, opened, some

__all__ = ["documents", "full"]  # fixtures
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readerapp.library.search.index_writing._STEP_BYTES", 20_000)
    monkeypatch.setattr("readerapp.library.search.index_writing._LINES_A_REPORT", 50)


def is_right(library: Library, count: int) -> bool:
    """The newest and any paper is found, misspelt too, and no other is."""
    shelf = library.search("graph", dict, now=NOW)
    near = titles(library, library.search(f"kernl {count - 1}", dict, now=NOW))
    return shelf.whole and len(shelf.rows) == count and near == [f"Kernel number {count - 1}"]


def stop_at(part: float) -> Callable[[float], None]:
    def progress(done: float) -> None:
        if done >= part:
            raise KeyboardInterrupt

    return progress


@pytest.mark.parametrize("part", [0.0, 0.4, 0.9])
def test_a_build_that_is_stopped_goes_on_where_it_was(home: Home, documents: list[int], part: float) -> None:
    opened(home).add(some(2000))
    with pytest.raises(KeyboardInterrupt):
        opened(home).build_index(stop_at(part))
    done = len(documents)
    library = opened(home)
    assert library.build_index()
    assert 2000 <= len(documents) <= 2000 + done - part * 1500, "only a step is done again"
    assert is_right(library, 2000) and is_right(opened(home), 2000)


def test_what_came_and_changed_while_a_build_was_stopped_is_indexed_too(home: Home) -> None:
    library = opened(home)
    library.add(some(2000))
    with pytest.raises(KeyboardInterrupt):
        library.build_index(stop_at(0.7))
    library.add([paper("Kernel number 5, renamed", "About canvas", key="doi:10.1000/5")])
    library.write([{"key": "doi:10.1000/6", "removed": True}])
    library.add(some(500, start=2000))
    again = opened(home)
    assert again.build_index()
    assert len(again.search("graph", dict, now=NOW).rows) == 2500 - 1
    assert titles(again, again.search("canvas", dict, now=NOW)) == ["Kernel number 5, renamed"]


def test_a_stopped_build_of_a_library_that_was_rewritten_is_no_part_of_the_next(home: Home) -> None:
    opened(home).add(some(2000))
    with pytest.raises(KeyboardInterrupt):
        opened(home).build_index(stop_at(0.7))
    text = home.library.read_text()
    home.library.write_text(text.replace("Kernel number 7", "Canvas number 7"))
    library = opened(home)
    assert not [
        title for title in titles(library, library.search("title:kernel", dict, now=NOW)) if "r 7" in title
    ]


def grow(path: Path) -> None:
    with path.open("a") as file:
        file.write('{"key": "doi:10.1000/2000", "title": "Kernel number 2000", "abstract": "graph"}\n')


def shrink(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:1000]))


def replace(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    other = path.with_name("other")
    other.write_bytes(b"".join(lines[500:1500]))
    other.replace(path)


def change_in_place(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"About graph 1", b"About grape 1"))


def damage(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[:60_000] + b"\0" * 5000 + raw[65_000:])


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("change", [grow, shrink, replace, change_in_place, damage, remove])
@pytest.mark.parametrize("part", [0.0, 0.6])
def test_a_library_that_changes_while_it_is_indexed_is_found_as_it_is_then(
    home: Home, change: Callable[[Path], None], part: float
) -> None:
    library = opened(home)
    library.add(some(2000))
    changes = [change]

    def progress(done: float) -> None:
        if done >= part and changes:
            changes.pop()(home.library)

    library.build_index(progress)
    assert not changes
    library.search("graph", dict, now=NOW)
    library.poll()
    other = Home.find(home.data.parent / "other")
    if home.library.exists():
        other.data.mkdir(parents=True)
        other.library.write_bytes(home.library.read_bytes())
    for query in ("graph", "grape", "kernl 1990", "kernel", "title:kernel abstract:graph"):
        expected = opened(other).search(query, dict, now=NOW)
        for found in (library.search(query, dict, now=NOW), opened(home).search(query, dict, now=NOW)):
            assert sorted(found.rows) == sorted(expected.rows), query
            assert found.whole


_KILLED = """
import os, sys, signal
from datetime import UTC, datetime
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.search.index_writing import written
from readerapp.library.search import index_writing
index_writing._STEP_BYTES, index_writing._LINES_A_REPORT = 20_000, 50
def progress(part):
    if part >= float(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
Library.open(Home.find(sys.argv[1]), clock=lambda: datetime.now(UTC)).build_index(progress)
"""


@pytest.mark.parametrize("part", ["0.0", "0.5", "0.95"])
def test_a_program_killed_while_it_builds_leaves_what_the_next_goes_on_with(
    home: Home, documents: list[int], part: str
) -> None:
    opened(home).add(some(2000))
    subprocess.run([sys.executable, "-c", _KILLED, str(home.data), part], cwd=ROOT, check=False)
    assert is_right(opened(home), 2000)
    assert len(documents) < 2000 * (1.2 - float(part))


_LIMITED = """
import resource, sys
from datetime import UTC, datetime
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.search.index_writing import written
library = Library.open(Home.find(sys.argv[1]), clock=lambda: datetime.now(UTC))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
shelf = library.search("graph", dict, now=datetime.now(UTC))
print(len(shelf.rows), shelf.whole)
print("\\n".join(library.trouble))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
@pytest.mark.parametrize("size", [0, 2000, 8000])
def test_on_a_full_disk_the_index_is_kept_in_memory_and_one_line_says_so(home: Home, size: int) -> None:
    opened(home).add(some(2000))
    command = [sys.executable, "-c", _LIMITED, str(home.data), str(size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    answer, *trouble = done.stdout.splitlines()
    assert answer == "2000 True" and not done.stderr
    assert len(trouble) == 1 and "can't be written" in trouble[0] and "in memory" in trouble[0]
    left = [file.stat().st_size for file in (home.cache / "index").rglob("*") if file.is_file()]
    assert sum(left) < 10_000, "it takes no room"
    assert is_right(opened(home), 2000)


def test_papers_lost_on_the_way_to_the_disk_are_noticed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    library = opened(home)
    library.add(some(MANY))
    where = "readerapp.library.search.index.written"

    def lost(*_: object) -> tuple[()]:
        monkeypatch.setattr(where, written)
        return ()

    monkeypatch.setattr(where, lost)
    assert is_right(library, MANY)
    assert len(library.trouble) == 1 and "in memory" in library.trouble[0]


_BUILD = """
import sys
from datetime import UTC, datetime
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.search.index_writing import written
library = Library.open(Home.find(sys.argv[1]), clock=lambda: datetime.now(UTC))
print("begun", flush=True)
sys.stdin.readline()
assert library.build_index(lambda part: None, wait=True)
shelf = library.search("graph", dict, now=datetime.now(UTC))
print(len(shelf.rows), shelf.whole)
"""


def test_programs_that_build_at_once_all_get_the_one_index(home: Home) -> None:
    opened(home).add(some(2000))
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", _BUILD, str(home.data)]
    programs = [subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) for _ in range(3)]
    assert all(each.stdout and each.stdout.readline() for each in programs)
    for each in programs:
        assert each.stdin
        each.stdin.write("\n")
        each.stdin.flush()
    assert [each.communicate()[0] for each in programs] == ["2000 True\n"] * 3
    assert is_right(Library.open(home, clock=clock), 2000)


@pytest.mark.parametrize("more", [0, 5])
def test_a_library_that_cannot_be_read_is_no_fault_of_the_index(home: Home, full: Library, more: int) -> None:
    full.add(some(more, start=MANY))
    library = opened(home)
    if not more:
        (home.cache / "index" / "made-from.json").unlink()
    aside = home.library.rename(home.data / "aside")
    home.library.mkdir()
    assert not library.build_index(wait=True)
    assert not library.search("kernel", dict, now=NOW).whole
    assert not library.trouble
    home.library.rmdir()
    aside.rename(home.library)
    assert is_right(library, MANY + more) and not library.trouble
