"""Papers on arXiv: by query, category, author or ids.

API: https://info.arxiv.org/help/api/user-manual.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from urllib.parse import urlencode

from readerapp.actions.services.client import PaperBatch, ServiceClient
from readerapp.actions.services.targets import Bounds, FetchTarget, NotUnderstood
from readerapp.domain.ids.parsing import arxiv_id
from readerapp.web import Unreachable

_PAGE_PAPERS = 100
_MAX_PAPERS = 2000
_MAX_TITLE_MATCHES = 10
_FIELD = re.compile(
    r"\b(ti|au|abs|co|jr|cat|rn|id|all|submittedDate|lastUpdatedDate|title|author|abstract|category):"
)
_FIELDS = {"title": "ti", "author": "au", "abstract": "abs", "category": "cat"}
_OPERATOR = re.compile(r"\b(?:AND|OR|ANDNOT)\b|[\"()\[]")
_SUBJECT = re.compile(
    r"(astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.([a-z]{2}|[a-z]+-[a-z]+)", re.I
)
_ARCHIVE = re.compile(
    r"astro-ph|cond-mat|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|nlin|nucl-ex|nucl-th|quant-ph", re.I
)
_SPLIT = re.compile(r"cs|econ|eess|math|physics|q-bio|q-fin|stat", re.I)


def fetch(target: FetchTarget, bounds: Bounds, client: ServiceClient) -> Iterator[PaperBatch]:
    """Return the papers of a target page by page: the newest first; with `since`, all, the oldest first.

    Iterating raises as `Web.get`.

    Raises:
        NotUnderstood: the target is empty.
    """
    ids = [arxiv_id(word) for word in target.what.replace(",", " ").split()]
    if ids and all(ids):
        return by_ids(filter(None, ids[: bounds.limit]), client, target.name)
    return _pages(query(target.what), bounds, client, target.name)


def by_ids(ids: Iterable[str], client: ServiceClient, name: str = "arxiv") -> Iterator[PaperBatch]:
    """Yield the papers with these ids, a hundred at a time."""
    left = iter(ids)
    while some := list(islice(left, _PAGE_PAPERS)):
        asked = urlencode({"id_list": ",".join(some), "max_results": len(some)})
        yield client.papers(f"{client.places.arxiv}/api/query?{asked}", name=name, format="arxiv-atom")


def query(what: str) -> str:
    """Return arXiv's query for what a person typed: a category, a query in its language, or plain words.

    Raises:
        NotUnderstood: nothing was typed.
    """
    words = what.split()
    if not words:
        raise NotUnderstood("arXiv is too large to fetch; name a category (cs.LG), words, au:NAME or ids")
    categories = [category for word in words if (category := _category(word))]
    if len(categories) == len(words):
        return " OR ".join(f"cat:{category}" for category in categories)
    named = _FIELD.sub(lambda match: f"{_FIELDS.get(match[1], match[1])}:", what)
    field = _FIELD.match(named)
    if len(_FIELD.findall(named)) > 1 or (field and _OPERATOR.search(named)):
        return named
    rest = named[field.end() :] if field else named
    return _each(field[1] if field else "all", rest)


def titled(title: str) -> str:
    """Return the query for a title, without arXiv's special characters; empty if it has no words."""
    words = " ".join(re.findall(r"\w+", title))
    return f'ti:"{words}"' if words else ""


def best(asked: str, client: ServiceClient) -> PaperBatch:
    """Return the ten papers that match a query best; raises as `Web.get`."""
    terms = urlencode({"search_query": asked, "max_results": _MAX_TITLE_MATCHES})
    return client.papers(f"{client.places.arxiv}/api/query?{terms}", name="arxiv", format="arxiv-atom")


def _each(field: str, words: str) -> str:
    """Return the query for all words or phrases in one field; an author's words are one name."""
    if field == "au":
        return f'au:"{words.strip()}"'
    parts = re.findall(r'"[^"]+"|[^\s"]+', words)
    return " AND ".join(f"{field}:{part}" for part in parts)


def _category(word: str) -> str | None:
    """Return `cs.LG` for `CS.lg`, `cs.*` for `cs`; None for a word that isn't a category."""
    if match := _SUBJECT.fullmatch(word):
        subject = match[2].upper() if len(match[2]) == 2 else match[2].lower()
        return f"{match[1].lower()}.{subject}"
    if _SPLIT.fullmatch(word):
        return f"{word.lower()}.*"
    return word.lower() if _ARCHIVE.fullmatch(word) else None


def _pages(asked: str, bounds: Bounds, client: ServiceClient, name: str) -> Iterator[PaperBatch]:
    limit = bounds.limit or (_MAX_PAPERS if bounds.since else _PAGE_PAPERS)
    order = "ascending" if bounds.since else "descending"
    if bounds.since:
        asked = f"({asked}) AND {_from(bounds.since, bounds.today)}"
    start, keys = 0, set[str]()
    while len(keys) < limit:
        size = min(_PAGE_PAPERS, limit - len(keys))
        terms = {"search_query": asked, "start": start, "max_results": size}
        sorting = {"sortBy": "submittedDate", "sortOrder": order}
        url = f"{client.places.arxiv}/api/query?{urlencode({**terms, **sorting})}"
        page = client.papers(url, name=name, format="arxiv-atom")
        new = [paper for paper in page.papers if paper.key not in keys]
        keys.update(paper.key for paper in new)
        yield replace(page, papers=tuple(new))
        start += len(page.papers) + len(page.skipped)
        if start >= (page.total or 0) or (page.skipped and not page.papers):
            return
        if not new:  # it happens; going on would leave a gap unnoticed
            raise Unreachable(f"{name}: arXiv left out {start} to {page.total}; try again later")
    if bounds.limit is None and bounds.since:
        raise Unreachable(f"{name}: got {start:,} of {page.total:,}; fetch --since last continues from there")


def _from(first: date, today: date) -> str:
    """Return the query for papers submitted since a day."""
    return f"submittedDate:[{first:%Y%m%d}0000 TO {today + timedelta(days=1):%Y%m%d}2359]"
