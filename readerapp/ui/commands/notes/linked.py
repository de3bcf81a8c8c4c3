"""Papers that are linked by notes: going to one, and the way back."""

from __future__ import annotations

from readerapp.actions.note_links import named_in, noted_in
from readerapp.actions.views.view import View
from readerapp.ui.commands.views.near import show_level
from readerapp.ui.desk import Desk
from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.widgets.choice_list import Pickable

_GONE = "This paper isn't in the library any more."


def go_to_paper(desk: Desk, key: str) -> None:
    """Show one paper, in the list itself."""
    kind, _, rest = key.partition(":")
    show_level(desk, View("named in a note", f'{kind}:"{rest}" is:any', _GONE), "That paper can't be shown")


def choose(desk: Desk, key: str) -> None:
    """Offer the papers that a paper's note names, and those whose notes name it."""

    def find() -> list[Pickable]:
        groups = (("in this note", named_in), ("noted in", noted_in))
        return [
            Pickable(f"{group} {other}", title, other, group=group)
            for group, found in groups
            for other, title in found(desk.reading, key).items()
        ]

    def act(picked: Picked | None) -> None:
        if picked:
            go_to_paper(desk, picked.value.split()[-1])

    def show(found: list[Pickable]) -> None:
        if found:
            desk.app.push_screen(Picker(Offer("linked papers", found, enter="go to it")), act)
        else:
            desk.say("No note links this paper", hint=desk.worded("[[ in a note links one"))

    desk.work("linked", find, show, opens=True)
