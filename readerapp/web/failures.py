"""Failed requests, in words for a person."""

from __future__ import annotations

import re
import ssl
from dataclasses import replace
from http import HTTPStatus

from urllib3 import exceptions as http

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line, shorten
from readerapp.domain.values import dataclass

_SECRET = re.compile(r"(?<=://)[^/@\s]*@")


class Unreachable(ReaderError):
    """A page that couldn't be fetched; the message says which, why, and what to do."""

    def __init__(self, sentence: str, *, status: int | None = None, asked_to_wait: bool = False) -> None:
        super().__init__(sentence)
        self.status = status
        """The response's status, if there was one."""
        self.asked_to_wait = asked_to_wait
        """True if the server asked us to back off (Retry-After)."""


@dataclass(eq=False)
class FailedTry(Exception):
    """One failed try of a request."""

    why: str
    again: bool = False
    """True if another try may succeed."""
    status: int | None = None
    wait: float | None = None
    """Seconds that the server asked us to wait."""
    garbled: bool = False
    """True if the response couldn't be decompressed."""

    def with_wait(self, time: str) -> FailedTry:
        """Return this failure for a server that asked for a longer wait than we accept."""
        return replace(self, why=f"{self.why}; try again in {time}", again=False)

    def final(self, url: str) -> Unreachable:
        """Return the error to raise if this was the last try."""
        why = f"{self.why}; try again later" if self.again else self.why
        return Unreachable(f"{shown(url)}: {why}", status=self.status, asked_to_wait=self.wait is not None)


def shown(url: str) -> str:
    """Return a URL on one line, without its password."""
    return shorten(clean_line(_SECRET.sub("", url)), 120)


def failed_try(error: Exception, host: str) -> FailedTry:
    """Return the failure for an error of urllib3 or the system."""
    if isinstance(error, http.DecodeError):
        return FailedTry("the response can't be decompressed", again=True, garbled=True)
    # urllib3 passes the original error as an argument of its own.
    causes = (error, *(part for part in error.args if isinstance(part, Exception)))
    for kinds, why, again in _WHYS:
        if any(isinstance(cause, kinds) for cause in causes):
            return FailedTry(why.format(host=host), again=again)
    reason = shorten(clean_line(str(causes[-1])), 100)
    if any(isinstance(cause, http.SSLError | ssl.SSLError) for cause in causes):
        return FailedTry(f"the connection is not secure: {reason}")
    return FailedTry(f"the server's response makes no sense ({reason})", again=True)


_WHYS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str, bool], ...] = (
    (http.NameResolutionError, "{host} can't be found; is there a network, and is the name right?", False),
    (http.ProxyError, "the proxy refused the connection; see HTTP_PROXY and HTTPS_PROXY", True),
    (http.NewConnectionError, "{host} can't be reached; is there a network?", True),
    ((http.ConnectTimeoutError, http.ReadTimeoutError, TimeoutError), "{host} does not answer", True),
    ((http.IncompleteRead, http.InvalidChunkLength), "the response was cut short", True),
    ((ConnectionError, BrokenPipeError), "{host} hung up", True),
    ((http.LocationParseError, UnicodeError), "this is not a valid address", False),
)


def refusal(status: int) -> str:
    """Return the sentence for an error status."""
    try:
        name = HTTPStatus(status).phrase
    except ValueError:
        name = "an unknown status"
    return f"the server says {status} ({name})"
