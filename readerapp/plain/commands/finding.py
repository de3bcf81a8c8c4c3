"""Searching, views, orders, selection and help."""

from __future__ import annotations

from itertools import groupby

from readerapp.actions.command import Command
from readerapp.actions.views.followed import follow
from readerapp.actions.views.last_place import LastPlace
from readerapp.actions.views.own_views import save_view, why_no_name
from readerapp.actions.views.view import View
from readerapp.domain.errors import ReaderError
from readerapp.domain.query.tree import ORDERS
from readerapp.domain.values import replace
from readerapp.plain.desk import PlainDesk

_SYNTAX = (
    "a number: opens that paper of the list",
    "enter: the next page of the list",
    "a key, a name or a verb below; it acts on the present paper",
    "numbers behind it: on those papers, as in a 3 5 or x 4-8",
    "ctrl+c: cancels a question. ctrl+d: ends",
    "? and a word: only what has to do with it, as in ?note",
)


class PlainFinding(PlainDesk):
    """Commands that list other papers."""

    def do_search(self, rest: str) -> None:
        """List the papers of the view that match; without words, all."""
        words = rest or self.console.ask("Search for, enter for all: ")
        if words or self.place.words:
            self.ask(replace(self.place, words=words))

    def do_take_suggestion(self, _rest: str) -> None:
        """Search for the suggested spelling."""
        suggestion = self.listing.shelf.suggestion
        if suggestion is None:
            raise ReaderError("No suggestion")
        self.ask(replace(self.place, words=suggestion.removeprefix(self.view.query).strip(" ()")))

    def do_views(self, rest: str) -> None:
        """List the papers of a view, by its number or name."""
        options = [f"{view.name}: {view.query or 'every paper'}" for view in self.views]
        chosen = self.console.choose("Views:", options, chosen=rest)
        if chosen is not None:
            self.ask(LastPlace(self.views[chosen].name, pane=self.place.pane))

    def list_view(self, digit: str) -> None:
        """List the papers of the view that has a digit."""
        view = next((view for view in self.views if view.digit == digit), None)
        if view is None:
            raise ReaderError(self.worded(f"No view has the digit {digit}; {{views}} lists them all"))
        self.ask(LastPlace(view.name, pane=self.place.pane))

    do_sidebar = do_views

    def do_save_view(self, rest: str) -> None:
        """Save the search as a view."""
        place = self.place
        query = self.view.searched(place.words, place.sort, reverse=place.reverse)
        if not query:
            raise ReaderError("This is every paper: search first")
        name = rest or self.console.ask("Name of the view, enter for none: ")
        if not name:
            return
        if why := why_no_name(name, self.views):
            raise ReaderError(why)
        same = next((view.name for view in self.views if view.own and view.name == name), None)
        path = self.lib.home.settings
        self.say(save_view(path, View(name, query), f'Saved the view "{name}"', same).message)
        self.read_settings()

    def do_follow_search(self, rest: str) -> None:
        """Follow the search, or what is typed."""
        query = rest or self.view.narrowed(self.place.words, in_order=False)
        if not query:
            raise ReaderError("This is every paper: search first")
        self.say(follow(self.lib.home.settings, query, self.lib.clock()).message)
        self.read_settings()

    def do_similar(self, rest: str) -> None:
        """List the papers nearest to some."""
        keys, _ = self.papers_and_rest(rest)
        words = f'like:"{",".join(keys)}"'
        self.ask(LastPlace(self.views[0].name, words, pane=self.place.pane))

    def do_sort(self, rest: str) -> None:
        """List the papers in another order."""
        chosen = self.console.choose("Orders:", ORDERS, chosen=rest)
        if chosen is not None:
            self.ask(replace(self.place, sort=ORDERS[chosen], reverse=False))

    def do_reverse(self, _rest: str) -> None:
        """List the papers in the reverse order."""
        self.ask(replace(self.place, reverse=not self.place.reverse))

    def do_select(self, rest: str) -> None:
        """Select papers, or deselect those that are selected."""
        selected, self.selected = self.selected, {}  # else the selected ones would be meant
        keys, _ = self.papers_and_rest(rest)
        self.selected = {key: None for key in (*selected, *keys) if not (key in selected and key in keys)}
        self._say_selected()

    do_select_range = do_select

    def do_select_all(self, _rest: str) -> None:
        """Select all papers that match, or none."""
        every = dict.fromkeys(self.listing.key(n) for n in range(1, len(self.listing.shelf.rows) + 1))
        self.selected = {} if self.selected.keys() >= every.keys() else every
        self._say_selected()

    def _say_selected(self) -> None:
        self.say(
            f"{len(self.selected):,} selected: commands act on them" if self.selected else "None selected"
        )

    def do_help(self, rest: str) -> None:
        """Say what can be typed, or what of it has to do with some words."""
        lines = [] if rest else list(_SYNTAX)
        for group, members in groupby(self._commands_about(rest), key=lambda command: command.group):
            lines += [f"{group}:", *map(_help, members)]
        self.say_pages(lines)

    def find_command(self, words: str) -> Command | None:
        """Return the command that is chosen among those that have to do with some words."""
        found = self._commands_about(words)
        chosen = self.console.choose("Commands:", [f"{it.name}: {it.help}" for it in found])
        return None if chosen is None else found[chosen]

    def _commands_about(self, words: str) -> list[Command]:
        folded = words.casefold().split()
        found = [it for it in self.commands if all(word in it.words.casefold() for word in folded)]
        if not found:
            raise ReaderError(f"No command has to do with {words!r}; ? lists all")
        return found


def _help(command: Command) -> str:
    typed = [key for key in command.keys if len(key) == 1]
    return f"{' or '.join([*typed, command.id])}: {command.help}"
