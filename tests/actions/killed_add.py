"""A program that adds papers and is killed, or fails, at a point of it; for tests of what undo takes then.

python -m tests.actions.killed_add HOME SOURCE POINT
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from readerapp.actions.intake import imports, undo_records
from readerapp.actions.reading_list import ReadingList
from readerapp.library.ingest import append
from readerapp.state.saver import Saver

POINTS: dict[str, tuple[Any, str, int, bool]] = {
    "before the step is in the journal": (Saver, "commit", 1, False),
    "before the first paper": (undo_records.Recorder, "ready", 1, True),
    "before the second batch": (undo_records.Recorder, "ready", 2, False),
    "after the second batch": (append.BatchWriter, "_append", 2, True),
    "before all is safe": (append.BatchWriter, "_finish", 1, False),
    "before the step has its words": (imports, "follow", 1, False),
}
"""Point -> whose function, which call of it, whether after it."""


def kill(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at(call: int, real: Callable[..., Any], does: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    """The function, which does something else before or after one of its calls."""
    made = 0

    def called(*args: Any, **kwargs: Any) -> Any:
        nonlocal made
        made += 1
        if made == call and not after:
            does()
        answer = real(*args, **kwargs)
        if made == call and after:
            does()
        return answer

    return called


def main(home: str, source: str, point: str) -> None:
    whose, name, call, after = POINTS[point]
    with ReadingList.open(home) as lib:
        setattr(whose, name, at(call, getattr(whose, name), kill, after=after))
        lib.add([source])


if __name__ == "__main__":
    main(*sys.argv[1:])
