"""One request and its response, within limits of place, size and time."""

from __future__ import annotations

import socket
import ssl
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3 import exceptions as http
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.connection import create_connection

from readerapp.domain.values import dataclass
from readerapp.web.failures import FailedTry, failed_try
from readerapp.web.guard import Guard, host_and_port, is_public
from readerapp.web.limits import Limits

_CHUNK_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request."""

    url: str
    headers: Mapping[str, str]
    private: bool
    """True if the server may be at a private address."""
    proxy: str | None = None
    compressed: bool = True
    """True if the response may be compressed."""
    method: str = "GET"
    data: bytes | None = None
    """The body of a POST."""


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response."""

    url: str
    status: int
    headers: Mapping[str, str]
    """Case-insensitive."""
    body: bytes
    private: bool
    """True if it came from a private address."""


class Exchange:
    """Sends requests, each over a new connection."""

    def __init__(self, limits: Limits, guard: Guard) -> None:
        self._limits = limits
        self._guard = guard
        self._ssl_context: ssl.SSLContext | None = None

    def send(self, request: Request, watch: Callable[[HTTPConnection], None]) -> Response:
        """Return the response to a request; `watch` gets the connection, to break it off.

        Raises:
            FailedTry: there is no response, or it is too large.
        """
        host, port = host_and_port(request.url)
        addresses: list[str] = []

        def dial(connection: HTTPConnection) -> socket.socket:
            watch(connection)
            found = _resolved(connection)
            if request.proxy is None:
                found = self._guard.permitted(host, port, found, private=request.private)
            return self._connected(connection, found, addresses)

        if request.proxy is not None:
            self._check_behind_proxy(request, host, port)
        began, response = monotonic(), None
        try:
            with self._manager(request, dial) as manager:
                response = self._response(manager, request, addresses)
                return response
        except (http.HTTPError, OSError, ValueError, AttributeError) as error:
            # AttributeError: a TLS connection that was broken off while it was read
            raise failed_try(error, host) from error
        finally:
            status, size = (response.status, len(response.body)) if response else (None, 0)
            sys.audit("readerapp.fetched", request.url, status, size, monotonic() - began)  # for `--log`

    def _check_behind_proxy(self, request: Request, host: str, port: int) -> None:
        """Check a host that the proxy will look up, if its addresses are known here."""
        try:
            found = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError):
            return
        self._guard.permitted(host, port, map(str, found), private=request.private)

    def _connected(self, connection: HTTPConnection, found: list[str], addresses: list[str]) -> socket.socket:
        failure: OSError | None = None
        for address in found:
            try:
                sock = create_connection((address, connection.port), self._limits.connect)
            except OSError as error:
                failure = error
                continue
            addresses.append(address)
            return sock
        if isinstance(failure, TimeoutError):
            raise http.ConnectTimeoutError(connection, "no answer") from failure
        raise http.NewConnectionError(connection, str(failure)) from failure

    def _manager(self, request: Request, dial: Callable[[HTTPConnection], socket.socket]) -> Any:
        options: dict[str, Any] = {"num_pools": 1}
        if request.url.lower().startswith("https:"):
            options["ssl_context"] = self._ssl_context = self._ssl_context or ssl.create_default_context()
        manager: urllib3.PoolManager
        if request.proxy is None:
            manager = urllib3.PoolManager(**options)
        else:
            options["proxy_headers"] = _proxy_headers(request.proxy)
            manager = urllib3.ProxyManager(request.proxy, **options)
        manager.pool_classes_by_scheme = _pools(dial)
        return manager

    def _response(self, manager: urllib3.PoolManager, request: Request, addresses: list[str]) -> Response:
        encoding = "gzip, deflate" if request.compressed else "identity"
        response = manager.urlopen(
            request.method,
            request.url,
            body=request.data,
            headers={**request.headers, "Accept-Encoding": encoding},
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=self._limits.connect, read=self._limits.stall),
        )
        try:
            is_page = 200 <= response.status < 300
            body = self._body(response, compressed=request.compressed) if is_page else b""
        finally:
            response.close()
        private = request.proxy is None and not all(map(is_public, addresses))
        return Response(request.url, response.status, response.headers, body, private)

    def _body(self, response: urllib3.BaseHTTPResponse, *, compressed: bool) -> bytes:
        length = response.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > self._limits.size:
            raise self._too_large()
        body = BytesIO()
        for chunk in response.stream(_CHUNK_BYTES, decode_content=compressed):
            if body.tell() + len(chunk) > self._limits.size:
                raise self._too_large()
            body.write(chunk)
        return body.getvalue()

    def _too_large(self) -> FailedTry:
        return FailedTry(f"more than {self._limits.size / (1 << 20):,.3g} MB, which is too large for a page")


def _resolved(connection: HTTPConnection) -> list[str]:
    host = connection.host.strip("[]")
    try:
        found = socket.getaddrinfo(host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise http.NameResolutionError(host, connection, socket.gaierror(str(error))) from error
    return [str(entry[4][0]) for entry in found]


def _pools(dial: Callable[[HTTPConnection], socket.socket]) -> dict[str, type[HTTPConnectionPool]]:
    """Return the pools of a manager whose connections `dial` makes."""

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


def _proxy_headers(proxy: str) -> Mapping[str, str]:
    parts = urlsplit(proxy)
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return urllib3.make_headers(proxy_basic_auth=pair)
