"""`doctor`: every file of a home checked, and repaired where that is safe."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from readerapp.actions.desktop.drafts import leftovers
from readerapp.actions.done import paper_count
from readerapp.actions.keymap import keyed
from readerapp.actions.machines import upkeep
from readerapp.actions.machines.git import NoGit
from readerapp.actions.machines.repository import Repository
from readerapp.actions.papers import former_keys
from readerapp.disk import files
from readerapp.disk.access import unwritable
from readerapp.disk.conflict_copies import copies
from readerapp.domain.state import State
from readerapp.domain.values import dataclass
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.file import health as library_health
from readerapp.library.merge import copy_reader
from readerapp.settings import Settings
from readerapp.state import backup, health, state_file
from readerapp.state.document import to_state
from readerapp.state.health import Finding
from readerapp.state.store import Store


@dataclass(frozen=True, slots=True)
class HealthReport:
    """The health of a home."""

    done: tuple[str, ...]
    """A sentence for each repair."""
    left: tuple[Finding, ...]
    """Remaining findings."""
    summary: str
    """Counts of what the home holds, on one line."""

    @property
    def is_well(self) -> bool:
        """True if all findings are harmless."""
        return all(finding.harmless for finding in self.left)


def examine(
    home: Home, *, clock: Callable[[], datetime], fix: bool = False, env: Mapping[str, str] = os.environ
) -> HealthReport:
    """Check every file of a home; with `fix`, first repair what is safe to repair. `env` is for git.

    Raises:
        ReaderError: a repair failed.
    """
    done = tuple(_repairs(home, clock)) if fix else ()
    left = (*_findings(home, clock()), *_repository(home, env))
    return HealthReport(done, left, _summary(home, clock))


def _findings(home: Home, now: datetime) -> Iterator[Finding]:
    yield from _folders(home)
    yield from _library(home)
    with closing(Library.open(home, clock=lambda: now)) as library:
        known = None if library.seeded else (lambda key: library.row(key) is not None)
        yield from health.check(home, now=now, known=known)
        yield from _left_in_editors(home)
        yield from _links(home, library)
    settings = Settings.load(home.settings)
    for problem in (*settings.problems, *keyed(settings.keymap, settings.keys)[1]):
        yield Finding(home.settings, problem.removeprefix(f"{home.settings}: "))


def _folders(home: Home) -> Iterator[Finding]:
    for folder in (home.data, home.backups):
        if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(folder, f"{_barred(folder)}: nothing is saved there.")
        elif folder.is_dir() and (why := files.sync_folder(folder)):
            what = f"is on a disk that can't be synced ({why}): a power cut may lose saved changes."
            yield Finding(folder, what, harmless=True)
    for path in (home.state, home.library, home.settings, home.journal):
        if os.path.lexists(path) and not os.access(path, os.R_OK | os.W_OK):
            yield Finding(path, f"{_barred(path)}.")


def _barred(path: Path) -> str:
    return unwritable(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES))).removeprefix(f"{path} ")


def _repository(home: Home, env: Mapping[str, str]) -> Iterator[Finding]:
    repository = Repository.of(home, env)
    try:
        reason = upkeep.damage(repository)
    except NoGit:
        return  # sync reports that itself
    if reason:
        yield Finding(home.data / ".git", upkeep.damaged(repository, reason))
    for aside in sorted(home.data.glob(".git.damaged-*")):
        yield Finding(aside, "was set aside: remove it when you are sure you don't need it.", harmless=True)


def _library(home: Home) -> Iterator[Finding]:
    bad = library_health.bad_lines(home)
    if bad.said:
        one = len(bad.said) == 1
        count = "a line that isn't a paper" if one else f"{len(bad.said):,} lines that aren't papers"
        yield Finding(home.library, f"has {count}: {bad.summary}.", "move them into a separate file")
    for copy in copies(home.library, copy_reader.is_ours):
        yield Finding(copy, "is a conflict copy: `readerapp merge` merges it.")
    for cut in files.unfinished(home.library):
        yield Finding(cut, "is left over from an interrupted save.", "remove it")
    if library_health.cache_is_wrong(home):
        yield Finding(home.cache / "columns", "doesn't fit this library.", "remove it; it is made again")


def _left_in_editors(home: Home) -> Iterator[Finding]:
    notes = {key: state.note for key, state in _states(_papers(home)).items()}
    for key, path in leftovers(home.drafts, lambda key: notes.get(key, "")):
        what = f"has unsaved text for the note on {key}: `readerapp note --edit {key}` continues it."
        yield Finding(path, what, harmless=True)


def _links(home: Home, library: Library) -> Iterator[Finding]:
    """Compare state and library."""
    papers = _papers(home)
    if former := former_keys(_states(papers), library):
        what = f"has {paper_count(len(former))} under a former key, such as {next(iter(former))}."
        yield Finding(home.state, what, "move them to the present key")
    if library.seeded and papers:
        yield Finding(home.library, f"is gone, and {paper_count(len(papers))} with state were in it.")
        return
    queued = [key for key, paper in papers.items() if paper.get("queue") is not None]
    lost = [key for key in queued if library.row(key) is None]
    if lost:
        what = f"has {paper_count(len(lost))} in the queue that the library lacks, such as {lost[0]}"
        yield Finding(home.state, f"{what}: `readerapp add` brings them back.", harmless=True)


def _states(papers: Mapping[str, Mapping[str, Any]]) -> dict[str, State]:
    return {key: to_state(key, dict(paper)) for key, paper in papers.items()}


def _papers(home: Home) -> Mapping[str, Mapping[str, Any]]:
    try:
        return state_file.read(home.state).papers
    except (OSError, state_file.Unreadable):
        return {}


def _repairs(home: Home, clock: Callable[[], datetime]) -> Iterator[str]:
    yield from health.mend(home, clock=clock)
    for path in library_health.sweep(home):
        yield f"{path} removed: it was left over from an interrupted save."
    if aside := library_health.set_bad_lines_aside(home, clock()):
        yield f"{home.library}: lines that aren't papers moved to {aside.name}."
    if library_health.cache_is_wrong(home):
        library_health.forget_cache(home)
        yield f"{home.cache / 'columns'} removed: it is made again when needed."
    with closing(Library.open(home, clock=clock)) as library:
        former = former_keys(_states(_papers(home)), library)
    if former:
        with closing(Store.open(home, clock=clock)) as store:
            store.rename(former)
        yield f"{home.state}: {paper_count(len(former))} moved to the present key."


def _summary(home: Home, clock: Callable[[], datetime]) -> str:
    papers = _papers(home)
    with closing(Library.open(home, clock=clock)) as library:
        there = "no library yet" if library.seeded else f"{paper_count(len(library))} in the library"
    queued = sum(paper.get("queue") is not None for paper in papers.values())
    kept = len(backup.backups(home.backups, clock()))
    backups = "1 backup" if kept == 1 else f"{kept} backups"
    return f"{there} · {len(papers):,} with state · {queued:,} queued · {backups}"
