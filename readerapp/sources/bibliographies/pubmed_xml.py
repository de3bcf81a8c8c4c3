"""PubMed's XML, as E-utilities and its downloads provide it.

Format: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/190101/.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from readerapp.domain.ids.parsing import doi
from readerapp.sources.dates import parse_date
from readerapp.sources.draft import Draft
from readerapp.sources.results import Skip
from readerapp.sources.xml_text import all_of, find, read_elements, text, text_of, texts


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the articles of an API response or download."""
    yield from read_elements(source, frozenset({"PubmedArticle", "PubmedBookArticle"}), _draft)


def _draft(record: Element, _: dict[str, str]) -> Draft:
    citation = find(record, "MedlineCitation")
    article = find(citation, "Article")
    issue = find(article, "Journal", "JournalIssue")
    ids = texts(record, "PubmedData", "ArticleIdList", "ArticleId") + texts(article, "ELocationID")
    return Draft(
        title=(text(article, "ArticleTitle") or text(article, "VernacularTitle")).removesuffix("."),
        abstract=_abstract(find(article, "Abstract")),
        authors=_people(find(article, "AuthorList")),
        doi=next((value for value in ids if doi(value)), None),
        published=_date(find(article, "ArticleDate")) or _date(find(issue, "PubDate")),
        keywords=texts(citation, "KeywordList", "Keyword"),
        venue=text(article, "Journal", "Title"),
        volume=text(issue, "Volume"),
        number=text(issue, "Issue"),
        pages=text(article, "Pagination", "MedlinePgn"),
        extra={"pmid": text(citation, "PMID"), "type": "journal-article"},
    )


def _abstract(abstract: Element | None) -> str:
    """Return the sections as paragraphs, each after its label."""
    labelled = ((part.get("Label", ""), text_of(part)) for part in all_of(abstract, "AbstractText"))
    return "\n\n".join(f"{label}: {words}" if label else words for label, words in labelled)


def _people(listed: Element | None) -> list[str]:
    parts = ("ForeName", "LastName", "CollectiveName")
    return [" ".join(" ".join(text(one, part) for part in parts).split()) for one in all_of(listed, "Author")]


def _date(element: Element | None) -> str | None:
    year, month, day = (text(element, tag) for tag in ("Year", "Month", "Day"))
    written = "-".join(filter(None, (year, month, day if month else "")))
    named = f"{month} {day}, {year}" if day else f"{month} {year}"
    return parse_date(written) or parse_date(named) or parse_date(year or text(element, "MedlineDate")[:4])
