"""What the columns keep of a paper, taken from a record without making a paper of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from readerapp.domain.dates.iso import iso_date
from readerapp.domain.dates.moments import exact_moment
from readerapp.domain.paper import KINDS, Paper
from readerapp.domain.record import count, from_record, line_in, links_of, names, one_line, sightings_of
from readerapp.domain.text import clean_line, clean_paragraphs

_SCHEMES = ("http://", "https://")


class Outline(NamedTuple):
    """The parts of a paper that its row in the columns is made of."""

    key: str
    title: str
    has_abstract: bool
    authors: str
    """All names, a space between them."""
    links: tuple[tuple[str, str], ...]
    """(kind, URL), as `Links` yields them."""
    published: str | None
    listed: str | None
    added: str | None
    upvotes: int | None
    stars: int | None
    sources: tuple[str, ...]
    extra: Mapping[str, Any]
    """The paper's `extra`, or a record that contains it."""

    @classmethod
    def of(cls, paper: Paper) -> Outline:
        """Return the outline of a paper."""
        return cls(
            key=paper.key,
            title=paper.title,
            has_abstract=bool(paper.abstract),
            authors=" ".join(paper.authors),
            links=tuple(paper.links),
            published=paper.published,
            listed=paper.listed,
            added=paper.added,
            upvotes=paper.upvotes,
            stars=paper.stars,
            sources=tuple(dict.fromkeys(sighting.source for sighting in paper.sightings)),
            extra=paper.extra,
        )

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Outline:
        """Return the outline of the paper that a record describes, at a third of the cost of the paper.

        Raises:
            ValueError: it has no title.
        """
        get = record.get
        title, key, links = get("title"), get("key"), get("links")
        title = clean_line(title) if type(title) is str else ""
        key = clean_line(key) if type(key) is str else ""
        if not (title and key) or type(links) is not dict:
            return cls.of(from_record(record))  # a line of another program
        return cls(
            key,
            title,
            _is_text(get("abstract")),
            _authors(get("authors")),
            _links(links),
            _date(record, "published"),
            _date(record, "listed"),
            line_in(record, "added"),
            count(get("upvotes")),
            count(get("stars")),
            _sources(get("sightings")),
            record if "aliases" in record or "titles" in record else {},
        )


def _date(record: Mapping[str, Any], name: str) -> str:
    date = record.get(name)
    if type(date) is str and exact_moment(date) is not None:
        return date
    return iso_date(line_in(record, name))


def _is_text(abstract: object) -> bool:
    """Return True if anything of an abstract remains when it is cleaned."""
    if type(abstract) is not str:
        return False
    first = abstract[:1]
    return (first.isalnum() and first.isascii()) or bool(clean_paragraphs(abstract))


def _authors(value: object) -> str:
    try:
        joined = " ".join(value) if type(value) is list else ""
    except TypeError:  # other programs write an object for each
        joined = ""
    return joined if joined.isascii() and joined.isprintable() and joined else " ".join(names(value))


def _links(value: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = []
    for kind in KINDS:
        if kind in value:
            urls = value[kind]
            url = urls[0] if type(urls) is list and len(urls) == 1 else None
            if type(url) is not str or not url.isascii() or not url.isprintable() or " " in url:
                return tuple(links_of(value))
            if url.startswith(_SCHEMES) or url[:8].lower().startswith(_SCHEMES):
                found.append((kind, url))
    return tuple(found)


def _sources(value: object) -> tuple[str, ...]:
    if not value:
        return ()
    if type(value) is list and len(value) == 1 and type(value[0]) is dict:
        return (one_line(value[0].get("source")) or "?",)
    return tuple(dict.fromkeys(sighting.source for sighting in sightings_of(value)))
