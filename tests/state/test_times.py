"""The times of changes: text that sorts as time does."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from readerapp.state import times

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_time_is_written_in_utc_with_microseconds() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5)))
    assert times.to_text(there) == "2026-11-22T12:00:00.000000Z"
    assert times.from_text("2026-11-22T12:00:00.000000Z") == NOON


def test_a_change_is_later_than_what_it_changes_even_if_the_clock_is_not() -> None:
    assert times.after(NOON, "") == times.to_text(NOON)
    assert times.after(NOON, "2026-11-22T13:00:00.000000Z") == "2026-11-22T13:00:00.000001Z"


@pytest.mark.parametrize(
    "value",
    [
        None,
        5,
        "",
        "yesterday",
        "2026-11-22T12:00:00Z",
        "2026-11-22T12:00:00.000000+",
        "2026-02-31T12:00:00.000000Z",
        "9999-12-31T23:59:59.999999Z",
        "２026-11-22T12:00:00.000000Z",
    ],
)
def test_what_is_no_time_of_ours_is_none(value: object) -> None:
    assert not times.is_valid(value)
