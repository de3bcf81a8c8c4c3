"""`readerapp text`: the full text from arXiv's HTML, kept in the cache."""

from collections.abc import Iterator

import pytest

from readerapp.fulltext.blocks import KINDS
from tests.actions.services import feed
from tests.cli.reader import CURRICULUM, ORDER, Reader
from tests.fulltext.pages import STUB, page
from tests.web.server import Server, answer, serving
from tests.web.shapes import atom_entry

ADDRESS = "/html/2405.15738"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.says({ADDRESS: answer(page(), Content_Type="text/html")})
        yield running


@pytest.fixture
def online(reader: Reader, server: Server) -> Reader:
    """A reader whose arXiv is the server."""
    (reader.home / "config.toml").write_text(
        f'[fetch]\narxiv = "{server.url}"\nhuggingface = "{server.url}"\n', "utf-8"
    )  # of one address for both, the shorter pause counts
    return reader


def test_the_text_is_fetched_once_and_then_read_from_the_cache(online: Reader, server: Server) -> None:
    first = online("text", CURRICULUM)
    assert first.status == 0
    assert "# 1 Introduction\n\nAttention [1] takes O(n²) steps¹, see here.\n" in first.out
    assert first.err == "readerapp: arXiv could not convert 1 place of the text\n"
    server.answers.clear()
    assert online("text", CURRICULUM).out == first.out
    assert server.paths() == [ADDRESS]


def test_it_is_fetched_again_when_asked_for(online: Reader, server: Server) -> None:
    online("text", CURRICULUM)
    server.says({ADDRESS: answer(page("<p class='ltx_p'>Newer.</p>"))})
    assert "Newer." in online("text", CURRICULUM, "--fetch").out
    assert "Newer." in online("text", CURRICULUM).out


def test_the_outline_a_section_and_what_has_words_are_printed(online: Reader) -> None:
    assert online("text", CURRICULUM, "--outline").lines == [
        "Abstract",
        "1 Introduction",
        "  1.1 The Method",
        "References",
        "A Proofs",
    ]
    assert online("text", CURRICULUM, "--section", "proofs").out == "# A Proofs\n\nAttention once more.\n"
    assert online("text", CURRICULUM, "--find", "once").out == "# A Proofs\n\nAttention once more.\n"


def test_blocks_are_records(online: Reader) -> None:
    records = online("text", CURRICULUM, "--section", "1.1", "--json").records
    assert records[0] == {"kind": "heading", "text": "The Method", "level": 2, "number": "1.1"}
    assert records[1] == {
        "kind": "math",
        "text": "a = b/(c+1)",
        "number": "(1)",
        "tex": r"a=\frac{b}{c+1}",
    }
    assert {record["kind"] for record in records} <= set(KINDS)


def test_words_or_sections_that_are_not_there_are_said_in_a_line(online: Reader) -> None:
    for option, value in (("--find", "zebra"), ("--section", "9")):
        result = online("text", CURRICULUM, option, value)
        assert (result.status, result.out) == (1, "")
        assert result.err.count("\n") == 1


@pytest.mark.parametrize("shown", [answer(status=404), answer(STUB)])
def test_a_paper_without_html_is_said_with_its_pdf(online: Reader, server: Server, shown: object) -> None:
    server.answers[ADDRESS] = shown  # type: ignore[assignment]
    result = online("text", CURRICULUM)
    pdf = "https://arxiv.org/pdf/2405.15738"
    assert result.status == 1
    assert result.err == f"readerapp: arXiv has no HTML of 2405.15738; its PDF is {pdf}\n"


def test_without_a_network_one_line_says_so(online: Reader) -> None:
    (online.home / "config.toml").write_text('[fetch]\narxiv = "http://nowhere.invalid"\n', "utf-8")
    result = online("text", CURRICULUM)
    assert (result.status, result.out) == (1, "")
    assert "can't be found" in result.err


def test_a_paper_without_an_id_is_looked_up_by_its_title_once(online: Reader, server: Server) -> None:
    entry = atom_entry("2405.15738", "Order Matters [/b]", abstract="Sequences.")
    server.says({"/api/query": feed([entry])})
    assert "1 Introduction" in online("text", ORDER, "--outline").out
    assert "1 Introduction" in online("text", ORDER, "--outline").out
    assert server.paths() == ["/api/query", ADDRESS]


def test_a_paper_that_arxiv_lacks_is_said(online: Reader, server: Server) -> None:
    server.says({"/api/query": feed([])})
    result = online("text", ORDER)
    assert result.status == 1
    assert "arXiv, which does not have 'Order Matters [/b]' for certain" in result.err


@pytest.mark.parametrize("damage", ["", '{"format": 1}'])
def test_a_damaged_cache_is_fetched_again(online: Reader, server: Server, damage: str) -> None:
    online("text", CURRICULUM)
    (online.home / "cache" / "fulltext" / "2405.15738.json").write_text(damage, "utf-8")
    assert online("text", CURRICULUM).status == 0
    assert server.paths() == [ADDRESS] * 2


def test_wrong_usage_is_told(online: Reader) -> None:
    assert online("text", CURRICULUM, "--outline", "--find", "x").status == 2
    assert online("text", CURRICULUM, ORDER).status == 2
    assert online("text", "arxiv:0000.00000").status == 3
