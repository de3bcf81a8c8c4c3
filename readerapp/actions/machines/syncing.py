"""`sync`: a reader's machines kept together over git. A run commits what changed, takes in what others sent,
merges it by our rules, and sends the result."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from readerapp.actions.machines import upkeep
from readerapp.actions.machines.git import GitFailed
from readerapp.actions.machines.merging import settle
from readerapp.actions.machines.remote_errors import Offline
from readerapp.actions.machines.repository import Repository
from readerapp.actions.workspace import Workspace, utc_now
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import State
from readerapp.domain.text import clean_line, shorten
from readerapp.home import Home

_TRIES = 6
_SUBJECT, _WORDS, _LOOKED_AT = 72, 50, 500
_OTHERS = "took in "
_MOMENT = 0.2
"""Seconds after which a remote that was busy is asked again."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a run of sync did."""

    message: str
    """The line that says it."""
    sent: bool = False
    """Whether the other side has all that is here."""
    changes: int = 0
    """Commits made."""
    state: int = 0
    """So many papers' state came from other machines."""
    papers: int = 0
    """So many papers came into the library."""


def sync(
    home: Home,
    *,
    remote: str | None = None,
    env: Mapping[str, str],
    clock: Callable[[], datetime] = utc_now,
) -> SyncReport:
    """Bring this home and the other machines' together.

    Args:
        home: a git repository, or one to be.
        remote: make `home` a repository with this other side, before.
        env: of the git that is run.
        clock: tells the time.

    Raises:
        ReaderError: there is no git, no repository, the other side refuses, or what came can't be merged.
    """
    repository = Repository.of(home, env)
    if remote is None and not repository.exists:
        raise ReaderError(f"{home.data} is no git repository: `readerapp sync --init REMOTE` makes it one.")
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
    """What git is told: a folder named from here is named from everywhere."""
    address = remote.strip()
    if not address or address.startswith("-") or not address.isprintable():
        raise ReaderError(f"“{clean_line(remote)}” is no address of a git repository.")
    path = Path(address).expanduser()
    if path.is_dir() and path.resolve() in (home.data.resolve(), (home.data / ".git").resolve()):
        raise ReaderError(f"{path} is this home itself: REMOTE is a repository elsewhere.")
    return str(path.absolute()) if path.is_dir() or address.startswith((".", "~", "/")) else address


class _Run:
    """One run of sync."""

    def __init__(self, repository: Repository, workspace: Workspace) -> None:
        self._repository = repository
        self._workspace = workspace
        self._changes = 0
        self._states: Mapping[str, State] = workspace.store.snapshot()
        self._papers = 0 if workspace.library.seeded else len(workspace.library)

    def report(self) -> SyncReport:
        """Do it, and say what was done."""
        repository = self._repository
        settle(self._workspace)
        upkeep.prepare(repository, self._workspace.clock())
        self._commit()
        if not repository.address:
            return self._said("No remote yet: committed here; `readerapp sync --init REMOTE` names one")
        try:
            for attempt in range(_TRIES):
                if self._exchanged(last=attempt == _TRIES - 1):
                    return self._said("", sent=True)
        except Offline as error:
            kept = "what changed is committed here and goes out with the next sync"
            return self._said(f"{repository.remote.shown} can't be reached ({error}): {kept}")
        raise ReaderError(f"{repository.remote.shown}: other machines sent again and again: sync later.")

    def _exchanged(self, *, last: bool) -> bool:
        """Take in what is there and send what is here; False where another machine was sending meanwhile."""
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
                time.sleep(_MOMENT)
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
        for _ in range(_TRIES):
            if self._adopted(theirs):
                settle(self._workspace)
                self._commit()
                return
        raise ReaderError(f"{self._workspace.home.data} is changed again and again: sync later.")

    def _adopted(self, theirs: str) -> bool:
        joined = self._repository.join(theirs)
        with self._repository.held():
            if self._commit_held():  # something was changed meanwhile: `joined` does not have it
                return False
            self._repository.adopt(joined, theirs)
            return True

    def _commit(self) -> bool:
        """Commit what changed, in the journal's words; whether anything did."""
        with self._repository.held():  # a file that is being written is half of one
            return self._commit_held()

    def _commit_held(self) -> bool:
        repository = self._repository
        more = repository.stage()
        if more is None:
            return False
        last = repository.last
        entries = self._workspace.store.entries(_LOOKED_AT)
        repository.commit(self._words(last, more))
        if entries:
            repository.remember(entries[0].id)
        self._changes += 1
        return True

    def _words(self, last: str, more: int) -> str:
        words = []
        for entry in self._workspace.store.entries(_LOOKED_AT):
            if entry.id == last:
                break
            if not entry.undone and not entry.words.startswith(_OTHERS):
                words.append(clean_line(entry.words))
        if more > 0:
            words.append("brought a paper in" if more == 1 else f"brought in {more:,} lines of papers")
        words = list(dict.fromkeys(reversed(words)))
        if not words:
            return "kept what is here"
        if len(words) == 1:
            return shorten(words[0], _SUBJECT)
        subject = shorten(f"{len(words)} changes: {words[-1]}", _SUBJECT)
        return "\n".join([subject, "", *(f"- {each}" for each in words[-_WORDS:])])

    def _said(self, message: str, *, sent: bool = False) -> SyncReport:
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
        took = [f"state of {_counted(state)}" if state else "", _counted(papers) if papers else ""]
        parts = ["sent what changed here" if self._changes else ""]
        if any(took):
            parts.append("took in " + " and ".join(filter(None, took)))
        done = " · ".join(filter(None, parts))
        return f"Synced with {remote}: {done}" if done else f"Already in step with {remote}"


def _counted(papers: int) -> str:
    return "1 paper" if papers == 1 else f"{papers:,} papers"
