"""Searching, views, orders, selection."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main


def _search(screen: Main) -> None:
    """To the search box, remembering the paper to come back to."""
    if not screen.question.typed:
        screen.before_search = screen.paper_list.row
    screen.in_paper = False
    screen.set_focus(screen.search_bar.box, scroll_visible=False)


def _take_suggestion(screen: Main) -> None:
    if suggestion := screen.question.suggested(screen.shelf):
        screen.search_bar.box.value = suggestion
    else:
        screen.say("No suggestion")


def _view(index: int) -> Callable[[Main], None]:
    def choose(screen: Main) -> None:
        if index < len(screen.views):
            screen.choose_view(index)
        else:
            screen.say(
                f"There are {len(screen.views)} views; "
                + screen.worded("{views} shows them, config.toml adds more")
            )

    return choose


_FILTERS = {
    "r": ("Reading", "is:reading"),
    "x": ("Archived", "is:archived"),
    "t": ("Rated 4 or 5", "rating:>3"),
    "w": ("Added this week", "added:7d"),
    "p": ("With project page", "has:project"),
}


def _views(screen: Main) -> None:
    from readerapp.ui.screens.menu import Item, Menu

    views = [
        Item(str(index + 1), view.name, view.query or "every paper")
        for index, view in enumerate(screen.views[:9])
    ]
    wanted = dict(_FILTERS)
    if since := screen.arrivals.since:
        wanted["n"] = (f"New since {since}", screen.arrivals.query)
    filters = [Item(letter, *named) for letter, named in wanted.items()]

    def choose(key: str | None) -> None:
        if key in wanted:
            screen.search_bar.box.value = wanted[key][1]
        elif key:
            screen.choose_view(int(key) - 1)

    screen.app.push_screen(Menu("views and filters", [*views, *filters], screen.menu_place()), choose)


_ORDERS = (
    ("m", "relevance", "best match first"),
    ("l", "listed", "newest first, by publication if unlisted"),
    ("p", "published", "newest first"),
    ("a", "added", "newest first"),
    ("t", "title", "A to Z"),
    ("u", "upvotes", "most first"),
    ("s", "stars", "most first, of the repository"),
    ("r", "rating", "highest first"),
    ("q", "queue", "next to read first"),
)


def _sort(screen: Main) -> None:
    from readerapp.ui.screens.menu import Item, Menu

    items = [Item(*order) for order in _ORDERS]
    by_letter = {letter: name for letter, name, _ in _ORDERS}

    def choose(key: str | None) -> None:
        if key:
            screen.ask(sort=by_letter[key], reverse=False)

    screen.app.push_screen(Menu("sort", items, screen.menu_place()), choose)


def _reverse(screen: Main) -> None:
    screen.ask(reverse=not screen.question.reverse)


def _select(screen: Main) -> None:
    if (row := screen.paper_list.row) is not None:
        screen.paper_list.toggle_selected([row])
        screen.paper_list.move(1)


def _select_range(screen: Main) -> None:
    screen.paper_list.toggle_range()


def _select_all(screen: Main) -> None:
    rows = frozenset(screen.shelf.rows)
    screen.paper_list.selected = frozenset() if screen.paper_list.selected >= rows else rows


def _paper_pane(screen: Main) -> None:
    screen.without_pane = not screen.without_pane
    screen.enter_list()


def _help(screen: Main) -> None:
    from readerapp.ui.screens.help import Help

    screen.app.push_screen(Help(screen.commands))


HANDLERS: dict[str, Callable[[Main], None]] = {
    "search": _search,
    "take-suggestion": _take_suggestion,
    "views": _views,
    **{f"view-{n}": _view(n - 1) for n in range(1, 10)},
    "sort": _sort,
    "reverse": _reverse,
    "select": _select,
    "select-range": _select_range,
    "select-all": _select_all,
    "palette": lambda screen: screen.app.action_command_palette(),
    "paper-pane": _paper_pane,
    "help": _help,
}
