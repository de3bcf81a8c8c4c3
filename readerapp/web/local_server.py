"""A program on this machine that speaks HTTP: no cache, no proxy, no second try, no other address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from readerapp.domain.values import NamedTuple
from readerapp.web.call import Call, TimeUp
from readerapp.web.exchange import Exchange, Request, Response
from readerapp.web.failures import FailedTry
from readerapp.web.guard import Guard
from readerapp.web.limits import Limits

_LIMITS = Limits(seconds=300.0, connect=3.0, stall=300.0)
"""Patient, as the program may ask its user before it answers."""


class Reply(NamedTuple):
    """What the program answered."""

    status: int
    headers: Mapping[str, str]
    """Case-insensitive."""
    body: bytes
    """Empty unless the answer is a success."""

    @property
    def value(self) -> Any:
        """The JSON of the body; None if it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None


class LocalServer:
    """Sends requests to one program."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        """`headers` go with every request."""
        self.url = url
        self._headers = dict(headers)
        self._exchange = Exchange(_LIMITS, Guard([url]))

    def get(self, path: str, headers: Mapping[str, str] = {}) -> Reply:
        """Return the answer to a GET of a path, whatever its status.

        Raises:
            Unreachable: there is none.
        """
        return self._send("GET", path, headers, None)

    def post(self, path: str, value: object, headers: Mapping[str, str] = {}) -> Reply:
        """Return the answer to a POST of a value as JSON; otherwise as `get`."""
        data = json.dumps(value).encode()
        return self._send("POST", path, {"Content-Type": "application/json", **headers}, data)

    def _send(self, method: str, path: str, headers: Mapping[str, str], data: bytes | None) -> Reply:
        url = self.url + path
        request = Request(url, {**self._headers, **headers}, private=False, method=method, data=data)
        call: Call[Response] = Call()
        try:
            response = call.run(lambda: self._exchange.send(request, call.watch), _LIMITS.seconds)
        except TimeUp:
            raise FailedTry(f"no answer within {_LIMITS.seconds:g} seconds").final(url) from None
        except FailedTry as failed:
            raise failed.final(url) from failed
        return Reply(response.status, response.headers, response.body)
