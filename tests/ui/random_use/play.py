"""Plays a script of random use against the app, and checks what must hold whatever was done.

python -m tests.ui.random_use.play FILE plays again what a failed run left in FILE.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.keys import _character_to_key

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import State
from readerapp.home import Home
from readerapp.settings import Settings
from readerapp.state.journal import Journal
from readerapp.state.journal_line import JournalLine
from readerapp.state.papers import Papers, apply
from readerapp.ui.app import ReaderApp
from readerapp.ui.main import Main
from tests.ui.random_use import papers
from tests.ui.random_use.script import Event

ROOT = Path(__file__).resolve().parents[3]
FAILED = ROOT / "build" / "random-use"
_EVENTS_BETWEEN_CHECKS = 25
_START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_PATIENCE_SECONDS = 30
_ENVIRONMENT = {"BROWSER": "true", "VISUAL": "true", "EDITOR": "true"}
"""Programs that the app may start, and that do nothing."""


_OFFLINE = """
[fetch]
sources = []
huggingface = "http://nobody.invalid"
arxiv = "http://nobody.invalid"
github = "http://nobody.invalid"
"""
"""Settings with which nobody outside this machine is asked for anything."""


class Failed(AssertionError):
    """Something that must hold didn't, after so many events."""


class OtherProgram:
    """The program that changes the home meanwhile."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, "-m", "tests.ui.random_use.other_program", str(home)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._asked = 0

    def ask(self, change: Sequence[Any]) -> None:
        """Have it make a change, some time soon."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(change) + "\n")
        self._process.stdin.flush()
        self._asked += 1

    def wait(self) -> None:
        """Wait until all changes asked for are made."""
        assert self._process.stdout
        while self._asked:
            assert self._process.stdout.readline(), "the other program ended"
            self._asked -= 1

    def end(self) -> None:
        """End it."""
        self._process.communicate()


class Ledger:
    """The state that the journal tells, line by line from the first."""

    def __init__(self, home: Home) -> None:
        self._journal = Journal(home.journal)
        self._papers = Papers({})

    def states(self) -> dict[str, State]:
        """Read what was appended, and return the state of each paper that has any."""
        batch = self._journal.read()
        assert not batch.gap, "the journal was trimmed between two checks"
        for line in batch.lines:
            if isinstance(line, JournalLine):
                apply(line, self._papers)
        return touched(self._papers)


def touched(states: Papers | Any) -> dict[str, State]:
    """The states that say anything."""
    return {key: state for key, state in states.items() if not state.is_blank}


class Play:
    """One run of a script on a home of its own."""

    def __init__(self, script: Sequence[Event], home: Path, *, size: tuple[int, int] = (120, 36)) -> None:
        self.script = script
        self.home = Home.find(home)
        self.done = 0
        self._size = size
        self._now = _START
        self._ledger = Ledger(self.home)
        self._clipboard: list[str] = []

    async def run(self) -> None:
        """Play all events, starting the app anew whenever they ended it."""
        self._other = OtherProgram(self.home.data)
        try:
            while self.done < len(self.script):
                await self._sitting()
        finally:
            self._other.end()

    def _clock(self) -> datetime:
        self._now += timedelta(milliseconds=7)
        return self._now

    async def _sitting(self) -> None:
        async with AsyncExitStack() as stack:
            self._reading = stack.enter_context(ReadingList.open(self.home, clock=self._clock))
            settings = Settings.load(self.home.settings)
            self._app = ReaderApp(self._reading, settings, fresh=self.done % 2 == 0)
            stack.enter_context(mock.patch.object(self._app, "copy_to_clipboard", self._clipboard.append))
            stack.enter_context(mock.patch.object(self._app, "suspend", nullcontext))
            await stack.enter_async_context(self._app.run_test(size=self._size))
            while self.done < len(self.script) and self._is_on:
                await self._act(*self.script[self.done])
                self.done += 1
                if self.done % _EVENTS_BETWEEN_CHECKS == 0:
                    await self._check()
            await self._check()
            self._app.exit()

    async def _act(self, kind: str, *details: Any) -> None:
        match kind:
            case "other":
                self._other.ask(details)
            case "clock":
                self._now += timedelta(days=details[0])
            case "mouse":
                self._mouse(*details)
            case _:
                for event in self._events(kind, *details):
                    _send(self._app, event)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    def _events(self, kind: str, *details: Any) -> Iterator[events.Event]:
        match kind:
            case "key":
                yield _key(details[0])
            case "text":
                yield from map(_key, details[0])
            case "paste":
                yield events.Paste(details[0])
            case "resize":
                self._size = (details[0], details[1])
                yield events.Resize(Size(*self._size), Size(*self._size))

    def _mouse(self, what: str, x: float, y: float, to_x: float, to_y: float) -> None:
        width, height = self._size
        here, there = (int(x * width), int(y * height)), (int(to_x * width), int(to_y * height))
        if what == "wheel":
            for _ in range(3):
                _point(self._app, events.MouseScrollDown if to_x < 0.5 else events.MouseScrollUp, here)
            return
        button = 3 if what == "right" else 1
        for _ in range(2 if what == "double" else 1):
            _point(self._app, events.MouseDown, here, button)
            if what == "drag":
                _point(self._app, events.MouseMove, there, button)
                here = there
            _point(self._app, events.MouseUp, here, button)

    async def _check(self) -> None:
        """Check, once all is quiet, what must hold whatever was done."""
        try:
            await asyncio.wait_for(self._settle(), _PATIENCE_SECONDS)
        except TimeoutError as error:
            raise Failed(f"not at rest: {', '.join(self._busy())}") from error
        if self._app.failures.all:
            raise Failed("an error that nobody caught") from self._app.failures.all[0]
        if self._is_on:
            self._check_rows()
        self._other.wait()
        self._reading.store.sync()
        self._reading.store.poll()
        told, held = self._ledger.states(), touched(self._reading.store.snapshot())
        if told != held:
            differing = [key for key in {*told, *held} if told.get(key) != held.get(key)]
            key = differing[0]
            raise Failed(
                f"{len(differing)} states differ from the journal, as {told.get(key)} and {held.get(key)}"
            )

    async def _settle(self) -> None:
        while self._is_on and [*self._busy()]:
            await asyncio.sleep(0.002)

    @property
    def _is_on(self) -> bool:
        return self._app.is_running and not self._app._exit

    def _busy(self) -> Iterator[str]:
        """What is still going on."""
        main = self._app.screen_stack[0] if self._app.screen_stack else None
        if not isinstance(main, Main) or not main.is_mounted:
            yield "the main screen isn't there"
            return
        if self._app.has_keys:
            yield "keys wait"
        for name in ("background", "threads", "indexer", "imports"):
            if getattr(main, name).busy:
                yield f"{name} works"
        screen = self._app.screen
        if screen._compositor.size != self._app.size:
            yield f"{screen} has yet to follow a resize"
        if screen._callbacks or screen._layout_required or screen._repaint_required:
            yield f"{screen} is to be painted"

    def _check_rows(self) -> None:
        app = self._app
        strips = app.screen._compositor.render_strips(app.size)
        if wrong := [strip for strip in strips if strip.cell_length != app.size.width]:
            raise Failed(f"a row of {wrong[0].cell_length} cells in {app.size}: {wrong[0].text!r}")


def _key(key: str) -> events.Key:
    character = key if len(key) == 1 else {"space": " ", "slash": "/"}.get(key)
    return events.Key(key if len(key) > 1 or key.isalnum() else _character_to_key(key), character)


def _send(app: App[None], event: events.Event) -> None:
    event.set_sender(app)
    if app._driver:
        app._driver.send_message(event)


def _point(app: App[None], kind: type[events.MouseEvent], at: tuple[int, int], button: int = 0) -> None:
    x, y = at
    event = kind(None, x, y, 0, 0, button, False, False, False, x, y)
    if app._driver:
        app._driver.process_message(event)


def play(script: Sequence[Event], count: int, name: str) -> None:
    """Play a script on a new library of `count` papers. If it fails, leave a file that plays it again.

    Raises:
        Failed: with the file's path.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        papers.write(home / "papers.jsonl", count)
        (home / "config.toml").write_text(_OFFLINE, "utf-8")
        run = Play(script, home)
        before = Path.cwd()
        os.chdir(folder)
        try:
            with mock.patch.dict(os.environ, _ENVIRONMENT | {"HOME": folder}):
                for variable in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "NO_COLOR"):
                    os.environ.pop(variable, None)
                asyncio.run(run.run())
        except BaseException as error:
            FAILED.mkdir(parents=True, exist_ok=True)
            path = FAILED / f"{name}.json"
            path.write_text(json.dumps({"papers": count, "script": script[: run.done + 1]}), "utf-8")
            raise Failed(
                f"after {run.done} events: {error}; `python -m tests.ui.random_use.play {path}`"
            ) from error
        finally:
            os.chdir(before)


if __name__ == "__main__":
    again = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    play(again["script"], again["papers"], "again")
    print("nothing failed")
