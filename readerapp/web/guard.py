"""Which addresses a page may come from: public ones, and private ones only where they were asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from readerapp.web.failures import FailedTry

Address = IPv4Address | IPv6Address
_PORTS = {"http": 80, "https": 443}
_NAT64 = ip_network("64:ff9b::/96")


def host_and_port(url: str) -> tuple[str, int]:
    """The host and port of an address.

    Raises:
        FailedTry: it is no web address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError as error:
        raise FailedTry("this is no address") from error
    if port is None:
        raise FailedTry(f"only http and https are followed, not {parts.scheme or 'this'}:")
    if not parts.hostname:
        raise FailedTry("this is no address")
    return parts.hostname.rstrip(".").lower(), port


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet, also behind the ways to write IPv4 in IPv6."""
    address = _within(ip_address(text.partition("%")[0]))
    inside = address.is_multicast or address.is_reserved or getattr(address, "is_site_local", False)
    return address.is_global and not inside


def _within(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, else itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)


class Guard:
    """Lets connections to public addresses through, and to the private ones that were asked for."""

    def __init__(self, allow: Collection[str] = ()) -> None:
        self._allowed = frozenset(host_and_port(url) for url in allow)

    def permitted(self, host: str, port: int, found: Iterable[str], *, private: bool) -> list[str]:
        """Those of the IP addresses of a host that may be connected to.

        Raises:
            FailedTry: none of them.
        """
        every = list(dict.fromkeys(found))
        if private or (host.rstrip(".").lower(), port) in self._allowed:
            return every
        public = [address for address in every if is_public(address)]
        if every and not public:
            where = host if host == every[0] else f"{host} ({every[0]})"
            raise FailedTry(f"{where} is a private address; give it yourself with --private if you mean it")
        return public
