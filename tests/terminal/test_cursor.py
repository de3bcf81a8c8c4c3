"""The terminal's own cursor is where the reader is: screen readers and magnifiers follow it."""

from __future__ import annotations

import os

import pytest

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]

FIRST, SECOND, THIRD = "PreRoutGNN for", "When Do Curricula", "Unlock the Power"


def follows(terminal: Terminal, words: str) -> None:
    """Wait until the line from the cursor on has some words."""
    terminal.wait_until(lambda: words in terminal.current_line, f"the cursor before {words!r}")


def is_behind(terminal: Terminal, words: str) -> None:
    """Wait until the cursor is right behind some words."""
    terminal.wait_until(
        lambda: terminal.before_cursor.rstrip().endswith(words), f"the cursor behind {words!r}"
    )


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
def test_the_cursor_is_where_the_reader_is(start: Start, size: tuple[int, int]) -> None:
    terminal = start(*size)
    terminal.wait_for(FIRST)
    follows(terminal, FIRST)
    terminal.press("j")
    follows(terminal, SECOND)
    terminal.press("j")
    follows(terminal, THIRD)
    terminal.press("G", "g")
    follows(terminal, FIRST)
    terminal.press("/", "curricula")
    is_behind(terminal, "curricula")
    terminal.press("enter")
    follows(terminal, SECOND)
    terminal.press("*")
    follows(terminal, "5")
    terminal.press("down")
    follows(terminal, "4")
    terminal.press("4")
    follows(terminal, SECOND)
    terminal.press("n", "one", "enter", "two")
    is_behind(terminal, "two")
    terminal.press("esc")
    follows(terminal, SECOND)
    terminal.press("?", "zzzz")
    is_behind(terminal, "zzzz")
    terminal.press("esc")
    follows(terminal, SECOND)
    terminal.press("?", "undo")
    follows(terminal, "Undo the last change")
    terminal.press("esc")
    follows(terminal, SECOND)


def test_the_cursor_stays_hidden_and_shows_where_the_shell_goes_on(start: Start) -> None:
    terminal = start()
    terminal.wait_for(FIRST)
    terminal.press("j")
    follows(terminal, SECOND)
    assert b"\x1b[?25h" not in terminal.output
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert b"\x1b[?25h" in terminal.output
