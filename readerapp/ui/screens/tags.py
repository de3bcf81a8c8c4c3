"""The tag editor: all tags of one paper, or `+new -old` for several papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Input, OptionList, Static

from readerapp.actions.tagging import TagCount, begun, changes, fitting, number
from readerapp.home import shipped
from readerapp.ui.screens.menu import Place
from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.line_input import LineInput
from readerapp.ui.widgets.tag_list import TagList, TagRow

_MAX_ROWS = 7
_OTHER_LINES = 4
"""The border, the text box, and what it does."""


class TagEditor(Modal[str | None]):
    """Prompt whose result is the tags typed, with the chosen one taken for the one begun; or None."""

    CSS_PATH = shipped("styles") / "tags.tcss"
    BINDINGS: ClassVar = [
        ("escape", "dismiss(None)", "Back"),
        ("tab", "take", "Take"),
        ("down", "move(1)", "Down"),
        ("up", "move(-1)", "Up"),
    ]

    def __init__(self, before: Sequence[tuple[str, ...]], tags: Sequence[TagCount], place: Place) -> None:
        super().__init__()
        self._before = before
        self._tags = tags
        self._place = place
        self._signed = len(before) != 1

    def compose(self) -> ComposeResult:
        """Lay out the text box, what it does, and the tags that fit."""
        with Vertical(id="tags", classes="tag-box") as box:
            box.border_title = f"tags of {len(self._before):,} papers" if self._signed else "tags"
            box.border_subtitle = "tab takes · enter saves · esc cancels"
            typed = "" if self._signed else "".join(f"{tag}, " for tag in self._before[0])
            yield LineInput(
                typed, placeholder="+new, -old" if self._signed else "tag, another tag", compact=True
            )
            yield Static(id="tag-effect", markup=False)
            yield TagList(id="tag-list")

    def on_mount(self) -> None:
        """Show the tags there are."""
        self._narrow()

    def on_resize(self) -> None:
        """Stay beside the row."""
        self._put()

    @on(Input.Changed)
    def _narrow(self) -> None:
        rows = [*self._rows()]
        self._list.show(rows[:_MAX_ROWS], chosen=0 if self._begun else None)
        self._show_effect()
        self._put()

    def _rows(self) -> Iterator[TagRow]:
        """Yield the tags that what was begun may mean, the one that enter takes first."""
        there = {
            tag.casefold() for tag in changes(self._box.value.removesuffix(self._begun), self._before)[0]
        }
        if self._removes:
            mine = {tag.casefold() for tags in self._before for tag in tags}
            tags = [it for it in self._tags if it.name.casefold() in mine]
        else:
            tags = [it for it in self._tags if it.name.casefold() not in there]
        starting, containing = fitting(tags, self._begun)
        begun_tag = self._begun.strip()
        is_new = begun_tag and not self._removes and not number(self._tags, begun_tag)
        for it in starting[: _MAX_ROWS - bool(is_new)]:
            yield TagRow(*it)
        if is_new:
            yield TagRow(begun_tag)
        for it in containing:
            yield TagRow(*it)

    @property
    def _box(self) -> LineInput:
        return self.query_one(LineInput)

    @property
    def _list(self) -> TagList:
        return self.query_one(TagList)

    @property
    def _begun(self) -> str:
        return begun(self._box.value, signed=self._signed)

    @property
    def _removes(self) -> bool:
        return self._signed and self._box.value.removesuffix(self._begun).rstrip().endswith("-")

    @property
    def _taken(self) -> str:
        """The text with the chosen tag in place of the one begun."""
        chosen = self._list.chosen
        return self._box.value.removesuffix(self._begun) + chosen.name if chosen else self._box.value

    def _show_effect(self) -> None:
        add, remove = changes(self._taken, self._before)
        common = set[str].intersection(*({tag.casefold() for tag in tags} for tags in self._before))
        new = [tag for tag in add if not number(self._tags, tag)]
        known = [f"+{tag}" for tag in add if tag not in new and tag.casefold() not in common]
        parts = [*known, *(f"-{tag}" for tag in remove)]
        parts += [f"new tag: {', '.join(new)}"] * bool(new)
        self.query_one("#tag-effect", Static).update(
            Content.styled("  ".join(parts) or "no change", "$quiet")
        )
        chosen = self._list.chosen
        begins = chosen and chosen.name.casefold().startswith(self._begun.casefold())
        self._box.suggest(self._taken if begins else "")

    def _put(self) -> None:
        """Go below the highlighted row, or above it at the bottom of the screen."""
        size = self.app.size
        height = _OTHER_LINES + min(_MAX_ROWS, len(self._list.rows))
        y = self._place.y + 1
        if y + height > size.height:
            y = max(0, self._place.y - height)
        self.query_one("#tags").styles.offset = Offset(min(self._place.x, max(0, size.width - 52)), y)

    def action_take(self) -> None:
        """Take the chosen tag, and go on to the next."""
        if self._list.chosen:
            self._box.value = f"{self._taken}, "
            self._box.cursor_position = len(self._box.value)

    def action_move(self, by: int) -> None:
        """Choose the next tag."""
        (self._list.action_cursor_down if by > 0 else self._list.action_cursor_up)()

    @on(OptionList.OptionHighlighted)
    def _chosen(self) -> None:
        self._show_effect()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._list.highlighted = event.option_index
        self.action_take()

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.dismiss(self._taken)
