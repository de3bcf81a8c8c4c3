"""No network, and networks with a proxy."""

import base64
import socket

import pytest

from readerapp.web import Unreachable
from readerapp.web.proxies import proxy_for
from tests.web.server import Server, answer
from tests.web.surroundings import Asker


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def test_a_name_that_is_not_found_is_one_line_at_once(asker: Asker) -> None:
    with pytest.raises(Unreachable, match=r"nowhere\.invalid can't be found; is there a network") as caught:
        asker.web().get("http://user:secret@nowhere.invalid/page")
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
    assert asker.slept == []


def test_a_server_that_is_not_there_is_one_line(asker: Asker) -> None:
    with pytest.raises(
        Unreachable, match=r"127\.0\.0\.1 can't be reached; is there a network\?; try again"
    ) as caught:
        asker.web(private=True).get(f"http://127.0.0.1:{free_port()}/")
    assert "\n" not in str(caught.value)
    assert len(asker.slept) == 3


@pytest.mark.parametrize(
    "url", ["", "nothing", "http://", "https://[", "http://a b/", "http://a:b/", "ftp://a/", "http://\x00/"]
)
def test_what_is_no_address_is_one_line(asker: Asker, url: str) -> None:
    with pytest.raises(Unreachable) as caught:
        asker.web().get(url)
    assert "\n" not in str(caught.value)


def test_a_connection_that_is_not_safe_is_one_line(server: Server, asker: Asker) -> None:
    with pytest.raises(Unreachable, match="the connection is not secure") as caught:
        asker.web(private=True).get(server.at("/").replace("http:", "https:"))
    assert "\n" not in str(caught.value)


def test_a_proxy_is_asked_instead_even_at_a_private_address(server: Server, asker: Asker) -> None:
    asker.allow = ()
    asker.env = {"http_proxy": server.url.replace("//", "//ada:by%20ron@")}
    server.answers["/page"] = answer("by way of the proxy")
    assert asker.web().get("http://papers.invalid/page").data == b"by way of the proxy"
    assert server.asked[0].path == "http://papers.invalid/page"
    pair = base64.b64encode(b"ada:by ron").decode()
    assert server.asked[0].headers["Proxy-Authorization"] == f"Basic {pair}"


def test_a_proxy_leads_nobody_into_the_house(server: Server, asker: Asker) -> None:
    asker.allow = ()
    asker.env = {"HTTP_PROXY": server.url}
    for host in ("127.0.0.1", "localhost", "10.0.0.1", "[::1]"):
        with pytest.raises(Unreachable, match="is a private address"):
            asker.web().get(f"http://{host}/page")
    assert server.asked == []


def test_a_proxy_that_is_not_there_is_one_line(asker: Asker) -> None:
    asker.env = {"HTTPS_PROXY": f"http://127.0.0.1:{free_port()}"}
    with pytest.raises(Unreachable, match="the proxy refused the connection") as caught:
        asker.web().get("https://papers.invalid/page")
    assert "\n" not in str(caught.value)


def test_a_proxy_of_a_kind_not_known_is_one_line(asker: Asker) -> None:
    asker.env = {"ALL_PROXY": "socks5://127.0.0.1:1080"}
    with pytest.raises(Unreachable) as caught:
        asker.web().get("https://papers.invalid/page")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("no_proxy", "goes_without"),
    [
        ("", False),
        ("*", True),
        ("papers.example", True),
        ("example", True),
        (".example", True),
        ("*.example", True),
        ("other.example, papers.example:443", True),
        ("papers.example:80", False),
        ("apers.example", False),
    ],
)
def test_no_proxy_is_for_names_and_the_ends_of_names(no_proxy: str, goes_without: bool) -> None:
    env = {"https_proxy": "proxy:3128", "NO_PROXY": no_proxy}
    proxy = proxy_for("https://papers.example/x", env)
    assert proxy == (None if goes_without else "http://proxy:3128")


def test_no_proxy_is_for_networks_too() -> None:
    env = {"http_proxy": "http://proxy:3128", "no_proxy": "10.0.0.0/8"}
    assert proxy_for("http://10.1.2.3/x", env) is None
    assert proxy_for("http://11.1.2.3/x", env) == "http://proxy:3128"
    assert proxy_for("https://11.1.2.3/x", env) is None
