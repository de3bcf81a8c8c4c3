from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readerapp.actions.visits import Visit, record_visit

FRIDAY = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "visit.json"


def test_on_the_first_visit_new_is_what_comes_in_from_now_on(path: Path) -> None:
    assert record_visit(path, FRIDAY) == Visit(FRIDAY, FRIDAY)


def test_who_comes_back_sees_what_is_new_since_they_left(path: Path) -> None:
    record_visit(path, FRIDAY)
    record_visit(path, FRIDAY + 30 * MINUTE)
    assert record_visit(path, MONDAY) == Visit(FRIDAY + 30 * MINUTE, MONDAY)


def test_who_quits_and_comes_back_soon_is_on_the_same_visit(path: Path) -> None:
    record_visit(path, FRIDAY)
    record_visit(path, MONDAY)
    assert record_visit(path, MONDAY + 20 * MINUTE).since == FRIDAY


def test_two_apps_at_once_are_one_visit(path: Path) -> None:
    record_visit(path, FRIDAY)
    first, second = record_visit(path, MONDAY), record_visit(path, MONDAY + MINUTE)
    assert first.since == second.since == FRIDAY
    assert record_visit(path, MONDAY).until == MONDAY + MINUTE, "the later of the two stands"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"since": 1, "until": 2}', '{"since": "x", "until": "y"}', "[" * 100_000, "\0"],
)
def test_a_damaged_file_makes_it_the_first_visit(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    assert record_visit(path, FRIDAY) == Visit(FRIDAY, FRIDAY)
    assert record_visit(path, MONDAY).since == FRIDAY


def test_a_clock_that_was_ahead_does_no_harm(path: Path) -> None:
    record_visit(path, MONDAY)
    assert record_visit(path, FRIDAY) == Visit(FRIDAY, FRIDAY)


def test_where_nothing_can_be_written_every_visit_is_the_first(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way", "utf-8")
    assert record_visit(tmp_path / "cache" / "visit.json", FRIDAY) == Visit(FRIDAY, FRIDAY)
