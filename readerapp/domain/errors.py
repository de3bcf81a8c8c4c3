"""Errors with a message for the reader."""

from __future__ import annotations


class ReaderError(Exception):
    """A failed operation; the message is one line: what went wrong, where, what to do.

    `exit_status` is the command line's: 1 failed, 2 wrong usage, 3 no such paper.
    """

    exit_status = 1


class NoSuchPaper(ReaderError):
    """No paper of the library has this key, id or URL."""

    exit_status = 3


class AmbiguousKey(NoSuchPaper):
    """Several papers' keys start with this."""


class BadQuery(ReaderError):
    """Part of a query is invalid where all of it must be valid."""

    exit_status = 2


class Damaged(ReaderError):
    """One of our files does not hold what it should."""


class Unwritable(ReaderError):
    """One of our files or folders cannot be written."""


class Cancelled(ReaderError):
    """The reader stopped the operation."""

    def __init__(self, message: str = "Stopped") -> None:
        super().__init__(message)
