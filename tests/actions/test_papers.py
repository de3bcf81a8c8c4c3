"""Papers taken out, made one or kept two: each one undo step, across restarts and crashes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readerapp.actions.doctor import examine
from readerapp.actions.machines.merging import merge
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import NoSuchPaper, ReaderError, Unwritable
from readerapp.domain.ids.keys import title_key
from readerapp.domain.paper import Links, Paper, Sighting
from readerapp.domain.state import State, Status
from readerapp.home import Home
from readerapp.library import Library

KNOWN, NAMED, THIRD = "arxiv:2405.00001", title_key("Attention is all you nead"), "arxiv:2405.00003"
PAPERS = (
    Paper(key=KNOWN, title="Attention Is All You Need", authors=("Ada Byron",), upvotes=3),
    Paper(key=NAMED, title="Attention is all you nead", abstract="Words.", keywords=("nlp",)),
    Paper(key=THIRD, title="Quite Another", links=Links(repo=("https://github.com/a/b",))),
)


@contextmanager
def opened(home: Path) -> Iterator[ReadingList]:
    with ReadingList.open(home, clock=lambda: datetime(2026, 11, 20, tzinfo=UTC)) as lib:
        yield lib


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[ReadingList]:
    with opened(tmp_path) as lib:
        lib.library.add(PAPERS)
        yield lib


def papers(lib: ReadingList) -> dict[str, Paper]:
    return {hit.paper.key: hit.paper for hit in lib.search()}


def marks(lib: ReadingList) -> dict[str, tuple[object, ...]]:
    """What the reader did, paper by paper, where it is anything."""
    found = {key: _values(lib.state(key)) for key in (KNOWN, NAMED, THIRD)}
    return {key: values for key, values in found.items() if values != _values(State(key=key))}


def _values(state: State) -> tuple[object, ...]:
    return state.status, state.is_queued, state.note, state.tags, state.rating


def mark(lib: ReadingList) -> None:
    """What a reader may have done with both of two papers that turn out to be one."""
    lib.mark(Status.READING, NAMED)
    lib.note(KNOWN, "First thoughts.")
    lib.note(NAMED, "Second thoughts.")
    lib.tag([KNOWN], ["a"])
    lib.tag([NAMED], ["b"])
    lib.rate(4, NAMED)
    lib.queue(THIRD, NAMED)


def test_a_removed_paper_is_out_and_comes_back_with_its_marks(lib: ReadingList, tmp_path: Path) -> None:
    lib.rate(5, THIRD)
    done = lib.remove(THIRD)
    assert (done.message, done.undoable) == ('Removed "Quite Another"', True)
    assert THIRD not in papers(lib) and lib.state(THIRD).rating == 5
    lib.close()
    with opened(tmp_path) as again:
        assert THIRD not in papers(again)
        assert again.undo().message == 'Undid: removed "Quite Another"'
        assert papers(again)[THIRD].links == PAPERS[2].links
        assert again.redo().keys and THIRD not in papers(again)


def test_several_are_removed_as_one_step_and_unknown_ones_refused(lib: ReadingList) -> None:
    assert lib.remove(KNOWN, THIRD).message == 'Removed "Attention Is All You Need" and "Quite Another"'
    assert list(papers(lib)) == [NAMED]
    lib.undo()
    assert papers(lib).keys() == {KNOWN, NAMED, THIRD}
    with pytest.raises(NoSuchPaper):
        lib.remove("arxiv:9999.99999")


def test_a_seed_can_be_removed(tmp_path: Path) -> None:
    with opened(tmp_path) as lib:
        lib.remove(lib.search(limit=1)[0].paper.key)
        assert len(lib.search()) == 87
        lib.undo()
        assert len(lib.search()) == 88


def test_what_came_in_again_since_stays_when_its_removal_is_undone(lib: ReadingList) -> None:
    lib.remove(THIRD)
    lib.library.add([Paper(key=THIRD, title="Quite Another", stars=7)])
    lib.undo()
    found = papers(lib)[THIRD]
    assert (found.stars, found.links) == (7, PAPERS[2].links)


def test_two_papers_become_one_with_what_the_reader_did_with_both(lib: ReadingList) -> None:
    mark(lib)
    assert lib.same(NAMED, KNOWN).keys == (KNOWN,)
    assert papers(lib).keys() == {KNOWN, THIRD}
    found = papers(lib)[KNOWN]
    assert (found.title, found.abstract, found.upvotes) == ("Attention Is All You Need", "Words.", 3)
    assert lib.paper(NAMED) == found and lib.find(NAMED) == KNOWN
    note = "First thoughts.\n\nSecond thoughts."
    assert marks(lib)[KNOWN] == (Status.READING, True, note, ("a", "b"), 4)
    assert list(lib.queued()) == [THIRD, KNOWN]


def test_a_key_that_a_paper_had_before_works_on(lib: ReadingList) -> None:
    lib.note(NAMED, "Before.")
    lib.same(KNOWN, NAMED)
    lib.rate(3, NAMED)
    lib.note(NAMED, "After.", began="Before.")
    assert lib.state(NAMED) == lib.state(KNOWN)
    assert (lib.state(KNOWN).rating, lib.state(KNOWN).note) == (3, "After.")
    assert KNOWN in lib.store.states and lib.store.get(NAMED).note == ""


def test_undo_brings_both_papers_and_what_the_reader_did_with_each_back(
    lib: ReadingList, tmp_path: Path
) -> None:
    mark(lib)
    before, marked, queued = papers(lib), marks(lib), list(lib.queued())
    lib.same(KNOWN, NAMED)
    one, once = papers(lib), marks(lib)
    lib.close()
    for _ in range(2):  # each time as another run
        with opened(tmp_path) as again:
            assert again.undo().keys
            assert (papers(again), marks(again), list(again.queued())) == (before, marked, queued)
        with opened(tmp_path) as again:
            assert (papers(again), marks(again), list(again.queued())) == (before, marked, queued)
            assert again.redo().keys
            assert (papers(again), marks(again)) == (one, once)


def test_what_was_learnt_since_stays_when_papers_are_parted(lib: ReadingList) -> None:
    lib.same(KNOWN, NAMED)
    seen = Sighting(source="hf", listed="2026-11-20", upvotes=40)
    lib.library.add([Paper(key=KNOWN, title=PAPERS[0].title, stars=9, upvotes=40, sightings=(seen,))])
    lib.undo()
    found = papers(lib)
    assert found.keys() == {KNOWN, NAMED, THIRD}
    assert (found[KNOWN].stars, found[KNOWN].upvotes, found[KNOWN].abstract) == (9, 40, "")
    lib.library.add([PAPERS[1]])
    assert papers(lib).keys() == {KNOWN, NAMED, THIRD}


def test_one_paper_cannot_be_made_one_again(lib: ReadingList) -> None:
    lib.same(KNOWN, NAMED)
    with pytest.raises(ReaderError, match="one paper already"):
        lib.same(KNOWN, NAMED)


def test_a_paper_that_came_by_title_stays_apart_once_a_reader_said_so(lib: ReadingList) -> None:
    lib.different(KNOWN, NAMED)
    assert papers(lib)[KNOWN].extra["different"] == [NAMED]
    lib.library.add([Paper(key=KNOWN, title=PAPERS[1].title)])
    assert papers(lib).keys() == {KNOWN, NAMED, THIRD}
    lib.undo()
    assert "different" not in papers(lib)[KNOWN].extra


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("undone", [False, True])
@pytest.mark.parametrize("step", ["remove", "same"])
def test_killed_between_the_files_nothing_is_lost_and_undo_puts_it_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, undone: bool
) -> None:
    def kill(*_: object) -> None:
        raise Killed

    with opened(tmp_path) as lib:
        lib.library.add(PAPERS)
        mark(lib)
        before, marked = papers(lib), marks(lib)
        act: dict[str, Callable[[], object]] = {
            "remove": lambda: lib.remove(NAMED),
            "same": lambda: lib.same(KNOWN, NAMED),
        }
        if undone:
            act[step]()
        monkeypatch.setattr(Library, "write", kill)
        with pytest.raises(Killed):
            lib.undo() if undone else act[step]()
        monkeypatch.undo()
    with opened(tmp_path) as again:
        if undone:
            again.redo()
        again.undo()
        assert (papers(again), marks(again)) == (before, marked)


def test_where_the_library_cannot_be_written_nothing_is_changed(
    lib: ReadingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Unwritable("no room")

    mark(lib)
    before, marked = papers(lib), marks(lib)
    monkeypatch.setattr(Library, "write", full)
    with pytest.raises(Unwritable, match="no room"):
        lib.same(KNOWN, NAMED)
    assert (papers(lib), marks(lib)) == (before, marked)


def test_what_was_done_elsewhere_with_the_key_that_went_comes_along(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with opened(here) as lib:
        lib.library.add(PAPERS)
        lib.mark(Status.READ, KNOWN)
        lib.rate(2, NAMED)
    shutil.copytree(here, there)
    with opened(here) as lib:
        lib.same(KNOWN, NAMED)
    with opened(there) as lib:
        lib.note(NAMED, "Written elsewhere.")
    with opened(here) as lib:
        merge(lib, [there])
        assert papers(lib).keys() == {KNOWN, THIRD}
        state = lib.state(KNOWN)
        assert (state.status, state.rating, state.note) == (Status.READ, 2, "Written elsewhere.")


def test_after_two_became_one_the_home_is_well(lib: ReadingList, tmp_path: Path) -> None:
    mark(lib)
    lib.same(KNOWN, NAMED)
    lib.close()
    assert examine(Home.find(tmp_path), clock=lib.clock).is_well
