"""Copying texts and opening links."""

from __future__ import annotations

import os
from collections.abc import Sequence

from readerapp.actions.copyable import COPYABLES, best_link, copy_text
from readerapp.cli.paper_page import links
from readerapp.domain.errors import ReaderError
from readerapp.plain.desk import PlainDesk

_MAX_LINKS_OPENED = 10


class PlainLinking(PlainDesk):
    """Commands that copy and open what papers link to."""

    def do_copy_link(self, rest: str) -> None:
        """Copy the best link of papers, or with `#2` the second of one."""
        keys, number = self.papers_and_rest(rest)
        self._copy(self._urls(keys, number), "link")

    def do_copy(self, rest: str) -> None:
        """Copy a text of papers: asked for, or named behind them by its letter or name."""
        keys, wanted = self.papers_and_rest(rest)
        papers = [self.lib.paper(key) for key in keys]
        every = [(it, [text for paper in papers if (text := copy_text(paper, it.what))]) for it in COPYABLES]
        found = [(it, texts) for it, texts in every if texts]
        wanted = next((it.name for it, _ in found if wanted in (it.letter, it.what)), wanted)
        options = [f"{it.name}: {texts[0].splitlines()[0]}" for it, texts in found]
        chosen = self.console.choose("What to copy:", options, chosen=wanted)
        if chosen is not None:
            it, texts = found[chosen]
            self._copy(texts, it.name)

    def _copy(self, texts: Sequence[str], what: str) -> None:
        """Copy texts, and say them: they may be out of reach of every clipboard."""
        from readerapp.actions.desktop.clipboard import copy

        # The terminal's own clipboard is reached by an escape sequence.
        copied = copy("\n".join(texts), env=os.environ)
        names = what if len(texts) == 1 else f"{len(texts):,} times {what}"
        self.say(f"{names}, {copied.message if copied.ways else 'no clipboard here to copy it to'}:")
        for text in texts:
            self.say(text)

    def do_open_link(self, rest: str) -> None:
        """Open the best link of papers in the browser, or with `#2` the second of one."""
        keys, number = self.papers_and_rest(rest)
        self._open(self._urls(keys, number))

    def do_open_repo(self, rest: str) -> None:
        """Open the repository of papers in the browser."""
        keys, _ = self.papers_and_rest(rest)
        found = [url for key in keys if (url := self.lib.paper(key).links.first("repo"))]
        if not found:
            raise ReaderError("No repository for this paper")
        self._open(found)

    def _urls(self, keys: Sequence[str], number: str) -> list[str]:
        if number:
            return [self._numbered(keys, number)]
        found = [best[1] for key in keys if (best := best_link(self.lib.paper(key)))]
        if not found:
            raise ReaderError(self.worded("No link for this paper; {copy} title copies its title"))
        return found

    def _numbered(self, keys: Sequence[str], number: str) -> str:
        urls = [url for key in keys[:1] for _, url in links(self.lib.paper(key))]
        digits = number.removeprefix("#")
        if not digits.isdecimal() or not 1 <= int(digits) <= len(urls):
            raise ReaderError(f"There is no link {number}; #1 to #{len(urls)} are there, as in: o #1")
        return urls[int(digits) - 1]

    def _open(self, urls: Sequence[str]) -> None:
        from readerapp.actions.desktop.browser import open_link

        if len(urls) > _MAX_LINKS_OPENED:
            raise ReaderError(
                f"{len(urls):,} links are too many to open at once; at most {_MAX_LINKS_OPENED}"
            )
        for url in urls:
            open_link(url, env=os.environ)
            self.say(f"Opened {url}")
