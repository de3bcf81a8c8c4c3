"""Pages of one work with metadata: `citation_*` (Highwire), Dublin Core, PRISM, schema.org.

Formats: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing, https://schema.org/ScholarlyArticle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from readerapp.domain.ids.parsing import arxiv_id, doi
from readerapp.domain.people import names_in, spoken_name
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.html_text import parse_html
from readerapp.sources.json_values import records, strings, text
from readerapp.sources.markup_text import without_markup
from readerapp.sources.pages.abstracts import abstract_on, without_label
from readerapp.sources.results import Skip

_TITLES = tuple(
    "citation_title bepress_citation_title eprints.title dc.title dcterms.title prism.title".split()
)
_AUTHORS = tuple(
    """
    citation_author citation_authors bepress_citation_author eprints.creators_name dc.creator
    dcterms.creator dc.contributor
    """.split()
)
_DATES = tuple(
    """
    citation_date citation_publication_date bepress_citation_date citation_online_date dc.date
    dc.date.issued dcterms.issued dcterms.date prism.publicationdate citation_year
    """.split()
)
_VENUES = tuple(
    """
    citation_journal_title citation_conference_title citation_conference citation_inbook_title
    citation_book_title prism.publicationname bepress_citation_journal_title dc.source
    citation_dissertation_institution citation_technical_report_institution dcterms.ispartof
    """.split()
)
_DOIS = tuple(
    """
    citation_doi bepress_citation_doi prism.doi dc.identifier dc.identifier.doi dcterms.identifier
    """.split()
)
_NUMBERS = ("citation_arxiv_id", "citation_technical_report_number", "dc.identifier")
_ADDRESSES = (
    *("citation_pdf_url", "bepress_citation_pdf_url", "citation_abstract_html_url", "citation_public_url"),
    "citation_fulltext_html_url",
)
_ABSTRACTS = ("citation_abstract", "dcterms.abstract", "dc.description.abstract", "dc.description")
_DESCRIPTIONS = ("og:description", "description")
_MIN_ABSTRACT_CHARS = 200
_SCHOLARLY = frozenset(("ScholarlyArticle", "MedicalScholarlyArticle", "Thesis", "Chapter", "Report"))

_Meta = dict[str, list[str]]


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the work of a page."""
    tree = parse_html(source)
    meta = _meta(tree)
    draft = _from_meta(meta, tree) if _first(meta, _TITLES) else _from_script(tree)
    if draft is None or not draft.title.strip():
        yield Skip("", "a page that names no title")
    else:
        yield draft


def _meta(tree: LexborHTMLParser) -> _Meta:
    """Return the page's metadata by lower-case name; `DC.title` and `DC:title` are the same."""
    found: _Meta = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        if value := (attributes.get("content") or "").strip():
            found.setdefault(re.sub(r"^(dc|dcterms|prism|eprints):", r"\1.", name), []).append(value)
    return found


def _first(meta: _Meta, wanted: tuple[str, ...]) -> str:
    return next((meta[name][0] for name in wanted if name in meta), "")


def _all(meta: _Meta, wanted: tuple[str, ...]) -> list[str]:
    return [value for name in wanted for value in meta.get(name, ())]


def _from_meta(meta: _Meta, tree: LexborHTMLParser) -> Draft:
    page = _address(tree, meta)
    urls = [urljoin(page, url) if page else url for url in _all(meta, _ADDRESSES)]
    pages = [_first(meta, (name,)) for name in ("citation_firstpage", "citation_lastpage")]
    return Draft(
        title=without_markup(_first(meta, _TITLES)),
        abstract=without_label(without_markup(_abstract(meta, tree))),
        authors=_people(meta),
        urls=[*urls, *([page] if page and page not in urls else [])],
        arxiv=next((found for value in _all(meta, _NUMBERS) if (found := arxiv_id(value))), None),
        doi=next((value for value in _all(meta, _DOIS) if doi(value)), None),
        published=next((date for value in _all(meta, _DATES) if (date := iso_only(value[:10]))), None),
        keywords=_keywords(meta),
        venue=without_markup(_first(meta, _VENUES)),
        volume=_first(meta, ("citation_volume", "prism.volume")),
        number=_first(meta, ("citation_issue", "prism.number")),
        pages="-".join(page for page in pages if page),
    )


def _people(meta: _Meta) -> list[str]:
    """Return the authors, one for each tag or all in one; two vocabularies may name them twice."""
    for name in _AUTHORS:
        values = meta.get(name, [])
        people = [one for value in values for one in (value.split(";") if ";" in value else [value])]
        if people:
            return [without_markup(spoken_name(one)) for one in people if one.strip()]
    return []


def _keywords(meta: _Meta) -> list[str]:
    values = _all(meta, ("citation_keywords", "citation_keyword", "dc.subject"))
    return [word.strip() for value in values for word in re.split("[;,]" if len(values) == 1 else ";", value)]


def _abstract(meta: _Meta, tree: LexborHTMLParser) -> str:
    """Return the page's abstract, or a description as long as one."""
    if found := _first(meta, _ABSTRACTS):
        return found
    if found := abstract_on(tree):
        return found
    described = [value for name in _DESCRIPTIONS for value in meta.get(name, ())]
    return next((value for value in described if len(value) > _MIN_ABSTRACT_CHARS), "")


def _address(tree: LexborHTMLParser, meta: _Meta) -> str:
    """Return the page's own URL."""
    link = tree.css_first("link[rel=canonical]")
    canonical = (link.attributes.get("href") or "") if link else ""
    return next((url for url in (canonical, _first(meta, ("og:url",))) if url.startswith("http")), "")


def _from_script(tree: LexborHTMLParser) -> Draft | None:
    """Return the work that the page describes in schema.org's vocabulary."""
    for node in tree.css("script[type='application/ld+json']"):
        try:
            found = list(_articles(json.loads(node.text()), 0))
        except (ValueError, RecursionError):
            continue
        if found:
            return _described(found[0], tree)
    return None


def _articles(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the articles in a script's value, which may hold them in a graph or as the main entity."""
    if depth > 4:
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            if _SCHOLARLY & {*strings(item.get("@type"))}:
                yield item
            for name in ("@graph", "mainEntity", "about"):
                yield from _articles(item.get(name, []), depth + 1)


def _described(article: Mapping[str, Any], tree: LexborHTMLParser) -> Draft:
    same = [*strings(article.get("sameAs")), *strings(article.get("identifier")), text(article, "@id", "doi")]
    same += [text(one, "value") for one in records(article.get("identifier"))]
    part = article.get("isPartOf")
    people = article.get("author") or article.get("creator")
    address = text(article, "url", "mainEntityOfPage")
    return Draft(
        title=without_markup(text(article, "headline", "name")),
        abstract=without_markup(text(article, "abstract", "description")) or abstract_on(tree),
        authors=[spoken_name(name) for name in names_in(_persons(people))],
        urls=[url for url in (address, *same) if url.startswith("http")],
        arxiv=next((found for value in (*same, address) if (found := arxiv_id(value))), None),
        doi=next((value for value in (*same, address) if doi(value)), None),
        published=iso_only(text(article, "datePublished", "dateCreated")[:10]),
        keywords=[word.strip() for line in strings(article.get("keywords")) for word in line.split(",")],
        venue=text(part, "name") or None if isinstance(part, dict) else None,
    )


def _persons(people: object) -> object:
    """Return people with their names under the names that other formats use."""
    if isinstance(people, dict):
        people = [people]
    if not isinstance(people, list):
        return people
    return [
        {"name": one.get("name"), "given": one.get("givenName"), "family": one.get("familyName")}
        if isinstance(one, dict)
        else one
        for one in people
    ]
