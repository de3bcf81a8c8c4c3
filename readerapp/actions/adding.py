"""Bringing papers in: from what SOURCE arguments name, from data at hand, from anything that yields them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readerapp import sources
from readerapp.actions import inputs
from readerapp.actions.inputs import Counted, Data, Input, Meter
from readerapp.domain.errors import Cancelled
from readerapp.domain.paper import Paper
from readerapp.library import Added
from readerapp.sources import Skip

if TYPE_CHECKING:
    from readerapp.actions.reading_list import ReadingList

_TOLD_EVERY = 50
_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an `add` is."""

    papers: int
    """How many papers were read."""
    done: int
    """How many bytes were read."""
    total: int | None
    """How many there are; None where that is not known."""


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
    added: Added = field(default_factory=Added)
    """What the library did; `ReadingList.follow` makes the state follow."""

    @property
    def summary(self) -> str:
        """The line that says it."""
        counts = {"read": self.read, "new": self.new, "updated": self.updated, "same": self.same}
        counts["skipped"] = self.skips
        return " · ".join(f"{name} {count:,}" for name, count in counts.items())


@dataclass(frozen=True, slots=True)
class How:
    """How sources are to be read."""

    format: str | None = None
    """The format all are in; None: each is recognised by its content."""
    listed: str | None = None
    """The listing date of papers whose source says none."""
    dry_run: bool = False
    """Only say what would be done."""
    private: bool = False
    """Whether addresses within the reader's own network may be asked."""


class _Intake:
    """The papers among what is found, the rest counted; it ends where the reader stops it."""

    def __init__(
        self, found: Iterable[Paper | Skip], progress: Callable[[Progress], None] | None, meter: Meter
    ) -> None:
        self._found = found
        self._progress = progress
        self._meter = meter
        self.read = self.skips = 0
        self.skipped: list[Skip] = []
        self.stopped = False

    def __iter__(self) -> Iterator[Paper]:
        try:
            self._tell()
            for item in self._found:
                if isinstance(item, Skip):
                    self._skip(item)
                else:
                    self.read += 1
                    yield item
                if not (self.read + self.skips) % _TOLD_EVERY:
                    self._tell()
            self._tell()
        except (KeyboardInterrupt, Cancelled):
            self.stopped = True

    def _skip(self, skip: Skip) -> None:
        self.skips += 1
        if len(self.skipped) < _SHOWN:
            self.skipped.append(skip)

    def _tell(self) -> None:
        if self._progress:
            self._progress(Progress(self.read, self._meter.done, self._meter.total))


def bring(
    reading: ReadingList,
    papers: Iterable[Paper | Skip],
    *,
    dry_run: bool = False,
    progress: Callable[[Progress], None] | None = None,
    meter: Meter | None = None,
) -> AddReport:
    """Bring papers into the library, on any thread. `ReadingList.follow` on the owner's thread shows them.

    `progress` may raise `KeyboardInterrupt` or `Cancelled`, as may what yields the papers: what was taken
    until then is kept.

    Raises:
        Unwritable: the library can't be written.
    """
    intake = _Intake(papers, progress, meter or Meter())
    added = reading.library.bring(intake, dry_run=dry_run)
    if dry_run:
        added.aliases.clear()  # nothing is to follow
    return AddReport(
        read=intake.read,
        new=added.new,
        updated=added.updated,
        same=added.same,
        skipped=tuple(intake.skipped),
        skips=intake.skips,
        stopped=intake.stopped,
        added=added,
    )


def add(
    reading: ReadingList,
    given: Iterable[str | Data],
    how: How | None = None,
    *,
    progress: Callable[[Progress], None] | None = None,
) -> AddReport:
    """Bring in what SOURCE arguments name: see `inputs.find`. On any thread, as `bring`."""
    how = how or How()
    found = tuple(inputs.find(given))
    sizes = [item.size for item in found if isinstance(item, Input)]
    meter = Meter(0, None if None in sizes else sum(size or 0 for size in sizes))
    return bring(
        reading, _read(reading, found, how, meter), dry_run=how.dry_run, progress=progress, meter=meter
    )


def add_data(
    reading: ReadingList,
    data: bytes,
    *,
    name: str,
    how: How | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> AddReport:
    """Bring in what is in `data`: a pasted text, a fetched page. `name` is the source's, for its sightings.

    On any thread, as `bring`.
    """
    return add(reading, [Data(name, data)], how, progress=progress)


def _read(
    reading: ReadingList, found: Iterable[Input | Skip], how: How, meter: Meter
) -> Iterator[Paper | Skip]:
    """The papers of each input, and what is left out by the names of both."""
    seen = reading.clock().isoformat(timespec="seconds")
    for item in found:
        if isinstance(item, Skip):
            yield item
            continue
        try:
            with item.open() as file:
                counted = Counted(file, meter)
                read = sources.stream(
                    counted, name=item.name, size=item.size, format=how.format, listed=how.listed, seen=seen
                )
                for one in read:
                    yield _placed(item.name, one) if isinstance(one, Skip) else one
        except OSError as error:
            yield Skip(item.name, f"can't be read: {error.strerror or error}")


def _placed(name: str, skip: Skip) -> Skip:
    return Skip(f"{name}: {skip.where}".rstrip(": "), skip.why)
