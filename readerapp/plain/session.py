"""A session of the command line that lasts, and in which papers have numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.cli.session import Session
from readerapp.home import Home
from readerapp.plain.console import Console


class NumberedSession(Session):
    """A session for many commands; a paper may be named by its number in the list."""

    lasts = True

    def __init__(self, home: Home, env: Mapping[str, str], console: Console) -> None:
        # No verb may write what a dumb terminal doesn't understand.
        super().__init__(home, {**env, "TERM": "dumb", "NO_COLOR": "1"})
        self._console = console
        self._require_files()
        self._lib = ReadingList.open(home, agent=self.is_agent)
        self._lib.store.on_change = self._changed
        self.targets: Callable[[], list[str]] = list
        """Return the papers that a verb without any acts on."""
        self.key_of: Callable[[str], list[str]] = lambda text: [text]
        """Return the keys that a word names: of the papers with these numbers, else the word itself."""
        self.told: Callable[[Done], None] = lambda _: None
        """Say what a change did and how to undo it."""

    def forget_settings(self) -> None:
        """Read the settings anew when they are needed."""
        self.__dict__.pop("settings", None)

    @property
    def is_terminal(self) -> bool:
        """Always true: a person reads it."""
        return True

    def say(self, text: str) -> None:
        """Write one line."""
        self._console.say(text)

    def resolve(self, keys: Iterable[str], query: str | None = None) -> tuple[str, ...]:
        """Return the keys of the papers that KEYS mean, which may be numbers; without any, the present paper.

        Raises as `Session.resolve`.
        """
        given = [key for word in keys for key in self.key_of(word)]
        return super().resolve(given or (self.targets() if query is None else ()), query)

    def did(self, done: Done) -> None:
        """Say what a change did and how to undo it."""
        self.told(done)
