"""Hooks of the app in a real terminal."""

import json
from pathlib import Path

import pytest

from tests.actions.hooks.scripts import Fifo, script
from tests.terminal.conftest import Start

LOUD = """
import os, sys
for n in (1, 2):
    os.write(n, b"SCRIBBLED\\x1b[2J" * 1000)
try:
    os.write(os.open("/dev/tty", os.O_RDWR), b"SCRIBBLED")
except OSError:
    pass
sys.stdin.read()
open({up!r}, "w").write("up")
open({gate!r}).read()
raise SystemExit(3)
"""


@pytest.mark.slow
def test_a_hook_leaves_the_screen_alone_and_its_failure_after_the_end_is_a_line(
    start: Start, home: Path, tmp_path: Path
) -> None:
    up, gate = Fifo(tmp_path / "up"), tmp_path / "gate"
    Fifo(gate).close()
    words = script(tmp_path, LOUD.format(up=str(up.path), gate=str(gate)))
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(f"[hooks]\nread = {json.dumps(words)}\n[fetch]\nsources = []\n")
    terminal = start()
    terminal.wait_for("All 88")
    terminal.press("r")
    assert up.read() == b"up"
    terminal.press("j")
    terminal.press("a")
    terminal.wait_for("Queued")
    terminal.press("ctrl+q")
    gate.open("w").close()
    assert terminal.end() == 0
    screen, line, why = terminal.output.partition(b"The hook 'read' failed: it ended with status 3: ")
    assert line
    assert b"SCRIBBLED" not in screen
    assert why.startswith(b"SCRIBBLEDSCRIBBLED")
    assert b"\x1b" not in why
    up.close()
