"""Making the search index in a thread of its own, and saying how far it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.message import Message

from readerapp.library import Library
from readerapp.ui.background import Background

_WORTH_A_WORD = 2000
"""Papers from which on it takes long enough to say so."""


class Indexer(Background):
    """Until the index fits, a search looks through titles and authors only.

    `tell` is told the per cent done, and None at the end; `made` is called then.
    """

    def __init__(
        self,
        post: Callable[[Message], object],
        tell: Callable[[int | None], None],
        made: Callable[[], None],
    ) -> None:
        super().__init__(post)
        self._tell = tell
        self._made = made

    def make(self, library: Library) -> None:
        """Make the index fit the library as it is now, or wait for the program that does."""
        progress = self._progress() if len(library) >= _WORTH_A_WORD else None

        def made(_: bool) -> None:
            self._tell(None)
            self._made()

        self.ask("index", partial(library.build_index, progress, wait=True), made)

    def _progress(self) -> Callable[[float], None]:
        """Tells each per cent once."""
        told = -1

        def progress(part: float) -> None:
            nonlocal told
            if (percent := min(99, int(part * 100))) > told:
                told = percent
                self._post(self.Ready(lambda _: self._tell(percent), None))

        return progress
