"""Two commits of a home made one tree: our files joined by our rules, others as git would merge them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from readerapp.actions.machines import driver
from readerapp.actions.machines.git import Git, GitFailed
from readerapp.disk import files

OURS = ("state.json", "papers.jsonl")
_OWN = ("journal.jsonl", "backups", "cache")
"""What is this machine's alone, whatever another one sends."""
_FILE = "100644"
_FILES = (_FILE, "100755")
_GONE = ("0", "0" * 40)

Entry = tuple[str, str]
"""Mode and name of what a tree holds."""


def entries(git: Git, commit: str) -> dict[str, Entry]:
    """Path -> entry of all files of a commit; none of no commit."""
    if not commit:
        return {}
    rows = git.run("ls-tree", "-r", "-z", "--full-tree", commit).split("\0")
    pairs = (row.split("\t", 1) for row in rows if row)
    return {path: (mode, name) for about, path in pairs for mode, _, name in [about.split(" ")]}


def joined_tree(git: Git, ours: str, theirs: str) -> str:
    """The tree that knows both commits.

    Raises:
        ReaderError: a file of ours there holds something else; or git refuses.
    """
    base = git.ask("merge-base", ours, theirs).out.split()[:1]
    here, there = entries(git, ours), entries(git, theirs)
    before = entries(git, base[0] if base else "")
    with TemporaryDirectory(prefix="readerapp-", ignore_cleanup_errors=True) as folder:
        desk = Path(folder)
        changes = _Joiner(git, desk).changes(here, there, before)
        index = git.with_index(desk / "index")
        index.run("read-tree", ours)
        rows = "".join(f"{mode} {name}\t{path}\0" for path, (mode, name) in changes.items())
        index.run("update-index", "-z", "--index-info", given=rows)
        return index.run("write-tree")


class _Joiner:
    """Joins file by file, at a desk of its own: nothing of the home changes."""

    def __init__(self, git: Git, desk: Path) -> None:
        self._git = git
        self._desk = desk

    def changes(
        self, here: Mapping[str, Entry], there: Mapping[str, Entry], before: Mapping[str, Entry]
    ) -> dict[str, Entry]:
        """What makes `here` know `there`, too; `before` is what both came from."""
        found = {}
        for path in sorted(there.keys() | before.keys()):
            ours, theirs = here.get(path), there.get(path)
            if path in OURS:
                after = self._join(path, ours, theirs)
            elif path.split("/")[0] in _OWN or (theirs and theirs[0] not in _FILES):
                after = ours
            else:
                after = self._merge(ours, theirs, before.get(path))
            if after != ours:
                found[path] = after or _GONE
        return found

    def _join(self, name: str, ours: Entry | None, theirs: Entry | None) -> Entry | None:
        if theirs is None or ours == theirs:
            return ours
        one, other, both = self._lay("ours", ours), self._lay("theirs", theirs), self._desk / "both"
        if ours is None or (name.endswith(".jsonl") and other.read_bytes().startswith(one.read_bytes())):
            driver.check(other, name)
            return theirs  # the usual case: papers were only added
        driver.join(one, other, both, name)
        data = both.read_bytes()
        for entry, path in ((theirs, other), (ours, one)):
            if path.read_bytes() == data:
                return entry
        return _FILE, self._git.run("hash-object", "-w", "--stdin", given=data)

    def _lay(self, name: str, entry: Entry | None) -> Path:
        path = self._desk / name
        data = self._git.blob(entry[1]) if entry else b""
        if data is None:
            raise GitFailed(f"{self._git.folder}: git can't read {name} ({entry})")
        files.replace(path, [data], durable=False)
        return path

    def _merge(self, ours: Entry | None, theirs: Entry | None, base: Entry | None) -> Entry | None:
        """As git merges three versions of a file; where they clash, what is here stands."""
        if theirs in (ours, base):
            return ours
        if ours in (base, None):
            return theirs
        if theirs is None or ours is None or ours[0] not in _FILES:
            return ours
        three = [self._lay(*each) for each in (("ours", ours), ("base", base), ("theirs", theirs))]
        if self._git.ask("merge-file", "--ours", "-q", *map(str, three)).status:
            return ours
        return ours[0], self._git.run("hash-object", "-w", "--stdin", given=three[0].read_bytes())
