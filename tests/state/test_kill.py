"""`kill -9` at any moment: what was said to be safe is there, and every file can be read."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from readerapp.home import Home
from tests.state.conftest import Opener
from tests.state.helpers import on_disk

ROOT = Path(__file__).resolve().parents[2]


def run_and_kill(home: Home, name: str, after: float) -> int:
    """Starts a program that changes the state, kills it; how many changes it had said to be safe."""
    command = [sys.executable, "-m", "tests.state.script", str(home.data), name, "100000"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        said = program.stdout.readline()
        time.sleep(after)
        program.kill()
        said += program.stdout.read()
    return len(said.split(b"\n")) - 1


@pytest.mark.parametrize("homes", [1, pytest.param(200, marks=pytest.mark.soak)])
def test_no_acknowledged_change_is_lost_to_a_kill(tmp_path: Path, opened: Opener, homes: int) -> None:
    chance = random.Random(homes)
    for number in range(homes):
        home = Home.find(tmp_path / str(number))
        safe = {}
        for run in "abcde":
            safe[run] = run_and_kill(home, run, chance.uniform(0, 0.25))
            if home.state.exists():
                on_disk(home)  # whole at any moment
        store = opened(home)
        assert not store.trouble
        for name, count in safe.items():
            for change in range(count):
                assert store.get(f"{name}:{change}").note == f"{name} {change}"
        store.close()


def test_a_change_survives_a_kill_100_ms_later_and_the_next_run_saves_it(home: Home, opened: Opener) -> None:
    count = run_and_kill(home, "run", 0.1)
    (home.data / ".state.json.123.0a1b2c.new").write_text("what a kill in the middle of a save leaves")
    store = opened()
    store.poll()
    store.flush()
    assert count >= 1
    assert not list(home.data.glob(".*"))
    assert all(f"run:{change}" in on_disk(home) for change in range(count))
