"""Papers on Hugging Face: daily, weekly, monthly and trending lists.

API: https://huggingface.co/docs/hub/api#get-apidailypapers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlencode

from readerapp.actions.services.client import PaperBatch, ServiceClient
from readerapp.actions.services.targets import Bounds, FetchTarget, NotUnderstood
from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.nearest import did_you_mean
from readerapp.domain.values import dataclass

DAILY = "hf daily "
_PAGE_PAPERS = 100
"""The most that the API returns at once."""
_MAX_PAGES = 30
_MAX_TRENDING = 50
_LOOK_BACK_DAYS = 5
"""A long weekend."""
_WEEK = re.compile(r"\d{4}-w\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of papers on Hugging Face."""

    name: str
    query: tuple[str, str]
    listed: str | None = None
    """Its day: `2026-11-21`."""
    limit: int | None = None


def fetch(target: FetchTarget, bounds: Bounds, client: ServiceClient) -> Iterator[PaperBatch]:
    """Return the papers of a target page by page; iterating raises as `Web.get`.

    Raises:
        NotUnderstood: the target names no list.
    """
    what, today = target.what.lower(), bounds.today
    if what in ("", "day", "daily", "today"):
        days = _days(bounds.since, today) if bounds.since else _newest(today)
        return _lists(days, bounds, client, every=bounds.since is not None)
    if arxiv := arxiv_id(what):
        return one_paper(arxiv, client)
    return _pages(_listing(what, today), bounds, client)


def one_paper(arxiv: str, client: ServiceClient, name: str = "hf papers") -> Iterator[PaperBatch]:
    """Yield the paper with an arXiv id; raises as `Web.get`."""
    yield client.papers(f"{client.places.huggingface}/api/papers/{arxiv}", name=name, format="hf-json")


def _lists(
    days: Iterable[date], bounds: Bounds, client: ServiceClient, *, every: bool
) -> Iterator[PaperBatch]:
    """Yield the lists of every day, or of the first day that has papers."""
    left = bounds.limit
    for day in days:
        taken = 0
        for page in _pages(_daily(day), replace(bounds, limit=left), client):
            taken += len(page.papers)
            yield page
        if left is not None:
            left -= taken
        if left == 0 or (taken and not every):
            return


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _newest(today: date) -> Iterator[date]:
    return (today - timedelta(days=n) for n in range(_LOOK_BACK_DAYS))


def _listing(what: str, today: date) -> Listing:
    year, week, _ = today.isocalendar()
    if what in ("week", "weekly"):
        what = f"{year}-w{week:02}"
    if what in ("month", "monthly"):
        what = f"{today:%Y-%m}"
    if what in ("trending", "trend"):
        return Listing("hf trending", ("sort", "trending"), limit=_MAX_TRENDING)
    if _WEEK.fullmatch(what):
        return Listing(f"hf weekly {what.upper()}", ("week", what.upper()))
    if _MONTH.fullmatch(what):
        return Listing(f"hf monthly {what}", ("month", what))
    try:
        return _daily(today - timedelta(days=1) if what == "yesterday" else date.fromisoformat(what))
    except ValueError as error:
        near = did_you_mean(what, ("day", "week", "month", "trending", "yesterday"))
        known = "; it has day, week, month, trending, 2026-11-21, 2026-W47, 2026-11 or an arXiv id"
        raise NotUnderstood(f"Hugging Face has no list {what!r}{near or known}") from error


def _daily(day: date) -> Listing:
    return Listing(f"{DAILY}{day}", ("date", day.isoformat()), day.isoformat())


def _pages(listing: Listing, bounds: Bounds, client: ServiceClient) -> Iterator[PaperBatch]:
    """Yield a list page by page, until one has nothing new or is less than half full."""
    left = bounds.limit or listing.limit or _PAGE_PAPERS * _MAX_PAGES
    size = min(_PAGE_PAPERS, left)
    keys: set[str] = set()
    for number in range(_MAX_PAGES):
        query = urlencode([listing.query, ("limit", size), ("p", number)])
        url = f"{client.places.huggingface}/api/daily_papers?{query}"
        page = client.papers(url, name=listing.name, format="hf-json", listed=listing.listed)
        new = [paper for paper in page.papers if paper.key not in keys][:left]
        keys.update(paper.key for paper in new)
        left -= len(new)
        yield replace(page, papers=tuple(new))
        if not new or left <= 0 or len(page.papers) * 2 < size:
            return
