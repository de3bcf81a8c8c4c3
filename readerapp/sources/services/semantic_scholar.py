"""Semantic Scholar's API: searches, papers, authors, references, citations, recommendations.

Format: https://api.semanticscholar.org/api-docs/graph.
"""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.domain.people import names_in
from readerapp.sources.draft import Draft
from readerapp.sources.json_text import read_records
from readerapp.sources.json_values import Record, child, number, strings, text
from readerapp.sources.results import Skip

_WRAPPED = ("citedPaper", "citingPaper")


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of an API response."""
    yield from read_records(source, _draft, _is_paper)


def _is_paper(record: Record) -> bool:
    return "paperId" in record or any(name in record for name in _WRAPPED)


def _draft(record: Record) -> Draft:
    paper = next((child(record, name) for name in _WRAPPED if name in record), record)
    ids = child(paper, "externalIds")
    venue = child(paper, "publicationVenue")
    journal = child(paper, "journal")
    return Draft(
        title=text(paper, "title"),
        abstract=text(paper, "abstract"),
        authors=names_in(paper.get("authors")),
        urls=[text(child(paper, "openAccessPdf"), "url"), text(paper, "url")],
        arxiv=text(ids, "ArXiv"),
        doi=text(ids, "DOI"),
        published=text(paper, "publicationDate", "year"),
        keywords=strings(paper.get("fieldsOfStudy")),
        venue=text(paper, "venue") or text(venue, "name") or text(journal, "name"),
        volume=text(journal, "volume"),
        pages=text(journal, "pages"),
        summary=text(child(paper, "tldr"), "text"),
        extra={
            "citations": number(paper, "citationCount"),
            "references": number(paper, "referenceCount"),
            "semantic_scholar": text(paper, "paperId"),
        },
    )
