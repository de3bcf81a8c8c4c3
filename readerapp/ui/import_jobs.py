"""Background imports: one job at a time, in a thread of its own."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import field, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from textual.message import Message

from readerapp.domain.errors import Cancelled, ReaderError
from readerapp.domain.values import dataclass
from readerapp.ui.background import Background
from readerapp.ui.job_progress import JobProgress

if TYPE_CHECKING:
    from readerapp.actions.intake.report import AddReport
    from readerapp.actions.progress import Progress

_MAX_FINISH_SECONDS = 5.0
"""How long quitting waits for the current job to save the papers it has read."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One import or fetch."""

    name: str
    work: Callable[[Callable[[Any], None]], AddReport]
    """Does the job. Calls its argument with a `Progress`; that raises `Cancelled` once the job is stopped."""
    then: Callable[[AddReport | ReaderError], None]
    """Shows the outcome, on the interface's thread."""
    cancel: Callable[[], None] = lambda: None
    """Aborts pending requests, so that a stopped job ends soon."""
    stopped: Event = field(default_factory=Event)


class ImportJobs(Background):
    """Runs one job at a time; the next starts when the last one's papers are shown."""

    def __init__(self, post: Callable[[Message], object]) -> None:
        super().__init__(post)
        self._jobs: deque[Job] = deque()
        self._began = 0.0
        self._progress: Progress | None = None
        self._outcome: AddReport | ReaderError | None = None

    def add(self, job: Job) -> None:
        """Queue a job."""
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._begin()

    def has(self, name: str) -> bool:
        """Return True if a job of this name runs or waits."""
        return any(job.name == name for job in self._jobs)

    def _begin(self) -> None:
        self._began, self._progress, self._outcome = time.monotonic(), None, None
        self.ask("job", partial(self._do, self._jobs[0]), self._done, self._done)

    def _do(self, job: Job) -> None:  # in the thread
        try:
            self._outcome = job.work(partial(self._report, job))
        except ReaderError as error:
            self._outcome = error
        except BaseException as error:
            self._outcome = ReaderError(f"unexpected error ({type(error).__name__})")
            raise  # reported like every unexpected error

    def _report(self, job: Job, progress: Progress) -> None:
        if job.stopped.is_set():
            raise Cancelled
        self._progress = progress

    def _done(self, _: object = None) -> None:
        job, outcome = self._jobs.popleft(), self._outcome
        if self._jobs:
            self._begin()
        if outcome:
            job.then(outcome)

    @property
    def busy(self) -> bool:
        """True while a job runs or waits."""
        return bool(self._jobs) or super().busy

    @property
    def progress(self) -> JobProgress | None:
        """Progress of the running job, and the number of jobs waiting; None if there is no job."""
        if not self._jobs:
            return None
        more = f" +{len(self._jobs) - 1}" if len(self._jobs) > 1 else ""
        progress = JobProgress.of(self._jobs[0].name, self._progress, time.monotonic() - self._began)
        return replace(progress, name=progress.name + more)

    def stop_job(self) -> bool:
        """Stop the running job, keeping the papers it has read. Return False if there is none to stop."""
        if not self._jobs or self._jobs[0].stopped.is_set():
            return False
        self._jobs[0].stopped.set()
        self._jobs[0].cancel()
        return True

    def finish(self) -> AddReport | None:
        """Stop all jobs, as the app ends. Return the running job's report if it wasn't shown yet."""
        self.stop()
        self.stop_job()
        if self._thread:
            self._thread.join(_MAX_FINISH_SECONDS)
        return None if not self._jobs or isinstance(self._outcome, ReaderError) else self._outcome
