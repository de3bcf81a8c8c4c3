"""One run of a hook: the papers on its standard input, its time limited, and why it failed."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO

from readerapp.domain.text import clean_line, shorten

_KILLED_SECONDS = 2
"""How long a killed process may take to go: one that waits for a dead disk never does."""
_MAX_SAID_BYTES, _MAX_SAID_CHARACTERS = 1 << 16, 160
"""Of what a hook writes to standard error."""


def run_hook(
    words: tuple[str, ...],
    lines: Iterable[str],
    *,
    folder: Path,
    env: Mapping[str, str],
    seconds: float,
    started: Callable[[subprocess.Popen[bytes]], object] = lambda _: None,
) -> str:
    """Run a command and return why it failed, as part of a sentence; empty if it didn't.

    Its input and its standard error are files: whatever it and its children do with them, nobody waits. It
    has no terminal, and is killed with its children when its time is over.

    Args:
        lines: what it reads, without line ends; nothing is run if there are none.
        folder: where it runs, and from where a path in its name counts.
        started: called with the process, which another thread may `kill`.
    """
    try:
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
            given.writelines(line.encode() + b"\n" for line in lines)
            if not given.tell():
                return ""
            given.seek(0)  # puts it on disk
            process = _started(words, given, errors, folder, env)
            if isinstance(process, str):
                return process
            started(process)
            why = _ended(process, seconds)
            said = _said(errors) if why else ""
            return f"{why}: {said}" if said else why
    except OSError as error:
        return f"its input can't be written: {error.strerror or error}"


def _started(
    words: tuple[str, ...], given: IO[bytes], errors: IO[bytes], folder: Path, env: Mapping[str, str]
) -> subprocess.Popen[bytes] | str:
    try:
        return subprocess.Popen(
            [os.path.expanduser(words[0]), *words[1:]],  # noqa: PTH111 - a Path drops the dot of `./hook`
            stdin=given,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            cwd=folder,
            env=dict(env),
            start_new_session=True,  # no terminal, and ctrl+c is ours
        )
    except OSError as error:
        return f"{words[0]} can't be run: {error.strerror or error}"


def _ended(process: subprocess.Popen[bytes], seconds: float) -> str:
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        kill(process)
        return f"it took longer than {seconds:g} s and was ended"
    except BaseException:  # ctrl+c
        kill(process)
        raise
    if status < 0:
        return f"it was ended by {signal.strsignal(-status) or f'signal {-status}'}"
    return f"it ended with status {status}" if status else ""


def _said(errors: IO[bytes]) -> str:
    """Return the first line of what a hook wrote to standard error; the last of a traceback of Python."""
    errors.seek(0)
    text = errors.read(_MAX_SAID_BYTES).decode("utf-8", "replace")
    lines = [line for each in text.splitlines() if (line := clean_line(each).strip())] or [""]
    return shorten(lines[-1] if lines[0].startswith("Traceback ") else lines[0], _MAX_SAID_CHARACTERS)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Have a hang-up or a SIGTERM raise `SystemExit` meanwhile, so that no hook goes on without its limit."""
    numbers = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    is_main = threading.current_thread() is threading.main_thread()  # only there it can be asked for
    numbers = [number for number in numbers if is_main and signal.getsignal(number) is signal.SIG_DFL]
    for number in numbers:
        signal.signal(number, _exit)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


def _exit(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)  # what a shell says of a program that the signal ended


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a hook and its children."""
    if process.returncode is not None:  # the number may be another process's by now
        return
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_KILLED_SECONDS)
