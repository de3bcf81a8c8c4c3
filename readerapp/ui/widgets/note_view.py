"""A note as its reader wrote it: Markdown in which each line stays a line."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from textual.widgets import Markdown

from readerapp.ui.crash_guard import CrashGuard


class NoteView(CrashGuard, Markdown):
    """Shows a note."""

    def __init__(self, note: str, *, id: str | None = None) -> None:
        super().__init__(note, id=id, parser_factory=_parser, open_links=False)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("gfm-like")
    parser.core.ruler.push("line-breaks", _break_lines)
    return parser


def _break_lines(state: StateCore) -> None:
    """Break lines where the note does."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type = "hardbreak"
