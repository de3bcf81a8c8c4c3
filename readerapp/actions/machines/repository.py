"""The home as a git repository: what is kept in it, committed, merged by our rules, sent and fetched."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from readerapp.actions.machines import driver
from readerapp.actions.machines.git import MERGE, NETWORK, Answer, Git, GitFailed, identity
from readerapp.disk import files
from readerapp.disk.lock import lock_of, writing
from readerapp.domain.errors import ReaderError
from readerapp.home import Home

BRANCH, REMOTE = "main", "origin"
OURS = ("state.json", "papers.jsonl")
_MARK = "# Written by readerapp:"
IGNORED = f"""{_MARK} only what all machines share is kept. To share more, name it below with a !
/*
!/.gitignore
!/state.json
!/papers.jsonl
"""
_DESK = "readerapp-merge"
_MERGING = (
    "--ff",
    "--no-edit",
    "--no-stat",
    "-q",
    *("-X", "ours"),
    "--allow-unrelated-histories",
    *("-m", "merged what another machine changed"),
)
_NOTHING = "couldn't find remote ref"
_STALE = 10 * 60.0
"""Seconds."""
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")
_BEHIND = (
    "[rejected]",
    "fetch first",
    "non-fast-forward",
    "cannot lock ref",
    "failed to update ref",
    "stale info",
)


def shown(text: str) -> str:
    """An address, or a line that has one, without the password in it."""
    return _SECRET.sub("", text)


@dataclass(frozen=True)
class Repository:
    """The git repository that a home is."""

    home: Home
    git: Git

    @classmethod
    def of(cls, home: Home, env: Mapping[str, str]) -> Repository:
        """The repository of `home`, whether there is one yet or not."""
        return cls(home, Git(home.data, env))

    @property
    def exists(self) -> bool:
        """Whether the home is a git repository itself, not only within one."""
        return (self.home.data / ".git").exists()

    # Making it

    def make(self, remote: str) -> None:
        """Have a repository here whose `origin` is `remote`; what is committed already stays.

        Raises:
            ReaderError: git is missing or refuses.
        """
        files.make_folder(self.home.data)
        if not self.exists:
            self.git.run("init", "-q")
        if not self.git.says("rev-parse", "-q", "--verify", "HEAD"):
            self.git.run("symbolic-ref", "HEAD", f"refs/heads/{self._branch_of(remote)}")
        verb = "set-url" if self.remote else "add"
        self.git.run("remote", verb, REMOTE, remote)
        self._follow(self.branch)

    def _follow(self, branch: str) -> None:
        self.git.run("config", f"branch.{branch}.remote", REMOTE)
        self.git.run("config", f"branch.{branch}.merge", f"refs/heads/{branch}")

    def _branch_of(self, remote: str) -> str:
        """The branch that other machines use: `main`, or the only one there is."""
        said = self.git.ask("ls-remote", "--heads", "--", remote, patience=NETWORK).out
        names = re.findall(r"\trefs/heads/(\S+)$", said, re.MULTILINE)
        return names[0] if len(names) == 1 else BRANCH

    def prepare(self, now: datetime) -> None:
        """Have git merge our files by our rules, and leave alone what is this machine's own. What a run that
        was killed left behind is cleared up.

        Raises:
            ReaderError: a file is a link elsewhere, or git refuses.
        """
        self._drop_stale_locks(now)
        for name in OURS:
            if (path := self.home.data / name).is_symlink():
                raise ReaderError(
                    f"{path} is a link: git would keep the link only. Put the file itself there."
                )
        ignored = self.home.data / ".gitignore"
        if not ignored.exists():
            files.replace(ignored, [IGNORED.encode()])
        self._attribute()
        self._set("merge.readerapp.name", "readerapp: the later change of each field stands")
        self._set("merge.readerapp.driver", driver.command())
        self._leave_unfinished_merge()

    def _attribute(self) -> None:
        path = self._inside("info/attributes")
        text = path.read_text("utf-8") if path.exists() else ""
        if driver.ATTRIBUTES not in text:
            files.replace(path, [(text + driver.ATTRIBUTES).encode()])

    def _set(self, name: str, value: str) -> None:
        if self.git.ask("config", "--local", name).out.strip() != value:
            self.git.run("config", "--local", name, value)

    def _drop_stale_locks(self, now: datetime) -> None:
        """Git removes its locks itself, but for a power cut; no command of ours runs for as long as this."""
        for name in ("index.lock", "HEAD.lock", "config.lock", f"refs/heads/{self.branch}.lock"):
            path = self._inside(name)
            if path.exists() and now.timestamp() - path.stat().st_mtime > _STALE:
                path.unlink(missing_ok=True)

    def _leave_unfinished_merge(self) -> None:
        """A run that was killed while it merged left one begun. Git forgets it, the files stay, and what was
        to be merged is merged again: finished as it is, it would claim to hold what it may not."""
        if self._inside("MERGE_HEAD").exists():
            self.git.run("merge", "--quit")

    def _inside(self, name: str) -> Path:
        return self.home.data / self.git.run("rev-parse", "--git-path", name)

    # Where it stands

    @property
    def branch(self) -> str:
        """The branch of this home. Raises `GitFailed` where there is none."""
        answer = self.git.ask("symbolic-ref", "--short", "-q", "HEAD")
        if answer.status:
            raise GitFailed(
                f"{self.home.data}: no branch is checked out: `git checkout {BRANCH}` there first."
            )
        return answer.out.strip()

    @property
    def remote(self) -> str:
        """The address of the other side; empty where none is named."""
        return self.git.ask("remote", "get-url", REMOTE).out.strip()

    @property
    def last(self) -> str:
        """The journal's step that was last put into words; empty before the first."""
        path = self._inside("readerapp-last")
        return path.read_text("utf-8").strip() if path.exists() else ""

    def remember(self, step: str) -> None:
        """Set `last`."""
        files.replace(self._inside("readerapp-last"), [f"{step}\n".encode()], durable=False)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Within it no other sync of this home runs. Raises `Unwritable` where one does for long."""
        with lock_of(self._inside("readerapp")).held():
            yield

    # Committing, fetching, merging, sending

    def stage(self) -> int | None:
        """Stage what changed. None where nothing did, else how many lines `papers.jsonl` has more."""
        for name in OURS:
            tracked = self.git.ask("cat-file", "-e", f"HEAD:{name}").status == 0
            if tracked and not (self.home.data / name).exists():
                # A file that is gone here is no wish to have it gone on every machine.
                self.git.run("checkout", "-q", "HEAD", "--", name)
        there = [name for name in (*OURS, ".gitignore") if (self.home.data / name).exists()]
        self.git.run("add", "-f", "--", *there)
        self.git.run("add", "-u")
        if self.git.says("diff", "--cached", "--quiet"):
            return None
        counts = self.git.run("diff", "--cached", "--numstat", "--", OURS[1]).split()
        return int(counts[0]) - int(counts[1]) if counts[:1] and counts[0].isdigit() else 0

    def commit(self, message: str) -> None:
        """Commit what is staged."""
        who = identity(self.git)
        self.git.run(*who, "commit", "-q", "--no-verify", "--cleanup=whitespace", "-F", "-", given=message)

    def fetch(self) -> Answer:
        """Ask the other side what it has; that it has nothing yet is an answer, too."""
        answer = self._fetch(self.branch)
        if answer.status and _NOTHING in answer.err:
            # Made while it couldn't be reached, this home may have another name for the branch of all.
            theirs = self._branch_of(self.remote)
            if theirs == self.branch:
                return Answer(0, "", "")
            self.git.run("branch", "-m", theirs)
            self._follow(theirs)
            answer = self._fetch(theirs)
        return answer if _NOTHING not in answer.err else Answer(0, "", "")

    def _fetch(self, branch: str) -> Answer:
        refs = f"+refs/heads/{branch}:refs/remotes/{REMOTE}/{branch}"
        return self.git.ask("fetch", "-q", "--no-tags", REMOTE, refs, patience=NETWORK)

    @property
    def news(self) -> str:
        """The other side's newest commit that isn't in ours; empty where there is none."""
        theirs = self.git.ask(
            "rev-parse", "-q", "--verify", f"refs/remotes/{REMOTE}/{self.branch}"
        ).out.strip()
        if not theirs or self.git.says("merge-base", "--is-ancestor", theirs, "HEAD"):
            return ""
        return theirs

    def merge(self, theirs: str) -> str:
        """The commit that knows a commit of the other side too, merged by our rules.

        Nothing here changes: git works in a folder of its own, for it writes files in place, and goes on
        when its caller is killed.

        Raises:
            ReaderError: it is of something else, or can't be merged.
        """
        if not self.git.says("merge-base", "HEAD", theirs) and not self._is_ours(theirs):
            remote = shown(self.remote)
            raise ReaderError(f"{remote} holds something else, no readerapp home: nothing was taken in.")
        self._leave_desks()
        desk = self._inside(f"{_DESK}-{os.getpid()}-{os.urandom(3).hex()}").absolute()
        self.git.run("worktree", "add", "-q", "--detach", str(desk), "HEAD")
        try:
            there = Git(desk, self.git.env)
            answer = there.ask(*identity(self.git), "merge", *_MERGING, theirs, patience=MERGE)
            if answer.status:
                raise ReaderError(f"{self.home.data}: not merged, all is as it was: {shown(answer.reason)}")
            return there.run("rev-parse", "HEAD")
        finally:
            self._leave_desks()

    def _leave_desks(self) -> None:
        """Clears away where a merge was made, by this run or one that was killed."""
        for desk in self._inside("HEAD").parent.glob(f"{_DESK}-*"):
            shutil.rmtree(desk, ignore_errors=True)
        self.git.run("worktree", "prune")

    def adopt(self, commit: str) -> None:
        """Have the home be as in `commit`, which has all that is here: each file whole, in one step."""
        for name in OURS:
            data, path = self.git.blob(f"{commit}:{name}"), self.home.data / name
            if data is not None and not (path.exists() and path.read_bytes() == data):
                files.replace(path, [data])
        changed = self.git.run("diff", "--name-only", "-z", "HEAD", commit).split("\0")
        for name in filter(None, changed):
            if name not in OURS and self.git.says("cat-file", "-e", f"{commit}:{name}"):
                self.git.run("checkout", "-q", commit, "--", name)
        self.git.run("update-ref", "HEAD", commit)
        self.git.run("read-tree", commit)
        self.git.ask("update-index", "-q", "--refresh")

    def _is_ours(self, commit: str) -> bool:
        if self.git.run("ls-tree", "--name-only", commit, "--", *OURS):
            return True
        return self.git.ask("show", f"{commit}:.gitignore").out.startswith(_MARK)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within it no program of ours writes the files that git is about to."""
        with writing(self.home.library), lock_of(self.home.state).held():
            yield

    def push(self) -> Answer:
        """Send what is committed."""
        return self.git.ask("push", "-q", REMOTE, f"HEAD:refs/heads/{self.branch}", patience=NETWORK)

    @staticmethod
    def was_behind(answer: Answer) -> bool:
        """Whether a push failed only since another machine's came first."""
        return any(sign in answer.err for sign in _BEHIND)
