"""The other side: what branches it has, what is on them, and what it takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from readerapp.actions.machines.git import ASKING, SENDING, CommandResult, Git, GitFailed
from readerapp.actions.machines.remote_errors import failure, is_damage, shown

BRANCH, REMOTE = "main", "origin"
_THEIRS = "refs/readerapp/theirs"
_BUSY = re.compile(r"cannot lock ref|failed to update ref|\.lock'?: File exists", re.IGNORECASE)


@dataclass(frozen=True)
class Heads:
    """The branches of the other side."""

    default: str = ""
    """The branch that its HEAD names; empty where it names none that there is."""
    tips: dict[str, str] = field(default_factory=dict)
    """Branch -> commit."""

    @classmethod
    def read(cls, listing: str) -> Heads:
        """From what `git ls-remote --symref` prints."""
        tips = dict(reversed(found) for found in re.findall(r"(?m)^(\w{40,})\trefs/heads/(\S+)$", listing))
        named = re.search(r"(?m)^ref: refs/heads/(\S+)\tHEAD$", listing)
        return cls(named[1] if named and named[1] in tips else "", tips)

    def candidates(self, here: str) -> Iterator[str]:
        """The branches that may be the one to meet on, the likeliest first: what its HEAD names, or else the
        one that is used `here`."""
        likely = [self.default, here, BRANCH, "master", *sorted(self.tips)]
        return iter(dict.fromkeys(name for name in likely if name in self.tips))

    def choose(self, here: str, is_ours: Callable[[str], bool]) -> str:
        """The branch on which all machines meet; `is_ours` tells whether one holds a home of readerapp."""
        names = list(self.candidates(here))
        if not names:
            return here or BRANCH
        return next(filter(is_ours, names), names[0])


@dataclass(frozen=True)
class Remote:
    """Speaks with the other side; whatever fails is raised as `Offline` or a `ReaderError` that says why."""

    git: Git
    address: str

    @property
    def shown(self) -> str:
        """Its address without a password."""
        return shown(self.address)

    def heads(self) -> Heads:
        """Ask what branches it has."""
        answer = self.git.ask("ls-remote", "--symref", "--", REMOTE, patience=ASKING)
        if answer.status < 0:
            answer = CommandResult(answer.status, "", f"fatal: no answer in {ASKING:g} s")
        self._check(answer)
        return Heads.read(answer.out)

    def fetch(self, branch: str) -> str:
        """The newest commit of a branch there, with all that belongs to it now here."""
        refs = f"+refs/heads/{branch}:{_THEIRS}"
        self._check(self.git.ask("fetch", "-q", "--no-tags", REMOTE, refs, patience=SENDING))
        return self.git.run("rev-parse", "--verify", _THEIRS)

    def push(self, branch: str) -> CommandResult:
        """Send what is committed; how that ended."""
        return self.git.ask("push", "-q", REMOTE, f"HEAD:refs/heads/{branch}", patience=SENDING)

    def _check(self, answer: CommandResult) -> None:
        if answer.status:
            raise self.failed(answer)

    def failed(self, answer: CommandResult) -> Exception:
        """The error to raise for an answer that is none: damage may be here as well as there."""
        if is_damage(answer) and not self.git.says("fsck", "--connectivity-only", "--no-dangling"):
            return GitFailed(f"{self.git.folder}: {answer.reason}")
        return failure(answer, self.address, str(self.git.folder))

    @staticmethod
    def is_busy(answer: CommandResult) -> bool:
        """Whether another machine was sending at the same moment."""
        return bool(_BUSY.search(answer.err))
