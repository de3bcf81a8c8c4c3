"""A session of the command line that lasts for all calls of an agent."""

from __future__ import annotations

from readerapp.cli.session import Session


class LastingSession(Session):
    """A session for many verbs, of one agent."""

    lasts = True

    def refresh(self) -> None:
        """Take in what other programs changed: papers, state and settings."""
        self.__dict__.pop("settings", None)
        if self._lib is not None:
            self._lib.poll()
