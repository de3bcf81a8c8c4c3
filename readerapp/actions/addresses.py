"""What an address means to who adds it: the service's own answer where that tells more than the page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, date
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

from readerapp.domain.errors import Cancelled, ReaderError
from readerapp.domain.keys import arxiv_id, doi
from readerapp.domain.paper import Paper
from readerapp.sources import Skip

if TYPE_CHECKING:
    from readerapp.actions.adding import How
    from readerapp.actions.asking import Asker, Found
    from readerapp.actions.reading_list import ReadingList
    from readerapp.web import Web

_HUBS = frozenset({"huggingface.co", "hf.co"})
_LISTS = re.compile(r"/papers(?:/(?:date|week|month)/([\w-]+)|/(trending))?/?")
_README = re.compile(r"/([\w.-]+)/([\w.-]+?)(?:\.git)?(?:/tree/([^/]+))?/?")
_FILE = re.compile(r"/([\w.-]+/[\w.-]+)/(?:blob|raw)/(.+)")
_CITATION = "application/vnd.citationstyles.csl+json"
_NOT_THERE = 404
_RAW = "application/vnd.github.raw+json"


def is_url(text: str) -> bool:
    """Whether it is a web address."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def is_address(text: str) -> bool:
    """Whether what names no file is to be asked for: a web address, an arXiv id, a DOI."""
    return is_url(text) or bool(arxiv_id(text) or doi(text))


def papers(reading: ReadingList, address: str, how: How, *, web: Web | None = None) -> Iterator[Paper | Skip]:
    """The papers at an address, and why there are none.

    Args:
        address: one for which `is_address` holds.
        how: what is known of it; what a service answers is known better.

    Raises:
        Cancelled: the web was.
    """
    count = 0
    try:
        for page in found(address, _asker(reading, how), how, reading.clock().astimezone(UTC).date()):
            count += len(page.papers) + len(page.skipped)
            yield from page
    except Cancelled:
        raise
    except ReaderError as error:
        yield Skip(address, str(error))
    else:
        if not count:
            yield Skip(address, "no such paper")


def _asker(reading: ReadingList, how: How) -> Asker:
    from readerapp.actions.asking import Asker
    from readerapp.actions.places import Places
    from readerapp.settings import Settings

    places = Places.of(Settings.load(reading.home.settings), os.environ)
    web = how.web or places.web(reading.home.cache, os.environ, private=how.private)
    return Asker(web, places, reading.clock().isoformat(timespec="seconds"))


def found(address: str, ask: Asker, how: How, today: date) -> Iterator[Found]:
    """What is at an address, page by page. A page raises as `Web.get`."""
    from readerapp.actions import arxiv

    if on_hub := _on_hub(address, ask, today):
        return on_hub
    if arxiv_number := arxiv_id(address):
        return arxiv.by_ids([arxiv_number], ask, address)
    return _page(address, ask, how)


def _page(address: str, ask: Asker, how: How) -> Iterator[Found]:
    url, accept, format = address, "*/*", how.format
    if number := doi(address):
        url, accept, format = f"{ask.places.doi}/{quote(number, safe='/:;().')}", _CITATION, "csl-json"
    elif urlsplit(address).hostname in ("github.com", "www.github.com"):
        url, accept = _on_github(urlsplit(address).path, ask)
    yield ask.papers(url, name=address, format=format, listed=how.listed, accept=accept)


def _on_hub(address: str, ask: Asker, today: date) -> Iterator[Found] | None:
    """What a page of Hugging Face's papers shows, from its API; None for other pages."""
    from readerapp.actions import hugging_face
    from readerapp.actions.wanted import Bounds, NotUnderstood, Wanted

    parts = urlsplit(address)
    hub = f"{parts.scheme}://{parts.netloc}" == ask.places.huggingface
    if not hub and (parts.hostname or "").removeprefix("www.") not in _HUBS:
        return None
    if number := arxiv_id(f"https://huggingface.co{parts.path}"):
        return _one_paper(number, ask, address)
    if not (match := _LISTS.fullmatch(parts.path)):
        return None
    what = match[1] or match[2] or parse_qs(parts.query).get("date", [""])[0]
    try:
        return hugging_face.found(Wanted("hf", what), Bounds(today), ask)
    except NotUnderstood:
        return None


def _one_paper(number: str, ask: Asker, address: str) -> Iterator[Found]:
    """What Hugging Face knows of a paper; what arXiv knows where it knows nothing."""
    from readerapp.actions import arxiv, hugging_face
    from readerapp.web import Unreachable

    try:
        yield from hugging_face.one_paper(number, ask, address)
    except Unreachable as error:
        if error.status != _NOT_THERE:
            raise
        yield from arxiv.by_ids([number], ask, address)


def _on_github(path: str, ask: Asker) -> tuple[str, str]:
    """Where the text is that a page of GitHub shows, and as what to ask for it."""
    if match := _FILE.fullmatch(path):
        return f"https://raw.githubusercontent.com/{match[1]}/{match[2]}", "*/*"
    if match := _README.fullmatch(path):
        at = f"?ref={match[3]}" if match[3] else ""
        return f"{ask.places.github}/repos/{match[1]}/{match[2]}/readme{at}", _RAW
    return f"https://github.com{path}", "*/*"
