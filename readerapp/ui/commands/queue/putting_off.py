"""Asking until when to put papers off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from textual.app import App

from readerapp.domain.dates.coming import coming_day, named_day, parsed
from readerapp.domain.state import State
from readerapp.ui.screens.beside import Place
from readerapp.ui.screens.line_prompt import LinePrompt
from readerapp.ui.screens.menu import Menu, MenuItem

_BACK, _ON_A_DATE = "b", "d"
_EXAMPLES = "friday · 24 Dec · 3 weeks · 10d · 2026-12-24"
_CHOICES = (("t", "tomorrow"), ("w", "next week"), ("m", "in a month"))


def ask_until(
    app: App[Any],
    states: Iterable[State],
    today: date,
    place: Place,
    then: Callable[[date | None], object],
) -> None:
    """Ask until when to put papers off; `then` gets the day, or None to bring them back. Not if left."""
    days = {key: (name, day) for key, name in _CHOICES if (day := coming_day(name, today))}
    items = [MenuItem(key, name, named_day(day, today)) for key, (name, day) in days.items()]
    items += [MenuItem(_ON_A_DATE, "on a date", _EXAMPLES), *_back(states, today)]

    def meaning(text: str) -> str:
        return named_day(parsed(text, today), today)

    def typed(text: str | None) -> None:
        if text is not None:
            then(parsed(text, today))

    def chosen(key: str | None) -> None:
        if key == _ON_A_DATE:
            app.push_screen(LinePrompt("put off until", _EXAMPLES, meaning, place), typed)
        elif key == _BACK:
            then(None)
        elif key:
            then(days[key][1])

    app.push_screen(Menu("not now", items, place), chosen)


def _back(states: Iterable[State], today: date) -> Iterator[MenuItem]:
    """Yield the line that brings papers back, if any is put off or back."""
    if dates := [date.fromisoformat(state.later) for state in states if state.later]:
        first = min(dates)
        until = "put off until" if first > today else "back since"
        yield MenuItem(_BACK, "not put off", f"{until} {named_day(first, today)}")
