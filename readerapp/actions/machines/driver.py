"""Two versions of a file of ours made one by our rules, never with conflict markers.

Sync does so, and a `git merge` by hand, which calls this module.
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
"""Which files git merges so, and never changes a byte of; for a repository's `info/attributes`."""
_CALL = "from readerapp.actions.machines.driver import main; sys.exit(main(sys.argv[1:]))"


def command() -> str:
    """The command line that git is told: this Python and this package, wherever they are."""
    package = str(Path(__file__).resolve().parents[3])
    code = f"import sys; sys.path.append({package!r}); {_CALL}"
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}".replace("%", "%%") + " %A %B %P"


def main(arguments: Sequence[str]) -> int:
    """Makes the first file (ours) the one that knows both; the third tells which file it is.

    Gives 0; or 1, with a line on standard error and our file as it was.
    """
    ours, theirs, name = (Path(argument) for argument in arguments)
    try:
        join(ours, theirs, ours, name.name)
    except ReaderError as error:
        sys.stderr.write(f"readerapp: {error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"readerapp: {name} can't be merged: {error.strerror or error}\n")
        return 1
    return 0


def join(ours: Path, theirs: Path, into: Path, name: str) -> None:
    """Makes `into` (which may be either) the file called `name` that knows both.

    Raises:
        ReaderError: one of them holds something else; `into` is as it was.
    """
    with _by_name(ours, theirs, name):
        if name.endswith(".jsonl"):
            from readerapp.library.merge import copies

            for path in (ours, theirs):
                look(path, name)
            copies.merge_files(ours, theirs, into)
        else:
            from readerapp.state import rewrite

            rewrite.merge(ours, theirs, into)


def check(path: Path, name: str) -> None:
    """Raise `ReaderError` where the other machine's file `name`, now at `path`, holds something else."""
    with _by_name(path, path, name):
        look(path, name)


def look(path: Path, name: str) -> None:
    """Raise `ReaderError` where the file at `path`, of the kind called `name`, holds something else."""
    if name.endswith(".jsonl"):
        from readerapp.library.merge import copies

        copies.check(path)
    else:
        from readerapp.state import foreign_edits

        foreign_edits.read(path)


@contextmanager
def _by_name(ours: Path, theirs: Path, name: str) -> Iterator[None]:
    """Files have passing names here; the reader knows them by their own."""
    try:
        yield
    except ReaderError as error:
        said = str(error).replace(str(theirs), f"the other machine's {name}").replace(str(ours), name)
        raise ReaderError(said) from error
