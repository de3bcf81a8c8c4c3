"""The numbers that order the queue."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readerapp.actions.queueing import moved

NUMBERS = st.lists(st.floats(-1e6, 1e6), max_size=8, unique=True).map(sorted)


def test_between_two_papers_only_the_moved_one_gets_a_number() -> None:
    assert moved({"a": 1.0, "b": 2.0}, "x", 1) == {"x": 1.5}


def test_at_the_head_and_at_the_end_there_is_always_room() -> None:
    assert moved({"a": 1.0}, "x", 0) == {"x": 0.0}
    assert moved({"a": 1.0}, "x", 1) == {"x": 2.0}
    assert moved({}, "x", 0) == {"x": 1.0}
    assert moved({"a": 1.0}, ["x", "y"], 0) == {"x": -1.0, "y": 0.0}
    assert moved({"a": 1.0}, ["x", "y"], 1) == {"x": 2.0, "y": 3.0}


def test_where_no_number_fits_between_all_are_counted_anew() -> None:
    assert moved({"a": 1.0, "b": 1.0000000000000002}, "x", 1) == {"a": 1.0, "x": 2.0, "b": 3.0}


@given(NUMBERS, st.data())
def test_a_moved_paper_stands_where_it_was_put(numbers: list[float], data: st.DataObject) -> None:
    before = {str(n): number for n, number in enumerate(numbers)}
    index = data.draw(st.integers(0, len(numbers)))
    after = before | moved(before, "x", index)
    order = sorted(after, key=after.__getitem__)
    assert order == [*list(before)[:index], "x", *list(before)[index:]]


@given(NUMBERS, st.integers(2, 5), st.data())
def test_papers_moved_together_stand_side_by_side(
    numbers: list[float], count: int, data: st.DataObject
) -> None:
    before = {str(n): number for n, number in enumerate(numbers)}
    keys = list("vwxyz"[:count])
    index = data.draw(st.integers(0, len(numbers)))
    after = before | moved(before, keys, index)
    order = sorted(after, key=after.__getitem__)
    assert order == [*list(before)[:index], *keys, *list(before)[index:]]
