"""Two commits of a home merged into one tree: our files by our rules, others as git does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from readerapp.actions.machines import driver
from readerapp.actions.machines.git import Git, GitFailed
from readerapp.disk import files

OURS = ("state.json", "papers.jsonl")
_NOT_SHARED = ("journal.jsonl", "backups", "cache")
"""Stay as they are here, whatever another machine sends."""
_FILE = "100644"
_FILES = (_FILE, "100755")
_REMOVED = ("0", "0" * 40)

Entry = tuple[str, str]
"""Mode and object name of a file in a tree."""


def entries(git: Git, commit: str) -> dict[str, Entry]:
    """Return path -> entry for all files of a commit; empty without a commit."""
    if not commit:
        return {}
    rows = git.run("ls-tree", "-r", "-z", "--full-tree", commit).split("\0")
    pairs = (row.split("\t", 1) for row in rows if row)
    return {path: (mode, name) for about, path in pairs for mode, _, name in [about.split(" ")]}


def merged_tree(git: Git, ours: str, theirs: str) -> str:
    """Return the tree with the changes of both commits.

    Raises:
        ReaderError: one of our files there holds something else, or git fails.
    """
    base = git.ask("merge-base", ours, theirs).out.split()[:1]
    here, there = entries(git, ours), entries(git, theirs)
    before = entries(git, base[0] if base else "")
    with TemporaryDirectory(prefix="readerapp-", ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        changes = _Merger(git, scratch).changes(here, there, before)
        index = git.with_index(scratch / "index")
        index.run("read-tree", ours)
        rows = "".join(f"{mode} {name}\t{path}\0" for path, (mode, name) in changes.items())
        index.run("update-index", "-z", "--index-info", given=rows)
        return index.run("write-tree")


class _Merger:
    """Merges file by file in a scratch folder; nothing in the home changes."""

    def __init__(self, git: Git, scratch: Path) -> None:
        self._git = git
        self._scratch = scratch

    def changes(
        self, here: Mapping[str, Entry], there: Mapping[str, Entry], before: Mapping[str, Entry]
    ) -> dict[str, Entry]:
        """Return the entries to change in `here` to merge `there`; `before` is their common ancestor."""
        found = {}
        for path in sorted(there.keys() | before.keys()):
            ours, theirs = here.get(path), there.get(path)
            if path in OURS:
                after = self._merge_ours(path, ours, theirs)
            elif path.split("/")[0] in _NOT_SHARED or (theirs and theirs[0] not in _FILES):
                after = ours
            else:
                after = self._merge_other(ours, theirs, before.get(path))
            if after != ours:
                found[path] = after or _REMOVED
        return found

    def _merge_ours(self, name: str, ours: Entry | None, theirs: Entry | None) -> Entry | None:
        if theirs is None or ours == theirs:
            return ours
        one, other, both = self._write("ours", ours), self._write("theirs", theirs), self._scratch / "both"
        if ours is None or (name.endswith(".jsonl") and other.read_bytes().startswith(one.read_bytes())):
            driver.check(other, name)
            return theirs  # the usual case: papers were added
        driver.merge(one, other, both, name)
        data = both.read_bytes()
        for entry, path in ((theirs, other), (ours, one)):
            if path.read_bytes() == data:
                return entry
        return _FILE, self._git.run("hash-object", "-w", "--stdin", given=data)

    def _write(self, name: str, entry: Entry | None) -> Path:
        path = self._scratch / name
        data = self._git.blob(entry[1]) if entry else b""
        if data is None:
            raise GitFailed(f"{self._git.folder}: git can't read {name} ({entry})")
        files.replace(path, [data], durable=False)
        return path

    def _merge_other(self, ours: Entry | None, theirs: Entry | None, base: Entry | None) -> Entry | None:
        """Merge three versions of a file as git does; in a conflict ours wins."""
        if theirs in (ours, base):
            return ours
        if ours in (base, None):
            return theirs
        if theirs is None or ours is None or ours[0] not in _FILES:
            return ours
        three = [self._write(*each) for each in (("ours", ours), ("base", base), ("theirs", theirs))]
        if self._git.ask("merge-file", "--ours", "-q", *map(str, three)).status:
            return ours
        return ours[0], self._git.run("hash-object", "-w", "--stdin", given=three[0].read_bytes())
