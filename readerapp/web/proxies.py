"""The proxy for a URL, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network

from readerapp.web.guard import host_and_port


def proxy_for(url: str, env: Mapping[str, str]) -> str | None:
    """Return the proxy for `url` from HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, lower case first."""
    named = _named(env, f"{url.partition(':')[0].lower()}_proxy") or _named(env, "all_proxy")
    if not named or _is_excepted(url, _named(env, "no_proxy")):
        return None
    return named if "://" in named else f"http://{named}"


def _is_excepted(url: str, exceptions: str) -> bool:
    """Return True if NO_PROXY has the host: `*`, a name or its end, an IP address or network."""
    host, port = host_and_port(url)
    for entry in exceptions.lower().replace(",", " ").split():
        name = entry.removesuffix(f":{port}").removeprefix("*").lstrip(".").rstrip(".")
        if entry == "*" or host == name or host.endswith(f".{name}") or _in_network(host, name):
            return True
    return False


def _in_network(host: str, network: str) -> bool:
    try:
        return ip_address(host) in ip_network(network, strict=False)
    except ValueError:
        return False


def _named(env: Mapping[str, str], name: str) -> str:
    return (env.get(name) or env.get(name.upper()) or "").strip()
