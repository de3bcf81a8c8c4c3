"""A program on this machine is spoken to directly, and nobody else."""

import pytest

from readerapp.web import LocalServer, Unreachable
from tests.web.server import Server, answer


def test_an_answer_comes_whatever_its_status(server: Server) -> None:
    server.says({"/ok": answer('{"a": 1}', X_Id="7"), "/no": answer("{}", 403), "/text": answer("no JSON")})
    local = LocalServer(server.url, {"X-Program": "reader"})
    found = local.get("/ok", {"X-More": "1"})
    assert (found.status, found.value, found.headers["x-id"]) == (200, {"a": 1}, "7")
    assert (server.asked[0].headers["X-Program"], server.asked[0].headers["X-More"]) == ("reader", "1")
    assert (local.get("/no").status, local.get("/no").value) == (403, None)
    assert local.get("/text").value is None


def test_no_proxy_stands_between(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.says({"/": answer("{}")})
    assert LocalServer(server.url, {}).get("/").status == 200


def test_a_redirect_is_an_answer_and_not_followed(server: Server) -> None:
    server.says({"/": answer("", 302, Location=server.at("/elsewhere"))})
    assert LocalServer(server.url, {}).get("/").status == 302
    assert server.paths() == ["/"]


def test_an_answer_has_a_limit(server: Server) -> None:
    server.says({"/": answer("x", Content_Length=str(10 << 30))})
    with pytest.raises(Unreachable, match="too large"):
        LocalServer(server.url, {}).get("/")


def test_a_program_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        LocalServer("http://127.0.0.1:9", {}).get("/")
