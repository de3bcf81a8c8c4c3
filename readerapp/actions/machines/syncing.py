"""`sync`: a reader's machines kept together over git. A run commits what changed, takes in what others sent,
merges it by our rules, and sends the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from readerapp.actions.machines.git import Answer
from readerapp.actions.machines.merging import settle
from readerapp.actions.machines.repository import Repository, shown
from readerapp.actions.reading_list import ReadingList, utc_now
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import State
from readerapp.domain.text import clean_line, shorten
from readerapp.home import Home

_TRIES = 6
_SUBJECT, _WORDS, _LOOKED_AT = 72, 50, 500
_OTHERS = "took in "
_REFUSED = ("Permission denied", "Authentication failed", "could not read Username", "error: 403")


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
        ReaderError: there is no git, no repository, or what came can't be merged.
    """
    repository = Repository.of(home, env)
    if remote is not None:
        repository.make(_address(remote))
    elif not repository.exists:
        raise ReaderError(f"{home.data} is no git repository: `readerapp sync --init REMOTE` makes it one.")
    with repository.alone(), ReadingList.open(home, clock=clock) as lib:
        return _Run(repository, lib).report()


def _address(remote: str) -> str:
    """What git is told: a folder named from here is named from everywhere."""
    if not remote.strip() or remote.startswith("-"):
        raise ReaderError(f"“{remote}” is no address of a git repository.")
    path = Path(remote).expanduser()
    return str(path.absolute()) if path.is_dir() else remote


class _Run:
    """One run of sync."""

    def __init__(self, repository: Repository, lib: ReadingList) -> None:
        self._repository = repository
        self._lib = lib
        self._changes = 0
        self._states: Mapping[str, State] = lib.store.snapshot()
        self._papers = 0 if lib.library.seeded else len(lib.library)

    def report(self) -> SyncReport:
        """Do it, and say what was done."""
        repository = self._repository
        settle(self._lib)
        repository.prepare(self._lib.clock())
        self._commit()
        if not repository.remote:
            return self._said("No remote yet: committed here; `readerapp sync --init REMOTE` names one")
        for _ in range(_TRIES):
            fetched = repository.fetch()
            if fetched.status:
                return self._unreached(fetched)
            self._take_in()
            pushed = repository.push()
            if not pushed.status:
                return self._said("", sent=True)
            if not repository.was_behind(pushed):
                return self._unreached(pushed)
        raise ReaderError(f"{shown(repository.remote)}: other machines sent again and again: sync later.")

    def _take_in(self) -> None:
        theirs = self._repository.news
        if not theirs:
            return
        self._lib.store.backup()
        for _ in range(_TRIES):
            if self._adopted(self._repository.merge(theirs)):
                settle(self._lib)
                self._commit()
                return
        raise ReaderError(f"{self._lib.home.data} is changed again and again: sync later.")

    def _adopted(self, merged: str) -> bool:
        with self._repository.held():
            if self._commit():  # something was changed meanwhile: `merged` does not have it
                return False
            self._repository.adopt(merged)
            return True

    def _commit(self) -> bool:
        """Commit what changed, in the journal's words; whether anything did."""
        repository = self._repository
        more = repository.stage()
        if more is None:
            return False
        last = repository.last
        entries = self._lib.store.entries(_LOOKED_AT)
        repository.commit(self._words(last, more))
        if entries:
            repository.remember(entries[0].id)
        self._changes += 1
        return True

    def _words(self, last: str, more: int) -> str:
        words = []
        for entry in self._lib.store.entries(_LOOKED_AT):
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

    def _unreached(self, answer: Answer) -> SyncReport:
        remote, reason = shown(self._repository.remote), shown(answer.reason)
        if any(sign in answer.err for sign in _REFUSED):
            raise ReaderError(f"{remote} refused: {reason}; all is committed here.")
        kept = "what changed is committed here and goes out with the next sync"
        return self._said(f"{remote} can't be reached ({reason}): {kept}")

    def _said(self, message: str, *, sent: bool = False) -> SyncReport:
        self._lib.poll()
        now = self._lib.store.snapshot()
        state = sum(self._states.get(key) != found for key, found in now.items())
        papers = max(0, len(self._lib.library) - self._papers) if not self._lib.library.seeded else 0
        if sent:
            message = self._summary(state, papers)
        return SyncReport(message, sent, self._changes, state, papers)

    def _summary(self, state: int, papers: int) -> str:
        remote = shown(self._repository.remote)
        took = [f"state of {_counted(state)}" if state else "", _counted(papers) if papers else ""]
        parts = ["sent what changed here" if self._changes else ""]
        if any(took):
            parts.append("took in " + " and ".join(filter(None, took)))
        done = " · ".join(filter(None, parts))
        return f"Synced with {remote}: {done}" if done else f"Already in step with {remote}"


def _counted(papers: int) -> str:
    return "1 paper" if papers == 1 else f"{papers:,} papers"
