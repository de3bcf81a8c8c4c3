"""Copying and opening."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from readerapp.actions.done import sentence
from readerapp.domain.paper import Paper
from readerapp.domain.text import clean_line, shorten

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main


def _papers(screen: Main) -> list[Paper]:
    return [screen.reading.paper(key) for key in screen.targets()]


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
    papers = _papers(screen)
    links = [paper.links.best for paper in papers]
    found = [link for link in links if link]
    if len(papers) == 1 and found:
        kind, url = found[0]
        _put(screen, url, f"{kind} link {url}")
    elif found:
        _put(screen, "\n".join(url for _, url in found), f"{len(found)} links")
    elif papers:
        screen.say(screen.worded("No link is known for this paper; {copy} then t copies its title"))


def _copy(screen: Main) -> None:
    from readerapp.actions.texts import WHATS, copy_text
    from readerapp.ui.screens.menu import Item, Menu

    papers = _papers(screen)
    if not papers:
        return
    texts: dict[str, tuple[str, str]] = {}
    for letter, what, name in WHATS:
        found = [text for paper in papers if (text := copy_text(paper, what))]
        if found:
            texts[letter] = (name, "\n".join(found))
    if len(papers) == 1:
        links = list(papers[0].links)[:9]
        texts |= {str(number): (f"link {number}", url) for number, (_, url) in enumerate(links, 1)}

    def choose(letter: str | None) -> None:
        if letter:
            name, text = texts[letter]
            _put(screen, text, name if "\n" in text else f"{name} {text}")

    items = [Item(letter, name, text) for letter, (name, text) in texts.items()]
    screen.app.push_screen(Menu("copy", items, screen.menu_place()), choose)


def _open_link(screen: Main) -> None:
    _open(screen, [paper.links.best for paper in _papers(screen)], "link")


def _open_repo(screen: Main) -> None:
    repos = [paper.links.first("repo") for paper in _papers(screen)]
    _open(screen, [("repo", url) if url else None for url in repos], "repository")


def _open(screen: Main, links: list[tuple[str, str] | None], what: str) -> None:
    found = [url for link in links if link for url in link[1:]]
    if links and not found:
        screen.say(f"No {what} is known for this paper")
    for url in found:
        open_url(screen, url)


def open_url(screen: Main, url: str) -> None:
    """Open a link in the reader's browser, off the interface's thread, and say how it went."""
    from readerapp.actions.desktop.browser import open_link

    def opened(_: None) -> None:
        screen.say(f"Opened {url}")

    screen.errands.ask(f"open {url}", lambda: open_link(url, env=os.environ), opened)


HANDLERS: dict[str, Callable[[Main], None]] = {
    "copy-link": _copy_link,
    "copy": _copy,
    "open-link": _open_link,
    "open-repo": _open_repo,
}
