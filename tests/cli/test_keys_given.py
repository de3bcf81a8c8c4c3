"""KEYs that mean no paper, or several: nothing is done for the others, or with --keep-going all of it."""

import pytest

from readerapp.actions.keys_and_verbs import VERBS
from tests.cli.reader import CURRICULUM, MIXTURES, ORDER, SPAR, Reader, command_of

BATCH = (SPAR, "arxiv:2405.15739", "arxiv:24", CURRICULUM)


def test_one_wrong_key_of_many_changes_nothing_and_all_wrong_ones_are_named(reader: Reader) -> None:
    result = reader("mark", "read", *BATCH)
    assert (result.status, result.out) == (3, "")
    missing, several, end = result.err.splitlines()
    assert f"{BATCH[1]!r}; did you mean {CURRICULUM}?" in missing
    assert f"is the start of several keys: {SPAR}, {CURRICULUM}" in several
    assert end == "readerapp: Nothing done: 2 of 4 KEYs mean no one paper; --keep-going takes the others"
    assert reader("list", "is:read", "--count").out == "0\n"


def test_keep_going_does_the_others_and_its_status_tells(reader: Reader) -> None:
    result = reader("mark", "read", *BATCH, "--keep-going")
    assert (result.status, len(result.err.splitlines())) == (3, 2)
    assert "2 papers" in result.out
    assert reader("list", "is:read", "--count").out == "2\n"
    assert reader("undo").status == 0
    assert reader("list", "is:read", "--count").out == "0\n"


def test_keep_going_without_any_paper_does_nothing(reader: Reader) -> None:
    result = reader("mark", "read", "nothing", "nowhere", "--keep-going")
    assert (result.status, result.out) == (3, "")
    assert result.err.splitlines()[-1] == "readerapp: Nothing done: 2 of 2 KEYs mean no one paper"
    assert reader("mark", "read", "nothing", "--keep-going").err.count("\n") == 1


def test_the_status_of_a_call_is_not_that_of_the_one_before(reader: Reader) -> None:
    assert reader("show", *BATCH, "--keep-going").status == 3
    assert reader("show", SPAR).status == 0


READING = {"show": (), "copy": ("--print",), "similar": (), "queue add": (), "tag": ("+x",), "rate": ("3",)}


@pytest.mark.parametrize("name", READING)
def test_each_verb_with_keys_keeps_to_them_in_the_same_way(reader: Reader, name: str) -> None:
    keys = ("--", *BATCH) if name == "rate" else BATCH
    if name == "rate":
        stopped = reader("rate", *BATCH, "3")
        going = reader("rate", *BATCH, "3", "--keep-going")
    else:
        stopped = reader(*name.split(), *keys, *READING[name])
        going = reader(*name.split(), *keys, *READING[name], "--keep-going")
    assert (stopped.status, stopped.out, len(stopped.err.splitlines())) == (3, "", 3)
    assert going.status == 3 and going.out
    assert [line[:11] for line in going.err.splitlines()][:2] == ["readerapp: "] * 2


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_with_several_keys_takes_keep_going_and_a_query(name: str) -> None:
    command = command_of(name)
    own = {parameter.name for parameter in command.params}
    options = {opt for parameter in command.params for opt in parameter.opts}
    assert ("--keep-going" in options) is ("keys" in own)
    if "keys" in own and name not in ("text", "same"):
        assert "--query" in options


def test_keys_without_end_are_not_collected_twice(reader: Reader) -> None:
    assert reader("mark", "read", "-", stdin=f"{SPAR}\n" * 50_000).out.count("\n") == 1


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"\xff\n", b"\x00" * 1000, b"\x1b]0;x\x07\n", b"\r\n\r\n"]
)
def test_any_bytes_as_keys_end_in_one_line(reader: Reader, data: bytes) -> None:
    for line in (("mark", "read", "-"), ("show", "-"), ("note", "-"), ("note", SPAR, "-")):
        result = reader(*line, stdin=data)
        assert result.status in (0, 1, 2, 3)
        assert len(result.err.splitlines()) <= 3
        assert "Traceback" not in result.err and "internal error" not in result.err


def test_several_papers_are_not_one(reader: Reader) -> None:
    for line in (("note", "-"), ("text", "-")):
        result = reader(*line, stdin=f"{SPAR}\n{CURRICULUM}\n")
        assert (result.status, result.out) == (2, "")
        assert "Name one paper" in result.err


def test_a_line_longer_than_any_key_is_told_in_one(reader: Reader) -> None:
    for data in (b"x" * (17 << 20), b'{"key": "' + b"x" * (17 << 20) + b'"}'):
        result = reader("mark", "read", "-", stdin=data)
        assert (result.status, result.err) == (
            1,
            "readerapp: standard input, line 1 is longer than 16 MB\n",
        )


def test_papers_of_the_queue_are_named_by_a_query_too(reader: Reader) -> None:
    reader("queue", "add", SPAR, CURRICULUM, ORDER, MIXTURES)
    assert reader("queue", "move", "--query", "mixtures", "--top").status == 0
    assert reader("queue", "--json").records[0]["key"] == MIXTURES
    reader("queue", "remove", SPAR)
    assert reader("queue", "order", "--query", "is:unread", "--dry-run").status == 0
    assert reader("queue", "order", "--query", "refinement").status == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"mark read {SPAR}", "Marked "),
        (f"mark {SPAR} {ORDER} read", "Marked 2 papers read"),
        ("mark --query spar read", "Marked "),
        (f"rate {SPAR} 4", "Rated "),
        (f"rate 4 {SPAR}", "Rated "),
        (f"rate 4 --query curriculum {SPAR}", "Rated 2 papers 4 of 5"),
        (f"later {SPAR} tomorrow", "Put off "),
        (f"later tomorrow {SPAR}", "Put off "),
        (f"later {SPAR} {ORDER} in 3 weeks", "Put off 2 papers until "),
        (f"later 3 weeks {SPAR}", "Put off "),
    ],
)
def test_what_to_do_with_papers_stands_before_or_after_their_keys(
    reader: Reader, line: str, said: str
) -> None:
    result = reader(*line.split())
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(said)


def test_papers_or_a_day_that_are_missing_are_told(reader: Reader) -> None:
    result = reader("later", SPAR)
    assert (result.status, result.err) == (2, "readerapp: Name both KEY and DAY. See `readerapp later -h`.\n")
