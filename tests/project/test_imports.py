"""A start imports what the first screen draws, and a read command what it prints."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

MODULES = "import sys\n{}\nprint(*sorted(name for name in sys.modules if name.startswith('readerapp')))"
APP = "import readerapp.__main__, readerapp.cli.exit_status, readerapp.cli.streams, readerapp.ui.start"
VERB = """
import os
from readerapp.cli.main import run
run({arguments!r}, {{**os.environ, "READERAPP_HOME": {home!r}, **{more!r}}})
sys.stdout.flush()
"""
NEVER = {
    *("readerapp.sources", "readerapp.exports", "readerapp.web"),
    *(f"readerapp.actions.{room}" for room in ("intake", "services", "machines")),
    *(f"readerapp.library.{room}" for room in ("ingest", "merge", "duplicates", "columns.builder")),
    *(f"readerapp.domain.{room}" for room in ("latex", "bibtex", "words")),
}
"""Rooms and modules that neither draws with."""


def modules(code: str) -> set[str]:
    """Our modules that a fresh interpreter has imported after `code`."""
    command = [sys.executable, "-c", MODULES.format(code)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.splitlines()[-1].split())


def test_the_first_screen_imports_no_more_than_it_draws() -> None:
    found = modules(APP)
    assert found & NEVER == set()
    assert {name for name in found if name.startswith("readerapp.ui.screens.")} == set()
    assert len(found) <= 120


@pytest.mark.parametrize(
    "line", ["list", "show arxiv:2405.00001", "queue", "keys", "log", "tags", "stats", "watch", "digest"]
)
def test_a_read_command_imports_no_more_than_it_prints(tmp_path: Path, line: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    paper = {"key": "arxiv:2405.00001", "title": "One", "abstract": "long " * 20_000}
    (home / "papers.jsonl").write_text(json.dumps(paper) + "\n", "utf-8")
    modules(VERB.format(arguments=["list"], home=str(home), more={}))  # fills the caches
    found = modules(VERB.format(arguments=line.split(), home=str(home), more={}))
    assert found & NEVER == set()
    assert {name for name in found if name.startswith("readerapp.ui")} == set()
    assert len(found) <= 95


def test_an_agent_is_told_of_its_tools_without_the_library() -> None:
    code = """
import readerapp.__main__, readerapp.cli.verbs.mcp, readerapp.cli.main
from readerapp.cli.agent.server import Server
from readerapp.home import Home
server = Server(readerapp.cli.verbs.mcp.Calls(Home.find("/nowhere"), {}), writes=True)
assert server.answer(b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}')["result"]["tools"]
"""
    found = modules(code)
    rooms = ("library", "state", "sources", "exports", "web", "ui", "settings", "actions.reading_list")
    assert not [name for name in found if name.startswith(tuple(f"readerapp.{room}" for room in rooms))]
    assert len(found) <= 45


@pytest.mark.parametrize(
    "words", [["show", "arxiv:24"], ["list", "from:"], ["tag", "x", "+"], ["undo", ""], ["li"]]
)
def test_a_shell_that_completes_waits_for_no_index_and_no_reading_list(
    tmp_path: Path, words: list[str]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    paper = {"key": "arxiv:2405.00001", "title": "One", "abstract": "long " * 20_000}
    (home / "papers.jsonl").write_text(json.dumps(paper) + "\n", "utf-8")
    modules(VERB.format(arguments=["list"], home=str(home), more={}))  # fills the caches
    found = modules(VERB.format(arguments=words, home=str(home), more={"_READERAPP_COMPLETE": "zsh"}))
    assert "readerapp.cli.completion.reply" in found
    assert found & {*NEVER, "readerapp.actions.reading_list", "readerapp.library.search.open_index"} == set()
    assert {name for name in found if name.startswith("readerapp.ui")} == set()
