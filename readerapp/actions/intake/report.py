"""What an `add` comes to: how far it is while it runs, and what it did, in all and source by source."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from readerapp.actions.progress import Progress
from readerapp.domain.paper import Paper
from readerapp.library import Added
from readerapp.sources import Again, Skip

MAX_ITEMS = 1000
"""So many skips and changes are told one by one; all are counted."""
_NO_FACTS = frozenset({"key", "sightings", "added", "original"})


@dataclass(slots=True)
class Meter:
    """What is being read, as it goes on; kept up to date by whoever reads."""

    done: int = 0
    """How many bytes were read."""
    total: int | None = None
    """How many there are; None where that is not known."""
    source: str = ""
    format: str = ""


@dataclass(slots=True)
class Counts:
    """What came of something that was read, in numbers of papers."""

    read: int = 0
    new: int = 0
    updated: int = 0
    same: int = 0
    skipped: int = 0
    """How many things could not be read."""

    @property
    def summary(self) -> str:
        """The line that says it."""
        return " · ".join(f"{each.name} {getattr(self, each.name):,}" for each in fields(Counts))


@dataclass(slots=True)
class SourceReport(Counts):
    """What came of one source."""

    name: str = ""
    format: str = ""
    """What it was read as; empty where it was not read."""


class PaperChange(NamedTuple):
    """What became of one paper."""

    key: str
    title: str
    fields: tuple[str, ...] = ()
    """What is now known otherwise than before; nothing for a new paper."""
    former: str = ""
    """The key that it had until now, where it has another."""

    @property
    def is_new(self) -> bool:
        """Whether the library did not have it."""
        return not self.fields

    @classmethod
    def of(cls, before: Paper | None, after: Paper) -> PaperChange:
        """What makes `after` out of `before`."""
        if before is None:
            return cls(after.key, after.title)
        former = before.key if before.key != after.key else ""
        return cls(after.key, after.title, _differences(before, after), former)


def _differences(before: Paper, after: Paper) -> tuple[str, ...]:
    names = [each.name for each in fields(Paper)]
    changed = tuple(name for name in names if getattr(before, name) != getattr(after, name))
    return tuple(name for name in changed if name not in _NO_FACTS) or changed


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an `add` did, in numbers of papers."""

    read: int = 0
    new: int = 0
    updated: int = 0
    same: int = 0
    skipped: tuple[Skip, ...] = ()
    """The first thousand things that could not be read: where and why."""
    skips: int = 0
    """How many things could not be read."""
    stopped: bool = False
    """Whether the reader stopped it: what had been read until then was kept."""
    changes: tuple[PaperChange, ...] = ()
    """Of a dry run, the first thousand papers that would be new or otherwise."""
    arrived: tuple[str, ...] = ()
    """The keys of the first thousand papers that are new."""
    sources: tuple[SourceReport, ...] = ()
    added: Added = field(default_factory=Added)
    """What the library did; `ReadingList.follow` makes the state follow."""
    step: str = ""
    """The name of what undo needs to take it back; empty where nothing changed."""
    began: str = ""
    """The id of the step, which the journal has from before the first paper was written."""

    @property
    def action(self) -> str:
        """What the step is called."""
        return "add"

    @property
    def summary(self) -> str:
        """The line that says it."""
        return Counts(self.read, self.new, self.updated, self.same, self.skips).summary


class Tally:
    """Counts what is read, and then what the library makes of it, which it tells in the same order."""

    def __init__(self, meter: Meter, *, dry_run: bool) -> None:
        self.stopped = False
        self._meter = meter
        self._dry_run = dry_run
        self._all = Counts()
        self._sources: dict[str, SourceReport] = {}
        self._skipped: list[Skip] = []
        self._changes: list[PaperChange] = []
        self._arrived: list[str] = []
        self._waiting: deque[SourceReport | None] = deque()

    def progress(self) -> Progress:
        """How far it is."""
        return Progress(self._all.read, self._meter.done, self._meter.total, self._meter.source)

    def take(self, found: Paper | Skip) -> Paper | None:
        """The paper that the library is to take, if this is or holds one."""
        source = self._source()
        if isinstance(found, Skip):
            if found.why:
                self._all.skipped += 1
                source.skipped += 1
                if len(self._skipped) < MAX_ITEMS:
                    self._skipped.append(found)
            if not isinstance(found, Again):
                return None
            self._waiting.append(None)  # its source has it once already
            return found.paper
        self._all.read += 1
        source.read += 1
        self._waiting.append(source)
        return found

    def _source(self) -> SourceReport:
        report = self._sources.setdefault(self._meter.source, SourceReport(name=self._meter.source))
        report.format = report.format or self._meter.format
        return report

    def told(self, before: Paper | None, after: Paper) -> None:
        """The library has merged the next paper."""
        source = self._waiting.popleft()
        what = "new" if before is None else "same" if before == after else "updated"
        for counts in (self._all, source) if source else ():
            setattr(counts, what, getattr(counts, what) + 1)
        if before is None and len(self._arrived) < MAX_ITEMS:
            self._arrived.append(after.key)
        if self._dry_run and what != "same" and len(self._changes) < MAX_ITEMS:
            self._changes.append(PaperChange.of(before, after))

    def report(self, added: Added, step: str = "", began: str = "") -> AddReport:
        """What it came to."""
        counts = self._all
        return AddReport(
            *(counts.read, counts.new, counts.updated, counts.same),
            skipped=tuple(self._skipped),
            skips=counts.skipped,
            stopped=self.stopped,
            changes=tuple(self._changes),
            arrived=tuple(self._arrived),
            sources=tuple(report for name, report in self._sources.items() if name),
            added=added,
            step=step,
            began=began,
        )
