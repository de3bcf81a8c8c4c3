"""The guard against private addresses: a page may come from one only if that was asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from readerapp.web.failures import FailedTry

Address = IPv4Address | IPv6Address
_PORTS = {"http": 80, "https": 443}
_NAT64 = ip_network("64:ff9b::/96")


def host_and_port(url: str) -> tuple[str, int]:
    """Return the host and port of a URL.

    Raises:
        FailedTry: it isn't a web address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError as error:
        raise FailedTry("this is not a valid address") from error
    if port is None:
        raise FailedTry(f"only http and https are followed, not {parts.scheme or 'this'}:")
    if not parts.hostname:
        raise FailedTry("this is not a valid address")
    return parts.hostname.rstrip(".").lower(), port


def is_public(text: str) -> bool:
    """Return True for a public IP address, also if it is IPv4 within IPv6."""
    address = _within(ip_address(text.partition("%")[0]))
    inside = address.is_multicast or address.is_reserved or getattr(address, "is_site_local", False)
    return address.is_global and not inside


def _within(address: Address) -> Address:
    """Return the IPv4 address within an IPv6 address, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)


class Guard:
    """Permits connections to public addresses, and to the private ones in `allow`."""

    def __init__(self, allow: Collection[str] = ()) -> None:
        self._allowed = frozenset(host_and_port(url) for url in allow)

    def permitted(self, host: str, port: int, found: Iterable[str], *, private: bool) -> list[str]:
        """Return the IP addresses of a host that we may connect to.

        Raises:
            FailedTry: there are none.
        """
        every = list(dict.fromkeys(found))
        if private or (host.rstrip(".").lower(), port) in self._allowed:
            return every
        public = [address for address in every if is_public(address)]
        if every and not public:
            where = host if host == every[0] else f"{host} ({every[0]})"
            raise FailedTry(f"{where} is a private address; add --private if you mean it")
        return public
