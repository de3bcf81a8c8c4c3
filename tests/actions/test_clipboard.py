import base64
import re
import sys
from collections.abc import Sequence

import pytest

from readerapp.actions.desktop.clipboard import MAX_TERMINAL_BYTES, copy, has_desktop, osc52
from readerapp.actions.desktop.clipboard import _run as run_program

DESKTOP = {"DISPLAY": ":0"} if sys.platform.startswith("linux") else {}
REMOTE = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}


class Programs:
    """Stands in for the programs of a machine."""

    def __init__(self, *work: str) -> None:
        self.work = work
        self.asked: list[tuple[str, bytes]] = []

    def __call__(self, command: Sequence[str], data: bytes) -> bool:
        name = "tmux" if command[0] == "tmux" else "pyperclip"
        self.asked.append((name, data))
        return name in self.work


def test_over_ssh_the_terminal_is_asked_and_the_words_say_no_more() -> None:
    asked: list[str] = []
    copied = copy(
        "text", terminal=asked.append, env={**REMOTE, "DISPLAY": ":0"}, run=(programs := Programs())
    )
    assert asked == ["text"]
    assert programs.asked == []
    assert (copied.ways, copied.sure, copied.message) == (("terminal",), False, "sent to the terminal")


def test_in_tmux_both_tmux_and_the_terminal_get_it() -> None:
    asked: list[str] = []
    programs = Programs("tmux")
    copied = copy("é", terminal=asked.append, env={**REMOTE, "TMUX": "x"}, run=programs)
    assert programs.asked == [("tmux", "é".encode())]
    assert copied.message == "sent to tmux and the terminal"
    assert not copied.sure


def test_only_what_was_read_back_is_called_copied() -> None:
    copied = copy("text", terminal=lambda _: None, env=DESKTOP, run=Programs("pyperclip"))
    assert (copied.ways, copied.sure, copied.message) == (("desktop", "terminal"), True, "copied")


def test_a_desktop_tool_that_fails_is_not_believed() -> None:
    copied = copy("text", terminal=lambda _: None, env=DESKTOP, run=Programs())
    assert (copied.sure, copied.message) == (False, "sent to the terminal")


def test_with_no_way_at_all_it_says_so() -> None:
    copied = copy("text", env=REMOTE, run=Programs())
    assert (copied.ways, copied.message) == ((), "no clipboard could be reached from here")


def test_what_is_too_long_for_a_terminal_is_not_sent_cut() -> None:
    asked: list[str] = []
    copied = copy("x" * MAX_TERMINAL_BYTES, terminal=asked.append, env=REMOTE, run=Programs())
    assert asked == []
    assert "too long for the terminal" in copied.message
    assert copied.ways == ()


def test_the_sequence_carries_any_text_and_nothing_that_ends_it() -> None:
    sequence = osc52("\x1b]52;c;!\x07 ü")
    assert sequence.startswith("\x1b]52;c;") and sequence.endswith("\x07")
    assert base64.b64decode(sequence[7:-1]).decode() == "\x1b]52;c;!\x07 ü"


@pytest.mark.parametrize(
    ("env", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", True),
        ({}, "darwin", True),
        ({"SSH_TTY": "/dev/pts/0"}, "darwin", False),
    ],
)
def test_a_desktop_is_known_by_its_environment(env: dict[str, str], platform: str, expected: bool) -> None:
    assert has_desktop(env, platform) is expected


def test_a_program_is_given_the_text_and_its_failure_is_seen() -> None:
    check = "import sys; sys.exit(sys.stdin.read() != 'text')"
    assert run_program([sys.executable, "-c", check], b"text")
    assert not run_program([sys.executable, "-c", check], b"other")
    assert not run_program(["no-such-program-here"], b"")


def test_complaints_of_a_program_stay_off_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    run_program([sys.executable, "-c", "import sys; print('o'); print('e', file=sys.stderr)"], b"")
    assert capfd.readouterr() == ("", "")


def test_inside_gnu_screen_a_text_goes_wrapped_and_in_pieces() -> None:
    text = "a link " * 200
    sent = osc52(text, {"STY": "1234.pts-0.host"})
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sent, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == sent
    assert max(map(len, pieces)) <= 256
    assert "".join(pieces) == osc52(text)
