"""Reviewing possible duplicates: two papers side by side, one key to answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readerapp.domain.paper import Paper
from readerapp.domain.text import shorten
from readerapp.home import shipped
from readerapp.ui.bindings import KeyHint, textual_name
from readerapp.ui.screens.modal import Modal
from readerapp.ui.text_diff import Marks, Span, differing_names, differing_words
from readerapp.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from readerapp.actions.duplicates import Duplicate

_MAX_ABSTRACT_CHARACTERS = 700
_MAX_LINKS = 4
"""Links, and sources, shown of each paper."""


def table(one: Paper, other: Paper) -> Iterator[tuple[str, Content, Content]]:
    """Yield (name, first, second) for each fact of two papers, with differences highlighted."""
    for name, look in _FACTS.items():
        first, second = look(one), look(other)
        if not (first or second):
            continue
        marks: Marks = ([], [])
        if first and second and name in _MARKED:
            marks = (
                differing_names(one.authors, other.authors)
                if name == "authors"
                else differing_words(first, second)
            )
        style = "bold" if name == "title" else ""
        yield name, _marked(first, marks[0], style), _marked(second, marks[1], style)


def _links(paper: Paper) -> str:
    links = [url.removeprefix("https://").removeprefix("http://") for _, url in paper.links]
    return "\n".join(links[:_MAX_LINKS])


def _sources(paper: Paper) -> str:
    return "\n".join([*dict.fromkeys(sighting.source for sighting in paper.sightings)][:_MAX_LINKS])


_FACTS: Mapping[str, Callable[[Paper], str]] = {
    "title": lambda paper: paper.title,
    "authors": lambda paper: ", ".join(paper.authors),
    "published": lambda paper: paper.published or "",
    "listed": lambda paper: paper.listed or "",
    "venue": lambda paper: paper.venue or "",
    "from": _sources,
    "links": _links,
    "abstract": lambda paper: shorten(paper.abstract, _MAX_ABSTRACT_CHARACTERS),
}
_MARKED = ("title", "authors", "published", "listed", "venue")


def _marked(text: str, spans: Sequence[Span], style: str) -> Content:
    if not text:
        return Content.styled("unknown", "$quiet italic")
    content = Content.styled(text, style) if style else Content(text)
    for start, end in spans:
        content = content.stylize("underline $match", start, end)
    return content


class Duplicates(Modal[None]):
    """Shows one pair after the other.

    `answer` gets each pair and True for one paper; it returns True if that was a step that `undo` undoes.
    """

    CSS_PATH = shipped("styles") / "duplicates.tcss"

    sets_apart = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - declared by Screen

    BINDINGS: ClassVar = [
        ("y", "answer(True)", "Same"),
        ("n", "answer(False)", "Different"),
        Binding("u", "undo", "Undo", id="undo"),
        ("escape,q", "dismiss(None)", "Later"),
        ("j,down", "scroll(1)", "Down"),
        ("k,up", "scroll(-1)", "Up"),
    ]

    def __init__(
        self,
        pairs: Sequence[Duplicate],
        answer: Callable[[Duplicate, bool], Awaitable[bool]],
        undo: Callable[[], Awaitable[None]],
        undo_key: str,
    ) -> None:
        super().__init__()
        self._pairs = pairs
        self._answer = answer
        self._undo = undo
        self._undo_key = undo_key
        self._at = 0
        self._steps: list[int] = []

    def compose(self) -> ComposeResult:
        """Lay out the pair and the keys."""
        with Vertical(id="duplicates"):
            yield Static(id="duplicates-head", markup=False)
            yield VerticalScroll(id="duplicates-pair", can_focus=False)
            yield KeyBar(
                (
                    KeyHint("y", "same", id="y"),
                    KeyHint("n", "different", id="n"),
                    KeyHint(self._undo_key, "undo", id=textual_name(self._undo_key)),
                    KeyHint("esc", "later", id="escape"),
                )
            )

    async def on_mount(self) -> None:
        """Show the first pair."""
        await self._show()

    async def _show(self) -> None:
        pair = self._pairs[self._at]
        where = f"  {self._at + 1} of {len(self._pairs)}  " if len(self._pairs) > 1 else "  "
        head = Content.assemble(("One paper or two?", "bold"), (where + pair.why, "$quiet"))
        self.query_one("#duplicates-head", Static).update(head)
        body = self.query_one("#duplicates-pair")
        await body.remove_children()
        await body.mount_all(
            Horizontal(*(Static(part, markup=False) for part in row), classes=f"duplicates-row {row[0]}")
            for row in table(pair.first, pair.second)
        )
        body.scroll_home(animate=False)

    async def action_answer(self, same: bool) -> None:
        """Record the answer and go on to the next pair."""
        if self.answered:
            return
        if await self._answer(self._pairs[self._at], same):
            self._steps.append(self._at)
        self._at += 1
        if self._at == len(self._pairs):
            self.dismiss(None)
        else:
            await self._show()

    async def action_undo(self) -> None:
        """Undo the last answer and show its pair again."""
        if self._steps and not self.answered:
            await self._undo()
            self._at = self._steps.pop()
            await self._show()

    def action_scroll(self, lines: int) -> None:
        """Scroll the pair."""
        self.query_one("#duplicates-pair").scroll_relative(y=lines, animate=False, immediate=True)
