"""Papers for the reader, from what they did and set."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status

FOR_YOU = "is:unread sort:foryou"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
MARKS: dict[str, Callable[[ReadingList, str], Done]] = {
    **{str(status): lambda lib, key, status=status: lib.mark(status, key) for status in Status},  # type: ignore[misc]
    **{f"rate {n}": lambda lib, key, n=n: lib.rate(n, key) for n in (0, 1, 4, 5)},  # type: ignore[misc]
    "queue": lambda lib, key: lib.queue(key),
    "unqueue": lambda lib, key: lib.unqueue(key),
    "first in the queue": lambda lib, key: lib.move(key, 1),
    "order the queue": lambda lib, key: lib.order_queue(),
    "note": lambda lib, key: lib.note(key, "on my list"),
    "other note": lambda lib, key: lib.note(key, "read again"),
    "tag": lambda lib, key: lib.tag([key], add=["later"]),
}
CHOICES = st.tuples(st.sampled_from(sorted(MARKS)), st.integers(0, 11))


def opened(home: Path) -> ReadingList:
    return ReadingList.open(home, clock=lambda: NOW)


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[ReadingList]:
    with opened(tmp_path) as lib:
        yield lib


def seeds(lib: ReadingList) -> list[str]:
    return [hit.paper.key for hit in lib.search("sort:title", limit=12)]


def recommended(lib: ReadingList) -> list[object]:
    shelf = lib.shelf(FOR_YOU)
    return [shelf.remark, *((lib.library.key(row), shelf.why(row)) for row in shelf.rows)]


def test_a_paper_archived_after_it_was_read_still_speaks_for_others(lib: ReadingList) -> None:
    first, second, *others = seeds(lib)[:6]
    lib.mark(Status.READ, first, *others)
    lib.mark(Status.ARCHIVED, second)
    assert not lib.shelf(FOR_YOU).remark
    lib.mark(Status.ARCHIVED, first)
    assert not lib.shelf(FOR_YOU).remark
    lib.undo()
    lib.mark(Status.UNREAD, first)
    assert "1 more paper" in lib.shelf(FOR_YOU).remark


@settings(max_examples=15, deadline=None)
@given(st.lists(CHOICES, max_size=8), st.lists(CHOICES, min_size=1, max_size=4))
@pytest.mark.slow
def test_undone_choices_leave_the_order_as_it_was_to_the_letter(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as home, opened(Path(home)) as lib:
        keys = seeds(lib)
        for key in keys[:5]:
            lib.mark(Status.READ, key)
        for what, at in before:
            MARKS[what](lib, keys[at])
        expected = recommended(lib)
        steps = [done for what, at in after if (done := MARKS[what](lib, keys[at])).step]
        for _ in steps:
            lib.undo()
        assert recommended(lib) == expected
        lib.flush()
        with opened(Path(home)) as again:
            assert recommended(again) == expected


def test_words_are_watched_and_muted_by_the_settings(lib: ReadingList) -> None:
    lib.home.settings.write_text('watch = "curriculum"\nmute = ["survey"]\n', "utf-8")
    shelf = lib.shelf("sort:foryou")
    whys = [why for row in shelf.rows if (why := shelf.why(row))]
    assert {why.watched for why in whys} == {"", "curriculum"}
    assert {why.muted for why in whys} == {"", "survey"}
    muted = [bool((why := shelf.why(row)) and why.muted) for row in shelf.rows]
    assert muted == sorted(muted)


def test_a_hit_says_what_is_watched_or_muted(lib: ReadingList) -> None:
    lib.home.settings.write_text('watch = "curriculum"\nmute = ["survey"]\n', "utf-8")
    hits = lib.search("sort:foryou", limit=None)
    assert {(hit.why.watched, hit.why.muted) for hit in hits if hit.why} == {
        ("curriculum", ""),
        ("", "survey"),
    }


def test_a_followed_query_follows_the_readers_marks(lib: ReadingList) -> None:
    lib.home.settings.write_text('watch = ["tag:mine", "title:curriculum"]\n', "utf-8")
    key = next(key for key in seeds(lib) if "curriculum" not in lib.paper(key).title.lower())

    def watched() -> dict[str, str]:
        shelf = lib.shelf("sort:foryou")
        whys = {lib.library.key(row): shelf.why(row) for row in shelf.rows}
        return {it: why.watched for it, why in whys.items() if why and why.watched}

    before = watched()
    assert set(before.values()) == {"title:curriculum"}
    lib.tag([key], add=["mine"])
    assert watched() == before | {key: "tag:mine"}
    lib.undo()
    assert watched() == before
