"""`readerapp fetch` against a server on loopback."""

from collections.abc import Iterator

import pytest

from tests.cli.reader import Reader
from tests.web.server import Server, answer, serving
from tests.web.shapes import hf_day, hf_entry

DAY = hf_day(hf_entry("2611.00001", "Sparse Attention"), hf_entry("2611.00002", "Dense Attention"))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def online(reader: Reader, server: Server) -> Reader:
    """A reader whose services are the server."""
    places = "".join(f'{name} = "{server.url}"\n' for name in ("huggingface", "arxiv", "github"))
    (reader.home / "config.toml").write_text(f"[fetch]\n{places}", "utf-8")
    return reader


def test_the_day_of_hugging_face_comes_in(online: Reader, server: Server) -> None:
    server.says({"/api/daily_papers": answer(DAY, Content_Type="application/json")})
    result = online("fetch", "hf", "2026-11-21")
    assert result.out == "read 2 · new 2 · updated 0 · same 0 · skipped 0 · from hf daily 2026-11-21\n"
    assert result.err == ""
    assert server.asked[0].query == {"date": "2026-11-21", "limit": "100", "p": "0"}
    assert online("list", "listed:2026-11-21", "--count").out == "2\n"
    again = online("fetch", "hf", "2026-11-21")
    assert again.out == "read 2 · new 0 · updated 0 · same 2 · skipped 0 · from hf daily 2026-11-21\n"


def test_without_a_network_it_is_one_line(online: Reader, server: Server) -> None:
    result = online("fetch", "hf", "2026-11-21", env={"HF_ENDPOINT": "http://nowhere.invalid"})
    assert result.status == 1
