"""The list of views, and of what narrows the present one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from readerapp.actions.views.facets import facets
from readerapp.domain.query.narrowing import has_term
from readerapp.ui.commands.views.narrowing import Narrowing, counted, filters, found_in, toggled
from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.widgets.choice_list import Pickable

if TYPE_CHECKING:
    from readerapp.actions.views.view import View
    from readerapp.ui.desk import Desk

_VIEW, _TERM, _LIKE_QUEUE, _SWEEP = "view ", "term ", "like queue", "sweep"


def choose(desk: Desk) -> None:
    """Offer the views and what narrows the present one, and go where the reader chooses."""
    question, shelf = desk.question, desk.shelf
    first = list(filters(desk.new_since.since, desk.new_since.query))
    picker = Picker(
        Offer(
            "views and filters",
            [*views_offered(desk), *narrowings_offered(desk, first)],
            placeholder="type a name, a tag, a month …",
            enter="go, or narrow",
            keys=[("tab", "change a view")],
            tall=True,
        )
    )

    def count() -> list[Narrowing]:
        found = counted(desk.reading, question, first, lambda: picker.answered)
        return [*found, *found_in(facets(desk.reading, shelf))]

    def show(found: Iterable[Narrowing]) -> None:
        picker.offer([*views_offered(desk), *narrowings_offered(desk, found)])

    def act(picked: Picked | None) -> None:
        if picked and picked.key == "tab":
            _change(desk, picked.value)
        elif picked:
            go(desk, picked.value)

    desk.app.push_screen(picker, act)
    desk.threads.ask("facets", count, show)


def views_offered(desk: Desk) -> Iterator[Pickable]:
    """Yield a line for each view, its digit as the key."""
    for view in desk.views:
        count = desk.view_bar.counts.get(view.name)
        yield Pickable(
            _value(view),
            view.name,
            view.query or "every paper",
            key=view.digit,
            group="views",
            right="" if count is None else f"{count:,}",
            active=view == desk.question.view,
        )
    yield Pickable(_LIKE_QUEUE, "Like the queue", "near what is queued", group="views", words="similar more")
    what = "decide on what was queued over 30 days ago"
    yield Pickable(_SWEEP, "Sweep", what, group="views", words="old stale waited queue")


def narrowings_offered(desk: Desk, some: Iterable[Narrowing]) -> Iterator[Pickable]:
    """Yield a line for each narrowing; the active ones are in the search already."""
    for it in some:
        active = has_term(desk.question.typed, it.term)
        yield Pickable(
            f"{_TERM}{it.term}",
            it.name,
            f"{it.term} {desk.glyphs.separator} enter takes it out" if active else it.term,
            group=it.group,
            right="" if it.papers is None else f"{it.papers:,}",
            words=it.words,
            active=active,
        )


def go(desk: Desk, value: str) -> None:
    """Go to the view, or narrow the list by the term, that a line stands for."""
    if value == _LIKE_QUEUE:
        from readerapp.ui.commands.views.near import like_queue

        like_queue(desk)
    elif value == _SWEEP:
        from readerapp.ui.commands.triage.opening import begin_sweep

        begin_sweep(desk)
    elif value.startswith(_TERM):
        narrow(desk, value.removeprefix(_TERM))
    elif view := _view_of(desk, value):
        desk.choose_view(desk.views.index(view), clear=True)


def _value(view: View) -> str:
    return f"{_VIEW}{'own' if view.own else 'built in'} {view.name}"


def _view_of(desk: Desk, value: str) -> View | None:
    """Return the view that a line stands for; None if it was removed meanwhile, or the line is of no view."""
    return next((view for view in desk.views if _value(view) == value), None)


def _change(desk: Desk, value: str) -> None:
    from readerapp.ui.commands.views.own_views import change_view

    if view := _view_of(desk, value):
        change_view(desk, view)
    elif not value.startswith(_VIEW):
        desk.say(desk.worded("Only views can be changed; {save-view} saves a search as one"))


def narrow(desk: Desk, term: str) -> None:
    """Narrow the list by a field term, or take the term out of the search."""
    if not desk.question.typed:
        desk.before_search = desk.paper_list.row
    desk.search_bar.box.value = toggled(desk.question.typed, term)
    desk.enter_list()
