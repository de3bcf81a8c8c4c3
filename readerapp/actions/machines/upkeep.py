"""A home's repository made, cleared of what a crash left, and found damaged."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from readerapp.actions.machines import driver
from readerapp.actions.machines.remote import BRANCH, REMOTE
from readerapp.actions.machines.repository import MARK, Repository
from readerapp.actions.machines.tree_merge import OURS
from readerapp.disk import files
from readerapp.domain.errors import ReaderError
from readerapp.state import times

IGNORED = f"""{MARK} only what all machines share is kept. To share more, name it below with a !
/*
!/.gitignore
!/state.json
!/papers.jsonl
"""
_STALE = 10 * 60.0
"""Seconds."""
_UNFINISHED = ("MERGE_HEAD", "MERGE_MODE", "MERGE_MSG", "AUTO_MERGE", "CHERRY_PICK_HEAD", "REVERT_HEAD")
_UNFINISHED_FOLDERS = ("rebase-merge", "rebase-apply", "sequencer")
_BROKEN_REF = re.compile(r"broken ref|bad ref|missing object|unable to resolve|ignoring")


def make(repository: Repository, remote: str, now: datetime) -> None:
    """Have a repository whose `origin` is `remote`; what is committed already stays.

    One that is damaged is set aside and made anew: all that counts is in the home's own files.

    Raises:
        ReaderError: git is missing or refuses.
    """
    home, git = repository.home, repository.git
    files.make_folder(home.data)
    if damage(repository):
        files.set_aside(home.data / ".git", "damaged", times.written(now))
    if not repository.exists:
        git.run("init", "-q", "--template=")
        git.run("symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    git.run("remote", "set-url" if repository.address else "add", REMOTE, remote)


def prepare(repository: Repository, now: datetime) -> None:
    """Have git merge our files by our rules, and leave alone what is this machine's own. What a run that was
    killed left behind is cleared up.

    Raises:
        ReaderError: a file is a link elsewhere, or git refuses.
    """
    home = repository.home
    for name in OURS:
        if (path := home.data / name).is_symlink():
            raise ReaderError(f"{path} is a link: git would keep the link only. Put the file itself there.")
    for path in _locks(repository):  # git removes them itself, but for a power cut
        if now.timestamp() - path.stat().st_mtime > _STALE:
            path.unlink(missing_ok=True)
    _leave_unfinished(repository)
    ignored = home.data / ".gitignore"
    if not ignored.exists():
        files.replace(ignored, [IGNORED.encode()])
    _attribute(repository)
    repository.set("merge.readerapp.name", "readerapp: the later change of each field stands")
    repository.set("merge.readerapp.driver", driver.command())
    if not repository.git.says("ls-files", "--", *OURS):  # the index is damaged, which is only a cache
        repository.inside("index").unlink(missing_ok=True)
        if repository.head:
            repository.git.run("read-tree", "HEAD")


def _locks(repository: Repository) -> Iterator[Path]:
    folder = repository.inside("HEAD").parent
    for path in (*folder.glob("*.lock"), *(folder / "refs").rglob("*.lock")):
        if path.name != "readerapp.lock":
            yield path


def _leave_unfinished(repository: Repository) -> None:
    """A merge or rebase that was begun and never ended. Git forgets it, the files stay, and what was to be
    merged is merged again: finished as it is, it would claim to hold what it may not."""
    for name in _UNFINISHED:
        repository.inside(name).unlink(missing_ok=True)
    for name in _UNFINISHED_FOLDERS:
        shutil.rmtree(repository.inside(name), ignore_errors=True)


def _attribute(repository: Repository) -> None:
    path = repository.inside("info/attributes")
    text = path.read_bytes() if path.exists() else b""
    if driver.ATTRIBUTES.encode() not in text:
        files.replace(path, [text, driver.ATTRIBUTES.encode()])


def damage(repository: Repository) -> str:
    """What is wrong with the repository itself; empty where nothing is, or there is none."""
    if not repository.exists:
        return ""
    git = repository.git
    answer = git.ask("rev-parse", "--git-dir")
    if answer.status:
        elsewhere = "bad config" in answer.err and ".git/config" not in answer.err
        return "" if elsewhere or "dubious ownership" in answer.err else answer.reason
    answer = git.ask("for-each-ref")
    if answer.status or _BROKEN_REF.search(answer.err):
        return answer.reason
    # with no index: that is only a cache, and is made anew where it is damaged
    without = git.with_index(repository.inside("readerapp-none"))
    answer = without.ask("fsck", "--connectivity-only", "--no-dangling", "--no-progress")
    if answer.status:
        return answer.reason
    lost = [name for name in OURS if repository.entry("HEAD", name) and git.blob(f"HEAD:{name}") is None]
    return f"{lost[0]} can't be read from it" if lost else ""


def damaged(repository: Repository, reason: str) -> str:
    """What there is to say of a damaged `.git`, with the way out."""
    remote = repository.remote.shown or "REMOTE"
    return (
        f"is damaged ({reason}): `readerapp sync --init {remote}` makes it anew; your papers and marks "
        "are not in it and stay as they are."
    )
