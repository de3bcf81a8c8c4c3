"""The inbox folder, looked at while the app runs: what lands there is added in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from readerapp.actions.done import named, sentence
from readerapp.domain.errors import ReaderError
from readerapp.ui.desk import Desk

if TYPE_CHECKING:
    from readerapp.actions.intake.inbox import InboxReport
    from readerapp.actions.intake.inbox_folder import Arrival, Inbox, Left, Look
    from readerapp.actions.intake.report import AddReport
    from readerapp.actions.progress import Progress

_NAME = "inbox"


class InboxWatch:
    """Looks at the inbox in a thread, and starts an import when there are files."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._inbox: Inbox | None = None
        self._setting: str | None = None
        self._reads = False
        self._given_up: frozenset[Arrival] = frozenset()
        """Files of an import that failed or was stopped: read again only if asked for, or changed."""
        self._said = ""

    def look(self, *, asked: bool = False) -> None:
        """Look, and add what is there; if the reader `asked`, say also that there is nothing."""
        if self._desk.is_demo:
            if asked:
                self._desk.say("The demo reads no files of yours")
        elif self._reads:
            if asked:
                self._desk.say("The inbox is being read")
        else:
            look = partial(self._look, make=asked)
            self._desk.threads.ask(_NAME, look, partial(self._looked, asked))

    def _look(self, *, make: bool) -> Look | ReaderError:  # in a thread
        from readerapp.actions.intake.inbox_folder import Inbox

        setting = self._desk.settings.inbox
        if self._inbox is None or setting != self._setting:
            self._inbox, self._setting = Inbox(self._desk.reading.home, setting), setting
        try:
            if make:
                self._inbox.make()
            return self._inbox.look()
        except ReaderError as error:
            return error

    def _looked(self, asked: bool, found: Look | ReaderError) -> None:
        assert self._inbox
        if isinstance(found, ReaderError):
            self._warn(str(found), again=asked)
            return
        self._said = ""
        ready = [one for one in found.ready if asked or one not in self._given_up]
        if ready and not self._reads:
            self._read(self._inbox, ready)
        elif asked:
            more = f" {self._desk.glyphs.separator} a file there is being written" if found.unfinished else ""
            self._desk.say(f"Nothing new in {self._inbox.folder}{more}")

    def _warn(self, text: str, *, again: bool = False) -> None:
        """Say a problem once, however long it lasts."""
        if again or text != self._said:
            self._said = text
            self._desk.say(text, warning=True)

    def _read(self, inbox: Inbox, ready: list[Arrival]) -> None:
        from readerapp.ui.commands.intake.adding import start_job
        from readerapp.ui.import_jobs import Job

        desk, self._reads = self._desk, True

        def work(progress: Callable[[Progress], None]) -> AddReport:  # in a thread
            from readerapp.actions.intake.inbox import take

            return take(desk.reading, inbox, ready, progress=progress)

        start_job(desk, Job(_NAME, work, partial(self._done, frozenset(ready))))

    def _done(self, ready: frozenset[Arrival], outcome: AddReport | ReaderError) -> None:
        from readerapp.actions.intake.inbox_folder import InboxBusy
        from readerapp.ui.commands.intake.adding import follow, next_steps

        self._reads = False
        if isinstance(outcome, InboxBusy):
            return
        if isinstance(outcome, ReaderError):
            self._given_up = ready
            self._desk.say(f"{sentence(str(outcome))} (inbox)", warning=True)
            return
        report = cast("InboxReport", outcome)
        self._given_up = ready if report.stopped else frozenset()
        follow(self._desk, report)
        if report.files or report.stopped:
            is_warning = bool(report.failed or report.stuck)
            hint = next_steps(self._desk, report)
            self._desk.say(self._words(report), hint=hint, warning=is_warning)

    def _words(self, report: InboxReport) -> str:
        from readerapp.ui.commands.intake.adding import summary

        parts = []
        if report.read or report.stopped:
            parts.append(summary(report))
        if report.new == 1 and report.arrived:
            parts.append(named([self._desk.reading.paper(report.arrived[0]).title]))
        if report.set_aside:
            parts.append(_failed(report.set_aside))
        if report.stuck:
            parts.append(f"{PurePath(report.stuck[0].where).name} {report.stuck[0].why}")
        return f"inbox: {f' {self._desk.glyphs.separator} '.join(parts)}"


def _failed(files: Sequence[Left]) -> str:
    if len(files) > 1:
        return f"{len(files):,} files moved to failed/, where why.txt says why"
    return f"{PurePath(files[0].where).name} moved to failed/: {files[0].why}"
