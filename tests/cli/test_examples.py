"""The examples in the help are command lines that work."""

import shlex
from typing import Any

import click
import pytest

from readerapp.actions.examples import EXAMPLES
from readerapp.actions.keys_and_verbs import VERBS
from readerapp.cli.main import cli
from readerapp.cli.session import Session
from readerapp.home import Home
from tests.cli.reader import CURRICULUM, SPAR, Reader

LINES = [line for examples in EXAMPLES.values() for line, _ in examples]
ELSEWHERE = (
    "add",
    "fetch",
    "text",
    "sync",
    "serve",
    "open",
    "merge",
    "inbox",
    "mcp",
    "note 2405.15738 --edit",
    "queue next --open",
)
"""They read or write beside the home, ask the network, or wait."""
ALSO = ("copy 2405.15738", "undo 172", "undo --agent", "restore newest", "mark archived", "export")
"""They need a clipboard, a past or old papers, or write a file where they are started."""


def calls(line: str) -> list[list[str]]:
    """The words of each call of ours in a pipe."""
    parts = [shlex.split(part) for part in f"readerapp {line}".split(" | ")]
    return [words[1:] for words in parts if words[0] == "readerapp"]


@pytest.mark.parametrize("name", VERBS)
def test_the_help_of_a_verb_ends_with_one_to_three_examples_of_it(reader: Reader, name: str) -> None:
    examples = VERBS[name].examples
    assert 1 <= len(examples) <= 3
    shown = reader(*name.split(), "-h").out.rpartition("Examples:")[2]
    for line, what in examples:
        assert any(" ".join(words).startswith(name) for words in calls(line))
        assert f"readerapp {line}" in shown and what in shown


@pytest.mark.parametrize("name", VERBS)
def test_examples_fit_into_eighty_columns(reader: Reader, name: str) -> None:
    examples = reader(*name.split(), "-h").out.rpartition("Examples:")[2].splitlines()
    assert [line for line in examples if len(line) > 80 or line != line.rstrip()] == []


def test_examples_are_of_verbs() -> None:
    assert {*EXAMPLES} == {*VERBS}


@pytest.mark.parametrize("line", LINES)
def test_an_example_is_a_command_line(reader: Reader, line: str) -> None:
    session = Session(Home.find(reader.home), {})
    for words in calls(line):
        command: Any = cli
        while isinstance(command, click.Group):
            _, found, words = command.resolve_command(click.Context(command), words)
            command = found
            if isinstance(command, click.Group) and not (words and words[0] in command.commands):
                break
        with command.make_context(command.name, words, obj=session) as context:
            assert not context.args


@pytest.mark.parametrize("line", [line for line in LINES if not line.startswith((*ELSEWHERE, *ALSO))])
def test_an_example_that_stays_at_home_works(reader: Reader, line: str) -> None:
    before = [("mark", "reading", SPAR), ("queue", "add", CURRICULUM, SPAR)]
    before += [("tag", SPAR, CURRICULUM, "+rl", "+later"), *([("undo",)] if line == "redo" else [])]
    before += [("watch", "add", *line.split()[2:])] if line.startswith("watch remove") else []
    for given in before:
        assert reader(*given).status == 0
    stdin = ""
    for words in calls(line):
        result = reader(*words, stdin=stdin)
        assert result.status == 0, result.err
        stdin = result.out
