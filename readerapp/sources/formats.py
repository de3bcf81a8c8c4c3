"""The table of formats: their names, their modules, and which one a text is in.

A format's module is imported when it is first needed; a start of the app needs one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from readerapp.domain.paper import Paper
from readerapp.sources.draft import Draft
from readerapp.sources.recognition import recognise
from readerapp.sources.results import Skip, TooDeep, Unnamed

_MODULES = {
    "hf-text": "hugging_face.captured_text",
    "hf-html": "hugging_face.saved_page",
    "hf-json": "hugging_face.api",
    "hf-collection": "hugging_face.collection",
    "hf-collection-page": "hugging_face.collection_page",
    "semantic-scholar": "services.semantic_scholar",
    "openalex": "services.openalex",
    "crossref": "bibliographies.csl_json",
    "csl-json": "bibliographies.csl_json",
    "zotero-json": "bibliographies.zotero_json",
    "zotero-rdf": "bibliographies.zotero_rdf",
    "endnote-xml": "bibliographies.endnote_xml",
    "pubmed-xml": "bibliographies.pubmed_xml",
    "jsonl": "lists.papers_jsonl",
    "json": "lists.loose_json",
    "arxiv-atom": "services.feeds",
    "rss": "services.feeds",
    "oai-pmh": "services.oai",
    "opml": "lists.opml",
    "bibtex": "bibliographies.bibtex",
    "ris": "bibliographies.ris",
    "tagged": "bibliographies.medline_refer_wos",
    "arxiv-mail": "services.arxiv_mail",
    "arxiv-html": "pages.arxiv_html",
    "arxiv-text": "pages.arxiv_text",
    "page": "pages.citation_meta",
    "bibtex-page": "pages.bibtex_page",
    "scholar": "pages.scholar",
    "email": "email",
    "csv": "lists.csv_table",
    "ids": "lists.id_list",
    "shortcut": "lists.shortcut",
    "obsidian": "lists.vault_note",
    "note": "lists.paper_note",
    "markdown": "lists.markdown_list",
    "html": "lists.html_list",
    "text": "lists.free_text",
}
_MAX_MESSAGE_CHARS = 600
LOOSE = frozenset("hf-text hf-html json csv ids markdown html".split())
"""Formats that may mention papers although they contain no record."""
REPEATING = frozenset(
    "hf-text hf-html hf-json markdown html ids text arxiv-html arxiv-text scholar email".split()
)
"""Formats in which repeats are normal; in the others they are reported."""


def formats() -> tuple[str, ...]:
    """Return the names of all formats."""
    return tuple(_MODULES)


def read_as(format: str, text: str) -> Iterator[Draft | Paper | Skip]:
    """Yield what a format finds in a text."""
    try:
        yield from import_module(f"readerapp.sources.{_MODULES[format]}").read(text)
    except TooDeep:
        yield Skip("", "nested too deeply to be read")


def format_of(text: str, format: str | None) -> str | Skip:
    """Return `format` if given, else the recognised format; a `Skip` if there is none."""
    chosen = format or recognise(text)
    if chosen is None:
        return _without_papers(text)
    if chosen not in _MODULES:
        return Skip("", f"no format is called {chosen!r}; there are {', '.join(_MODULES)}")
    return chosen


def _without_papers(text: str) -> Skip:
    """Return why a text that is in no known format has no papers."""
    address = re.search(r"https?://[^\s<>\"]+", text) if len(text) < _MAX_MESSAGE_CHARS else None
    if address is None:
        return Skip("", "no papers found; unknown format")
    why = f"{address[0]} names no paper by its id; `readerapp add` with that address looks there"
    return Unnamed("", why, address[0])
