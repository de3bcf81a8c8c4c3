"""Pasting and dropping as terminals send them."""

import os
import shlex
from pathlib import Path

import pytest

from tests.terminal.conftest import Start

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]

BIBTEX = "@article{one,\n  title = {Graphs that Grow}\n}\n\n@article{two,\n  title = {Trees that Stay}\n}\n"


def pasted(text: str) -> str:
    """What a terminal sends for a paste: lines end as with the enter key."""
    return "\x1b[200~" + text.replace("\n", "\r") + "\x1b[201~"


def test_a_paste_is_read_and_keys_after_it_are_keys(start: Start) -> None:
    terminal = start()
    terminal.wait_for("All 88")
    terminal.press(pasted(BIBTEX))
    terminal.wait_for("pasted: read 2 · new 2", "All 2", "Graphs that Grow")
    terminal.press("a")
    terminal.wait_for("Queue 1")
    terminal.press("q", "q")
    assert terminal.end() == 0


def test_a_large_paste_does_not_hold_up_the_app(start: Start, home: Path) -> None:
    home.mkdir()
    (home / "papers.jsonl").write_text('{"title": "Known already"}\n', "utf-8")
    terminal = start()
    terminal.wait_for("All 1")
    entries = "".join(
        f"@misc{{k{n},\n title = {{Paper {n} on things of kind {n * 7}}}\n}}\n" for n in range(5000)
    )
    terminal.press(pasted(entries))
    terminal.wait_for("esc stops")
    terminal.press("/", "known")
    terminal.wait_for("⌕ known")
    terminal.wait_for("pasted: read 5,000 · new 5,000")


def test_a_file_dropped_on_the_terminal_is_added(start: Start, home: Path, tmp_path: Path) -> None:
    home.mkdir()
    (home / "papers.jsonl").write_text('{"title": "Known already"}\n', "utf-8")
    file = tmp_path / "my page (1).bib"
    file.write_text(BIBTEX, "utf-8")
    terminal = start()
    terminal.wait_for("All 1")
    terminal.press(pasted(f"{shlex.quote(str(file))} "))
    terminal.wait_for("my page (1).bib: read 2 · new 2", "All 3")


def test_ctrl_c_while_papers_come_in_says_how_to_quit_and_loses_none(
    start: Start, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text("".join(f'{{"title": "Paper {n} on things of kind {n * 7}"}}\n' for n in range(6000)))
    terminal = start()
    terminal.wait_for("All 88")
    terminal.press(pasted(str(file)))
    terminal.wait_for("esc stops")
    terminal.press("ctrl+c")
    terminal.wait_for("ctrl+q quits")
    terminal.wait_for("many.jsonl: read 6,000 · new 6,000", "All 6,000")
    terminal.press("q", "q")
    assert terminal.end() == 0
    assert (home / "papers.jsonl").read_bytes().count(b"\n") == 6000
