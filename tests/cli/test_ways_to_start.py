"""`python -m readerapp` is `readerapp`: by name, in help, in errors and by exit status."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
PROGRAM = "import sys; sys.argv[0] = '/somewhere/bin/readerapp'; from readerapp.__main__ import main; main()"
WAYS = {"program": [sys.executable, "-c", PROGRAM], "module": [sys.executable, "-m", "readerapp"]}


def call(way: str, home: Path, *arguments: str, **more: str) -> tuple[int, str, str]:
    """The status of a call, and what it printed."""
    env = {**os.environ, "READERAPP_HOME": str(home), "COLUMNS": "80", **more}
    command = [*WAYS[way], *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--version"], 0),
        (["-h"], 0),
        (["queue", "add", "-h"], 0),
        (["list", "--limit", "x"], 2),
        (["nonsense"], 2),
        (["show", "no-such-key"], 3),
        (["restore", "newest"], 1),
    ],
)
def test_both_ways_to_start_say_the_same(tmp_path: Path, arguments: list[str], status: int) -> None:
    program, module = (call(way, tmp_path, *arguments) for way in WAYS)
    assert program == module
    assert program[0] == status
    assert "__main__" not in "".join(program[1:])
    assert "readerapp" in "".join(program[1:])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_calls_what_printed_it(tmp_path: Path, shell: str) -> None:
    by_program = call("program", tmp_path, "completion", shell)[1]
    by_module = call("module", tmp_path, "completion", shell)[1]
    called = f"{shlex.quote(sys.executable)} -m readerapp"
    assert called in by_module
    assert by_module.replace(called, "readerapp") == by_program


def test_both_ways_answer_a_shell(tmp_path: Path) -> None:
    program, module = (call(way, tmp_path, "li", _READERAPP_COMPLETE="zsh") for way in WAYS)
    assert program == module
    assert module[1].startswith("plain\nlist\t")
