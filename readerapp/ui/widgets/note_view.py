"""A note as its reader wrote it: Markdown in which each line stays a line, with links to other papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from textual.widgets import Markdown

from readerapp.actions.note_links import references
from readerapp.ui.crash_guard import CrashGuard

PAPER = "paper:"
"""The start of a link to another paper; its key follows."""


class NoteView(CrashGuard, Markdown):
    """Shows a note. A paper it names as `[[key]]` is shown by its title."""

    def __init__(
        self, note: str, named: Callable[[str], tuple[str, str] | None], *, id: str | None = None
    ) -> None:
        self._named = named
        super().__init__(note, id=id, parser_factory=self._parser, open_links=False)

    def _parser(self) -> MarkdownIt:
        parser = MarkdownIt("gfm-like")
        parser.core.ruler.push("lines-and-papers", self._finish)
        return parser

    def _finish(self, state: StateCore) -> None:
        """Break lines where the note does, and link papers."""
        for block in state.tokens:
            depth, children = 0, list[Token]()
            for token in block.children or ():
                depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
                if token.type == "softbreak":
                    token.type = "hardbreak"
                children += self._linked(token.content) if token.type == "text" and not depth else [token]
            if block.children is not None:
                block.children = children

    def _linked(self, text: str) -> Iterator[Token]:
        at = 0
        for it in references(text):
            if paper := self._named(it.text):
                yield Token("text", "", 0, content=text[at : it.start])
                yield Token("link_open", "a", 1, attrs={"href": PAPER + paper[0]})
                yield Token("text", "", 0, content=paper[1] if it.is_link else text[it.start : it.end])
                yield Token("link_close", "a", -1)
                at = it.end
        yield Token("text", "", 0, content=text[at:])
