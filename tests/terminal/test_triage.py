"""Triage in a real terminal, killed in the middle."""

import json
import os
from pathlib import Path
from signal import SIGKILL

import pytest

from tests.terminal.conftest import Start
from tests.terminal.test_app import listed

FIFTH = "Estimating the Effects of Sample Training Orders"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]


def test_killed_in_the_middle_triage_goes_on_where_it_was(
    start: Start, home: Path, environment: dict[str, str]
) -> None:
    def decided() -> int:
        try:
            return len(json.loads((home / "cache" / "triage.json").read_text("utf-8"))["decisions"])
        except (OSError, ValueError):
            return 0

    terminal = start()
    terminal.wait_for("All 88", "Unread 88")
    terminal.press("T", " ", "x", "a", " ")
    terminal.wait_for("5 of 88", FIFTH)
    terminal.wait_until(lambda: decided() == 4, "the decisions to be saved")
    terminal.wait_until(lambda: len(listed(environment, "is:archived")) == 1, "the archived paper")
    terminal.send_signal(SIGKILL)
    assert terminal.end() == -SIGKILL

    again = start(columns=100, rows=24)
    again.wait_for("All 87")
    again.press("T")
    again.wait_for("5 of 88", FIFTH)
    again.press("q")
    again.wait_for("Queued 1, archived 1, skipped 2", "84 papers left")
    again.press("u")
    again.wait_for("Undid: queued 1, archived 1, skipped 2", "Nothing decided")
    again.press("enter")
    again.wait_for("All 88", "Queue 0")
    assert listed(environment, "is:archived") == []
