"""A reading list for research papers that lives in the terminal.

From Python: `with readerapp.open() as lib:` gives the same papers, state and undo as the app.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readerapp.actions.reading_list import ReadingList

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(home: Path | str | None = None) -> ReadingList:
    """The reading list at `home`; None is the reader's own (`READERAPP_HOME`, else the platform's folders).

    A context manager: leaving it puts every change on disk. Raises `readerapp.domain.errors.Unwritable`
    there if that fails.
    """
    from readerapp.actions.reading_list import ReadingList

    return ReadingList.open(home)
