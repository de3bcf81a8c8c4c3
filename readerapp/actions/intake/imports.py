"""Imports: papers merged into the library as one undo step, from SOURCE arguments or any iterable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from readerapp import sources
from readerapp.actions.done import named, paper_count
from readerapp.actions.intake import inputs
from readerapp.actions.intake.inputs import Address, CountedFile, Input
from readerapp.actions.intake.interrupts import Interrupts
from readerapp.actions.intake.report import AddReport, Meter, Tally
from readerapp.actions.intake.undo_records import Recorder
from readerapp.actions.progress import Progress
from readerapp.actions.services.addresses import Addresses
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import Cancelled, ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.text import shorten
from readerapp.domain.values import dataclass
from readerapp.sources import Skip
from readerapp.sources.results import Unnamed

if TYPE_CHECKING:
    from readerapp.web import Web

_PAPERS_PER_PROGRESS = 50


@dataclass(frozen=True, slots=True)
class AddOptions:
    """How to read sources."""

    format: str | None = None
    """The format of all sources; None recognises each by its content."""
    listed: str | None = None
    """The listing date of papers whose source has none: `2026-11-21`."""
    dry_run: bool = False
    """Only report what would be added."""
    private: bool = False
    """Allow addresses within the reader's own network."""
    web: Web | None = None
    """Fetches addresses, and may be cancelled from another thread; None makes one."""


def import_papers(
    workspace: Workspace,
    papers: Iterable[Paper | Skip],
    *,
    dry_run: bool = False,
    progress: Callable[[Progress], None] | None = None,
    meter: Meter | None = None,
    action: str = "add",
) -> AddReport:
    """Merge papers into the library, on any thread; `follow` shows them on the owner's.

    If `progress` or `papers` raises `KeyboardInterrupt` or `Cancelled`, what was read until then is kept.

    Args:
        meter: kept up to date by `papers`; for the progress and the report.
        action: the kind of the undo step: `add` or `fetch`.

    Raises:
        Unwritable: the library can't be written.
    """
    meter = meter or Meter()
    tally, ctrl_c = Tally(meter, dry_run=dry_run), Interrupts()

    def read() -> Iterator[Paper]:
        try:
            ctrl_c.allow()
            for count, found in enumerate(papers):
                if progress and not count % _PAPERS_PER_PROGRESS:
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

    with ctrl_c, recorder:
        added = workspace.library.ingest(
            read(), dry_run=dry_run, on_paper=partial(_merged, tally, recorder), before_write=recorder.ready
        )
    state = _take_in(workspace, tally, recorder, added.aliases, dry_run=dry_run) if tally.carried else 0
    report = tally.report(added, recorder.name, recorder.step, state)
    added.aliases = {} if dry_run else _moves(workspace) | added.aliases
    return report


def _take_in(
    workspace: Workspace, tally: Tally, recorder: Recorder, former: Mapping[str, str], *, dry_run: bool
) -> int:
    """Merge the state that came with papers, in the step of the import; return how many papers got some."""
    from readerapp.state.incoming import ArrivedState, UnusedField, documents

    unused: list[UnusedField] = []
    arrivals = [
        ArrivedState(former.get(paper.key, paper.key), paper.title, carried)
        for paper, carried in tally.carried
    ]
    if not (dry_run or recorder.name):  # else the library starts with what was added
        workspace.library.keep_seeds()
    entry = workspace.store.merge_in(
        partial(documents, arrivals, unused),
        dry_run=dry_run,
        action=recorder.action,
        words=f"{_verb(recorder.action)} the state of {{papers}}",
        adds=recorder.name,
        continues=recorder.step,
    )
    for each in unused:
        tally.skip(Skip(f"“{shorten(each.title, 60)}”", shorten(each.why, 200)))
    return len(entry.keys)


def _moves(workspace: Workspace) -> dict[str, str]:
    """Return former key to current key of the state that an import left behind when it was killed.

    That takes long if many papers have state, so it isn't left to `follow`.
    """
    return workspace.library.current_keys(workspace.store.snapshot())


def _merged(tally: Tally, recorder: Recorder, before: Paper | None, after: Paper) -> None:
    tally.merged(before, after)
    recorder.merged(before, after)


def follow(workspace: Workspace, report: AddReport) -> None:
    """Show an import as one undo step, and move state to new keys. On the owner's thread."""
    workspace.library.poll()
    workspace.store.rename(report.added.aliases)
    if report.step:
        words = _words(workspace, report)
        workspace.store.change(report.action, {}, words, adds=report.step, continues=report.began)


def _verb(action: str) -> str:
    return "fetched" if action == "fetch" else "added"


def _words(workspace: Workspace, report: AddReport) -> str:
    """Return the step's words for undo and the log."""
    verb = _verb(report.action)
    rows = [workspace.library.row(key) for key in report.arrived[:2]]
    titles = [workspace.library.title(row) for row in rows if row is not None]
    new = named(titles) if report.new == len(titles) == 1 else f"{report.new:,} papers"
    parts = [f"{verb} {new}"] * bool(report.new)
    parts += [f"updated {paper_count(report.updated)}"] * bool(report.updated)
    said = " and ".join(parts) or f"{verb} papers that were in the list"
    return f"{said}, and the state of {paper_count(report.state)}" if report.state else said


def add(
    workspace: Workspace,
    given: inputs.Source | Iterable[inputs.Source],
    options: AddOptions | None = None,
    *,
    progress: Callable[[Progress], None] | None = None,
) -> AddReport:
    """Read sources (see `inputs.find`) and merge their papers into the library, as `import_papers` does."""
    options = options or AddOptions()
    found = tuple(inputs.find(given))
    sizes = [item.size for item in found if not isinstance(item, Skip)]
    meter = Meter(0, None if None in sizes else sum(size or 0 for size in sizes))
    papers = read_papers(workspace, found, options, meter)
    return import_papers(workspace, papers, dry_run=options.dry_run, progress=progress, meter=meter)


def read_papers(
    workspace: Workspace, found: Sequence[Input | Address | Skip], options: AddOptions, meter: Meter
) -> Iterator[Paper | Skip]:
    """Yield the papers of each input and what was skipped, named by input and place; count what is read."""
    seen = workspace.clock().isoformat(timespec="seconds")
    at = _fetcher(workspace, [item.name for item in found if isinstance(item, Address)], options)
    for item in found:
        if isinstance(item, Skip):
            yield item
            continue
        meter.source = item.name
        if isinstance(item, Address):
            yield from at(item.name)
        else:
            yield from _within(workspace, item, options, meter, seen)
        meter.source = meter.format = ""


def _fetcher(
    workspace: Workspace, addresses: Sequence[str], options: AddOptions
) -> Callable[[str], Iterator[Paper | Skip]]:
    """Return a function that yields the papers at one of the addresses."""
    if not addresses:
        return lambda _: iter(())
    from readerapp.actions.services.client import ServiceClient  # loads what speaks HTTP

    try:
        client = ServiceClient.of(workspace, options.web, private=options.private)
    except ReaderError as error:
        why = str(error)
        return lambda address: iter([Skip(address, why)])
    return Addresses(addresses, client, options.format, options.listed).papers


def _within(
    workspace: Workspace, item: Input, options: AddOptions, meter: Meter, seen: str
) -> Iterator[Paper | Skip]:
    try:
        with item.open() as file:
            read = sources.stream(
                CountedFile(file, meter),
                name=item.source,
                format=options.format,
                listed=options.listed,
                seen=seen,
                is_known=lambda key: workspace.library.row(key) is not None,
            )
            for one in read:
                meter.format = read.format
                if isinstance(one, Unnamed) and (known := _with_code_at(workspace, one.address)):
                    yield from known
                else:
                    yield _placed(item.name, one) if isinstance(one, Skip) else one
    except OSError as error:
        yield Skip(item.name, f"can't be read: {error.strerror or error}")


def _with_code_at(workspace: Workspace, address: str) -> list[Paper]:
    """Return the papers of the library whose code is at an address."""
    shelf = workspace.shelf(f'is:any repo:"{_bare(address)}"', exact=True)
    papers = [workspace.library.paper(row, shelf) for row in (() if shelf.partial else shelf.rows)]
    return [paper for paper in papers if _bare(address) in map(_bare, paper.links.repo)]


def _bare(address: str) -> str:
    """Return the host and path of an address, in small letters, without the end that may be missing."""
    return address.casefold().partition("://")[2].removeprefix("www.").rstrip("./").removesuffix(".git")


def _placed(name: str, skip: Skip) -> Skip:
    return replace(skip, where=f"{name}: {skip.where}".rstrip(": "))
