"""The list of papers: draws the visible rows of a shelf, whatever its length."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status
from readerapp.library import Shelf
from readerapp.ui.cells import crop, cut_spans, marked
from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.glyphs import Glyphs
from readerapp.ui.new_since import NOTHING, News

DATES_FROM = 70
"""Columns of the terminal from which on dates are shown."""
MARKS_FROM = 50
"""Columns of the terminal from which on each mark has a column of its own."""
_RIGHT_WIDTH = 6
_LEFT, _LEFT_JOINED = 10, 4
"""Cells left of a title: with a column for each mark, and with one for all."""
_LINES = ("cursor", "cursor-blurred", "selected")
_PARTS = (
    *_LINES,
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
    """What one row of the list shows."""

    paper: Paper
    state: State
    place: int | None
    """In the queue."""
    right: str
    """What the list is sorted by."""


class PaperList(CrashGuard, ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a shelf; `cursor` is the highlighted index, `selected` the selected library rows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"paper-list--{part}" for part in _PARTS}

    shelf: var[Shelf | None] = var(None, init=False)
    cursor: var[int] = var(0, init=False)
    selected: var[frozenset[int]] = var(frozenset(), init=False)

    @dataclass
    class Highlighted(Message):
        """The highlighted row is another one now, or shows something else."""

        row: int | None

    @dataclass
    class Selected(Message):
        """Other papers are selected now, so many."""

        count: int

    @dataclass
    class Chosen(Message):
        """The highlighted paper was clicked."""

        row: int

    def __init__(self, look: Callable[[int], ListRow], glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look
        self._glyphs = glyphs
        self._styles: dict[str, Style] = {}
        self._range_from: int | None = None
        self._news = NOTHING
        self._above = 0
        self._failed: set[str] = set()
        self.by_reader = True
        """Whether the highlighted row is one the reader was on, not just the first of a new list."""

    # What is highlighted

    @property
    def row(self) -> int | None:
        """The library row that is highlighted; None in an empty list."""
        rows = self.shelf.rows if self.shelf else ()
        return rows[self.cursor] if self.cursor < len(rows) else None

    @property
    def cursor_y(self) -> int:
        """The line of the screen on which the highlighted row is."""
        return self.region.y + self._y(self.cursor)

    def _top(self, index: int) -> int:
        """How many lines are above an index, the divider counted: it is a line and no row."""
        return index + (0 < self._news.at <= index)

    def _y(self, index: int) -> int:
        """The line of the widget on which an index is shown."""
        return self._top(index) - self.scroll_offset.y

    def _index(self, y: int) -> int | None:
        """The index shown on a line of the widget; None for the divider."""
        line, at = y + self.scroll_offset.y, self._news.at
        return None if at and line == at else line - (0 < at < line)

    def _measure(self) -> None:
        rows = len(self.shelf.rows) if self.shelf else 0
        self.virtual_size = Size(self.scrollable_content_region.width, rows + bool(self._news.at))

    def begin(self, index: int, above: int) -> None:
        """Before anything is shown: the index to highlight, and how many lines are to be above it."""
        self.set_reactive(PaperList.cursor, index)
        self._above = above

    def show(self, shelf: Shelf, keep: int | None, nearest: int = 0, news: News = NOTHING) -> None:
        """Show a shelf, the row `keep` highlighted where it is on it, else the index `nearest`.

        A row that was highlighted only because it came first does not stay: the new first one is. The
        highlighted row stays where it is on the screen, but what comes in on top of the list comes in sight.
        """
        index = shelf.index(keep) if keep is not None else None
        self.by_reader = index is not None
        above = self.size.height if self._grows_on_top(shelf) else self._y(self.cursor)
        self._range_from = None
        self._news = news
        there = index if index is not None else max(0, min(nearest, len(shelf.rows) - 1))
        self.set_reactive(PaperList.cursor, there)
        self.shelf = shelf
        self._measure()
        self.scroll_to(y=max(0, self._top(there) - above), animate=False)
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
        """Highlight an index, the nearest there is."""
        self.by_reader = True
        last = len(self.shelf.rows) - 1 if self.shelf else -1
        self.cursor = max(0, min(index, last))

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw the two rows and keep the highlighted one in sight."""
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
        """The rows of half a page."""
        return max(1, self.size.height // 2)

    def select_none(self) -> None:
        """Select nothing, without a word of it."""
        self._range_from = None
        self.set_reactive(PaperList.selected, frozenset())
        self.refresh()

    def toggle_range(self) -> None:
        """Begin a range at the highlighted row, or end the one that was begun."""
        self._range_from = None if self._range_from is not None else self.cursor
        self._extend_range()

    def _extend_range(self) -> None:
        if self._range_from is not None and self.shelf:
            low, high = sorted((self._range_from, self.cursor))
            self.selected |= frozenset(self.shelf.rows[low : high + 1])

    def toggle_selected(self, rows: Iterable[int]) -> None:
        """Select rows that aren't, unselect those that are."""
        self.selected = self.selected ^ frozenset(rows)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        index = self._index(y)
        rows = self.shelf.rows if self.shelf else ()
        width = self.scrollable_content_region.width
        if index is None:
            return self._divider(width)
        if index >= len(rows):
            return Strip.blank(width, self.rich_style)
        try:
            return self._row(index, rows[index], width)
        except Exception as error:  # noqa: BLE001 - drawn again and again, it would end the app
            return self._undrawn(error, width)

    def _row(self, index: int, row: int, width: int) -> Strip:
        line = self._look(row)
        base = self._base(index, row)
        return Strip(self._segments(line, index, row, base, width), width).apply_style(base)

    def _undrawn(self, error: Exception, width: int) -> Strip:
        """What stands in a row's place; an error is told once, however many rows have it."""
        if (said := repr(error)) not in self._failed:
            self._failed.add(said)
            self.call_later(self._raise, error)
        return Strip([Segment(crop("  (can't be drawn)", width))], width).apply_style(self.rich_style)

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error

    def _divider(self, width: int) -> Strip:
        """The rule below what is new, its words where the titles begin."""
        glyphs = self._glyphs
        left = _LEFT if self.app.size.width >= MARKS_FROM else _LEFT_JOINED
        words = crop(
            f" {glyphs.upwards} {self._news.divider} ", max(0, width - left), glyphs.ellipsis
        ).rstrip()
        before = glyphs.rule * (left - 3)
        parts = [(before, "rule"), (words + " ", "quiet")]
        after = glyphs.rule * (width - sum(cell_len(text) for text, _ in parts))
        segments = [Segment(text, self._style(part)) for text, part in (*parts, (after, "rule"))]
        return Strip(segments, width).apply_style(self.rich_style)

    def _base(self, index: int, row: int) -> Style:
        if index == self.cursor:
            return self._style("cursor" if self.has_focus else "cursor-blurred")
        return self._style("selected") if row in self.selected else self.rich_style

    def _segments(self, line: ListRow, index: int, row: int, base: Style, width: int) -> list[Segment]:
        left = (
            self._marks(line, index, row)
            if self.app.size.width >= MARKS_FROM
            else self._joined(line, index, row)
        )
        right = self._new(row) + (self._dates(line) if self.app.size.width >= DATES_FROM else [])
        room = width - 1 - sum(segment.cell_length for segment in (*left, *right))
        return [*left, *self._title(line, room), Segment(" "), *right]

    def _new(self, row: int) -> list[Segment]:
        """The mark of what is new, where some of it stands among the rest."""
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

    def _joined(self, line: ListRow, index: int, row: int) -> list[Segment]:
        """The marks in one column: the queue place where there is one, else the status."""
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
        return [Segment(f" {crop(line.right.rjust(_RIGHT_WIDTH), _RIGHT_WIDTH)} ", self._style("quiet"))]

    def _style(self, part: str) -> Style:
        style = self._styles.get(part)
        if style is None:
            style = self.get_component_rich_style(f"paper-list--{part}", partial=part not in _LINES)
            self._styles[part] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._styles.clear()
        super().notify_style_update()

    # The world

    def on_resize(self) -> None:
        """Keep the highlighted row in sight."""
        if self.shelf:
            self._measure()
            self.call_after_refresh(self._reveal)
            if self._above:
                above, self._above = self._above, 0
                self.scroll_to(y=self._top(self.cursor) - above, animate=False, immediate=True, force=True)

    def on_click(self, event: events.Click) -> None:
        """Highlight what is clicked; a second click goes into it."""
        index = self._index(event.y)
        if self.shelf is None or index is None or index >= len(self.shelf.rows):
            return
        if index == self.cursor and event.chain > 1:
            self.post_message(self.Chosen(self.shelf.rows[index]))
        self.cursor = index
