"""Papers whose stored key is spelt as no source would spell it today."""

import json

import pytest

from tests.cli.reader import Reader

SPELT = (
    ("arxiv:math.GT/0309137", "arxiv:math/0309137"),
    ("arxiv:2405.00001v2", "arxiv:2405.00001"),
    ("doi:10.1000/ABC.1", "doi:10.1000/abc.1"),
    ("doi:10.48550/arxiv.2405.00001", "arxiv:2405.00001"),
    ("doi:10.48550/arXiv.2405.00001v3", "arxiv:2405.00001"),
)


def _kept(reader: Reader, *keys: str) -> None:
    with (reader.home / "papers.jsonl").open("a") as file:
        for key in keys:
            file.write(json.dumps({"key": key, "title": "Boats on the Water"}) + "\n")


def _count(reader: Reader) -> int:
    return len(reader("list", "is:any").lines)


@pytest.mark.parametrize(("stored", "canonical"), SPELT)
def test_a_key_in_an_older_spelling_answers_to_the_one_of_today(
    stored: str, canonical: str, reader: Reader
) -> None:
    _kept(reader, stored)
    for key in (stored, canonical):
        assert reader.state(key)["title"] == "Boats on the Water"
    reader("rate", canonical, "4")
    assert reader.state(stored)["rating"] == 4


@pytest.mark.parametrize(("stored", "canonical"), SPELT)
@pytest.mark.parametrize("title", ["Boats on the Water", ""])
def test_adding_a_paper_again_finds_its_key_in_an_older_spelling(
    title: str, stored: str, canonical: str, reader: Reader
) -> None:
    _kept(reader, stored)
    reader("rate", stored, "4")
    before = _count(reader)
    kind, _, number = canonical.partition(":")
    address = f"https://{'arxiv.org/abs' if kind == 'arxiv' else 'doi.org'}/{number}"
    assert reader("add", "-", stdin=f"- [{title}]({address})\n" if title else address).status == 0
    assert _count(reader) == before
    for key in (stored, canonical):
        assert (reader.state(key)["title"], reader.state(key)["rating"]) == ("Boats on the Water", 4)


def test_two_stored_spellings_of_one_key_keep_their_states_until_one_is_added_again(reader: Reader) -> None:
    old, new = keys = "arxiv:math.GT/0309137", "arxiv:math/0309137"
    _kept(reader, old)
    reader("rate", old, "4")
    before = _count(reader)
    _kept(reader, new)
    assert [reader.state(key)["key"] for key in keys] == [old, new]
    assert reader.state(old)["rating"] == 4
    assert reader("add", "-", stdin="https://arxiv.org/abs/math/0309137").status == 0
    assert _count(reader) == before
    assert [reader.state(key)["rating"] for key in keys] == [4, 4]
