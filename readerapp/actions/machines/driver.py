"""Git's merge driver for our files: merges two versions by our rules, never with conflict markers.

Sync calls it, and so does `git merge` by hand.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from readerapp.domain.errors import ReaderError

_PLAIN = "-text -eol -ident -filter -working-tree-encoding merge=readerapp"
ATTRIBUTES = f"/state.json {_PLAIN}\n/papers.jsonl {_PLAIN}\n"
"""For a repository's `info/attributes`: files that git merges with the driver and never converts."""
_CALL = "from readerapp.actions.machines.driver import main; sys.exit(main(sys.argv[1:]))"


def command() -> str:
    """Return the driver's command line for git, with this Python and this package."""
    package = str(Path(__file__).resolve().parents[3])
    code = f"import sys; sys.path.append({package!r}); {_CALL}"
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}".replace("%", "%%") + " %A %B %P"


def main(arguments: Sequence[str]) -> int:
    """Merge the second file (theirs) into the first (ours); the third argument is the name of both.

    Return 0, or 1 with a line on standard error and our file unchanged.
    """
    ours, theirs, name = (Path(argument) for argument in arguments)
    try:
        merge(ours, theirs, ours, name.name)
    except ReaderError as error:
        sys.stderr.write(f"readerapp: {error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"readerapp: {name} can't be merged: {error.strerror or error}\n")
        return 1
    return 0


def merge(ours: Path, theirs: Path, into: Path, name: str) -> None:
    """Merge two versions of the file called `name` into `into`, which may be one of them.

    Raises:
        ReaderError: one of them holds something else; `into` is unchanged.
    """
    with _by_name(ours, theirs, name):
        if name.endswith(".jsonl"):
            from readerapp.library.merge import copies

            for path in (ours, theirs):
                check_kind(path, name)
            copies.merge_files(ours, theirs, into)
        else:
            from readerapp.state import rewrite

            rewrite.merge(ours, theirs, into)


def check(path: Path, name: str) -> None:
    """Raise `ReaderError` if the other machine's file `name`, now at `path`, holds something else."""
    with _by_name(path, path, name):
        check_kind(path, name)


def check_kind(path: Path, name: str) -> None:
    """Raise `ReaderError` if the file at `path` doesn't hold what one called `name` does."""
    if name.endswith(".jsonl"):
        from readerapp.library.merge import copies

        copies.check(path)
    else:
        from readerapp.state import foreign_edits

        foreign_edits.read(path)


@contextmanager
def _by_name(ours: Path, theirs: Path, name: str) -> Iterator[None]:
    """Name temporary files in errors as the reader knows them."""
    try:
        yield
    except ReaderError as error:
        said = str(error).replace(str(theirs), f"the other machine's {name}").replace(str(ours), name)
        raise ReaderError(said) from error
