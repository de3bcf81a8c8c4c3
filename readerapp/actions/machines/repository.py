"""The home as a git repository: staged, committed and merged.

Our files go in and out of git byte for byte, past filters, line endings and the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from readerapp.actions.machines import driver
from readerapp.actions.machines.git import Git, GitFailed, identity
from readerapp.actions.machines.remote import REMOTE, Remote
from readerapp.actions.machines.tree_merge import OURS, merged_tree
from readerapp.disk import files
from readerapp.disk.lock import lock_of, writing
from readerapp.domain.errors import ReaderError
from readerapp.domain.values import dataclass
from readerapp.home import Home

MARK = "# Written by readerapp:"
"""The start of a `.gitignore` that we wrote."""
_STARTERS = re.compile(r"(README|LICEN[CS]E|COPYING|\.git)[^/]*", re.IGNORECASE)
"""Files that servers put into new repositories."""


@dataclass(frozen=True)
class Repository:
    """The git repository of a home."""

    home: Home
    git: Git

    @classmethod
    def of(cls, home: Home, env: Mapping[str, str]) -> Repository:
        """Return the repository of `home`, which may not exist yet."""
        return cls(home, Git(home.data, env))

    @property
    def exists(self) -> bool:
        """True if the home is a git repository itself, rather than inside one."""
        return (self.home.data / ".git").exists()

    def inside(self, name: str) -> Path:
        """Return the path of a file in `.git`."""
        return self.home.data / self.git.run("rev-parse", "--git-path", name)

    def set(self, name: str, value: str) -> None:
        """Set an option of this repository."""
        if self.git.ask("config", "--local", name).out.strip() != value:
            self.git.run("config", "--local", name, value)

    # State

    @property
    def branch(self) -> str:
        """The branch that is checked out; empty if there is none."""
        return self.git.ask("symbolic-ref", "--short", "-q", "HEAD").out.strip()

    @property
    def head(self) -> str:
        """The newest commit; empty if there is none yet."""
        return self.commit_of("HEAD")

    def commit_of(self, name: str) -> str:
        """Return the commit that a name stands for; empty if there is none."""
        return self.git.ask("rev-parse", "-q", "--verify", f"{name}^{{commit}}").out.strip()

    @property
    def address(self) -> str:
        """The remote's address; empty if there is none."""
        name = f"remote.{REMOTE}.url"
        found = self.git.ask("config", "--local", name).out.strip()
        # A damaged repository has no settings; one that is elsewhere has no such file.
        return found or self.git.ask("config", "--file", ".git/config", name).out.strip()

    @cached_property
    def remote(self) -> Remote:
        """The remote."""
        return Remote(self.git.for_network(), self.address)

    @property
    def last(self) -> str:
        """The last journal step in a commit message; empty before the first."""
        path = self.inside("readerapp-last")
        return path.read_text("utf-8").strip() if path.exists() else ""

    def remember(self, step: str) -> None:
        """Set `last`."""
        files.replace(self.inside("readerapp-last"), [f"{step}\n".encode()], durable=False)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other syncs of this home out; raise `Unwritable` if one runs for long."""
        with lock_of(self.inside("readerapp")).held():
            yield

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other programs from writing our files."""
        with writing(self.home.library), lock_of(self.home.state).held():
            yield

    # Committing and merging

    def stage(self) -> int | None:
        """Stage changes. Return how many lines `papers.jsonl` gained, or None if nothing changed.

        Raises:
            ReaderError: a file is damaged, so it must not go to other machines.
        """
        head = self.head
        if head:
            self.git.run("add", "-u")
        elif (self.home.data / ".gitignore").exists():
            self.git.run("add", "-f", "--", ".gitignore")
        before = {name: self.entry(head, name) for name in OURS}
        for name in OURS:
            if before[name] and not (path := self.home.data / name).exists():
                # A missing file must not be removed on every machine.
                files.replace(path, [self.git.blob(before[name]) or b""])
        now = {name: self._stored(name) for name in OURS}
        rows = "".join(f"100644 {blob}\t{name}\0" for name, blob in now.items() if blob)
        self.git.run("update-index", "-z", "--add", "--index-info", given=rows)
        if head and self.git.run("write-tree") == self.git.run("rev-parse", "HEAD^{tree}"):
            return None
        papers = OURS[1]
        return self._lines(now[papers]) - self._lines(before[papers]) if now != before else 0

    def _stored(self, name: str) -> str:
        """Store the home's file in git and return its object name; empty if it is missing."""
        path = self.home.data / name
        if not path.exists():
            return ""
        blob = self.git.run("hash-object", "--stdin", given=(data := path.read_bytes()))
        if blob != self.entry("HEAD", name):
            try:
                driver.check_kind(path, name)
            except ReaderError as error:
                raise ReaderError(
                    f"{error}: not sent. `readerapp doctor --fix` sets aside lines that aren't papers."
                ) from error
            self.git.run("hash-object", "-w", "--stdin", given=data)
        return blob

    def entry(self, commit: str, name: str) -> str:
        """Return the object name of a file in a commit; empty if the commit doesn't have it."""
        return self.git.ask("rev-parse", "-q", "--verify", f"{commit}:{name}").out.strip() if commit else ""

    def _lines(self, blob: str) -> int:
        return (self.git.blob(blob) or b"").count(b"\n") if blob else 0

    def commit(self, message: str) -> None:
        """Commit the staged changes."""
        self._record(self.git.run("write-tree"), [self.head] if self.head else [], message)

    def _record(self, tree: str, parents: list[str], message: str) -> str:
        given = [part for parent in parents for part in ("-p", parent)]
        who = identity(self.git)
        commit = self.git.run(*who, "commit-tree", tree, *given, "-F", "-", given=f"{message.strip()}\n")
        self.git.run("update-ref", "-m", message.partition("\n")[0], "HEAD", commit)
        return commit

    def knows(self, commit: str) -> bool:
        """Return True if HEAD contains a commit."""
        return self.git.says("merge-base", "--is-ancestor", commit, "HEAD")

    def is_ours(self, commit: str) -> bool:
        """Return True if a commit is of a readerapp home, judging by file names."""
        if self.git.run("ls-tree", "--name-only", commit, "--", *OURS):
            return True
        return self.git.ask("show", f"{commit}:.gitignore").out.startswith(MARK)

    def is_free(self, commit: str) -> bool:
        """Return True if a commit is empty, or has only the files of a new repository."""
        names = self.git.run("ls-tree", "--name-only", "-z", commit).split("\0")
        return all(_STARTERS.fullmatch(name) for name in names if name)

    def merge(self, theirs: str) -> str:
        """Return the tree of HEAD merged with a commit of the remote. Nothing in the home changes.

        Raises:
            ReaderError: the commit is of something else, or can't be merged.
        """
        known = self.git.says("merge-base", "HEAD", theirs)
        if not (known or self.is_ours(theirs) or self.is_free(theirs)):
            raise ReaderError(
                f"{self.remote.shown} holds something else than a readerapp home: nothing was merged. "
                "Give an empty repository: `readerapp sync --init REMOTE`."
            )
        try:
            return merged_tree(self.git, self.head, theirs)
        except GitFailed:
            raise
        except ReaderError as error:
            raise ReaderError(
                f"{self.remote.shown} can't be merged ({theirs[:9]}): {error}. Fix it on the "
                "machine that sent it: `readerapp doctor --fix`, then `readerapp sync`. Nothing changed here."
            ) from error

    def adopt(self, tree: str, theirs: str) -> None:
        """Write the files of `tree`, merged from HEAD and `theirs`, to the home, and commit it."""
        head = self.head
        for name in OURS:
            data, path = self.git.blob(f"{tree}:{name}"), self.home.data / name
            if data is not None and not (path.exists() and path.read_bytes() == data):
                files.replace(path, [data])
        changed = self.git.run("diff-tree", "-r", "--name-only", "-z", head, tree).split("\0")
        for name in filter(None, changed):
            if name in OURS or not self.entry(tree, name):
                continue
            if (
                self.entry(head, name) or not (self.home.data / name).exists()
            ):  # else the file was never shared from here
                self.git.run("checkout", "-q", tree, "--", name)
        if self.git.run("rev-parse", f"{theirs}^{{tree}}") == tree and self.descends_from(theirs, head):
            self.git.run("update-ref", "-m", "fast-forward to another machine's changes", "HEAD", theirs)
        else:
            self._record(tree, [head, theirs], "Merge changes from another machine")
        self.git.run("read-tree", tree)
        self.git.ask("update-index", "-q", "--refresh")

    def descends_from(self, commit: str, other: str) -> bool:
        """Return True if `other` is an ancestor of `commit`."""
        return self.git.says("merge-base", "--is-ancestor", other, commit)

    def follow(self, branch: str) -> str:
        """Check out the shared branch, unless it has a local commit that HEAD lacks.

        Return that commit: merge it, then call `settle_on`. Empty if the branch is checked out.
        """
        here = self.branch
        if here != branch:
            there = self.commit_of(f"refs/heads/{branch}")
            if there and not self.knows(there):
                return there
            self.settle_on(branch)
        self.set(f"branch.{branch}.remote", REMOTE)
        self.set(f"branch.{branch}.merge", f"refs/heads/{branch}")
        return ""

    def settle_on(self, branch: str) -> None:
        """Check out `branch` at the current HEAD."""
        if self.head:
            self.git.run("update-ref", f"refs/heads/{branch}", self.head)
        before = self.branch
        self.git.run("symbolic-ref", "HEAD", f"refs/heads/{branch}")
        if before and before != branch and self.commit_of(f"refs/heads/{before}"):
            self.git.run("branch", "-q", "-D", before)
