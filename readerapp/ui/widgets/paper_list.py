"""The list of papers: draws only the visible rows, so that its length doesn't matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar, Self

from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from readerapp.domain.values import dataclass
from readerapp.library import Shelf
from readerapp.ui.cells import Spans
from readerapp.ui.glyphs import Glyphs
from readerapp.ui.new_since import NO_NEWS, News, Rule, Rules
from readerapp.ui.widgets.line_view import LineView
from readerapp.ui.widgets.list_row import PARTS, PLAIN, ROW_PARTS, ListRow, RowLook, RowMarks, RowPainter

_MAX_KEPT = 500
"""Rows kept drawn: more than any terminal shows at once."""


class PaperList(LineView, can_focus=True):
    """Shows a shelf; `cursor` is the highlighted index, `selected` the selected library rows."""

    ALLOW_SELECT = False
    """Dragging moves rows."""
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"paper-list--{part}" for part in PARTS}

    shelf: var[Shelf | None] = var(None, init=False)
    cursor: var[int] = var(0, init=False)
    selected: var[frozenset[int]] = var(frozenset(), init=False)
    drop: var[int | None] = var(None, init=False)
    """The index that a dragged row would come to."""

    @dataclass
    class Highlighted(Message):
        """A list is shown, with a row highlighted; who follows a move watches `cursor`, which is sooner."""

        row: int | None

    @dataclass
    class Selected(Message):
        """The selection changed to `count` papers."""

        count: int

    @dataclass
    class Chosen(Message):
        """The highlighted paper was double-clicked."""

        row: int

    def __init__(self, look: Callable[[int], ListRow], glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look
        self._painter = RowPainter(glyphs, self._style)
        self._drawn: dict[tuple[int, RowMarks], tuple[ListRow, tuple[Strip, ...]]] = {}
        self._current: set[tuple[int, RowMarks]] = set()
        """Those that are drawn as they look now; others may be."""
        self._styles: dict[str, Style] = {}
        self._range_from: int | None = None
        self._news = NO_NEWS
        self._rules = Rules()
        self._above = 0
        self._failed: set[str] = set()
        self.by_reader = True
        """True if the reader moved to the highlighted row; False if it is just the first of a new list."""

    @property
    def look(self) -> RowLook:
        """How all rows look."""
        return self._painter.look

    @look.setter
    def look(self, look: RowLook) -> None:
        above, lines = self._y(self.cursor), self.look.lines
        self._painter.look = look
        self._forget()
        if self.shelf is not None and lines != look.lines:
            self._show_rules(self._rules.rules, above)
        self.refresh()

    # Highlight

    @property
    def rows(self) -> Sequence[int]:
        """The library rows it shows: those that match, then the related ones."""
        return self.shelf.shown if self.shelf is not None else ()

    @property
    def row(self) -> int | None:
        """The highlighted library row; None in an empty list."""
        rows = self.rows
        return rows[self.cursor] if self.cursor < len(rows) else None

    @property
    def cursor_y(self) -> int:
        """The highlighted row's line on the screen."""
        return self.region.y + self._y(self.cursor)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the highlighted row starts on the screen."""
        return Offset(self.region.x, self.cursor_y)

    def _y(self, index: int) -> int:
        """Return the widget's line that shows an index."""
        return self._rules.line(index) - self.scroll_offset.y

    def _at(self, y: int) -> int | Rule:
        """Return the index or the rule on a line of the widget."""
        return self._rules.at(y + self.scroll_offset.y)

    def index_on(self, x: int, y: int) -> int | None:
        """Return the index of the row on a cell of the screen; None if there is none."""
        if not self.scrollable_content_region.contains(x, y):
            return None
        index = self._at(y - self.region.y)
        return None if isinstance(index, Rule) or index >= len(self.rows) else index

    def mark_on(self, x: int) -> str:
        """Return the column of marks that a column of the screen is in; empty for none."""
        return self._painter.mark_at(x - self.region.x, self.line_width, self.app.size.width)

    def _measure(self) -> None:
        self.measure(self._rules.line(len(self.rows)))

    def begin(self, index: int, above: int) -> None:
        """Set the index to highlight in the first list, and the lines to show above it."""
        self.set_reactive(PaperList.cursor, index)
        self._above = above

    def show(
        self, shelf: Shelf, index: int, news: News = NO_NEWS, *, kept: bool, above: int | None = None
    ) -> None:
        """Show a shelf; highlight an index, or the nearest valid one. `kept` if the reader has moved there.

        The highlighted row stays at its place on the screen, unless papers added on top would be hidden; with
        `above`, so many lines are above it.
        """
        self.by_reader = kept
        if above is None:
            above = self.size.height if self._grows_on_top(shelf) else self._y(self.cursor)
        self._range_from = None
        self._news = news
        related = (Rule(len(shelf.rows), "related"),) if shelf.related.rows else ()
        self.set_reactive(PaperList.cursor, max(0, min(index, len(shelf.shown) - 1)))
        self.shelf = shelf
        self._forget()
        self._show_rules((*news.rules, *related), above)
        self.refresh()
        self.post_message(self.Highlighted(self.row))

    def _show_rules(self, rules: Sequence[Rule], above: int) -> None:
        """Put rules between the rows, and so many lines above the highlighted one."""
        self._rules = Rules(rules, self.look.lines)
        self._measure()
        self.scroll_to(y=max(0, self._rules.line(self.cursor) - above), animate=False)
        self._reveal()

    def _grows_on_top(self, shelf: Shelf) -> bool:
        before = self.shelf
        same = before is not None and (before.query, before.order) == (shelf.query, shelf.order)
        return same and not self.scroll_offset.y

    def move(self, by: int) -> None:
        """Move the highlight, stopping at both ends."""
        self.go(self.cursor + by)

    def go(self, index: int) -> None:
        """Highlight an index, or the nearest valid one."""
        self.by_reader = True
        self.cursor = max(0, min(index, len(self.rows) - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw both rows and keep the highlighted one visible."""
        self._reveal()
        for index in (before, now):
            self.refresh_lines(self._rules.line(index), self.look.lines)
        self._extend_range()

    def watch_drop(self, before: int | None, now: int | None) -> None:
        """Redraw both rows."""
        for index in (before, now):
            if index is not None:
                self.refresh_lines(self._rules.line(index), self.look.lines)

    def watch_selected(self) -> None:
        """Redraw the marks."""
        self.refresh()
        self.post_message(self.Selected(len(self.selected)))

    def _reveal(self) -> None:
        lines = self.look.lines
        margin = min(2 * lines, max(0, (self.size.height - lines) // 2))
        line = self._rules.line(self.cursor)
        top = max(0, line - margin)
        self.scroll_to_region(
            Region(0, top, 1, line + margin + lines - top), animate=False, immediate=True, force=True
        )

    def half_page(self) -> int:
        """Return the number of rows in half a page."""
        return max(1, self.size.height // 2 // self.look.lines)

    def select_none(self) -> None:
        """Clear the selection without posting `Selected`."""
        self._range_from = None
        self.set_reactive(PaperList.selected, frozenset())
        self.refresh()

    def toggle_range(self) -> None:
        """Start a range at the highlighted row, or end the current range."""
        self._range_from = None if self._range_from is not None else self.cursor
        self._extend_range()

    def _extend_range(self) -> None:
        if self._range_from is not None:
            low, high = sorted((self._range_from, self.cursor))
            self.selected |= frozenset(self.rows[low : high + 1])

    def toggle_selected(self, rows: Iterable[int]) -> None:
        """Toggle the selection of rows."""
        self.selected = self.selected ^ frozenset(rows)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        index, width = self._at(y), self.line_width
        if isinstance(index, Rule):
            return self._painter.rule(index, width, self.app.size.width)
        if self.shelf is None or not self.shelf.is_found(index):
            return Strip.blank(width, self._style(PLAIN))
        try:
            return self._row(index, index == self.cursor)[self._rules.row_line(y + self.scroll_offset.y)]
        except Exception as error:  # noqa: BLE001 - drawn often: repeated errors would end the app
            return self._placeholder(error, width)

    def redraw_related(self, _: object) -> None:
        """Draw the related rows that were found meanwhile."""
        if (shelf := self.shelf) is not None:
            first = self._rules.line(len(shelf.rows))
            self.refresh_lines(first, len(shelf.related.rows) * self.look.lines)

    def prepare(self, index: int) -> None:
        """Get the two rows ready that a move to an index would draw anew."""
        with suppress(Exception):  # it is reported if the row is drawn
            self.ready([*self._row(self.cursor, False), *self._row(index, True)])

    def _row(self, index: int, highlighted: bool) -> tuple[Strip, ...]:
        row = self.rows[index]
        marks = self._marks(row, highlighted, index == self.drop)
        if (row, marks) in self._current:
            return self._drawn[row, marks][1]
        look, drawn = self._look(row), self._drawn.get((row, marks))
        if drawn is None or drawn[0] != look:
            drawn = look, self._painter.row(look, marks, self._spans(index))
            if len(self._drawn) >= _MAX_KEPT:
                self._forget()
            self._drawn[row, marks] = drawn
        self._current.add((row, marks))
        return drawn[1]

    def _forget(self) -> None:
        """Forget the rows that were drawn: they may be drawn in another way now."""
        self._drawn.clear()
        self._current.clear()

    def _marks(self, row: int, highlighted: bool, drop: bool) -> RowMarks:
        selected, news = row in self.selected, self._news.rows
        return RowMarks(
            base=("cursor" if self.has_focus else "cursor-blurred")
            if highlighted
            else "selected"
            if selected or drop
            else PLAIN,
            highlighted=highlighted,
            selected=selected,
            new=row in news if news else None,
            width=self.line_width,
            terminal_width=self.app.size.width,
        )

    def _spans(self, index: int) -> Callable[[str], Spans]:
        """Return what finds the spans to highlight in the title of the row at an index."""
        if (shelf := self.shelf) is None:
            return lambda _: ()
        return partial(shelf.spans, field="title", related=shelf.is_related(index))

    def _placeholder(self, error: Exception, width: int) -> Strip:
        """Return the strip for a row that can't be drawn; each kind of error is reported once."""
        if (text := repr(error)) not in self._failed:
            self._failed.add(text)
            self.call_later(self._raise, error)
        return self._painter.words("  (can't be drawn)", width)

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw lines anew; without regions all of them, though only rows that look different by now."""
        if repaint and not regions:
            self._current.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _style(self, part: str) -> Style:
        if part not in self._styles:
            name, partial = f"paper-list--{part}", part not in ROW_PARTS
            style = self.rich_style if part == PLAIN else self.get_component_rich_style(name, partial=partial)
            self._styles[part] = style
        return self._styles[part]

    def notify_style_update(self) -> None:
        """Drop the styles of the previous theme."""
        self._styles.clear()
        self._forget()
        super().notify_style_update()

    # Events

    def on_resize(self) -> None:
        """Keep the highlighted row visible."""
        if self.shelf is not None:
            self._measure()
            self.call_after_refresh(self._reveal)
            if self._above:
                above, self._above = self._above, 0
                self.scroll_to(
                    y=self._rules.line(self.cursor) - above, animate=False, immediate=True, force=True
                )

    def on_click(self, event: events.Click) -> None:
        """Highlight the clicked row; open it on a double click."""
        index = self._at(event.y)
        if isinstance(index, Rule) or index >= len(self.rows):
            return
        if index == self.cursor and event.chain > 1 and event.button == 1:
            self.post_message(self.Chosen(self.rows[index]))
        self.go(index)
