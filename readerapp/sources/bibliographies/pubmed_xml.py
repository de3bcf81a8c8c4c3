"""PubMed's XML, as E-utilities and its downloads provide it.

Format: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/190101/.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from readerapp.domain.ids.parsing import doi
from readerapp.sources.dates import parse_date
from readerapp.sources.draft import Draft
from readerapp.sources.reading import Skip
from readerapp.sources.xml_text import all_of, descend, find, read_elements, text, text_of


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the articles of an API response or download."""
    yield from read_elements(source, frozenset({"PubmedArticle", "PubmedBookArticle"}), _draft)


def _draft(record: Element, _: dict[str, str]) -> Draft:
    citation = find(record, "MedlineCitation")
    article = descend(citation, "Article")
    if citation is None or article is None:
        return Draft()
    journal = find(article, "Journal")
    issue = descend(journal, "JournalIssue")
    listed = descend(record, "PubmedData", "ArticleIdList")
    ids = [*_texts(listed, "ArticleId"), *_texts(article, "ELocationID")]
    return Draft(
        title=(text(article, "ArticleTitle") or text(article, "VernacularTitle")).removesuffix("."),
        abstract=_abstract(descend(article, "Abstract")),
        authors=_people(find(article, "AuthorList")),
        doi=next((value for value in ids if doi(value)), None),
        published=_date(descend(article, "ArticleDate")) or _date(descend(issue, "PubDate")),
        keywords=_texts(find(citation, "KeywordList"), "Keyword"),
        venue=_text(journal, "Title"),
        volume=_text(issue, "Volume"),
        number=_text(issue, "Issue"),
        pages=_text(find(article, "Pagination"), "MedlinePgn"),
        extra={"pmid": text(citation, "PMID"), "type": "journal-article"},
    )


def _text(element: Element | None, tag: str) -> str:
    return text(element, tag) if element is not None else ""


def _texts(element: Element | None, tag: str) -> list[str]:
    return [] if element is None else [text_of(found) for found in all_of(element, tag)]


def _abstract(abstract: Element | None) -> str:
    """Return the sections as paragraphs, each after its label."""
    parts = all_of(abstract, "AbstractText") if abstract is not None else ()
    labelled = ((part.get("Label", ""), text_of(part)) for part in parts)
    return "\n\n".join(f"{label}: {words}" if label else words for label, words in labelled)


def _people(listed: Element | None) -> list[str]:
    people = all_of(listed, "Author") if listed is not None else ()
    spoken = (
        f"{text(one, 'ForeName')} {text(one, 'LastName')} {text(one, 'CollectiveName')}" for one in people
    )
    return [" ".join(name.split()) for name in spoken if name.strip()]


def _date(element: Element | None) -> str | None:
    if element is None:
        return None
    year, month, day = (text(element, tag) for tag in ("Year", "Month", "Day"))
    written = "-".join(filter(None, (year, month, day if month else "")))
    named = f"{month} {day}, {year}" if day else f"{month} {year}"
    return parse_date(written) or parse_date(named) or parse_date(year or _text(element, "MedlineDate")[:4])
