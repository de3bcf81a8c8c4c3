"""Lines to choose from, narrowed by what is typed; draws only those in sight, so that many cost nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from readerapp.domain.text import clean_line, fold
from readerapp.domain.values import NamedTuple, dataclass
from readerapp.ui.cells import Spans, crop, crop_title, cut_spans, marked
from readerapp.ui.matching import match_misspelt, match_words
from readerapp.ui.widgets.line_view import LineView

_GAP = 2
_MAX_NAME_PART = 0.6
"""Of the width, at most, for the names; the details have the rest."""
_MIN_DETAIL_CELLS = 8
"""Less of a detail would say nothing."""
_MAX_CORRECTED = 500
"""Spelling is corrected among no more choices: it compares all their words."""
_MAX_RANKED = 1000
"""More choices keep their order, and must have the words as typed: a key shall not wait for a ranking."""
_BAR = "▌"


@dataclass(frozen=True, slots=True)
class Pickable:
    """One line to choose. All but its value and name are optional."""

    value: str
    """What choosing it returns."""
    name: str
    detail: str = ""
    """Shown quietly beside the name; typed words find it there, too."""
    key: str = ""
    """A character that chooses it directly while nothing is typed."""
    group: str = ""
    """The head it stands under, with the others of that group, until something is typed."""
    right: str = ""
    """Shown at the right edge, as a count."""
    words: str = ""
    """Other words that find it."""
    active: bool = False
    """Whether it is what holds now: underlined."""
    quiet: bool = False
    """Whether it can't be chosen now: shown quietly."""


class _Line(NamedTuple):
    choice: Pickable | None
    head: str = ""
    spans: Spans | None = ()
    """Parts of the name to mark; None while they are not known."""


class ChoiceList(LineView, can_focus=False):
    """Shows choices; `highlighted` is the one that enter chooses. The focus stays in a box beside it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"choice-list--{part}"
        for part in ("key", "detail", "match", "head", "bar", "active", "right", "cursor")
    }

    cursor: var[int] = var(0, init=False)
    """The highlighted line; -1 if none is."""

    @dataclass
    class Clicked(Message):
        """A choice was clicked."""

        choice: Pickable

    @dataclass
    class Highlighted(Message):
        """Another choice is highlighted; None if none is."""

        choice: Pickable | None

    def __init__(self, choices: Sequence[Pickable], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = choices
        self._typed = ""
        self._lines: list[_Line] = []
        self._measure_columns()
        self._fill(choices)
        self.set_reactive(ChoiceList.cursor, self._first())

    # What it shows

    @property
    def widest(self) -> int:
        """Cells that its widest line takes, with all of its detail."""
        details = max((_GAP + cell_len(it.detail) for it in self._choices if it.detail), default=0)
        return 1 + self._key_cells + self._name_cells + details + self._right_cells

    @property
    def highlighted(self) -> Pickable | None:
        """The highlighted choice; None if there is none."""
        return self._lines[self.cursor].choice if 0 <= self.cursor < len(self._lines) else None

    @property
    def choices(self) -> Sequence[Pickable]:
        """All choices, whether they match or not."""
        return self._choices

    def offer(self, choices: Sequence[Pickable], highlight: str | None = None) -> None:
        """Show other choices, narrowed as before; highlight a value, else the one highlighted before."""
        before = self.highlighted
        keep = highlight if highlight is not None else before.value if before else None
        self._choices = choices
        self._measure_columns()
        self._fill(choices)
        self._show(keep)

    def narrow(self, typed: str) -> None:
        """Show only the choices that match what is typed, best first; all of them if that is nothing."""
        before = self._typed
        self._typed = typed
        shown = {line.choice.value for line in self._lines if line.choice}
        wider = not before.strip() or not typed.startswith(before)
        self._fill(self._choices if wider else [it for it in self._choices if it.value in shown])
        self._show(None)

    def _measure_columns(self) -> None:
        cells = len if len(self._choices) > _MAX_RANKED else cell_len  # names so many are cropped anyway
        self._name_cells = max((cells(it.name) for it in self._choices), default=0)
        self._key_cells = max((cell_len(it.key) + _GAP for it in self._choices if it.key), default=0)
        self._right_cells = max((_GAP + cells(it.right) + 1 for it in self._choices if it.right), default=0)
        self._folded: list[str] = []

    def _fill(self, choices: Sequence[Pickable]) -> None:
        self._lines = list(self._matching(choices) if self._typed.strip() else self._grouped(choices))

    def _matching(self, choices: Sequence[Pickable]) -> Iterator[_Line]:
        words = fold(self._typed).split()
        if len(self._choices) > _MAX_RANKED:
            return self._containing(words)
        found = [
            (match, choice)
            for choice in choices
            if (match := match_words(words, choice.name, f"{choice.detail} {choice.words}"))
        ]
        if not found and len(self._choices) <= _MAX_CORRECTED:
            found = [
                (match, choice)
                for choice in self._choices
                if (match := match_misspelt(words, f"{choice.name} {choice.detail} {choice.words}"))
            ]
        found.sort(key=lambda pair: pair[0].rank)
        return (_Line(choice, spans=match.spans) for match, choice in found)

    def _containing(self, words: list[str]) -> Iterator[_Line]:
        """Yield the choices with all words, in their order; what to mark is found as they are drawn."""
        if not self._folded:
            self._folded = [fold(f"{it.name} {it.detail} {it.words}") for it in self._choices]
        for choice, text in zip(self._choices, self._folded, strict=True):
            if all(word in text for word in words):
                yield _Line(choice, spans=None)

    @staticmethod
    def _grouped(choices: Sequence[Pickable]) -> Iterator[_Line]:
        group = ""
        for choice in choices:
            if choice.group != group:
                group = choice.group
                yield _Line(None, group)
            yield _Line(choice)

    def _show(self, keep: str | None) -> None:
        values = [line.choice.value if line.choice else None for line in self._lines]
        first = self._first()
        self.measure(len(self._lines))
        self.set_reactive(ChoiceList.cursor, values.index(keep) if keep in values and keep else first)
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self.highlighted))

    def _first(self) -> int:
        """Return the line of the first choice, which may have a head above it."""
        return next((at for at, line in enumerate(self._lines) if line.choice), 0)

    # Moving

    def move(self, by: int) -> None:
        """Move the highlight by choices, stopping at both ends."""
        places = [at for at, line in enumerate(self._lines) if line.choice]
        if places:
            now = places.index(self.cursor) if self.cursor in places else -1
            self.cursor = places[max(0, min(now + by, len(places) - 1))]

    def page(self) -> int:
        """Return the number of lines in a page."""
        return max(1, self.size.height - 1)

    def highlight(self, value: str) -> None:
        """Highlight the choice with a value, if it is shown."""
        self._show(value)

    def highlight_none(self) -> None:
        """Highlight nothing, until the reader moves."""
        self.cursor = -1

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the highlighted line starts on the screen."""
        return self.region.offset + Offset(0, self.cursor - self.scroll_offset.y)

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw both lines anew and keep the highlighted one in sight."""
        self._reveal()
        for line in (before, now):
            if line >= 0:
                self.refresh_lines(line, 1)
        self.post_message(self.Highlighted(self.highlighted))

    def _reveal(self) -> None:
        if self.cursor < 0:
            return
        head = self.cursor > 0 and not self._lines[self.cursor - 1].choice if self._lines else False
        top = self.cursor - head
        self.scroll_to_region(Region(0, top, 1, 1 + head), animate=False, immediate=True, force=True)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        at, width = y + self.scroll_offset.y, self.line_width
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[at]
        if line.choice is None:
            head = [Segment(crop(f" {line.head}", width), self._style("head"))]
            return Strip(head, width).apply_style(self.rich_style)
        highlighted = at == self.cursor
        base = self._style("cursor", partial=False) if highlighted else self.rich_style
        spans = self._spans(line.choice) if line.spans is None else line.spans
        return Strip(self._parts(line.choice, spans, highlighted, width), width).apply_style(base)

    def _spans(self, choice: Pickable) -> Spans:
        match = match_words(fold(self._typed).split(), choice.name, f"{choice.detail} {choice.words}")
        return match.spans if match else ()

    def _parts(self, choice: Pickable, spans: Spans, highlighted: bool, width: int) -> list[Segment]:
        parts = [Segment(_BAR, self._style("bar")) if highlighted else Segment(" ")]
        parts += [Segment(crop(choice.key, self._key_cells), self._style("key"))] * bool(self._key_cells)
        own = _GAP + cell_len(choice.right) + 1 if choice.right else 0
        ends = self._right_cells if choice.detail else own  # without a column before it none has to be even
        room = max(0, width - 1 - self._key_cells - ends)
        names = min(self._name_cells, room if room < 2 * _MIN_DETAIL_CELLS else int(room * _MAX_NAME_PART))
        if not choice.detail or room - names - _GAP < _MIN_DETAIL_CELLS:
            names = room
        whole = choice.name if spans or cell_len(choice.name) <= names else crop_title(choice.name, names)
        name = crop(whole, names)
        plain = (
            self._style("active" if choice.active else "detail") if choice.active or choice.quiet else Style()
        )
        parts += marked(name, cut_spans(spans, name, "…"), plain, self._style("match"))
        if names < room:
            detail = " " * _GAP + clean_line(choice.detail)
            parts.append(Segment(crop(detail, room - names), self._style("detail")))
        if ends:
            right = self._style("detail" if choice.quiet else "right")
            parts.append(Segment(choice.right.rjust(ends - 1) + " ", right))
        return parts

    def _style(self, part: str, *, partial: bool = True) -> Style:
        return self.get_component_rich_style(f"choice-list--{part}", partial=partial)

    # Events

    def on_resize(self) -> None:
        """Keep the highlighted line in sight."""
        self.measure(len(self._lines))
        self.call_after_refresh(self._reveal)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked line."""
        at = event.y + self.scroll_offset.y
        if at < len(self._lines) and (choice := self._lines[at].choice):
            event.stop()
            self.cursor = at
            self.post_message(self.Clicked(choice))
