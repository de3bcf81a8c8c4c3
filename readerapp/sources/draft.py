"""Facts of a paper as a source has them, and how they become a `Paper`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any

from readerapp.domain.dates.iso import iso_date
from readerapp.domain.ids.keys import key_for, placeholder_title
from readerapp.domain.ids.parsing import arxiv_id, doi, paper_key
from readerapp.domain.latex.plain_text import latex_to_text
from readerapp.domain.links.extraction import collect_links, find_links, merge_links
from readerapp.domain.paper import Links, Paper, Sighting
from readerapp.domain.text import clean_line, clean_paragraphs
from readerapp.domain.values import dataclass, replace
from readerapp.sources.results import Origin
from readerapp.sources.title_affixes import without_affixes

# A chapter often links to its book, whose DOI ends in the ISBN.
_BOOK = re.compile(r"/97[89][\d-]{10,14}$")


_EMPTY: tuple[object, ...] = (None, "", [])


@dataclass(slots=True)
class Draft:
    """Facts of one paper, not cleaned yet; empty where the source says nothing."""

    title: str = ""
    abstract: str = ""
    authors: Sequence[str] = ()
    urls: Sequence[str] = ()
    """URLs of the paper and what belongs to it, except those in the abstract, which are found later."""
    arxiv: str | None = None
    doi: str | None = None
    published: str | None = None
    listed: str | None = None
    upvotes: int | None = None
    stars: int | None = None
    keywords: Sequence[str] = ()
    venue: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    summary: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    original: dict[str, str] = field(default_factory=dict)
    """Original text of fields that the format has already converted to plain text."""
    line: int = 0
    """Line on which it begins, counted from 1; 0 if lines mean nothing."""
    paper: Paper | None = None
    """The paper itself, if the source has it as we write it."""
    record: str = ""
    """Name of the record, where lines mean nothing."""

    @classmethod
    def of_key(cls, key: str, title: str = "") -> Draft:
        """Return the draft of a paper known by its id, which stands in for the title."""
        kind, _, number = key.partition(":")
        shown = title or placeholder_title(key) or ""
        return cls(shown, arxiv=number if kind == "arxiv" else None, doi=number if kind == "doi" else None)

    @property
    def where(self) -> str:
        """Place in the source, for a person."""
        return self.record or (f"line {self.line}" if self.line else "")


def finish(draft: Draft, origin: Origin) -> Paper | None:
    """Return the paper: cleaned, with key and links. None if nothing is left of its title."""
    if draft.paper:
        return sighted(draft.paper, origin)
    original: dict[str, str] = {name: clean_paragraphs(text) for name, text in draft.original.items()}
    title = _shown("title", without_affixes(clean_line(draft.title)), original)
    if not title:
        return None
    abstract = _shown("abstract", clean_paragraphs(draft.abstract), original) if draft.abstract else ""
    arxiv = _arxiv(draft)
    number = _doi(draft)
    own = f"arxiv:{arxiv}" if arxiv else f"doi:{number}"
    if (arxiv or number) and paper_key(title) == own:  # the id itself, as the name of a file or page
        title = placeholder_title(own) or title
    listed = _date(origin.listed or draft.listed)
    sighting = Sighting(source=origin.name, seen=origin.seen, listed=listed, upvotes=draft.upvotes)
    return Paper(
        key=key_for(title, arxiv, number),
        title=title,
        abstract=abstract,
        authors=tuple(line for name in draft.authors if (line := clean_line(latex_to_text(name)))),
        links=_links(draft, arxiv, number),
        published=_date(draft.published),
        listed=listed,
        upvotes=draft.upvotes,
        stars=draft.stars,
        keywords=_each_once(draft.keywords),
        venue=_line(draft.venue),
        volume=_line(draft.volume),
        number=_line(draft.number),
        pages=_line(draft.pages),
        summary=_line(draft.summary),
        sightings=(sighting,),
        original=original,
        extra={name: _cleaned(value) for name, value in draft.extra.items() if value not in _EMPTY},
    )


def sighted(paper: Paper, origin: Origin) -> Paper:
    """Return a paper of ours with its sightings, or with this one if it has none.

    An export that comes back to its library is no sighting, unless the caller knows its listing date.
    """
    comes_back = not origin.listed and origin.is_known and origin.is_known(paper.key)
    if paper.sightings or comes_back:
        return paper
    sighting = Sighting(source=origin.name, seen=origin.seen, listed=origin.listed or paper.listed)
    return replace(paper, listed=sighting.listed, sightings=(sighting,))


def _shown(name: str, text: str, original: dict[str, str]) -> str:
    shown = latex_to_text(text)
    if shown != text:
        original.setdefault(name, text)
        shown = clean_line(shown) if name == "title" else clean_paragraphs(shown)
    return shown


def _arxiv(draft: Draft) -> str | None:
    """Return the arXiv id, from its field or from one of the URLs."""
    named = (draft.arxiv, draft.doi, *draft.urls)
    return next((found for text in named if text and (found := arxiv_id(text))), None)


def _doi(draft: Draft) -> str | None:
    if draft.doi and (found := doi(draft.doi)):
        return found
    return next((found for url in draft.urls if (found := doi(url)) and not _BOOK.search(found)), None)


def _links(draft: Draft, arxiv: str | None, number: str | None) -> Links:
    # Before cleaning, a link still has its wrapper, which shows where it ends.
    comment = draft.extra.get("comment") or ""
    keys = {key for key in (arxiv and f"arxiv:{arxiv}", number and f"doi:{number}") if key}
    text = f"{draft.abstract}\n\n{comment}" if comment else draft.abstract
    links = find_links(text, keys) if text else Links()
    own = [url for url in draft.urls if url]
    if arxiv and number is None and own in ([], [f"https://arxiv.org/abs/{arxiv}"]):  # the common case
        return merge_links(Links(arxiv=(f"https://arxiv.org/abs/{arxiv}",)), links)
    if arxiv and not any("arxiv.org/abs/" in url and arxiv_id(url) == arxiv for url in own):
        own.append(f"https://arxiv.org/abs/{arxiv}")
    if number and not arxiv_id(number):
        own.append(f"https://doi.org/{number}")
    return merge_links(collect_links(own, arxiv), links) if own else links


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_paragraphs(value)
    # an object is a BibTeX entry, already cleaned
    return [_cleaned(item) for item in value] if isinstance(value, list) else value


def _date(text: str | None) -> str | None:
    return iso_date(clean_line(text)) or None if text else None


def _line(text: str | None) -> str | None:
    return clean_line(text) or None if text else None


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    """Return cleaned lines, without empty and repeated ones."""
    shown = (clean_line(latex_to_text(text)) for text in texts)
    return tuple(dict.fromkeys(line for line in shown if line))
