"""What an address means to who adds it: the service's own answer where that tells more than the page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from readerapp.actions.services.urls import is_url
from readerapp.actions.workspace import Workspace
from readerapp.domain.ids.keys import placeholder_title
from readerapp.domain.ids.parsing import arxiv_id, doi, paper_key
from readerapp.domain.paper import Paper
from readerapp.sources import Skip

if TYPE_CHECKING:
    from readerapp.actions.services.client import Batch, ServiceClient
    from readerapp.web import Unreachable, Web

_HUBS = frozenset({"huggingface.co", "hf.co"})
_LISTS = re.compile(r"/papers(?:/(?:date|week|month)/([\w-]+)|/(trending))?/?")
_README = re.compile(r"/([\w.-]+)/([\w.-]+?)(?:\.git)?(?:/tree/([^/]+))?/?")
_FILE = re.compile(r"/([\w.-]+/[\w.-]+)/(?:blob|raw)/(.+)")
_NOT_THERE = 404
_RAW = "application/vnd.github.raw+json"


class Addresses:
    """The addresses of one `add`, for which `is_address` holds; arXiv is asked for all of its at once."""

    def __init__(
        self,
        addresses: Iterable[str],
        ask: ServiceClient,
        today: date,
        *,
        format: str | None = None,
        listed: str | None = None,
    ) -> None:
        """`format` and `listed` (a date) are those of pages; the answers of services have their own."""
        self._ask = ask
        self._today = today
        self._format = format
        self._listed = listed
        self._numbers = [number for address in addresses if (number := self._arxiv_number(address))]

    @classmethod
    def of(
        cls,
        workspace: Workspace,
        addresses: Iterable[str],
        *,
        web: Web | None = None,
        private: bool = False,
        format: str | None = None,
        listed: str | None = None,
    ) -> Addresses:
        """Return addresses to be fetched as the reader's settings say.

        Raises:
            ReaderError: a service in the settings has no valid address.
        """
        from readerapp.actions.services.client import ServiceClient
        from readerapp.actions.services.places import Places
        from readerapp.settings import Settings

        now = workspace.clock()
        places = Places.of(Settings.load(workspace.home.settings), os.environ)
        web = web or places.web(workspace.home.cache, os.environ, private=private)
        ask = ServiceClient(web, places, now.isoformat(timespec="seconds"))
        return cls(addresses, ask, now.astimezone(UTC).date(), format=format, listed=listed)

    def papers(self, address: str) -> Iterator[Paper | Skip]:
        """The papers at one of the addresses, or why there are none.

        Raises:
            Cancelled: the web was.
        """
        from readerapp.web import Unreachable

        count = 0
        try:
            for page in self.found(address):
                count += len(page.papers) + len(page.skipped)
                yield from page
        except Unreachable as error:
            why = str(error).removeprefix(f"{address}: ")
            stub = self._stub(address) if _may_come_later(error) and not count else None
            if stub:
                yield stub
                why = f"kept by its id, to be filled by the next fetch: {why}"
            yield Skip(address, why)
        else:
            if not count:
                yield Skip(address, "nothing there")

    def _stub(self, address: str) -> Paper | None:
        """The paper that an address names, of which no more is known than its id."""
        key = paper_key(address)
        if key is None:
            return None
        from readerapp.sources.draft import Draft, finish
        from readerapp.sources.reading import Origin

        number = key.partition(":")[2]
        draft = Draft(title=placeholder_title(key) or "", arxiv=number) if key.startswith("arxiv:") else None
        origin = Origin(address, self._ask.seen, self._listed)
        return finish(draft or Draft(title=placeholder_title(key) or "", doi=number), origin)

    def found(self, address: str) -> Iterator[Batch]:
        """What is at one of the addresses, page by page. A page raises as `Web.get`."""
        if on_hub := self._on_hub(address):
            return on_hub
        if number := self._arxiv_number(address):
            return self._at_arxiv(number, address)
        return self._page(address)

    def _arxiv_number(self, address: str) -> str | None:
        return None if self._is_hub(address) else arxiv_id(address)

    @cached_property
    def _known(self) -> Mapping[str, Paper] | Unreachable:
        """The papers of arXiv by their keys, or why they did not come: it is asked once."""
        from readerapp.actions.services import arxiv
        from readerapp.web import Unreachable

        try:
            pages = list(arxiv.by_ids(self._numbers, self._ask))
        except Unreachable as error:
            return error
        return {paper.key: paper for page in pages for paper in page.papers}

    def _at_arxiv(self, number: str, address: str) -> Iterator[Batch]:
        from readerapp.actions.services.client import Batch

        if not isinstance(self._known, Mapping):
            raise self._known
        paper = self._known.get(f"arxiv:{number}")
        if paper:
            sightings = tuple(replace(sighting, source=address) for sighting in paper.sightings)
            yield Batch(address, (replace(paper, sightings=sightings),))

    def _page(self, address: str) -> Iterator[Batch]:
        if number := doi(address):
            from readerapp.actions.services import citations

            yield from citations.by_doi(number, self._ask, address, self._listed)
            return
        url, accept = address, "*/*"
        if urlsplit(address).hostname in ("github.com", "www.github.com"):
            url, accept = _on_github(urlsplit(address).path, self._ask)
        yield self._ask.papers(url, name=address, format=self._format, listed=self._listed, accept=accept)

    def _is_hub(self, address: str) -> bool:
        if not is_url(address):
            return False
        parts = urlsplit(address)
        own = f"{parts.scheme}://{parts.netloc}" == self._ask.places.huggingface
        return own or (parts.hostname or "").removeprefix("www.") in _HUBS

    def _on_hub(self, address: str) -> Iterator[Batch] | None:
        """What a page of Hugging Face's papers shows, from its API; None for other pages."""
        from readerapp.actions.services import hugging_face
        from readerapp.actions.services.targets import Bounds, NotUnderstood, Target

        if not self._is_hub(address):
            return None
        parts = urlsplit(address)
        if number := arxiv_id(f"https://huggingface.co{parts.path}"):
            return self._one_paper(number, address)
        if not (match := _LISTS.fullmatch(parts.path)):
            return None
        what = match[1] or match[2] or parse_qs(parts.query).get("date", [""])[0]
        try:
            return hugging_face.found(Target("hf", what), Bounds(self._today), self._ask)
        except NotUnderstood:
            return None

    def _one_paper(self, number: str, address: str) -> Iterator[Batch]:
        """What Hugging Face knows of a paper; what arXiv knows where it knows nothing."""
        from readerapp.actions.services import arxiv, hugging_face
        from readerapp.web import Unreachable

        try:
            yield from hugging_face.one_paper(number, self._ask, address)
        except Unreachable as error:
            if error.status != _NOT_THERE:
                raise
            yield from arxiv.by_ids([number], self._ask, address)


def _may_come_later(error: Unreachable) -> bool:
    """Whether a page failed to come for now only: no network, a server that is ill or busy."""
    return error.status is None or error.status >= 500 or error.status in (408, 425, 429)


def _on_github(path: str, ask: ServiceClient) -> tuple[str, str]:
    """Where the text is that a page of GitHub shows, and as what to ask for it."""
    if match := _FILE.fullmatch(path):
        return f"https://raw.githubusercontent.com/{match[1]}/{match[2]}", "*/*"
    if match := _README.fullmatch(path):
        at = f"?ref={match[3]}" if match[3] else ""
        return f"{ask.places.github}/repos/{match[1]}/{match[2]}/readme{at}", _RAW
    return f"https://github.com{path}", "*/*"
