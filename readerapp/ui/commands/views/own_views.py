"""Saving the search as a view, and changing the reader's own views."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from readerapp.actions.done import Done
from readerapp.actions.views import own_views
from readerapp.actions.views.own_views import SettingsStep
from readerapp.actions.views.view import View, free_digits, views_of
from readerapp.domain.text import shorten
from readerapp.domain.values import replace
from readerapp.settings import Settings
from readerapp.ui.question import Question
from readerapp.ui.screens.view_name import NameQuestion, ViewName, ViewNamePrompt

if TYPE_CHECKING:
    from readerapp.ui.desk import Desk

_MAX_SUGGESTION = 24


def save_search(desk: Desk) -> None:
    """Ask for a name, and save the present search as a view."""
    query = _searched(desk.question)
    if not query:
        desk.say(desk.worded("This is every paper; {search} or {views} makes a search to save"))
        return
    suggestion = shorten(" ".join((desk.question.typed or desk.question.view.name).split()), _MAX_SUGGESTION)

    def save(answer: ViewName | None) -> None:
        if answer:
            view = View(answer.name, query, digit=answer.digit)
            same = next((it.name for it in desk.views if it.own and it.name == answer.name), None)
            key = f" {desk.glyphs.separator} {view.digit} goes to it" if view.digit else ""
            _write(
                desk,
                partial(own_views.save_view, message=f'Saved the view "{view.name}"{key}', former=same),
                view,
                goes=True,
            )

    question = NameQuestion(
        "save this search as a view",
        query,
        suggestion=suggestion,
        digits=_digits(desk),
        why_not=lambda name: own_views.why_no_name(name, desk.views),
    )
    desk.app.push_screen(ViewNamePrompt(question), save)


def _searched(question: Question) -> str:
    """Return the present search as a view's query, with its order if the reader chose one."""
    return question.view.searched(question.typed, question.sort or "", reverse=question.reverse)


def _digits(desk: Desk, own: str = "") -> dict[str, str]:
    names = {view.digit: view.name for view in desk.views if view.digit}
    free = {digit: names.get(digit, "") for digit in free_digits(desk.views)}
    return {own: "", **free} if own else free


def change_view(desk: Desk, view: View) -> None:
    """Offer what can be done to a view of the reader's own."""
    from readerapp.ui.screens.menu import Menu, MenuItem

    if not view.own:
        desk.say(desk.worded(f"{view.name} is built in; {{save-view}} saves a search as a view of your own"))
        return
    query = _searched(desk.question)
    items = [MenuItem("e", "name and digit", f"{view.name} {view.digit}".strip()), MenuItem("x", "remove")]
    if query and query != view.query:
        items.insert(1, MenuItem("s", "make it this search", query))
    acts: dict[str, Callable[[], None]] = {
        "e": partial(_rename, desk, view),
        "s": partial(_replace_query, desk, view, query),
        "x": partial(_remove, desk, view),
    }
    menu = Menu(f"view {view.name}", items, desk.menu_place())
    desk.app.push_screen(menu, lambda key: acts[key]() if key else None)


def _rename(desk: Desk, view: View) -> None:
    def save(answer: ViewName | None) -> None:
        if not answer or answer == (view.name, view.digit):
            return
        renamed = replace(view, name=answer.name, digit=answer.digit)
        what = [f'Renamed the view "{view.name}" to "{answer.name}"'] * (answer.name != view.name)
        if answer.digit != view.digit:
            key = f"{answer.digit} goes to" if answer.digit else "no digit goes to"
            what.append(f'{key} "{answer.name}"')
        message = f" {desk.glyphs.separator} ".join(what)
        _write(desk, partial(own_views.save_view, message=message, former=view.name), renamed, former=view)

    question = NameQuestion(
        f"view {view.name}",
        view.query,
        name=view.name,
        digits=_digits(desk, view.digit),
        why_not=lambda name: own_views.why_no_name(name, desk.views, view.name),
    )
    desk.app.push_screen(ViewNamePrompt(question), save)


def _replace_query(desk: Desk, view: View, query: str) -> None:
    message = f'The view "{view.name}" is this search now'
    changed = replace(view, query=query)
    _write(
        desk, partial(own_views.save_view, message=message, former=view.name), changed, former=view, goes=True
    )


def _remove(desk: Desk, view: View) -> None:
    def remove(path: object, _: View) -> SettingsStep:
        return own_views.remove_view(desk.reading.home.settings, view.name, f'Removed the view "{view.name}"')

    _write(desk, remove, view, former=view)


def _write(
    desk: Desk,
    write: Callable[..., SettingsStep],
    view: View,
    former: View | None = None,
    *,
    goes: bool = False,
) -> None:
    """Write a view in a thread, show the views as they are then, and go to it if `goes`."""
    path = desk.reading.home.settings

    def written(step: SettingsStep) -> None:
        show_views(desk, former.name if former else "", view.name)
        if goes:
            _go(desk, view.name)
        desk.did(Done(step.message, undoable=True), undo=lambda: _undo(desk, step, view.name, former))

    desk.work("settings", lambda: write(path, view), written)


def _undo(desk: Desk, step: SettingsStep, name: str, former: View | None) -> None:
    def undone(_: None) -> None:
        show_views(desk, name, former.name if former else "")
        desk.say(f"Undone: {step.message[:1].lower()}{step.message[1:]}")

    desk.work("settings", step.undo, undone)


def _go(desk: Desk, name: str) -> None:
    index = next((index for index, view in enumerate(desk.views) if view.name == name and view.own), None)
    if index is not None:
        desk.choose_view(index, clear=True)


def show_views(desk: Desk, before: str = "", now: str = "") -> None:
    """Show the views that `config.toml` has; the list stays in its view, perhaps called `now` instead."""
    desk.settings = replace(desk.settings, views=Settings.load(desk.reading.home.settings).views)
    desk.views = desk.view_bar.views = views_of(desk.settings)
    desk.count()
    here = desk.question.view
    name = now if here.own and here.name == before else here.name
    same = next((view for view in desk.views if view.name == name and view.own == here.own), None)
    if same is not None:
        desk.ask(desk.paper_list.row, view=same)
        desk.view_bar.view = same
    elif here.own:
        desk.choose_view(0)
