"""`digest` and `watch` on the command line."""

from __future__ import annotations

import errno
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from readerapp.cli.streams import ClosedOutput
from tests.cli.reader import Reader

TITLES = {
    "arxiv:2401.00001": "Curriculums for Robots",
    "arxiv:2401.00002": "Speech in Noise",
    "arxiv:2401.00003": "Maps of Mars",
    "arxiv:2401.00004": "A Curriculum for Speech",
}
ROBOTS, SPEECH, MARS, BOTH = TITLES


def write(reader: Reader, *keys: str, ago: timedelta = timedelta(hours=1), upvotes: int = 0) -> None:
    """Add papers to the file, as added some time ago."""
    reader.home.mkdir(exist_ok=True)
    added = (datetime.now(UTC) - ago).isoformat(timespec="seconds")
    with (reader.home / "papers.jsonl").open("a", encoding="utf-8") as file:
        for key in keys:
            paper = {"key": key, "title": TITLES[key], "added": added, "upvotes": upvotes or len(key)}
            more = {"abstract": "We try it. It works.", "authors": ["Ada King"] if key == MARS else []}
            file.write(json.dumps(paper | more) + "\n")


def told(reader: Reader, *options: str) -> list[str]:
    return [record["key"] for record in reader("digest", "--json", *options).records]


def test_each_digest_begins_where_the_last_one_ended(empty: Reader) -> None:
    write(empty, MARS, ago=timedelta(days=3))
    write(empty, ROBOTS)
    assert told(empty) == [ROBOTS]
    result = empty("digest")
    assert (result.status, result.out, result.err) == (0, "", "")
    write(empty, SPEECH, ago=timedelta(minutes=1))
    assert told(empty) == [SPEECH]
    assert told(empty) == []


def test_peek_and_since_leave_the_next_digest_as_it_is(empty: Reader) -> None:
    write(empty, ROBOTS, SPEECH)
    for options in (["--peek"], ["--since", "yesterday"], ["--since", "7d"]):
        assert set(told(empty, *options)) == {ROBOTS, SPEECH}
    assert set(told(empty)) == {ROBOTS, SPEECH}
    assert set(told(empty, "--since", "7d")) == {ROBOTS, SPEECH}
    assert told(empty) == []


def test_an_import_that_goes_on_in_the_second_of_a_digest_is_told_of_whole(empty: Reader) -> None:
    write(empty, ROBOTS, SPEECH, ago=timedelta())
    stamp = json.loads((empty.home / "papers.jsonl").read_text().splitlines()[0])["added"]
    assert set(told(empty)) == {ROBOTS, SPEECH}
    with (empty.home / "papers.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"key": MARS, "title": TITLES[MARS], "added": stamp}) + "\n")
    assert told(empty) == [MARS]
    assert told(empty) == []


def test_a_paper_with_a_date_to_come_holds_no_later_one_back(empty: Reader) -> None:
    write(empty, MARS, ago=-timedelta(days=300))
    write(empty, ROBOTS)
    assert told(empty) == [ROBOTS]
    write(empty, SPEECH, ago=timedelta())
    assert told(empty) == [SPEECH]


@pytest.mark.parametrize(
    "kept", ["", "[]", "{}", '{"added": 3, "papers": []}', '{"added": "x", "papers": 1}', "\x00", "[" * 9999]
)
def test_without_a_sound_memory_a_digest_looks_back_a_day(empty: Reader, kept: str) -> None:
    write(empty, MARS, ago=timedelta(days=3))
    write(empty, ROBOTS)
    (empty.home / "cache").mkdir(exist_ok=True)
    (empty.home / "cache" / "digest.json").write_text(kept)
    assert told(empty) == [ROBOTS]


def test_what_was_read_or_put_away_is_not_told_of(empty: Reader) -> None:
    write(empty, *TITLES)
    empty("mark", "read", ROBOTS)
    empty("mark", "archived", SPEECH)
    empty("later", MARS, "tomorrow")
    assert told(empty) == [BOTH]


def test_what_is_followed_comes_first_then_the_others_by_votes(empty: Reader) -> None:
    write(empty, ROBOTS, SPEECH, BOTH)
    write(empty, MARS, upvotes=900)
    assert told(empty, "--peek")[0] == MARS
    empty("watch", "add", "speech")
    empty("watch", "add", "curriculum")
    records = empty("digest", "--json", "--peek").records
    assert {record["key"]: record["followed"] for record in records} == {
        BOTH: ["speech", "curriculum"],
        SPEECH: ["speech"],
        ROBOTS: ["curriculum"],
        MARS: [],
    }
    assert [record["key"] for record in records][2:] == [ROBOTS, MARS]
    page = empty("digest", "--peek").lines
    assert [line for line in page if line in ("speech", "curriculum", "Others")] == [
        "speech",
        "curriculum",
        "Others",
    ]


def test_a_digest_says_in_a_few_lines_what_a_paper_is(empty: Reader) -> None:
    write(empty, MARS)
    assert empty("digest", "--peek").lines[1:] == [
        "",
        "Maps of Mars",
        "  Ada King",
        "  We try it.",
        "  https://arxiv.org/abs/2401.00003",
    ]
    *_, line, sentence = empty("digest", "--peek", "--markdown").lines
    assert line == "- [Maps of Mars](https://arxiv.org/abs/2401.00003) · Ada King"
    assert sentence == "  We try it."


def test_a_limit_says_how_to_see_the_rest(empty: Reader) -> None:
    write(empty, *TITLES)
    *_, last = empty("digest", "--peek", "--limit", "1").lines
    count, command = last.split(" more: readerapp list ")
    assert count == "3"
    assert len(empty("list", command.strip("'")).lines) == 4


class FullDisk(io.StringIO):
    """A stream that fails when it is flushed, as one that is written to a full disk."""

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_what_could_not_be_printed_is_told_of_again(empty: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    write(empty, ROBOTS)
    for stream in (ClosedOutput(), FullDisk()):
        with monkeypatch.context() as broken:
            broken.setattr("sys.stdout", stream)
            assert empty("digest").status == 1
    assert told(empty) == [ROBOTS]


@pytest.mark.parametrize("day", ["someday", "", "<2026", "2026-99-99"])
def test_a_day_that_is_none_is_wrong_usage(empty: Reader, day: str) -> None:
    write(empty, ROBOTS)
    result = empty("digest", "--since", day)
    assert (result.status, result.out) == (2, "")
    assert "7d" in result.err


# watch


def test_watch_lists_what_is_followed_with_counts(empty: Reader) -> None:
    write(empty, *TITLES)
    told(empty)
    for query in ('author:"Ada King"', "curriculum", "title:speech -noise"):
        assert empty("watch", "add", query).out == f"Following {query}\n"
    assert empty("watch", "--json").records == [
        {"query": 'author:"Ada King"', "new": 0, "papers": 1},
        {"query": "curriculum", "new": 0, "papers": 2},
        {"query": "title:speech -noise", "new": 0, "papers": 1},
    ]
    assert {record["new"] for record in empty("watch", "--json").records} == {0}
    (empty.home / "cache" / "digest.json").unlink()
    assert [record["new"] for record in empty("watch", "--json").records] == [1, 2, 1]


def test_a_followed_query_brings_papers_forward_like_a_watched_word(empty: Reader) -> None:
    write(empty, *TITLES)
    empty("watch", "add", "title:speech -noise")
    records = empty("list", "sort:foryou", "--json").records
    watched = {record["key"]: record["why"]["watched"] for record in records if "why" in record}
    assert watched == {BOTH: "title:speech -noise"}


@pytest.mark.parametrize(
    "query", ["listed:someday", "sort:foryou", "like:queue", "(((", "-", "", " ", "x sort:title", '""']
)
def test_a_query_that_makes_no_sense_is_refused(empty: Reader, query: str) -> None:
    write(empty, ROBOTS)
    result = empty("watch", "add", query)
    assert (result.status, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1
    assert not (empty.home / "config.toml").exists()


def test_watch_keeps_the_rest_of_the_settings(empty: Reader) -> None:
    write(empty, ROBOTS)
    config = empty.home / "config.toml"
    config.write_text('# mine\nwatch = ["a b",  # why\n  "c"]\ntheme = "nord"\n')
    empty("watch", "add", "d")
    empty("watch", "remove", "C")
    assert config.read_text() == '# mine\nwatch = ["a b",  # why\n  "d"]\ntheme = "nord"\n'
    assert "following already" not in empty("watch", "add", "e").err
    assert empty("watch", "add", "A B").status == 1
    result = empty("watch", "remove", "a c")
    assert result.status == 1
    assert "did you mean a b?" in result.err


def test_the_last_one_removed_leaves_no_setting(empty: Reader) -> None:
    write(empty, ROBOTS)
    empty("watch", "add", "robots")
    assert empty("watch", "remove", "robots", "--json").records == [
        {"message": "No longer following robots", "keys": [], "step": None, "undoable": False}
    ]
    assert "watch" not in (empty.home / "config.toml").read_text()
    assert empty("watch").out == ""
