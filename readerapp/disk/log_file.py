"""The log that `--log FILE` asks for: what the program does, when and how long.

Python reports what it opens, renames, removes and runs as audit events (https://peps.python.org/pep-0578/).
The program reports the rest as its own events, `sys.audit("readerapp.…")`: without a log they cost nothing.
Notes, abstracts, the environment and what programs are given are left out.
"""

from __future__ import annotations

import logging
import os
import platform
import re
import sys
import sysconfig
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from readerapp.disk.access import unwritable
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line, shorten
from readerapp.version import __version__

_MODE = 0o600
_MAX_WIDTH = 300
_FORMAT = "%(asctime)s.%(msecs)03dZ %(process)d %(levelname)s %(message)s"
_SECRET_OPTIONS = ("--text", "--append", "--token")
"""Options whose values are the reader's own words, or a password."""
_ADDRESS_SECRETS = re.compile(r"(?<=://)[^/@\s]*@|[?#]\S*")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC


def start(name: str, arguments: Sequence[str]) -> None:
    """Append to the file `name` from now on; it begins with the versions and the command line.

    Raises:
        ReaderError: it can't be written.
    """
    if not name.strip():
        raise ReaderError("--log needs the name of a file")
    path = Path(name)
    try:
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _MODE)
        stream = os.fdopen(file, "a", encoding="utf-8", errors="backslashreplace")
    except (OSError, ValueError) as error:
        reason = unwritable(path, error) if isinstance(error, OSError) else f"{name!r} is no name of a file"
        raise ReaderError(reason) from error
    logging.raiseExceptions = False  # a full disk is no reason to write all over the screen
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter(_FORMAT, "%Y-%m-%dT%H:%M:%S"))
    handler.formatter.converter = time.gmtime  # type: ignore[union-attr]
    logger = logging.getLogger("readerapp")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    logger.info("readerapp %s, Python %s, %s", __version__, platform.python_version(), platform.platform())
    logger.info("command: %s", _command(arguments))
    sys.addaudithook(_Listener(logger))


class _Listener:
    """Logs audit events. It never raises: that would end what the event is about."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self._started = time.monotonic()
        self._read: set[str] = set()
        program = (
            sys.prefix,
            sys.base_prefix,
            *sysconfig.get_paths().values(),
            str(Path(__file__).parents[1]),
        )
        self._unsaid = (*program, "/proc/", "/sys/", "/dev/", "/etc/")
        self._events: Mapping[str, Callable[..., None]] = {
            "open": self._open,
            "os.rename": self._rename,
            "os.remove": self._remove,
            "subprocess.Popen": self._run,
            "readerapp.fetched": self._fetched,
            "readerapp.step": self._step,
            "readerapp.failed": self._failed,
            "readerapp.ended": self._ended,
        }

    def __call__(self, event: str, values: tuple[Any, ...]) -> None:
        if (log := self._events.get(event)) is not None:
            try:
                log(*values)
            except Exception:  # noqa: BLE001 - see above
                self._logger.info("%s (not described)", event)

    def _say(self, words: str, *values: object) -> None:
        self._logger.info(words, *values)

    def _open(self, path: Any, _mode: object, flags: int) -> None:
        if isinstance(path, int) or path is None:
            return
        name = os.fsdecode(path)
        if flags & _WRITES:
            self._say("writes %s", _shown_path(name))
        elif not (name in self._read or name.startswith(self._unsaid)):
            self._read.add(name)
            self._say("reads %s", _shown_path(name))

    def _rename(self, old: Any, new: Any, *_: object) -> None:
        self._say("renames %s to %s", *(_shown_path(os.fsdecode(it)) for it in (old, new)))

    def _remove(self, path: Any, *_: object) -> None:
        self._say("removes %s", _shown_path(os.fsdecode(path)))

    def _run(self, program: Any, arguments: Any, *_: object) -> None:
        count = 0 if isinstance(arguments, str | bytes) else len(arguments) - 1
        self._say("runs %s with %d arguments", _shown_path(os.fsdecode(program)), count)

    def _fetched(self, url: str, status: int | None, size: int, seconds: float) -> None:
        result = f"status {status}, {size:,} bytes" if status else "no response"
        self._say("fetched %s: %s in %.0f ms", _shown(url), result, seconds * 1000)

    def _step(self, step: str, action: str, papers: int) -> None:
        self._say("step %s: %s, papers: %d", _shown(step), _shown(action), papers)

    def _failed(self, error: BaseException) -> None:
        trace = "".join(traceback.format_exception(error)).rstrip("\n")
        self._logger.error("%s", trace.replace(_home() + os.sep, f"~{os.sep}"))

    def _ended(self, status: int) -> None:
        self._say("ended with status %s after %.0f ms", status, (time.monotonic() - self._started) * 1000)


def _command(arguments: Sequence[str]) -> str:
    """Return the command line on one line, without values that are the reader's own words or secrets."""
    shown = []
    for before, word in zip(("", *arguments), arguments, strict=False):
        name, equals, _ = word.partition("=")
        if before in _SECRET_OPTIONS:
            shown.append("…")
        else:
            shown.append(f"{name}=…" if equals and name in _SECRET_OPTIONS else _shown(word))
    return " ".join(shown) or "the app"


def _shown(text: str) -> str:
    return shorten(clean_line(_ADDRESS_SECRETS.sub("", text) if "://" in text else text), _MAX_WIDTH)


def _shown_path(path: str) -> str:
    """Return a path on one line, one under the reader's own folder from `~` on."""
    home = _home()
    return _shown("~" + path.removeprefix(home) if path.startswith(home + os.sep) else path)


def _home() -> str:
    """Return the reader's own folder; `~` itself where there is none."""
    return os.path.expanduser("~").rstrip(os.sep) or "~"  # noqa: PTH111 - `Path.home` raises there
