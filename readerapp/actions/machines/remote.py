"""The git remote: its branches, fetch and push."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field

from readerapp.actions.machines.git import NETWORK_SECONDS, TRANSFER_SECONDS, CommandResult, Git, GitFailed
from readerapp.actions.machines.remote_errors import failure, is_damage, shown
from readerapp.domain.values import dataclass

BRANCH, REMOTE = "main", "origin"
_THEIRS = "refs/readerapp/theirs"
_BUSY = re.compile(r"cannot lock ref|failed to update ref|\.lock'?: File exists", re.IGNORECASE)


@dataclass(frozen=True)
class Heads:
    """The branches of the remote."""

    default: str = ""
    """The branch that its HEAD names; empty if that doesn't exist."""
    tips: dict[str, str] = field(default_factory=dict)
    """Branch -> commit."""

    @classmethod
    def read(cls, listing: str) -> Heads:
        """Parse the output of `git ls-remote --symref`."""
        tips = dict(reversed(found) for found in re.findall(r"(?m)^(\w{40,})\trefs/heads/(\S+)$", listing))
        named = re.search(r"(?m)^ref: refs/heads/(\S+)\tHEAD$", listing)
        return cls(named[1] if named and named[1] in tips else "", tips)

    def candidates(self, here: str) -> Iterator[str]:
        """Return the branches to sync with, the likeliest first: that of its HEAD, then `here`."""
        likely = [self.default, here, BRANCH, "master", *sorted(self.tips)]
        return iter(dict.fromkeys(name for name in likely if name in self.tips))

    def choose(self, here: str, is_ours: Callable[[str], bool]) -> str:
        """Return the branch to sync with; `is_ours` returns True for one that holds a readerapp home."""
        names = list(self.candidates(here))
        if not names:
            return here or BRANCH
        return next(filter(is_ours, names), names[0])


@dataclass(frozen=True)
class Remote:
    """Talks to the remote. Failures are raised as `Offline` or a `ReaderError` that says why."""

    git: Git
    address: str

    @property
    def shown(self) -> str:
        """Its address without the password."""
        return shown(self.address)

    def heads(self) -> Heads:
        """Return its branches."""
        result = self.git.ask("ls-remote", "--symref", "--", REMOTE, timeout=NETWORK_SECONDS)
        if result.status < 0:
            result = CommandResult(result.status, "", f"fatal: no answer in {NETWORK_SECONDS:g} s")
        self._check(result)
        return Heads.read(result.out)

    def fetch(self, branch: str) -> str:
        """Fetch a branch and return its newest commit."""
        refs = f"+refs/heads/{branch}:{_THEIRS}"
        self._check(self.git.ask("fetch", "-q", "--no-tags", REMOTE, refs, timeout=TRANSFER_SECONDS))
        return self.git.run("rev-parse", "--verify", _THEIRS)

    def push(self, branch: str) -> CommandResult:
        """Push HEAD to a branch, and return git's result."""
        return self.git.ask("push", "-q", REMOTE, f"HEAD:refs/heads/{branch}", timeout=TRANSFER_SECONDS)

    def _check(self, result: CommandResult) -> None:
        if result.status:
            raise self.failed(result)

    def failed(self, result: CommandResult) -> Exception:
        """Return the error to raise for a failed command, which may also be due to damage here."""
        if is_damage(result) and not self.git.says("fsck", "--connectivity-only", "--no-dangling"):
            return GitFailed(f"{self.git.folder}: {result.reason}")
        return failure(result, self.address, str(self.git.folder))

    @staticmethod
    def is_busy(result: CommandResult) -> bool:
        """Return True if another machine was pushing at the same moment."""
        return bool(_BUSY.search(result.err))
