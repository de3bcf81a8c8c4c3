import json
from pathlib import Path

from tests.cli.reader import CURRICULUM, MIXTURES, ORDER, SPAR, Reader

TWIN = {"key": "title:00000000000000aa", "title": "Curriculum Lerning for Language Models", "upvotes": 4}


def with_twin(reader: Reader) -> None:
    path: Path = reader.home / "papers.jsonl"
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(TWIN) + "\n")


def test_removed_papers_are_out_until_undo(reader: Reader) -> None:
    reader("rate", SPAR, "5")
    result = reader("remove", SPAR)
    assert (result.status, result.out) == (0, 'Removed "SPaR: Self-Play with Tree-Search Refinement"\n')
    assert reader("show", SPAR).status == 3
    reader("undo")
    assert reader("list", "rating:5", "--format", "{key}").lines == [SPAR]


def test_a_query_removes_all_that_answer_it(reader: Reader) -> None:
    assert reader("remove", "--query", "listed:2026-10-08..").out.startswith('Removed "SPaR')
    assert sorted(reader("list", "--format", "{key}").lines) == sorted([ORDER, MIXTURES])


def test_without_keys_the_pairs_that_may_be_one_are_listed(reader: Reader) -> None:
    assert reader("same").out == ""
    with_twin(reader)
    [line] = reader("same").lines
    assert line.split("\t")[:3] == [CURRICULUM, TWIN["key"], "titles that are close"]
    assert reader("same", "--json").records == [
        {"keys": [CURRICULUM, TWIN["key"]], "why": "titles that are close"}
    ]


def test_two_papers_are_made_one_and_parted_again(reader: Reader) -> None:
    with_twin(reader)
    assert reader("same", "-", stdin=reader("same", "--json").out).out.startswith('Merged "Curr')
    [found] = reader("show", str(TWIN["key"]), "--json").records
    assert (found["key"], found["upvotes"]) == (CURRICULUM, 4)
    assert reader("same").out == ""
    reader("undo")
    assert len(reader("list", "--format", "{key}").lines) == 5


def test_a_pair_that_was_told_apart_is_not_asked_about_again(reader: Reader) -> None:
    with_twin(reader)
    assert '…" apart' in reader("same", "--not", CURRICULUM, str(TWIN["key"])).out
    assert reader("same").out == ""


def test_one_key_alone_is_wrong_usage(reader: Reader) -> None:
    assert reader("same", SPAR).status == 2
    assert reader("same", SPAR, SPAR).status == 1
    assert reader("same", SPAR, CURRICULUM, "doi:10.1000/x").status == 2
    assert reader("same", "-", stdin=SPAR).status == 2
    assert reader("same", "--not").status == 2
    assert reader("same", SPAR, "arxiv:9999.99999").status == 3
