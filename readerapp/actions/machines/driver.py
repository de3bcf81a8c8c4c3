"""What git calls to merge a file of ours: two whole files become one, never with conflict markers."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from readerapp.domain.errors import ReaderError

ATTRIBUTES = "/state.json -text merge=readerapp\n/papers.jsonl -text merge=readerapp\n"
"""Which files git merges so; for a repository's `info/attributes`."""
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
        if name.suffix == ".jsonl":
            from readerapp.library.copies import join_files

            join_files(ours, theirs, ours)
        else:
            from readerapp.state import whole

            whole.merge(ours, theirs, ours)
    except ReaderError as error:
        # The file has a passing name here; the reader knows it by its own.
        said = str(error).replace(str(theirs), f"the other machine's {name}").replace(str(ours), str(name))
        sys.stderr.write(f"readerapp: {said}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"readerapp: {name} can't be merged: {error.strerror or error}\n")
        return 1
    return 0
