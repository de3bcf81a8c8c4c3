"""Small programs that stand for hooks."""

from __future__ import annotations

import json
import os
import select
import sys
from pathlib import Path
from typing import Any

DEADLINE_SECONDS = 30
_WRITE_DOWN = """
import json, os, sys
names = ("READERAPP_EVENT", "READERAPP_HOME", "READERAPP_HOOK")
papers = [json.loads(line) for line in sys.stdin]
with open({out!r}, "a") as out:
    env = {{name: os.environ.get(name) for name in names}}
    out.write(json.dumps({{"papers": papers, "env": env}}) + "\\n")
"""


def script(folder: Path, code: str, name: str = "hook.py") -> tuple[str, ...]:
    """Return the words that run some Python, which starts faster without its site packages."""
    path = folder / name
    path.write_text(code, "utf-8")
    return sys.executable, "-I", "-S", str(path)


def writer(folder: Path) -> tuple[tuple[str, ...], Path]:
    """Return the words of a hook that writes down what it gets, and the file where."""
    out = folder / "out.jsonl"
    return script(folder, _WRITE_DOWN.format(out=str(out)), "writer.py"), out


def runs(out: Path) -> list[dict[str, Any]]:
    """What was written down, run by run."""
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []


def told(out: Path) -> list[tuple[str, list[str]]]:
    """The event and keys of each run."""
    return [(run["env"]["READERAPP_EVENT"], [paper["key"] for paper in run["papers"]]) for run in runs(out)]


class Fifo:
    """A named pipe that is open here for reading: it ends when all that hold it for writing are gone."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self._reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def read(self) -> bytes:
        """Wait for something to be written or for the end, which is empty."""
        ready, _, _ = select.select([self._reading], [], [], DEADLINE_SECONDS)
        assert ready, "nobody wrote, and nobody is gone"
        return os.read(self._reading, 1000)

    def close(self) -> None:
        """Close it."""
        os.close(self._reading)
