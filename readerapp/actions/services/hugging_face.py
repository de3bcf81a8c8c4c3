"""Papers that Hugging Face lists: of a day, a week, a month, or those that trend.

API: https://huggingface.co/docs/hub/api#get-apidailypapers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from readerapp.actions.services.client import Batch, ServiceClient
from readerapp.actions.services.targets import Bounds, NotUnderstood, Target
from readerapp.domain.ids.parsing import arxiv_id

DAILY = "hf daily "
_PAGE = 100
"""The most that the API gives at once."""
_PAGES = 30
_TRENDING = 50
_LOOK_BACK = 5
"""Days: a long weekend."""
_WEEK = re.compile(r"\d{4}-w\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of papers."""

    name: str
    query: tuple[str, str]
    listed: str | None = None
    """The day it is of."""
    limit: int | None = None


def found(wanted: Target, bounds: Bounds, ask: ServiceClient) -> Iterator[Batch]:
    """What is wanted, page by page. A page raises as `Web.get`.

    Raises:
        NotUnderstood: the words name no list.
    """
    what, today = wanted.what.lower(), bounds.today
    if what in ("", "day", "daily", "today"):
        days = _days(bounds.since, today) if bounds.since else _newest(today)
        return _some(days, bounds, ask, every=bounds.since is not None)
    if arxiv := arxiv_id(what):
        return one_paper(arxiv, ask)
    return _pages(_listing(what, today), bounds, ask)


def one_paper(arxiv: str, ask: ServiceClient, name: str = "hf papers") -> Iterator[Batch]:
    """The paper with an arXiv id, as Hugging Face knows it. It raises as `Web.get`."""
    yield ask.papers(f"{ask.places.huggingface}/api/papers/{arxiv}", name=name, format="hf-json")


def _some(days: Iterable[date], bounds: Bounds, ask: ServiceClient, *, every: bool) -> Iterator[Batch]:
    """The lists of every day, or of the first that has papers."""
    left = bounds.limit
    for day in days:
        taken = 0
        for page in _pages(_daily(day), replace(bounds, limit=left), ask):
            taken += len(page.papers)
            yield page
        if left is not None:
            left -= taken
        if left == 0 or (taken and not every):
            return


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _newest(today: date) -> Iterator[date]:
    return (today - timedelta(days=n) for n in range(_LOOK_BACK))


def _listing(what: str, today: date) -> Listing:
    year, week, _ = today.isocalendar()
    if what in ("week", "weekly"):
        what = f"{year}-w{week:02}"
    if what in ("month", "monthly"):
        what = f"{today:%Y-%m}"
    if what in ("trending", "trend"):
        return Listing("hf trending", ("sort", "trending"), limit=_TRENDING)
    if _WEEK.fullmatch(what):
        return Listing(f"hf weekly {what.upper()}", ("week", what.upper()))
    if _MONTH.fullmatch(what):
        return Listing(f"hf monthly {what}", ("month", what))
    try:
        return _daily(today - timedelta(days=1) if what == "yesterday" else date.fromisoformat(what))
    except ValueError as error:
        known = "day, week, month, trending, 2026-11-21, 2026-W47, 2026-11 or an arXiv id"
        raise NotUnderstood(f"Hugging Face has no list {what!r}; it has {known}") from error


def _daily(day: date) -> Listing:
    return Listing(f"{DAILY}{day}", ("date", day.isoformat()), day.isoformat())


def _pages(listing: Listing, bounds: Bounds, ask: ServiceClient) -> Iterator[Batch]:
    """A list page by page, until one brings nothing new or is less than half full."""
    left = bounds.limit or listing.limit or _PAGE * _PAGES
    size = min(_PAGE, left)
    keys: set[str] = set()
    for number in range(_PAGES):
        query = urlencode([listing.query, ("limit", size), ("p", number)])
        url = f"{ask.places.huggingface}/api/daily_papers?{query}"
        page = ask.papers(url, name=listing.name, format="hf-json", listed=listing.listed)
        new = [paper for paper in page.papers if paper.key not in keys][:left]
        keys.update(paper.key for paper in new)
        left -= len(new)
        yield replace(page, papers=tuple(new))
        if not new or left <= 0 or len(page.papers) * 2 < size:
            return
