"""What papers for the reader depend on beside the marks: the settings, and the journal."""

from __future__ import annotations

from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.search.taste import Past, Taste
from readerapp.settings import Settings
from readerapp.state import Store
from readerapp.state.past_choices import PastChoices


class TasteOfReader:
    """A reader's taste as it is now; what the journal said is kept."""

    def __init__(self, home: Home, library: Library, store: Store) -> None:
        self._home = home
        self._library = library
        self._store = store
        self._choices = PastChoices()

    def now(self) -> Taste:
        """Return the words that the reader watches and mutes, and what they chose when. From any thread."""
        settings = Settings.load(self._home.settings)
        past = self._choices.of(self._store.standing())
        renamed = self._library.current_keys(past)
        return Taste(
            settings.watch,
            settings.mute,
            {renamed.get(key, key): Past(choice.place, choice.was_read) for key, choice in past.items()},
        )
