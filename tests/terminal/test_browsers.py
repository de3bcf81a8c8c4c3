"""Browsers as they are on a terminal: in it, beside it, or none."""

import os
from pathlib import Path

import pytest

from tests.terminal.conftest import Start

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]

FIRST = "PreRoutGNN for Timing Prediction"


def program(path: Path, does: str) -> Path:
    path.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_a_browser_for_terminals_has_the_terminal_until_it_ends(start: Start, tmp_path: Path) -> None:
    program(tmp_path / "w3m", 'echo "PAGE OF $1"; read key; echo "$key" >"$0.said"')
    terminal = start(BROWSER=str(tmp_path / "w3m"))
    terminal.wait_for(FIRST, "All 88")
    terminal.press("o")
    terminal.wait_for("PAGE OF https://")
    terminal.press("quit it\r")
    terminal.wait_for("Opened https://", "All 88")
    assert (tmp_path / "w3m.said").read_text("utf-8") == "quit it\n"
    terminal.press("a")
    terminal.wait_for("Queue 1")


def test_a_browser_that_fails_has_opened_nothing(start: Start, tmp_path: Path) -> None:
    terminal = start(160, BROWSER=str(program(tmp_path / "browser", "exit 1")))
    terminal.wait_for(FIRST, "All 88")
    terminal.press("o")
    terminal.wait_for("browser could not be started", "c copies it")
    assert "Opened" not in terminal.text


def test_a_browser_that_stays_holds_up_no_key(start: Start, tmp_path: Path) -> None:
    terminal = start(160, BROWSER=str(program(tmp_path / "browser", "sleep 5")))
    terminal.wait_for(FIRST, "All 88")
    terminal.press("o", "/", "curriculum")
    terminal.wait_until(lambda: "88 of 88" not in terminal.text, "an answer")
    assert "Opened" not in terminal.text
    terminal.wait_for("Opened https://")
