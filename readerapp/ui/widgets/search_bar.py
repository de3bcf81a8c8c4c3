"""The line on top: what is searched, what was perhaps meant, how many papers answer."""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.widgets import Input, Static

from readerapp.library import Shelf
from readerapp.ui.glyphs import Glyphs
from readerapp.ui.question import Question


class _Terms(Highlighter):
    """Colours the field terms that are valid and underlines what makes no sense."""

    def __init__(self) -> None:
        self.query = ""
        self.terms: tuple[tuple[int, int], ...] = ()
        self.problems: tuple[tuple[int, int], ...] = ()
        self.styles = ("", "")

    def highlight(self, text: Text) -> None:
        """Style `text` as far as it is the query that was answered last."""
        if text.plain != self.query:
            return
        for spans, style in zip((self.terms, self.problems), self.styles, strict=True):
            for start, end in spans:
                text.stylize(style, start, end)


class SearchBar(Horizontal):
    """The search box with the count of papers and the suggestion beside it."""

    shelf: var[Shelf | None] = var(None, init=False)

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._terms = _Terms()

    def compose(self) -> ComposeResult:
        """Name, box, suggestion, count."""
        yield Static("readerapp", id="app-name")
        yield Static(self._glyphs.search, id="search-glyph")
        box = Input(
            placeholder="/ to search",
            id="search-box",
            compact=True,
            select_on_focus=False,
            highlighter=self._terms,
        )
        box.cursor_blink = False
        yield box
        yield Static(id="suggestion", markup=False)
        yield Static(id="count", markup=False)

    @property
    def box(self) -> Input:
        """Where the query is typed."""
        return self.query_one("#search-box", Input)

    def answered(self, question: Question, shelf: Shelf) -> None:
        """Show what the answer says of the words that were typed."""
        before = question.typed_from
        theme = self.app.theme_variables
        self._terms.query = question.typed
        self._terms.terms = tuple(
            (t.start - before, t.end - before) for t in shelf.terms if t.start >= before
        )
        self._terms.problems = tuple(
            (p.start - before, p.end - before) for p in shelf.problems if p.start >= before
        )
        self._terms.styles = (theme["accent"], f"underline {theme['error']}")
        self.box.refresh()
        suggestion = question.suggested(shelf)
        self.query_one("#suggestion", Static).update(
            Content.assemble("did you mean ", (suggestion, "bold $match"), ("  ctrl+y", "$quiet"))
            if suggestion
            else Content()
        )
        found = f"{len(shelf.rows):,} of {shelf.total:,}"
        if shelf.partial:
            found = f"nothing fits all words; nearest {len(shelf.rows):,}"
        self.query_one("#count", Static).update(found)
