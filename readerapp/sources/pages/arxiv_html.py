"""Saved pages of arXiv that list papers: new, recent, past months, searches, authors.

Format: https://arxiv.org/list/cs.LG/new, https://arxiv.org/search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from readerapp.domain.ids.parsing import arxiv_id
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.html_text import parse_html
from readerapp.sources.pages.abstracts import text_with_links
from readerapp.sources.pages.arxiv_text import BUTTON, SUBJECT, day_in
from readerapp.sources.results import Skip

_SUBMITTED = re.compile(r"v1 submitted (\d{1,2} \w+, \d{4})|Submitted (\d{1,2} \w+, \d{4})")


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of a listing or of search results."""
    tree = parse_html(source)
    listed: str | None = None
    for node in tree.css("h3, dt, li.arxiv-result"):
        if node.tag == "h3":
            listed = day_in(node.text()) or listed
            continue
        draft = _found(node) if node.tag == "li" else _listed(node)
        if draft is None:
            continue
        draft.listed = listed
        yield draft if draft.title else Skip(f"arXiv:{draft.arxiv}", "no title beside it")


def _listed(entry: LexborNode) -> Draft | None:
    """Return the paper of a `dt` with its id and the following `dd`."""
    link = entry.css_first("a[href*='/abs/']")
    number = arxiv_id("arxiv.org" + _path(link)) if link is not None else None
    facts = entry.next
    while facts is not None and facts.tag != "dd":
        facts = None if facts.tag == "dt" else facts.next
    if number is None or facts is None:
        return None
    return Draft(
        title=_field(facts, ".list-title"),
        abstract=_field(facts, "p.mathjax"),
        authors=_people(facts, ".list-authors"),
        arxiv=number,
        keywords=SUBJECT.findall(_field(facts, ".list-subjects")),
        venue=_field(facts, ".list-journal-ref"),
        extra={"comment": _field(facts, ".list-comments")},
    )


def _found(result: LexborNode) -> Draft | None:
    """Return the paper of one search result."""
    link = result.css_first("p.list-title a[href*='/abs/']")
    number = arxiv_id("arxiv.org" + _path(link)) if link is not None else None
    if number is None:
        return None
    abstract = _field(result, ".abstract-full") or _field(result, "p.abstract")
    dates = _SUBMITTED.search(" ".join(result.text(separator=" ").split()))
    comments = result.css_first("p.comments .mathjax")
    return Draft(
        title=_field(result, "p.title"),
        abstract=BUTTON.sub("", abstract),
        authors=_people(result, "p.authors"),
        arxiv=number,
        published=iso_only((dates[1] or dates[2]).replace(",", "")) if dates else None,
        keywords=[
            tag.text(strip=True) for tag in result.css(".tags .tag") if "." in tag.text() or "-" in tag.text()
        ],
        extra={"comment": text_with_links(comments) if comments is not None else ""},
    )


def _path(link: LexborNode) -> str:
    href = link.attributes.get("href") or ""
    return href[href.find("/abs/") :]


def _field(node: LexborNode, place: str) -> str:
    """Return the text of an element without its label (`Title:`)."""
    found = node.css_first(place)
    if found is None:
        return ""
    for label in found.css(".descriptor"):
        label.decompose()
    return text_with_links(found)


def _people(node: LexborNode, place: str) -> list[str]:
    found = node.css_first(place)
    return [link.text(strip=True) for link in found.css("a")] if found is not None else []
