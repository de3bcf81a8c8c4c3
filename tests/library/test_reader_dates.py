"""Search by when the reader did something."""

from __future__ import annotations

from datetime import timedelta

import pytest

from readerapp.domain.state import State, Status
from readerapp.library import Library
from readerapp.state import times
from tests.library.conftest import NOW, Ask, paper, titles


def did(days_ago: float, field: str) -> dict[str, str]:
    return {field: times.to_text(NOW - timedelta(days=days_ago))}


@pytest.fixture
def states(library: Library) -> dict[str, State]:
    library.add(
        [paper(title) for title in ("Read", "Queued", "Noted", "Put off", "Unread again", "Archived")]
    )
    keys = {library.title(row): library.key(row) for row in range(len(library))}
    found = {
        "Read": State(key=keys["Read"], status=Status.READ, changed=did(1, "status")),
        "Queued": State(key=keys["Queued"], queue=1.0, changed=did(3, "queue")),
        "Noted": State(key=keys["Noted"], note="x", changed=did(0, "note")),
        "Put off": State(key=keys["Put off"], later="2026-10-16", changed=did(0, "later")),
        "Unread again": State(key=keys["Unread again"], changed={**did(1, "status"), **did(1, "queue")}),
        "Archived": State(key=keys["Archived"], status=Status.ARCHIVED, note="x", changed=did(0, "note")),
    }
    return {state.key: state for state in found.values()}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("read:yesterday", ["Read"]),
        ("read:today", []),
        ("read:7d", ["Read"]),
        ("queued:7d", ["Queued"]),
        ("queued:>2d", ["Queued"]),
        ("queued:>7d", []),
        ("noted:today", ["Noted"]),
        ("noted:2026", ["Noted"]),
        ("noted:2026 is:any", ["Noted", "Archived"]),
        ("later:friday", ["Put off"]),
        ("later:2026-10-16..", ["Put off"]),
        ("later:..2026-10-15", []),
        ("later:7d", ["Put off"]),
        ("-read:7d -noted:7d -queued:7d", ["Unread again"]),
        ("read:7d OR queued:7d", ["Read", "Queued"]),
    ],
)
def test_papers_are_found_by_when_the_reader_did_what_still_stands(
    library: Library, ask: Ask, states: dict[str, State], query: str, expected: list[str]
) -> None:
    found = ask(query, states)
    assert not found.problems and sorted(titles(library, found)) == sorted(expected)


@pytest.mark.parametrize(
    ("order", "first"),
    [("read", ["A", "B"]), ("noted", ["B", "C"]), ("later", ["C", "D"]), ("-later", ["D", "C"])],
)
def test_lists_are_sorted_by_when_the_reader_did_it_and_by_when_papers_come_back(
    library: Library, ask: Ask, order: str, first: list[str]
) -> None:
    library.add([paper(title) for title in "ABCDE"])
    keys = {library.title(row): library.key(row) for row in range(len(library))}
    fields = {
        "A": {"status": Status.READ, "changed": did(1, "status")},
        "B": {"status": Status.READ, "note": "x", "changed": {**did(2, "status"), **did(1, "note")}},
        "C": {"note": "x", "later": "2026-10-13", "changed": did(2, "note")},
        "D": {"later": "2026-10-14"},
    }
    states = {keys[name]: State(key=keys[name], **its) for name, its in fields.items()}  # type: ignore[arg-type]
    assert titles(library, ask(f"is:any sort:{order}", states))[:2] == first


def test_a_change_without_a_known_time_is_at_no_date(library: Library, ask: Ask) -> None:
    library.add([paper("Read")])
    key = library.key(0)
    assert not ask("read:..2030", {key: State(key=key, status=Status.READ)}).rows
    assert not ask("read:2000..", {key: State(key=key, status=Status.READ)}).rows
