"""Papers at addresses: from the service's API if that has more than the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from readerapp.actions.services.urls import is_url
from readerapp.domain.ids.parsing import arxiv_id, doi, paper_key
from readerapp.domain.paper import Paper
from readerapp.sources import Skip

if TYPE_CHECKING:
    from readerapp.actions.services.client import PaperBatch, ServiceClient
    from readerapp.web import Unreachable

_HUBS = frozenset({"huggingface.co", "hf.co"})
_LISTS = re.compile(r"/papers(?:/(?:date|week|month)/([\w-]+)|/(trending))?/?")
_README = re.compile(r"/([\w.-]+)/([\w.-]+?)(?:\.git)?(?:/tree/([^/]+))?/?")
_FILE = re.compile(r"/([\w.-]+/[\w.-]+)/(?:blob|raw)/(.+)")
_NOT_FOUND = 404
_RAW_TYPE = "application/vnd.github.raw+json"


class Addresses:
    """The addresses of one import, as told by `is_address`. arXiv gets one request for all of its papers."""

    def __init__(
        self,
        addresses: Iterable[str],
        client: ServiceClient,
        format: str | None = None,
        listed: str | None = None,
    ) -> None:
        """`format` and `listed` (a date) are those of pages; the answers of services have their own."""
        self._client = client
        self._format = format
        self._listed = listed
        self._numbers = [number for address in addresses if (number := self._arxiv_number(address))]

    def papers(self, address: str) -> Iterator[Paper | Skip]:
        """Yield the papers at one of the addresses, or a `Skip` that says why there are none.

        Raises:
            Cancelled: `Web.cancel` was called.
        """
        from readerapp.web import Unreachable

        count = 0
        try:
            for page in self.batches(address):
                count += len(page.papers) + len(page.skipped)
                yield from page
        except Unreachable as error:
            why = str(error).removeprefix(f"{address}: ")
            stub = self._stub(address) if _may_come_later(error) and not count else None
            if stub:
                yield stub
                why = f"added by its id, to be filled in by the next fetch: {why}"
            yield Skip(address, why)
        else:
            if not count:
                yield Skip(address, "nothing there")

    def _stub(self, address: str) -> Paper | None:
        """Return a paper with only the id that an address names; None without one."""
        key = paper_key(address)
        if key is None:
            return None
        from readerapp.sources.draft import Draft, finish
        from readerapp.sources.results import Origin

        return finish(Draft.of_key(key), Origin(address, self._client.seen, self._listed))

    def batches(self, address: str) -> Iterator[PaperBatch]:
        """Return what is at one of the addresses, page by page; iterating raises as `Web.get`."""
        if on_hub := self._on_hub(address):
            return on_hub
        if number := self._arxiv_number(address):
            return self._at_arxiv(number, address)
        return self._page(address)

    def _arxiv_number(self, address: str) -> str | None:
        return None if self._is_hub(address) else arxiv_id(address)

    @cached_property
    def _known(self) -> Mapping[str, Paper] | Unreachable:
        """The arXiv papers by key, or the error of the request for them."""
        from readerapp.actions.services import arxiv
        from readerapp.web import Unreachable

        try:
            pages = list(arxiv.by_ids(self._numbers, self._client))
        except Unreachable as error:
            return error
        return {paper.key: paper for page in pages for paper in page.papers}

    def _at_arxiv(self, number: str, address: str) -> Iterator[PaperBatch]:
        from readerapp.actions.services.client import PaperBatch

        if not isinstance(self._known, Mapping):
            raise self._known
        paper = self._known.get(f"arxiv:{number}")
        if paper:
            sightings = tuple(replace(sighting, source=address) for sighting in paper.sightings)
            yield PaperBatch(address, (replace(paper, sightings=sightings),))

    def _page(self, address: str) -> Iterator[PaperBatch]:
        if number := doi(address):
            from readerapp.actions.services import citations

            yield from citations.by_doi(number, self._client, address, self._listed)
            return
        url, accept = address, "*/*"
        if urlsplit(address).hostname in ("github.com", "www.github.com"):
            url, accept = _on_github(urlsplit(address).path, self._client)
        yield self._client.papers(url, name=address, format=self._format, listed=self._listed, accept=accept)

    def _is_hub(self, address: str) -> bool:
        if not is_url(address):
            return False
        parts = urlsplit(address)
        own = f"{parts.scheme}://{parts.netloc}" == self._client.places.huggingface
        return own or (parts.hostname or "").removeprefix("www.") in _HUBS

    def _on_hub(self, address: str) -> Iterator[PaperBatch] | None:
        """Return the papers of a Hugging Face page from its API; None for other pages."""
        from readerapp.actions.services import hugging_face
        from readerapp.actions.services.targets import Bounds, FetchTarget, NotUnderstood

        if not self._is_hub(address):
            return None
        parts = urlsplit(address)
        if number := arxiv_id(f"https://huggingface.co{parts.path}"):
            return self._one_paper(number, address)
        if not (match := _LISTS.fullmatch(parts.path)):
            return None
        what = match[1] or match[2] or parse_qs(parts.query).get("date", [""])[0]
        try:
            return hugging_face.fetch(FetchTarget("hf", what), Bounds(self._client.today), self._client)
        except NotUnderstood:
            return None

    def _one_paper(self, number: str, address: str) -> Iterator[PaperBatch]:
        """Yield a paper as Hugging Face has it, else as arXiv does."""
        from readerapp.actions.services import arxiv, hugging_face
        from readerapp.web import Unreachable

        try:
            yield from hugging_face.one_paper(number, self._client, address)
        except Unreachable as error:
            if error.status != _NOT_FOUND:
                raise
            yield from arxiv.by_ids([number], self._client, address)


def _may_come_later(error: Unreachable) -> bool:
    """Return True if the page may come later: no network, or a server that is broken or busy."""
    return error.status is None or error.status >= 500 or error.status in (408, 425, 429)


def _on_github(path: str, client: ServiceClient) -> tuple[str, str]:
    """Return (URL, content type) of the text that a GitHub page shows."""
    if match := _FILE.fullmatch(path):
        return f"https://raw.githubusercontent.com/{match[1]}/{match[2]}", "*/*"
    if match := _README.fullmatch(path):
        at = f"?ref={match[3]}" if match[3] else ""
        return f"{client.places.github}/repos/{match[1]}/{match[2]}/readme{at}", _RAW_TYPE
    return f"https://github.com{path}", "*/*"
