import os
import subprocess
import sys
from pathlib import Path
from shlex import split

import pytest

import readerapp
from readerapp.actions.keys_and_verbs import COMMANDS, VERBS
from tests.cli.reader import Reader


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_helps(reader: Reader, verb: str) -> None:
    result = reader(*verb.split(), "-h")
    assert result.status == 0
    assert f"Usage: readerapp {verb}" in result.out


def test_help_tells_every_verb_in_a_line(reader: Reader) -> None:
    lines = reader("-h").lines
    for verb in (name for name in VERBS if " " not in name):
        (line,) = (line for line in lines if line.startswith(f"  {verb} "))
        assert line.rstrip().endswith(".")


def test_help_lists_no_verb_twice(reader: Reader) -> None:
    listed = [line.split()[0] for line in reader("-h").lines if line.startswith("  ") and line.endswith(".")]
    assert sorted(name for name in listed if name in VERBS) == sorted(
        name for name in VERBS if " " not in name
    )


@pytest.mark.parametrize("verb", VERBS)
def test_help_fits_80_columns_and_its_examples_can_be_pasted(reader: Reader, verb: str) -> None:
    lines = reader(*verb.split(), "-h", env={"COLUMNS": "80"}).lines
    assert [line for line in lines if len(line) > 80] == []
    examples = lines[lines.index("  Examples:") + 1 :]
    assert examples
    told = [split(line, comments=True) for line in examples]
    wanted = [split(f"readerapp {line}") for line, _ in VERBS[verb].examples]
    assert [words for words in told if words] == wanted


@pytest.mark.parametrize("verb", ["", "list", "queue add"])
def test_help_is_also_a_verb_as_with_other_programs(reader: Reader, verb: str) -> None:
    assert reader("help", *verb.split()).out == reader(*verb.split(), "-h").out


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(reader: Reader, option: str) -> None:
    assert reader(option).out == f"readerapp {readerapp.__version__}\n"


def test_keys_stand_as_the_settings_say(reader: Reader) -> None:
    (reader.home / "config.toml").write_text('[keys]\nundo = "Z"\n')
    assert len(reader("keys", "--json").records) == len(COMMANDS)
    (line,) = (line for line in reader("keys", "--ids").lines if "  undo  " in line)
    assert line.split()[0] == "Z"


def test_the_sheet_of_keys_fits_a_page_and_has_every_key(reader: Reader) -> None:
    lines = reader("keys").lines
    assert len(lines) <= 50
    assert max(map(len, lines)) <= 80
    views = tuple(command.id for command in COMMANDS if command.id.startswith("view-"))
    shown = [command for command in COMMANDS if command.keys and command.id not in views]
    assert [it.id for it in shown if not any(it.name in line and it.shown[0] in line for line in lines)] == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("theme = ", "is not TOML"), ("[keys]\ndance = 'd'", "'dance'"), ("colour = 1", "'colour'")],
)
def test_settings_that_make_no_sense_are_told_once_and_not_in_the_way(
    reader: Reader, text: str, complaint: str
) -> None:
    (reader.home / "config.toml").write_text(text)
    result = reader("keys")
    assert result.status == 0
    assert complaint in result.err
    assert len(result.err.splitlines()) == 1


def test_config_tells_where_the_files_are(reader: Reader) -> None:
    assert ["library", str(reader.home / "papers.jsonl")] in map(str.split, reader("config").lines)
    files = reader("config", "--json").records[0]["files"]
    assert files["state"] == str(reader.home / "state.json")


def test_config_prints_the_value_of_one_setting_or_the_path_of_one_file(reader: Reader) -> None:
    (reader.home / "config.toml").write_text('watch = ["a", "b c"]\n[hooks]\nread = ["say", "b c"]\n')
    for name, value in {
        "watch": "a, b c",
        "hooks.read": "say 'b c'",
        "theme": "",
        "hooks.seconds": "10",
        "state": str(reader.home / "state.json"),
        "inbox": str(reader.home / "inbox"),
    }.items():
        assert reader("config", name).out == f"{value}\n"
    assert reader("config", "watch", "--json").records == [{"name": "watch", "value": ["a", "b c"]}]
    wrong = reader("config", "wach")
    assert (wrong.status, wrong.out) == (2, "")
    assert "did you mean 'watch'?" in wrong.err


def test_config_shows_the_inbox_that_is_used(reader: Reader) -> None:
    (reader.home / "config.toml").write_text('inbox = "box"\n')
    shown = [line.split() for line in reader("config").lines if line.startswith("inbox")]
    assert shown == [["inbox", str(reader.home / "box"), "(not", "there)"]]
    assert reader("config", "--json").records[0]["files"]["inbox"] == str(reader.home / "box")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(reader: Reader, shell: str) -> None:
    assert "_READERAPP_COMPLETE" in reader("completion", shell).out


def test_a_shell_that_completes_gets_words_and_not_the_app(tmp_path: Path) -> None:
    env = {**os.environ, "READERAPP_HOME": str(tmp_path), "_READERAPP_COMPLETE": "zsh"}
    command = [sys.executable, "-m", "readerapp", "fetch", "hf", "w"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.returncode) == ("plain\nweek\n", 0)
