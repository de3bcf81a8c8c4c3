"""Papers put off until a date: in the file, in memory and merged."""

from __future__ import annotations

import json
from typing import Any

import pytest

from readerapp.domain.errors import ReaderError
from readerapp.home import Home
from readerapp.state.document import blank
from readerapp.state.merge import join
from tests.state.conftest import Opener
from tests.state.helpers import edit, on_disk

BEFORE, DAY, AFTER = "2026-11-29", "2026-11-30", "2026-12-01"


def write_by_hand(home: Home, later: Any) -> None:
    """Edit the only document of the file."""
    tables = json.loads(home.state.read_text("utf-8"))
    (document,) = tables["papers"].values()
    document["later"] = later
    home.state.write_text(json.dumps(tables), "utf-8")


def test_the_date_is_in_the_file_with_the_time_of_its_change(opened: Opener, home: Home) -> None:
    store = opened()
    edit(store, "a", later=DAY)
    edit(store, "b", rating=3)
    store.close()
    documents = on_disk(home)
    assert documents["a"]["later"] == DAY and documents["a"]["changed"].keys() == {"later"}
    assert documents["b"]["later"] is None
    assert opened().get("a").later == DAY


@pytest.mark.parametrize("value", ["soon", "2026-13-01", "20261130", "2026-W01-1", 7, ["2026-11-30"], True])
def test_a_wrong_date_counts_as_none_and_no_caller_can_set_it(opened: Opener, home: Home, value: Any) -> None:
    store = opened()
    edit(store, "a", queue=1.0)
    with pytest.raises(ReaderError):
        edit(store, "a", later=value)
    store.close()
    write_by_hand(home, value)
    store = opened()
    assert store.get("a").later is None
    assert store.queue(BEFORE) == ("a",) and not store.away(BEFORE)


def test_a_document_of_an_earlier_version_is_of_a_paper_not_put_off(opened: Opener, home: Home) -> None:
    old = {name: value for name, value in blank("a").items() if name != "later"}
    home.state.parent.mkdir(parents=True)
    home.state.write_text(json.dumps({"meta": {"1": {"schema": 1}}, "papers": {"1": old}}), "utf-8")
    store = opened()
    assert store.get("a").later is None
    edit(store, "a", later=DAY)
    assert store.undo() and store.get("a").later is None


def test_a_paper_is_away_until_its_day_begins(opened: Opener) -> None:
    store = opened()
    edit(store, "a", later=DAY)
    assert store.away(BEFORE) == {"a"}
    assert not store.away(DAY) and not store.away(AFTER)
    assert (store.get("a").is_put_off(BEFORE), store.get("a").is_back(BEFORE)) == (True, False)
    assert (store.get("a").is_put_off(DAY), store.get("a").is_back(DAY)) == (False, True)


def test_a_clock_that_jumps_back_puts_it_off_again_and_loses_nothing(opened: Opener) -> None:
    store = opened()
    for n, key in enumerate("abc"):
        edit(store, key, queue=float(n))
    edit(store, "b", later=DAY)
    for today, queue in ((BEFORE, "ac"), (AFTER, "abc"), (BEFORE, "ac"), ("9999-12-31", "abc")):
        assert "".join(store.queue(today)) == queue
        assert [store.place(key, today) for key in queue] == list(range(1, len(queue) + 1))
    assert store.place("b", BEFORE) is None
    assert store.queue() == ("a", "b", "c")


def test_an_archived_paper_is_archived_and_not_put_off(opened: Opener) -> None:
    store = opened()
    edit(store, "a", later=DAY, status="archived")
    assert store.later("a") is None and store.away(BEFORE) == {"a"} == store.away(AFTER)
    assert not store.get("a").is_put_off(BEFORE) and not store.get("a").is_back(AFTER)


def test_of_two_dates_the_later_change_stands() -> None:
    sides = [
        {**blank("a"), "later": day, "changed": {"later": f"2026-11-2{n}T00:00:00.000000Z"}}
        for n, day in ((1, AFTER), (2, DAY), (3, None))
    ]
    assert join(sides[0], sides[1])["later"] == join(sides[1], sides[0])["later"] == DAY
    assert join(sides[1], sides[2])["later"] is join(sides[2], sides[1])["later"] is None


def test_a_date_set_by_hand_is_a_change_of_its_own(opened: Opener, home: Home) -> None:
    store = opened()
    edit(store, "a", rating=3)
    store.close()
    write_by_hand(home, DAY)
    store = opened()
    assert store.get("a").later == DAY and "later" in store.get("a").changed
