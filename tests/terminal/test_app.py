"""A reader's day, by keys alone, in a real terminal."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal, readerapp

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]

FIRST = "PreRoutGNN for Timing Prediction"


def listed(environment: dict[str, str], *query: str) -> list[dict[str, Any]]:
    """What a script sees of the same home."""
    done = subprocess.run(
        readerapp("list", "--json", *query), env=environment, capture_output=True, check=True, timeout=60
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_first_start_shows_the_seed(start: Start) -> None:
    screen = start().wait_for("All 88", FIRST)
    assert "Unread 88" in screen


def test_what_is_done_one_day_is_there_the_next(start: Start, environment: dict[str, str]) -> None:
    terminal = start()
    terminal.wait_for(FIRST, "All 88")
    search(terminal, "curiculum lerning")
    assert "Curriculum" in first_row(terminal)
    terminal.press("a", "j", "a", "j", "a")
    terminal.wait_for("Queue 3")
    terminal.press("esc")
    terminal.wait_for("All 88", "88 of 88")
    terminal.press("3")
    terminal.wait_for("by queue")
    queued = [record["key"] for record in listed(environment, "sort:queue", "is:queued")]
    terminal.press("G", "shift+up")
    terminal.wait_for("Moved")
    terminal.press("g", "r")
    terminal.wait_for("Marked", "Queue 2", "Read 1")
    terminal.press("q")
    terminal.press("q")
    assert terminal.end() == 0

    again = start()
    again.wait_for("Queue 2", "Read 1")
    assert len(queued) == 3
    after = [record["key"] for record in listed(environment, "sort:queue", "is:queued")]
    assert after == [queued[2], queued[1]]
    again.press("u")
    again.wait_for("Undid", "Queue 3")


def test_a_paper_is_found_by_its_idea_and_from_there_what_is_like_it(start: Start) -> None:
    terminal = start()
    terminal.wait_for(FIRST, "All 88")
    terminal.press("/")
    terminal.wait_for("to the list")
    terminal.press("bot that teaches itself sums")
    terminal.wait_for("no exact match · ", "─ related ─")
    terminal.press("enter")
    terminal.wait_until(lambda: "to the list" not in terminal.text, "the list to have the keys")
    before = first_row(terminal)
    assert "─ related ─" in before
    terminal.press("j", "m")
    terminal.wait_for('like "', "papers like", "esc goes back", "near  ")
    near = terminal.text.splitlines()[1]
    terminal.press("m")
    terminal.wait_until(lambda: terminal.text.splitlines()[1] != near, "what is near the first of those")
    terminal.press("esc")
    terminal.wait_until(lambda: terminal.text.splitlines()[1] == near, "what was there before")
    terminal.press("esc")
    terminal.wait_for("no exact match · ", "bot that teaches itself sums")
    assert first_row(terminal).split("│")[0] == before.split("│")[0]
    terminal.press("esc")
    terminal.wait_for("88 of 88")
    terminal.press("7")
    terminal.wait_for("By votes, until 5 more papers")
    terminal.press("q")
    terminal.press("q")
    assert terminal.end() == 0


def search(terminal: Terminal, query: str) -> None:
    """Search as a person does, who looks where the cursor is, and go to the list."""
    terminal.press("/")
    terminal.wait_for("to the list")
    terminal.press(query)
    terminal.wait_until(
        lambda: " of 88" in terminal.line(query) and "88 of 88" not in terminal.text, "answers"
    )
    terminal.press("enter")
    terminal.wait_until(lambda: "to the list" not in terminal.text, "the list to have the keys")


def first_row(terminal: Terminal) -> str:
    """The first line of the list: the one below the lines on top."""
    return terminal.text.splitlines()[3]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_saves_and_leaves_the_terminal_as_it_was(
    start: Start, environment: dict[str, str], number: signal.Signals
) -> None:
    terminal = start()
    terminal.wait_for(FIRST, "All 88")
    terminal.press("r")
    terminal.wait_for("Marked")
    terminal.send_signal(number)
    terminal.end()
    for sequence in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"):
        assert sequence in terminal.output[-2000:], sequence
    assert terminal.echoes
    assert listed(environment, "is:read")[0]["title"].startswith(FIRST)


@pytest.mark.parametrize("again", range(3))
def test_what_was_shown_as_done_outlives_a_kill(
    start: Start, environment: dict[str, str], home: Path, again: int
) -> None:
    terminal = start()
    terminal.wait_for(FIRST, "All 88")
    terminal.press("r")
    terminal.wait_for("Marked")
    terminal.watch(0.1)
    terminal.send_signal(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    assert len(listed(environment, "is:read")) == 1
    # What was not in the file yet is in the journal beside it; the file itself is whole or not there.
    if (home / "state.json").exists():
        json.loads((home / "state.json").read_text("utf-8"))


@pytest.mark.parametrize(("columns", "rows"), [(60, 20), (200, 50), (40, 12)])
def test_it_works_in_any_terminal(start: Start, columns: int, rows: int) -> None:
    terminal = start(columns, rows)
    terminal.wait_for("PreRout")
    terminal.press("enter")
    terminal.wait_for("unread · Oct 9")
    terminal.press("ctrl+q")
    assert terminal.end() == 0


def test_a_link_goes_to_the_terminal_and_the_words_say_no_more(start: Start) -> None:
    terminal = start()
    terminal.wait_for(FIRST, "All 88")
    search(terminal, "has:repo")
    terminal.press("c")
    terminal.wait_for("Sent to the terminal", "https://")
    assert b"\x1b]52;c;" in terminal.output


def test_what_a_command_changes_is_seen_in_the_open_app_within_two_seconds(
    start: Start, environment: dict[str, str], tmp_path: Path
) -> None:
    terminal = start()
    terminal.wait_for(FIRST, "All 88", "Queue 0")
    (tmp_path / "boats.bib").write_text(
        "@misc{boats, title={A Paper on Boats}, author={Ada King}, year=2026}"
    )
    slowest = 0.0
    for line, shown in (
        ("queue add --query PreRoutGNN", ("Queue 1",)),
        ("mark read --query PreRoutGNN", ("Queue 0", "Read 1", "Unread 87")),
        ("undo", ("Queue 1", "Read 0", "Unread 88")),
        (f"add {tmp_path / 'boats.bib'}", ("All 89",)),
        ("remove --query boats", ("All 88",)),
    ):
        subprocess.run(readerapp(*line.split()), env=environment, check=True, capture_output=True, timeout=60)
        began = time.monotonic()
        terminal.wait_for(*shown)
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 2.0


def test_the_app_logs_what_it_does_and_nothing_while_it_waits(
    environment: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "app.log"
    with Terminal(readerapp("--log", str(log)), environment, columns=120, rows=36) as terminal:
        terminal.wait_for("All 88", FIRST)
        terminal.press("r")
        terminal.wait_for("Read 1")
        terminal.watch(3)
        before = log.read_text()
        terminal.watch(2)
        assert log.read_text() == before
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    text = log.read_text()
    assert "command: the app" in text and ": mark, papers: 1" in text and "ended with status 0" in text
