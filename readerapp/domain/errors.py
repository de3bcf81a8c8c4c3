"""Failures with a sentence for a person."""

from __future__ import annotations


class ReaderError(Exception):
    """Something could not be done; the message is one line: what, where, and what to do.

    `exit_status` is what the command line ends with (1 could not, 2 wrong usage, 3 no such paper).
    """

    exit_status = 1


class NoSuchPaper(ReaderError):
    """A key, id or URL names no paper of this library."""

    exit_status = 3


class AmbiguousKey(NoSuchPaper):
    """The start of a key fits several papers."""


class BadQuery(ReaderError):
    """A part of a query makes no sense where it has to."""

    exit_status = 2


class Damaged(ReaderError):
    """A file of ours does not hold what it should."""


class Unwritable(ReaderError):
    """A file or folder of ours cannot be written."""


class Cancelled(ReaderError):
    """The reader asked to stop."""

    def __init__(self, message: str = "Stopped") -> None:
        super().__init__(message)
