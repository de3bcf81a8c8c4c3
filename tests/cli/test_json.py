"""`--json` on every verb: what it prints, and what of it a verb reads back."""

import json

import pytest

from readerapp.actions.keys_and_verbs import VERBS
from tests.cli.reader import CURRICULUM, MIXTURES, ORDER, SPAR, Reader, command_of

PRINTED = {
    "list": ["--count"],
    "show": [SPAR],
    "tags": [],
    "similar": [SPAR],
    "queue": [],
    "queue add": [SPAR],
    "queue move": [SPAR, "--top"],
    "queue next": [],
    "queue order": [],
    "queue remove": [SPAR],
    "mark": ["read", SPAR],
    "later": [SPAR, "tomorrow"],
    "note": [SPAR],
    "tag": [SPAR, "+rl"],
    "rate": [SPAR, "3"],
    "remove": [SPAR],
    "same": [SPAR, ORDER],
    "undo": [],
    "log": [],
    "merge": [],
    "backup": [],
    "restore": [],
    "doctor": [],
    "keys": [],
    "config": [],
    "completion": ["bash"],
    "copy": ["--print", SPAR],
    "add": ["-"],
    "inbox": [],
    "stats": [],
    "digest": [],
    "watch": [],
    "watch add": ["boats"],
    "watch remove": ["curriculum"],
    "skill": [],
}
NOT_PRINTED = {"text", "fetch", "sync", "serve", "open", "mcp", "redo", "export"}
"""They ask the network, wait, open a browser, or have nothing to do; the export has a test of its own."""
CHANGES = (
    *("queue add", "queue move", "queue remove", "mark", "later", "tag", "rate", "remove", "same"),
    *("undo", "backup", "watch add", "watch remove"),
)


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_takes_json(name: str) -> None:
    command = command_of(name)
    assert [option.opts for option in command.params if "--json" in option.opts] in ([["--json"]],)


def test_each_verb_is_tried_with_json() -> None:
    assert {*PRINTED} | NOT_PRINTED == {*VERBS} and not NOT_PRINTED & {*PRINTED}


@pytest.mark.parametrize("name", PRINTED)
def test_what_a_verb_prints_with_json_is_an_object_per_line(reader: Reader, name: str) -> None:
    reader("queue", "add", SPAR, CURRICULUM)
    reader("watch", "add", "curriculum")
    result = reader(*name.split(), *PRINTED[name], "--json", stdin=json.dumps({"title": "Boats"}))
    assert result.status == 0
    assert result.records or name in ("restore", "digest", "tags", "similar")
    assert all(isinstance(record, dict) for record in result.records)
    if name in CHANGES:
        (done,) = result.records
        assert {*done} == {"message", "keys", "step", "undoable"}


def test_a_note_as_json_has_its_key(reader: Reader) -> None:
    reader("note", SPAR, "--text", "mine\n\nand more")
    assert reader("note", "2412.11605", "--json").records == [{"key": SPAR, "note": "mine\n\nand more"}]


def test_an_export_as_json_says_what_the_file_got(reader: Reader) -> None:
    file = reader.home / "out.bib"
    result = reader("export", "--format", "bibtex", "-o", str(file), "--json")
    assert result.records == [{"papers": 4, "format": "bibtex", "output": str(file)}]
    assert file.read_text().count("@misc") == 4
    assert reader("export", "--format", "bibtex", "--json").status == 2


def test_a_failure_with_json_is_its_line_on_standard_error_and_its_status(reader: Reader) -> None:
    result = reader("mark", "read", "nothing", "--json")
    assert (result.status, result.out, len(result.err.splitlines())) == (3, "", 1)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"key": SPAR}),
        json.dumps({"message": "Queued", "keys": [SPAR], "step": "1", "undoable": True}),
        json.dumps(SPAR),
        json.dumps([SPAR, SPAR]),
        f"  {json.dumps({'key': SPAR})}  \n\n" + json.dumps({"key": CURRICULUM, "part": "related"}),
    ],
)
def test_keys_are_read_from_whatever_a_verb_prints(reader: Reader, text: str) -> None:
    assert reader("mark", "read", "-", stdin=text).status == 0
    assert [record["key"] for record in reader("list", "is:read", "--json").records] == [SPAR]


def test_what_one_verb_did_the_next_goes_on_with(reader: Reader) -> None:
    done = reader("queue", "add", SPAR, MIXTURES, "--json").out
    assert reader("rate", "-", "4", stdin=done).status == 0
    assert reader("tag", "-", "+rl", stdin=reader("log", "--json", "--limit", "1").out).status == 0
    assert {record["key"] for record in reader("list", "tag:rl rating:4", "--json").records} == {
        SPAR,
        MIXTURES,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", 'neither "key" nor "keys"'),
        ('{"key": 1}', "text in quotes, not 1"),
        ('{"key": null}', "text in quotes, not null"),
        ('{"key": ["a"]}', "text in quotes, not ["),
        ('{"keys": "a"}', "text in quotes, not "),
        ('{"keys": [1]}', "text in quotes, not 1"),
        ('{"keys": [["a"]]}', "text in quotes, not ["),
        ("[true]", "text in quotes, not true"),
        ('{"key": ', "is not JSON"),
        ('"half', "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"key": ' + "9" * 10_000 + "}", "is not JSON"),
    ],
)
def test_json_of_another_shape_is_a_line_that_names_its_place(reader: Reader, text: str, said: str) -> None:
    result = reader("mark", "read", "-", stdin=f"{SPAR}\n{text}\n")
    assert (result.status, result.out) == (1, "")
    (line,) = result.err.splitlines()
    assert "line 2" in line and said in line and len(line) < 200
    assert reader("list", "is:read", "--count").out == "0\n"
