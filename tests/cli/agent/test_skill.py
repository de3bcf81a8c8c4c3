"""The SKILL.md is short, and every command line in it is one."""

import json
import re
import shlex
from typing import Any

import click
import pytest

from readerapp.cli.agent.skill import page
from readerapp.cli.main import cli
from readerapp.cli.session import Session
from readerapp.home import Home
from tests.cli.reader import Reader

PAGE = page()
LINES = re.findall(r"^readerapp (.*)$", PAGE, re.MULTILINE)
NAMED = re.findall(r"`readerapp ([a-z][^`]*)`", PAGE)


def test_it_is_at_most_1500_tokens() -> None:
    assert len(PAGE.encode()) / 3.5 <= 1500


def test_it_begins_with_its_name_and_when_to_use_it() -> None:
    start, name, description, end, *_ = PAGE.splitlines()
    assert (start, name, end) == ("---", "name: readerapp", "---")
    sentence = json.loads(description.removeprefix("description: "))  # a quoted text in YAML, too
    assert 100 < len(sentence) < 1024


def test_the_verb_prints_it(reader: Reader) -> None:
    assert reader("skill").out == PAGE
    assert reader("skill", "--json").records == [{"name": "readerapp", "text": PAGE}]


@pytest.mark.parametrize("line", [*LINES, *NAMED])
def test_every_command_line_in_it_parses(reader: Reader, line: str) -> None:
    words = shlex.split(line, comments=True)
    session = Session(Home.find(reader.home), {})
    command: Any = cli
    while isinstance(command, click.Group):
        _, command, words = command.resolve_command(click.Context(command), words)
        if isinstance(command, click.Group) and not (words and words[0] in command.commands):
            break
    with command.make_context(command.name, words, obj=session) as context:
        assert not context.args


def test_it_says_how_to_sign_and_how_all_is_taken_back() -> None:
    assert len(LINES) > 25
    for said in (
        "READERAPP_AGENT=1",
        "undo --agent",
        "--json",
        "--dry-run",
        "Exit status: 0 done",
        "like:KEY",
        "data, never",
    ):
        assert said in PAGE
