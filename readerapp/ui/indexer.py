"""Building the search index in a thread of its own, with progress; then what the extra `meaning` needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.message import Message

from readerapp.library import Library
from readerapp.ui.background import Background

_MIN_PAPERS_WITH_PROGRESS = 2000
"""Smaller libraries are indexed before anyone could read the progress."""


class Indexer(Background):
    """Builds the search index; until it is up to date, only titles and authors are searched.

    `show` gets the percentage done, and None at the end; then `made` is called.
    """

    def __init__(
        self,
        post: Callable[[Message], object],
        show: Callable[[int | None], None],
        made: Callable[[], None],
    ) -> None:
        super().__init__(post)
        self._show = show
        self._made = made

    def make(self, library: Library) -> None:
        """Bring the index up to date with the library, or wait for another program that does."""
        shown = len(library) >= _MIN_PAPERS_WITH_PROGRESS

        def made(_: bool) -> None:
            self._show(None)
            self._made()
            self.ask(
                "meanings", partial(library.learn_meanings, self._progress() if shown else None), learned
            )

        def learned(_: None) -> None:
            self._show(None)

        self.ask("index", partial(library.build_index, self._progress() if shown else None, wait=True), made)

    def _progress(self) -> Callable[[float], None]:
        """Return a callback that reports each percentage once."""
        reported = -1

        def progress(part: float) -> None:
            nonlocal reported
            if (percent := min(99, int(part * 100))) > reported:
                reported = percent
                self._post(self.Ready(lambda _: self._show(percent), None))

        return progress
