"""A paper as an item of Zotero, in the JSON of its APIs.

Fields of each type: https://api.zotero.org/schema. A type that has no field for a fact keeps it in `extra`,
from which Zotero cites it: https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from readerapp.domain.people import name_parts
from readerapp.exports import Item
from readerapp.exports.facts import arxiv_class, arxiv_number, date, doi, kind, url

_PLACE = frozenset(("volume", "issue", "pages"))
_TYPES: Mapping[str, tuple[str, str, frozenset[str]]] = MappingProxyType(
    {
        "article-journal": ("journalArticle", "publicationTitle", _PLACE | {"DOI"}),
        "paper-conference": ("conferencePaper", "proceedingsTitle", frozenset(("volume", "pages", "DOI"))),
        "chapter": ("bookSection", "bookTitle", frozenset(("volume", "pages"))),
        "book": ("book", "publisher", frozenset(("volume",))),
        "thesis": ("thesis", "university", frozenset()),
        "report": ("report", "institution", frozenset(("pages",))),
    }
)
"""By the type in CSL: the item's type, its field for the venue, and which further ones it has."""
_DOCUMENT = ("document", "publisher", frozenset[str]())
_IN_EXTRA = (("DOI", "DOI"), ("volume", "Volume"), ("issue", "Issue"), ("pages", "Pages"))
_AUTOMATIC = 1
"""The type of a tag that no person gave."""


def zotero_item(item: Item) -> dict[str, Any]:
    """Return a paper as a new item, with the reader's tags; a note isn't sent."""
    paper = item.paper
    fields = {name: value for name, value in _fields(item) if value}
    return {**fields, "creators": [_creator(name) for name in paper.authors], "tags": _tags(item)}


def _fields(item: Item) -> Iterator[tuple[str, str | None]]:
    paper, number = item.paper, arxiv_number(item.paper)
    type_name, venue, known = _TYPES.get(kind(paper).csl, _DOCUMENT)
    facts = {"DOI": doi(paper), "volume": paper.volume, "issue": paper.number, "pages": paper.pages}
    extra: list[str] = []
    if type_name == "document" and number:
        facts["DOI"] = facts["DOI"] or f"10.48550/arXiv.{number}"  # arXiv registers one for each paper
        type_name, venue, known = "preprint", "repository", frozenset(("DOI",))
        yield "archiveID", f"arXiv:{number}"
        yield venue, "arXiv"
    else:
        yield venue, paper.venue
        extra += [f"arXiv: {number} [{arxiv_class(paper)}]".removesuffix(" []")] if number else []
    yield "itemType", type_name
    yield "title", paper.title
    yield "abstractNote", paper.abstract
    yield "date", date(paper)
    yield "url", url(paper)
    yield from ((name, value) for name, value in facts.items() if name in known)
    extra += [f"{label}: {facts[name]}" for name, label in _IN_EXTRA if facts[name] and name not in known]
    yield "extra", "\n".join(extra)


def _creator(name: str) -> dict[str, str]:
    parts = name_parts(name)
    if parts.is_group or not parts.given:
        return {"creatorType": "author", "name": name}
    given = ", ".join(filter(None, (parts.given, parts.suffix)))
    return {"creatorType": "author", "firstName": given, "lastName": parts.whole_family}


def _tags(item: Item) -> list[dict[str, Any]]:
    """Return the reader's tags, and the paper's keywords as tags that nobody gave by hand."""
    given = [{"tag": tag} for tag in item.state.tags]
    keywords = [word for word in item.paper.keywords if word not in item.state.tags]
    return [*given, *({"tag": word, "type": _AUTOMATIC} for word in keywords)]
