"""Atom and RSS: arXiv's API and daily feeds, and other feeds of papers.

Formats: https://info.arxiv.org/help/api/user-manual.html, https://info.arxiv.org/help/rss.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.people import split_names
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.markup_text import without_markup
from readerapp.sources.results import Skip
from readerapp.sources.xml_text import all_of, name, read_elements, text, texts

_TAGS = frozenset({"entry", "item"})
_ANNOUNCED = re.compile(r"\s*arXiv:(\S+) Announce Type: ([\w-]+)\s*(?:Abstract:\s*)?", re.IGNORECASE)
_OLD_TITLE = re.compile(r"(.*)\s+\(arXiv:(\S+?)(?: \[[\w.-]+\])?(?: (?:UPDATED|CROSS LISTED))*\)", re.DOTALL)


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of a feed."""
    yield from read_elements(source, _TAGS, _draft)


def _draft(entry: Element, feed: dict[str, str]) -> Draft | Skip:
    address = text(entry, "id") or text(entry, "guid") or text(entry, "link")
    if "/api/errors" in address:
        return Skip("", f"an error instead of papers: {text(entry, 'summary')[:100]}")
    if name(entry) == "entry":
        return _atom(entry, address)
    return _rss(entry, feed, address)


def _atom(entry: Element, address: str) -> Draft:
    authors = [text(author, "name") for author in all_of(entry, "author")]
    links = [link.get("href", "") for link in all_of(entry, "link") if link.get("rel") != "self"]
    return Draft(
        title=without_markup(text(entry, "title")),
        abstract=without_markup(text(entry, "summary") or text(entry, "content")),
        authors=authors,
        urls=links,
        arxiv=arxiv_id(address),
        doi=text(entry, "doi"),
        published=iso_only(text(entry, "published")),
        keywords=[category.get("term", "") for category in all_of(entry, "category")],
        venue=text(entry, "journal_ref"),
        extra={"comment": text(entry, "comment"), "updated": text(entry, "updated")[:10]},
    )


def _rss(item: Element, feed: dict[str, str], address: str) -> Draft:
    title = text(item, "title")
    arxiv = arxiv_id(address.removeprefix("oai:arXiv.org:")) or arxiv_id(text(item, "link"))
    if old := _OLD_TITLE.fullmatch(title):
        title, arxiv = old[1].rstrip("."), arxiv or arxiv_id(old[2])
    abstract = text(item, "description") or text(item, "encoded")
    announced = _ANNOUNCED.match(abstract)
    if announced:
        abstract = abstract[announced.end() :]
    kind = text(item, "announce_type") or (announced[2] if announced else "")
    creators = [without_markup(creator) for creator in texts(item, "creator")]
    return Draft(
        title=without_markup(title),
        abstract=without_markup(abstract),
        authors=[author for line in creators for author in split_names(line)],
        urls=[text(item, "link")],
        arxiv=arxiv,
        doi=text(item, "DOI") or text(item, "doi"),
        # arXiv's feed gives the date of the announcement
        published=None if arxiv else iso_only(text(item, "pubDate") or text(item, "date")),
        listed=iso_only(text(item, "pubDate") or feed.get("pubDate") or feed.get("date")) if arxiv else None,
        keywords=texts(item, "category"),
        venue=text(item, "journal_reference"),
        extra={"announced": kind},
    )
