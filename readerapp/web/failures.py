"""Why a page did not come, in words for a person."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass, replace
from http import HTTPStatus

from urllib3 import exceptions as http

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line, shorten

_SECRET = re.compile(r"(?<=://)[^/@\s]*@")


class Unreachable(ReaderError):
    """A page did not come: which, why, and what to do about it."""

    def __init__(self, sentence: str, *, status: int | None = None, asked_to_wait: bool = False) -> None:
        super().__init__(sentence)
        self.status = status
        """The server's answer, if there was one: 404."""
        self.asked_to_wait = asked_to_wait
        """Whether the server asks to be left alone for a while."""


@dataclass(eq=False)
class FailedTry(Exception):
    """One try failed."""

    why: str
    again: bool = False
    """Whether another try may succeed."""
    status: int | None = None
    wait: float | None = None
    """The seconds that the server asks to be left alone."""
    garbled: bool = False
    """Whether what was packed can't be unpacked."""

    def left_alone(self, time: str) -> FailedTry:
        """The same, when the server wants to be left alone for longer than we wait."""
        return replace(self, why=f"{self.why}; try again in {time}", again=False)

    def final(self, url: str) -> Unreachable:
        """What is said of it when no other try is made."""
        why = f"{self.why}; try again later" if self.again else self.why
        return Unreachable(f"{shown(url)}: {why}", status=self.status, asked_to_wait=self.wait is not None)


def shown(url: str) -> str:
    """An address as it may be printed: on one line, without the password in it."""
    return shorten(clean_line(_SECRET.sub("", url)), 120)


def failed_try(error: Exception, host: str) -> FailedTry:
    """What went wrong between us and a server, told as one try that failed."""
    if isinstance(error, http.DecodeError):
        return FailedTry("the answer can't be unpacked", again=True, garbled=True)
    # urllib3 hands what it met on as an argument of its own errors
    causes = (error, *(part for part in error.args if isinstance(part, Exception)))
    for kinds, why, again in _WHYS:
        if any(isinstance(cause, kinds) for cause in causes):
            return FailedTry(why.format(host=host), again=again)
    reason = shorten(clean_line(str(causes[-1])), 100)
    if any(isinstance(cause, http.SSLError | ssl.SSLError) for cause in causes):
        return FailedTry(f"the connection is not safe: {reason}")
    return FailedTry(f"no answer that makes sense ({reason})", again=True)


_WHYS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str, bool], ...] = (
    (http.NameResolutionError, "{host} can't be found; is there a network, and is the name right?", False),
    (http.ProxyError, "the proxy does not let us through; see HTTP_PROXY and HTTPS_PROXY", True),
    (http.NewConnectionError, "{host} can't be reached; is there a network?", True),
    ((http.ConnectTimeoutError, http.ReadTimeoutError, TimeoutError), "{host} does not answer", True),
    ((http.IncompleteRead, http.InvalidChunkLength), "the answer was cut short", True),
    ((ConnectionError, BrokenPipeError), "{host} hung up", True),
    ((http.LocationParseError, UnicodeError), "this is no address", False),
)


def refusal(status: int) -> str:
    """What an answer other than the page means."""
    try:
        name = HTTPStatus(status).phrase
    except ValueError:
        name = "an unknown status"
    return f"the server says {status} ({name})"
