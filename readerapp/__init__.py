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


def open(
    home: Path | str | None = None,
    *,
    progress: Callable[[float], None] | None = None,
    hooks: bool = False,
) -> ReadingList:
    """Open the reading list at `home`; None is the reader's own (`READERAPP_HOME` or the usual folders).

    Use it as a context manager: leaving it puts every change on disk, or raises
    `readerapp.domain.errors.Unwritable`. `progress` is called with the part done, 0 to 1, while many new
    papers are read. With `hooks`, changes run the commands in the reader's `config.toml`, as the app does;
    one that fails is a warning. `READERAPP_AGENT=1` in the environment signs changes as an agent's.
    """
    from readerapp.actions.reading_list import ReadingList
    from readerapp.home import is_agent

    lib = ReadingList.open(home, progress=progress, agent=is_agent())
    if hooks:
        _attach_hooks(lib)
    return lib


def _attach_hooks(lib: ReadingList) -> None:
    import warnings

    from readerapp.actions.hooks import attach
    from readerapp.settings import Settings

    settings = Settings.load(lib.home.settings).hooks
    attach(lib, lambda: settings, lambda why: warnings.warn(why, RuntimeWarning, stacklevel=2))
