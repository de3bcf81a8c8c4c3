"""One request and its answer, within bounds of place, size and time."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3 import exceptions as http
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.connection import create_connection

from readerapp.web.failures import FailedTry, failed_try
from readerapp.web.guard import Guard, host_and_port, is_public
from readerapp.web.limits import Limits

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a server."""

    url: str
    headers: Mapping[str, str]
    private: bool
    """Whether it may be at a private address."""
    proxy: str | None = None
    packed: bool = True
    """Whether the answer may be compressed."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server said."""

    url: str
    status: int
    headers: Mapping[str, str]
    """Names in any case."""
    body: bytes
    private: bool
    """Whether it came from a private address."""


class Exchange:
    """Sends requests one by one, each over a connection of its own."""

    def __init__(self, limits: Limits, guard: Guard) -> None:
        self._limits = limits
        self._guard = guard
        self._safety: ssl.SSLContext | None = None

    def ask(self, request: Request, watch: Callable[[HTTPConnection], None]) -> Response:
        """The answer to a request; `watch` is told of the connection, so that it can be broken off.

        Raises:
            FailedTry: there is none, or it is larger than the limit.
        """
        host, port = host_and_port(request.url)
        met: list[str] = []

        def dial(line: HTTPConnection) -> socket.socket:
            watch(line)
            found = _resolved(line)
            if request.proxy is None:
                found = self._guard.permitted(host, port, found, private=request.private)
            return self._connected(line, found, met)

        if request.proxy is not None:
            self._check_behind_proxy(request, host, port)
        try:
            with self._manager(request, dial) as manager:
                return self._answer(manager, request, host, met)
        except (http.HTTPError, OSError, ValueError, AttributeError) as error:
            # AttributeError: a TLS connection that was broken off under its reader's hands
            raise failed_try(error, host) from error

    def _check_behind_proxy(self, request: Request, host: str, port: int) -> None:
        """What is known here of a host that the proxy will look up; often that is nothing."""
        try:
            found = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError):
            return
        self._guard.permitted(host, port, map(str, found), private=request.private)

    def _connected(self, line: HTTPConnection, found: list[str], met: list[str]) -> socket.socket:
        failure: OSError | None = None
        for address in found:
            try:
                sock = create_connection((address, line.port), self._limits.connect)
            except OSError as error:
                failure = error
                continue
            met.append(address)
            return sock
        if isinstance(failure, TimeoutError):
            raise http.ConnectTimeoutError(line, "no answer") from failure
        raise http.NewConnectionError(line, str(failure)) from failure

    def _manager(self, request: Request, dial: Callable[[HTTPConnection], socket.socket]) -> Any:
        options: dict[str, Any] = {"num_pools": 1}
        if request.url.lower().startswith("https:"):
            options["ssl_context"] = self._safety = self._safety or ssl.create_default_context()
        manager: urllib3.PoolManager
        if request.proxy is None:
            manager = urllib3.PoolManager(**options)
        else:
            manager = urllib3.ProxyManager(request.proxy, proxy_headers=_signed(request.proxy), **options)
        manager.pool_classes_by_scheme = _pools(dial)
        return manager

    def _answer(self, manager: urllib3.PoolManager, request: Request, host: str, met: list[str]) -> Response:
        response = manager.urlopen(
            "GET",
            request.url,
            headers={**request.headers, "Accept-Encoding": "gzip, deflate" if request.packed else "identity"},
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=self._limits.connect, read=self._limits.stall),
        )
        try:
            body = self._body(response, packed=request.packed) if 200 <= response.status < 300 else b""
        finally:
            response.close()
        private = request.proxy is None and not all(map(is_public, met))
        return Response(request.url, response.status, response.headers, body, private)

    def _body(self, response: urllib3.BaseHTTPResponse, *, packed: bool) -> bytes:
        said = response.headers.get("content-length", "")
        if said.isascii() and said.isdigit() and int(said[:20]) > self._limits.size:
            raise self._too_large()
        taken = BytesIO()
        for chunk in response.stream(_CHUNK, decode_content=packed):
            if taken.tell() + len(chunk) > self._limits.size:
                raise self._too_large()
            taken.write(chunk)
        return taken.getvalue()

    def _too_large(self) -> FailedTry:
        return FailedTry(f"more than {self._limits.size / (1 << 20):,.3g} MB, which is too large for a page")


def _resolved(line: HTTPConnection) -> list[str]:
    host = line.host.strip("[]")
    try:
        found = socket.getaddrinfo(host, line.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise http.NameResolutionError(host, line, socket.gaierror(str(error))) from error
    return [str(entry[4][0]) for entry in found]


def _pools(dial: Callable[[HTTPConnection], socket.socket]) -> dict[str, type[HTTPConnectionPool]]:
    """The pools of a manager whose connections are made by `dial`."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self)

    class Safe(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SafePool(HTTPSConnectionPool):
        ConnectionCls = Safe

    return {"http": PlainPool, "https": SafePool}


def _signed(proxy: str) -> Mapping[str, str]:
    parts = urlsplit(proxy)
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return urllib3.make_headers(proxy_basic_auth=pair)
