"""An hour of a reader with 54,000 papers, without the pauses: is there a moment in which no key is answered?

The reader moves, searches, marks, notes, undoes, opens every dialog, adds papers; other programs change the
same files meanwhile, and a sync brings what another machine did. Prints the longest calls on the interface's
thread.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from readerapp.home import Home
from tests.benchmarks import bench_add, bench_state, corpus, libraries
from tests.benchmarks.bench_file import replace
from tests.benchmarks.bench_keys import CLEAR, OURS, WORDS
from tests.benchmarks.bench_start import as_installed, grow, touch
from tests.benchmarks.pty_timing import Recording
from tests.benchmarks.table import Measure
from tests.benchmarks.watched_app import Call, calls
from tests.terminal.terminal import readerapp

STATES = 2_000
"""Papers that the reader has marked before."""
MORE = 4_000
"""Papers that come to the 50,000."""
LONGEST = 10
BAR = 20.0
ESC = "\x1b"
ROUNDS = 2
_NEXT = {"quiet": 0.1, "most": 0.4}
"""Seconds, as of `Recording.rest`, until the reader presses the next key."""
LOOKS = (
    *("?", "graph", ESC, "U", ESC, "f", ESC, "s", "t", "s", "l", "y", ESC, ":", "undo", ESC, "=", ESC),
    *("2", "3", "4", "1", "z", "z", "S", "S", "\t", "jjjj", "\t", "\r", "jj", ESC, "[", "]", "J", "K"),
)
MARKS = (
    *("a", "j", "a", "j", "a", "}", "r", "j", "R", "j", "x", "u", "\x12", "u", "*", "4", "u", "c"),
    *("n", "What mattered, and **where** to look again.", ESC, "t", "mine\r", ESC, "v", "j" * 15, "a", "u"),
)
MANY = ("\x01", "r", "u", "\x01", "x", "u", "\x01", "\x01", "X", "u")


def measure() -> Iterator[Measure]:
    """The longest call; prints as many of them as are worth a look."""
    if not libraries.there():
        return
    with libraries.copied(libraries.indexed()) as home:
        made = hour(home)
    longest = sorted(made, key=lambda call: -call.cpu)[:LONGEST]
    collected = [call.collecting for call in made if call.collecting]
    print(f"an hour: the longest calls on the interface's thread; {len(collected)} collected garbage")
    for call in longest:
        print(f"  {call.cpu:6.1f} ms, {call.collecting:4.1f} of them garbage  {call.name}")
    yield Measure("an hour at 54k: longest call on the interface's thread", longest[0].cpu, BAR)


def hour(home: Path) -> list[Call]:
    """Every call of some length after the first list was drawn."""
    bench_state.fill(Home.find(home), STATES)
    more, references = _written(home.parent)
    env = {**as_installed(str(home)), "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(home.parent)}
    other = _synced(home, env)
    written = home.parent / "calls"
    command = [sys.executable, "-m", "tests.benchmarks.watched_app", str(written), "--fresh"]
    with Recording(command, env) as app:
        app.wait_for(OURS.ready)
        began = time.perf_counter()
        app.send("A", f"{more}\r")
        for number in range(ROUNDS):
            _search(app, number)
            app.send(*"jjjkkG", "g", "\x04", "\x15", **_NEXT)
            for keys in (*LOOKS, *MARKS, f"\x1b[200~{references}\x1b[201~"):
                app.send(keys, **_NEXT)
            for happen in (grow, touch, partial(_elsewhere, env)):
                happen(home)
                app.send(*"jjjj", ESC)
                app.rest(quiet=1.2, most=3.0)
        for keys in MANY:
            app.send(keys)
            app.rest(quiet=1.0, most=5.0)
        for change in (replace, partial(_sync, other, env)):
            change(home)
            app.rest(quiet=4.0, most=10.0)
        app.end("\x11")
    return [call for call in calls(written) if call.began > began]


def _search(app: Recording, number: int) -> None:
    for words in (WORDS[number], "atention mechansm", "is:unread graph", "rating:>3"):
        app.send("/", CLEAR)
        for letter in words:
            app.send(letter, **_NEXT)
        app.send("\r", "j", "j", "k")
    app.send(ESC, ESC)


def _written(folder: Path) -> tuple[Path, str]:
    """A file of papers to add, and references to paste."""
    source = corpus.sample()
    assert source, "see libraries.there()"
    papers = list(corpus.grown(corpus.real(source), libraries.PAPERS + MORE))[libraries.PAPERS :]
    references = "\n".join(f"- {paper.title} (arXiv:2001.{n:05})" for n, paper in enumerate(papers[:20]))
    return bench_add.written(folder / "more.jsonl", map(bench_add.line, papers)), references


def _synced(home: Path, env: Mapping[str, str]) -> Path:
    """Another machine that syncs with this home over a repository beside it."""
    remote, other = home.parent / "remote", home.parent / "other"
    subprocess.run(["git", "init", "-q", "--bare", remote], env=env, check=True)
    _run(home, env, "sync", "--init", str(remote))
    other.mkdir()
    _run(other, env, "sync", "--init", str(remote))
    return other


def _sync(other: Path, env: Mapping[str, str], home: Path) -> None:
    """Something happens on the other machine, and both sync."""
    grow(other)
    _run(other, env, "queue", "add", _key(other, 7))
    _run(other, env, "sync")
    _run(home, env, "sync")


def _elsewhere(env: Mapping[str, str], home: Path) -> None:
    """Commands in another terminal, and a program that puts the state back as it was, with a later time."""
    _run(home, env, "queue", "add", _key(home, 5))
    _run(home, env, "note", _key(home, 6), "--text", "From a shell")
    copy = shutil.copy(home / "state.json", home / "state.copy")
    Path(copy).replace(home / "state.json")


def _key(home: Path, line: int) -> str:
    """The key of the paper on a line of the file."""
    with (home / "papers.jsonl").open(encoding="utf-8") as lines:
        return str(json.loads(next(islice(lines, line, None)))["key"])


def _run(home: Path, env: Mapping[str, str], *arguments: str) -> None:
    done = subprocess.run(
        readerapp(*arguments), env={**env, "READERAPP_HOME": str(home)}, capture_output=True, text=True
    )
    assert not done.returncode, f"{arguments}: {done.stdout}{done.stderr}"
