"""What the typed commands share: where the reader is, the list with its numbers, what is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from readerapp.actions.command import Command
from readerapp.actions.done import Done, paper_count
from readerapp.actions.keymap import keyed, worded
from readerapp.actions.views.last_place import LastPlace
from readerapp.actions.views.view import View, views_of
from readerapp.domain.errors import ReaderError
from readerapp.domain.values import replace
from readerapp.plain.console import Console
from readerapp.plain.listing import NumberedList, names_numbers
from readerapp.plain.session import NumberedSession

PAGE_LINES = 10
"""Papers said at a time."""
_TEXT_LINES = 20


class PlainDesk:
    """The place in the list, its numbers, and the selection; a command's module knows only this."""

    def __init__(self, session: NumberedSession, console: Console, place: LastPlace) -> None:
        self.session = session
        self.console = console
        self.lib = session.lib
        self.place = place
        self.trail: list[LastPlace] = []
        """Where the reader was before, the last one at the end."""
        self.number = 0
        """That of the present paper, 0 in an empty list."""
        self.selected: dict[str, None] = {}
        """Keys of the selected papers."""
        self.go_on: Callable[[], None] | None = None
        """Says the next page of what was begun."""
        self.ended = False
        self.subject = ""
        """The key of the present paper if it isn't in the list."""
        self.read_settings()
        session.targets = lambda: list(self.targets())
        session.key_of = self.keys_of
        session.told = self.did
        self.listing = NumberedList(self.lib, self.lib.shelf(self._query, sort=place.sort or None))

    def read_settings(self) -> None:
        """Take the keys and views from the settings, which may have changed."""
        self.session.forget_settings()
        settings = self.session.settings
        self.commands, self.key_problems = keyed(settings.keymap, settings.keys)
        self.views: Sequence[View] = views_of(settings)

    # Papers

    def keys_of(self, word: str) -> list[str]:
        """Return the keys of the papers with the numbers in a word; the word itself if it is none."""
        if not names_numbers(word):
            return [word]
        return [self.listing.key(number) for number in self.listing.numbers(word)]

    def targets(self) -> tuple[str, ...]:
        """Return the keys of the selected papers, else of the present one.

        Raises:
            ReaderError: the list is empty.
        """
        if self.subject:
            return (self.subject,)
        if self.selected:
            return tuple(self.selected)
        if not self.number:
            raise ReaderError("No paper here")
        return (self.listing.key(self.number),)

    def papers_and_rest(self, text: str) -> tuple[tuple[str, ...], str]:
        """Return the keys of the papers whose numbers a text begins with, and the text behind them.

        Without numbers they are the selected papers, else the present one.
        """
        keys: list[str] = []
        words = text.split()
        while words and names_numbers(words[0]):
            keys += self.keys_of(words.pop(0))
        rest = text if not keys else " ".join(words)
        return tuple(dict.fromkeys(keys)) or self.targets(), rest

    def one_and_rest(self, text: str) -> tuple[str, str]:
        """Return the key of one paper, and the text behind its number.

        Raises:
            ReaderError: the text names several papers, or none is there.
        """
        keys, rest = self.papers_and_rest(text)
        if len(keys) > 1:
            raise ReaderError(f"One paper at a time, not {len(keys)}")
        return keys[0], rest

    def obey(self, line: str) -> None:
        """Do what a typed line asks for."""
        raise NotImplementedError

    # Words

    def say(self, text: str) -> None:
        """Write a line."""
        self.console.say(text)

    def worded(self, sentence: str) -> str:
        """Return a sentence with each `{id}` of a command replaced by the reader's key for it."""
        return worded(sentence, self.commands)

    def did(self, done: Done) -> None:
        """Say what an action did and how to undo it, once it is on disk."""
        self.lib.flush()
        self.say(done.message + (self.worded("; {undo} to undo") if done.undoable else ""))
        if done.keys:
            self.selected.clear()

    def command(self, id: str) -> Command:
        """Return the command with an id."""
        return next(command for command in self.commands if command.id == id)

    def say_pages(self, lines: Sequence[str]) -> None:
        """Say the first page of some lines; the enter key goes on."""
        for line in lines[:_TEXT_LINES]:
            self.say(line)
        left = lines[_TEXT_LINES:]
        self.go_on = partial(self.say_pages, left) if left else None
        if left:
            self.say(f"{len(left):,} more lines; enter for more")

    def next_page(self) -> None:
        """Say the next page of what was begun."""
        if self.go_on:
            self.go_on()
        else:
            self.say("That was all; ? lists what can be typed")

    # The list

    @property
    def view(self) -> View:
        """The view that is listed."""
        return self.views[self.place.view_of(self.views)]

    @property
    def _query(self) -> str:
        return self.view.narrowed(self.place.words, in_order=not self.place.sort)

    def ask(self, place: LastPlace) -> None:
        """List other papers, from the first on; `trail` remembers the way back."""
        self.remember()
        before = self.place
        self.show(replace(place, key="", index=0))
        self.trail.append(before)

    def show(self, place: LastPlace) -> None:
        """List the papers of a place."""
        before, self.place = self.place, place
        try:
            sort = place.sort or None
            shelf = self.lib.shelf(self._query, sort=sort, reverse=place.reverse)
        except ReaderError:
            self.place = before
            raise
        self.listing = NumberedList(self.lib, shelf)
        self.selected.clear()
        self.subject = ""
        self.number = (self.listing.number(place.key) if place.key else None) or min(1, len(self.listing))
        for problem in shelf.problems:
            self.say(problem.reason)
        self.say(self._heading())
        self.go_on = None
        if self.number:
            self.show_from(self.number)

    def show_from(self, number: int) -> None:
        """Say a page of the list from a number on, whose paper is then the present one."""
        count, related = len(self.listing), len(self.listing.shelf.rows) + 1
        last = min(number + PAGE_LINES - 1, count)
        self.number, self.subject = number, ""
        for shown in range(number, last + 1):
            if shown == related:
                self.say("related papers, which have not all of the words:")
            self.say(self.line(shown))
        self.go_on = partial(self.show_from, last + 1) if last < count else None
        self.say(f"{number:,} to {last:,} of {count:,}" + ("; enter for more" if self.go_on else ""))

    def line(self, number: int) -> str:
        """Return the line of a paper."""
        return self.listing.line(number, selected=self.listing.key(number) in self.selected)

    def _heading(self) -> str:
        shelf, words = self.listing.shelf, self.place.words
        name = self.view.name + (f", {words}" if words else "")
        if shelf.remark:
            self.say(shelf.remark)
        if not shelf.rows or shelf.partial:
            return self._nothing(name)
        way = ", reversed" if shelf.reverse else ""
        meant = f" (also {shelf.suggestion})" if shelf.suggestion else ""
        return f"{name}: {paper_count(len(shelf.rows))}, by {shelf.order}{way}{meant}"

    def _nothing(self, name: str) -> str:
        shelf = self.listing.shelf
        if not self.place.words.strip():
            return f"{name}: no papers. " + self.worded(self.view.empty).replace("`", "")
        meant = f"; did you mean {shelf.suggestion}?" if shelf.suggestion else ""
        near = "; the nearest" if len(self.listing) else ""
        return f"{name}: no paper matches{meant}{near}"

    def go(self, number: int) -> None:
        """Make a paper the present one, and say its line."""
        self.number, self.subject = number, ""
        self.say(self.line(number))

    def remember(self) -> None:
        """Note in the place which paper is the present one."""
        if self.number:
            key = self.listing.key(self.number)
            self.place = replace(self.place, key=key, index=self.number - 1)
