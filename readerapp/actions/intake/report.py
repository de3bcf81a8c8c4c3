"""Counts and changes of an import, in total and by source."""

from __future__ import annotations

from collections import deque
from dataclasses import field, fields

from readerapp.actions.progress import Progress
from readerapp.domain.carried_state import CarriedState, without_state
from readerapp.domain.paper import Paper
from readerapp.domain.values import NamedTuple, dataclass, replace
from readerapp.library.ingest.result import Added
from readerapp.sources import Repeat, Skip

MAX_ITEMS = 1000
"""Skips, changes and keys that a report lists; all are counted."""
_NO_FACTS = frozenset({"key", "sightings", "added", "original"})


@dataclass(slots=True)
class Meter:
    """How much was read so far, and of which source; updated while reading."""

    done: int = 0
    """Bytes read."""
    total: int | None = None
    """Bytes there are; None if unknown."""
    source: str = ""
    format: str = ""


@dataclass(slots=True)
class Counts:
    """Numbers of papers in what was read."""

    read: int = 0
    new: int = 0
    updated: int = 0
    same: int = 0
    skipped: int = 0
    """Things that couldn't be read."""

    @property
    def summary(self) -> str:
        """The counts on one line."""
        return " · ".join(f"{each.name} {getattr(self, each.name):,}" for each in fields(Counts))


@dataclass(slots=True)
class SourceReport(Counts):
    """Counts of one source."""

    name: str = ""
    format: str = ""
    """The format it was read as; empty if it wasn't read."""


class PaperChange(NamedTuple):
    """The change that an import made to one paper."""

    key: str
    title: str
    fields: tuple[str, ...] = ()
    """Names of the fields that changed; empty for a new paper."""
    former: str = ""
    """Its previous key, if that changed."""

    @property
    def is_new(self) -> bool:
        """True if the library didn't have it."""
        return not self.fields

    @classmethod
    def of(cls, before: Paper | None, after: Paper) -> PaperChange:
        """Return the change from `before`, which is None for a new paper, to `after`."""
        if before is None:
            return cls(after.key, after.title)
        former = before.key if before.key != after.key else ""
        return cls(after.key, after.title, _differences(before, after), former)


def _differences(before: Paper, after: Paper) -> tuple[str, ...]:
    names = [each.name for each in fields(Paper)]
    changed = tuple(name for name in names if getattr(before, name) != getattr(after, name))
    return tuple(name for name in changed if name not in _NO_FACTS) or changed


def _says_the_same(before: Paper, after: Paper) -> bool:
    """Return True if a paper was at most read from one more source, with a listing and votes known before."""
    if before is after or before == after:
        return True
    known = {(it.listed, it.upvotes) for it in before.sightings}
    known |= {(before.listed, before.upvotes), (None, None)}
    listings = {(it.listed, it.upvotes) for it in after.sightings}
    return listings <= known and replace(before, sightings=after.sightings) == after


@dataclass(frozen=True, slots=True)
class AddReport:
    """Counts and changes of one import."""

    read: int = 0
    new: int = 0
    updated: int = 0
    same: int = 0
    skipped: tuple[Skip, ...] = ()
    """The first thousand things that couldn't be read: where and why."""
    skips: int = 0
    """How many couldn't be read."""
    stopped: bool = False
    """True if the reader stopped it; papers read until then were kept."""
    changes: tuple[PaperChange, ...] = ()
    """The first thousand new or changed papers; of a dry run only."""
    arrived: tuple[str, ...] = ()
    """Keys of the first thousand new papers."""
    sources: tuple[SourceReport, ...] = ()
    added: Added = field(default_factory=Added)
    """The library's own result, with key changes for `ReadingList.follow`."""
    step: str = ""
    """The name of its undo record; empty if nothing changed."""
    began: str = ""
    """The id of its step, which the journal gets before the first paper is written."""
    state: int = 0
    """How many papers got state that came with them."""

    @property
    def action(self) -> str:
        """The kind of its step in the journal."""
        return "add"

    @property
    def summary(self) -> str:
        """The counts on one line."""
        state = f" · state {self.state:,}" if self.state else ""
        return Counts(self.read, self.new, self.updated, self.same, self.skips).summary + state


class Tally:
    """Counts papers as they are read, then as the library merges them, which it does in the same order."""

    def __init__(self, meter: Meter, *, dry_run: bool) -> None:
        self.stopped = False
        self._meter = meter
        self._dry_run = dry_run
        self._all = Counts()
        self._sources: dict[str, SourceReport] = {}
        self._skipped: list[Skip] = []
        self._changes: list[PaperChange] = []
        self._arrived: list[str] = []
        self._waiting: deque[tuple[SourceReport | None, CarriedState | None]] = deque()
        self.carried: list[tuple[Paper, CarriedState]] = []
        """Papers that brought state along, as the library merged them."""

    def progress(self) -> Progress:
        """Return the progress so far."""
        return Progress(self._all.read, self._meter.done, self._meter.total, self._meter.source)

    def take(self, found: Paper | Skip) -> Paper | None:
        """Count a paper or skip, and return the paper to merge, if there is one."""
        source = self._source()
        if isinstance(found, Skip):
            if found.why:
                self.skip(found)
                source.skipped += 1
            if not isinstance(found, Repeat):
                return None
            paper, carried = without_state(found.paper)
            self._waiting.append((None, carried))  # the same source had it already
            return paper
        self._all.read += 1
        source.read += 1
        paper, carried = without_state(found)
        self._waiting.append((source, carried))
        return paper

    def _source(self) -> SourceReport:
        name = self._meter.source
        report = self._sources.get(name) or self._sources.setdefault(name, SourceReport(name=name))
        report.format = report.format or self._meter.format
        return report

    def merged(self, before: Paper | None, after: Paper) -> None:
        """Count the next paper as the library merged it; `before` is None for a new one."""
        source, carried = self._waiting.popleft()
        if carried:
            self.carried.append((after, carried))
        what = "new" if before is None else "same" if _says_the_same(before, after) else "updated"
        for counts in (self._all, source) if source else ():
            setattr(counts, what, getattr(counts, what) + 1)
        if before is None and len(self._arrived) < MAX_ITEMS:
            self._arrived.append(after.key)
        if self._dry_run and what != "same" and len(self._changes) < MAX_ITEMS:
            self._changes.append(PaperChange.of(before, after))

    def skip(self, found: Skip) -> None:
        """Count a part of a paper that couldn't be used."""
        self._all.skipped += 1
        if len(self._skipped) < MAX_ITEMS:
            self._skipped.append(found)

    def report(self, added: Added, step: str = "", began: str = "", state: int = 0) -> AddReport:
        """Return the report."""
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
            state=state,
        )
