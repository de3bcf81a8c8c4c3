"""Copying texts and opening links."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.actions import SkipAction

from readerapp.actions.done import sentence
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.text import clean_line, shorten
from readerapp.ui.desk import Desk

if TYPE_CHECKING:
    from textual.widgets import Markdown

_MAX_PAPERS_AT_ONCE = 50
"""More papers are read in a thread."""
_MAX_LINKS_OPENED = 10
"""Opened windows can't be undone."""
_MAX_MENU_CHARACTERS = 400


class Linking(Desk):
    """Actions that copy a paper's texts and open its links."""

    def _of_each(self, look: Callable[[list[Paper]], Any], then: Callable[[Any], None]) -> None:
        """Call `then` with what `look` returns for the selected papers; for many, `look` runs in a thread."""
        rows, paper = self.target_rows(), self.reading.library.paper
        if len(rows) > _MAX_PAPERS_AT_ONCE:
            self.work("look", lambda: look(list(map(paper, rows))), then)
        elif rows:
            then(look(list(map(paper, rows))))

    def action_copy_text(self) -> None:
        """Copy the text that was selected with the mouse."""
        if text := self.get_selected_text():
            put_text(self, text, text)
        else:
            raise SkipAction

    def action_copy_link(self) -> None:
        """Copy the best link of each paper."""
        self._of_each(lambda papers: [paper.links.best for paper in papers], partial(copy_best, self))

    def action_copy(self) -> None:
        """Show the menu of texts to copy."""
        from readerapp.ui.screens.menu import Item, Menu

        def show(texts: dict[str, tuple[str, str]]) -> None:
            def choose(letter: str | None) -> None:
                if letter:
                    name, text = texts[letter]
                    put_text(self, text, name if "\n" in text else f"{name} {text}")

            items = [
                Item(letter, name, text[:_MAX_MENU_CHARACTERS]) for letter, (name, text) in texts.items()
            ]
            self.app.push_screen(Menu("copy", items, self.menu_place()), choose)

        self._of_each(_texts, show)

    def action_open_link(self, number: int | None = None) -> None:
        """Open each paper's best link in the browser, or the shown paper's link of this number."""
        if number is not None:
            if shown := self.paper_view.shown:
                open_url(self, list(shown.paper.links)[number - 1][1])
            return

        def urls(papers: list[Paper]) -> list[str]:
            return [link[1] for paper in papers if (link := paper.links.best)]

        self._of_each(urls, lambda found: _open(self, found, "link"))

    def named_paper(self, reference: str) -> tuple[str, str] | None:
        """Return the key and title of the paper that a note names; None if the library has none."""
        from readerapp.actions.note_links import named

        return named(self.reading, reference)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Go to the paper, or open the address, that was clicked in a note."""
        from readerapp.ui.commands.linked import go_to_paper
        from readerapp.ui.widgets.note_view import PAPER

        if event.href.startswith(PAPER):
            go_to_paper(self, event.href.removeprefix(PAPER))
        elif event.href.startswith(("http://", "https://")):
            open_url(self, event.href)

    def action_linked(self) -> None:
        """Choose among the papers that the note names, and those whose notes name this paper."""
        from readerapp.ui.commands.linked import choose

        if key := self.target():
            choose(self, key)

    def action_open_repo(self) -> None:
        """Open the repository of each paper in the browser."""

        def urls(papers: list[Paper]) -> list[str]:
            return [url for paper in papers if (url := paper.links.first("repo"))]

        self._of_each(urls, lambda found: _open(self, found, "repository"))


def put_text(desk: Desk, text: str, what: str) -> None:
    """Copy `text` by all available means, in the background, and say which worked."""
    if desk.is_demo:
        desk.say(f"Copied, if this were no demo: {shorten(clean_line(what), 160)}")
        return
    from readerapp.actions.desktop.clipboard import Copied, copy

    app = desk.app

    def terminal(text: str) -> None:
        app.call_from_thread(app.copy_to_clipboard, text)

    def copied(result: Copied) -> None:
        message = result.message.replace("the terminal", "the browser") if app.is_web else result.message
        desk.say(f"{sentence(message)}: {shorten(clean_line(what), 160)}", warning=not result.ways)
        if not result.ways:
            from readerapp.ui.screens.text_viewer import TextViewer

            app.push_screen(TextViewer(what, text))

    desk.threads.ask("copy", lambda: copy(text, terminal=terminal, env=os.environ), copied)


def copy_best(desk: Desk, links: Sequence[tuple[str, str] | None]) -> None:
    """Copy the best links of papers, each a kind and a URL; None is a paper without any."""
    found = [link for link in links if link]
    if len(links) == 1 and found:
        kind, url = found[0]
        put_text(desk, url, f"{kind} link {url}")
    elif found:
        put_text(desk, "\n".join(url for _, url in found), f"{len(found):,} links")
    else:
        desk.say(desk.worded("No link for this paper; {copy} t copies the title"))


def _texts(papers: list[Paper]) -> dict[str, tuple[str, str]]:
    from readerapp.actions.copyable import COPYABLES, copy_text

    texts: dict[str, tuple[str, str]] = {}
    for letter, what, name in COPYABLES:
        found = [text for paper in papers if (text := copy_text(paper, what))]
        if found:
            texts[letter] = (name, "\n".join(found))
    if len(papers) == 1:
        links = list(papers[0].links)[:9]
        texts |= {str(number): (f"link {number}", url) for number, (_, url) in enumerate(links, 1)}
    return texts


def _open(desk: Desk, urls: list[str], what: str) -> None:
    if not urls:
        desk.say(f"No {what} for this paper")
    elif len(urls) > _MAX_LINKS_OPENED:
        too_many = f"{len(urls):,} links are too many to open at once; select at most {_MAX_LINKS_OPENED}"
        desk.say(too_many, warning=True)
    else:
        for url in urls:
            open_url(desk, url)


def open_url(desk: Desk, url: str) -> None:
    """Open a link in the reader's browser, and report the result.

    The browser is called in a thread, unless it needs the terminal, or shows the app.
    """
    from readerapp.actions.desktop.browser import in_terminal, open_link

    if _is_opened_otherwise(desk, url):
        return

    def ask(run: Callable[[Sequence[str]], int] | None = None) -> str:
        try:
            open_link(url, env=os.environ, run=run)
        except ReaderError as error:
            return str(error)
        return ""

    def opened(problem: str) -> None:
        if problem:
            desk.say(problem, hint=desk.worded("{copy-link} copies it"), warning=True)
        else:
            desk.say(f"Opened {url}")

    def run_in_terminal(command: Sequence[str]) -> int:
        with desk.app.suspend():
            return subprocess.call(command)

    if _takes_terminal(in_terminal, url):
        opened(ask(run_in_terminal))
    else:
        desk.threads.ask(f"open {url}", ask, opened)


def _is_opened_otherwise(desk: Desk, url: str) -> bool:
    """Leave the link to the browser that shows the app; in the demo, only tell it."""
    from readerapp.actions.desktop.browser import is_web_address

    if desk.is_demo:
        desk.say(f"The demo opens no browser; it would show {url}")
    elif desk.app.is_web and is_web_address(url):
        desk.app.open_url(url)
        desk.say(f"Opened {url}")
    else:
        return False
    return True


def _takes_terminal(in_terminal: Callable[[str, Mapping[str, str]], bool], url: str) -> bool:
    """Return True if the browser needs our terminal; if there is no browser, opening says so."""
    try:
        return in_terminal(url, os.environ)
    except ReaderError:
        return False
