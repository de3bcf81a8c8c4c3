"""Files that land in the inbox of the running app, and several programs that read one inbox."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import Start

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def inbox(home: Path) -> Path:
    """The inbox of a home with one paper."""
    (home / "inbox").mkdir(parents=True)
    (home / "papers.jsonl").write_text('{"title": "Known already"}\n', "utf-8")
    return home / "inbox"


def test_a_file_that_lands_is_added_and_undone_by_a_key(start: Start, inbox: Path) -> None:
    terminal = start()
    terminal.wait_for("All 1")
    (inbox / "share.txt").write_text("Look at this https://arxiv.org/abs/2405.15738 😀\n", "utf-8")
    terminal.wait_for("inbox: read 1 · new 1", "All 2", "arXiv:2405.15738")
    assert (inbox / "done" / "share.txt").exists()
    terminal.press("u")
    terminal.wait_for("All 1")
    (inbox / "empty.txt").touch()
    terminal.wait_for("empty.txt moved to failed/: empty")
    terminal.press("q")
    assert terminal.end() == 0


def test_programs_that_read_one_inbox_at_once_add_each_file_once(inbox: Path, home: Path) -> None:
    for number in range(300):
        path = inbox / f"{number}.txt"
        path.write_text(f"arXiv:2405.{number:05}\n", "utf-8")
        os.utime(path, (1, 1))
    command = [sys.executable, "-m", "readerapp", "inbox"]
    environment = {**os.environ, "READERAPP_HOME": str(home)}
    programs = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _ in "123"
    ]
    said = [program.communicate(timeout=60)[0] for program in programs]
    assert [program.returncode for program in programs] == [0, 0, 0]
    assert sum("new 300 " in text for text in said) == 1, said
    assert len(list((inbox / "done").iterdir())) == 300
    assert len((home / "papers.jsonl").read_text("utf-8").splitlines()) == 301
