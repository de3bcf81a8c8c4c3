"""How long a reader waits for the first list on the screen, and for a command that reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import readerapp as package
from tests.benchmarks import libraries
from tests.benchmarks.pty_timing import Recording
from tests.benchmarks.table import Measure, alternately, milliseconds
from tests.terminal.terminal import readerapp

ROUNDS = 7
FIRST_PAPER = "PreRoutGNN"
SMALLEST = [sys.executable, "-m", "tests.benchmarks.smallest_app"]
SMALLEST_PAPER = "Paper number 0"
NOTHING = [sys.executable, "-c", "pass"]
AGAINST = "smallest Textual app"


def measure() -> Iterator[Measure]:
    """First lists, then commands; the seed, then 50,000 papers."""
    with tempfile.TemporaryDirectory() as home:
        yield _first("seed", home, FIRST_PAPER, 1.15)
        yield _first("new home", home, FIRST_PAPER, 1.3, before=_emptied)
        yield _command("list, seed", ["list"], home, 8)
        yield _command("completing a key, seed", ["show", "title:"], home, 8, _READERAPP_COMPLETE="zsh")
        yield _imported(home)
    if not libraries.there():
        return
    with libraries.copied(libraries.indexed()) as copy:
        first, last = _ends(copy)
        yield _first("50k", str(copy), first, 1.25)
        yield _first("50k, one paper more", str(copy), first, 1.25, before=grow)
        yield _first("50k, touched", str(copy), first, 1.25, before=touch)
        yield _command("show, one paper of 50k", ["show", last], str(copy), 10)


def _first(
    what: str, home: str, text: str, bar: float, before: Callable[[Path], object] = lambda _: None
) -> Measure:
    env = as_installed(home)

    def ours() -> float:
        before(Path(home))
        return until_shown(readerapp("--fresh"), text, env)

    theirs = partial(until_shown, SMALLEST, SMALLEST_PAPER, env)
    median, their_median = alternately(ours, theirs, ROUNDS)
    return Measure(f"first list, {what}", median, bar, their_median, against=AGAINST)


def _command(what: str, arguments: Sequence[str], home: str, bar: float, **more: str) -> Measure:
    env = as_installed(home) | more
    ours, theirs = (partial(until_ended, command, env) for command in (readerapp(*arguments), NOTHING))
    median, their_median = alternately(ours, theirs, 2 * ROUNDS)
    return Measure(f"readerapp {what}", median, bar, their_median, against="python -c pass")


def _imported(home: str) -> Measure:
    """The modules of Textual that a command loads."""
    python, *rest = readerapp("list")
    told = subprocess.run(
        [python, "-X", "importtime", *rest],
        env=as_installed(home),
        check=True,
        capture_output=True,
        text=True,
    )
    return Measure("readerapp list: modules of Textual", told.stderr.count(" textual"), 0, unit="modules")


def _emptied(home: Path) -> None:
    """Make a home new again."""
    shutil.rmtree(home)
    home.mkdir()


def grow(home: Path) -> None:
    """Append a paper, as another program does."""
    papers = home / "papers.jsonl"
    size = papers.stat().st_size
    with papers.open("ab") as file:
        file.write(b'{"key": "arxiv:1001.%05d", "title": "One paper more %d"}\n' % (size % 100_000, size))


def touch(home: Path) -> None:
    """Give the papers another time, as `touch` and copying do."""
    os.utime(home / "papers.jsonl")


def _ends(home: Path) -> tuple[str, str]:
    """The beginning of the first title of the list, and the key of the last paper."""
    with package.open(home) as lib:
        rows = lib.shelf("").rows
        return lib.library.title(rows[0])[:20], lib.library.key(rows[-1])


def as_installed(home: str) -> dict[str, str]:
    """An environment in which modules are compiled once, as an installer leaves them."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    compiled = Path(tempfile.gettempdir()) / "readerapp-bench" / "compiled"
    return {**given, **terminal, "READERAPP_HOME": home, "PYTHONPYCACHEPREFIX": str(compiled)}


def until_shown(command: Sequence[str], text: str, env: Mapping[str, str]) -> float:
    """Milliseconds from the start of a program until `text` is on its screen."""
    with Recording(command, env) as recording:
        recording.wait_for(text)
    return recording.shown(text)


def until_ended(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Milliseconds a program takes from start to end, its output read."""
    return milliseconds(lambda: subprocess.run(command, env=env, check=True, capture_output=True))
