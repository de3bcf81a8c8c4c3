"""What each command that reads costs: its least time on a processor, against a Python that does nothing."""

from __future__ import annotations

import resource
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import readerapp as package
from readerapp.actions.keys_and_verbs import COMMANDS, VERBS
from tests.benchmarks import libraries
from tests.benchmarks.bench_start import NOTHING, as_installed
from tests.benchmarks.table import Measure
from tests.terminal.terminal import readerapp

ROUNDS = 5
SEED_BAR, LARGE_BAR, SIMILAR_BAR = 8, 10, 10
EXPORTS = ("bibtex", "markdown", "csv")
LINES: Mapping[str, Sequence[str]] = {
    "list": tuple(f"list {what} --limit 10" for what in ("", "--json", "is:unread", "learning")),
    "show": ("show KEY",),
    "note": ("note KEY",),
    "queue next": ("queue next",),
    "copy": ("copy KEY --print",),
    "export": tuple(f"export is:queued --format {name}" for name in EXPORTS),
    "same": ("same",),
    "similar": (),  # below
    "log": ("log",),
    "completion": ("completion bash",),
    "config": ("config",),
}
"""Where the first example is not what is asked for most, or does more than to read."""
OTHERS = {
    "text": "fetches what isn't there",
    "open": "starts a browser",
    "backup": "copies the state",
    "serve": "goes on",
    "mcp": "goes on",
    "doctor": "checks every file and asks the machine",
    "watch remove": "changes the settings",
}
"""Verbs that change no paper and are not measured, and why."""


def measure() -> Iterator[Measure]:
    """Each verb that reads, and the help: in a home with the seed, then with 50,000 papers and an index."""
    with tempfile.TemporaryDirectory() as home:
        yield from _measured(Path(home), "seed", SEED_BAR)
    if libraries.there():
        with libraries.copied(libraries.indexed()) as copy:
            yield from _measured(copy, "50k", LARGE_BAR)


def reading_lines() -> list[str]:
    """A command line of each verb that reads; of a verb that is not in the table, its first example."""
    writing = {it.verb.name for it in COMMANDS if it.verb and it.writes}
    writing |= {name for name, verb in VERBS.items() if verb.does}
    lines = ["-h"]
    for name in VERBS:
        if name in LINES:
            lines += LINES[name]
        elif name not in writing and name not in OTHERS:
            lines.append(VERBS[name].examples[0][0].partition(" | ")[0])
    return lines


def _measured(home: Path, where: str, bar: int) -> Iterator[Measure]:
    with package.open(home) as lib:
        key = lib.library.key(lib.shelf("").rows[0])
        lib.queue(key), lib.tag(key, "+rl"), lib.note(key, "Read this")
    for line in reading_lines():
        yield _cost(home, line, key, where, bar)
    yield _cost(home, "similar KEY", key, where, SIMILAR_BAR)  # asks the index for every telling word


def _cost(home: Path, line: str, key: str, where: str, bar: int) -> Measure:
    env = as_installed(str(home))
    command = readerapp(*(key if word == "KEY" else word for word in shlex.split(line)))
    processor(command, env)  # fills the caches
    pairs = [(processor(command, env), processor(NOTHING, env)) for _ in range(ROUNDS)]
    ours, theirs = map(min, zip(*pairs, strict=True))
    return Measure(f"readerapp {line}, {where}", ours, bar, theirs, against="python -c pass")


def processor(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Milliseconds that a program takes on a processor, whatever else the machine does meanwhile."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=env, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
