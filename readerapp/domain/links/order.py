"""The links of all sightings of a paper together, in an order that only they decide."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from urllib.parse import urlsplit

from readerapp.domain.ids.parsing import arxiv_id, doi
from readerapp.domain.links.extraction import identity
from readerapp.domain.links.repositories import HUB_HOSTS
from readerapp.domain.paper import KINDS, Links
from readerapp.domain.text import normalise_title

_SHORTEST = 3
_ARXIV_DOI = "10.48550/"


def join_links(all_links: Iterable[Links], key: str, title: str) -> Links:
    """All links there are, each once and under the most wanted of its kinds.

    The paper's own address (that of its `key`) is the first of its kind; of repositories and pages that which
    is named as the paper's title is; the rest as the alphabet has it.
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
    """Of two ways to write one address the plainer is the smaller."""
    return not url.startswith("https://"), len(url), url


def _order(url: str, key: str, title: str) -> tuple[bool, bool, int, bool, int, str]:
    parts = urlsplit(url)
    return (
        parts.netloc.removeprefix("www.") in HUB_HOSTS,  # code hosts first; elsewhere all are or none is
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
    """How many letters of an address's path a title has in one run, part by part: the longest."""
    parts = (normalise_title(part) for part in path.split("/"))
    return max((len(part) for part in parts if len(part) >= _SHORTEST and part in title), default=0)
