"""What leaves the app for the reader's desktop: texts to the clipboard, links to the browser."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence

from readerapp.actions.done import sentence
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.text import clean_line, shorten
from readerapp.ui.desk import Desk

_MAX_LINKS_OPENED = 10
"""Opened windows can't be undone."""


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


def copyable_texts(papers: list[Paper]) -> dict[str, tuple[str, str]]:
    """Return by letter the texts of papers to copy, each with its name."""
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


def open_urls(desk: Desk, urls: list[str], what: str) -> None:
    """Open links in the browser, unless they are none or too many; `what` names one of them."""
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
