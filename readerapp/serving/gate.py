"""Who may use the app in a browser: requests to this server, with its token if it has one."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from readerapp.domain.values import dataclass

_LOOPBACK_NAMES = frozenset(("localhost", "127.0.0.1", "::1"))


def is_loopback(host: str) -> bool:
    """Return True if only this machine reaches an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def allowed_names(host: str) -> frozenset[str]:
    """Return the names by which a server that listens on `host` may be called; none stand for any."""
    if is_loopback(host):
        return _LOOPBACK_NAMES | {host}
    try:
        return frozenset() if ip_address(host).is_unspecified else frozenset((host,))
    except ValueError:
        return frozenset((host,))


@dataclass(frozen=True, slots=True)
class Gate:
    """Decides on requests."""

    names: Collection[str]
    """Hosts by which the server may be called; empty for any.

    A page elsewhere whose name is made to mean our address sends that name (DNS rebinding).
    """
    port: int
    token: str = ""
    """What a request must know; empty if it needn't."""

    def why_not(self, host: str, origin: str | None) -> str:
        """Return why a request with these headers is refused; empty if it isn't."""
        try:
            called = urlsplit(f"//{host}")
            name, port = called.hostname or "", called.port or 80
        except ValueError:
            return "The Host header is not an address"
        if self.names and (name not in self.names or port != self.port):
            return "The Host header names another server"
        if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
            return "The request comes from another page"
        return ""

    def knows(self, token: str) -> bool:
        """Return True if a request's token is right; takes as long for one that nearly is."""
        return not self.token or hmac.compare_digest(_bytes(token), _bytes(self.token))


def _bytes(token: str) -> bytes:
    # A header may have bytes that are no UTF-8, which come as lone surrogates.
    return token.encode("utf-8", "surrogatepass")
