"""Hooks that wait, and those that run: changes come in, each event's papers go to one run of its command."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from readerapp.actions.hooks.events import ADDED, NOTED, events_of
from readerapp.actions.hooks.process import ended_by_signals, kill, run_hook
from readerapp.actions.paper_record import record
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import NoSuchPaper
from readerapp.home import WITHIN_HOOK, Home
from readerapp.settings import HookSettings
from readerapp.state.journal_line import JournalLine

if TYPE_CHECKING:
    from subprocess import Popen

_NOTE_PAUSE_SECONDS = 5.0
"""A note is saved again and again while it is written: its hook waits for a pause."""
_LEAST_SECONDS = 0.2
"""For each hook that still waits when there is no time left."""


class Hooks:
    """Collects changes, and runs their hooks when it is told to.

    All papers of an event that wait go to one process, as JSON Lines: a paper once, as it is then.
    """

    def __init__(
        self,
        lib: ReadingList,
        settings: Callable[[], HookSettings],
        failed: Callable[[str], object],
        env: Mapping[str, str],
    ) -> None:
        """`settings` returns them as they are now; `failed` takes a sentence."""
        self._lib = lib
        self._settings = settings
        self._failed = failed
        self._env = env
        self._waiting: dict[str, dict[str, None]] = {}
        self._changed = threading.Condition()

    def heard(self, line: JournalLine) -> None:
        """Take in a change; see `Store.on_change`."""
        if not (commands := self._settings().commands):
            return
        with self._changed:
            for event, keys in events_of(line).items():
                if event in commands:
                    self._wait_for(event, keys)
            self._changed.notify()

    def _wait_for(self, event: str, keys: Iterable[str]) -> None:
        self._waiting.setdefault(event, {}).update(dict.fromkeys(keys))

    def run(self) -> None:
        """Run the hooks of all that was changed, once it is on disk, and return when they ended.

        Raises:
            Unwritable: it can't be written, so that no hook runs.
            KeyboardInterrupt, SystemExit: the reader or the system didn't want to wait; no other hook is run.
        """
        try:
            with ended_by_signals():
                while taken := self._take():
                    self._run(*taken)
        except (KeyboardInterrupt, SystemExit):
            self._waiting.clear()
            raise

    close = run

    def _take(self) -> tuple[str, list[str]] | None:
        with self._changed:
            for event in self._waiting:
                return event, [*self._waiting.pop(event)]
        return None

    def _run(self, event: str, keys: Iterable[str]) -> None:
        settings = self._settings()
        if not (words := settings.commands.get(event)):
            return
        self._lib.store.sync()
        home = self._lib.home
        why = run_hook(
            words,
            self._lines(self._new(keys) if event == ADDED else keys),
            folder=home.config if home.config.is_dir() else home.data,
            env={**self._env, "READERAPP_EVENT": event, WITHIN_HOOK: event, **_of_home(home)},
            seconds=min(settings.seconds, self._seconds_left()),
            started=self._started,
        )
        if why:
            self._failed(f"The hook {event!r} failed: {why}; it stands under [hooks] in {home.settings}")

    def _started(self, process: Popen[bytes]) -> None:
        """Take note of the process of a hook."""

    def _seconds_left(self) -> float:
        """Return how long all hooks together may still run."""
        return inf

    def _new(self, records: Iterable[str]) -> Iterator[str]:
        from readerapp.actions.intake.undo_records import new_keys

        return chain.from_iterable(new_keys(self._lib.home.arrivals, name) for name in records)

    def _lines(self, keys: Iterable[str]) -> Iterator[str]:
        for key in keys:
            try:
                yield json.dumps(record(self._lib, self._lib.paper(key)))
            except NoSuchPaper:  # gone meanwhile
                continue


def _of_home(home: Home) -> dict[str, str]:
    """Return what names the home to programs; nothing for the folders that they find themselves."""
    return {"READERAPP_HOME": str(home.data)} if home.data == home.config == home.cache.parent else {}


class BackgroundHooks(Hooks):
    """Runs hooks in a thread of its own, soon after the changes."""

    pause = _NOTE_PAUSE_SECONDS
    """How many seconds a note is left alone before its hook runs."""
    _noted = 0.0
    _thread: threading.Thread | None = None
    _process: Popen[bytes] | None = None
    _ends = False
    _end = inf

    def _wait_for(self, event: str, keys: Iterable[str]) -> None:
        super()._wait_for(event, keys)
        if event == NOTED:
            self._noted = monotonic()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="hooks", daemon=True)
            self._thread.start()

    def _take(self) -> tuple[str, list[str]] | None:
        """Wait for a hook that is due; return None at the end, when none waits any more."""
        with self._changed:
            while True:
                left = 0.0 if self._ends else self._noted + self.pause - monotonic()
                for event in self._waiting:
                    if event != NOTED or left <= 0:
                        return event, [*self._waiting.pop(event)]
                if self._ends:
                    return None
                self._changed.wait(left if self._waiting else None)

    def _started(self, process: Popen[bytes]) -> None:
        self._process = process

    def _seconds_left(self) -> float:
        return max(_LEAST_SECONDS, self._end - monotonic())

    def _work(self) -> None:
        while True:
            try:
                return self.run()
            except Exception as error:  # noqa: BLE001 - of one hook, which is told; the others still run
                self._failed(f"A hook wasn't run: {error}")

    def close(self) -> None:
        """Run what waits, and return when all ended: after the time of one hook at most.

        Raises:
            KeyboardInterrupt, SystemExit: the reader or the system didn't want to wait; the hook that ran is
                killed.
        """
        with self._changed:
            self._ends = True
            self._end = monotonic() + self._settings().seconds
            self._changed.notify()
        try:
            with ended_by_signals():
                if self._thread is not None:
                    self._thread.join()
        except (KeyboardInterrupt, SystemExit):
            with self._changed:
                self._waiting.clear()
            if self._process is not None:
                kill(self._process)
            raise
