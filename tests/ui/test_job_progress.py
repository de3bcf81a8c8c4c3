"""How far something is, in the words there is room for."""

from __future__ import annotations

import pytest

from readerapp.actions.progress import Progress
from readerapp.ui.job_progress import JobProgress


def test_all_is_said_where_there_is_room_and_the_least_last() -> None:
    pace = JobProgress("page.html", papers=1200, part=0.25, seconds=4.0, stop="esc stops")
    assert pace.texts("·") == (
        "page.html · 1,200 papers · 300/s · 25% · 12 s left · esc stops",
        "page.html · 1,200 papers · 25% · 12 s left · esc stops",
        "25% · 12 s left · esc stops",
        "25% · esc stops",
    )


def test_what_is_not_known_yet_is_not_said() -> None:
    assert JobProgress("fetching").texts("·") == ("fetching",)


@pytest.mark.parametrize(
    ("part", "seconds", "left"),
    [(0.5, 1.0, ""), (0.01, 2.0, "3 min left"), (0.99, 5.0, "1 s left"), (1.0, 9.0, "")],
)
def test_the_time_left_is_said_when_it_means_something(part: float, seconds: float, left: str) -> None:
    assert (
        JobProgress("x", part=part, seconds=seconds).texts("·")[0].removeprefix(f"x · {part:.0%}").strip(" ·")
        == left
    )


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("", "two files"),
        ("/home/me/a page.html", "a page.html"),
        ("hf daily 2026-11-21", "hf daily 2026-11-21"),
    ],
)
def test_what_is_being_read_is_named_by_its_last_part(source: str, name: str) -> None:
    assert JobProgress.of("two files", Progress(1, 0, None, source), 0.0).name == name
