"""OAI-PMH: harvested records of arXiv (`arXiv`, `arXivRaw`) and of repositories (`oai_dc`).

Formats: https://www.openarchives.org/OAI/openarchivesprotocol.html, https://info.arxiv.org/help/oa/index.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.ids.parsing import doi as as_doi
from readerapp.domain.people import split_names, spoken_name
from readerapp.sources.draft import Draft
from readerapp.sources.results import Skip
from readerapp.sources.xml_text import all_of, find, read_elements, text, text_of, texts

_TAGS = frozenset({"record", "error"})


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of a harvest."""
    yield from read_elements(source, _TAGS, _draft)


def _draft(record: Element, around: dict[str, str]) -> Draft | Skip:
    header = find(record, "header")
    metadata = find(record, "metadata")
    if header is None:
        return Skip("", f"an error instead of papers: {text_of(record)[:100]}")
    if header.get("status") == "deleted":
        return Skip("", f"{text(header, 'identifier') or 'a record'} was deleted")
    if metadata is None or not len(metadata):
        return Skip("", f"{text(header, 'identifier') or 'a record'} has no metadata")
    body = metadata[0]
    return (
        _dublin_core(body)
        if find(body, "creator") is not None or find(body, "identifier") is not None
        else _arxiv(body)
    )


def _arxiv(body: Element) -> Draft:
    people = find(body, "authors")
    names = [_name(author) for author in all_of(people, "author")] or split_names(text_of(people))
    return Draft(
        title=text(body, "title"),
        abstract=text(body, "abstract"),
        authors=names,
        arxiv=arxiv_id(text(body, "id")),
        doi=text(body, "doi"),
        published=text(body, "created") or text(body, "version", "date"),
        keywords=text(body, "categories").split(),
        venue=text(body, "journal-ref"),
        extra={
            "comment": text(body, "comments"),
            "updated": text(body, "updated"),
            "license": text(body, "license"),
            "report_number": text(body, "report-no"),
        },
    )


def _name(author: Element) -> str:
    parts = (text(author, "forenames"), text(author, "keyname"), text(author, "suffix"))
    return " ".join(part for part in parts if part)


def _dublin_core(body: Element) -> Draft:
    identifiers = texts(body, "identifier")
    descriptions = texts(body, "description")
    abstracts = [text for text in descriptions if not text.startswith("Comment: ")]
    comments = [text.removeprefix("Comment: ") for text in descriptions if text.startswith("Comment: ")]
    dates = sorted(texts(body, "date"))
    return Draft(
        title=text(body, "title"),
        abstract=max(abstracts, key=len, default=""),
        authors=[spoken_name(name) for name in texts(body, "creator")],
        urls=[identifier for identifier in identifiers if identifier.startswith("http")],
        arxiv=next((found for identifier in identifiers if (found := arxiv_id(identifier))), None),
        doi=next((found for identifier in identifiers if (found := as_doi(identifier))), None),
        published=next(iter(dates), None),
        keywords=texts(body, "subject"),
        extra={"comment": next(iter(comments), None)},
    )
