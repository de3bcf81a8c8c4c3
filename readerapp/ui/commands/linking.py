"""Copying and opening."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from readerapp.actions.done import sentence
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.text import clean_line, shorten

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main

_FEW = 50
"""So many papers are read while a key is pressed."""
_MOST = 10
"""So many links are opened at once: a browser's windows are not undone."""
_SHOWN = 400
"""Characters of a text that a menu has any use for."""


def _of_each(screen: Main, look: Callable[[list[Paper]], Any], then: Callable[[Any], None]) -> None:
    """Look something up in the selected papers, in a thread where they are many."""
    rows, paper = screen.target_rows(), screen.reading.library.paper
    if len(rows) > _FEW:
        screen.work("look", lambda: look(list(map(paper, rows))), then)
    elif rows:
        then(look(list(map(paper, rows))))


def _put(screen: Main, text: str, what: str) -> None:
    """Copy `text` by every way there is, off the interface's thread, and say which were taken."""
    from readerapp.actions.desktop.clipboard import Copied, copy

    app = screen.app

    def terminal(text: str) -> None:
        app.call_from_thread(app.copy_to_clipboard, text)

    def copied(result: Copied) -> None:
        screen.say(f"{sentence(result.message)}: {shorten(clean_line(what), 160)}", warning=not result.ways)
        if not result.ways:
            from readerapp.ui.screens.text import Text

            app.push_screen(Text(what, text))

    screen.errands.ask("copy", lambda: copy(text, terminal=terminal, env=os.environ), copied)


def _copy_link(screen: Main) -> None:
    def copy(links: list[tuple[str, str] | None]) -> None:
        found = [link for link in links if link]
        if len(links) == 1 and found:
            kind, url = found[0]
            _put(screen, url, f"{kind} link {url}")
        elif found:
            _put(screen, "\n".join(url for _, url in found), f"{len(found):,} links")
        else:
            screen.say(screen.worded("No link for this paper; {copy} t copies the title"))

    _of_each(screen, lambda papers: [paper.links.best for paper in papers], copy)


def _texts(papers: list[Paper]) -> dict[str, tuple[str, str]]:
    """What there is to copy: key of the menu to its name and text."""
    from readerapp.actions.copyable import WHATS, copy_text

    texts: dict[str, tuple[str, str]] = {}
    for letter, what, name in WHATS:
        found = [text for paper in papers if (text := copy_text(paper, what))]
        if found:
            texts[letter] = (name, "\n".join(found))
    if len(papers) == 1:
        links = list(papers[0].links)[:9]
        texts |= {str(number): (f"link {number}", url) for number, (_, url) in enumerate(links, 1)}
    return texts


def _copy(screen: Main) -> None:
    from readerapp.ui.screens.menu import Item, Menu

    def show(texts: dict[str, tuple[str, str]]) -> None:
        def choose(letter: str | None) -> None:
            if letter:
                name, text = texts[letter]
                _put(screen, text, name if "\n" in text else f"{name} {text}")

        items = [Item(letter, name, text[:_SHOWN]) for letter, (name, text) in texts.items()]
        screen.app.push_screen(Menu("copy", items, screen.menu_place()), choose)

    _of_each(screen, _texts, show)


def _open_link(screen: Main) -> None:
    def urls(papers: list[Paper]) -> list[str]:
        return [link[1] for paper in papers if (link := paper.links.best)]

    _of_each(screen, urls, lambda found: _open(screen, found, "link"))


def _open_repo(screen: Main) -> None:
    def urls(papers: list[Paper]) -> list[str]:
        return [url for paper in papers if (url := paper.links.first("repo"))]

    _of_each(screen, urls, lambda found: _open(screen, found, "repository"))


def _open(screen: Main, urls: list[str], what: str) -> None:
    if not urls:
        screen.say(f"No {what} for this paper")
    elif len(urls) > _MOST:
        screen.say(f"{len(urls):,} links are too many to open at once; select at most {_MOST}", warning=True)
    for url in urls[: _MOST * (len(urls) <= _MOST)]:
        open_url(screen, url)


def open_url(screen: Main, url: str) -> None:
    """Open a link in the reader's browser, and say how it went.

    It is waited for off the interface's thread, but where it takes the terminal.
    """
    from readerapp.actions.desktop.browser import in_terminal, open_link

    def ask(run: Callable[[Sequence[str]], int] | None = None) -> str:
        try:
            open_link(url, env=os.environ, run=run)
        except ReaderError as error:
            return str(error)
        return ""

    def told(problem: str) -> None:
        if problem:
            screen.say(problem, way_back=screen.worded("{copy-link} copies it"), warning=True)
        else:
            screen.say(f"Opened {url}")

    def on_the_terminal(command: Sequence[str]) -> int:
        with screen.app.suspend():
            return subprocess.call(command)

    if _takes_terminal(in_terminal, url):
        told(ask(on_the_terminal))
    else:
        screen.errands.ask(f"open {url}", ask, told)


def _takes_terminal(in_terminal: Callable[[str, Mapping[str, str]], bool], url: str) -> bool:
    """Whether a browser takes our own terminal; where none can be asked, opening says why."""
    try:
        return in_terminal(url, os.environ)
    except ReaderError:
        return False


HANDLERS: dict[str, Callable[[Main], None]] = {
    "copy-link": _copy_link,
    "copy": _copy,
    "open-link": _open_link,
    "open-repo": _open_repo,
}
