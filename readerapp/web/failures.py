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

    def __init__(self, sentence: str, *, status: int | None = None, asked_off: bool = False) -> None:
        super().__init__(sentence)
        self.status = status
        """The server's answer, if there was one: 404."""
        self.asked_off = asked_off
        """Whether the server asks to be left alone for a while."""


@dataclass(eq=False)
class Setback(Exception):
    """One try failed."""

    why: str
    again: bool = False
    """Whether another try may succeed."""
    status: int | None = None
    wait: float | None = None
    """The seconds that the server asks to be left alone."""
    garbled: bool = False
    """Whether what was packed can't be unpacked."""

    def because(self, why: str) -> Setback:
        """The same for another reason."""
        return replace(self, why=why)


def shown(url: str) -> str:
    """An address as it may be printed: on one line, without the password in it."""
    return shorten(clean_line(_SECRET.sub("", url)), 120)


def setback(error: Exception, host: str) -> Setback:
    """What went wrong between us and a server, told as one try that failed."""
    if isinstance(error, http.DecodeError):
        return Setback("the answer can't be unpacked", again=True, garbled=True)
    for kinds, why, again in _WHYS:
        if isinstance(error, kinds):
            return Setback(why.format(host=host), again=again)
    if isinstance(error, http.SSLError | ssl.SSLError):
        reason = clean_line(str(error.args[0] if error.args else error))
        return Setback(f"the connection is not safe: {shorten(reason, 100)}")
    return Setback(f"no answer that makes sense ({shorten(clean_line(str(error)), 100)})", again=True)


_WHYS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str, bool], ...] = (
    (http.NameResolutionError, "{host} can't be found; is there a network, and is the name right?", False),
    (http.ProxyError, "the proxy does not let us through; see HTTP_PROXY and HTTPS_PROXY", True),
    ((http.ConnectTimeoutError, http.ReadTimeoutError, TimeoutError), "{host} does not answer", True),
    (http.NewConnectionError, "{host} can't be reached; is there a network?", True),
    ((http.IncompleteRead, http.InvalidChunkLength), "the answer was cut short", True),
    ((http.LocationParseError, UnicodeError), "this is no address", False),
)


def refusal(status: int) -> str:
    """What an answer other than the page means."""
    try:
        name = HTTPStatus(status).phrase
    except ValueError:
        name = "an unknown status"
    return f"the server says {status} ({name})"
