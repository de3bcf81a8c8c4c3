"""Copying texts and opening links."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.actions import SkipAction

from readerapp.domain.paper import Paper
from readerapp.ui.desk import Desk

if TYPE_CHECKING:
    from textual.widgets import Markdown

_MAX_PAPERS_AT_ONCE = 50
"""More papers are read in a thread."""
_MAX_MENU_CHARACTERS = 400


class Linking(Desk):
    """Actions that copy a paper's texts and open its links."""

    def _of_each(
        self, look: Callable[[list[Paper]], Any], then: Callable[[Any], None], *, opens: bool = False
    ) -> None:
        """Call `then` with what `look` returns for the selected papers; for many, `look` runs in a thread.

        `opens` is as for `work`.
        """
        rows, paper = self.target_rows(), self.reading.library.paper
        if len(rows) > _MAX_PAPERS_AT_ONCE:
            self.work("look", lambda: look(list(map(paper, rows))), then, opens=opens)
        elif rows:
            then(look(list(map(paper, rows))))

    def action_copy_text(self) -> None:
        """Copy the text that was selected with the mouse."""
        from readerapp.ui.commands.desktop import put_text

        if text := self.get_selected_text():
            put_text(self, text, text)
        else:
            raise SkipAction

    def action_copy_link(self) -> None:
        """Copy the best link of each paper."""
        from readerapp.ui.commands.desktop import copy_best

        self._of_each(lambda papers: [paper.links.best for paper in papers], partial(copy_best, self))

    def action_copy(self) -> None:
        """Show the menu of texts to copy."""
        from readerapp.ui.commands.desktop import copyable_texts, put_text
        from readerapp.ui.screens.menu import Menu, MenuItem

        def show(texts: dict[str, tuple[str, str]]) -> None:
            def choose(letter: str | None) -> None:
                if letter:
                    name, text = texts[letter]
                    put_text(self, text, name if "\n" in text else f"{name} {text}")

            items = [
                MenuItem(letter, name, text[:_MAX_MENU_CHARACTERS]) for letter, (name, text) in texts.items()
            ]
            self.app.push_screen(Menu("copy", items, self.menu_place()), choose)

        self._of_each(copyable_texts, show, opens=True)

    def action_open_link(self, number: int | None = None) -> None:
        """Open each paper's best link in the browser, or the shown paper's link of this number."""
        from readerapp.ui.commands.desktop import open_url, open_urls

        if number is not None:
            if shown := self.paper_view.shown:
                open_url(self, list(shown.paper.links)[number - 1][1])
            return

        def urls(papers: list[Paper]) -> list[str]:
            return [link[1] for paper in papers if (link := paper.links.best)]

        self._of_each(urls, lambda found: open_urls(self, found, "link"))

    def named_paper(self, reference: str) -> tuple[str, str] | None:
        """Return the key and title of the paper that a note names; None if the library has none."""
        from readerapp.actions.note_links import named

        return named(self.reading, reference)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Go to the paper, or open the address, that was clicked in a note."""
        from readerapp.ui.commands.desktop import open_url
        from readerapp.ui.commands.notes.linked import go_to_paper
        from readerapp.ui.widgets.note_view import PAPER

        if event.href.startswith(PAPER):
            go_to_paper(self, event.href.removeprefix(PAPER))
        elif event.href.startswith(("http://", "https://")):
            open_url(self, event.href)

    def action_linked(self) -> None:
        """Choose among the papers that the note names, and those whose notes name this paper."""
        from readerapp.ui.commands.notes.linked import choose

        if key := self.target():
            choose(self, key)

    def action_read_text(self) -> None:
        """Read the paper's full text."""
        from readerapp.ui.commands.full_text import begin

        if key := self.target():
            begin(self, key)

    def action_open_repo(self) -> None:
        """Open the repository of each paper in the browser."""
        from readerapp.ui.commands.desktop import open_urls

        def urls(papers: list[Paper]) -> list[str]:
            return [url for paper in papers if (url := paper.links.first("repo"))]

        self._of_each(urls, lambda found: open_urls(self, found, "repository"))
