"""A day with the papers at a prompt, in a real terminal that never gets an escape sequence."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from signal import SIGKILL

import pytest
from tinydb import TinyDB

from tests.terminal.terminal import Terminal, readerapp

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]

PROMPT = "readerapp> "
DAY = (
    ("/curricula federated", "1  When Do Curricula Work in Federated Learning?"),
    ("1", "An oft-ci"),
    ("a", 'Queued "When Do Curricula Work'),
    ("/", "Search for"),
    ("", "to 10 of 88; enter for more"),
    ("a 4 6", "Queued 2 papers"),
    ("", "11 to 20 of 88"),
    ("queue", "Queue: 3 papers"),
    ("queue move 3 --top", "to place 1 in the queue"),
    ("} 3", "Moved"),
    ("n 1 clone it first", "Wrote a note on"),
    ("t 1 +federated", "+federated; u to undo"),
    ("u", "Undid: tagged"),
    ("f 5", "With code"),
    ("c 1", "https://github.com/"),
    ("copy 1 --what repo", "Not copied"),
    ("rate 4", "4 of 5"),
    ("U", "(undone), step"),
    ("view-1", "All: 88 papers"),
    ("/curriculum", "All, curriculum: 9 papers"),
    ("V Curricula", "Saved the view"),
    ("f Curricula", "Curricula: 9 papers"),
    ("theme nord", "theme is nord"),
    ("settings keys.rate %", "keys.rate is %"),
    ("% 2 5", "5 of 5"),
    ("view-2", "Unread: "),
    ("T", "1 of 85, about "),
    ("x", "2 of 85, about "),
    ("", "3 of 85, about "),
    ("q", "Archived 1, skipped 1; 83 left"),
    ("x 1-3", "Marked 3 papers archived"),
)
"""Lines, and what is said then."""


@contextmanager
def conversation(
    environment: dict[str, str], *options: str, columns: int = 80, **more: str
) -> Iterator[Terminal]:
    with ExitStack() as stack:
        terminal = Terminal(readerapp(*options), {**environment, **more}, columns=columns, rows=24)
        stack.enter_context(terminal)
        said_after(terminal, 0)
        yield terminal


def said_after(terminal: Terminal, start: int) -> str:
    """What was written after a place in the output, once it asks for the next line."""
    end = (PROMPT.encode(), b": ", b"note> ")
    terminal.wait_until(lambda: terminal.output[start:].endswith(end), "the next question")
    return terminal.output[start:].decode().replace("\r\n", "\n")


def say(terminal: Terminal, line: str) -> str:
    start = len(terminal.output)
    terminal.press(line, "enter")
    terminal.wait_until(lambda: b"\n" in terminal.output[start:], "the line to be echoed")
    return said_after(terminal, start)


@pytest.mark.parametrize(("term", "options"), [("dumb", ()), ("xterm-256color", ("--plain",))])
def test_a_day_at_the_prompt_writes_no_escape_byte(
    environment: dict[str, str], term: str, options: Sequence[str]
) -> None:
    with conversation(environment, *options, TERM=term) as terminal:
        assert b"1 to 10 of 88; enter for more" in terminal.output
        for line, expected in DAY:
            said = say(terminal, line)
            assert expected in said, line
        terminal.press("ctrl+d")
        assert terminal.end() == 0
    assert b"\x1b" not in terminal.output


def test_arrow_keys_and_interrupts_leave_it_at_its_prompt(environment: dict[str, str]) -> None:
    with conversation(environment, "--plain") as terminal:
        assert "There is no command" in say(terminal, "\x1b[A\x1b[Dxyz")
        start = len(terminal.output)
        terminal.press("rate", "enter")
        said_after(terminal, start)
        terminal.press("ctrl+c")
        terminal.wait_until(
            lambda: b"readerapp> " in terminal.output[start:].partition(b"Cancelled")[2], "the next prompt"
        )
        assert "Queued" in say(terminal, "a")
        terminal.press("q", "enter")
        assert terminal.end() == 0
    assert b"\x1b" not in terminal.output


def test_what_it_said_it_did_is_on_disk_also_if_it_is_killed(environment: dict[str, str], home: Path) -> None:
    with conversation(environment, "--plain") as terminal:
        say(terminal, "n 2 kept")
        say(terminal, "f 6")
        terminal.send_signal(SIGKILL)
        assert terminal.end() == -SIGKILL
    with TinyDB(home / "state.json") as db:
        assert [it["note"] for it in db.table("papers")] == ["kept"]
    with conversation(environment, "--plain") as terminal:
        assert b"Noted: 1 paper" in terminal.output


def test_a_terminal_that_is_closed_ends_it(environment: dict[str, str], home: Path) -> None:
    with conversation(environment, "--plain") as terminal:
        say(terminal, "a 1")
        terminal.hang_up()
    with TinyDB(home / "state.json") as db:
        assert len(db.table("papers")) == 1


def test_without_unicode_it_writes_ascii(environment: dict[str, str]) -> None:
    with conversation(
        environment, "--plain", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    ) as terminal:
        for line in ("1", "?", "f", "", "a 1-3"):
            say(terminal, line)
        terminal.press("ctrl+d")
        assert terminal.end() == 0
    assert terminal.output.isascii()
    assert b"\x1b" not in terminal.output
