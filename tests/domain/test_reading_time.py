"""How long papers take to read."""

from __future__ import annotations

import pytest

from readerapp.domain.paper import Paper
from readerapp.domain.reading_time import about, minutes_of, page_count


@pytest.mark.parametrize(
    ("pages", "comment", "count"),
    [
        ("117--128", None, 12),
        ("117-28", None, 12),
        ("1–9", "34 pages", 9),
        ("12 pages", None, 12),
        (None, "Accepted at ICML, 14 pages, 3 figures", 14),
        (None, "9pp", 9),
        ("e1234", "20 pages", 20),
        ("117", None, None),
        ("20-10", None, None),
        ("1-9000", None, None),
        (None, "several pages", None),
        (f"1-{'9' * 5000}", None, None),
        (None, None, None),
    ],
)
def test_pages_are_counted_only_where_the_source_says_how_many(
    pages: str | None, comment: str | None, count: int | None
) -> None:
    assert page_count(Paper(key="a", title="A", pages=pages, extra={"comment": comment})) == count


def test_minutes_are_no_more_precise_than_the_guess() -> None:
    assert [minutes_of(Paper(key="a", title="A", pages=f"1-{last}")) for last in (1, 12, 13)] == [5, 35, 40]
    assert minutes_of(Paper(key="a", title="A", abstract="Long. " * 500)) is None


def test_a_time_is_told_in_words() -> None:
    said = [about(minutes) for minutes in (0.2, 1, 40, 119, 125, 360_000)]
    assert said[:3] == ["under a minute", "about a minute", "about 40 minutes"]
    assert said[3:] == ["about 119 minutes", "about 2 hours", "about 6,000 hours"]
