"""Bytes that are no keys, keys that come together, and job control, in a real terminal."""

import os
import signal
from pathlib import Path

import pytest

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal, readerapp

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]

FIRST = "PreRoutGNN for Timing Prediction"
ANSWERS = (
    "\x1bP1$r0 q\x1b\\",
    "\x1b]11;rgb:1515/1717/1c1c\x1b\\",
    "\x1b[?62;22c",
    "\x1b[?0u",
    "\x1b_Gi=1;OK\x1b\\",
)


@pytest.fixture
def terminal(start: Start) -> Terminal:
    terminal = start()
    terminal.wait_for(FIRST, "All 88", "Unread 88")
    return terminal


def test_late_answers_of_the_terminal_do_nothing(terminal: Terminal) -> None:
    for answer in ANSWERS:
        terminal.press(answer)
        for part in (answer[:3], answer[3:6], answer[6:]):
            terminal.press(part)
            terminal.watch(0.15)
    terminal.press("a")
    assert "Unread 88" in terminal.wait_for("Queue 1", "Queued")
    terminal.press("/", "x" + "".join(ANSWERS) + "y")
    terminal.wait_for("⌕ xy ")


def test_esc_alone_goes_back(terminal: Terminal) -> None:
    for opens in ("y", "?", "f"):
        terminal.press(opens)
        terminal.watch(0.4)
        terminal.press("esc")
        terminal.watch(0.4)
    terminal.press("3")
    terminal.wait_for("Nothing queued")
    terminal.press("esc")
    terminal.wait_for("88 of 88", FIRST)


def test_two_enters_in_one_packet_answer_once(terminal: Terminal) -> None:
    for menu in ("f", "s", "y", "A", "t"):
        terminal.press(menu)
        terminal.watch(0.3)
        terminal.press("zz\r\r" if menu in "At" else "\r\r")
        terminal.watch(0.3)
    terminal.press("a")
    terminal.wait_for("Queue 1")


def test_alt_and_a_letter_is_not_that_letter(terminal: Terminal) -> None:
    terminal.press("\x1br")
    terminal.watch(0.3)
    terminal.press("a")
    assert "Unread 88" in terminal.wait_for("Queue 1")
    terminal.press("/", "rob")
    terminal.wait_for("⌕ rob")
    terminal.press("\x1bf", "ot")
    terminal.wait_for("⌕ robot")


def test_an_escape_and_a_key_in_one_packet_go_back(terminal: Terminal) -> None:
    terminal.press("/", "curriculum")
    terminal.wait_for("⌕ curriculum")
    terminal.wait_until(lambda: "88 of 88" not in terminal.text, "an answer")
    terminal.press("\x1bj")
    terminal.wait_for("88 of 88", "/ to search")


def test_ctrl_z_suspends_and_fg_draws_again(terminal: Terminal) -> None:
    terminal.press("r")
    terminal.wait_for("Read 1")
    terminal.press("\x1a")
    terminal.wait_until(lambda: b"\x1b[?1049l" in terminal.output, "the terminal to be given back")
    assert terminal.stopped()
    terminal.forget()
    terminal.send_signal(signal.SIGCONT)
    terminal.wait_for(FIRST, "Read 1")
    terminal.press("u")
    terminal.wait_for("Undid", "Read 0")


def test_in_a_shell_it_comes_back_whole_whatever_was_written_and_however_wide_it_is_then(
    environment: dict[str, str],
) -> None:
    shell = ["/bin/bash", "--norc", "--noprofile", "-i"]
    with Terminal(shell, {**environment, "PS1": "shell> "}) as terminal:
        terminal.wait_for("shell>")
        terminal.press(" ".join(readerapp()), "enter")
        terminal.wait_for(FIRST, "Unread 88")
        terminal.press("j", "a")
        shown = terminal.wait_for("Queue 1", "Queued")
        for columns in (120, 80):
            terminal.press("\x1a")
            terminal.wait_for("Stopped", "shell>")
            terminal.resize(columns, 36)
            terminal.press("ls -la / #", "enter")
            terminal.wait_for("ls -la / #", "etc")
            terminal.press("fg", "enter")
            terminal.wait_for(FIRST[:20], "Queue 1")
            assert not any(left in terminal.text for left in ("shell>", "Stopped"))
        terminal.resize(120, 36)
        terminal.wait_until(lambda: terminal.text == shown, "the same screen")
        terminal.press("q", "q")
        terminal.wait_for("shell>")


def test_ctrl_l_draws_over_what_others_wrote(terminal: Terminal) -> None:
    terminal.forget()
    terminal.press("\x0c")
    terminal.wait_for(FIRST, "Unread 88", "? help")


def test_a_terminal_that_goes_away_ends_the_app_with_all_saved(terminal: Terminal, home: Path) -> None:
    terminal.press("n", "a thought")
    terminal.wait_for("a thought")
    terminal.hang_up()
    assert "a thought" in (home / "state.json").read_text("utf-8")


def test_a_window_that_is_narrow_for_a_moment_is_whole_when_it_is_wide_again(
    environment: dict[str, str],
) -> None:
    with Terminal(readerapp(), environment) as terminal:
        terminal.wait_for(FIRST, "Unread 88")
        terminal.press("j", "a")
        shown = terminal.wait_for("Queue 1", "Queued")
        for _ in range(3):
            terminal.resize(70, 36)
            terminal.resize(120, 36)
            terminal.wait_until(lambda: terminal.text == shown, "the same screen")
