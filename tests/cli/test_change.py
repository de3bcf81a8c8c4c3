import json
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.cli.reader import CURRICULUM, MIXTURES, ORDER, SPAR, Reader


def test_a_mark_is_kept_and_plain_tinydb_shows_it(reader: Reader) -> None:
    result = reader("mark", "read", CURRICULUM)
    assert result.status == 0
    assert "Curriculum Learning" in result.out
    with TinyDB(reader.home / "state.json") as database:
        (document,) = database.table("papers").all()
    assert (document["key"], document["status"]) == (CURRICULUM, "read")


def test_reading_a_paper_takes_it_out_of_the_queue(reader: Reader) -> None:
    reader("queue", "add", SPAR, CURRICULUM)
    reader("mark", "read", SPAR)
    assert reader("queue", "--format", "{queue} {key}").lines == [f"1 {CURRICULUM}"]


def test_keys_come_from_standard_input_too(reader: Reader) -> None:
    listed = reader("list", "has:arxiv OR models").out
    assert listed
    reader("queue", "add", "-", stdin=f"{SPAR}\tunread\tTitle\n\n  2405.15738 and more\n")
    assert reader("queue", "--format", "{key}").lines == [SPAR, CURRICULUM]
    reader("mark", "archived", "-", stdin=json.dumps({"key": MIXTURES}) + "\n")
    assert reader.state(MIXTURES)["status"] == "archived"


def test_an_empty_standard_input_changes_nothing(reader: Reader) -> None:
    assert reader("mark", "read", "-").status == 0
    assert reader("list", "is:read", "--count").out == "0\n"


def test_a_query_names_all_papers_that_answer_it(reader: Reader) -> None:
    reader("tag", "--query", "listed:2026-10-08..", "+new")
    assert set(reader("list", "tag:new", "--format", "{key}").lines) == {SPAR, CURRICULUM}


@pytest.mark.parametrize("query", ["rating:lots experts", "tag:nothing", "zzzzqqqq curriculum"])
def test_a_change_is_never_made_by_a_guess(reader: Reader, query: str) -> None:
    result = reader("mark", "read", "--query", query)
    assert result.status == 1
    assert len(result.err.splitlines()) == 1
    assert reader("list", "is:read", "--count").out == "0\n"


def test_one_unknown_key_changes_nothing(reader: Reader) -> None:
    assert reader("mark", "read", SPAR, "arxiv:9901.00001").status == 3
    assert reader.state(SPAR)["status"] == "unread"


def test_tags_are_added_and_removed_in_one_step(reader: Reader) -> None:
    reader("tag", SPAR, "+health", "+later")
    reader("tag", SPAR, ORDER, "-health", "+rl")
    assert reader.state(SPAR)["tags"] == ["later", "rl"]
    assert reader.state(ORDER)["tags"] == ["rl"]
    reader("undo")
    assert reader.state(SPAR)["tags"] == ["health", "later"]
    assert reader.state(ORDER)["tags"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["mark", "finished", SPAR],
        ["mark", "read"],
        ["rate", SPAR, "6"],
        ["rate", SPAR],
        ["tag", SPAR],
        ["queue", "move", SPAR],
        ["queue", "move", SPAR, "--top", "--bottom"],
        ["note", SPAR, "--text", "a", "--append", "b"],
        ["copy"],
        ["list", "--soul"],
        ["dance"],
        ["export"],
    ],
)
def test_wrong_usage_is_status_2_and_one_line(reader: Reader, arguments: list[str]) -> None:
    result = reader(*arguments)
    assert (result.status, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1
    assert "-h`" in result.err


def test_undo_and_redo_go_across_calls(reader: Reader) -> None:
    reader("rate", SPAR, "5")
    reader("mark", "read", SPAR)
    assert "read" in reader("undo").out
    assert reader.state(SPAR)["status"] == "unread"
    assert reader.state(SPAR)["rating"] == 5
    reader("redo")
    assert reader.state(SPAR)["status"] == "read"


def test_nothing_to_undo_is_status_1(reader: Reader) -> None:
    result = reader("undo")
    assert (result.status, result.out, result.err) == (1, "", "readerapp: Nothing to undo\n")


def test_the_log_tells_what_was_done(reader: Reader) -> None:
    reader("rate", SPAR, "5")
    reader("mark", "read", ORDER)
    reader("undo")
    newest, oldest = reader("log").lines
    assert "Order Matters" in newest and "(taken back)" in newest
    assert "SPaR" in oldest
    record = reader("log", "--json", "--limit", "1").records[0]
    assert (record["keys"], record["undone"]) == ([ORDER], True)


def test_the_queue_is_kept_in_order(reader: Reader) -> None:
    reader("queue", "add", SPAR, CURRICULUM, ORDER)
    reader("queue", "move", ORDER, "--top")
    reader("queue", "move", SPAR, "--bottom")
    reader("queue", "move", MIXTURES, "--to", "2")
    assert reader("queue", "--format", "{key}").lines == [ORDER, MIXTURES, CURRICULUM, SPAR]
    reader("queue", "remove", CURRICULUM)
    assert [record["queue"] for record in reader("queue", "--json").records] == [1, 2, 3]


def test_next_is_the_head_and_done_goes_on(reader: Reader) -> None:
    reader("queue", "add", SPAR, CURRICULUM)
    assert reader("queue", "next", "--format", "{key}").out == f"{SPAR}\n"
    assert reader("queue", "next", "--done", "--format", "{key}").out == f"{CURRICULUM}\n"
    assert reader.state(SPAR)["status"] == "read"
    last = reader("queue", "next", "--done")
    assert last.status == 1
    assert "Nothing queued" in last.err
    assert reader.state(CURRICULUM)["status"] == "read"


def test_a_note_is_written_added_to_and_removed(reader: Reader) -> None:
    assert reader("note", SPAR).out == ""
    reader("note", SPAR, "--text", "one")
    reader("note", SPAR, "--append", "two")
    assert reader("note", SPAR).out == "one\n\ntwo"
    reader("note", SPAR, "-", stdin="three\n")
    assert reader("note", SPAR).out == "three\n"
    reader("note", SPAR, "--text", "")
    assert reader.state(SPAR)["note"] == ""


@pytest.mark.parametrize(
    "note",
    [
        "one",
        "one\n",
        "a\tb  \n\n\tc\n\n",
        " \n lead",
        "می\u200cروم 👨\u200d👩\u200d👧\n",
        "é\t",
        "[/b] \\x1b\n",
    ],
)
def test_a_note_goes_through_a_pipe_byte_for_byte(reader: Reader, note: str) -> None:
    reader("note", SPAR, "-", stdin=note)
    assert reader.state(SPAR)["note"] == note
    out = reader("note", SPAR).out
    assert out == note
    assert "unchanged" in reader("note", SPAR, "-", stdin=out).out
    reader("note", ORDER, "-", stdin=out)
    assert reader.state(ORDER)["note"] == note


def test_a_word_spelt_with_a_joiner_is_found_with_and_without_it(reader: Reader) -> None:
    reader("note", SPAR, "-", stdin="نیم\u200cفاصله")
    for word in ("نیم\u200cفاصله", "نیمفاصله"):
        assert reader("list", word, "--format", "{key}").lines == [SPAR]


def test_text_that_is_not_utf_8_is_refused_in_a_line_and_changes_nothing(reader: Reader) -> None:
    reader("note", SPAR, "--text", "before")
    latin = b"caf\xe9".decode("utf-8", "surrogateescape")
    for arguments, stdin in (
        (["note", SPAR, "-"], b"caf\xe9"),
        (["note", SPAR, "--text", latin], b""),
        (["note", SPAR, "--append", latin], b""),
        (["tag", SPAR, f"+{latin}"], b""),
        (["mark", "read", "-"], SPAR.encode() + b"\n\xff\xfe\n"),
    ):
        result = reader(*arguments, stdin=stdin)
        assert (result.status, result.out) == (1, "")
        assert "not UTF-8" in result.err
        assert len(result.err.splitlines()) == 1
    state = reader.state(SPAR)
    assert (state["note"], state["tags"], state["status"]) == ("before", [], "unread")


def test_a_note_is_written_in_an_editor(reader: Reader, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "and more\\n" >> "$1"\nexit 3\n')
    editor.chmod(0o700)
    reader("note", SPAR, "--text", "one ")
    reader("note", SPAR, "--edit", env={"VISUAL": str(editor)})
    assert reader("note", SPAR).out == "one and more"


def test_an_editor_that_is_not_there_loses_nothing(reader: Reader) -> None:
    reader("note", SPAR, "--text", "one")
    result = reader("note", SPAR, "--edit", env={"EDITOR": "no-such-editor-here"})
    assert result.status == 1
    assert "no-such-editor-here" in result.err
    assert reader("note", SPAR).out == "one"
