"""Help, man page, reference, README and completion: every command and option stands in each of them."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from readerapp.actions.keys_and_verbs import VERBS
from readerapp.cli.completion.reply import reply
from readerapp.cli.main import cli
from tests.project.description import PROGRAM, CommandText, commands
from tests.project.documents import DOCUMENTS
from tests.project.man_page import man_page
from tests.project.reference import escaped, reference
from tests.project.roff import literal, prose
from tests.project.tables import PROMISES, README, ROOT, rows

DESCRIBED = commands()
MAN = ROOT / "docs" / "readerapp.1"
LOOKED_UP = re.compile(r"env(?:iron)?\.get\(\"([A-Z_]+)\"")
NOT_OURS = {"PATH", "HOME"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_is_what_the_definitions_say(path: Path) -> None:
    assert path.read_text("utf-8") == DOCUMENTS[path](), "run `make docs`"


def test_every_verb_of_the_table_is_a_command() -> None:
    assert [command.name for command in DESCRIBED] == ["", *VERBS]


@pytest.mark.parametrize("command", DESCRIBED, ids=lambda command: command.name or PROGRAM)
def test_every_command_and_option_stands_wherever_a_reader_looks(command: CommandText) -> None:
    page, markdown = written()
    assert f".SS {literal(command.usage)}\n" in page or not command.name
    assert f"## {PROGRAM} {command.name}".rstrip() + "\n" in markdown
    assert f"| `{command.name}` |" in README.read_text("utf-8") or not command.name
    section = markdown.partition(f"```\n{command.usage}\n```\n")[2].partition("\n## ")[0]
    part = page.partition(f".SS {literal(command.usage)}\n")[2] if command.name else page
    completed = offered([*command.name.split(), "-"]) | offered([*command.name.split(), "--"])
    for option in command.options:
        assert re.search(r"\w", option.help.partition("[")[0]), f"{option.shown} has no sentence"
        assert f"- `{option.shown}`: {escaped(option.help)}\n" in section
        assert prose(option.help) in part
        assert set(option.names) <= completed
        assert all(rf"\fB{literal(name)}\fR" in part for name in option.names)


@cache
def written() -> tuple[str, str]:
    """The man page and the reference."""
    return man_page(), reference()


def offered(words: list[str]) -> set[str]:
    """What completes the last of some words."""
    _, *found = reply(cli, "zsh", words, {"READERAPP_HOME": "no such home"}).splitlines()
    return {line.partition("\t")[0] for line in found}


def test_every_verb_is_completed() -> None:
    assert offered([""]) == {name for name in VERBS if " " not in name}
    assert offered(["queue", ""]) == {name.split()[1] for name in VERBS if name.startswith("queue ")}


def test_every_variable_that_is_looked_up_is_promised() -> None:
    used = {
        name for path in ROOT.glob("readerapp/**/*.py") for name in LOOKED_UP.findall(path.read_text("utf-8"))
    }
    promised = " ".join(first for first, *_ in rows(PROMISES.read_text("utf-8"), "variable | does"))
    assert used - NOT_OURS - set(re.findall(r"`([A-Z_]+)`", promised)) == set()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a-b --json -h", r"a-b \-\-json \-h"),
        ("`--json`", r"\fB\-\-json\fR"),
        (".TH", r"\&.TH"),
        ("'quoted'", r"\(aqquoted\(aq"),
        ("C:\\new", r"C:\enew"),
        ("KEY… × ☃", r"KEY... \(mu \[u2603]"),
    ],
)
def test_a_sentence_is_shown_as_it_is_written(text: str, shown: str) -> None:
    assert prose(text) == shown


def test_no_wrapped_line_is_taken_for_a_request() -> None:
    assert [
        line for line in prose("word " * 15 + ".config .TH .SH " * 9).splitlines() if line[0] == "."
    ] == []


@pytest.mark.parametrize(
    ("command", "harmless"),
    [
        (["groff", "-man", "-ww", "-Tutf8"], "^$"),
        (["groff", "-man", "-ww", "-Tascii"], "^$"),
        (["mandoc", "-Tlint"], "missing date"),  # the page is of a version, not of a day
    ],
    ids=lambda part: part[-1].removeprefix("-T") if isinstance(part, list) else "",
)
def test_the_man_page_is_formatted_without_a_warning(command: list[str], harmless: str) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed: `make debian`")
    done = subprocess.run([*command, MAN], capture_output=True, text=True, check=False, timeout=60)
    said = done.stdout if command[0] == "mandoc" else done.stderr
    assert [line for line in said.splitlines() if not re.search(harmless, line)] == []


def test_the_man_page_fits_a_terminal_and_shows_commands_as_they_are_typed() -> None:
    if not shutil.which("groff"):
        pytest.skip("groff is not installed: `make debian`")
    formatted = ["groff", "-man", "-Tutf8", "-P-c", "-P-bou", "-rLL=80n", str(MAN)]
    page = subprocess.run(formatted, capture_output=True, text=True, check=True, timeout=60).stdout
    assert [line for line in page.splitlines() if len(line) > 80] == []
    assert "  readerapp queue move [OPTIONS] KEY...\n" in page
    assert "       --dry-run\n" in page
    assert 'eval "$(readerapp completion bash)"' in page
    assert "\u2010" not in page
