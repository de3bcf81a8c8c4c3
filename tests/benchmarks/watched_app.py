"""The app with a watch on the interface's thread: `python -m tests.benchmarks.watched_app FILE`.

Writes every call of the event loop that took a while to the file, as JSON, one a line, when the app ends;
`calls` reads it.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

_LEAST = 1.0
"""Milliseconds of CPU from which on a call is written down."""


@dataclass(slots=True)
class Call:
    """One uninterrupted run of code in the interface's thread: meanwhile no key is answered."""

    began: float
    """Seconds, by `time.perf_counter`, which all processes of a machine share on Linux."""
    cpu: float
    """Milliseconds."""
    wall: float
    """Milliseconds, with what other threads and programs took meanwhile."""
    name: str
    collecting: float
    """Milliseconds of garbage collection among them."""
    painting: float = 0.0
    """Milliseconds of CPU among them in which the screen was laid out and drawn."""


class Watch:
    """Replaces what runs the event loop's callbacks by the same with a clock around it."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._messages: list[tuple[float, str]] = []
        self._collecting = self._collection = self._painting = 0.0
        self._paints = False

    def start(self) -> None:
        """Watch this thread from now on."""
        gc.callbacks.append(self._collected)
        run, dispatch, watch = asyncio.Handle._run, MessagePump._dispatch_message, self

        def watched_run(handle: asyncio.Handle) -> None:
            watch._messages.clear()
            watch._collecting = watch._painting = 0.0
            began, cpu = time.perf_counter(), time.thread_time()
            run(handle)
            if (taken := (time.thread_time() - cpu) * 1000) >= _LEAST:
                wall = (time.perf_counter() - began) * 1000
                name = watch._name(handle)
                watch.calls.append(Call(began, taken, wall, name, watch._collecting, watch._painting))

        async def watched_dispatch(pump: MessagePump, message: Any) -> None:
            begin = time.thread_time()
            await dispatch(pump, message)
            watch._messages.append((time.thread_time() - begin, _described(pump, message)))

        asyncio.Handle._run = watched_run  # type: ignore[method-assign,assignment]
        MessagePump._dispatch_message = watched_dispatch  # type: ignore[method-assign,assignment]
        for name in ("_refresh_layout", "_compositor_refresh", "_on_timer_update"):
            setattr(Screen, name, self._painted(getattr(Screen, name)))

    def _painted(self, part: Callable[..., Any]) -> Callable[..., Any]:
        """A part of painting, the time of which is counted, though not twice where one calls another."""

        @wraps(part)
        def counted(*arguments: Any, **options: Any) -> Any:
            outer, self._paints = self._paints, True
            begin = time.thread_time()
            try:
                return part(*arguments, **options)
            finally:
                self._paints = outer
                self._painting += 0.0 if outer else (time.thread_time() - begin) * 1000

        return counted

    def _name(self, handle: asyncio.Handle) -> str:
        """The message that took longest, else the callback."""
        if self._messages:
            return max(self._messages)[1]
        callback: Any = handle._callback  # type: ignore[attr-defined]
        task = getattr(callback, "__self__", None)
        if not isinstance(task, asyncio.Task):
            return str(getattr(callback, "__qualname__", callback))
        coroutine: Any = task.get_coro()
        if not isinstance(timer := _self(coroutine), Timer):
            return f"task {coroutine.__qualname__}"
        return f"timer {_function(timer._callback)}"

    def _collected(self, phase: str, _: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        if phase == "start":
            self._collection = time.thread_time()
        else:
            self._collecting += (time.thread_time() - self._collection) * 1000


def _described(pump: Any, message: Any) -> str:
    """The receiver, the message, and the function it calls if it is there for that."""
    called = getattr(message, "callback", None) or getattr(message, "then", None)
    detail = _function(called) if called else getattr(message, "key", "")
    return f"{type(pump).__name__} {type(message).__qualname__} {detail}".rstrip()


def _function(called: Any) -> str:
    return str(getattr(getattr(called, "func", called), "__qualname__", called))  # or of a partial


def _self(coroutine: Any) -> object:
    """The object whose method the coroutine runs."""
    return coroutine.cr_frame.f_locals.get("self") if coroutine.cr_frame else None


def calls(file: Path) -> Iterator[Call]:
    """What was written down."""
    for line in file.read_text("utf-8").splitlines():
        yield Call(**json.loads(line))


def main() -> None:
    """Run the app and write the calls down."""
    from readerapp.__main__ import main as run

    watch, file = Watch(), Path(sys.argv.pop(1))
    watch.start()
    try:
        run()
    finally:
        file.write_text("".join(json.dumps(asdict(call)) + "\n" for call in watch.calls), "utf-8")


if __name__ == "__main__":
    main()
