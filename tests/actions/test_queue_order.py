"""The queue in a good order to read it in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readerapp.actions.queueing import good_order
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status

SURVEY = "Continual Learning of Large Language Models: A Comprehensive Survey"


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[ReadingList]:
    with ReadingList.open(tmp_path, clock=lambda: datetime(2026, 11, 20, tzinfo=UTC)) as lib:
        lib.queue(*(hit.paper.key for hit in lib.search("sort:-title", limit=30)))
        lib.queue(*(hit.paper.key for hit in lib.search(f'title:"{SURVEY}"')))
        yield lib


def test_surveys_come_first_and_all_stay_queued_in_one_step(lib: ReadingList) -> None:
    before = list(lib.queued())
    done = lib.order_queue()
    assert done.message == "Ordered 31 papers in the queue"
    assert lib.paper(lib.queued()[0]).title == SURVEY
    assert sorted(lib.queued()) == sorted(before) and list(lib.queued()) != before
    lib.undo()
    assert list(lib.queued()) == before


def test_the_order_is_the_same_on_every_run_and_however_they_were_queued(lib: ReadingList) -> None:
    planned = good_order(lib)
    lib.order_queue()
    assert list(lib.queued()) == planned == good_order(lib)
    assert not lib.order_queue().undoable
    keys = list(lib.queued())
    random.Random(5).shuffle(keys)
    lib.unqueue(*keys)
    lib.queue(*keys)
    lib.order_queue()
    assert list(lib.queued()) == planned


def test_papers_being_read_keep_their_places(lib: ReadingList) -> None:
    pinned = {place: lib.queued()[place] for place in (0, 7, 30)}
    for key in pinned.values():
        lib.mark(Status.READING, key)
    lib.order_queue()
    assert {place: lib.queued()[place] for place in pinned} == pinned


def test_with_keys_only_those_change_places_among_themselves(lib: ReadingList) -> None:
    before = list(lib.queued())
    some = before[3:20:4]
    done = lib.order_queue(*some)
    assert set(done.keys) == set(some)
    after = list(lib.queued())
    assert [key for key in after if key not in some] == [key for key in before if key not in some]
    assert {after.index(key) for key in some} == {before.index(key) for key in some}


def test_only_papers_that_move_get_a_number(lib: ReadingList) -> None:
    before = {key: lib.state(key).queue for key in lib.queued()}
    lib.order_queue(*lib.queued()[:2])
    changed = {key for key in lib.queued() if lib.state(key).queue != before[key]}
    assert changed <= {*list(before)[:2]}
    assert sorted(str(lib.state(key).queue) for key in before) == sorted(map(str, before.values()))


def test_where_there_is_nothing_to_order_nothing_is_done(lib: ReadingList) -> None:
    lib.mark(Status.READING, *lib.queued())
    assert not lib.order_queue().undoable
    lib.unqueue(*lib.queued())
    assert not lib.order_queue().undoable
