"""Getting a page, and what a server may say instead."""

from tests.web.server import Server, answer
from tests.web.surroundings import Asker


def test_a_page_comes_with_its_kind(server: Server, asker: Asker) -> None:
    server.says({"/page": answer("words", Content_Type="text/plain")})
    page = asker.web().get(server.at("/page#part"))
    assert (page.data, page.kind, page.url, page.fresh) == (b"words", "text/plain", server.at("/page"), True)


def test_it_says_who_asks_and_what_for(server: Server, asker: Asker) -> None:
    server.says({"/page": answer("words")})
    asker.web().get(server.at("/page"), accept="application/json", token="secret")
    headers = server.asked[0].headers
    assert headers["User-Agent"] == "readerapp/1.2 (tests)"
    assert headers["Accept"] == "application/json"
    assert headers["Authorization"] == "Bearer secret"
