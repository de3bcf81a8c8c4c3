"""The connection of a background job to servers; the reader can cancel it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from readerapp.ui.desk import Desk

if TYPE_CHECKING:
    from readerapp.actions.services.places import Places
    from readerapp.web import Web


class Connection:
    """Opened in a job's thread, cancelled from the interface's thread."""

    def __init__(self, desk: Desk) -> None:
        self._settings = desk.settings
        self._cache = desk.reading.home.cache
        self._web: Web | None = None
        self._is_cancelled = False

    def open(self) -> tuple[Places, Web]:
        """Return the services' addresses and an HTTP client. Slow at first: HTTP code loads here."""
        from readerapp.actions.services.places import Places

        places = Places.of(self._settings, os.environ)
        self._web = places.web(self._cache, os.environ)
        if self._is_cancelled:
            self._web.cancel()
        return places, self._web

    def cancel(self) -> None:
        """Abort pending and future requests."""
        self._is_cancelled = True
        if self._web:
            self._web.cancel()
