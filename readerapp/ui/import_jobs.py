"""Papers brought in behind the list: one add after the other, in a thread of its own."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from textual.message import Message

from readerapp.domain.errors import Cancelled, ReaderError
from readerapp.ui.background import Background
from readerapp.ui.job_progress import JobProgress

if TYPE_CHECKING:
    from readerapp.actions.intake.report import AddReport
    from readerapp.actions.progress import Progress

_PATIENCE = 5.0
"""Seconds that the end of the app waits for what was read to be kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One thing to bring in."""

    name: str
    work: Callable[[Callable[[Any], None]], AddReport]
    """Does it. Is given a function to call with its `Progress`, which raises `Cancelled` to stop it."""
    then: Callable[[AddReport | ReaderError], None]
    """Shows what it came to, on the interface's thread."""
    cut: Callable[[], None] = lambda: None
    """Cuts short what waits for others, so that it is told soon."""
    stopped: Event = field(default_factory=Event)


class ImportJobs(Background):
    """Does one job at a time. The next begins when what the one before brought is shown."""

    def __init__(self, post: Callable[[Message], object]) -> None:
        super().__init__(post)
        self._jobs: deque[Job] = deque()
        self._began = 0.0
        self._far: Progress | None = None
        self._outcome: AddReport | ReaderError | None = None

    def add(self, job: Job) -> None:
        """Do a job when those before it are done."""
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._begin()

    def has(self, name: str) -> bool:
        """Whether a job of this name is being done, or waits."""
        return any(job.name == name for job in self._jobs)

    def _begin(self) -> None:
        self._began, self._far, self._outcome = time.monotonic(), None, None
        self.ask("job", partial(self._do, self._jobs[0]), self._done, self._done)

    def _do(self, job: Job) -> None:  # in the thread
        try:
            self._outcome = job.work(partial(self._told, job))
        except ReaderError as error:
            self._outcome = error
        except BaseException as error:
            self._outcome = ReaderError(f"it failed ({type(error).__name__})")
            raise  # to be told like all that nobody foresaw

    def _told(self, job: Job, far: Progress) -> None:
        if job.stopped.is_set():
            raise Cancelled
        self._far = far

    def _done(self, _: object = None) -> None:
        job, outcome = self._jobs.popleft(), self._outcome
        if self._jobs:
            self._begin()
        if outcome:
            job.then(outcome)

    @property
    def busy(self) -> bool:
        """Whether a job is being done, or waits."""
        return bool(self._jobs) or super().busy

    @property
    def pace(self) -> JobProgress | None:
        """How far the job is that is being done; None if there is none."""
        if not self._jobs:
            return None
        more = f" +{len(self._jobs) - 1}" if len(self._jobs) > 1 else ""
        pace = JobProgress.of(self._jobs[0].name, self._far, time.monotonic() - self._began)
        return replace(pace, name=pace.name + more)

    def stop_job(self) -> bool:
        """Stop the job that is being done, keeping what it has read; whether there was one to stop."""
        if not self._jobs or self._jobs[0].stopped.is_set():
            return False
        self._jobs[0].stopped.set()
        self._jobs[0].cut()
        return True

    def finish(self) -> AddReport | None:
        """Stop all, as the app ends; what the last job came to, if that could not be shown any more."""
        self.stop()
        self.stop_job()
        if self._thread:
            self._thread.join(_PATIENCE)
        return None if not self._jobs or isinstance(self._outcome, ReaderError) else self._outcome
