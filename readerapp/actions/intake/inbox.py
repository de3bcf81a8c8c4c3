"""The inbox: a folder whose files are added to the library, then moved to `done` or `failed` within it.

Papers are on disk before their file is moved: an inbox that was killed in between reads the file once more,
and finds the same papers. A file that can't be moved is remembered, so that it isn't read again and again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import fields
from pathlib import Path

from readerapp.actions.intake import imports, inputs
from readerapp.actions.intake.imports import AddOptions
from readerapp.actions.intake.inbox_folder import Arrival, Look, Rest, look, put_away
from readerapp.actions.intake.report import AddReport, Meter
from readerapp.actions.progress import Progress
from readerapp.actions.workspace import Workspace
from readerapp.disk import files
from readerapp.disk.lock import Lock
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.values import dataclass
from readerapp.home import Home
from readerapp.settings import Settings
from readerapp.sources import Skip

LOOK_SECONDS = 2.0
"""Between looks at the folder; a file that two looks find alike is whole."""


class InboxBusy(ReaderError):
    """Another program is reading the inbox."""


@dataclass(frozen=True, slots=True)
class InboxReport(AddReport):
    """Counts and changes of what an inbox had."""

    files: tuple[Path, ...] = ()
    """The files that were read, where they lay."""
    failed: tuple[Skip, ...] = ()
    """The files that have no papers or can't be read, and why."""
    stuck: tuple[Skip, ...] = ()
    """The files that were read and can't be moved away, and why."""


class Inbox:
    """The inbox of one reader, looked at again and again."""

    def __init__(self, home: Home, settings: Settings, now: Callable[[], float] = time.time) -> None:
        self.folder = home.data / files.typed_path(settings.inbox) if settings.inbox else home.inbox
        self._ours = not settings.inbox
        self._home = home
        self._now = now
        self._lock = home.cache / "inbox.lock"
        self._stuck_file = home.cache / "inbox.json"
        self._before: Mapping[Path, Rest] = {}

    def make(self) -> None:
        """Make the folder if it is the reader's own home's.

        Raises:
            ReaderError: it doesn't exist and is another, or can't be made.
        """
        if self._ours:
            try:
                files.make_folder(self.folder)
            except OSError as error:
                raise ReaderError(f"The inbox {self.folder} can't be made: {error.strerror}") from error
        elif not self.folder.is_dir():
            raise ReaderError(
                f"The inbox {self.folder} is no folder: make it, or change `inbox` in config.toml"
            )

    def look(self) -> Look:
        """Return what is there now; files are whole once two looks find them alike.

        Raises:
            ReaderError: the folder can't be listed.
        """
        if _holds(self.folder, self._home.data) or _holds(self.folder, self._home.config):
            raise ReaderError(f"The inbox {self.folder} holds your list: change `inbox` in config.toml")
        try:
            found = look(self.folder, self._before, self._now())
        except FileNotFoundError:
            if not self._ours:
                raise ReaderError(f"The inbox {self.folder} is gone") from None
            found = Look()
        except OSError as error:
            raise ReaderError(f"The inbox {self.folder} can't be listed: {error.strerror}") from error
        self._before = found.unfinished
        stuck = self._stuck() if found.ready else {}
        return found._replace(ready=tuple(one for one in found.ready if stuck.get(one.path) != one.rest))

    def take(
        self,
        workspace: Workspace,
        arrivals: Sequence[Arrival],
        *,
        dry_run: bool = False,
        wait: float = 0,
        progress: Callable[[Progress], None] | None = None,
    ) -> InboxReport:
        """Add the papers of files as one import, on any thread, and move the files away.

        Arguments and errors are those of `imports.import_papers`. What another program reads meanwhile is
        left to it.

        Raises:
            InboxBusy: another program reads the inbox for longer than `wait` seconds.
        """
        with nullcontext() if dry_run else self._alone(wait):
            there = [one for one in arrivals if _rest(one.path) == one.rest]
            batch = _Batch(workspace, there, dry_run=dry_run)
            report = imports.import_papers(
                workspace, batch.papers(), dry_run=dry_run, progress=progress, meter=batch.meter
            )
            stuck = () if dry_run else tuple(self._put_away(batch))
        return InboxReport(
            **{each.name: getattr(report, each.name) for each in fields(report)},
            files=tuple(one.path for one in batch.read),
            failed=tuple(Skip(str(one.path), why) for one in batch.read if (why := batch.why(one))),
            stuck=stuck,
        )

    @contextmanager
    def _alone(self, wait: float) -> Iterator[None]:
        lock = Lock(self._lock)
        try:
            held = lock.acquire(wait)
        except OSError as error:
            raise ReaderError(f"{self._lock} can't be written: {error.strerror}") from error
        if not held:
            raise InboxBusy(f"Another program is reading the inbox {self.folder}; try again later")
        try:
            yield
        finally:
            lock.release()

    def _put_away(self, batch: _Batch) -> Iterator[Skip]:
        stuck = dict(self._stuck())
        before = dict(stuck)
        for one in batch.read:
            if _rest(one.path) != one.rest:  # it was written to meanwhile: the next look has it
                continue
            if problem := put_away(self.folder, one.path, why=batch.why(one)):
                stuck[one.path] = one.rest
                yield Skip(str(one.path), problem)
        stuck = {path: rest for path, rest in stuck.items() if _rest(path) == rest}
        if stuck != before:
            known = {str(path): rest for path, rest in stuck.items()}
            with suppress(OSError):  # it is read once more, and changes nothing
                files.replace(self._stuck_file, [json.dumps(known).encode()], durable=False)

    def _stuck(self) -> Mapping[Path, Rest]:
        """Return the files that were read and couldn't be moved."""
        try:
            known = json.loads(self._stuck_file.read_bytes())
            return {Path(name): (int(changed), int(size)) for name, (changed, size) in known.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}


class _Batch:
    """The files of one import, and what came of each."""

    def __init__(self, workspace: Workspace, arrivals: Sequence[Arrival], *, dry_run: bool) -> None:
        self.meter = Meter(0, sum(size for _, (_, size) in arrivals))
        self.read: list[Arrival] = []
        """Those that were read to their end."""
        self._arrivals = arrivals
        self._workspace = workspace
        self._options = AddOptions(dry_run=dry_run)
        self._reasons: dict[Path, str] = {}
        self._with_papers: set[Path] = set()

    def papers(self) -> Iterator[Paper | Skip]:
        """Yield what is in the files."""
        for one in self._arrivals:
            found = tuple(inputs.find(str(one.path)))
            for paper in imports.read_papers(self._workspace, found, self._options, self.meter):
                if isinstance(paper, Skip):
                    self._reasons.setdefault(one.path, paper.why)
                else:
                    self._with_papers.add(one.path)
                yield paper
            self.read.append(one)

    def why(self, one: Arrival) -> str:
        """Return why a file has no papers; empty if it has some."""
        return "" if one.path in self._with_papers else self._reasons.get(one.path) or "no papers in it"


def _holds(inbox: Path, folder: Path) -> bool:
    """Return True if an inbox would have files of a folder moved."""
    real, inner = files.resolve(inbox), files.resolve(folder)
    return real in (inner, inner.parent)


def _rest(path: Path) -> Rest | None:
    try:
        facts = path.lstat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
