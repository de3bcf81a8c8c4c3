"""`readerapp fetch` against a server on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from readerapp.cli.verbs import fetch
from tests.actions.services import feed
from tests.cli.reader import SPAR, Reader
from tests.web.server import Server, answer, serving
from tests.web.shapes import atom_entry, hf_day, hf_entry

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


def test_the_report_is_one_object(online: Reader, server: Server) -> None:
    server.says({"/api/daily_papers": answer(DAY), "/api/query": answer(status=404)})
    (report,) = online("fetch", "hf", "2026-11-21", "arxiv", "cs.LG", "--json").records
    assert (report["new"], report["skipped"], report["stopped"]) == (2, [], False)
    assert [(source["name"], source["new"]) for source in report["sources"]] == [("hf daily 2026-11-21", 2)]
    assert "404 (Not Found)" in report["failed"][0]


def test_a_part_that_fails_is_a_line_and_no_failure(online: Reader, server: Server) -> None:
    server.says({"/api/daily_papers": answer(DAY), "/api/query": answer(status=404)})
    result = online("fetch", "hf", "2026-11-21", "arxiv", "cs.LG")
    assert result.status == 0
    assert result.out.startswith("read 2 · new 2")
    (line,) = result.err.splitlines()
    assert "404 (Not Found)" in line


def test_when_all_fails_it_could_not(online: Reader, server: Server) -> None:
    result = online("fetch", "hf", "week")
    assert (result.status, result.out) == (1, "")
    assert len(result.err.splitlines()) == 1


def test_without_a_network_it_is_one_line(reader: Reader) -> None:
    result = reader("fetch", env={"HF_ENDPOINT": "http://nowhere.invalid"})
    assert (result.status, result.out) == (1, "")
    (line,) = result.err.splitlines()
    assert line.startswith("readerapp: http://nowhere.invalid/api/daily_papers?")
    assert line.endswith("nowhere.invalid can't be found; is there a network, and is the name right?")


def test_an_address_is_added_as_what_its_service_knows(online: Reader, server: Server) -> None:
    server.says({"/api/query": feed([atom_entry("2611.00007", "Attention to Rows")])})
    assert online("add", "2611.00007").out == "read 1 · new 1 · updated 0 · same 0 · skipped 0\n"
    assert online("add", "https://arxiv.org/abs/2611.00007v2").out.startswith("read 1 · new 0")
    assert online.state("2611.00007")["abstract"] == "It is studied."


def test_an_address_within_the_own_network_is_asked_if_that_is_meant(reader: Reader, server: Server) -> None:
    server.says({"/papers.txt": answer("2611.00007\n2611.00008\n")})
    refused = reader("add", server.at("/papers.txt"))
    assert refused.status == 1
    assert "is a private address" in refused.err
    assert server.asked == []
    assert reader("add", "--private", server.at("/papers.txt")).out.startswith("read 2 · new 2")


def test_a_place_that_is_no_address_costs_the_addresses_only(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "file:///etc")
    (tmp_path / "ids.txt").write_text("2611.00007\n")
    result = reader("add", "2611.00008", str(tmp_path / "ids.txt"))
    assert result.out == "read 1 · new 1 · updated 0 · same 0 · skipped 1\n"
    assert "see HF_ENDPOINT" in result.err


def test_what_does_not_come_costs_nothing_else(reader: Reader, server: Server) -> None:
    server.says({"/papers.txt": answer("2611.00007\n")})
    result = reader("add", "--private", server.at("/gone"), server.at("/papers.txt"))
    assert result.status == 0
    assert result.out == "read 1 · new 1 · updated 0 · same 0 · skipped 1\n"
    assert "404 (Not Found)" in result.err


@pytest.mark.parametrize("endpoint", ["file:///etc", "http://[", "https://", "a b"])
def test_a_place_that_is_no_address_is_one_line(reader: Reader, endpoint: str) -> None:
    result = reader("fetch", env={"HF_ENDPOINT": endpoint})
    assert (result.status, result.out) == (1, "")
    assert len(result.err.splitlines()) == 1


def test_what_makes_no_sense_is_wrong_usage(online: Reader) -> None:
    for words in (
        ["biorxiv"],
        ["arxiv"],
        ["hf", "sometimes"],
        ["--since", "soon"],
        ["--fill", "--since", "7d"],
    ):
        result = online("fetch", *words)
        assert result.status == 2
        assert len(result.err.splitlines()) == 1


def test_what_papers_lack_is_filled_in(online: Reader, server: Server) -> None:
    server.says({"/repos/thu-coai/SPaR": answer('{"stargazers_count": 5}')})
    result = online("fetch", "--fill", "spar")
    assert result.out == "read 1 · new 0 · updated 1 · same 0 · skipped 0 · from github\n"
    assert online.state(SPAR)["stars"] == 5


@pytest.mark.parametrize(
    ("words", "begun", "offered"),
    [((), "", ["hf", "arxiv"]), (("hf",), "", ["day", "week", "month", "trending", "hf", "arxiv"])],
)
def test_services_and_their_lists_are_offered(words: tuple[str, ...], begun: str, offered: list[str]) -> None:
    with fetch.run.make_context("fetch", [*words], resilient_parsing=True) as context:
        (argument,) = (one for one in fetch.run.params if one.name == "words")
        assert [item.value for item in argument.shell_complete(context, begun)] == offered


def test_nothing_is_left_of_the_progress(
    online: Reader, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.says({"/api/daily_papers": answer(DAY)})
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert online("fetch", "hf", "2026-11-21").err == (
        "\r\x1b[Kasking …\r\x1b[K2 papers · hf daily 2026-11-21\r\x1b[K"
    )
