"""The orders of all rows that depend on papers alone; papers of one day stay in file order."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from readerapp.library.columns.later import Later
from readerapp.library.columns.numbers import copied
from readerapp.library.columns.table import DATED, ORDERS, Columns

_MAX_INSERTED = 1 / 8
"""Part of the rows up to which they are put in their places one by one; more are sorted with the others."""


def orders_of(columns: Columns) -> Mapping[str, Sequence[int]]:
    """Return every order of columns that have none, each when it is asked for."""
    # every other order begins with that by date, which is made once
    dated = cache(partial(_descending, range(columns.size), columns.numbers[DATED]))
    return Later(ORDERS, partial(_order, columns, dated))


def _order(columns: Columns, dated: Callable[[], array[int]], name: str) -> array[int]:
    if name == DATED:
        return dated()
    if name != "title":
        return _descending(dated(), columns.numbers[name])
    titles = bytes(columns.texts["titles"].whole().data).split(b"\n")
    return array("I", sorted(dated(), key=titles.__getitem__))


def _descending(order: Iterable[int], column: Sequence[int]) -> array[int]:
    # all that numbers a column has are exact as floats, which compare in a fifth of the time
    keys = array("d", column).tolist()
    return array("I", sorted(order, key=keys.__getitem__, reverse=True))


def changed_orders(before: Columns, after: Columns, changed: Collection[int]) -> Mapping[str, Sequence[int]]:
    """Return the orders of columns of which rows changed or are new, given those before."""
    if len(changed) > after.size * _MAX_INSERTED:
        return orders_of(after)
    old = [row for row in changed if row < before.size]
    found = {}
    for name in ORDERS:
        then, now = _key(name, before), _key(name, after)
        order = before.orders[name]
        gone = sorted(bisect_left(order, then(row), key=then) for row in old)
        found[name] = _inserted(_without(order, gone), sorted((now(row), row) for row in changed), now)
    return found


def _key(name: str, columns: Columns) -> Callable[[int], Any]:
    """Return what sorts rows into an order: no two rows have the same."""
    dated = columns.numbers[DATED]
    if name == "title":
        titles = columns.texts["titles"]
        return lambda row: (titles.raw(row), -dated[row], row)
    numbers = columns.numbers[name]
    return lambda row: (-numbers[row], -dated[row], row)


def _without(order: Sequence[int], places: Sequence[int]) -> array[int]:
    whole, made, at = copied("I", order), array("I"), 0
    for place in places:
        made += whole[at:place]
        at = place + 1
    return made + whole[at:]


def _inserted(order: array[int], rows: Sequence[tuple[Any, int]], key: Callable[[int], Any]) -> array[int]:
    made, at = array("I"), 0
    for value, row in rows:
        place = bisect_left(order, value, at, key=key)
        made += order[at:place]
        made.append(row)
        at = place
    return made + order[at:]
