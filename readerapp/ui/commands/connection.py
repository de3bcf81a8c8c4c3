"""Work behind the list that asks servers, and stops asking when the reader says so."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from readerapp.ui.desk import Desk

if TYPE_CHECKING:
    from readerapp.actions.services.places import Places
    from readerapp.web import Web


class Connection:
    """To the servers: opened in the thread that asks them, cut from the interface's."""

    def __init__(self, desk: Desk) -> None:
        self._settings = desk.settings
        self._cache = desk.reading.home.cache
        self._web: Web | None = None
        self._is_cancelled = False

    def open(self) -> tuple[Places, Web]:
        """Where to ask, and what asks. What speaks HTTP takes its time to load."""
        from readerapp.actions.services.places import Places

        places = Places.of(self._settings, os.environ)
        self._web = places.web(self._cache, os.environ)
        if self._is_cancelled:
            self._web.cancel()
        return places, self._web

    def cancel(self) -> None:
        """Wait for no answer any more."""
        self._is_cancelled = True
        if self._web:
            self._web.cancel()
