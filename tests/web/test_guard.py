"""Which addresses are private, however they are written."""

import pytest

from readerapp.web import Unreachable
from readerapp.web.failures import FailedTry
from readerapp.web.guard import Guard, is_public
from tests.web.server import Server, answer
from tests.web.surroundings import Asker


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "151.101.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


PRIVATE = """
127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255
224.0.0.1 240.0.0.1 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 fec0::1
ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1
2002:7f00:1:: 2002:a00:1:: 2001:0:4136:e378:8000:63bf:f5ff:fffe
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_the_rest_is_private(address: str) -> None:
    assert not is_public(address)


def test_of_several_addresses_the_public_ones_are_taken() -> None:
    found = ["10.0.0.1", "8.8.8.8", "8.8.8.8", "::1"]
    assert Guard().permitted("papers.example", 443, found, private=False) == ["8.8.8.8"]
    with pytest.raises(FailedTry, match=r"papers\.example .* is a private address"):
        Guard().permitted("papers.example", 443, ["10.0.0.1"], private=False)


def test_an_address_that_was_configured_may_be_private_at_its_port_only() -> None:
    guard = Guard(["https://papers.example/api"])
    assert guard.permitted("PAPERS.example.", 443, ["10.0.0.1"], private=False) == ["10.0.0.1"]
    with pytest.raises(FailedTry):
        guard.permitted("papers.example", 80, ["10.0.0.1"], private=False)


def test_a_private_server_is_not_even_connected_to(server: Server, asker: Asker) -> None:
    server.says({"/": answer("inside")})
    asker.allow = ()
    with pytest.raises(Unreachable, match="--private"):
        asker.web().get(server.at("/"))
    assert server.asked == []
    assert asker.web(private=True).get(server.at("/")).data == b"inside"


def test_a_name_is_judged_by_where_it_leads(
    server: Server, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker.allow = ()
    monkeypatch.setattr("socket.getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", ("127.0.0.1", port))])
    port = server.url.rpartition(":")[2]
    with pytest.raises(Unreachable, match=r"papers\.example .* is a private address"):
        asker.web().get(f"http://papers.example:{port}/")
    assert server.asked == []
