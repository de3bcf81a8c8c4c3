"""The tag editor: all tags of one paper, or `+new -old` for several papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Input, Static

from readerapp.actions.tagging import TagCount, begun, changes, fitting, number
from readerapp.home import shipped
from readerapp.ui.screens.beside import BesideRow, Place
from readerapp.ui.widgets.choice_list import ChoiceList, Pickable
from readerapp.ui.widgets.line_input import LineInput

_MAX_ROWS = 7
_WIDTH_CELLS = 52
_OTHER_LINES = 4
"""The border, the text box, and what it does."""


class TagEditor(BesideRow[str | None]):
    """Prompt whose result is the tags typed, with the chosen one taken for the one begun; or None."""

    CSS_PATH: ClassVar = [shipped("styles") / name for name in ("tags.tcss", "choice_list.tcss")]
    BINDINGS: ClassVar = [
        ("escape", "dismiss(None)", "Back"),
        ("tab", "take", "Take"),
        ("down", "move(1)", "Down"),
        ("up", "move(-1)", "Up"),
    ]

    def __init__(self, before: Sequence[tuple[str, ...]], tags: Sequence[TagCount], place: Place) -> None:
        super().__init__(place)
        self._before = before
        self._tags = tags
        self._signed = len(before) != 1

    def compose(self) -> ComposeResult:
        """Lay out the text box, what it does, and the tags that fit."""
        with Vertical(id="tags") as box:
            box.border_title = f"tags of {len(self._before):,} papers" if self._signed else "tags"
            box.border_subtitle = "tab takes · enter saves · esc cancels"
            typed = "" if self._signed else "".join(f"{tag}, " for tag in self._before[0])
            yield LineInput(
                typed, placeholder="+new, -old" if self._signed else "tag, another tag", compact=True
            )
            yield Static(id="tag-effect", markup=False)
            yield ChoiceList((), id="tag-list")

    def on_mount(self) -> None:
        """Show the tags there are."""
        self._narrow()

    def size_wanted(self) -> Size:
        """Return the size with the tags that fit."""
        return Size(_WIDTH_CELLS, _OTHER_LINES + len(self._list.choices))

    @on(Input.Changed)
    def _narrow(self) -> None:
        rows = [*islice(self._rows(), _MAX_ROWS)]
        self._list.display, self._list.styles.height = bool(rows), len(rows)
        self._list.offer(rows, rows[0].value if rows else None)
        if not self._begun:
            self._list.highlight_none()
        self._show_effect()
        self.put()

    def _rows(self) -> Iterator[Pickable]:
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
            yield _line(it)
        if is_new:
            yield Pickable(begun_tag, f"new tag: {begun_tag}")
        for it in containing:
            yield _line(it)

    @property
    def _box(self) -> LineInput:
        return self.query_one(LineInput)

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    @property
    def _begun(self) -> str:
        return begun(self._box.value, signed=self._signed)

    @property
    def _removes(self) -> bool:
        return self._signed and self._box.value.removesuffix(self._begun).rstrip().endswith("-")

    @property
    def _taken(self) -> str:
        """The text with the chosen tag in place of the one begun."""
        chosen = self._list.highlighted
        return self._box.value.removesuffix(self._begun) + chosen.value if chosen else self._box.value

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
        chosen = self._list.highlighted
        begins = chosen and chosen.value.casefold().startswith(self._begun.casefold())
        self._box.suggest(self._taken if begins else "")

    def action_take(self) -> None:
        """Take the chosen tag, and go on to the next."""
        if self._list.highlighted:
            self._box.value = f"{self._taken}, "
            self._box.cursor_position = len(self._box.value)

    def action_move(self, by: int) -> None:
        """Choose the next tag."""
        self._list.move(by)

    @on(ChoiceList.Highlighted)
    def _chosen(self) -> None:
        self._show_effect()

    @on(ChoiceList.Clicked)
    def _clicked(self) -> None:
        self.action_take()

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.dismiss(self._taken)


def _line(tag: TagCount) -> Pickable:
    return Pickable(tag.name, tag.name, right=f"{tag.papers:,}")
