"""The tag browser: all tags with the numbers of their papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from readerapp.actions.done import paper_count
from readerapp.actions.tagging import TagCount, fitting, number
from readerapp.domain.text import clean_line
from readerapp.home import shipped
from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.line_input import LineInput
from readerapp.ui.widgets.tag_list import TagList, TagRow


class TagRequest(NamedTuple):
    """What to do with a tag."""

    does: Literal["show", "rename", "remove"]
    tag: str
    papers: int
    """How many have it."""
    name: str = ""
    """Its new name."""


class TagBrowser(Modal[TagRequest | None]):
    """Shows the tags that fit what is typed; the result is what to do with the chosen one, or None."""

    CSS_PATH = shipped("styles") / "tags.tcss"
    BINDINGS: ClassVar = [
        ("escape", "back", "Back"),
        ("tab", "take", "Take"),
        ("down", "move(1)", "Down"),
        ("up", "move(-1)", "Up"),
        ("pagedown", "move(10)", "Page down"),
        ("pageup", "move(-10)", "Page up"),
    ]

    def __init__(self, tags: Sequence[TagCount]) -> None:
        super().__init__()
        self._tags = tags
        self._renamed: TagRow | None = None
        """The tag for which a new name is typed."""

    def compose(self) -> ComposeResult:
        """Lay out the text box above the tags."""
        with Vertical(id="tag-browser", classes="tag-box"):
            yield _TagSearch(placeholder="type to narrow", compact=True)
            yield Static(id="tag-effect", markup=False)
            yield TagList(id="tag-list")

    def on_mount(self) -> None:
        """Show all tags."""
        self._narrow()

    @on(Input.Changed)
    def _narrow(self) -> None:
        before, typed = self._renamed, self._box.value
        starting, containing = fitting(self._tags, typed)
        found = [*starting, *containing]
        if before:
            found = [it for it in found if it.name != before.name]
        self._list.show([TagRow(*it) for it in found], chosen=None if before or not found else 0)
        box = self.query_one("#tag-browser")
        box.border_title = f"rename {before.name}" if before else f"{len(self._tags):,} tags"
        box.border_subtitle = (
            "tab takes · enter renames · esc back"
            if before
            else "enter papers · ctrl+r rename · ctrl+x remove · esc"
        )
        self._show_effect()

    def _show_effect(self) -> None:
        before, chosen = self._renamed, self._list.chosen
        if before:
            effect = self._effect(before)
        elif chosen:
            effect = f"{paper_count(chosen.papers or 0)} with {chosen.name}"
        else:
            effect = "no such tag"
        self.query_one("#tag-effect", Static).update(Content.styled(effect, "$quiet"))

    def _effect(self, before: TagRow) -> str:
        """Return what enter does to a tag that is being renamed."""
        name, papers = self._new_name, paper_count(before.papers or 0)
        if not name or name == before.name:
            return "type its new name"
        there = number(self._tags, name) if name.casefold() != before.name.casefold() else 0
        if there:
            return f"joins {papers} with {name} ({there:,})"
        return f"renames it in {papers}"

    @property
    def _new_name(self) -> str:
        """The new name of the tag that is being renamed: the chosen one's, else the one typed."""
        chosen = self._list.chosen
        return chosen.name if chosen else clean_line(self._box.value.replace(",", " "))

    def _type(self, text: str) -> None:
        self._box.value = text
        self._box.cursor_position = len(text)
        self._narrow()

    @property
    def _box(self) -> LineInput:
        return self.query_one(LineInput)

    @property
    def _list(self) -> TagList:
        return self.query_one(TagList)

    def action_rename(self) -> None:
        """Ask for the chosen tag's new name."""
        if not self._renamed and (chosen := self._list.chosen):
            self._renamed = chosen
            self._type(chosen.name)

    def action_remove(self) -> None:
        """Remove the chosen tag from all papers."""
        if not self._renamed and (chosen := self._list.chosen):
            self.dismiss(TagRequest("remove", chosen.name, chosen.papers or 0))

    def action_back(self) -> None:
        """Go back from renaming to the tags, else to the list."""
        if self._renamed:
            self._renamed = None
            self._type("")
        else:
            self.dismiss(None)

    def action_take(self) -> None:
        """Put the chosen tag into the text box."""
        if chosen := self._list.chosen or next(iter(self._list.rows), None):
            self._type(chosen.name)

    def action_move(self, by: int) -> None:
        """Choose a tag further down or up."""
        if count := len(self._list.rows):
            at = self._list.highlighted
            at = (-1 if by > 0 else count) if at is None else at
            self._list.highlighted = max(0, min(count - 1, at + by))

    @on(OptionList.OptionHighlighted)
    def _chosen(self) -> None:
        self._show_effect()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        row = self._list.rows[event.option_index]
        if self._renamed:
            self._type(row.name)
        else:
            self.dismiss(TagRequest("show", row.name, row.papers or 0))

    @on(Input.Submitted)
    def _submit(self) -> None:
        before, chosen = self._renamed, self._list.chosen
        if before:
            if self._new_name not in ("", before.name):
                self.dismiss(TagRequest("rename", before.name, before.papers or 0, self._new_name))
        elif chosen:
            self.dismiss(TagRequest("show", chosen.name, chosen.papers or 0))


class _TagSearch(LineInput):
    """The browser's text box, in which two keys act on the chosen tag."""

    BINDINGS: ClassVar = [
        ("ctrl+r", "screen.rename", "Rename"),
        ("ctrl+x", "screen.remove", "Remove"),
    ]
