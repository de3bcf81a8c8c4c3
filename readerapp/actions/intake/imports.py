"""Bringing papers in: from what SOURCE arguments name, from data at hand, from anything that yields them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from readerapp import sources
from readerapp.actions.done import named
from readerapp.actions.intake import inputs
from readerapp.actions.intake.inputs import Address, CountedFile, Data, Input
from readerapp.actions.intake.interrupts import Interrupts
from readerapp.actions.intake.report import AddReport, Meter, Tally
from readerapp.actions.intake.undo_records import Recorder
from readerapp.actions.progress import Progress
from readerapp.actions.services.addresses import Addresses
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import Cancelled, ReaderError
from readerapp.domain.paper import Paper
from readerapp.sources import Skip

if TYPE_CHECKING:
    from readerapp.web import Web

_TOLD_EVERY = 50
"""So many papers are read between two looks at how far it is."""


@dataclass(frozen=True, slots=True)
class AddOptions:
    """How sources are to be read."""

    format: str | None = None
    """The format all are in; None: each is recognised by its content."""
    listed: str | None = None
    """The listing date of papers whose source says none."""
    dry_run: bool = False
    """Only say what would be done."""
    private: bool = False
    """Whether addresses within the reader's own network may be asked."""
    web: Web | None = None
    """Asks for addresses, and may be cancelled from another thread; None: one that is made for it."""


def import_papers(
    workspace: Workspace,
    papers: Iterable[Paper | Skip],
    *,
    dry_run: bool = False,
    progress: Callable[[Progress], None] | None = None,
    meter: Meter | None = None,
    action: str = "add",
) -> AddReport:
    """Bring papers into the library, on any thread. `ReadingList.follow` on the owner's thread shows them.

    `progress` may raise `KeyboardInterrupt` or `Cancelled`, as may what yields the papers: what was taken
    until then is kept.

    Args:
        meter: says how much was read, and of which source; for the progress and the report.
        action: what the step is called.

    Raises:
        Unwritable: the library can't be written.
    """
    meter = meter or Meter()
    tally, ctrl_c = Tally(meter, dry_run=dry_run), Interrupts()

    def wanted() -> Iterator[Paper]:
        try:
            ctrl_c.allow()
            for count, found in enumerate(papers):
                if progress and not count % _TOLD_EVERY:
                    progress(tally.progress())
                if (paper := tally.take(found)) is not None:
                    ctrl_c.hold()
                    yield paper
                    ctrl_c.allow()
            if progress:
                progress(tally.progress())
        except (KeyboardInterrupt, Cancelled):
            tally.stopped = True
        ctrl_c.hold()

    recorder = Recorder(workspace, action, f"{_verb(action)} papers (not finished)", dry_run=dry_run)
    told = partial(_told, (tally.told, recorder.told))
    with ctrl_c, recorder:
        added = workspace.library.ingest(
            wanted(), dry_run=dry_run, on_paper=told, before_write=recorder.ready
        )
    if dry_run:
        added.aliases.clear()  # nothing is to follow
    return tally.report(added, recorder.name, recorder.step)


def _told(
    listeners: Iterable[Callable[[Paper | None, Paper], None]], before: Paper | None, after: Paper
) -> None:
    for listener in listeners:
        listener(before, after)


def follow(workspace: Workspace, report: AddReport) -> None:
    """Show what `bring` brought in as one step, and let state follow papers to their new keys; on the owner's
    thread."""
    workspace.library.poll()
    renamed = report.added.aliases
    if report.read:  # and those of an `add` that was killed before it came so far
        renamed = workspace.library.current_keys(workspace.store.states) | renamed
    workspace.store.rename(renamed)
    if report.step:
        words = _words(workspace, report)
        workspace.store.change(report.action, {}, words, adds=report.step, continues=report.began)


def _verb(action: str) -> str:
    return "fetched" if action == "fetch" else "added"


def _words(workspace: Workspace, report: AddReport) -> str:
    """What was done, for undo and the log."""
    verb = _verb(report.action)
    rows = [workspace.library.row(key) for key in report.arrived[:2]]
    titles = [workspace.library.title(row) for row in rows if row is not None]
    new = named(titles) if report.new == len(titles) == 1 else f"{report.new:,} papers"
    told = f"updated {'1 paper' if report.updated == 1 else f'{report.updated:,} papers'}"
    return (
        " and ".join([f"{verb} {new}"] * bool(report.new) + [told] * bool(report.updated)) or f"{verb} papers"
    )


def add(
    workspace: Workspace,
    given: inputs.Source | Iterable[inputs.Source],
    how: AddOptions | None = None,
    *,
    progress: Callable[[Progress], None] | None = None,
) -> AddReport:
    """Bring in what SOURCE arguments name: see `inputs.find`. On any thread, as `bring`."""
    how = how or AddOptions()
    found = tuple(inputs.find(given))
    sizes = [item.size for item in found if not isinstance(item, Skip)]
    meter = Meter(0, None if None in sizes else sum(size or 0 for size in sizes))
    papers = _read(workspace, found, how, meter)
    return import_papers(workspace, papers, dry_run=how.dry_run, progress=progress, meter=meter)


def add_data(
    workspace: Workspace,
    data: bytes,
    *,
    name: str,
    how: AddOptions | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> AddReport:
    """Bring in what is in `data`: a pasted text, a fetched page. `name` is the source's, for its sightings.

    On any thread, as `bring`.
    """
    return add(workspace, [Data(name, data)], how, progress=progress)


def _read(
    workspace: Workspace, found: Iterable[Input | Address | Skip], how: AddOptions, meter: Meter
) -> Iterator[Paper | Skip]:
    """The papers of each input, and what is left out by the names of both."""
    seen = workspace.clock().isoformat(timespec="seconds")
    at = _asking(workspace, [item.name for item in found if isinstance(item, Address)], how)
    for item in found:
        if isinstance(item, Skip):
            yield item
            continue
        meter.source = item.name
        if isinstance(item, Address):
            yield from at(item.name)
        else:
            yield from _within(item, how, meter, seen)
        meter.source = meter.format = ""


def _asking(
    workspace: Workspace, addresses: Sequence[str], how: AddOptions
) -> Callable[[str], Iterator[Paper | Skip]]:
    """What gives the papers at each of the addresses."""
    if not addresses:
        return lambda _: iter(())
    known = {"format": how.format, "listed": how.listed}
    try:
        return Addresses.of(workspace, addresses, web=how.web, private=how.private, **known).papers
    except ReaderError as error:
        why = str(error)
        return lambda address: iter([Skip(address, why)])


def _within(item: Input, how: AddOptions, meter: Meter, seen: str) -> Iterator[Paper | Skip]:
    try:
        with item.open() as file:
            read = sources.stream(
                CountedFile(file, meter), name=item.source, format=how.format, listed=how.listed, seen=seen
            )
            for one in read:
                meter.format = read.format
                yield _placed(item.name, one) if isinstance(one, Skip) else one
    except OSError as error:
        yield Skip(item.name, f"can't be read: {error.strerror or error}")


def _placed(name: str, skip: Skip) -> Skip:
    return replace(skip, where=f"{name}: {skip.where}".rstrip(": "))
