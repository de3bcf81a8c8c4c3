"""All tags: their papers, other names for them, and their end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.suggester import SuggestFromList

from readerapp.actions.done import Done, paper_count
from readerapp.actions.tagging import TagCount, number, tag_name
from readerapp.actions.views.view import View
from readerapp.domain.errors import ReaderError
from readerapp.domain.query.narrowing import field_term
from readerapp.ui.commands.views.near import show_level
from readerapp.ui.desk import Desk
from readerapp.ui.screens.line_prompt import LinePrompt
from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.widgets.choice_list import Pickable

Step = Callable[[Callable[[], Done]], None]
"""Makes a change in a thread, and shows what it did."""


def browse(desk: Desk, step: Step, tags: Sequence[TagCount]) -> None:
    """Offer all tags, and do with one what the reader chooses."""
    if not tags:
        desk.say("No tags yet", hint=desk.worded("{tags} on a paper adds one"))
        return
    offer = Offer(
        f"{len(tags):,} tags",
        [Pickable(tag.name, tag.name, right=f"{tag.papers:,}") for tag in tags],
        enter="papers",
        keys=[("ctrl+r", "rename"), ("ctrl+x", "remove")],
        none="No such tag.",
    )

    def act(picked: Picked | None) -> None:
        if picked is None:
            return
        tag = picked.value
        if picked.key == "ctrl+r":
            _rename(desk, step, tag, tags)
        elif picked.key == "ctrl+x":
            step(lambda: desk.reading.remove_tag(tag))
        else:
            view = View(
                f"tagged {tag}", f"{field_term('tag', tag)} is:any", "No paper has this tag any more."
            )
            show_level(desk, view, f"No paper has the tag {tag}")

    desk.app.push_screen(Picker(offer), act)


def _rename(desk: Desk, step: Step, tag: str, tags: Sequence[TagCount]) -> None:
    papers = paper_count(number(tags, tag))

    def meaning(typed: str) -> str:
        name = tag_name(typed)
        if name == tag:
            raise ReaderError("Type its new name")
        there = 0 if name.casefold() == tag.casefold() else number(tags, name)
        return f"joins {papers} with {name} ({there:,})" if there else f"renames it in {papers}"

    def typed(name: str | None) -> None:
        if name is not None:
            step(lambda: desk.reading.rename_tag(tag, name))

    others = SuggestFromList([it.name for it in tags if it.name != tag], case_sensitive=False)
    about = f"in {papers}; the name of another tag joins them"
    place = desk.menu_place()
    desk.app.push_screen(
        LinePrompt(f"rename {tag}", about, meaning, place, typed=tag, suggester=others), typed
    )
