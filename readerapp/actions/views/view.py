"""Views: named queries, seven of them built in."""

from __future__ import annotations

from collections.abc import Iterable

from readerapp.domain.values import dataclass, replace
from readerapp.settings import Settings

_DIGITS = "123456789"


@dataclass(frozen=True, slots=True)
class View:
    """A named query. Its order is part of the query (`sort:queue`)."""

    name: str
    query: str
    empty: str = "No paper here yet."
    """Shown if the view is empty; `{id}` stands for the key of the command with that id."""
    unsearched: str = ""
    """Its order while nothing is typed, if its query has none."""
    digit: str = ""
    """The digit that goes to it; empty if it has none."""
    own: bool = False
    """True if the reader made it."""

    @property
    def filter(self) -> str:
        """Its query without its order."""
        return " ".join(part for part in self.query.split(" ") if not part.startswith("sort:"))

    @property
    def order(self) -> str:
        """The order in its query; empty if it has none."""
        named = (part.removeprefix("sort:") for part in self.query.split(" ") if part.startswith("sort:"))
        return next(named, "").removeprefix("-")

    def narrowed(self, words: str, *, in_order: bool = True) -> str:
        """Return the query for `words` within this view; `in_order` says whether in the view's own order."""
        query, words = self.query if in_order else self.filter, words.strip()
        if in_order and not words and self.unsearched:
            return f"{query} sort:{self.unsearched}".strip()
        if not (query and words):
            return query or words
        return f"{query} ({words})" if " OR " in words else f"{query} {words}"

    def searched(self, words: str, sort: str = "", *, reverse: bool = False) -> str:
        """Return the query for `words` within this view, with the order if it isn't the view's own."""
        if not (sort or reverse):
            return self.narrowed(words)
        order = sort or self.order or "listed"
        return f"{self.narrowed(words, in_order=False)} sort:{'-' * reverse}{order}".strip()


BUILT_IN = (
    View(
        "All",
        "",
        "No papers yet. Paste a page, `{add}` adds a file, `{refresh}` fetches today's papers.",
    ),
    View("Unread", "is:unread", "Nothing unread. `{view-1}` shows all papers."),
    View("Queue", "is:queued sort:queue", "Nothing queued. `{queue}` on a paper puts it here."),
    View("Read", "is:read", "Nothing read yet. `{read}` on a paper marks it read."),
    View("With code", "has:repo", "No paper with a repository. `{view-1}` shows all papers."),
    View("Noted", "has:note", "No notes yet. `{note}` on a paper writes one."),
    View(
        "For you",
        "is:unread -is:queued sort:foryou",
        "Nothing unread outside the queue. `{refresh}` fetches today's papers.",
    ),
)


def views_of(settings: Settings) -> tuple[View, ...]:
    """Return the built-in views, the first in the reader's order, and the reader's own: each with its digit.

    A digit that the reader gave to a view is that one's; then each built-in view has its place's.
    """
    own = list(_own_views(settings))
    taken = {view.digit for view in own}
    everything, *others = BUILT_IN
    if settings.order != "listed":  # as without one
        everything = replace(everything, unsearched=settings.order)
    views = [
        replace(view, digit=digit) if digit not in taken else view
        for digit, view in zip(_DIGITS, (everything, *others), strict=False)
    ]
    free = iter([digit for digit in _DIGITS[len(views) :] if digit not in taken])
    return (*views, *(view if view.digit else replace(view, digit=next(free, "")) for view in own))


def _own_views(settings: Settings) -> Iterable[View]:
    """Yield the reader's views; of several with one digit, the first has it."""
    taken: set[str] = set()
    for saved in settings.views:
        yield View(saved.name, saved.query, digit=saved.key if saved.key not in taken else "", own=True)
        taken.add(saved.key)


def free_digits(views: Iterable[View]) -> str:
    """Return the digits that go to no view of the reader's, first those that go to none at all."""
    by_digit = {view.digit: view for view in views if view.digit}
    free = [digit for digit in _DIGITS if digit not in by_digit]
    return "".join(free + [digit for digit, view in sorted(by_digit.items()) if not view.own])
