"""Trying again, waiting as asked, and not asking for what is here already."""

from email.utils import formatdate
from pathlib import Path

import pytest

from readerapp.web import Limits, Unreachable
from tests.web.server import Server, answer, in_turn
from tests.web.surroundings import START, Asker

TAGGED = answer("words", Content_Type="text/plain", ETag='"1"', Last_Modified="Sat, 21 Nov 2026 00:00:00 GMT")


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_be_otherwise_next_time_is_tried_again(server: Server, asker: Asker, status: int) -> None:
    server.says({"/": in_turn(answer(status=status), answer(status=status), answer("there"))})
    assert asker.web().get(server.at("/")).data == b"there"
    assert asker.slept == [0.5, 1.0]
    assert asker.said[0].startswith(f"127.0.0.1: the server says {status} (")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501, 599])
def test_what_stays_as_it_is_is_not(server: Server, asker: Asker, status: int) -> None:
    server.says({"/": answer(status=status)})
    with pytest.raises(Unreachable, match=f"/: the server says {status} ") as caught:
        asker.web().get(server.at("/"))
    assert caught.value.status == status
    assert len(server.asked) == 1


def test_after_four_tries_it_is_said(server: Server, asker: Asker) -> None:
    server.says({"/": answer(status=500)})
    with pytest.raises(Unreachable, match=r"500 \(Internal Server Error\); try again later"):
        asker.web().get(server.at("/"))
    assert len(server.asked) == 4


@pytest.mark.parametrize("after", ["7", formatdate(START + 7, usegmt=True)])
def test_a_server_is_left_alone_as_long_as_it_asks(server: Server, asker: Asker, after: str) -> None:
    server.says({"/": in_turn(answer(status=429, Retry_After=after), answer("there"))})
    assert asker.web().get(server.at("/")).data == b"there"
    assert asker.slept == [7.0]


@pytest.mark.parametrize("after", ["3600", formatdate(START + 3600, usegmt=True)])
def test_a_long_wait_is_said_instead(server: Server, asker: Asker, after: str) -> None:
    server.says({"/": answer(status=503, Retry_After=after)})
    with pytest.raises(Unreachable, match=r"503 \(Service Unavailable\); try again in 60 minutes$") as caught:
        asker.web().get(server.at("/"))
    assert caught.value.asked_to_wait
    assert asker.slept == []


@pytest.mark.parametrize("after", ["soon", "-4", "", "Sat, 99 Nov 2026", "9" * 500, "٣"])
def test_a_wait_that_makes_no_sense_never_raises(server: Server, asker: Asker, after: str) -> None:
    server.says({"/": in_turn(answer(status=503, Retry_After=after), answer("there"))})
    try:
        assert asker.web().get(server.at("/")).data == b"there"
    except Unreachable as error:
        assert "try again in" in str(error)


def test_a_used_up_allowance_says_when_it_is_back(server: Server, asker: Asker) -> None:
    spent = {"X_RateLimit_Remaining": "0", "X_RateLimit_Reset": str(int(START) + 1800)}
    server.says({"/": answer("{}", 403, **spent)})
    with pytest.raises(Unreachable, match="try again in 30 minutes") as caught:
        asker.web().get(server.at("/"))
    assert caught.value.asked_to_wait


def test_tries_end_with_the_time(server: Server, asker: Asker) -> None:
    server.says({"/": answer(status=500)})
    with pytest.raises(Unreachable):
        asker.web(Limits(seconds=4.0, backoff=3.0)).get(server.at("/"))
    assert len(server.asked) == 2


def test_what_has_not_changed_is_not_sent_again(server: Server, asker: Asker) -> None:
    server.says({"/": in_turn(TAGGED, answer(status=304))})
    first = asker.web().get(server.at("/"))
    second = asker.web().get(server.at("/"))
    assert (second.data, second.kind, second.fresh) == (first.data, first.kind, False)
    headers = server.asked[1].headers
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == "Sat, 21 Nov 2026 00:00:00 GMT"


def test_what_has_changed_takes_its_place(server: Server, asker: Asker) -> None:
    server.says({"/": in_turn(TAGGED, answer("new words", ETag='"2"'), answer(status=304))})
    assert [asker.web().get(server.at("/")).data for _ in range(3)] == [b"words", b"new words", b"new words"]


def test_other_contents_of_one_address_are_kept_apart(server: Server, asker: Asker) -> None:
    server.says({"/": TAGGED})
    asker.web().get(server.at("/"), accept="application/json")
    asker.web().get(server.at("/"), accept="text/html")
    assert "If-None-Match" not in server.asked[1].headers


def test_a_page_that_was_damaged_on_disk_is_asked_for_whole(server: Server, asker: Asker) -> None:
    server.says({"/": TAGGED})
    asker.web().get(server.at("/"))
    (page,) = (asker.cache / "web").glob("*.page")
    for damaged in (page.read_bytes()[:-1], b"", b"{}\n", b"[]\nwords", b"\xff\n", b'{"digest": 1}\n'):
        page.write_bytes(damaged)
        assert asker.web().get(server.at("/")).data == b"words"
        assert "If-None-Match" not in server.asked[-1].headers


def test_304_without_reason_is_one_line(server: Server, asker: Asker) -> None:
    server.says({"/": answer(status=304)})
    with pytest.raises(Unreachable, match="304"):
        asker.web().get(server.at("/"))


def test_the_cache_stays_small(server: Server, asker: Asker) -> None:
    server.says({f"/{number}": answer(b"x" * 1000, ETag='"1"') for number in range(10)})
    for number in range(10):
        asker.web(Limits(cache=4000)).get(server.at(f"/{number}"))
    assert len(list((asker.cache / "web").glob("*.page"))) == 3


def test_a_cache_that_cannot_be_written_keeps_nobody(server: Server, asker: Asker, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    asker.cache = tmp_path / "file"
    server.says({"/": TAGGED})
    web = asker.web(Limits(gaps={server.url: 3.0}))
    assert [web.get(server.at("/")).data for _ in range(2)] == [b"words", b"words"]
    assert asker.slept == [3.0]


def test_a_server_is_asked_at_its_pace_also_by_other_programs(server: Server, asker: Asker) -> None:
    server.says({"/": answer("words"), "/away": answer(status=302, Location="/")})
    polite = Limits(gaps={server.url: 3.0})
    asker.web(polite).get(server.at("/"))
    asker.web(polite).get(server.at("/"))
    assert asker.slept == [3.0]
    asker.slept.append(10.0)
    asker.web(polite).get(server.at("/away"))
    assert asker.slept == [3.0, 10.0, 3.0]


@pytest.mark.parametrize("held", ["", "[]", '{"127.0.0.1:1": "x"}', "[" * 100_000])
def test_turns_that_are_damaged_are_forgotten(server: Server, asker: Asker, held: str) -> None:
    (asker.cache / "web").mkdir(parents=True)
    (asker.cache / "web" / "turns.json").write_text(held)
    server.says({"/": answer("words")})
    assert asker.web(Limits(gaps={server.url: 3.0})).get(server.at("/")).data == b"words"


def test_a_clock_that_was_set_back_stops_nobody(server: Server, asker: Asker) -> None:
    (asker.cache / "web").mkdir(parents=True)
    name = server.url.removeprefix("http://")
    (asker.cache / "web" / "turns.json").write_text(f'{{"{name}": {START + 10_000}}}')
    server.says({"/": answer("words")})
    asker.web(Limits(gaps={server.url: 3.0})).get(server.at("/"))
    assert asker.slept == []
