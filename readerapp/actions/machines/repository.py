"""The home as a git repository: what is kept in it, committed, and joined with what came.

Our files go into git and come out of it byte for byte, past filters, line ends and the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from readerapp.actions.machines import driver
from readerapp.actions.machines.git import Git, GitFailed, identity
from readerapp.actions.machines.remote import REMOTE, Remote
from readerapp.actions.machines.tree_merge import OURS, joined_tree
from readerapp.disk import files
from readerapp.disk.lock import lock_of, writing
from readerapp.domain.errors import ReaderError
from readerapp.home import Home

MARK = "# Written by readerapp:"
"""How a `.gitignore` of ours begins."""
_WELCOME = re.compile(r"(README|LICEN[CS]E|COPYING|\.git)[^/]*", re.IGNORECASE)
"""Files that a server puts into a repository it makes."""


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

    def inside(self, name: str) -> Path:
        """The path of a file of git's own."""
        return self.home.data / self.git.run("rev-parse", "--git-path", name)

    def set(self, name: str, value: str) -> None:
        """Have a setting of this repository be so."""
        if self.git.ask("config", "--local", name).out.strip() != value:
            self.git.run("config", "--local", name, value)

    # Where it stands

    @property
    def branch(self) -> str:
        """The branch that is checked out; empty where none is."""
        return self.git.ask("symbolic-ref", "--short", "-q", "HEAD").out.strip()

    @property
    def head(self) -> str:
        """The newest commit here; empty where there is none yet."""
        return self.commit_of("HEAD")

    def commit_of(self, name: str) -> str:
        """The commit that a name stands for; empty where there is none."""
        return self.git.ask("rev-parse", "-q", "--verify", f"{name}^{{commit}}").out.strip()

    @property
    def address(self) -> str:
        """The address of the other side; empty where none is named."""
        name = f"remote.{REMOTE}.url"
        found = self.git.ask("config", "--local", name).out.strip()
        # a damaged repository knows no settings, and one that is elsewhere has no such file
        return found or self.git.ask("config", "--file", ".git/config", name).out.strip()

    @cached_property
    def remote(self) -> Remote:
        """The other side."""
        return Remote(self.git.for_network(), self.address)

    @property
    def last(self) -> str:
        """The journal's step that was last put into words; empty before the first."""
        path = self.inside("readerapp-last")
        return path.read_text("utf-8").strip() if path.exists() else ""

    def remember(self, step: str) -> None:
        """Set `last`."""
        files.replace(self.inside("readerapp-last"), [f"{step}\n".encode()], durable=False)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Within it no other sync of this home runs. Raises `Unwritable` where one does for long."""
        with lock_of(self.inside("readerapp")).held():
            yield

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within it no program of ours writes the files that git is about to."""
        with writing(self.home.library), lock_of(self.home.state).held():
            yield

    # Committing, joining, adopting

    def stage(self) -> int | None:
        """Stage what changed. None where nothing did, else how many lines `papers.jsonl` has more.

        Raises:
            ReaderError: a file holds what must not go to other machines.
        """
        head = self.head
        if head:
            self.git.run("add", "-u")
        elif (self.home.data / ".gitignore").exists():
            self.git.run("add", "-f", "--", ".gitignore")
        before = {name: self.entry(head, name) for name in OURS}
        for name in OURS:
            if before[name] and not (path := self.home.data / name).exists():
                # A file that is gone here is no wish to have it gone on every machine.
                files.replace(path, [self.git.blob(before[name]) or b""])
        now = {name: self._taken(name) for name in OURS}
        rows = "".join(f"100644 {blob}\t{name}\0" for name, blob in now.items() if blob)
        self.git.run("update-index", "-z", "--add", "--index-info", given=rows)
        if head and self.git.run("write-tree") == self.git.run("rev-parse", "HEAD^{tree}"):
            return None
        papers = OURS[1]
        return self._lines(now[papers]) - self._lines(before[papers]) if now != before else 0

    def _taken(self, name: str) -> str:
        """What the home's file holds now, put into git; empty where it is gone."""
        path = self.home.data / name
        if not path.exists():
            return ""
        blob = self.git.run("hash-object", "--stdin", given=(data := path.read_bytes()))
        if blob != self.entry("HEAD", name):
            try:
                driver.look(path, name)
            except ReaderError as error:
                raise ReaderError(
                    f"{error}: not sent. `readerapp doctor --fix` sets aside what is no paper."
                ) from error
            self.git.run("hash-object", "-w", "--stdin", given=data)
        return blob

    def entry(self, commit: str, name: str) -> str:
        """What a commit has under a name, as git calls it; empty where it has nothing."""
        return self.git.ask("rev-parse", "-q", "--verify", f"{commit}:{name}").out.strip() if commit else ""

    def _lines(self, blob: str) -> int:
        return (self.git.blob(blob) or b"").count(b"\n") if blob else 0

    def commit(self, message: str) -> None:
        """Commit what is staged."""
        self._record(self.git.run("write-tree"), [self.head] if self.head else [], message)

    def _record(self, tree: str, parents: list[str], message: str) -> str:
        given = [part for parent in parents for part in ("-p", parent)]
        who = identity(self.git)
        commit = self.git.run(*who, "commit-tree", tree, *given, "-F", "-", given=f"{message.strip()}\n")
        self.git.run("update-ref", "-m", message.partition("\n")[0], "HEAD", commit)
        return commit

    def knows(self, commit: str) -> bool:
        """Whether a commit is in what is here."""
        return self.git.says("merge-base", "--is-ancestor", commit, "HEAD")

    def is_ours(self, commit: str) -> bool:
        """Whether a commit is of a home of readerapp, as far as names tell."""
        if self.git.run("ls-tree", "--name-only", commit, "--", *OURS):
            return True
        return self.git.ask("show", f"{commit}:.gitignore").out.startswith(MARK)

    def is_free(self, commit: str) -> bool:
        """Whether a commit holds nothing, or only what a server puts into a new repository."""
        names = self.git.run("ls-tree", "--name-only", "-z", commit).split("\0")
        return all(_WELCOME.fullmatch(name) for name in names if name)

    def join(self, theirs: str) -> str:
        """The tree that knows a commit of the other side too, joined by our rules. Nothing here changes.

        Raises:
            ReaderError: it is of something else, or can't be joined.
        """
        known = self.git.says("merge-base", "HEAD", theirs)
        if not (known or self.is_ours(theirs) or self.is_free(theirs)):
            raise ReaderError(
                f"{self.remote.shown} holds something else, no readerapp home: nothing was taken in. "
                "`readerapp sync --init REMOTE` names an empty repository."
            )
        try:
            return joined_tree(self.git, self.head, theirs)
        except GitFailed:
            raise
        except ReaderError as error:
            raise ReaderError(
                f"{self.remote.shown} holds what can't be taken in ({theirs[:9]}): {error}. Mend it on the "
                "machine that sent it: `readerapp doctor --fix`, then `readerapp sync`. Nothing changed here."
            ) from error

    def adopt(self, tree: str, theirs: str) -> None:
        """Have the home be as in `tree`, which has all that is here and in `theirs`: each file whole, in one
        step."""
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
            ):  # else it is this machine's own
                self.git.run("checkout", "-q", tree, "--", name)
        if self.git.run("rev-parse", f"{theirs}^{{tree}}") == tree and self.knows_both(theirs, head):
            self.git.run("update-ref", "-m", "took in what another machine changed", "HEAD", theirs)
        else:
            self._record(tree, [head, theirs], "merged what another machine changed")
        self.git.run("read-tree", tree)
        self.git.ask("update-index", "-q", "--refresh")

    def knows_both(self, commit: str, other: str) -> bool:
        """Whether `commit` has `other` in its past."""
        return self.git.says("merge-base", "--is-ancestor", other, commit)

    def follow(self, branch: str) -> str:
        """Be on the branch on which all machines meet; a commit of its own that is here and not in what is
        checked out, if there is one: it is to be joined, then `settle_on` goes there."""
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
        """Check out `branch`, which from now on is at what is here."""
        if self.head:
            self.git.run("update-ref", f"refs/heads/{branch}", self.head)
        before = self.branch
        self.git.run("symbolic-ref", "HEAD", f"refs/heads/{branch}")
        if before and before != branch and self.commit_of(f"refs/heads/{before}"):
            self.git.run("branch", "-q", "-D", before)
