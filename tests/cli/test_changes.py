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
    result = reader("mark", "read", "-")
    assert (result.status, result.out, len(result.err.splitlines())) == (0, "", 1)
    assert reader("list", "is:read", "--count").out == "0\n"


def test_a_query_names_all_papers_that_answer_it(reader: Reader) -> None:
    reader("tag", "--query", "listed:2026-10-08..", "+new")
    assert set(reader("list", "tag:new", "--format", "{key}").lines) == {SPAR, CURRICULUM}


@pytest.mark.parametrize("query", ["curiculum", "tag:nothing", "zzzzqqqq curriculum", "experts modles"])
def test_a_change_is_never_made_by_a_guess(reader: Reader, query: str) -> None:
    result = reader("mark", "read", "--query", query)
    assert (result.status, result.out) == (1, "")
    assert len(result.err.splitlines()) == 1
    assert reader("list", "is:read", "--count").out == "0\n"


def test_a_misspelt_word_of_a_change_is_told_with_what_was_meant(reader: Reader) -> None:
    assert "did you mean 'curriculum'?" in reader("mark", "read", "--query", "curiculum").err


CHANGES = (
    ["mark", "archived"],
    ["remove"],
    ["tag", "+new"],
    ["queue", "add"],
    ["queue", "remove"],
)


@pytest.mark.parametrize("change", [*CHANGES, ["rate", "5"]], ids=" ".join)
@pytest.mark.parametrize(
    "query", ["", "  ", "\t\n", '""', "()", "sort:title", "-", '-""', "\u200b"], ids=repr
)
def test_an_empty_query_changes_nothing_and_names_the_way_to_mean_all(
    reader: Reader, change: list[str], query: str
) -> None:
    before = reader("list", "is:any", "--json").out
    result = reader(*change, "--query", query)
    assert (result.status, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1
    assert ("--all" in result.err) or "no letters or digits" in result.err
    assert reader("list", "is:any", "--json").out == before


@pytest.mark.parametrize("change", CHANGES, ids=" ".join)
def test_all_means_every_paper_and_is_told_with_its_number_and_the_way_back(
    reader: Reader, change: list[str]
) -> None:
    reader("queue", "add", SPAR, CURRICULUM, ORDER, MIXTURES) if change[-1] == "remove" else None
    before = [{**each, "changed": {}} for each in reader("list", "is:any", "--json").records]
    result = reader(*change, "--all")
    assert result.status == 0
    assert "4 papers" in result.out and "`readerapp undo`" in result.out
    reader("undo")
    assert [{**each, "changed": {}} for each in reader("list", "is:any", "--json").records] == before


@pytest.mark.parametrize("keys", [[""], [" "], [SPAR, ""]])
def test_an_empty_key_is_wrong_usage(reader: Reader, keys: list[str]) -> None:
    result = reader("mark", "read", *keys)
    assert (result.status, result.out) == (2, "")
    assert reader("list", "is:read", "--count").out == "0\n"
    assert reader("show", "").status == 2


def test_archiving_takes_a_paper_out_of_all_views_and_of_the_queue(reader: Reader) -> None:
    reader("queue", "add", SPAR, CURRICULUM, ORDER)
    reader("mark", "archived", CURRICULUM)
    assert reader("queue", "--format", "{key}").lines == [SPAR, ORDER]
    for query in (
        [],
        ["curriculum"],
        ["is:queued"],
        ["is:unread"],
        ["-experts"],
        ["curriculum", "OR", "experts"],
    ):
        assert CURRICULUM not in reader("list", "--format", "{key}", *query).lines, query
    for query in (["is:archived"], ["is:any"], ["is:any", "curriculum"], [CURRICULUM], ["2405.15738"]):
        assert CURRICULUM in reader("list", "--format", "{key}", *query).lines, query
    assert reader("list", "--count").out == "3\n"
    assert reader("show", CURRICULUM).status == 0
    reader("undo")
    assert reader("queue", "--format", "{key}").lines == [SPAR, CURRICULUM, ORDER]
    assert reader("list", "--count").out == "4\n"


def test_queueing_an_archived_paper_brings_it_back_in_one_step(reader: Reader) -> None:
    reader("mark", "archived", SPAR)
    reader("queue", "add", SPAR)
    assert (reader.state(SPAR)["status"], reader.state(SPAR)["queue"]) == ("unread", 1)
    reader("undo")
    assert (reader.state(SPAR)["status"], reader.state(SPAR)["queue"]) == ("archived", None)


def test_an_archived_paper_that_an_older_file_has_queued_has_no_place(reader: Reader) -> None:
    state = {"key": SPAR, "status": "archived", "queue": 1.0}
    table = {"papers": {"1": state}, "meta": {"1": {"schema": 1}}}
    (reader.home / "state.json").write_text(json.dumps(table))
    reader("queue", "add", ORDER)
    assert reader("queue", "--format", "{queue} {key}").lines == [f"1 {ORDER}"]
    assert reader("list", "is:queued", "--format", "{key}").lines == [ORDER]


def test_one_unknown_key_changes_nothing(reader: Reader) -> None:
    assert reader("mark", "read", SPAR, "arxiv:9901.00001").status == 3
    assert reader.state(SPAR)["status"] == "unread"


def test_a_word_to_leave_out_of_a_query_is_no_tag(reader: Reader) -> None:
    assert reader("tag", "+rest", "--query", "-models").status == 0
    assert set(reader("list", "tag:rest", "--format", "{key}").lines) == {ORDER}


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
    assert "Order Matters" in newest and "(undone)" in newest
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


def test_all_tags_are_listed_renamed_and_joined(reader: Reader) -> None:
    reader("tag", SPAR, ORDER, "+rl")
    reader("tag", SPAR, "+old name")
    assert [line.split(maxsplit=1) for line in reader("tags").lines] == [["2", "rl"], ["1", "old name"]]
    assert "Joined the tag old name with rl" in reader("tag", "--rename", "old name", "rl").out
    assert [line.split() for line in reader("tags").lines] == [["2", "rl"]]
    assert reader("tag", SPAR, "--rename", "rl", "x").status == 2


def test_a_change_printed_as_json_names_its_papers_and_its_step(reader: Reader) -> None:
    done = json.loads(reader("queue", "add", "--json", SPAR).out)
    assert done["keys"] == [SPAR] and done["message"].startswith("Queued ")
    undone = json.loads(reader("undo", "--json", done["step"]).out)
    assert (done["undoable"], undone["step"]) == (True, done["step"])
    assert reader("queue").out == ""


@pytest.mark.parametrize("line", [f"mark read {SPAR}", f"rate {SPAR} 4", f"tag {SPAR} +rl"])
def test_a_change_that_was_made_before_says_so_and_is_no_step(reader: Reader, line: str) -> None:
    assert reader(*line.split(), "--json").records[0]["undoable"]
    (again,) = reader(*line.split(), "--json").records
    assert (again["step"], again["undoable"]) == (None, False)
    assert "SPaR" in again["message"]
    assert again["message"].startswith(("Already read: ", "Rating unchanged: ", "Tags unchanged: "))


def test_tags_may_be_listed_with_commas_as_in_the_app(reader: Reader) -> None:
    reader("tag", SPAR, "+rl, search,agents")
    assert reader.state(SPAR)["tags"] == ["agents", "rl", "search"]
    reader("tag", SPAR, "-rl,agents")
    assert reader.state(SPAR)["tags"] == ["search"]


def test_nothing_on_standard_input_leaves_the_note(reader: Reader) -> None:
    reader("note", SPAR, "--text", "mine")
    assert reader("note", SPAR, "-", stdin="\n").status == 1
    assert reader("note", SPAR).out == "mine"
