"""Where a server may send us, and where not."""

from collections.abc import Iterator

import pytest

from readerapp.web import Unreachable
from tests.web.server import Server, answer, serving
from tests.web.surroundings import Asker


@pytest.fixture
def elsewhere() -> Iterator[Server]:
    """Another server, at a private address that nobody asked for."""
    with serving() as running:
        running.says({"/": answer("secrets of the house")})
        yield running


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(server: Server, asker: Asker, status: int) -> None:
    server.says({"/old": answer(status=status, Location="/new?a=b#part"), "/new": answer("new")})
    page = asker.web().get(server.at("/old"))
    assert (page.data, page.url) == (b"new", server.at("/new?a=b"))


def test_a_redirect_in_circles_ends(server: Server, asker: Asker) -> None:
    server.says({"/a": answer(status=302, Location="/b"), "/b": answer(status=302, Location="/a")})
    with pytest.raises(Unreachable, match="redirects more than 5 times"):
        asker.web().get(server.at("/a"))
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)", "data:,x", "gopher://x/"]
)
def test_only_the_web_is_followed(server: Server, asker: Asker, location: str) -> None:
    server.says({"/": answer(status=302, Location=location)})
    with pytest.raises(Unreachable, match="only http and https are followed"):
        asker.web().get(server.at("/"))


@pytest.mark.parametrize(
    "location", ["http://", "http://[", "http://a:99999999/", "http://[::1", "//", "\x80"]
)
def test_an_address_that_is_none_is_one_line(server: Server, asker: Asker, location: str) -> None:
    server.says({"/": answer(status=302, Location=location)})
    with pytest.raises(Unreachable) as caught:
        asker.web().get(server.at("/"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "127.1", "0"])
def test_nobody_is_sent_into_the_house(server: Server, asker: Asker, elsewhere: Server, host: str) -> None:
    port = elsewhere.url.rpartition(":")[2]
    server.says({"/": answer(status=302, Location=f"http://{host}:{port}/")})
    with pytest.raises(Unreachable, match="is a private address"):
        asker.web().get(server.at("/"))
    assert elsewhere.asked == []


def test_what_is_private_itself_may_lead_on_within_the_house(
    server: Server, asker: Asker, elsewhere: Server
) -> None:
    server.says({"/": answer(status=302, Location=elsewhere.at("/"))})
    assert asker.web(private=True).get(server.at("/")).data == b"secrets of the house"


def test_who_asks_is_told_to_one_server_only(server: Server, asker: Asker, elsewhere: Server) -> None:
    server.says(
        {
            "/": answer(status=302, Location="/here"),
            "/away": answer(status=302, Location=elsewhere.at("/")),
            "/here": answer("here"),
        }
    )
    web = asker.web(private=True)
    web.get(server.at("/"), token="secret")
    web.get(server.at("/away"), token="secret")
    assert server.asked[1].headers["Authorization"] == "Bearer secret"
    assert "Authorization" not in elsewhere.asked[0].headers


def test_a_redirect_without_an_address_is_one_line(server: Server, asker: Asker) -> None:
    server.says({"/": answer(status=302)})
    with pytest.raises(Unreachable, match="302"):
        asker.web().get(server.at("/"))
