"""Papers near others, and for the reader."""

import json

import pytest

from readerapp.cli.terminal import Terminal, cells
from readerapp.domain.words import words
from tests.cli.reader import Reader

TITLES = ("When Do Curricula Work", "Curricula in Practice", "Curricula for Robots", "Robots that Cook")
WHEN, PRACTICE, ROBOTS, COOK = (f"arxiv:2401.0000{n}" for n in range(1, 5))


@pytest.fixture
def reader(empty: Reader) -> Reader:
    """A reader with papers on curricula and robots."""
    empty.home.mkdir()
    write(empty, *({"key": f"arxiv:2401.0000{n}", "title": title} for n, title in enumerate(TITLES, 1)))
    return empty


def write(reader: Reader, *papers: dict[str, str]) -> None:
    (reader.home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers))


def keys(reader: Reader, *arguments: str, stdin: str = "") -> list[str]:
    return reader(*arguments, "--format", "{key}", stdin=stdin).lines


def test_the_nearest_come_first_without_the_paper_itself(reader: Reader) -> None:
    assert keys(reader, "similar", ROBOTS)[0] in (WHEN, PRACTICE, COOK)
    assert set(keys(reader, "similar", COOK)) == {ROBOTS}
    assert set(keys(reader, "similar", WHEN)) == {PRACTICE, ROBOTS}
    assert len(keys(reader, "similar", WHEN, "--limit", "1")) == 1
    assert keys(reader, "similar", COOK) == keys(reader, "list", f"like:{COOK}")


@pytest.mark.parametrize("name", [COOK, "2401.00004", "https://arxiv.org/abs/2401.00004v2", "-"])
def test_a_paper_is_named_as_everywhere(reader: Reader, name: str) -> None:
    assert keys(reader, "similar", name, stdin=f"{COOK}\tunread\tRobots that Cook\n") == [ROBOTS]


def test_queue_tag_and_query_stand_for_many_papers(reader: Reader) -> None:
    reader("queue", "add", COOK)
    reader("tag", COOK, "+Kitchen")
    for arguments in (["Queue"], ["tag:KITCH"], ["--query", "cook"], [COOK, "queue", "tag:KITCH"]):
        assert keys(reader, "similar", *arguments) == [ROBOTS], arguments
    assert keys(reader, "similar", WHEN, COOK)[0] == ROBOTS


def test_where_limits_them_as_a_search_does(reader: Reader) -> None:
    reader("mark", "read", ROBOTS)
    assert keys(reader, "similar", WHEN, "--where", "is:unread") == [PRACTICE]
    assert keys(reader, "similar", WHEN, "--where", "robots") == [ROBOTS]
    reader("mark", "archived", ROBOTS)
    assert keys(reader, "similar", COOK) == []
    assert keys(reader, "similar", COOK, "--where", "is:any") == [ROBOTS]


def test_each_says_the_words_that_both_have(reader: Reader) -> None:
    (record,) = reader("similar", COOK, "--json").records
    assert record["why"] == {"words": ["robots"], "like": COOK}
    assert record["part"] == "exact"
    (line,) = reader("similar", COOK).lines
    assert line == f"{ROBOTS}\tunread\tCurricula for Robots\trobots"


def test_on_a_terminal_the_words_follow_the_title_if_there_is_room(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readerapp.cli.session.Session.is_terminal", True)

    def line(width: int, *arguments: str) -> str:
        monkeypatch.setattr("readerapp.cli.session.Session.terminal", Terminal(width))
        found = reader(*arguments).lines[0]
        assert cells(found) <= width
        return found

    assert line(80, "similar", COOK).endswith("Curricula for Robots  robots")
    assert line(45, "similar", COOK).endswith("Curricula for Robots")
    reader("queue", "add", WHEN, COOK)
    assert " · like " in line(120, "similar", "queue")
    assert line(80, "similar", "queue").endswith("curricula") or "robots" in line(80, "similar", "queue")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["similar"], 2, "Name papers by KEY"),
        (["similar", ""], 2, "A KEY is empty"),
        (["similar", "nonsense"], 3, "No paper matches 'nonsense'"),
        (["similar", "--query", "nonsense"], 1, "No paper matches 'nonsense'"),
        (["similar", WHEN, "--where", "has:nonsense"], 2, "has: needs one of"),
        (["similar", "queue"], 0, "Nothing is queued"),
        (["similar", "tag:rl"], 0, "No paper has the tag 'rl'"),
        (["similar", WHEN, "--where", "tag:rl"], 0, "No other paper matches"),
        (["list", "like:queue"], 0, "Nothing is queued"),
        (["list", "like:queue", "sort:foryou"], 0, "Nothing is queued"),
        (["list", "tag:rl", "sort:foryou"], 0, "No paper matches 'tag:rl sort:foryou'"),
        (["list", "like:2401.99999"], 2, "no paper arxiv:2401.99999"),
        (["list", f"like:{WHEN},2401.99999"], 2, "no paper arxiv:2401.99999"),
        (["list", "like:nonsense"], 2, "like: needs a key, queue or tag:NAME"),
        (["list", "like:"], 2, "like: needs a key, queue or tag:NAME"),
        (["list", f"-like:{WHEN}"], 2, "like: can't stand after -"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else None,
)
def test_what_means_no_paper_is_one_line(
    reader: Reader, arguments: list[str], status: int, said: str
) -> None:
    result = reader(*arguments)
    assert (result.status, result.out) == (status, "")
    assert said in result.err and len(result.err.splitlines()) == 1


@pytest.mark.parametrize("title", ["Zebra", "!!!", "The of and", "机器学习", "🦓"])
def test_a_paper_that_shares_nothing_has_an_empty_answer_that_says_why(reader: Reader, title: str) -> None:
    write(reader, {"key": "arxiv:2401.00009", "title": title}, {"key": COOK, "title": "Robots that Cook"})
    result = reader("list", "like:2401.00009")
    assert (result.status, result.out) == (0, "")
    assert result.err == "readerapp: No other paper shares a telling word with this one\n"


def test_in_a_library_of_one_paper_there_is_none_to_compare_with(reader: Reader) -> None:
    write(reader, {"key": COOK, "title": "Robots that Cook"})
    for arguments in (["similar", COOK], ["list", f"like:{COOK}"]):
        result = reader(*arguments)
        assert (result.status, result.out) == (0, "")
        assert result.err == "readerapp: There is no other paper to compare with\n"
    reader("remove", COOK)
    assert reader("similar", COOK).status == 3
    for order in ("foryou", "path"):
        result = reader("list", "--sort", order)
        assert (result.status, result.out) == (0, "")


def test_too_few_choices_are_told_and_the_order_is_by_votes(empty: Reader) -> None:
    result = empty("list", "sort:foryou", "--limit", "3")
    assert "until 5 more papers are queued, read, rated or noted" in result.err
    assert result.lines == empty("list", "sort:upvotes", "--limit", "3").lines
    chosen = keys(empty, "list", "curriculum", "--limit", "5")
    empty("mark", "read", *chosen)
    assert empty("list", "--sort", "foryou", "--limit", "3").err == ""
    records = empty("list", "--sort", "foryou", "--json", "--limit", "3").records
    assert not {record["key"] for record in records} & {*chosen}
    for record in records:
        assert record["why"]["like"] in chosen and record["why"]["words"]
        for text in (record, empty.state(record["why"]["like"])):
            assert {*record["why"]["words"]} <= {*words(f"{text['title']} {text['abstract']}")}
