"""The list of papers: draws only the visible rows, so that its length doesn't matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status
from readerapp.domain.values import dataclass
from readerapp.library import Shelf
from readerapp.ui.cells import crop, cut_spans, marked
from readerapp.ui.glyphs import Glyphs
from readerapp.ui.new_since import NO_NEWS, News
from readerapp.ui.widgets.line_view import LineView

MIN_WIDTH_FOR_DATES = 70
"""Narrower terminals show no dates."""
MIN_WIDTH_FOR_MARKS = 50
"""Narrower terminals show all marks in one column."""
_DATE_CELLS = 6
_MARKS_CELLS, _JOINED_MARKS_CELLS = 10, 4
"""Width of the marks left of a title: a column each, or one for all."""
_PLAIN = "plain"
_ROW_PARTS = ("cursor", "cursor-blurred", "selected")
_PARTS = (
    *_ROW_PARTS,
    "title",
    "quiet",
    "match",
    "rule",
    "new",
    "unread",
    "reading",
    "read",
    "archived",
    "queued",
)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the list."""

    paper: Paper
    state: State
    place: int | None
    """Place in the queue, from 1."""
    right: str
    """The value that the list is sorted by."""


class PaperList(LineView, can_focus=True):
    """Shows a shelf; `cursor` is the highlighted index, `selected` the selected library rows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"paper-list--{part}" for part in _PARTS}

    shelf: var[Shelf | None] = var(None, init=False)
    cursor: var[int] = var(0, init=False)
    selected: var[frozenset[int]] = var(frozenset(), init=False)

    @dataclass
    class Highlighted(Message):
        """Another row is highlighted, or the highlighted one has changed."""

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
        self._glyphs = glyphs
        self._styles: dict[str, Style] = {}
        self._range_from: int | None = None
        self._news = NO_NEWS
        self._above = 0
        self._failed: set[str] = set()
        self.by_reader = True
        """True if the reader moved to the highlighted row; False if it is just the first of a new list."""

    # Highlight

    @property
    def row(self) -> int | None:
        """The highlighted library row; None in an empty list."""
        rows = self.shelf.rows if self.shelf else ()
        return rows[self.cursor] if self.cursor < len(rows) else None

    @property
    def cursor_y(self) -> int:
        """The highlighted row's line on the screen."""
        return self.region.y + self._y(self.cursor)

    def _top(self, index: int) -> int:
        """Return the number of lines above an index, including the divider."""
        return index + (0 < self._news.at <= index)

    def _y(self, index: int) -> int:
        """Return the widget's line that shows an index."""
        return self._top(index) - self.scroll_offset.y

    def _index(self, y: int) -> int | None:
        """Return the index on a line of the widget; None for the divider."""
        line, at = y + self.scroll_offset.y, self._news.at
        return None if at and line == at else line - (0 < at < line)

    def _measure(self) -> None:
        rows = len(self.shelf.rows) if self.shelf else 0
        self.measure(rows + bool(self._news.at))

    def begin(self, index: int, above: int) -> None:
        """Set the index to highlight in the first list, and the lines to show above it."""
        self.set_reactive(PaperList.cursor, index)
        self._above = above

    def show(self, shelf: Shelf, keep: int | None, nearest: int = 0, news: News = NO_NEWS) -> None:
        """Show a shelf; highlight the row `keep` if it is there, else the index `nearest`.

        The highlighted row stays at its place on the screen, unless papers added on top would be hidden.
        """
        index = shelf.index(keep) if keep is not None else None
        self.by_reader = index is not None
        above = self.size.height if self._grows_on_top(shelf) else self._y(self.cursor)
        self._range_from = None
        self._news = news
        cursor = index if index is not None else max(0, min(nearest, len(shelf.rows) - 1))
        self.set_reactive(PaperList.cursor, cursor)
        self.shelf = shelf
        self._measure()
        self.scroll_to(y=max(0, self._top(cursor) - above), animate=False)
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self.row))

    def _grows_on_top(self, shelf: Shelf) -> bool:
        before = self.shelf
        same = before and (before.query, before.order) == (shelf.query, shelf.order)
        return bool(same) and not self.scroll_offset.y

    def move(self, by: int) -> None:
        """Move the highlight, stopping at both ends."""
        self.go(self.cursor + by)

    def go(self, index: int) -> None:
        """Highlight an index, or the nearest valid one."""
        self.by_reader = True
        last = len(self.shelf.rows) - 1 if self.shelf else -1
        self.cursor = max(0, min(index, last))

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw both rows and keep the highlighted one visible."""
        self.refresh_lines(self._top(before), 1)
        self.refresh_lines(self._top(now), 1)
        self._reveal()
        self._extend_range()
        self.post_message(self.Highlighted(self.row))

    def watch_selected(self) -> None:
        """Redraw the marks."""
        self.refresh()
        self.post_message(self.Selected(len(self.selected)))

    def _reveal(self) -> None:
        margin = min(2, max(0, (self.size.height - 1) // 2))
        line = self._top(self.cursor)
        top = max(0, line - margin)
        self.scroll_to_region(
            Region(0, top, 1, line + margin + 1 - top), animate=False, immediate=True, force=True
        )

    def half_page(self) -> int:
        """Return the number of rows in half a page."""
        return max(1, self.size.height // 2)

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
        if self._range_from is not None and self.shelf:
            low, high = sorted((self._range_from, self.cursor))
            self.selected |= frozenset(self.shelf.rows[low : high + 1])

    def toggle_selected(self, rows: Iterable[int]) -> None:
        """Toggle the selection of rows."""
        self.selected = self.selected ^ frozenset(rows)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        index = self._index(y)
        rows = self.shelf.rows if self.shelf else ()
        width = self.line_width
        if index is None:
            return self._divider(width)
        if index >= len(rows):
            return Strip.blank(width, self._style(_PLAIN))
        try:
            return self._row(index, rows[index], width)
        except Exception as error:  # noqa: BLE001 - rows are drawn often: repeated errors would end the app
            return self._placeholder(error, width)

    def _row(self, index: int, row: int, width: int) -> Strip:
        line = self._look(row)
        base = self._base(index, row)
        return Strip(self._segments(line, index, row, base, width), width).apply_style(base)

    def _placeholder(self, error: Exception, width: int) -> Strip:
        """Return the strip for a row that can't be drawn; each kind of error is reported once."""
        if (text := repr(error)) not in self._failed:
            self._failed.add(text)
            self.call_later(self._raise, error)
        return Strip([Segment(crop("  (can't be drawn)", width))], width).apply_style(self._style(_PLAIN))

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error

    def _divider(self, width: int) -> Strip:
        """Return the rule below the new papers, its text aligned with the titles."""
        glyphs = self._glyphs
        left = _MARKS_CELLS if self.app.size.width >= MIN_WIDTH_FOR_MARKS else _JOINED_MARKS_CELLS
        words = crop(
            f" {glyphs.upwards} {self._news.divider} ", max(0, width - left), glyphs.ellipsis
        ).rstrip()
        before = glyphs.rule * (left - 3)
        parts = [(before, "rule"), (words + " ", "quiet")]
        after = glyphs.rule * (width - sum(cell_len(text) for text, _ in parts))
        segments = [Segment(text, self._style(part)) for text, part in (*parts, (after, "rule"))]
        return Strip(segments, width).apply_style(self._style(_PLAIN))

    def _base(self, index: int, row: int) -> Style:
        if index == self.cursor:
            return self._style("cursor" if self.has_focus else "cursor-blurred")
        return self._style("selected") if row in self.selected else self._style(_PLAIN)

    def _segments(self, line: ListRow, index: int, row: int, base: Style, width: int) -> list[Segment]:
        left = (
            self._marks(line, index, row)
            if self.app.size.width >= MIN_WIDTH_FOR_MARKS
            else self._joined_marks(line, index, row)
        )
        right = self._new(row) + (self._dates(line) if self.app.size.width >= MIN_WIDTH_FOR_DATES else [])
        room = width - 1 - sum(segment.cell_length for segment in (*left, *right))
        return [*left, *self._title(line, room), Segment(" "), *right]

    def _new(self, row: int) -> list[Segment]:
        """Return the column that marks new papers; none if all are above the divider."""
        if not self._news.rows:
            return []
        return [Segment(self._glyphs.new if row in self._news.rows else " ", self._style("new"))]

    def _title(self, line: ListRow, room: int) -> list[Segment]:
        title, glyph = line.paper.title, self._glyphs.ellipsis
        cropped = crop(title, room, glyph)
        spans = cut_spans(self.shelf.spans(title, "title"), cropped, glyph) if self.shelf else []
        quiet = line.state.status in (Status.READ, Status.ARCHIVED)
        return marked(cropped, spans, self._style("quiet" if quiet else "title"), self._style("match"))

    def _marks(self, line: ListRow, index: int, row: int) -> list[Segment]:
        state, glyphs = line.state, self._glyphs
        place = str(line.place) if line.place and line.place < 100 else "99" if line.place else ""
        return [
            *self._bar(index, row),
            Segment(glyphs.status(state.status), self._style(state.status.value)),
            Segment(" "),
            Segment(glyphs.note if state.note else " ", self._style("quiet")),
            Segment(f"{place:>2} ", self._style("queued")),
            Segment(glyphs.code if line.paper.has_code else " ", self._style("quiet")),
            Segment(" "),
        ]

    def _joined_marks(self, line: ListRow, index: int, row: int) -> list[Segment]:
        """Return all marks in one column: the place in the queue, else the status."""
        if line.place and line.place < 10:
            mark = Segment(str(line.place), self._style("queued"))
        else:
            mark = Segment(self._glyphs.status(line.state.status), self._style(line.state.status.value))
        return [*self._bar(index, row), mark, Segment(" ")]

    def _bar(self, index: int, row: int) -> list[Segment]:
        bar = self._glyphs.cursor if index == self.cursor else " "
        mark = self._glyphs.selected if row in self.selected else " "
        return [Segment(bar + mark, self._style("unread"))]

    def _dates(self, line: ListRow) -> list[Segment]:
        return [Segment(f" {crop(line.right.rjust(_DATE_CELLS), _DATE_CELLS)} ", self._style("quiet"))]

    def _style(self, part: str) -> Style:
        if part not in self._styles:
            name, partial = f"paper-list--{part}", part not in _ROW_PARTS
            style = (
                self.rich_style if part == _PLAIN else self.get_component_rich_style(name, partial=partial)
            )
            self._styles[part] = style
        return self._styles[part]

    def notify_style_update(self) -> None:
        """Drop the styles of the previous theme."""
        self._styles.clear()
        super().notify_style_update()

    # Events

    def on_resize(self) -> None:
        """Keep the highlighted row visible."""
        if self.shelf:
            self._measure()
            self.call_after_refresh(self._reveal)
            if self._above:
                above, self._above = self._above, 0
                self.scroll_to(y=self._top(self.cursor) - above, animate=False, immediate=True, force=True)

    def on_click(self, event: events.Click) -> None:
        """Highlight the clicked row; open it on a double click."""
        index = self._index(event.y)
        if self.shelf is None or index is None or index >= len(self.shelf.rows):
            return
        if index == self.cursor and event.chain > 1:
            self.post_message(self.Chosen(self.shelf.rows[index]))
        self.go(index)
