"""Hugging Face's `daily_papers` API in the fields of all years, and what scrapers make of its pages.

Format: https://huggingface.co/docs/hub/api (`GET /api/daily_papers`, `/api/papers/{id}`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.people import names_in
from readerapp.domain.text import normalise_title
from readerapp.sources.draft import Draft
from readerapp.sources.json_text import read_records
from readerapp.sources.json_values import Record, child, number, records, strings, text
from readerapp.sources.results import Skip

_LINK = re.compile(r"https?://\S+")
_LABELS = frozenset(
    """
    & - and blog code data dataset demo github homepage model models page paper project tweet web webpage
    website |
    """.split()
)
_HUBS_OWN = "https://github.com/huggingface"


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of an API response."""
    yield from read_records(source, hf_draft, is_hf_record)


def drafts_within(value: object) -> Iterator[Draft]:
    """Yield the papers in the data that a page carries for its own scripts."""
    if not isinstance(value, dict):
        return
    day = text(value, "date", "dateString")
    for name in ("dailyPapers", "papers", "paper"):
        held = value.get(name)
        entries = [held] if isinstance(held, dict) and held.get("title") else records(held)
        for entry in entries:
            if is_hf_record(entry):
                yield hf_draft({"listed_on": day, **entry} if day else entry)


def is_hf_record(record: Record) -> bool:
    """Return True if an object is a paper as Hugging Face or a scraper of it writes it."""
    paper = record.get("paper")
    if isinstance(paper, dict):
        return "title" in paper or "id" in paper
    return "title" in record and not any(
        isinstance(record.get(name), list) for name in ("papers", "dailyPapers")
    )


def hf_draft(record: Record) -> Draft:
    """Return the paper of one entry: fields of `paper` first, then those beside it."""
    paper = child(record, "paper") or record
    details = child(record, "details")
    arxiv = arxiv_id(text(paper, "id", "arxiv_id", "arxivId", "paper_id")) or _from_page(record, details)
    return Draft(
        title=text(paper, "title") or text(record, "title") or text(details, "title"),
        abstract=_abstract(record, paper, details),
        authors=names_in(paper.get("authors") or record.get("authors")),
        urls=_urls(paper, record, details, arxiv),
        arxiv=arxiv,
        published=_day(
            text(paper, "publishedAt", "published_at", "published") or text(record, "publishedAt")
        ),
        listed=_day(
            text(paper, "submittedOnDailyAt")
            or text(record, "submittedOnDailyAt", "submitted_at", "scraped_date", "listed_on")
        ),
        upvotes=number(paper, "upvotes") if "upvotes" in paper else number(record, "upvotes"),
        stars=number(paper, "githubStars", "github_stars", "stars"),
        keywords=strings(paper.get("ai_keywords") or paper.get("keywords")),
        summary=text(paper, "ai_summary", "aiSummary"),
        extra=_extra(record, paper),
    )


def _from_page(record: Record, details: Record) -> str | None:
    pages = (text(details, "arxiv_page_url", "page_url"), text(record, "paper_url", "url", "link"))
    return next((found for page in pages if (found := arxiv_id(page))), None)


def _abstract(record: Record, paper: Record, details: Record) -> str:
    """Return the abstract; scrapers that found none put the title or some links there."""
    if abstract := text(paper, "summary", "abstract") or text(record, "summary", "abstract"):
        return abstract
    scraped = text(details, "abstract")
    title = text(paper, "title") or text(record, "title")
    words = _LINK.sub(" ", scraped).casefold().replace(":", " ").replace(",", " ").split()
    if normalise_title(scraped) == normalise_title(title) or _LABELS.issuperset(words):
        return ""
    return scraped


def _urls(paper: Record, record: Record, details: Record, arxiv: str | None) -> list[str]:
    found = [text(paper, name) for name in ("githubRepo", "github_repo", "projectPage", "project_page")]
    found += [text(details, "arxiv_page_url"), text(details, "pdf_url"), text(paper, "pdf_url", "pdfUrl")]
    for links in (details.get("github_links"), details.get("links")):
        found += strings(links)
        found += [text(link, "url", "href") for link in records(links)]
    if arxiv:
        found.append(f"https://huggingface.co/papers/{arxiv}")
    elif page := text(record, "paper_url", "url"):
        found.append(page)
    found += _LINK.findall(text(details, "abstract"))
    return [url for url in found if url and url != _HUBS_OWN]


def _extra(record: Record, paper: Record) -> dict[str, Any]:
    submitter = (
        child(paper, "submittedOnDailyBy") or child(record, "submittedBy") or child(record, "submitted_by")
    )
    organisation = child(paper, "organization") or child(record, "organization")
    return {
        "submitted_by": text(submitter, "user", "name", "fullname"),
        "comments": number(record, "numComments", "comments"),
        "organization": text(organisation, "fullname", "name"),
    }


def _day(moment: str) -> str | None:
    return moment[:10] or None
