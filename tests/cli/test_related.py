"""Papers that a query describes: shown below those that match, and acted on by nothing."""

import json

import pytest

from readerapp.cli.terminal import Terminal
from tests.cli.reader import CURRICULUM, MIXTURES, ORDER, SPAR, Reader

IDEA = "data helped"
"""Describes a paper, and none matches."""
WORDS = "language models order the data"
"""Matches one paper and describes three others."""


def test_the_name_of_a_status_is_searched_for_and_its_term_told(reader: Reader) -> None:
    assert (
        "Searched for the word 'unread'; is:unread finds papers by their status"
        in reader("list", "unread").err
    )
    assert reader("list", "is:unread").err == ""


def keys(lines: list[str]) -> list[str]:
    return [line.split("\t")[0] for line in lines]


def test_related_papers_stand_below_a_line_that_says_so(reader: Reader) -> None:
    assert keys(reader("list", WORDS).lines) == [CURRICULUM, "related", SPAR, MIXTURES, ORDER]
    result = reader("list", IDEA)
    assert (result.status, keys(result.lines)) == (0, ["related", CURRICULUM])
    assert result.err == f"readerapp: No paper matches {IDEA!r}; it describes those below\n"
    assert reader("list", "experts").lines[1:] == []


def test_on_a_terminal_the_columns_of_both_parts_are_the_same(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readerapp.cli.session.Session.is_terminal", True)
    monkeypatch.setattr("readerapp.cli.session.Session.terminal", Terminal(80))
    first, line, *related = reader("list", WORDS).lines
    assert line == "related"
    assert first.index("Curriculum") == related[0].index("SPaR") == related[1].index("Mixtures")


@pytest.mark.parametrize("limit", range(6))
def test_a_limit_counts_both_parts_and_those_that_match_come_first(reader: Reader, limit: int) -> None:
    found = keys(reader("list", WORDS, "--limit", str(limit)).lines)
    assert [key for key in found if key != "related"] == [CURRICULUM, SPAR, MIXTURES, ORDER][:limit]


def test_without_a_limit_twenty_related_papers_are_listed(reader: Reader) -> None:
    with (reader.home / "papers.jsonl").open("a") as file:
        file.writelines(
            json.dumps({"title": f"Paper {n}", "abstract": "The data help."}) + "\n" for n in range(40)
        )
    assert len(reader("list", IDEA).lines) == 1 + 20
    assert len(reader("list", IDEA, "--limit", "30").lines) == 1 + 30


def test_json_says_of_each_paper_which_part_it_is_in(reader: Reader) -> None:
    records = reader("list", WORDS, "--json").records
    assert [record["part"] for record in records] == ["exact", "related", "related", "related"]
    assert all("why" not in record for record in records)
    assert "part" not in reader("show", SPAR, "--json").records[0]


@pytest.mark.parametrize("query", [f'"{WORDS}"', '"data" helped', "data OR helped"])
def test_quotes_and_alternatives_keep_to_the_words(reader: Reader, query: str) -> None:
    assert "related" not in reader("list", query).out


def test_what_scripts_feed_on_has_only_papers_that_match(reader: Reader) -> None:
    assert reader("list", WORDS, "--count").out == "1\n"
    assert reader("list", WORDS, "--format", "{key}").lines == [CURRICULUM]
    assert reader("list", WORDS, "--format", "{key}", "--limit", "3").lines == [CURRICULUM]
    assert reader("list", IDEA, "--format", "{key}").out == ""
    assert "related" not in reader("list", WORDS, "--exact").out
    assert len(reader("export", WORDS, "--format", "jsonl").records) == 1
    result = reader("export", IDEA, "--format", "bibtex")
    assert (result.out, result.err) == ("", f"readerapp: No paper matches {IDEA!r}\n")


@pytest.mark.parametrize("printed", [[], ["--json"]])
def test_keys_of_a_piped_list_are_those_of_papers_that_match(reader: Reader, printed: list[str]) -> None:
    reader("queue", "add", "-", stdin=reader("list", WORDS, *printed).out)
    assert reader("queue", "--format", "{key}").lines == [CURRICULUM]
    result = reader("mark", "read", "-", stdin=reader("list", IDEA, *printed).out)
    assert (result.status, result.err) == (0, "readerapp: no keys on standard input, nothing to do\n")


@pytest.mark.parametrize(
    "verb",
    [
        ["mark", "read"],
        ["queue", "add"],
        ["remove"],
        ["rate"],
        ["tag", "+x"],
        ["copy", "--print"],
        ["open"],
    ],
    ids=" ".join,
)
def test_a_command_acts_on_no_paper_that_is_only_described(reader: Reader, verb: list[str]) -> None:
    more = ["5"] if verb == ["rate"] else []
    result = reader(*verb, "--query", IDEA, *more)
    assert (result.status, result.out) == (1, "")
    assert f"No paper matches {IDEA!r}" in result.err
    assert reader("list", "--count", "is:unread -is:queued -has:tag").out == "4\n"


def test_a_command_changes_those_that_match_and_no_related_ones(reader: Reader) -> None:
    reader("mark", "read", "--query", WORDS)
    assert reader("list", "is:read", "--format", "{key}").lines == [CURRICULUM]
