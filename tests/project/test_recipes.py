"""The recipes of the README do what they say, run as they stand there."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

import readerapp
from readerapp.actions.reading_list import ReadingList
from tests.web.server import answer, serving

pytestmark = pytest.mark.slow
README = Path(__file__).resolve().parents[2] / "README.md"
SECTION = README.read_text("utf-8").partition("\n## Recipes\n")[2].partition("\n## ")[0]
RECIPES = re.findall(r"\*\*([^*]+)\*\*.*?```\w+\n(.*?)```", SECTION, re.DOTALL)
CURRICULUM = "arxiv:2405.15738"
PAPERS = [
    {
        "key": CURRICULUM if not number else f"arxiv:2405.1600{number}",
        "title": f"Curriculum Learning for Language Models, Part {number}",
        "abstract": "We order the data by difficulty and train language models on a curriculum.",
        "authors": ["Ada Lovelace"],
        "published": "2024-05-24",
        "links": {"repo": [f"https://github.com/ada/part{number}"]},
    }
    for number in range(5)
]
DAY = [
    {
        "paper": {
            "id": "2611.00001",
            "title": "A Paper of Today",
            "summary": "It is new.",
            "authors": [{"name": "Grace Hopper"}],
            "publishedAt": "2026-11-20T00:00:00.000Z",
            "upvotes": 3,
        },
        "title": "A Paper of Today",
        "publishedAt": "2026-11-20T00:00:00.000Z",
    }
]
# Programs that the recipes call, as small as they can be.
FZF = """
import subprocess, sys
arguments = sys.argv[1:]
assert arguments[:4] == ["--delimiter", r"\\t", "--with-nth", "2"], arguments
line = next(line for line in sys.stdin if "Part 3" in line)
preview = arguments[arguments.index("--preview") + 1].replace("{1}", line.split("\\t")[0])
shown = subprocess.run(preview, shell=True, capture_output=True, text=True, check=True).stdout
assert "by difficulty" in shown
sys.stdout.write(line)
"""
BROWSER = "import pathlib, sys; pathlib.Path.home().joinpath('opened').write_text(sys.argv[1])"
LATEXMK = """
import pathlib, sys, time
deadline = time.monotonic() + 30
while "ovelace" not in (pathlib.Path("refs.bib").read_text() if pathlib.Path("refs.bib").exists() else ""):
    assert time.monotonic() < deadline
    time.sleep(0.05)
"""


class Desk:
    """A reader's home folder, with programs of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "list"
        self.home.mkdir()
        (self.home / "papers.jsonl").write_text("".join(json.dumps(it) + "\n" for it in PAPERS), "utf-8")
        self.bin = folder / "bin"
        self.bin.mkdir()
        for name, code in {"fzf": FZF, "browser": BROWSER, "latexmk": LATEXMK}.items():
            self.program(name, f"{name}.py").with_name(f"{name}.py").write_text(code, "utf-8")
        self.program("readerapp", "-m", "readerapp")

    def program(self, name: str, *arguments: str) -> Path:
        """Make a command that runs Python."""
        found = [str(self.bin / it) if it.endswith(".py") else it for it in arguments]
        path = self.bin / name
        path.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, *found])} "$@"\n', "utf-8")
        path.chmod(0o755)
        return path

    def run(self, script: str, **env: str) -> str:
        """Run lines of a shell, with everything they leave behind ended, and return what they print."""
        told: Mapping[str, str] = {
            **{name: value for name, value in os.environ.items() if not name.startswith("READERAPP")},
            "HOME": str(self.folder),
            "READERAPP_HOME": str(self.home),
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(README.parent),
            "PYTHONUTF8": "1",
            "BROWSER": str(self.bin / "browser"),
            **env,
        }
        out, err = self.folder / "out", self.folder / "err"
        with out.open("wb") as told_out, err.open("wb") as told_err:
            command = ["sh", "-c", script]
            shell = subprocess.Popen(
                command, cwd=self.folder, env=told, stdout=told_out, stderr=told_err, start_new_session=True
            )
            try:
                status = shell.wait(60)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(shell.pid, signal.SIGTERM)
        assert (status, err.read_text("utf-8")) == (0, "")
        return out.read_text("utf-8")

    def list(self) -> ReadingList:
        """The reader's list, opened."""
        return readerapp.open(self.home)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    if sys.platform == "win32" or not shutil.which("sh"):
        pytest.skip("no shell")
    yield Desk(tmp_path)


def recipe(beginning: str) -> str:
    """The lines of the recipe whose name begins so."""
    [found] = [str(lines) for name, lines in RECIPES if name.startswith(beginning)]
    return found


def test_there_are_seven() -> None:
    assert len(RECIPES) == 7


def test_a_paper_picked_in_fzf_is_opened(desk: Desk) -> None:
    desk.run(recipe("Pick a paper with fzf"))
    assert (desk.folder / "opened").read_text("utf-8") == "https://github.com/ada/part3"


def test_cron_has_something_to_mail_only_if_something_is_new(desk: Desk) -> None:
    line = recipe("A mail each morning").splitlines()[1]
    command = " ".join(line.split()[5:])
    with serving() as server:
        server.says({"/api/daily_papers": answer(json.dumps(DAY))})
        env = {"HF_ENDPOINT": server.url}
        assert "A Paper of Today" in desk.run(command, **env)
        assert desk.run(command, **env) == ""


def test_a_status_bar_shows_the_counts(desk: Desk) -> None:
    [command] = re.findall(r"#\((.*)\)'", recipe("A status bar"))
    assert desk.run(command) == "5 unread · 0 queued\n"


def test_what_is_written_in_the_vault_comes_back(desk: Desk) -> None:
    with desk.list() as lib:
        lib.note(CURRICULUM, "Read this.")
    (desk.folder / "Vault").mkdir()
    export, add = recipe("An Obsidian vault").splitlines()
    desk.run(export)
    [note] = (desk.folder / "Vault" / "Papers").glob("*.md")
    note.write_text(note.read_text("utf-8").replace("Read this.", "Read this. Twice."), "utf-8")
    desk.run(add)
    with desk.list() as lib:
        assert lib.state(CURRICULUM).note.strip() == "Read this. Twice."


def test_the_references_are_kept_up_to_date_while_one_writes(desk: Desk) -> None:
    desk.run(recipe("A LaTeX project"))
    assert "eprint        = {2405.15738}" in (desk.folder / "refs.bib").read_text("utf-8")


def test_what_the_phone_shared_is_added(desk: Desk) -> None:
    (desk.home / "config.toml").write_text(recipe("Papers from the phone"), "utf-8")
    inbox = desk.folder / "Dropbox" / "Papers"
    inbox.mkdir(parents=True)
    (inbox / "shared.txt").write_text("Look: https://arxiv.org/abs/2406.00001v2 \U0001f600", "utf-8")
    desk.run("readerapp inbox")
    with desk.list() as lib:
        assert lib.find("2406.00001") == "arxiv:2406.00001"
    assert [path.name for path in (inbox / "done").rglob("*.txt")] == ["shared.txt"]


def test_what_an_agent_did_is_taken_back_by_one_command(desk: Desk) -> None:
    *before, undo = recipe("An agent").splitlines()
    desk.run("\n".join(before))
    with desk.list() as lib:
        assert len(lib.queued()) == 3
    assert (desk.folder / ".agents/skills/readerapp/SKILL.md").read_text("utf-8").startswith("---\n")
    desk.run(undo)
    with desk.list() as lib:
        assert lib.queued() == ()
