"""A full text, of which only the lines in sight are drawn."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

from readerapp.domain.values import NamedTuple
from readerapp.fulltext.blocks import FullText
from readerapp.fulltext.sections import Occurrence
from readerapp.ui.cells import whole_letters
from readerapp.ui.widgets.line_view import LineView
from readerapp.ui.widgets.text_layout import Layout, TextLine, lay_out

_MARGIN_CELLS = 1
_EMPTY = Layout((), ())


class Prepared(NamedTuple):
    """A text whose lines are broken for a width, and for math as TeX or not."""

    text: FullText
    layout: Layout
    made_for: tuple[int, bool]


class TextPage(LineView, can_focus=True, inherit_bindings=False):
    """Shows a text in the middle, and keeps its place at every width."""

    class Moved(Message):
        """Another line is on top."""

    def __init__(self, measure: int, *, id: str | None = None) -> None:
        """`measure` is the greatest width of a line in cells."""
        super().__init__(id=id)
        self._measure_cells = measure
        self._text: FullText | None = None
        self._layout = _EMPTY
        self._made_for: tuple[int, bool] = 0, False
        self._anchor = (0, 0)
        """The block and letter on top, which stay there when lines are broken elsewhere."""
        self._laying = False
        self._strips: dict[int, Strip] = {}
        self._hits: Sequence[Occurrence] = ()
        self._hit = -1
        self.tex = False
        """True to show displayed math as TeX."""

    # What is shown

    def prepare(self, text: FullText) -> Prepared:
        """Break the lines of a text that will be shown, in any thread."""
        made_for = self._made_for_now()
        return Prepared(text, lay_out(text, made_for[0], tex=made_for[1]), made_for)

    def show(self, prepared: Prepared, place: tuple[int, int]) -> None:
        """Show a text from a place on: a block, and letters of it."""
        self._text, self._layout, self._made_for = prepared
        self._anchor = place
        self._hits, self._hit = (), -1
        self.lay_out()

    @property
    def place(self) -> tuple[int, int]:
        """The block and letter on top."""
        return self._anchor

    @property
    def top(self) -> TextLine | None:
        """The line on top."""
        lines = self._layout.lines
        return lines[min(int(self.scroll_y), len(lines) - 1)] if lines else None

    @property
    def part(self) -> float:
        """How far the text is read, from 0 to 1."""
        height = self.scrollable_content_region.height
        below = len(self._layout.lines) - height
        return min(1.0, self.scroll_y / below) if below > 0 else 1.0

    def lay_out(self) -> None:
        """Break the lines for the width that there is; what is on top stays there."""
        made_for = self._made_for_now()
        if self._text is None or made_for[0] <= 0:
            return
        self._laying = True
        if made_for != self._made_for:
            self._layout, self._made_for = lay_out(self._text, made_for[0], tex=self.tex), made_for
        self.measure(len(self._layout.lines))
        self._laying = False
        self._go(self._layout.line(*self._anchor), keep=True)
        self._redraw()

    def _made_for_now(self) -> tuple[int, bool]:
        room = self.scrollable_content_region.width - 2 * _MARGIN_CELLS
        return min(room, self._measure_cells), self.tex

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        self._laying = True
        updated = super()._size_updated(size, virtual_size, container_size, layout)
        self._laying = False
        if updated:
            self.lay_out()
        return updated

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()
        self.post_message(self.Moved())

    def notify_style_update(self) -> None:
        """Draw all lines in the colours that there are now."""
        self._strips.clear()
        super().notify_style_update()

    # Going

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep what is on top by its place in the text."""
        super().watch_scroll_y(old_value, new_value)
        if not self._laying and (top := self.top) is not None:
            self._anchor = top.block, top.start
            self.post_message(self.Moved())

    def _go(self, line: int, *, keep: bool = False) -> None:
        self._laying = keep
        self.scroll_to(y=line, animate=False, immediate=True, force=True)
        self._laying = False

    def scroll_lines(self, lines: int) -> None:
        """Scroll by lines."""
        self._go(int(self.scroll_y) + lines)

    def scroll_pages(self, pages: float) -> None:
        """Scroll by pages, less a line to go on from."""
        height = self.scrollable_content_region.height
        self.scroll_lines(int(pages * max(1, height - 1)) or (1 if pages > 0 else -1))

    def go_to_end(self, *, last: bool) -> None:
        """Go to the beginning, or to the end."""
        self._go(len(self._layout.lines) if last else 0)

    def go_to(self, block: int) -> None:
        """Go to a block."""
        self._go(self._layout.line(block, 0))

    # Finding

    def mark(self, hits: Sequence[Occurrence]) -> None:
        """Mark what was found, and go to the first at or below the top; none unmarks all."""
        self._hits, self._hit = hits, -1
        if hits:
            at = bisect_left(hits, (*self._anchor, 0))
            self._go_to_hit(at if at < len(hits) else 0)
        self._redraw()

    def go_to_hit(self, by: int) -> tuple[int, int]:
        """Go to the next mark or one before. Return its number and how many there are; 0, 0 without any."""
        if not self._hits:
            return 0, 0
        self._go_to_hit((self._hit + by) % len(self._hits))
        self._redraw()
        return self._hit + 1, len(self._hits)

    @property
    def has_hits(self) -> bool:
        """True while something is marked."""
        return bool(self._hits)

    def _go_to_hit(self, number: int) -> None:
        self._hit = number
        hit = self._hits[number]
        line, height = self._layout.line(hit.block, hit.start), self.scrollable_content_region.height
        if not self.scroll_y <= line < self.scroll_y + height:
            self._go(max(0, line - height // 3))

    # Drawing

    @property
    def left(self) -> int:
        """The cells left blank before the lines."""
        return max(_MARGIN_CELLS, (self.scrollable_content_region.width - self._made_for[0]) // 2)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the text begins."""
        return self.content_region.offset + Offset(self.left, 0)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        number, width = y + int(self.scroll_y), self.scrollable_content_region.width
        if number >= len(self._layout.lines):
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get(number)
        if strip is None or strip.cell_length != width:
            if len(self._strips) > 2000:
                self._strips.clear()
            strip = self._strips[number] = self._strip(number, width)
        return strip

    def _strip(self, number: int, width: int) -> Strip:
        line = self._layout.lines[number]
        content = Content.styled(line.text, line.style) if line.style else Content(line.text)
        for (start, end), current in self._spans(line):
            for at, to in whole_letters(line.text, [(start, end)]):
                content = content.stylize("bold $match reverse" if current else "bold $match", at, to)
        if selected := self._selected(number, len(line.text)):
            content = content.stylize(self.screen.get_visual_style("screen--selection"), *selected)
        room = max(1, width - self.left)
        drawn = Visual.to_strips(self, content, room, 1, self.visual_style, apply_selection=False)
        blank = Segment(" " * self.left, self.rich_style)
        segments = [blank, *(drawn[0].apply_offsets(0, number) if drawn else ())]
        return Strip(segments).adjust_cell_length(width, self.rich_style or Style())

    # Selecting with the mouse

    def _selected(self, number: int, length: int) -> tuple[int, int] | None:
        selection = self.text_selection
        span = selection.get_span(number) if selection else None
        return (span[0], length if span[1] == -1 else span[1]) if span else None

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected."""
        self._strips.clear()
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text; lines of a paragraph are one again."""
        pieces, before = list[str](), -1
        for number, line in enumerate(self._layout.lines):
            if (selected := self._selected(number, len(line.text))) and line.text:
                joins = line.block == before and line.style != "$quiet"
                pieces += (" " if joins else "\n" if pieces else "", line.text[slice(*selected)].strip())
                before = line.block
        return "".join(pieces), "\n"

    def _spans(self, line: TextLine) -> list[tuple[tuple[int, int], bool]]:
        """Return which characters of a line are marked, and whether that is the mark gone to."""
        if not self._hits or line.indent < 0:
            return []
        letters = len(line.text) - line.indent
        spans = []
        at = bisect_left(self._hits, (line.block, max(0, line.start - 200), 0))
        while at < len(self._hits) and self._hits[at].block == line.block:
            hit = self._hits[at]
            start, end = max(0, hit.start - line.start), min(letters, hit.end - line.start)
            if start < end:
                spans.append(((line.indent + start, line.indent + end), at == self._hit))
            at += 1
        return spans
