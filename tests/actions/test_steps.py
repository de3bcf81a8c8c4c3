"""What undo takes: the reader's own last step, each add as a whole, papers before marks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from readerapp.actions.intake import undo_records
from readerapp.actions.machines.merging import merge
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError, Unwritable
from readerapp.domain.record import to_record
from readerapp.home import Home
from readerapp.library import Library
from tests.state.helpers import Ticking

Source = Callable[..., str]


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A file of papers by their numbers, with what each is to say besides."""

    def make(*numbers: int, **said: Any) -> str:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        rows = [{"title": f"Paper number {n}", "arxiv_id": f"2401.{n:05d}", **said} for n in numbers]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return str(path)

    return make


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[ReadingList]:
    with ReadingList.open(tmp_path / "home", clock=Ticking()) as lib:
        yield lib


def key(number: int) -> str:
    return f"arxiv:2401.{number:05d}"


def there(lib: ReadingList) -> set[str]:
    return {hit.paper.key for hit in lib.search()}


@pytest.mark.parametrize("count", [1, 2, 700])
def test_undo_after_an_add_takes_the_add_and_not_the_mark_before_it(
    lib: ReadingList, source: Source, count: int
) -> None:
    lib.add([source(0)])
    lib.mark("read", key(0))
    lib.add([source(*range(1, count + 1))])
    done = lib.undo()
    assert done.message.startswith("Undid: added")
    assert there(lib) == {key(0)}
    assert lib.state(key(0)).status == "read"
    assert lib.redo().message.startswith("Redid: added")
    assert there(lib) == {key(n) for n in range(count + 1)}
    lib.undo()
    assert "marked" in lib.undo().message
    assert lib.state(key(0)).status == "unread"


def test_undo_of_an_add_works_in_another_run_and_leaves_other_papers(tmp_path: Path, source: Source) -> None:
    clock = Ticking()
    with ReadingList.open(tmp_path / "home", clock=clock) as lib:
        lib.add([source(1, 2)])
    with ReadingList.open(tmp_path / "home", clock=clock) as lib:
        lib.add([source(3)])
        (_, oldest) = lib.store.entries()
        lib.undo(oldest.id)
        assert there(lib) == {key(3)}
        with pytest.raises(ReaderError, match="undone already"):
            lib.undo(oldest.id)
        lib.redo(oldest.id)
    with ReadingList.open(tmp_path / "home", clock=clock) as lib:
        assert there(lib) == {key(1), key(2), key(3)}


def test_an_add_that_tells_more_of_a_paper_is_taken_back_to_what_it_said(
    lib: ReadingList, source: Source
) -> None:
    lib.add([source(1, 2, upvotes=3)])
    before = to_record(lib.paper(key(1)))
    lib.add([source(1, 3, upvotes=9, abstract="More of it.")])
    after = to_record(lib.paper(key(1)))
    assert lib.undo().message == 'Undid: added "Paper number 3" and updated 1 paper'
    assert to_record(lib.paper(key(1))) == before
    assert there(lib) == {key(1), key(2)}
    lib.redo()
    assert to_record(lib.paper(key(1))) == after
    assert there(lib) == {key(1), key(2), key(3)}


def test_what_came_to_a_paper_after_an_add_stays_when_the_add_is_undone(
    lib: ReadingList, source: Source
) -> None:
    lib.add([source(1, upvotes=3)])
    lib.add([source(1, upvotes=9)])
    updated = lib.store.entries()[0].id
    lib.add([source(1, abstract="Later.")])
    lib.undo(updated)
    assert lib.paper(key(1)).abstract == "Later."


def test_an_undone_add_can_be_added_again(lib: ReadingList, source: Source) -> None:
    path = source(1, 2)
    for _ in range(2):
        assert lib.add([path]).new == 2
        assert there(lib) == {key(1), key(2)}
        lib.undo()
        assert lib.library.seeded
    assert lib.add([path]).new == 2
    assert lib.add([path]).same == 2
    assert len([entry for entry in lib.store.entries() if entry.action == "add"]) == 3


def test_a_paper_keeps_the_better_key_that_an_undone_add_brought_and_its_state(
    lib: ReadingList, tmp_path: Path, source: Source
) -> None:
    (tmp_path / "title.jsonl").write_text('{"title": "Paper number 1", "abstract": "By title."}\n')
    lib.add([str(tmp_path / "title.jsonl")])
    (old,) = there(lib)
    lib.note(old, "mine")
    lib.add([source(1, upvotes=7)])
    assert there(lib) == {key(1)}
    lib.undo()
    assert there(lib) == {key(1)}
    assert lib.paper(key(1)).upvotes is None
    assert lib.state(old).note == "mine"


def test_a_dry_run_or_an_add_of_what_is_there_is_no_step(lib: ReadingList, source: Source) -> None:
    path = source(1)
    lib.add([path])
    lib.add([source(2)], dry_run=True)
    lib.add([path])
    assert len(lib.store.entries()) == 1
    assert len(list(lib.home.arrivals.iterdir())) == 1


def test_the_journal_has_a_short_line_for_an_add_of_any_size(lib: ReadingList, source: Source) -> None:
    lib.add([source(*range(500))])
    lib.flush()
    assert (lib.home.data / "journal.jsonl").stat().st_size < 1000
    assert {path.stat().st_mode & 0o777 for path in lib.home.arrivals.iterdir()} == {0o600}


def test_so_many_adds_can_be_undone_and_older_ones_say_that_they_cannot(
    lib: ReadingList, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_records, "_MAX_FILES", 2)
    for number in range(4):
        lib.add([source(number)])
    lib.undo()
    lib.undo()
    with pytest.raises(ReaderError, match="too long ago"):
        lib.undo()
    assert there(lib) == {key(0), key(1)}


def full(*_: object, **__: object) -> None:
    raise Unwritable("papers.jsonl can't be written: No space left on device")


@pytest.mark.parametrize("step", ["remove", "add"])
def test_a_step_is_undone_only_once_its_papers_are(
    lib: ReadingList, source: Source, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    lib.add([source(1)])
    lib.mark("read", key(1))
    if step == "remove":
        lib.remove(key(1))
    else:
        lib.add([source(2)])
    before = there(lib)
    with monkeypatch.context() as patch:
        patch.setattr(Library, "write", full)
        for _ in range(2):
            with pytest.raises(Unwritable, match="No space"):
                lib.undo()
    assert there(lib) == before
    assert not any(entry.undone for entry in lib.store.entries())
    assert step in lib.store.entries()[0].action
    lib.undo()
    assert there(lib) == {key(1)}
    with monkeypatch.context() as patch:
        patch.setattr(Library, "write", full)
        with pytest.raises(Unwritable, match="No space"):
            lib.redo()
    assert there(lib) == {key(1)}
    lib.redo()
    assert there(lib) == before


def test_an_undo_cut_short_between_papers_and_journal_is_done_again(
    tmp_path: Path, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Ticking()
    with ReadingList.open(tmp_path / "home", clock=clock) as lib:
        lib.add([source(1, 2)])
        write = Library.write

        def killed(library: Library, records: Any, **how: Any) -> None:
            write(library, records, **how)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(Library, "write", killed)
            lib.undo()
    with ReadingList.open(tmp_path / "home", clock=clock) as lib:
        assert lib.library.seeded
        lib.undo()
        assert lib.store.entries()[0].undone
        lib.redo()
        assert there(lib) == {key(1), key(2)}


def test_undo_takes_the_readers_own_step_and_a_merge_only_by_its_name(
    lib: ReadingList, source: Source, tmp_path: Path
) -> None:
    away = Home.find(tmp_path / "away")
    lib.add([source(1, 2)])
    with ReadingList.open(away, clock=Ticking()) as other:
        other.add([source(1, 2)])
        other.note(key(2), "theirs")
    lib.note(key(1), "mine")
    merge(lib, [away.state])
    assert lib.state(key(2)).note == "theirs"
    assert "wrote a note" in lib.undo().message
    assert (lib.state(key(1)).note, lib.state(key(2)).note) == ("", "theirs")
    (merged,) = [entry for entry in lib.store.entries() if entry.action == "merge"]
    assert lib.undo(merged.id).step == merged.id
    assert lib.state(key(2)).note == ""


def test_a_step_that_is_none_is_refused_in_a_line(lib: ReadingList, source: Source) -> None:
    lib.add([source(1)])
    lib.mark("read", key(1))
    for name in ("nothing", "x.1"):
        with pytest.raises(ReaderError, match="readerapp log"):
            lib.undo(name)
    assert lib.store.entries()[0].undone is False


def test_a_tag_is_undone_beside_what_another_machine_did_to_the_others(
    lib: ReadingList, source: Source, tmp_path: Path
) -> None:
    away = Home.find(tmp_path / "away")
    lib.add([source(1)])
    with ReadingList.open(away, clock=Ticking(datetime.fromisoformat("2026-11-22T10:00:00+00:00"))) as other:
        other.add([source(1)])
        other.tag([key(1)], ["theirs"])
    lib.tag([key(1)], ["mine"])
    merge(lib, [away.state])
    assert lib.state(key(1)).tags == ("mine", "theirs")
    lib.undo()
    assert lib.state(key(1)).tags == ("theirs",)
    lib.redo()
    assert lib.state(key(1)).tags == ("mine", "theirs")
