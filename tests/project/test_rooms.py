"""A lower room is reachable without the terminal, also through imports made when called."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import readerapp

LOWER = ("domain", "disk", "sources", "exports", "library", "state", "web", "actions")
PACKAGE = Path(readerapp.__file__).parent
# A program of the reader's own, a terminal or a device is written to by who speaks with it.
ELSEWHERE = {"actions/desktop/editor.py", "cli/output_file.py", "cli/verbs/copy.py", "ui/crash_guard.py"}
WRITES = re.compile(
    r"\.write_(?:text|bytes)\(|os\.(?:replace|rename|fsync)\(|mkstemp|NamedTemporaryFile|\.open\(\"[wax]"
)
IMPORT_ALL = """
import importlib, pkgutil, sys
room = importlib.import_module({room!r})
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(module.name)
sys.exit(", ".join(sorted({unwanted!r} & set(sys.modules))) or 0)
"""


def run(code: str) -> str:
    """What a fresh interpreter says on standard error."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stderr


@pytest.mark.parametrize("room", LOWER)
def test_a_lower_room_does_not_know_the_terminal(room: str) -> None:
    unwanted = {"textual", "rich", "click"}
    assert run(IMPORT_ALL.format(room=f"readerapp.{room}", unwanted=unwanted)) == ""


def test_the_command_line_does_not_know_textual() -> None:
    assert run(IMPORT_ALL.format(room="readerapp.cli", unwanted={"textual", "rich"})) == ""


def test_the_package_is_imported_without_any_of_its_rooms() -> None:
    code = """
import sys, readerapp
assert readerapp.__version__ and callable(readerapp.open)
sys.exit(", ".join(sorted(name for name in sys.modules if name.startswith("readerapp."))) or 0)
"""
    assert run(code) == "readerapp.version\n"


@pytest.mark.parametrize("heavy", ["tantivy", "rapidfuzz", "filelock", "pyperclip", "tomllib", "urllib3"])
def test_opening_a_reading_list_loads_nothing_heavy(heavy: str) -> None:
    code = f"""
import sys, tempfile, readerapp
with tempfile.TemporaryDirectory() as home, readerapp.open(home) as lib:
    lib.search("")
sys.exit({heavy!r} if {heavy!r} in sys.modules else 0)
"""
    assert run(code) == ""


def test_adding_a_file_loads_nothing_that_speaks_to_servers(tmp_path: Path) -> None:
    (tmp_path / "ids.txt").write_text("2405.15738\n")
    code = f"""
import sys, readerapp
with readerapp.open({str(tmp_path / "home")!r}) as lib:
    assert lib.add([{str(tmp_path / "ids.txt")!r}]).read == 1
sys.exit("urllib3" if "urllib3" in sys.modules else 0)
"""
    assert run(code) == ""


def test_files_are_written_in_one_place() -> None:
    found = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if WRITES.search(path.read_text("utf-8")) and path.parent.name != "disk"
    }
    assert found <= ELSEWHERE
