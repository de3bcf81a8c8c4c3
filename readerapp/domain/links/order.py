"""Union of the links of a paper's sightings, in an order independent of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from urllib.parse import urlsplit

from readerapp.domain.ids.parsing import arxiv_id, doi
from readerapp.domain.links.extraction import identity
from readerapp.domain.links.repositories import HUB_HOSTS
from readerapp.domain.paper import KINDS, Links
from readerapp.domain.text import normalise_title

_MIN_LETTERS = 3
_ARXIV_DOI = "10.48550/"


def join_links(all_links: Iterable[Links], key: str, title: str) -> Links:
    """Return all links, each once and under the most wanted of its kinds.

    The paper's own address (by `key`) is the first of its kind, then repositories and pages named like the
    title, then the rest, sorted.
    """
    found: dict[str, tuple[int, str]] = {}
    for links in all_links:
        for kind, url in links:
            known = found.get(name := identity(url))
            place = KINDS.index(kind)
            found[name] = (min(known[0], place), min(known[1], url, key=_plain)) if known else (place, url)
    words = normalise_title(title)
    kinds: dict[str, list[str]] = {}
    for place, url in found.values():
        kinds.setdefault(KINDS[place], []).append(url)
    order = partial(_order, key=key, title=words)
    return Links(**{kind: tuple(sorted(urls, key=order)) for kind, urls in kinds.items()})


def _plain(url: str) -> tuple[bool, int, str]:
    """Sort key: the plainest spelling of one address is the smallest."""
    return not url.startswith("https://"), len(url), url


def _order(url: str, key: str, title: str) -> tuple[bool, bool, int, bool, int, str]:
    parts = urlsplit(url)
    return (
        parts.netloc.removeprefix("www.")
        in HUB_HOSTS,  # code hosts first; in other kinds all or none are on the Hub
        not _is_own(url, key),
        -_likeness(parts.path, title),
        _ARXIV_DOI in url,
        parts.path.count("/"),
        url,
    )


def _is_own(url: str, key: str) -> bool:
    kind, _, name = key.partition(":")
    return (kind == "arxiv" and arxiv_id(url) == name) or (kind == "doi" and doi(url) == name)


def _likeness(path: str, title: str) -> int:
    """Return the letters of the longest path segment that the title contains."""
    parts = (normalise_title(part) for part in path.split("/"))
    return max((len(part) for part in parts if len(part) >= _MIN_LETTERS and part in title), default=0)
