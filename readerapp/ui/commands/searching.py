"""Searching, views, orders, selection, and opening the palette and help."""

from __future__ import annotations

from readerapp.ui.desk import Desk

_ORDERS = (
    ("m", "relevance", "best match first"),
    ("l", "listed", "newest first, by publication if unlisted"),
    ("p", "published", "newest first"),
    ("a", "added", "newest first"),
    ("t", "title", "A to Z"),
    ("u", "upvotes", "most first"),
    ("s", "stars", "most repository stars first"),
    ("r", "rating", "highest first"),
    ("q", "queue", "next to read first"),
    ("e", "read", "read last first"),
    ("n", "noted", "noted last first"),
    ("d", "later", "put off, soonest back first"),
    ("f", "foryou", "what is like the papers you chose"),
    ("w", "path", "a way to read them, in short steps"),
)

_SHARE_STEP = 5
"""Percent of the width that a command moves the divider by."""


class Searching(Desk):
    """Actions that search, sort and select."""

    def action_search(self) -> None:
        """Focus the search box; clearing it later highlights this paper again."""
        if not self.question.typed:
            self.before_search = self.paper_list.row
        self.in_paper = False
        self.set_focus(self.search_bar.box, scroll_visible=False)

    def action_take_suggestion(self) -> None:
        """Search for the suggested spelling."""
        if suggestion := self.question.suggested(self.shelf):
            self.search_bar.box.value = suggestion
        else:
            self.say("No suggestion")

    def action_view(self, number: int) -> None:
        """Show the view that has this digit."""
        index = next((index for index, view in enumerate(self.views) if view.digit == str(number)), None)
        if index is None:
            self.say(self.worded(f"No view has the digit {number}; {{views}} lists them all"))
        else:
            self.choose_view(index)

    def action_views(self) -> None:
        """Show the views and what narrows the present one."""
        from readerapp.ui.commands.views.chooser import choose

        choose(self)

    def action_follow_search(self) -> None:
        """Follow the present search."""
        from readerapp.ui.commands.settings.watching import follow_search

        follow_search(self)

    def action_save_view(self) -> None:
        """Save the present search as a view."""
        from readerapp.ui.commands.views.own_views import save_search

        save_search(self)

    def action_sidebar(self, focus: bool = True) -> None:
        """Open or close the sidebar."""
        from readerapp.ui.commands.views.sidebar import toggle

        toggle(self, focus=focus)

    def action_similar(self) -> None:
        """Show the papers nearest to the selected ones, else to the highlighted one."""
        from readerapp.ui.commands.views.near import like_papers

        like_papers(self, [self.reading.library.key(row, self.shelf) for row in self.target_rows()])

    def action_sort(self) -> None:
        """Show the menu of orders."""
        from readerapp.ui.screens.menu import Menu, MenuItem

        by_letter = {letter: name for letter, name, _ in _ORDERS}

        def choose(key: str | None) -> None:
            if key:
                self.ask(sort=by_letter[key], reverse=False)

        items = [MenuItem(*order) for order in _ORDERS]
        self.app.push_screen(Menu("sort", items, self.menu_place()), choose)

    def action_reverse(self) -> None:
        """Reverse the order."""
        self.ask(reverse=not self.question.reverse)

    def action_select(self) -> None:
        """Toggle the highlighted paper's selection and move down."""
        if (row := self.paper_list.row) is not None:
            self.paper_list.toggle_selected([row])
            self.paper_list.move(1)

    def action_select_range(self) -> None:
        """Start a range of selected papers, or end it."""
        self.paper_list.toggle_range()

    def action_select_all(self) -> None:
        """Select all papers that match, without any all related ones, or none."""
        rows = frozenset(self.shelf.rows or self.shelf.shown)
        self.paper_list.selected = frozenset() if self.paper_list.selected >= rows else rows

    def action_paper_pane(self) -> None:
        """Hide or show the paper beside the list."""
        self.without_pane = not self.without_pane
        self.enter_list()

    def action_settings(self) -> None:
        """Open the settings."""
        from readerapp.ui.commands.settings.dialog import SettingsDialog

        SettingsDialog(self).open()

    def action_theme(self) -> None:
        """Choose a theme, seen while the reader moves through them."""
        from readerapp.ui.commands.settings.dialog import SettingsDialog

        SettingsDialog(self).choose_theme()

    def action_wider_list(self) -> None:
        """Give the list more room beside the paper."""
        self.panes.widen(-_SHARE_STEP)

    def action_wider_paper(self) -> None:
        """Give the paper more room beside the list."""
        self.panes.widen(_SHARE_STEP)

    def action_palette(self) -> None:
        """Find a command by its name, and run it."""
        from readerapp.ui.commands.helping import open_palette

        open_palette(self)

    def action_help(self) -> None:
        """Show all commands and their keys, and run the chosen one."""
        from readerapp.ui.commands.helping import open_help

        open_help(self)

    def action_demo(self) -> None:
        """Walk through a day in a scratch home."""
        from readerapp.ui.commands.helping import walk_through

        walk_through(self)
