"""The paper pane: title, facts, abstract, links, tags and note."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.query import NoMatches
from textual.geometry import Size
from textual.reactive import var
from textual.style import Style
from textual.widget import Widget

from readerapp.domain.dates.days import day_of
from readerapp.domain.paper import SAMPLES, Paper
from readerapp.domain.state import LONG_QUEUED_DAYS, State
from readerapp.domain.values import dataclass
from readerapp.library import Shelf
from readerapp.ui.bindings import bindings
from readerapp.ui.cells import Spans, whole_letters
from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.formatting import ago, ordinal, weekday
from readerapp.ui.glyphs import Glyphs
from readerapp.ui.terminal.app import TerminalApp
from readerapp.ui.terminal.encoding import link_target
from readerapp.ui.widgets.frame import Frame
from readerapp.ui.widgets.wrapped_text import WrappedText

Named = Callable[[str], tuple[str, str] | None]
"""Returns the key and title of the paper that a reference in a note names."""
_MAX_SCROLL_POSITIONS = 500
_MAX_AUTHORS = 10
_MIN_SPARKLINE_POINTS = 3
_MAX_SPARKLINE_CELLS = 20


@dataclass(frozen=True, slots=True)
class PaperDetails:
    """A paper and everything else the pane shows."""

    paper: Paper
    state: State
    place: int | None
    shelf: Shelf
    now: datetime
    related: bool = False
    """True if it doesn't match all of the query, but is near."""
    why: Content | None = None
    """Why it is where it is in the list."""

    def spans(self, text: str, field: str) -> Spans:
        """Return the ranges of one of its texts to highlight."""
        return self.shelf.spans(text, field, related=self.related)


class PaperView(CrashGuard, Frame, VerticalScroll, can_focus=True, inherit_bindings=False):
    """Shows one paper, and remembers the scroll position of each."""

    BINDINGS: ClassVar = bindings("paper")
    text = getters.query_one("#paper-text", WrappedText)
    shown: var[PaperDetails | None] = var(None, init=False)

    def __init__(
        self, glyphs: Glyphs, measure: int, named: Named = lambda _: None, *, id: str | None = None
    ) -> None:
        """`measure` is the greatest width of a line in cells; `named` finds the papers that notes name."""
        super().__init__(id=id)
        self._named = named
        self._measure = measure
        self._glyphs = glyphs
        self._scrolled: dict[str, tuple[int, int]] = {}
        """The letter at the top of each paper that was left scrolled."""

    def compose(self) -> ComposeResult:
        """Lay out the text; a note is mounted below it if there is one."""
        yield WrappedText(self._measure, id="paper-text")

    def action_down(self) -> None:
        """Scroll down a line."""
        self._scroll(1)

    def action_up(self) -> None:
        """Scroll up a line."""
        self._scroll(-1)

    def action_half_page_down(self) -> None:
        """Scroll down half a page."""
        self._scroll(max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        """Scroll up half a page."""
        self._scroll(-max(1, self.size.height // 2))

    def action_first(self) -> None:
        """Scroll to the top."""
        self._scrolling.scroll_home(animate=False)

    def action_last(self) -> None:
        """Scroll to the end."""
        self._scrolling.scroll_end(animate=False)

    def page_down(self) -> bool:
        """Scroll down a page, less a line to go on from. Return False at the end."""
        before = self.top
        self._scroll(max(1, self.scrollable_content_region.height - 1))
        return self.top > before

    def _scroll(self, lines: int) -> None:
        self._scrolling.scroll_relative(y=lines, animate=False, immediate=True)

    @property
    def _scrolling(self) -> Widget:
        """What scrolls: the text, or with a note below it the pane."""
        return self if self.has_class("-note") else self.text

    @property
    def top(self) -> float:
        """The number of lines scrolled out at the top."""
        return self._scrolling.scroll_y

    def watch_shown(self, before: PaperDetails | None, now: PaperDetails | None) -> None:
        """Redraw the pane; a paper seen before keeps its scroll position."""
        if before and before.paper.key != (now.paper.key if now else None):
            self._keep_place(before.paper.key)
            if self.is_mounted and self.text.text_selection:
                self.screen.clear_selection()
        self.set_class(bool(now and now.state.note), "-note")
        self.text.show(self._text(now) if now else Content())
        if self.is_mounted:
            self._show_note(now.state.note if now else "")
        if now and (before is None or before.paper.key != now.paper.key):
            letter = self._scrolled.get(now.paper.key)
            self._scrolling.scroll_to(y=self.text.line(letter) if letter else 0, animate=False, force=True)

    def reread(self, key: str) -> None:
        """Show a paper from its top when it is next shown."""
        self._scrolled.pop(key, None)

    def centre(self, centred: bool) -> None:
        """Show the text in the middle of the pane, or to the left."""
        self.text.centred = centred

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        if size.width != self.outer_size.width and self.has_class("-note") and self.text.top is None:
            self.text.top = self.scroll_y
        return super()._size_updated(size, virtual_size, container_size, layout)

    def wrap(self, measure: int) -> None:
        """Wrap the text at another greatest width; what is at the top stays there."""
        self.text.max_cells = measure
        self.text.rewrap()
        self.text.refresh(layout=self.has_class("-note"))
        self._align_note()

    def on_resize(self) -> None:
        """Keep the note below the text."""
        self._align_note()

    def _align_note(self) -> None:
        for note in self.query("#paper-note"):
            note.styles.offset = (self.text.left, 0)
            note.styles.max_width = self.text.max_cells + note.styles.padding.width

    def prepare(self, next_one: PaperDetails) -> None:
        """Get ready for a paper that may be shown next."""
        self.text.prepare(self._text(next_one))

    def on_mount(self) -> None:
        """Show the note of a paper that was set before the pane was mounted."""
        if self.shown:
            self._show_note(self.shown.state.note)

    def _keep_place(self, key: str) -> None:
        self._scrolled.pop(key, None)
        if self.top:
            self._scrolled[key] = self.text.letter(self.top)
        if len(self._scrolled) > _MAX_SCROLL_POSITIONS:
            del self._scrolled[next(iter(self._scrolled))]

    def _show_note(self, note: str) -> None:
        try:
            widget: Widget | None = self.query_one("#paper-note")
        except NoMatches:
            widget = None
        if not note:
            if widget:
                widget.display = False
            return
        from readerapp.ui.widgets.note_view import NoteView

        if isinstance(widget, NoteView):
            widget.display = True
            self._align_note()
            if widget.source != note:
                widget.update(note)
        else:
            self.mount(NoteView(note, self._named, id="paper-note"))
            self._align_note()

    def _text(self, shown: PaperDetails) -> Content:
        parts = [*self._heading(shown), *self._abstract(shown), *self._links(shown.paper)]
        parts += [*self._keywords(shown), *self._note_heading(shown)]
        return Content("\n").join(parts)

    def _heading(self, shown: PaperDetails) -> Iterator[Content]:
        paper = shown.paper
        yield highlighted(paper.title, shown.spans(paper.title, "title"), "bold")
        if paper.authors:
            names = _authors(paper.authors)
            yield highlighted(names, shown.spans(names, "authors"), "$quiet")
        yield Content(f" {self._glyphs.separator} ").join(self._facts(shown)).stylize_before("$quiet")
        if history := self._timeline(shown):
            yield Content.styled(history, "$quiet")
        if shown.why:
            yield shown.why

    def _timeline(self, shown: PaperDetails) -> str:
        """Return the paper's listings and votes over time; empty if it was only seen once."""
        if len(shown.paper.sightings) < 2:
            return ""
        from readerapp.domain.timeline import timeline  # few papers need it: don't slow down the first paint

        history, glyphs = timeline(shown.paper, shown.now), self._glyphs
        phrases, votes = list(history.words(glyphs.arrow)), [count for _, count in history.votes]
        if len(votes) >= _MIN_SPARKLINE_POINTS and votes[0] != votes[-1]:
            curve = glyphs.sparkline(votes[-_MAX_SPARKLINE_CELLS:])
            phrases = [f"{phrase} {curve}" if phrase.endswith(" votes") else phrase for phrase in phrases]
        return f" {glyphs.separator} ".join(phrases) if len(phrases) > 1 else ""

    def _facts(self, shown: PaperDetails) -> Iterator[Content]:
        paper, state = shown.paper, shown.state
        mark = f"{self._glyphs.status(state.status)} {state.status}"
        yield Content.styled(mark, f"${state.status}")
        if shown.place:
            days = state.days_queued(shown.now)
            waited = f" for {days:,} days" if days > LONG_QUEUED_DAYS else ""
            yield Content.styled(f"{ordinal(shown.place)} in queue{waited}", "$queued")
            yield Content(_reading_time(paper))
        if state.later:
            yield from _later(state, shown.now)
        if state.rating:
            yield Content.styled(self._glyphs.star * state.rating, "$reading")
        sources = dict.fromkeys(sighting.source for sighting in paper.sightings)
        for fact in (paper.listed or paper.published, paper.venue, *list(sources)[:2]):
            if fact:
                yield Content("sample" if fact == SAMPLES else fact)
        if paper.upvotes is not None:
            yield Content(f"{paper.upvotes:,} upvotes")
        if paper.stars is not None:
            yield Content(f"{paper.stars:,} stars")

    def _abstract(self, shown: PaperDetails) -> Iterator[Content]:
        yield Content()
        paper = shown.paper
        if paper.abstract:
            yield highlighted(paper.abstract, shown.spans(paper.abstract, "abstract"), "")
        else:
            yield Content.styled("No abstract.", "$quiet italic")

    def _links(self, paper: Paper) -> Iterator[Content]:
        shows_links = isinstance(app := self.app, TerminalApp) and app.shows_links
        links = list(paper.links)
        if links:
            yield Content()
        width = max((len(kind) for kind, _ in links), default=0)
        for number, (kind, url) in enumerate(links, 1):
            click = Style.from_meta({"@click": f"screen.open_link({number})"})
            if shows_links:
                click += Style(link=link_target(url))
            yield Content.assemble(
                (f"{number} ", "bold $accent"),
                (f"{kind:<{width}}  ", "$quiet"),
                (url.removeprefix("https://").removeprefix("http://"), click),
            )

    @staticmethod
    def _keywords(shown: PaperDetails) -> Iterator[Content]:
        rows = (("Tags", shown.state.tags), ("Keywords", shown.paper.keywords))
        if any(words for _, words in rows):
            yield Content()
        for name, words in rows:
            if words:
                yield Content.assemble((f"{name}  ", "$quiet"), ", ".join(words))

    def _note_heading(self, shown: PaperDetails) -> Iterator[Content]:
        state = shown.state
        if state.note:
            when = state.changed.get("note", "")
            yield Content()
            yield Content.assemble(
                (f"{self._glyphs.note} Note", "bold"),
                (f" {self._glyphs.separator} {ago(when, shown.now)}", "$quiet"),
            )


def _authors(names: Sequence[str]) -> str:
    """Return the authors in words; of many the first ones and the last, who often leads the group."""
    if len(names) <= _MAX_AUTHORS:
        return ", ".join(names)
    first = names[: _MAX_AUTHORS - 2]
    return f"{', '.join(first)}, {len(names) - len(first) - 1:,} more, {names[-1]}"


def highlighted(text: str, spans: Spans, style: str) -> Content:
    """Return a text in a style, with spans marked as matches."""
    content = Content.styled(text, style) if style else Content(text)
    for start, end in whole_letters(text, spans):
        content = content.stylize("bold $match", start, end)
    return content


def _reading_time(paper: Paper) -> str:
    """Return about how long a queued paper takes, and its pages if they are known."""
    from readerapp.domain.reading_time import USUAL_MINUTES, minutes_of, page_count  # few papers are queued

    pages = f", {page_count(paper)} pages" if (minutes := minutes_of(paper)) else ""
    return f"about {minutes or USUAL_MINUTES:,} min{pages}"


def _later(state: State, now: datetime) -> Iterator[Content]:
    """Yield that a paper is put off, or back from that."""
    from readerapp.domain.dates.coming import named_day  # few papers are

    today, later = day_of(now), date.fromisoformat(state.later or "")
    if state.is_put_off(today.isoformat()):
        yield Content.styled(f"put off until {named_day(later, today)}", "$queued")
    elif state.is_back(today.isoformat()):
        yield Content.styled(f"back since {weekday(later, today)}", "$queued")
