"""Another program that changes a home, one change for each line of JSON on its standard input.

python -m tests.ui.random_use.other_program HOME: answers each `[act, number, number]` with a line when it is
done. Changes that can't be made are left out.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import readerapp
from readerapp.actions.intake.inputs import Data
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import Status


def _append(papers: Path, number: int) -> None:
    with papers.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"title": f"Appended {number} by another program"}) + "\n")


def _touch(papers: Path, number: int) -> None:
    os.utime(papers)


def _rewrite(papers: Path, number: int) -> None:
    """Write the file anew without one of its lines."""
    lines = papers.read_bytes().splitlines(keepends=True)
    dropped = number % max(1, len(lines))
    beside = papers.with_name("rewritten")
    beside.write_bytes(b"".join(lines[:dropped] + lines[dropped + 1 :]))
    beside.replace(papers)


_Keys = Sequence[str]
_TO_FILE: Mapping[str, Callable[[Path, int], None]] = {
    "append": _append,
    "touch": _touch,
    "rewrite": _rewrite,
}
_TO_PAPERS: Mapping[str, Callable[[ReadingList, _Keys, int], object]] = {
    "mark": lambda lib, keys, n: lib.mark([*Status][n % 4], *keys),
    "queue": lambda lib, keys, n: lib.queue(*keys),
    "unqueue": lambda lib, keys, n: lib.unqueue(*lib.queued()[:2]),
    "note": lambda lib, keys, n: lib.note(keys[0], f"Another program's note {n}"),
    "tag": lambda lib, keys, n: lib.tag(keys, add=[f"tag{n % 7}"], remove=["rl"]),
    "rate": lambda lib, keys, n: lib.rate(n % 6, *keys),
    "undo": lambda lib, keys, n: lib.undo(),
    "redo": lambda lib, keys, n: lib.redo(),
    "remove": lambda lib, keys, n: lib.remove(keys[0]),
    "add": lambda lib, keys, n: lib.add(Data("other", f"2501.{n:05}\n2502.{n + 1:05}\n".encode())),
}
ACTS = (*_TO_FILE, *_TO_PAPERS)
"""What it can do."""


def main(home: str) -> None:
    for line in sys.stdin:
        act, one, two = json.loads(line)
        with suppress(ReaderError):
            if act in _TO_FILE:
                _TO_FILE[act](Path(home) / "papers.jsonl", one)
            else:
                with readerapp.open(home) as lib:
                    keys = [lib.library.key(row % len(lib.library)) for row in (one, two)]
                    _TO_PAPERS[act](lib, keys, two)
        print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
