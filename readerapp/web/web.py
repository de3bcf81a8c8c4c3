"""Pages by their addresses."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin

from readerapp.domain.errors import Cancelled
from readerapp.web.backoff import AGAIN, asked_wait, in_words
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
_ANY = "*/*"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave."""

    url: str
    """Where it was in the end."""
    data: bytes
    kind: str
    """Its content type, as the server says."""
    fresh: bool
    """False if it is as it was the last time."""


class Web:
    """Gets pages: politely, from a cache where they still hold, within limits of place, size and time."""

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
        """`cache`: the reader's cache folder. `allow`: addresses whose host may be private, whatever leads
        there; `private`: every address that is asked for may be. `say`: told of each wait, in a few words.
        """
        self._limits = limits = limits or Limits()
        self._around = around or Environment()
        self._private = private
        self._say = say or (lambda _: None)
        self._cache = Cache(cache / "web", limits.cache)
        self._exchange = Exchange(limits, Guard(allow))
        self._pace = RateLimit(cache / "web", limits.gaps, self._around.now)
        self._cancelled = threading.Event()
        self._call: Call[Response] | None = None

    def cancel(self) -> None:
        """Have `get` raise `Cancelled` soon, now and from now on. From any thread."""
        self._cancelled.set()
        if call := self._call:
            call.break_off()

    def get(self, url: str, *, accept: str = _ANY, token: str | None = None) -> Page:
        """The page at `url`.

        Args:
            accept: the content types that are wanted.
            token: proves who asks, to this server only.

        Raises:
            Unreachable: it did not come, after as many tries as make sense.
            Cancelled: `cancel` was called.
        """
        url = url.partition("#")[0]
        held = self._cache.get(url, accept)
        headers = {"User-Agent": self._around.program, "Accept": accept, **(held.conditions if held else {})}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            answer = self._tried(Request(url, headers, self._private))
        except FailedTry as failed:
            raise failed.final(url) from failed
        if answer.status != NOT_MODIFIED:
            now = _kept(answer)
            self._cache.put(url, accept, now)
            return Page(now.url, now.body, now.kind, fresh=held is None or held.body != now.body)
        if held is None:
            raise Unreachable(f"{shown(url)}: {refusal(answer.status)}", status=answer.status)
        return Page(held.url, held.body, held.kind, fresh=False)

    def _tried(self, request: Request) -> Response:
        """The answer in the end, after as many tries as make sense."""
        limits, number = self._limits, 0
        end = self._around.clock() + limits.seconds
        while True:
            number += 1
            try:
                return self._followed(request, end)
            except FailedTry as failed:
                wait = failed.wait
                if wait is None:
                    wait = limits.backoff * 2 ** (number - 1) * (0.5 + self._around.chance())
                elif wait > min(limits.patience, end - self._around.clock()):
                    raise failed.left_alone(in_words(wait)) from failed
                if not failed.again or number >= limits.tries or self._around.clock() + wait >= end:
                    raise
                self._say(f"{host_and_port(request.url)[0]}: {failed.why}; trying again in {in_words(wait)}")
                request = replace(request, packed=request.packed and not failed.garbled)
                self._sleep(wait)

    def _followed(self, request: Request, end: float) -> Response:
        """The answer where the redirects end."""
        for _ in range(self._limits.redirects + 1):
            answer = self._asked(request, end)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or location is None:
                return self._accepted(answer)
            request = _redirected(request, location, private=self._private and answer.private)
        raise FailedTry(f"leads on and on, more than {self._limits.redirects} times")

    def _accepted(self, answer: Response) -> Response:
        if 200 <= answer.status < 300 or answer.status == NOT_MODIFIED:
            return answer
        wait = asked_wait(answer.status, answer.headers, self._around.now())
        again = answer.status in AGAIN or wait is not None
        raise FailedTry(refusal(answer.status), again=again, status=answer.status, wait=wait)

    def _asked(self, request: Request, end: float) -> Response:
        """The answer of one server, when it is our turn there."""
        request = replace(request, proxy=proxy_for(request.url, self._around.env))
        if wait := self._pace.wait(request.url):
            self._sleep(wait)
            end += wait  # being polite is no server's fault
        call: Call[Response] = Call()
        self._call = call
        self._check()
        try:
            return call.run(lambda: self._exchange.ask(request, call.watch), end - self._around.clock())
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
    """The request that a redirect asks for; who asks is told to the same server only."""
    try:
        url = urljoin(request.url, location.encode("latin-1").decode("utf-8", "replace")).partition("#")[0]
    except ValueError as error:
        raise FailedTry("leads to something that is no address") from error
    headers = dict(request.headers)
    if host_and_port(url) != host_and_port(request.url):
        headers.pop("Authorization", None)
    return replace(request, url=url, headers=headers, private=private)


def _kept(answer: Response) -> CachedPage:
    """An answer as it is kept for next time."""
    kind, etag, modified = (answer.headers.get(name) for name in ("content-type", "etag", "last-modified"))
    return CachedPage(answer.url, kind or "", etag, modified, answer.body)
