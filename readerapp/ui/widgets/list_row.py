"""How a row of the list looks: its marks, title and dates, and a rule between rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, Self

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status
from readerapp.domain.text import clean_line
from readerapp.domain.values import dataclass
from readerapp.library.search.shelf import Why
from readerapp.settings import COLUMNS, Settings
from readerapp.ui.cells import Spans, crop, cut_spans, marked, split_line
from readerapp.ui.formatting import DATE_STYLES
from readerapp.ui.glyphs import Glyphs
from readerapp.ui.new_since import Rule

MIN_WIDTH_FOR_DATES = 70
"""Narrower terminals show no dates, nor why a paper is there."""
MIN_WIDTH_FOR_MARKS = 50
"""Narrower terminals show all marks in one column."""
_MIN_LIST_FOR_DATES, _MIN_LIST_FOR_MARKS = 44, 36
"""The same for a list that the reader made narrow beside a paper."""
_MIN_ROOM_FOR_WHY = 36
"""Cells of a title that can spare some for why it is there."""
_MIN_NOTE_CELLS = 12
"""A note cropped further would say nothing."""
_MAX_NOTE_LETTERS = 300
"""Of a note that are searched for its first line."""
_EMPHASIS = re.compile(r"(\*{1,3}|`)(?=\S)(.+?)(?<=\S)\1")
"""Underscores are left: they also stand in names."""
_MAX_AUTHORS = 4
_GAP = 2
_BAR_CELLS = 2
"""The cursor, and the mark of a selected row."""
NO_WHY = Why()
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
class RowLook:
    """How all rows look: the reader's settings."""

    columns: tuple[str, ...] = COLUMNS
    """What stands beside the titles."""
    date_cells: int = 6
    """Width of the column of dates."""
    lines: int = 1
    """Lines of a row; the second has the rest of the title and what else there is room for."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return how rows look with some settings."""
        return cls(settings.columns, DATE_STYLES[settings.dates].cells, 1 if settings.compact else 2)


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


def first_line(note: str) -> str:
    """Return the first line of a note, without the signs of a heading, a list, a quotation or emphasis."""
    plain = (_EMPHASIS.sub(r"\2", clean_line(line)) for line in note[:_MAX_NOTE_LETTERS].split("\n"))
    return next(filter(None, (line.lstrip("#>*-+ ") for line in plain)), "")


class RowPainter:
    """Draws rows of the list, with the styles of its parts."""

    look = RowLook()

    def __init__(self, glyphs: Glyphs, style: Callable[[str], Style]) -> None:
        self._glyphs = glyphs
        self._style = style

    def row(self, line: ListRow, marks: RowMarks, spans: Callable[[str], Spans]) -> tuple[Strip, ...]:
        """Return the lines of a row; `spans` finds what to highlight in its title."""
        left = self._bar(marks) + [mark for _, mark in self._left(line, marks.width, marks.terminal_width)]
        right = self._new(marks)
        if _has_dates(marks.width, marks.terminal_width) and "date" in self.look.columns:
            right += self._dates(line)
        indent = _cells(left)
        room = marks.width - 1 - indent - _cells(right)
        title, match, style = line.paper.title, spans(line.paper.title), self._style(marks.base)
        if self.look.lines == 1:
            texts = self._title_and_aside(line, room, match, marks)
            return (Strip([*left, *texts, Segment(" "), *right], marks.width).apply_style(style),)
        head, rest = split_line(title, room)
        at = len(title) - len(rest)
        top = self._title(line, head, room, match)
        below = self._below(line, rest, room, [(start - at, end - at) for start, end in match if end > at])
        left_below = Segment(crop(self._glyphs.cursor if marks.highlighted else " ", indent), left[0].style)
        after = " " * (marks.width - indent - room)
        return (
            Strip([*left, *top, Segment(" "), *right], marks.width).apply_style(style),
            Strip([left_below, *below, Segment(after)], marks.width).apply_style(style),
        )

    def _title_and_aside(self, line: ListRow, room: int, spans: Spans, marks: RowMarks) -> list[Segment]:
        """Return the title, and why it is there or else what the reader noted, if there is room for that."""
        why = self._why(line, room) if _has_dates(marks.width, marks.terminal_width) else []
        room -= _cells(why)
        used = cell_len(line.paper.title)
        note = self._note(line, room - used) if not why else []
        if not note:
            return [*self._title(line, line.paper.title, room, spans), *why]
        blank = Segment(" " * (room - used - _cells(note)))
        return [*self._title(line, line.paper.title, used, spans), *note, blank]

    def _below(self, line: ListRow, rest: str, room: int, spans: Spans) -> list[Segment]:
        """Return the second line: the rest of the title; a note, why it is there, or its authors."""
        used = min(room, cell_len(rest))
        title = self._title(line, rest, used, spans) if rest else []
        spare = room - used
        aside = self._note(line, spare, indented=bool(rest)) or self._why(line, spare + _GAP)
        if not (aside or rest):
            aside = [Segment(crop(self._authors(line.paper), room), self._style("quiet"))]
        return [*title, *aside, Segment(" " * (spare - _cells(aside)))]

    def _authors(self, paper: Paper) -> str:
        names = ", ".join(paper.authors[:_MAX_AUTHORS])
        return f"{names} {self._glyphs.ellipsis}" if len(paper.authors) > _MAX_AUTHORS else names

    def _why(self, line: ListRow, room: int) -> list[Segment]:
        """Return the words that say why a row is there: as many as leave most of the room to its title."""
        most = max(room * 2 // 5, room - cell_len(line.paper.title)) - _GAP
        segments: list[Segment] = []
        for word, style in why_parts(line.why) if room >= _MIN_ROOM_FOR_WHY else ():
            before = ", " if segments else ""
            most -= cell_len(before + word)
            if most < 0:
                break
            segments += (Segment(before, self._style("quiet")), Segment(word, self._style(style)))
        return [Segment(" " * _GAP), *segments] if segments else []

    def _note(self, line: ListRow, room: int, *, indented: bool = True) -> list[Segment]:
        """Return the first line of the reader's note, if that has room."""
        gap = " " * _GAP if indented else ""
        if not line.state.note or room < _MIN_NOTE_CELLS + len(gap):
            return []
        glyph, words = self._glyphs.note, first_line(line.state.note)
        text = crop(f"{gap}{glyph} {words}", room, self._glyphs.ellipsis).rstrip()
        return [Segment(text, self._style("quiet"))] if words else []

    def words(self, text: str, width: int) -> Strip:
        """Return a line of plain words."""
        return Strip([Segment(crop(text, width))], width).apply_style(self._style(PLAIN))

    def rule(self, rule: Rule, width: int, terminal_width: int) -> Strip:
        """Return a line between rows, its words aligned with the titles."""
        glyphs = self._glyphs
        left = _BAR_CELLS + sum(cells for _, cells in self.columns(width, terminal_width))
        label = f" {glyphs.upwards} {rule.words} " if rule.ends else f" {rule.words} "
        words = crop(label, max(0, width - left), glyphs.ellipsis).rstrip()
        before = glyphs.rule * max(0, left - (3 if rule.ends else 1))
        parts = [(before, "rule"), (words + " ", "quiet")]
        after = glyphs.rule * (width - sum(cell_len(text) for text, _ in parts))
        segments = [Segment(text, self._style(part)) for text, part in (*parts, (after, "rule"))]
        return Strip(segments, width).apply_style(self._style(PLAIN))

    def _new(self, marks: RowMarks) -> list[Segment]:
        """Return the column that marks new papers; none if all are above a rule."""
        if marks.new is None or "new" not in self.look.columns:
            return []
        return [Segment(self._glyphs.new if marks.new else " ", self._style("new"))]

    def _title(self, line: ListRow, text: str, room: int, spans: Spans) -> list[Segment]:
        """Return a title, or a part of it, in so many cells."""
        glyph = self._glyphs.ellipsis
        cropped = crop(text, room, glyph)
        quiet = line.state.status in (Status.READ, Status.ARCHIVED) or bool(line.why.muted)
        plain = self._style("quiet" if quiet else "title")
        return marked(cropped, cut_spans(spans, cropped, glyph), plain, self._style("match"))

    def columns(self, width: int, terminal_width: int) -> list[tuple[str, int]]:
        """Return the columns of marks before the title, behind the cursor, with the cells of each."""
        nothing = ListRow(Paper(key="", title=""), State(key=""), None, "")
        return [(name, mark.cell_length) for name, mark in self._left(nothing, width, terminal_width)]

    def mark_at(self, x: int, width: int, terminal_width: int) -> str:
        """Return the column of marks that a cell of a row is in; empty if it is in none."""
        end = _BAR_CELLS
        for name, cells in self.columns(width, terminal_width) if x >= end else ():
            if x < (end := end + cells):
                return name
        return ""

    def _left(self, line: ListRow, width: int, terminal_width: int) -> list[tuple[str, Segment]]:
        """Return the marks before the title: a column each, or joined if there is little room."""
        if terminal_width < MIN_WIDTH_FOR_MARKS or width < _MIN_LIST_FOR_MARKS:
            return self._joined_marks(line)
        state, glyphs, columns = line.state, self._glyphs, self.look.columns
        place = str(line.place) if line.place and line.place < 100 else "99" if line.place else ""
        note, code = glyphs.note if state.note else " ", glyphs.code if line.paper.has_code else " "
        marks = (
            ("status", glyphs.status(state.status), state.status.value),
            ("status", line.mark(glyphs), "queued"),
            ("note", note if "queue" in columns else f"{note} ", "quiet"),
            ("queue", f"{place:>2} ", "queued"),
            ("code", f"{code} ", "quiet"),
        )
        return [(name, Segment(text, self._style(part))) for name, text, part in marks if name in columns]

    def _joined_marks(self, line: ListRow) -> list[tuple[str, Segment]]:
        """Return all marks in one column: the place in the queue, else the status."""
        columns = self.look.columns
        if line.place and line.place < 10 and "queue" in columns:
            mark = Segment(str(line.place), self._style("queued"))
        elif "status" in columns:
            mark = Segment(self._glyphs.status(line.state.status), self._style(line.state.status.value))
        elif "queue" in columns:
            mark = Segment(" ")
        else:
            return []
        return [("", mark), ("", Segment(line.mark(self._glyphs), self._style("queued")))]

    def _bar(self, marks: RowMarks) -> list[Segment]:
        bar = self._glyphs.cursor if marks.highlighted else " "
        mark = self._glyphs.selected if marks.selected else " "
        return [Segment(bar + mark, self._style("unread"))]

    def _dates(self, line: ListRow) -> list[Segment]:
        cells = self.look.date_cells
        return [Segment(f" {crop(line.right.rjust(cells), cells)} ", self._style("quiet"))]


def _has_dates(width: int, terminal_width: int) -> bool:
    return terminal_width >= MIN_WIDTH_FOR_DATES and width >= _MIN_LIST_FOR_DATES


def _cells(segments: Iterable[Segment]) -> int:
    return sum(segment.cell_length for segment in segments)
