"""Makes the system calls of a save fail, fall short, or be the last thing a process does."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CALLS = ("open", "write", "fsync", "ftruncate", "fchmod", "replace", "rename", "mkdir", "unlink", "close")


class Killed(BaseException):
    """The process is dead: nothing that comes after this happens."""


class Calls:
    """Counts the system calls made within `watched`, and lets `fault` decide on each."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fault: "Fault | None" = None) -> None:
        self._patch = monkeypatch
        self._fault = fault
        self.made: list[str] = []

    @contextmanager
    def watched(self) -> Iterator["Calls"]:
        with self._patch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._wrap(name, getattr(os, name)))
            yield self

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.made.append(name)
            if self._fault is None:
                return real(*args, **kwargs)
            return self._fault(len(self.made), name, lambda: real(*args, **kwargs), args)

        return call


Fault = Callable[[int, str, Callable[[], Any], tuple[Any, ...]], Any]


def fails_once(at: int, code: int = errno.EIO) -> Fault:
    def fault(number: int, name: str, real: Callable[[], Any], args: tuple[Any, ...]) -> Any:
        if number == at and name != "close":
            raise OSError(code, os.strerror(code))
        return real()

    return fault


def fails_from(at: int, code: int = errno.ENOSPC) -> Fault:
    """From that call on nothing can be written; files can still be closed, cut and removed."""

    def fault(number: int, name: str, real: Callable[[], Any], args: tuple[Any, ...]) -> Any:
        if number >= at and name not in ("close", "ftruncate", "unlink"):
            raise OSError(code, os.strerror(code))
        return real()

    return fault


def short_writes() -> Fault:
    def fault(number: int, name: str, real: Callable[[], Any], args: tuple[Any, ...]) -> Any:
        if name == "write" and len(args[1]) > 1:
            return _write(args[0], bytes(args[1])[: len(args[1]) // 2 + 1])
        return real()

    return fault


def dies_at(at: int, *, half: bool) -> Fault:
    """The process ends at that call; `half`: a write has got half of its bytes out by then."""

    def fault(number: int, name: str, real: Callable[[], Any], args: tuple[Any, ...]) -> Any:
        if number < at:
            return real()
        if number == at and half and name == "write":
            _write(args[0], bytes(args[1])[: len(args[1]) // 2])
        raise Killed

    return fault


_write = os.write
