"""Every verb is made from its definition."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

import readerapp
from readerapp.actions.keys_and_verbs import COMMANDS, VERBS
from readerapp.cli.verb import click_command
from tests.cli.reader import Reader

OF_COMMANDS = [command.verb.name for command in COMMANDS if command.verb]
MODULES = Path(readerapp.__file__).parent / "cli" / "verbs"


def found(name: str) -> click.Command | None:
    group, _, member = name.partition(" ")
    command = click_command(group)
    return command.commands.get(member) if member and isinstance(command, click.Group) else command


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_names_its_command_or_says_why_it_has_none(name: str) -> None:
    assert (name in OF_COMMANDS) != bool(VERBS[name].why_no_key)


@pytest.mark.parametrize("name", OF_COMMANDS)
def test_a_command_with_a_verb_is_reachable_on_the_command_line(reader: Reader, name: str) -> None:
    result = reader(*name.split(), "-h")
    assert result.status == 0
    assert result.out.startswith(f"Usage: readerapp {name} ")


@pytest.mark.parametrize("name", VERBS)
def test_the_help_of_a_verb_begins_with_the_sentence_of_its_definition(name: str) -> None:
    command = found(name)
    assert command and command.help and command.help.startswith(VERBS[name].help)


def test_a_group_has_just_the_members_that_are_defined() -> None:
    for group in ("queue", "watch"):
        command = click_command(group)
        assert isinstance(command, click.Group)
        members = {f"{group} {member}" for member in command.commands}
        assert members == {name for name in VERBS if name.startswith(f"{group} ")}


def test_a_module_of_a_verb_has_its_name() -> None:
    modules = {path.stem for path in MODULES.glob("*.py")} - {"__init__"}
    assert modules == {name.split()[0] for name, verb in VERBS.items() if not (verb.does or verb.finds)}


def test_the_help_of_all_verbs_imports_none_of_them(tmp_path: Path) -> None:
    code = """
import sys
from readerapp.cli.main import run
assert run(["-h"]) == 0
sys.exit(", ".join(name for name in sys.modules if name.startswith("readerapp.cli.verbs.")) or 0)
"""
    env = {**os.environ, "READERAPP_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
