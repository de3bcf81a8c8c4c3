"""How a row of the list looks: its marks, title and dates, and a rule between rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status
from readerapp.domain.values import dataclass
from readerapp.library.search.shelf import Why
from readerapp.ui.cells import Spans, crop, cut_spans, marked
from readerapp.ui.glyphs import Glyphs
from readerapp.ui.new_since import Rule

MIN_WIDTH_FOR_DATES = 70
"""Narrower terminals show no dates."""
MIN_WIDTH_FOR_MARKS = 50
"""Narrower terminals show all marks in one column."""
_MIN_ROOM_FOR_WHY = 36
"""Cells of a title that can spare some for why it is there."""
_GAP = 2
NO_WHY = Why()
_MARKS_CELLS, _JOINED_MARKS_CELLS = 10, 4
"""Width of the marks left of a title: a column each, or one for all."""
PLAIN = "plain"
ROW_PARTS = ("cursor", "cursor-blurred", "selected")
PARTS = (
    *ROW_PARTS,
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
    why: Why = NO_WHY
    """Why it is in its place."""
    today: str = ""
    """The reader's date, in ISO."""

    def mark(self, glyphs: Glyphs) -> str:
        """Return the mark of a paper that is put off, or back from that."""
        if self.state.is_back(self.today):
            return glyphs.back
        return glyphs.later if self.state.is_put_off(self.today) else " "


@dataclass(frozen=True, slots=True)
class RowMarks:
    """How the list marks a row, and the cells there are to draw it."""

    base: str
    """The part whose style the whole row has."""
    highlighted: bool
    selected: bool
    new: bool | None
    """None if no column marks new papers."""
    width: int
    terminal_width: int


def why_parts(why: Why) -> Iterator[tuple[str, Literal["match", "quiet"]]]:
    """Yield the words of a reason, each with how to show it: a watched one marked, others quietly."""
    if why.watched:
        yield why.watched, "match"
    if why.muted:
        yield f"muted: {why.muted}", "quiet"
    yield from ((word, "quiet") for word in why.words)


class RowPainter:
    """Draws rows of the list, with the styles of its parts."""

    date_cells = 6
    """Width of the column of dates."""

    def __init__(self, glyphs: Glyphs, style: Callable[[str], Style]) -> None:
        self._glyphs = glyphs
        self._style = style

    def row(self, line: ListRow, marks: RowMarks, spans: Callable[[str], Spans]) -> Strip:
        """Return a row; `spans` finds what to highlight in its title."""
        left = (self._marks if marks.terminal_width >= MIN_WIDTH_FOR_MARKS else self._joined_marks)(line)
        left = [*self._bar(marks), *left]
        right = self._new(marks)
        if marks.terminal_width >= MIN_WIDTH_FOR_DATES:
            right += self._dates(line)
        room = marks.width - 1 - sum(segment.cell_length for segment in (*left, *right))
        why = self._why(line, room) if marks.terminal_width >= MIN_WIDTH_FOR_DATES else []
        room -= sum(segment.cell_length for segment in why)
        segments = [*left, *self._title(line, room, spans), *why, Segment(" "), *right]
        return Strip(segments, marks.width).apply_style(self._style(marks.base))

    def _why(self, line: ListRow, room: int) -> list[Segment]:
        """Return the words that say why a row is there: as many as leave most of the room to its title."""
        most = max(room // 3, room - cell_len(line.paper.title)) - _GAP if room >= _MIN_ROOM_FOR_WHY else 0
        segments: list[Segment] = []
        for word, style in why_parts(line.why):
            before = f" {self._glyphs.separator} " if segments else ""
            most -= cell_len(before + word)
            if most < 0:
                break
            segments += (Segment(before, self._style("quiet")), Segment(word, self._style(style)))
        return [Segment(" " * _GAP), *segments] if segments else []

    def words(self, text: str, width: int) -> Strip:
        """Return a line of plain words."""
        return Strip([Segment(crop(text, width))], width).apply_style(self._style(PLAIN))

    def rule(self, rule: Rule, width: int, terminal_width: int) -> Strip:
        """Return a line between rows, its words aligned with the titles."""
        glyphs = self._glyphs
        left = _MARKS_CELLS if terminal_width >= MIN_WIDTH_FOR_MARKS else _JOINED_MARKS_CELLS
        label = f" {glyphs.upwards} {rule.words} " if rule.ends else f" {rule.words} "
        words = crop(label, max(0, width - left), glyphs.ellipsis).rstrip()
        before = glyphs.rule * (left - (3 if rule.ends else 1))
        parts = [(before, "rule"), (words + " ", "quiet")]
        after = glyphs.rule * (width - sum(cell_len(text) for text, _ in parts))
        segments = [Segment(text, self._style(part)) for text, part in (*parts, (after, "rule"))]
        return Strip(segments, width).apply_style(self._style(PLAIN))

    def _new(self, marks: RowMarks) -> list[Segment]:
        """Return the column that marks new papers; none if all are above a rule."""
        if marks.new is None:
            return []
        return [Segment(self._glyphs.new if marks.new else " ", self._style("new"))]

    def _title(self, line: ListRow, room: int, spans: Callable[[str], Spans]) -> list[Segment]:
        title, glyph = line.paper.title, self._glyphs.ellipsis
        cropped = crop(title, room, glyph)
        quiet = line.state.status in (Status.READ, Status.ARCHIVED) or bool(line.why.muted)
        plain = self._style("quiet" if quiet else "title")
        return marked(cropped, cut_spans(spans(title), cropped, glyph), plain, self._style("match"))

    def _marks(self, line: ListRow) -> list[Segment]:
        state, glyphs = line.state, self._glyphs
        place = str(line.place) if line.place and line.place < 100 else "99" if line.place else ""
        return [
            Segment(glyphs.status(state.status), self._style(state.status.value)),
            Segment(line.mark(glyphs), self._style("queued")),
            Segment(glyphs.note if state.note else " ", self._style("quiet")),
            Segment(f"{place:>2} ", self._style("queued")),
            Segment(glyphs.code if line.paper.has_code else " ", self._style("quiet")),
            Segment(" "),
        ]

    def _joined_marks(self, line: ListRow) -> list[Segment]:
        """Return all marks in one column: the place in the queue, else the status."""
        if line.place and line.place < 10:
            mark = Segment(str(line.place), self._style("queued"))
        else:
            mark = Segment(self._glyphs.status(line.state.status), self._style(line.state.status.value))
        return [mark, Segment(line.mark(self._glyphs), self._style("queued"))]

    def _bar(self, marks: RowMarks) -> list[Segment]:
        bar = self._glyphs.cursor if marks.highlighted else " "
        mark = self._glyphs.selected if marks.selected else " "
        return [Segment(bar + mark, self._style("unread"))]

    def _dates(self, line: ListRow) -> list[Segment]:
        cells = self.date_cells
        return [Segment(f" {crop(line.right.rjust(cells), cells)} ", self._style("quiet"))]
