"""A home's repository set up, cleaned up after crashes, and checked for damage."""

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
_STALE_SECONDS = 10 * 60.0
"""Age of a lock that git left behind."""
_UNFINISHED = ("MERGE_HEAD", "MERGE_MODE", "MERGE_MSG", "AUTO_MERGE", "CHERRY_PICK_HEAD", "REVERT_HEAD")
_UNFINISHED_FOLDERS = ("rebase-merge", "rebase-apply", "sequencer")
_BROKEN_REF = re.compile(r"broken ref|bad ref|missing object|unable to resolve|ignoring")


def make(repository: Repository, remote: str, now: datetime) -> None:
    """Make a repository with `remote` as its `origin`; existing commits stay.

    A damaged one is set aside and made again: the home's own files hold everything that matters.

    Raises:
        ReaderError: git is missing or fails.
    """
    home, git = repository.home, repository.git
    files.make_folder(home.data)
    if damage(repository):
        files.set_aside(home.data / ".git", "damaged", times.to_text(now))
    if not repository.exists:
        git.run("init", "-q", "--template=")
        git.run("symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    git.run("remote", "set-url" if repository.address else "add", REMOTE, remote)


def prepare(repository: Repository, now: datetime) -> None:
    """Set up the merge driver and `.gitignore`, and clean up after a killed run.

    Raises:
        ReaderError: one of our files is a symbolic link, or git fails.
    """
    home = repository.home
    for name in OURS:
        if (path := home.data / name).is_symlink():
            raise ReaderError(f"{path} is a link: git would store only the link. Put the file itself there.")
    for path in _locks(repository):  # git removes them itself, except after a power cut
        if now.timestamp() - path.stat().st_mtime > _STALE_SECONDS:
            path.unlink(missing_ok=True)
    _forget_unfinished(repository)
    ignored = home.data / ".gitignore"
    if not ignored.exists():
        files.replace(ignored, [IGNORED.encode()])
    _write_attributes(repository)
    repository.set("merge.readerapp.name", "readerapp: the later change of each field stands")
    repository.set("merge.readerapp.driver", driver.command())
    if not repository.git.says("ls-files", "--", *OURS):  # the index is damaged; it is only a cache
        repository.inside("index").unlink(missing_ok=True)
        if repository.head:
            repository.git.run("read-tree", "HEAD")


def _locks(repository: Repository) -> Iterator[Path]:
    folder = repository.inside("HEAD").parent
    for path in (*folder.glob("*.lock"), *(folder / "refs").rglob("*.lock")):
        if path.name != "readerapp.lock":
            yield path


def _forget_unfinished(repository: Repository) -> None:
    """Make git forget an unfinished merge or rebase; the files stay, and sync merges again.

    Finishing it as it is would claim to hold changes that it may not.
    """
    for name in _UNFINISHED:
        repository.inside(name).unlink(missing_ok=True)
    for name in _UNFINISHED_FOLDERS:
        shutil.rmtree(repository.inside(name), ignore_errors=True)


def _write_attributes(repository: Repository) -> None:
    path = repository.inside("info/attributes")
    text = path.read_bytes() if path.exists() else b""
    if driver.ATTRIBUTES.encode() not in text:
        files.replace(path, [text, driver.ATTRIBUTES.encode()])


def damage(repository: Repository) -> str:
    """Return what is damaged in the repository; empty if nothing is, or there is none."""
    if not repository.exists:
        return ""
    git = repository.git
    result = git.ask("rev-parse", "--git-dir")
    if result.status:
        elsewhere = "bad config" in result.err and ".git/config" not in result.err
        return "" if elsewhere or "dubious ownership" in result.err else result.reason
    result = git.ask("for-each-ref")
    if result.status or _BROKEN_REF.search(result.err):
        return result.reason
    # Without the index, which is only a cache and is made again.
    without = git.with_index(repository.inside("readerapp-none"))
    result = without.ask("fsck", "--connectivity-only", "--no-dangling", "--no-progress")
    if result.status:
        return result.reason
    lost = [name for name in OURS if repository.entry("HEAD", name) and git.blob(f"HEAD:{name}") is None]
    return f"{lost[0]} can't be read from it" if lost else ""


def damaged(repository: Repository, reason: str) -> str:
    """Return the sentence about a damaged `.git`, after its path, with the remedy."""
    remote = repository.remote.shown or "REMOTE"
    return (
        f"is damaged ({reason}): `readerapp sync --init {remote}` makes it again; your papers and state "
        "are kept outside it and stay as they are."
    )
