import json
from typing import Any

import pytest

from readerapp.cli.records import Template
from readerapp.cli.terminal import Terminal, cells
from readerapp.domain.query.tree import ORDERS
from readerapp.library.search.index import SearchIndex
from tests.cli.reader import CURRICULUM, MIXTURES, ORDER, SPAR, Reader


@pytest.mark.parametrize("option", [("--limit", "2"), ("-n", "2"), ("-n2",)])
def test_n_is_short_for_limit_as_with_git_and_tail(reader: Reader, option: tuple[str, ...]) -> None:
    assert len(reader("list", *option).lines) == 2


def test_help_names_every_field_of_a_format(reader: Reader) -> None:
    told = " ".join(reader("list", "-h").out.split())
    assert f"the fields {', '.join(Template.FIELDS[:-1])} and {Template.FIELDS[-1]}." in told


def test_list_in_a_pipe_is_key_status_and_title_by_tabs(reader: Reader) -> None:
    result = reader("list")
    assert result.status == 0
    assert f"{ORDER}\tunread\tOrder Matters [/b]" in result.lines
    assert len(result.lines) == 4


def test_the_seed_is_listed_without_a_library(empty: Reader) -> None:
    assert len(empty("list", "--json").records) == 88
    assert not (empty.home / "papers.jsonl").exists()


def test_words_are_searched_misspelt_too(reader: Reader) -> None:
    assert reader("list", "curiculum", "lerning").lines[0].startswith(CURRICULUM)


def test_the_index_that_a_command_made_serves_the_next_until_papers_come(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    fill = SearchIndex._fill

    def counted(index: SearchIndex, *arguments: Any) -> bool:
        made.append(index)
        return fill(index, *arguments)

    monkeypatch.setattr(SearchIndex, "_fill", counted)
    for _ in range(3):
        assert reader("list", "curiculum", "lerning").lines[0].startswith(CURRICULUM)
    assert len(made) == 1
    with (reader.home / "papers.jsonl").open("a") as file:
        file.write('{"title": "Zebra crossing"}\n')
    for _ in range(2):
        assert "Zebra crossing" in reader("list", "zebr").out
        assert reader("list", "curriculum").lines[0].startswith(CURRICULUM)
    assert len(made) == 2


def test_an_index_of_the_seed_is_not_taken_for_one_of_other_papers(empty: Reader) -> None:
    assert "PreRoutGNN" in empty("list", "preroutgnn").out
    empty.home.mkdir(exist_ok=True)
    lines = "".join(f'{{"title": "Zebra number {n}"}}\n' for n in range(88))
    (empty.home / "papers.jsonl").write_text(lines)
    assert "PreRoutGNN" not in empty("list", "preroutgnn").out
    assert len(empty("list", "zebra").lines) == 88


def test_where_the_index_of_a_few_papers_cannot_be_kept_no_word_is_lost_on_it(reader: Reader) -> None:
    (reader.home / "cache").mkdir()
    (reader.home / "cache" / "index").write_text("no folder")
    found = reader("list", "curiculum", "lerning")
    assert found.lines[0].startswith(CURRICULUM)
    assert "index" not in found.err


def test_what_a_misspelt_query_was_taken_for_is_said_beside_its_answers(reader: Reader) -> None:
    result = reader("list", "--json", "curiculum", "lerning")
    assert [record["key"] for record in result.records] == [CURRICULUM]
    assert "searched for 'curriculum learning'" in result.err and len(result.err.splitlines()) == 1
    assert reader("list", "--count", "--exact", "curiculum", "lerning").out == "0\n"
    assert reader("list", "curriculum", "learning").err == ""
    assert "curriculum" in reader("export", "--format", "bibtex", "curiculum").err


def test_a_record_holds_paper_and_state(reader: Reader) -> None:
    reader("queue", "add", ORDER, SPAR)
    reader("tag", SPAR, "+rl")
    reader("note", SPAR, "--text", "Read *section 4*.")
    reader("rate", SPAR, "4")
    record = reader.state(SPAR)
    assert record["queue"] == 2
    assert record["tags"] == ["rl"]
    assert record["note"] == "Read *section 4*."
    assert record["rating"] == 4
    assert record["status"] == "unread"
    assert record["links"]["repo"] == ["https://github.com/thu-coai/SPaR"]
    assert record["authors"] == ["Jiale Cheng", "Xiao Liu"]
    assert reader.state(MIXTURES)["queue"] is None


def test_count_limit_sort_and_reverse(reader: Reader) -> None:
    assert reader("list", "--count").out == "4\n"
    assert reader("list", "--count", "has:repo").out == "1\n"
    titles = reader("list", "--sort", "title", "--format", "{title}").lines
    assert titles == sorted(titles)
    assert reader("list", "--sort", "title", "--reverse", "--format", "{title}").lines == titles[::-1]
    assert reader("list", "--sort", "title", "--limit", "2", "--format", "{title}").lines == titles[:2]


@pytest.mark.parametrize("words", ["models -curriculum", "-curriculum models"])
def test_a_word_to_leave_out_is_no_option(reader: Reader, words: str) -> None:
    assert set(reader("list", "--format", "{key}", *words.split()).lines) == {SPAR, MIXTURES}


def test_an_order_that_is_none_is_wrong_usage(reader: Reader) -> None:
    result = reader("list", "--sort", "colour")
    assert result.status == 2
    assert "'colour' is not one of relevance, listed" in result.err


def test_every_order_stands_in_the_help(reader: Reader) -> None:
    text = " ".join(reader("list", "-h").out.split())
    assert f"{', '.join(ORDERS[:-1])} or {ORDERS[-1]}" in text


def test_a_template_names_fields(reader: Reader) -> None:
    result = reader("list", "has:repo", "--format", r"{key}\t{title:.4}\t{authors}\t{repo}\t{pdf}\t{queue}")
    assert result.out.split("\t") == [
        SPAR,
        "SPaR",
        "Jiale Cheng, Xiao Liu",
        "https://github.com/thu-coai/SPaR",
        "https://arxiv.org/pdf/2412.11605",
        "\n",
    ]


@pytest.mark.parametrize(
    "template",
    [
        *("{soul}", "{title.__class__}", "{title", "{}", "{0}", "{title[0]}"),
        *("{title:>99999999999999}", "{title:.10001}", "{title:{abstract}}"),
    ],
)
def test_a_template_that_makes_no_sense_is_wrong_usage(reader: Reader, template: str) -> None:
    result = reader("list", "--format", template)
    assert (result.status, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1


def test_no_answer_is_said_where_no_program_reads_it(reader: Reader) -> None:
    result = reader("list", "tag:nothing")
    assert (result.status, result.out) == (0, "")
    assert "No paper matches 'tag:nothing'" in result.err


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("is:unred", "is:unred: did you mean is:unread?"),
        ("experts is:red", "is:red: did you mean is:read?"),
        ("has:repos", "has:repos: did you mean has:repo?"),
        ("titel:x", "titel:x: no field titel: (did you mean title:?)"),
        ("foo:bar", 'foo:bar: no field foo: (search for it as "foo:bar")'),
        ("rating:lots experts", "rating:lots: rating: needs a number from 0 to 5"),
        ("rating:9", "needs a number from 0 to 5"),
        ("stars:many", "stars: needs a number"),
        ("upvotes:", "upvotes: needs a number"),
        ("listed:2026-13", "listed: needs a date"),
        ("listed:yesturday", "did you mean listed:yesterday?"),
        ("added:7days", "did you mean added:7d?"),
        ("sort:titel", "did you mean sort:title?"),
        ("sort:-listd", "did you mean sort:-listed?"),
        ("-is:archved", "did you mean is:archived?"),
        ("(experts", "not closed"),
        ("experts OR", "OR needs something on both sides"),
        ("title:", "title: needs a word"),
        ("arxiv:nonsense", "no arxiv id"),
        ("!!!", "no letters or digits"),
    ],
)
@pytest.mark.parametrize(
    "verb", [["list"], ["export", "--format", "bibtex"], ["mark", "read", "--query"]], ids=" ".join
)
def test_a_term_that_makes_no_sense_is_an_error_with_the_nearest_that_does(
    reader: Reader, verb: list[str], query: str, said: str
) -> None:
    result = reader(*verb, query)
    assert (result.status, result.out) == (2, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 1


def test_a_long_pasted_title_is_searched_by_its_first_words(reader: Reader) -> None:
    result = reader("list", "experts " * 30)
    assert result.status == 0 and len(result.lines) == 1
    words = " ".join(f"w{n}" for n in range(30))
    assert "only the first 20 words" in reader("list", words).err
    assert reader("mark", "read", "--query", words).status == 2


def test_show_is_the_whole_paper(reader: Reader) -> None:
    reader("note", CURRICULUM, "--text", "mine")
    out = reader("show", CURRICULUM).out
    assert out.startswith("Curriculum Learning for Language Models\n")
    assert "We order the data.\n\nIt helps." in out
    assert "arxiv   https://arxiv.org/abs/2405.15738" in out
    assert out.endswith("Note\n  mine\n")


@pytest.mark.parametrize(
    "name", ["2405.15738", "arxiv:2405", "https://arxiv.org/abs/2405.15738v2", CURRICULUM]
)
def test_a_paper_is_named_in_many_ways(reader: Reader, name: str) -> None:
    assert reader("show", "--json", name).records[0]["key"] == CURRICULUM


@pytest.mark.parametrize("name", ["arxiv:9901.00001", "arxiv:2", "nothing"])
def test_no_such_paper_is_status_3(reader: Reader, name: str) -> None:
    result = reader("show", name)
    assert (result.status, result.out) == (3, "")
    assert len(result.err.splitlines()) == 1


def test_nothing_but_text_comes_out_of_a_pipe(reader: Reader) -> None:
    reader("note", SPAR, "--text", "\x1b[31mred\x07")
    for arguments in (["list"], ["show", SPAR], ["log"], ["keys"], ["config"], ["note", SPAR]):
        assert "\x1b" not in reader(*arguments, env={"TERM": "xterm-256color"}).out


def test_records_are_one_a_line_and_utf8(reader: Reader) -> None:
    reader("note", SPAR, "--text", "ε\nzwei")
    (line,) = reader("list", "has:note", "--json").lines
    assert json.loads(line)["note"] == "ε\nzwei"
    assert "ε" in line


def test_on_a_terminal_the_queue_ends_with_its_length_and_how_long_it_takes(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader("queue", "add", "--all")
    assert not any("about" in line for line in reader("queue").lines)
    monkeypatch.setattr("readerapp.cli.session.Session.is_terminal", True)
    monkeypatch.setattr("readerapp.cli.session.Session.terminal", Terminal(80))
    assert reader("queue").lines[-1] == "4 papers, about 2 hours"
    assert "about" not in reader("queue", "--format", "{key}").lines[-1]


def test_on_a_terminal_the_right_column_is_what_the_list_is_sorted_by(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader("rate", SPAR, "4")
    monkeypatch.setattr("readerapp.cli.session.Session.is_terminal", True)
    monkeypatch.setattr("readerapp.cli.session.Session.terminal", Terminal(80))

    def right(*arguments: str) -> str:
        lines = reader("list", *arguments).lines
        assert all(cells(line) <= 80 for line in lines)
        (line,) = (line for line in lines if "SPaR" in line)
        return line.split()[-1]

    assert right() == right("is:unread", "sort:title") == "2026-10-09"
    assert (right("sort:upvotes"), right("--sort", "rating")) == ("12", "4")
    assert all(line.rstrip() == line for line in reader("list", "sort:upvotes").lines)
