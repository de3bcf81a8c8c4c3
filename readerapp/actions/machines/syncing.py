"""`sync`: a reader's machines kept in step over git: commit, fetch, merge by our rules, push."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from readerapp.actions.done import paper_count
from readerapp.actions.machines import upkeep
from readerapp.actions.machines.commit_message import commit_message
from readerapp.actions.machines.git import GitFailed
from readerapp.actions.machines.merging import settle
from readerapp.actions.machines.remote_errors import Offline
from readerapp.actions.machines.repository import Repository
from readerapp.actions.workspace import Workspace, utc_now
from readerapp.disk.files import typed_path
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import State
from readerapp.domain.text import clean_line
from readerapp.domain.values import dataclass
from readerapp.home import Home

_MAX_TRIES = 6
_MAX_ENTRIES = 500
"""Journal entries looked through for a commit message."""
_FOREIGN = "changed by another program"
"""In the words of journal entries that aren't the reader's own."""
_BUSY_SECONDS = 0.2
"""The wait before a busy remote is tried again."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """The result of one sync."""

    message: str
    """The result on one line."""
    sent: bool = False
    """True if the remote has everything that is here."""
    changes: int = 0
    """Commits made."""
    state: int = 0
    """Papers whose state came from other machines."""
    papers: int = 0
    """Papers that came from other machines."""


def sync(
    home: Home,
    *,
    remote: str | None = None,
    env: Mapping[str, str],
    clock: Callable[[], datetime] = utc_now,
) -> SyncReport:
    """Sync a home with its remote.

    Args:
        remote: first make `home` a repository with this remote.
        env: the environment for git.

    Raises:
        ReaderError: git or the repository is missing, the remote refuses, or its files can't be merged.
    """
    repository = Repository.of(home, env)
    if remote is None and not repository.exists:
        raise ReaderError(f"{home.data} is not a git repository: run `readerapp sync --init REMOTE`.")
    address = None if remote is None else _address(remote, home)
    repository.git.require()
    try:
        if address is not None:
            upkeep.make(repository, address, clock())
        with repository.alone(), Workspace.open(home, clock=clock) as workspace:
            return _Run(repository, workspace).report()
    except GitFailed as error:
        if reason := upkeep.damage(repository):
            raise ReaderError(f"{home.data / '.git'} {upkeep.damaged(repository, reason)}") from error
        raise


def _address(remote: str, home: Home) -> str:
    """Return the address for git, with a folder's path made absolute."""
    address = remote.strip()
    if not address or address.startswith("-") or not address.isprintable():
        raise ReaderError(f"“{clean_line(remote)}” isn't the address of a git repository.")
    path = typed_path(address)
    if path.is_dir() and path.resolve() in (home.data.resolve(), (home.data / ".git").resolve()):
        raise ReaderError(f"{path} is this home itself: REMOTE is a repository elsewhere.")
    return str(path.absolute()) if path.is_dir() or address.startswith((".", "~", "/")) else address


class _Run:
    """One sync."""

    def __init__(self, repository: Repository, workspace: Workspace) -> None:
        self._repository = repository
        self._workspace = workspace
        self._changes = 0
        self._states: Mapping[str, State] = workspace.store.snapshot()
        self._papers = 0 if workspace.library.seeded else len(workspace.library)

    def report(self) -> SyncReport:
        """Sync, and return the report."""
        repository = self._repository
        settle(self._workspace)
        upkeep.prepare(repository, self._workspace.clock())
        self._commit()
        if not repository.address:
            return self._report("No remote yet: committed here; `readerapp sync --init REMOTE` names one")
        try:
            for attempt in range(_MAX_TRIES):
                if self._exchanged(last=attempt == _MAX_TRIES - 1):
                    return self._report("", sent=True)
        except Offline as error:
            kept = "your changes are committed here and go out with the next sync"
            return self._report(f"{repository.remote.shown} can't be reached ({error}): {kept}")
        raise ReaderError(f"{repository.remote.shown}: other machines keep pushing: sync again later.")

    def _exchanged(self, *, last: bool) -> bool:
        """Fetch, merge and push once; return False if another machine pushed meanwhile."""
        repository, remote = self._repository, self._repository.remote
        heads = remote.heads()
        branch = heads.choose(repository.branch, self._is_ours)
        theirs = heads.tips.get(branch, "")
        if theirs and not repository.knows(theirs):
            self._take_in(remote.fetch(branch))
        if also := repository.follow(branch):
            self._take_in(also)
            repository.settle_on(branch)
            repository.follow(branch)
        if theirs == repository.head:
            return True
        pushed = remote.push(branch)
        if pushed.status and not last:
            if remote.heads().tips.get(branch, "") != theirs:
                return False
            if remote.is_busy(pushed):
                time.sleep(_BUSY_SECONDS)
                return False
        if pushed.status:
            raise remote.failed(pushed)
        return True

    def _is_ours(self, branch: str) -> bool:
        repository = self._repository
        theirs = repository.remote.fetch(branch)
        return repository.is_ours(theirs) or repository.git.says("merge-base", "HEAD", theirs)

    def _take_in(self, theirs: str) -> None:
        if self._repository.knows(theirs):
            return
        self._workspace.store.backup()
        for _ in range(_MAX_TRIES):
            if self._adopted(theirs):
                settle(self._workspace)
                self._commit()
                return
        raise ReaderError(f"{self._workspace.home.data} keeps changing: sync again later.")

    def _adopted(self, theirs: str) -> bool:
        merged = self._repository.merge(theirs)
        with self._repository.held():
            if self._commit_held():  # something changed meanwhile, which `merged` lacks
                return False
            self._repository.adopt(merged, theirs)
            return True

    def _commit(self) -> bool:
        """Commit changes in the journal's words. Return True if there were any."""
        with self._repository.held():  # no file may be half written
            return self._commit_held()

    def _commit_held(self) -> bool:
        repository = self._repository
        more = repository.stage()
        if more is None:
            return False
        last = repository.last
        entries = self._workspace.store.entries(1)
        repository.commit(commit_message(self._steps(last, more)))
        if entries:
            repository.remember(entries[0].id)
        self._changes += 1
        return True

    def _steps(self, last: str, new_lines: int) -> list[str]:
        """Return the words of the steps since `last`, oldest first."""
        words = []
        for entry in self._workspace.store.entries(_MAX_ENTRIES):
            if entry.id == last:
                break
            if not entry.undone and _FOREIGN not in entry.words:
                words.append(entry.words)
                new_lines = 0 if entry.adds else new_lines  # those words say it
        return [*reversed(words), *([f"added {paper_count(new_lines)}"] if new_lines > 0 else [])]

    def _report(self, message: str, *, sent: bool = False) -> SyncReport:
        self._workspace.poll()
        now = self._workspace.store.snapshot()
        state = sum(self._states.get(key) != found for key, found in now.items())
        papers = (
            max(0, len(self._workspace.library) - self._papers) if not self._workspace.library.seeded else 0
        )
        if sent:
            message = self._summary(state, papers)
        return SyncReport(message, sent, self._changes, state, papers)

    def _summary(self, state: int, papers: int) -> str:
        remote = self._repository.remote.shown
        took = [f"state of {paper_count(state)}" if state else "", paper_count(papers) if papers else ""]
        parts = ["sent your changes" if self._changes else ""]
        if any(took):
            parts.append("received " + " and ".join(filter(None, took)))
        done = " · ".join(filter(None, parts))
        return f"Synced with {remote}: {done}" if done else f"Already in sync with {remote}"
