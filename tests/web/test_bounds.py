"""No server takes more than it may: of memory, of time, of patience."""

import gzip
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from readerapp.web import Cancelled, Limits, Unreachable
from tests.web.hostile import CHUNK, bomb, cut, drip, head, stall, zeros
from tests.web.server import Handler, Server, answer, in_turn
from tests.web.surroundings import Asker

MEGABYTE = 1 << 20
SMALL = Limits(size=MEGABYTE, seconds=20.0)
BRIEF = Limits(seconds=0.3)


@contextmanager
def peak_below(size: int) -> Iterator[None]:
    """Fails where more bytes than that are held at once."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < size
    finally:
        tracemalloc.stop()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


@pytest.mark.parametrize("headers", [{}, {"Content_Length": str(10 << 30)}], ids=["endless", "said"])
def test_ten_gigabytes_of_zeros_end_at_the_limit(
    server: Server, asker: Asker, headers: dict[str, str]
) -> None:
    server.says({"/": zeros(10, **headers)})
    with peak_below(3 * MEGABYTE), pytest.raises(Unreachable, match="more than 1 MB, which is too large"):
        asker.web(SMALL).get(server.at("/"))
    assert len(server.asked) == 1


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_gzip_bomb_is_unpacked_to_the_limit_only(server: Server, asker: Asker, layers: int) -> None:
    encoding = ", ".join(["gzip"] * layers)
    server.says({"/": answer(bomb(100, layers), Content_Encoding=encoding)})
    with peak_below(8 * MEGABYTE), pytest.raises(Unreachable, match="too large"):
        asker.web(SMALL).get(server.at("/"))


def test_a_page_just_within_the_limit_comes_whole(server: Server, asker: Asker) -> None:
    server.says({"/": answer(gzip.compress(bytes(MEGABYTE)), Content_Encoding="gzip")})
    assert asker.web(SMALL).get(server.at("/")).data == bytes(MEGABYTE)


@pytest.mark.parametrize(
    "trouble",
    [
        lambda server: drip(server, headers=True),
        lambda server: drip(server, headers=False),
        lambda server: stall(server, headers=True),
        lambda server: stall(server, headers=False),
    ],
    ids=["drip in the headers", "drip in the body", "stall in the body", "stall before the headers"],
)
def test_a_slow_server_holds_nobody_longer_than_the_limit(
    server: Server, asker: Asker, trouble: Callable[[Server], Callable[..., None]]
) -> None:
    server.says({"/": trouble(server)})
    with within(5), pytest.raises(Unreachable, match=r"took longer than 0\.3 seconds"):
        asker.web(BRIEF).get(server.at("/"))


def test_a_stall_is_tried_again(server: Server, asker: Asker) -> None:
    server.says({"/": in_turn(stall(server), answer("there"))})
    assert asker.web(Limits(stall=0.1)).get(server.at("/")).data == b"there"
    assert asker.said == ["127.0.0.1: 127.0.0.1 does not answer; trying again in 1 second"]


def test_a_name_that_is_never_found_holds_nobody(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: over.wait(30))
    with within(5), pytest.raises(Unreachable, match="took longer"):
        asker.web(BRIEF).get("http://papers.example/")
    over.set()


@pytest.mark.parametrize("where", ["name", "headers", "body", "wait"])
def test_cancelling_ends_it_at_once(
    server: Server, asker: Asker, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()
    server.says({"/": stall(server, headers=where == "body")})
    if where == "wait":
        server.says({"/": answer("", 503)})
    if where == "name":
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: over.wait(30))
    web = asker.web(Limits(backoff=30.0), patient=True)
    timer = threading.Timer(0.1, web.cancel)
    timer.start()
    with within(5), pytest.raises(Cancelled):
        web.get(server.at("/"))
    with pytest.raises(Cancelled):
        web.get(server.at("/"))
    over.set()
    timer.join()


def test_a_cut_answer_is_asked_for_again_and_then_said(server: Server, asker: Asker) -> None:
    server.says({"/once": in_turn(cut(10, 100), answer("whole")), "/always": cut(10, 100)})
    assert asker.web().get(server.at("/once")).data == b"whole"
    with pytest.raises(Unreachable, match="/always: the response was cut short"):
        asker.web().get(server.at("/always"))
    assert server.paths().count("/always") == 4
    assert asker.slept == [0.5, 0.5, 1.0, 2.0]


def test_less_is_read_where_the_server_says_less(server: Server, asker: Asker) -> None:
    server.says({"/": answer("more than that", Content_Length="4")})
    assert asker.web().get(server.at("/")).data == b"more"


@pytest.mark.parametrize("length", ["-5", "many", "1e3", "٣", "9" * 400])
def test_a_length_that_is_no_number_is_one_line_or_none(server: Server, asker: Asker, length: str) -> None:
    server.says({"/": answer("words", Content_Length=length)})
    try:
        assert asker.web().get(server.at("/")).data == b"words"
    except Unreachable as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("data", [b"not packed at all", gzip.compress(b"words", mtime=0)[:-8] + bytes(8)])
def test_what_cannot_be_unpacked_is_asked_for_plain(server: Server, asker: Asker, data: bytes) -> None:
    server.says({"/": in_turn(answer(data, Content_Encoding="gzip"), answer("plain"))})
    assert asker.web().get(server.at("/")).data == b"plain"
    assert [asked.headers["Accept-Encoding"] for asked in server.asked] == ["gzip, deflate", "identity"]


def test_a_server_that_calls_plain_text_packed_is_taken_at_its_bytes(server: Server, asker: Asker) -> None:
    server.says({"/": answer("plain", Content_Encoding="gzip")})
    assert asker.web().get(server.at("/")).data == b"plain"


@pytest.mark.parametrize(
    "line", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500]
)
def test_what_is_no_http_is_one_line(server: Server, asker: Asker, line: bytes) -> None:
    def say(to: Handler) -> None:
        to.wfile.write(line)

    server.says({"/": say})
    with pytest.raises(Unreachable) as caught:
        asker.web().get(server.at("/"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("line", [b"0" * CHUNK * 2, b"5;" + b"x" * CHUNK, b"zz\r\n", b"-1\r\n"])
def test_parts_of_no_size_are_one_line(server: Server, asker: Asker, line: bytes) -> None:
    def say(to: Handler) -> None:
        head(to, Transfer_Encoding="chunked")
        to.wfile.write(line)

    server.says({"/": say})
    with peak_below(MEGABYTE), pytest.raises(Unreachable) as caught:
        asker.web(SMALL).get(server.at("/"))
    assert "\n" not in str(caught.value)
