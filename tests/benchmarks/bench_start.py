"""How long a reader waits: for the first list on the screen, and for a read command."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from tests.benchmarks.table import Measure, alternately, milliseconds
from tests.terminal.terminal import Terminal, readerapp

ROUNDS = 15
FIRST_PAPER = "PreRoutGNN"
SMALLEST = [sys.executable, "-m", "tests.benchmarks.smallest_app"]
NOTHING = [sys.executable, "-c", "pass"]


def measure() -> Iterator[Measure]:
    """First list and read command, both on the seed."""
    with tempfile.TemporaryDirectory() as home:
        env = as_installed(home)
        ours = partial(until_shown, readerapp(), FIRST_PAPER, env)
        theirs = partial(until_shown, SMALLEST, "Paper number 0", env)
        first = alternately(ours, theirs, ROUNDS)
        yield Measure("first list, seed", *first, bar=1.35, against="smallest Textual app")
        listing = partial(until_ended, readerapp("list"), env)
        command = alternately(listing, partial(until_ended, NOTHING, env), ROUNDS)
        yield Measure("readerapp list, seed", *command, bar=12, against="python -c pass")


def as_installed(home: str) -> dict[str, str]:
    """An environment in which modules are compiled once, as an installer leaves them."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return {**given, **terminal, "READERAPP_HOME": home, "PYTHONPYCACHEPREFIX": f"{home}/compiled"}


def until_shown(command: Sequence[str], text: str, env: Mapping[str, str]) -> float:
    """Milliseconds from the start of a program until `text` is on its screen."""
    terminal: list[Terminal] = []

    def start() -> None:
        terminal.append(Terminal(command, env))
        terminal[0].wait_for(text)

    taken = milliseconds(start)
    with terminal[0]:
        return taken


def until_ended(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Milliseconds a program takes from start to end, its output read."""
    return milliseconds(lambda: subprocess.run(command, env=env, check=True, capture_output=True))
