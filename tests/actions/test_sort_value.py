"""The value beside a paper in the order of a list."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from readerapp.actions.sort_value import sort_value
from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status

PAPER = Paper(key="a", title="A")
EVENING = "2026-11-22T20:00:00.000000Z"


@pytest.fixture
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "JST-9")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_tokyo")
def test_what_the_reader_did_stands_by_their_own_day() -> None:
    changed = {"status": EVENING, "note": EVENING}
    state = State(key="a", status=Status.READ, note="kept", changed=changed)
    assert [sort_value(order, PAPER, state, None) for order in ("read", "noted")] == ["2026-11-23"] * 2


def test_what_no_longer_stands_has_no_day() -> None:
    state = State(key="a", changed={"status": EVENING, "note": EVENING})
    assert [sort_value(order, PAPER, state, None) for order in ("read", "noted")] == [None, None]
