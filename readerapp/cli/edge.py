"""Where failures end: one line on standard error, and the exit status of PRODUCT."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

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
        _drop_output()
        return PIPE_CLOSED
    except OSError as error:
        complain(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))
        _finish_output()
        return COULD_NOT
    return status


def complain(sentence: str) -> None:
    """Say one line on standard error."""
    try:
        sys.stderr.write(f"readerapp: {clean_line(sentence)}\n")
    except BrokenPipeError:
        # Nobody listens; the exit status still tells.
        sys.stderr = None


def _finish_output() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()


def _drop_output() -> None:
    # What is left in the buffer can't be written; Python would try again at its end and say so.
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, sys.stdout.fileno())
    finally:
        os.close(sink)
