"""Exit statuses, and the one line on standard error that explains a failure."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from readerapp.cli.streams import silence_stderr
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line

FAILED, WRONG_USAGE = 1, 2
# What a shell reports for a program ended by SIGINT or SIGPIPE: 128 plus the signal's number.
INTERRUPTED, PIPE_CLOSED = 130, 141


def guarded(call: Callable[[], int]) -> int:
    """Return the exit status of `call`; report any failure in one line."""
    try:
        status = call()
        sys.stdout.flush()
    except ReaderError as error:
        sys.audit("readerapp.failed", error)  # for `--log`
        complain(str(error))
        return error.exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _redirect_to_null(1)
        return PIPE_CLOSED
    except OSError as error:
        sys.audit("readerapp.failed", error)
        return _failed(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))
    except BaseException as error:  # a panic in the search engine is not an `Exception`
        if isinstance(error, SystemExit):
            raise
        sys.audit("readerapp.failed", error)
        return _failed(bug_report(error))
    return status


def _failed(sentence: str) -> int:
    complain(sentence)
    try:
        sys.stdout.flush()
    except OSError:
        _redirect_to_null(1)
    return FAILED


def bug_report(error: BaseException) -> str:
    """Return a sentence on an error that nobody expected, with its place in the code."""
    import traceback

    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(where.filename).name}, line {where.lineno}"
    return f"internal error: {type(error).__name__}: {error} ({place}); please report it"


def complain(sentence: str) -> None:
    """Write one line to standard error. If that fails, the exit status still tells."""
    try:
        sys.stderr.write(f"readerapp: {clean_line(sentence)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _redirect_to_null(2)
        silence_stderr()


def _redirect_to_null(descriptor: int) -> None:
    # Python flushes its buffers again at exit and would report the failure a second time.
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, descriptor)
    finally:
        os.close(sink)
