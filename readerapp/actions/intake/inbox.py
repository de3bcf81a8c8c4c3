"""Adds the files in the inbox to the library, then has them moved away.

Papers are on disk before their file is moved: an inbox that was killed in between reads the file once more,
and finds the same papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import fields
from pathlib import Path

from readerapp.actions.intake import imports, inputs
from readerapp.actions.intake.imports import AddOptions
from readerapp.actions.intake.inbox_folder import Arrival, Inbox, Left
from readerapp.actions.intake.report import AddReport, Meter
from readerapp.actions.progress import Progress
from readerapp.actions.workspace import Workspace
from readerapp.domain.paper import Paper
from readerapp.domain.values import dataclass
from readerapp.sources import Skip


@dataclass(frozen=True, slots=True)
class InboxReport(AddReport):
    """Counts and changes of what an inbox had."""

    files: tuple[Path, ...] = ()
    """The files that were read, where they lay."""
    failed: tuple[Left, ...] = ()
    """The files that have no papers or can't be read, and why."""
    stuck: tuple[Left, ...] = ()
    """The files that were read and can't be moved away, and why."""

    @property
    def set_aside(self) -> tuple[Left, ...]:
        """The files that were moved to `failed`, and why."""
        stuck = {one.where for one in self.stuck}
        return tuple(one for one in self.failed if one.where not in stuck)


def take(
    workspace: Workspace,
    inbox: Inbox,
    arrivals: Sequence[Arrival],
    *,
    dry_run: bool = False,
    wait: float = 0,
    progress: Callable[[Progress], None] | None = None,
) -> InboxReport:
    """Add the papers of files as one import, on any thread, and move the files away.

    Arguments and errors are those of `imports.import_papers`; `wait` and further errors those of
    `Inbox.alone`. Files that another program has moved away by then are left out.
    """
    with nullcontext() if dry_run else inbox.alone(wait):
        batch = _Batch(workspace, [one for one in arrivals if one.is_there()], dry_run=dry_run)
        report = imports.import_papers(
            workspace, batch.papers(), dry_run=dry_run, progress=progress, meter=batch.meter
        )
        read = [(one, batch.why(one)) for one in batch.read]
        stuck = () if dry_run else tuple(inbox.put_away(read))
    return InboxReport(
        **{each.name: getattr(report, each.name) for each in fields(report)},
        files=tuple(one.path for one, _ in read),
        failed=tuple(Left(str(one.path), why) for one, why in read if why),
        stuck=stuck,
    )


class _Batch:
    """The files of one import, and what came of each."""

    def __init__(self, workspace: Workspace, arrivals: Sequence[Arrival], *, dry_run: bool) -> None:
        self.meter = Meter(0, sum(one.signature[2] for one in arrivals))
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
