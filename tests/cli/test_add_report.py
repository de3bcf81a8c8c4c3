"""What is shown while papers come in."""

import pytest

from readerapp.actions.progress import Progress, duration
from readerapp.cli.add_report import AddProgress
from readerapp.cli.progress_line import ProgressLine


class Told(ProgressLine):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def show(self, text: str) -> None:
        self.lines.append(text)


def test_part_rate_and_time_left_are_shown_not_too_often() -> None:
    times = iter([0.0, 0.05, 2.0, 2.01, 4.0])
    line = Told()
    progress = AddProgress(line, lambda: next(times))
    for papers in (50, 1000, 1050, 2000):
        progress(Progress(papers, papers * 10, 40_000, "a.bib"))
    assert line.lines == [
        "1,000 papers · 25% · 500/s · 6 s left · a.bib",
        "2,000 papers · 50% · 500/s · 4 s left · a.bib",
    ]
    assert progress.last == Progress(2000, 20_000, 40_000, "a.bib")


def test_what_comes_through_a_pipe_is_shown_by_its_size() -> None:
    times = iter([0.0, 0.5])
    line = Told()
    AddProgress(line, lambda: next(times))(Progress(10, 2_500_000, None, "standard input"))
    assert line.lines == ["10 papers · 2.5 MB · standard input"]


@pytest.mark.parametrize(("seconds", "text"), [(0.1, "1 s"), (99, "99 s"), (600, "10 min"), (7200, "2 h")])
def test_a_time_to_wait_is_told_as_a_person_would(seconds: float, text: str) -> None:
    assert duration(seconds) == text
