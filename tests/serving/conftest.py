"""A server of the app, in a process of its own."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

_PATIENCE_SECONDS = 30.0


@dataclass
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    home: Path
    port: int
    address: str
    """What it printed."""

    def apps(self) -> list[int]:
        """The processes of its apps (Linux)."""
        mine = f"READERAPP_HOME={self.home}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                named = (folder / "cmdline").read_bytes().split(b"\0")[1:3] == [b"-m", b"readerapp"]
                if named and b"serve" not in (folder / "cmdline").read_bytes().split(b"\0"):
                    found += [int(folder.name)] * (mine in (folder / "environ").read_bytes().split(b"\0"))
            except OSError:  # it ended meanwhile
                continue
        return found

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds, at most half a minute."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < end, f"waited for {what} in vain"
            time.sleep(0.05)


Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts a server."""
    with ExitStack() as stack:

        def start(*options: str) -> Served:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            home = tmp_path / "home"
            env = {**os.environ, "READERAPP_HOME": str(home), "TERM": "dumb", "PYTHONUNBUFFERED": "1"}
            command = [sys.executable, "-m", "readerapp", "serve", "--port", str(port), *options]
            process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
            stack.enter_context(process)
            stack.callback(process.kill)
            assert process.stdout
            said = process.stdout.readline()
            found = re.search(r"http://\S+", said)
            assert found, said
            return Served(process, home, port, found[0])

        yield start
