"""The seed is back when the add that replaced it is undone, and stays away from an emptied library."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.seeds import read_seeds
from readerapp.home import shipped
from tests.state.helpers import Ticking

Opened = Callable[[], ReadingList]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    clock = Ticking()
    return lambda: ReadingList.open(tmp_path / "home", clock=clock)


@pytest.fixture
def seed(tmp_path: Path) -> set[str]:
    return {paper.key for paper in read_seeds(shipped("seeds"), tmp_path / "seed cache")}


def file(tmp_path: Path, *numbers: int) -> str:
    path = tmp_path / f"{numbers[0]}.jsonl"
    rows = [{"title": f"Paper number {n}", "arxiv_id": f"2401.{n:05d}"} for n in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def key(number: int) -> str:
    return f"arxiv:2401.{number:05d}"


def there(lib: ReadingList) -> set[str]:
    return {lib.library.key(row) for row in lib.shelf("is:any").rows}


@pytest.mark.parametrize("count", [1, 88, 700])
def test_the_seed_is_back_when_the_first_add_is_undone(
    opened: Opened, tmp_path: Path, seed: set[str], count: int
) -> None:
    numbers = range(count)
    added = {key(number) for number in numbers}
    with opened() as lib:
        assert there(lib) == seed
        lib.add([file(tmp_path, *numbers)])
        assert there(lib) == added
        lib.undo()
        assert there(lib) == seed and len(lib.library) == len(seed)
        assert not lib.poll() and not lib.trouble
        lib.redo()
        assert there(lib) == added
        lib.undo()
    with opened() as lib:
        assert there(lib) == seed
        assert {hit.paper.key for hit in lib.search("is:unread")} == seed
        lib.redo()
        assert there(lib) == added
    with opened() as lib:
        assert there(lib) == added and not lib.trouble


def test_a_running_list_shows_the_seed_when_another_program_undoes_the_first_add(
    opened: Opened, tmp_path: Path, seed: set[str]
) -> None:
    with opened() as lib, opened() as other:
        lib.add([file(tmp_path, 1)])
        lib.flush()
        other.poll()
        other.undo()
        other.flush()
        assert lib.poll() and there(lib) == seed
        other.redo()
        assert lib.poll() and there(lib) == {key(1)} and not lib.trouble


def test_a_mark_on_a_seed_paper_keeps_the_seed_that_is_shown_again(
    opened: Opened, tmp_path: Path, seed: set[str]
) -> None:
    marked = min(seed)
    with opened() as lib:
        lib.add([file(tmp_path, 1)])
        lib.undo()
        lib.mark("read", marked)
        assert there(lib) == seed
        lib.add([file(tmp_path, 2)])
    with opened() as lib:
        assert there(lib) == {*seed, key(2)}
        lib.undo()
        assert there(lib) == seed and lib.state(marked).status == "read"


def test_a_mark_on_a_seed_paper_before_the_add_holds_when_the_add_is_undone(
    opened: Opened, tmp_path: Path, seed: set[str]
) -> None:
    marked = min(seed)
    with opened() as lib:
        lib.mark("read", marked)
        lib.add([file(tmp_path, 1)])
        lib.undo()
        assert there(lib) == seed and lib.state(marked).status == "read"


def test_an_add_after_an_undone_first_one_starts_the_library_as_that_did(
    opened: Opened, tmp_path: Path
) -> None:
    with opened() as lib:
        lib.add([file(tmp_path, 1)])
        lib.undo()
        lib.add([file(tmp_path, 2)])
        assert there(lib) == {key(2)}
    with opened() as lib:
        assert there(lib) == {key(2)}


def test_a_library_that_its_reader_emptied_stays_empty(opened: Opened, tmp_path: Path) -> None:
    with opened() as lib:
        lib.add([file(tmp_path, 1)])
        lib.undo()
        lib.add([file(tmp_path, 2, 3)])
        lib.remove(key(2), key(3))
        assert not there(lib)
    with opened() as lib:
        assert not there(lib) and not len(lib.library)
        lib.undo()
        assert there(lib) == {key(2), key(3)}


def test_the_seed_itself_added_first_is_there_after_its_undo_and_redo(opened: Opened, seed: set[str]) -> None:
    with opened() as lib:
        lib.add([str(path) for path in shipped("seeds").iterdir()])
        assert there(lib) == seed
        lib.undo()
        assert there(lib) == seed and lib.library.seeded
        lib.mark("read", min(seed))
        assert there(lib) == seed and not lib.library.seeded
    with opened() as lib:
        assert there(lib) == seed
        assert lib.state(min(seed)).status == "read"
