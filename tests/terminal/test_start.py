"""Starting where there is no terminal, or another one than expected; starting again."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal, readerapp

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]

FIRST = "PreRoutGNN for Timing Prediction"


def through_shell(environment: dict[str, str], redirected: str, *options: str) -> Terminal:
    """The app with some of its streams sent elsewhere, in a terminal."""
    words = " ".join((*readerapp(*options), redirected))
    return Terminal(["sh", "-c", words], environment)


@pytest.mark.parametrize(
    "redirected",
    ["</dev/null", "<&-", ">/dev/null", ">&-", "| cat", "</dev/null >/dev/null 2>&1", "<&- >&- 2>&-"],
)
def test_without_a_terminal_it_says_so_in_one_line(environment: dict[str, str], redirected: str) -> None:
    with through_shell({**environment, "TERM": "xterm"}, redirected) as terminal:
        status = terminal.end()
        lines = terminal.output.decode().splitlines()
    assert status == 1 or redirected == "| cat"
    assert b"\x1b" not in terminal.output
    assert len(lines) == 0 if "2>" in redirected else (len(lines) == 1 and "needs a terminal" in lines[0])


def test_without_any_terminal_it_ends_at_once(environment: dict[str, str]) -> None:
    done = subprocess.run(
        readerapp(), env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)
    assert b"--plain" in done.stderr


@pytest.mark.parametrize("redirected", ["2>/dev/null", "2>&-"])
def test_without_standard_error_it_draws_on_standard_output(
    environment: dict[str, str], redirected: str
) -> None:
    with through_shell(environment, redirected) as terminal:
        terminal.wait_for(FIRST, "All 88")
        terminal.press("a")
        terminal.wait_for("Queue 1")
        terminal.press("ctrl+q")
        assert terminal.end() == 0


@pytest.mark.parametrize("redirected", ["| cat", "< /dev/null", "2>&1 | cat"])
def test_a_plain_list_in_a_pipe_is_lines_without_sequences(
    environment: dict[str, str], redirected: str
) -> None:
    with through_shell(environment, redirected, "--plain") as terminal:
        assert terminal.end() == 0
    assert b"\x1b" not in terminal.output
    assert terminal.output.count(b"\n") == 88
    done = subprocess.run(
        readerapp("--plain"),
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.count(b"\n"), done.stderr) == (0, 88, b"")


@pytest.mark.parametrize("term", ["vt52", "no-such-terminal", "linux", "screen", ""])
def test_a_terminal_of_another_name_works(start: Start, term: str) -> None:
    terminal = start(TERM=term)
    terminal.wait_for(FIRST, "All 88")
    terminal.press("ctrl+q")
    assert terminal.end() == 0


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (2, 1), (10, 3), (20, 5), (40, 2)])
def test_no_terminal_is_too_small_to_go_on(start: Start, columns: int, rows: int) -> None:
    terminal = start(columns, rows)
    terminal.watch(1.0)
    terminal.press("j", "/", "x", "enter", "?", "esc", "y", "esc", "n", "z", "esc", "esc")
    terminal.watch(1.0)
    terminal.press("a")
    terminal.watch(0.5)
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert b"Traceback" not in terminal.output


@pytest.mark.parametrize("wait", [0.0, 0.2, 0.4, 0.6])
def test_keys_that_come_before_the_first_screen_end_nothing(start: Start, wait: float) -> None:
    terminal = start()
    terminal.watch(wait)
    terminal.press("esc", "\x1bj", "\x1b[?1c", "\x1b[B", "\x1b]11;rgb:0/0/0\x07", "esc")
    terminal.wait_for(FIRST, "All 88")
    terminal.watch(0.5)  # esc and a letter right behind it would be one key: alt and the letter
    terminal.press("a")
    terminal.wait_for("Queue 1")
    terminal.press("ctrl+q")
    assert terminal.end() == 0


def test_it_opens_where_it_was_left_and_fresh_begins_anew(start: Start, environment: dict[str, str]) -> None:
    terminal = start()
    terminal.wait_for(FIRST, "All 88")
    terminal.press("/", "curriculum", "enter", "S", "j", "j")
    terminal.wait_until(lambda: "by relevance ↑" in terminal.text, "the other order")
    terminal.watch(0.5)
    marked = terminal.line("▌")
    terminal.press("ctrl+q")
    assert terminal.end() == 0

    again = start()
    again.wait_for("⌕ curriculum", "by relevance ↑")
    again.wait_until(lambda: again.line("▌")[:50] == marked[:50], marked)
    again.press("ctrl+q")
    assert again.end() == 0

    with through_shell(environment, "", "--fresh") as fresh:
        fresh.wait_for("88 of 88", "/ to search")
        fresh.press("ctrl+q")
        assert fresh.end() == 0


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1", "koi8-r"])
def test_what_an_encoding_has_no_place_for_is_drawn_with_what_it_has(
    start: Start, home: Path, encoding: str
) -> None:
    home.mkdir()
    titles = ["Plain words", "Naïve Bayes", "語 means word", "Ünïcode"]
    (home / "papers.jsonl").write_text("".join(f'{{"title": "{title}"}}\n' for title in titles), "utf-8")
    terminal = start(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING=encoding)
    terminal.wait_for("Plain words", "All 4", "?? means word")
    for keys in ("y", "?", "U", "n", "A", "f"):
        terminal.press(keys)
        terminal.watch(0.3)
        terminal.press("esc")
        terminal.watch(0.3)
    assert b"\\u" not in terminal.output
    assert b"\\x" not in terminal.output
    said = terminal.output.decode(encoding)
    left = {character for character in said if character > "~"} - set("ïÜ¿")
    assert not left, left
    assert ("Naïve" in said) == (encoding == "iso-8859-1")


def test_the_end_on_a_full_disk_says_once_and_truly_what_is_lost(
    environment: dict[str, str], home: Path
) -> None:
    home.mkdir()
    (home / "papers.jsonl").write_text('{"title": "A Paper"}\n', "utf-8")
    limited = "ulimit -f 0; exec " + " ".join(readerapp())
    with Terminal(["sh", "-c", limited], environment) as terminal:
        terminal.wait_for("A Paper", "All 1")
        terminal.press("r")
        terminal.wait_for("Not saved yet")
        terminal.press("ctrl+q")
        assert terminal.end() == 1
    after = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert after.count("Not saved") == 1
    assert "while this runs" not in after
    assert "last changes are lost" in after
