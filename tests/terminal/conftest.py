"""Starting the app in a real terminal with a home of its own."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, readerapp

Start = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with nothing in it: the seed is shown."""
    return tmp_path / "home"


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """What the app is told of the machine: a capable terminal, over SSH, no tmux, no desktop."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "SSH_CONNECTION": "test"}
    return {**kept, **terminal, "READERAPP_HOME": str(home), "HOME": str(home.parent), "PYTHONUTF8": "1"}


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    """Starts the app in a terminal; whatever still runs at the end of the test is ended."""
    with ExitStack() as stack:

        def begin(columns: int = 120, rows: int = 36, **more: str) -> Terminal:
            env = {**environment, **more}
            return stack.enter_context(Terminal(readerapp(), env, columns=columns, rows=rows))

        yield begin
