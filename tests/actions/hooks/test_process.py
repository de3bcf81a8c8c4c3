"""One run of a hook, however it behaves."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from readerapp.actions.hooks.process import run_hook
from tests.actions.hooks.scripts import Fifo, script

LONG = 30.0


def ran(words: tuple[str, ...], folder: Path, lines: Iterable[str] = ("{}",), seconds: float = LONG) -> str:
    return run_hook(words, lines, folder=folder, env=os.environ, seconds=seconds)


def test_a_hook_reads_a_line_a_paper(tmp_path: Path) -> None:
    code = "import sys; open('out', 'w').write(sys.stdin.read())"
    assert ran(script(tmp_path, code), tmp_path, ['{"a": 1}', '{"b": 2}']) == ""
    assert (tmp_path / "out").read_text() == '{"a": 1}\n{"b": 2}\n'


def test_without_a_paper_nothing_is_run(tmp_path: Path) -> None:
    assert ran(("/nowhere/at/all",), tmp_path, []) == ""


def test_a_command_that_can_not_be_run_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("x")
    (tmp_path / "empty").touch(mode=0o755)
    (tmp_path / "folder").mkdir()
    for name in ("no-such-program-here", "./none", "./plain.txt", "./folder", "/", "~nobody-here/x", "x\ny"):
        assert ran((name,), tmp_path).startswith(f"{name} can't be run: "), name
    assert ran(("./empty",), tmp_path).startswith("./empty can't be run: ")


def test_a_relative_path_counts_from_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = tmp_path / "bin" / "hook"
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\npwd > where\n")
    hook.chmod(0o755)
    monkeypatch.chdir("/")
    assert ran(("./bin/hook",), tmp_path) == ran(("bin/hook",), tmp_path) == ""
    assert (tmp_path / "where").read_text().strip() == str(tmp_path.resolve())
    monkeypatch.setenv("HOME", str(tmp_path))
    assert ran(("~/bin/hook",), tmp_path) == ""


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("raise SystemExit(3)", "it ended with status 3"),
        (
            "raise SystemExit('\\n\\x1b[31mno\\x1b[0m such\\tnote\\nTry -h')",
            "it ended with status 1: no such note",
        ),
        ("raise SystemExit('x' * 10**6)", "it ended with status 1: " + "x" * 159 + "…"),
        (
            "import no_such_module",
            "it ended with status 1: ModuleNotFoundError: No module named 'no_such_module'",
        ),
        ("import os; os.write(2, b'\\xff'); os.abort()", "it was ended by Aborted: \ufffd"),
        (f"import os; os.kill(os.getpid(), {signal.SIGTERM:d})", "it was ended by Terminated"),
        ("import sys; sys.stdin.close()", ""),
        ("import os; os.close(0)", ""),
        ("import sys; sys.stdin.readline()", ""),
        ("import os\nfor _ in range(300): os.write(1, b'x' * 100_000); os.write(2, b'y' * 100_000)", ""),
    ],
    ids=[
        "status",
        "says why",
        "says a lot",
        "traceback",
        "no UTF-8",
        "signal",
        "closes its input",
        "closes it at once",
        "reads one line",
        "prints a lot",
    ],
)
def test_what_a_hook_does_with_its_streams_and_status(tmp_path: Path, code: str, why: str) -> None:
    lines = ('{"a": "' + "x" * 1000 + '"}' for _ in range(1000))
    assert ran(script(tmp_path, code), tmp_path, lines) == why


def test_a_hook_that_takes_too_long_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fifo = Fifo(tmp_path / "fifo")
    code = f"""
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
held = os.open({str(fifo.path)!r}, os.O_WRONLY)
os.fork(), os.fork()
os.write(held, b"up")
signal.pause()
"""
    wait = subprocess.Popen.wait

    def timed_out(process: subprocess.Popen[bytes], timeout: float) -> int:
        if timeout != LONG:
            return wait(process, timeout)
        up = b""
        while len(up) < 8:
            up += fifo.read()
        raise subprocess.TimeoutExpired("hook", timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", timed_out)
    assert ran(script(tmp_path, code), tmp_path) == "it took longer than 30 s and was ended"
    assert fifo.read() == b""  # nobody holds it any more
    fifo.close()


def test_the_limit_is_that_of_the_settings(tmp_path: Path) -> None:
    code = "import signal; signal.pause()"
    assert ran(script(tmp_path, code), tmp_path, seconds=0.1) == "it took longer than 0.1 s and was ended"


def test_a_child_that_goes_on_after_its_hook_keeps_nobody_waiting(tmp_path: Path) -> None:
    fifo = Fifo(tmp_path / "fifo")
    code = f"""
import os, signal
held = os.open({str(fifo.path)!r}, os.O_WRONLY)
if not os.fork():
    os.write(held, str(os.getpid()).encode())
    signal.pause()
"""
    assert ran(script(tmp_path, code), tmp_path) == ""
    os.kill(int(fifo.read()), signal.SIGKILL)
    fifo.close()


def test_a_hook_has_no_terminal(tmp_path: Path) -> None:
    code = """
import os
assert os.getsid(0) == os.getpid() and not any(os.isatty(n) for n in (0, 1, 2))
try:
    os.open("/dev/tty", os.O_RDWR)
except OSError:
    raise SystemExit(0)
raise SystemExit(1)
"""
    assert ran(script(tmp_path, code), tmp_path) == ""


def test_without_room_for_its_input_a_hook_does_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert ran(("true",), tmp_path).startswith("its input can't be written: ")
