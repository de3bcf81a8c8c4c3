"""Where failures end: one line on standard error, and the exit status of PRODUCT."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from readerapp.cli.streams import drop_errors
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line

COULD_NOT, WRONG_USAGE = 1, 2
# What a shell reports of a program ended by SIGINT or SIGPIPE: 128 and the signal's number.
INTERRUPTED, PIPE_CLOSED = 130, 141


def guarded(call: Callable[[], int]) -> int:
    """The exit status of `call`; whatever a person should know of its failure is told in one line."""
    try:
        status = call()
        sys.stdout.flush()
    except ReaderError as error:
        complain(str(error))
        return error.exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop(1)
        return PIPE_CLOSED
    except OSError as error:
        complain(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))
        _finish_output()
        return COULD_NOT
    except BaseException as error:  # a panic of the search engine is no `Exception`
        if isinstance(error, SystemExit):
            raise
        complain(_fault(error))
        _finish_output()
        return COULD_NOT
    return status


def _fault(error: BaseException) -> str:
    """The line for a failure that nobody expected: what a report of it needs."""
    import traceback

    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(where.filename).name}, line {where.lineno}"
    return f"a fault in readerapp: {type(error).__name__}: {error} ({place}); please report it"


def complain(sentence: str) -> None:
    """Say one line on standard error, if anybody can be told; the exit status tells in any case."""
    try:
        sys.stderr.write(f"readerapp: {clean_line(sentence)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _drop(2)
        drop_errors()


def _finish_output() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        _drop(1)


def _drop(descriptor: int) -> None:
    # What is left in the buffer can't be written; Python would try again at its end and say so.
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, descriptor)
    finally:
        os.close(sink)
