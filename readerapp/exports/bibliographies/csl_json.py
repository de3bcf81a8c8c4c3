"""CSL-JSON, as Zotero, Pandoc and citation styles read it.

Format: https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from readerapp.domain.people import name_parts
from readerapp.exports import Item
from readerapp.exports.bibliographies.citation_keys import with_keys
from readerapp.exports.facts import OTHER, arxiv_number, comment, date, doi, keywords, kind, publisher, url


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield the lines of a JSON array with an object per paper, with unique citation keys as their ids."""
    before = "["
    for name, rest in with_keys(items, _object):
        yield f'{before}\n{{"id": {_json(name)}, "citation-key": {_json(name)}, {rest[1:]}'
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(item: Item) -> str:
    """Return the object of a paper without its id."""
    return _json({name: value for name, value in _fields(item) if value})


def _fields(item: Item) -> Iterator[tuple[str, Any]]:
    paper = item.paper
    found, number, day = kind(paper), arxiv_number(paper), date(paper)
    is_preprint = found is OTHER and number
    yield "type", "article" if is_preprint else found.csl
    yield "title", paper.title
    yield "author", [_name(name) for name in paper.authors]
    yield "issued", {"date-parts": [[int(part) for part in day.split("-")]]} if day else None
    yield "publisher" if found.is_published_by else "container-title", paper.venue
    yield "volume", paper.volume
    yield "issue", paper.number
    yield "page", paper.pages
    if number:
        yield "number", f"arXiv:{number}"
    if not found.is_published_by:
        yield "publisher", "arXiv" if is_preprint else publisher(paper)
    yield "DOI", doi(paper)
    yield "URL", url(paper)
    yield "abstract", paper.abstract
    yield "keyword", ", ".join(word.replace(",", " ") for word in keywords(item))
    yield "note", comment(paper)


def _name(name: str) -> dict[str, str]:
    """Return a person's name in its parts, or a group's or single name as it is."""
    parts = name_parts(name)
    if parts.is_group or not (parts.given or parts.particle):
        return {"literal": name}
    found = {
        "family": parts.family,
        "given": parts.given,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }
    return {part: text for part, text in found.items() if text}
