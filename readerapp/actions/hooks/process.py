"""One run of a hook: the papers on its standard input, its output discarded, its time limited."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

_KILLED_SECONDS = 2
"""How long a killed process may take to go: one that waits for a dead disk never does."""


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

    Its input is a file: whether it reads all, some or nothing of it, nobody waits. It has no terminal, and is
    killed with its children when its time is over.

    Args:
        lines: what it reads, without line ends; nothing is run if there are none.
        folder: where it runs, and from where a path in its name counts.
        started: called with the process, which another thread may `kill`.
    """
    try:
        with tempfile.TemporaryFile() as given:
            given.writelines(line.encode() + b"\n" for line in lines)
            if not given.tell():
                return ""
            given.seek(0)  # puts it on disk
            process = _started(words, given, folder, env)
    except OSError as error:
        return f"its input can't be written: {error.strerror or error}"
    if isinstance(process, str):
        return process
    started(process)
    return _ended(process, seconds)


def _started(
    words: tuple[str, ...], given: IO[bytes], folder: Path, env: Mapping[str, str]
) -> subprocess.Popen[bytes] | str:
    try:
        return subprocess.Popen(
            [os.path.expanduser(words[0]), *words[1:]],  # noqa: PTH111 - a Path drops the dot of `./hook`
            stdin=given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
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
