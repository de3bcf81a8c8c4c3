"""The top line: search box, spelling suggestion, number of papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.suggester import Suggester
from textual.widgets import Static

from readerapp.library import Shelf
from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.glyphs import Glyphs
from readerapp.ui.question import Question
from readerapp.ui.widgets.line_input import LineInput
from readerapp.ui.widgets.view_bar import QueryProblem

if TYPE_CHECKING:
    from readerapp.domain.query.completion import Vocabulary

_MIN_FIELD_LETTERS = 2
"""Field names are suggested from the second letter on: one letter would match too many words."""


class _Terms(Highlighter):
    """Colours valid field terms and underlines invalid ones."""

    def __init__(self) -> None:
        self.query = ""
        self.terms: tuple[tuple[int, int], ...] = ()
        self.problems: tuple[tuple[int, int], ...] = ()
        self.styles = ("", "")

    def highlight(self, text: Text) -> None:
        """Style `text` if it is the query answered last."""
        if text.plain != self.query:
            return
        for spans, style in zip((self.terms, self.problems), self.styles, strict=True):
            for start, end in spans:
                text.stylize(style, start, end)


class _FieldSuggester(Suggester):
    """Completes field names and the values of fields that have a list of them."""

    def __init__(self, vocabulary: Callable[[], Vocabulary]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._vocabulary = vocabulary

    async def get_suggestion(self, value: str) -> str | None:
        """Return the query with its last word completed."""
        if not value:
            return None
        from readerapp.domain.query.completion import complete  # not needed for the first paint

        for completion in complete(value, len(value), self._vocabulary()):
            whole, _ = completion.applied(value)
            begun = len(value) - completion.start
            if whole.startswith(value) and (completion.kind != "field" or begun >= _MIN_FIELD_LETTERS):
                return whole
        return None


class SearchBox(LineInput):
    """The input for the query."""

    BINDINGS: ClassVar = [("enter", "leave", "To the list"), ("tab", "complete", "Complete")]

    def __init__(
        self, placeholder: str, leave: Callable[[], None], highlighter: Highlighter, suggester: Suggester
    ) -> None:
        super().__init__(
            placeholder=placeholder,
            id="search-box",
            compact=True,
            highlighter=highlighter,
            suggester=suggester,
        )
        self._leave = leave

    def action_leave(self) -> None:
        """Go to the list at once: `Submitted` would arrive after the next key."""
        self._leave()

    def action_complete(self) -> None:
        """Accept the completion; without one, tab does what it does elsewhere."""
        if not self._completed():
            raise SkipAction

    def _completed(self) -> bool:
        before = self.value
        if self.cursor_position == len(before):
            self.action_cursor_right()
        return self.value != before


class SearchBar(CrashGuard, Horizontal):
    """The search box, with the suggestion and the number of papers beside it."""

    indexing: var[int | None] = var(None, init=False)
    """Percentage of the search index built; None when it is complete."""

    def __init__(
        self,
        glyphs: Glyphs,
        leave: Callable[[], None],
        vocabulary: Callable[[], Vocabulary],
        *,
        placeholder: str,
        accept_key: str,
        id: str,
    ) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._accept = accept_key
        self._terms = _Terms()
        self._found = ""
        self._typing = False
        self.box = SearchBox(placeholder, leave, self._terms, _FieldSuggester(vocabulary))

    def compose(self) -> ComposeResult:
        """Lay out name, search box, suggestion and count."""
        yield Static("readerapp", id="app-name")
        yield Static(self._glyphs.search, id="search-glyph")
        yield self.box
        yield Static(id="suggestion", markup=False)
        yield Static(id="count", markup=False)

    def answered(self, question: Question, shelf: Shelf) -> None:
        """Show the answer's terms, problems, suggestion and count."""
        before, self._typing = question.typed_from, bool(question.typed)
        self._terms.query = question.typed
        self._terms.terms = tuple(
            (t.start - before, t.end - before) for t in shelf.terms if t.start >= before
        )
        self._terms.problems = tuple(
            (p.start - before, p.end - before) for p in shelf.problems if p.start >= before
        )
        if not any(self._terms.styles):
            self._colour_terms()
        self.box.refresh()
        suggestion = question.suggested(shelf)
        self._update(
            "#suggestion",
            Content.assemble("did you mean ", (suggestion, "bold $match"), (f"  {self._accept}", "$quiet"))
            if suggestion
            else Content(),
        )
        self._found = f" {self._glyphs.separator} ".join(_counts(shelf))
        self.watch_indexing()

    def _colour_terms(self) -> None:
        theme = self.app.get_css_variables()  # Textual's `theme_variables` lacks our roles
        self._terms.styles = (theme["accent"], f"underline {theme['error']}")
        self.box.refresh()

    def notify_style_update(self) -> None:
        """Draw the terms in the colours of another theme."""
        super().notify_style_update()
        if self.is_mounted:
            self._colour_terms()

    def watch_indexing(self) -> None:
        """Show the number of papers, and the progress of the index, which may add more."""
        progress = "" if self.indexing is None else f" {self._glyphs.separator} indexing {self.indexing} %"
        self._update("#count", Content(self._found + progress))

    def _update(self, selector: str, now: Content) -> None:
        """Show a text, with a new layout of the screen only if it has another width.

        While the reader types it keeps its room, so that words which come and go move nothing.
        """
        static = self.query_one(selector, Static)
        before = static.content
        room = cell_len(str(before))
        if self._typing:
            now = now.pad_left(max(0, room - now.cell_length))
        if not (isinstance(before, Content) and now.is_same(before)):
            static.update(now, layout=room != now.cell_length)

    def problem(self, question: Question, shelf: Shelf) -> QueryProblem | None:
        """Return the first problem in the typed words; None if there is none."""
        start = question.typed_from
        wrong = next((problem for problem in shelf.problems if problem.start >= start), None)
        column = self.box.region.x - self.region.x
        return QueryProblem(wrong.reason, max(0, column) + wrong.start - start - 1) if wrong else None


def _counts(shelf: Shelf) -> Iterator[str]:
    """Yield how many papers match a query, and how many are near."""
    total, related = f"{shelf.total:,}", len(shelf.related.rows)
    if (shelf.partial and shelf.whole) or (related and not shelf.rows):
        yield "no exact match"
    else:
        yield f"{len(shelf.rows):,}".rjust(len(total)) + f" of {total}"
    if related:
        yield f"{related:,} related"
    elif shelf.partial and shelf.whole:
        yield f"{len(shelf.rows):,} close"
