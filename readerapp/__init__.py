"""A reading list for research papers that lives in the terminal.

From Python: `with readerapp.open() as lib:` gives the same papers, state and undo as the app.
"""

from __future__ import annotations

from readerapp.version import __version__

TYPE_CHECKING = False  # as in `typing`, which a start imports later: see `readerapp.__main__`
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readerapp.actions.reading_list import ReadingList

__all__ = ["__version__", "open"]


def open(home: Path | str | None = None, *, progress: Callable[[float], None] | None = None) -> ReadingList:
    """Open the reading list at `home`; None is the reader's own (`READERAPP_HOME` or the usual folders).

    Use it as a context manager: leaving it puts every change on disk, or raises
    `readerapp.domain.errors.Unwritable`. `progress` is called with the part done, 0 to 1, while many new
    papers are read.
    """
    from readerapp.actions.reading_list import ReadingList

    return ReadingList.open(home, progress=progress)
