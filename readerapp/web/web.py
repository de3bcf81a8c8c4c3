"""The web: pages by URL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

from readerapp.domain.errors import Cancelled
from readerapp.domain.values import dataclass
from readerapp.web.backoff import RETRY_STATUSES, asked_wait, in_words
from readerapp.web.cache import Cache, CachedPage
from readerapp.web.call import BrokenOff, Call, TimeUp
from readerapp.web.exchange import Exchange, Request, Response
from readerapp.web.failures import FailedTry, Unreachable, refusal, shown
from readerapp.web.guard import Guard, host_and_port
from readerapp.web.limits import Environment, Limits
from readerapp.web.proxies import proxy_for
from readerapp.web.rate_limit import RateLimit

NOT_MODIFIED = 304
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ANY_TYPE = "*/*"


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page."""

    url: str
    """Its address after redirects."""
    data: bytes
    kind: str
    """Its content type."""
    fresh: bool
    """False if it is the same as last time."""


class Web:
    """Fetches pages, within rate limits and limits of place, size and time, with a cache."""

    def __init__(
        self,
        cache: Path,
        *,
        limits: Limits | None = None,
        allow: Collection[str] = (),
        private: bool = False,
        say: Callable[[str], None] | None = None,
        around: Environment | None = None,
    ) -> None:
        """Make a web client with the reader's cache folder.

        Args:
            allow: URLs whose host may be private, even after a redirect.
            private: allow every requested URL to be private.
            say: called with a sentence before each wait.
        """
        self._limits = limits = limits or Limits()
        self._around = around or Environment()
        self._private = private
        self._say = say or (lambda _: None)
        self._cache = Cache(cache / "web", limits.cache)
        self._exchange = Exchange(limits, Guard(allow))
        self._rate_limit = RateLimit(cache / "web", limits.gaps, self._around.now)
        self._cancelled = threading.Event()
        self._call: Call[Response] | None = None

    def cancel(self) -> None:
        """Make `get` raise `Cancelled`, now and from now on. May be called from any thread."""
        self._cancelled.set()
        if call := self._call:
            call.break_off()

    def get(self, url: str, *, accept: str = _ANY_TYPE, token: str | None = None) -> Page:
        """Return the page at `url`.

        Args:
            accept: the content types to ask for.
            token: a bearer token, sent to this server only.

        Raises:
            Unreachable: it couldn't be fetched, even after retries.
            Cancelled: `cancel` was called.
        """
        url = url.partition("#")[0]
        held = self._cache.get(url, accept)
        headers = {"User-Agent": self._around.program, "Accept": accept, **(held.conditions if held else {})}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            response = self._with_retries(Request(url, headers, self._private))
        except FailedTry as failed:
            raise failed.final(url) from failed
        if response.status != NOT_MODIFIED:
            page = _cached_page(response)
            self._cache.put(url, accept, page)
            return Page(page.url, page.body, page.kind, fresh=held is None or held.body != page.body)
        if held is None:
            raise Unreachable(f"{shown(url)}: {refusal(response.status)}", status=response.status)
        return Page(held.url, held.body, held.kind, fresh=False)

    def _with_retries(self, request: Request) -> Response:
        """Return the final response, after retries."""
        limits, number = self._limits, 0
        end = self._around.clock() + limits.seconds
        while True:
            number += 1
            try:
                return self._with_redirects(request, end)
            except FailedTry as failed:
                wait = failed.wait
                if wait is None:
                    wait = limits.backoff * 2 ** (number - 1) * (0.5 + self._around.chance())
                elif wait > min(limits.patience, end - self._around.clock()):
                    raise failed.with_wait(in_words(wait)) from failed
                if not failed.again or number >= limits.tries or self._around.clock() + wait >= end:
                    raise
                self._say(f"{host_and_port(request.url)[0]}: {failed.why}; trying again in {in_words(wait)}")
                request = replace(request, compressed=request.compressed and not failed.garbled)
                self._sleep(wait)

    def _with_redirects(self, request: Request, end: float) -> Response:
        """Return the response after redirects."""
        for _ in range(self._limits.redirects + 1):
            response = self._sent(request, end)
            location = response.headers.get("location")
            if response.status not in _REDIRECTS or location is None:
                return self._accepted(response)
            request = _redirected(request, location, private=self._private and response.private)
        raise FailedTry(f"redirects more than {self._limits.redirects} times")

    def _accepted(self, response: Response) -> Response:
        if 200 <= response.status < 300 or response.status == NOT_MODIFIED:
            return response
        wait = asked_wait(response.status, response.headers, self._around.now())
        again = response.status in RETRY_STATUSES or wait is not None
        raise FailedTry(refusal(response.status), again=again, status=response.status, wait=wait)

    def _sent(self, request: Request, end: float) -> Response:
        """Return the response of one server, after waiting for our turn."""
        request = replace(request, proxy=proxy_for(request.url, self._around.env))
        if wait := self._rate_limit.wait(request.url):
            self._sleep(wait)
            end += wait  # our own waiting isn't counted
        call: Call[Response] = Call()
        self._call = call
        self._check()
        try:
            return call.run(lambda: self._exchange.send(request, call.watch), end - self._around.clock())
        except TimeUp:
            raise FailedTry(f"took longer than {self._limits.seconds:g} seconds") from None
        except BrokenOff:
            raise Cancelled from None
        finally:
            self._call = None

    def _sleep(self, seconds: float) -> None:
        (self._around.sleep or self._cancelled.wait)(seconds)
        self._check()

    def _check(self) -> None:
        if self._cancelled.is_set():
            raise Cancelled


def _redirected(request: Request, location: str, *, private: bool) -> Request:
    """Return the request for a redirect; only the same server gets the token."""
    try:
        url = urljoin(request.url, location.encode("latin-1").decode("utf-8", "replace")).partition("#")[0]
    except ValueError as error:
        raise FailedTry("redirects to an invalid address") from error
    headers = dict(request.headers)
    if host_and_port(url) != host_and_port(request.url):
        headers.pop("Authorization", None)
    return replace(request, url=url, headers=headers, private=private)


def _cached_page(response: Response) -> CachedPage:
    """Return a response as a page for the cache."""
    kind, etag, modified = (response.headers.get(name) for name in ("content-type", "etag", "last-modified"))
    return CachedPage(response.url, kind or "", etag, modified, response.body)
