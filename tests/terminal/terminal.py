"""A program in a real terminal: keys go in, what a person would see comes out."""

from __future__ import annotations

import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte

PATIENCE = 20.0
"""Seconds after which what did not come will not come, also on a busy machine."""

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "shift+down": "\x1b[1;2B",
    "shift+up": "\x1b[1;2A",
    "ctrl+c": "\x03",
    "ctrl+d": "\x04",
    "ctrl+q": "\x11",
    "ctrl+r": "\x12",
}


class Terminal:
    """Runs a command in a pseudo-terminal and keeps the screen it draws."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], *, columns: int = 120, rows: int = 36
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.output = b""
        """Every byte the program wrote."""
        self._process: pexpect.spawn[bytes] = pexpect.spawn(
            command[0], list(command[1:]), env=dict(env), dimensions=(rows, columns), timeout=PATIENCE
        )
        self._process.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.close(force=True)

    @property
    def memory(self) -> float:
        """The megabytes that the program holds in memory now, shared pages included (Linux)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(resident.split()[1]) / 1024

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self._screen.display)

    def line(self, part: str) -> str:
        """The first line of the screen that holds `part`."""
        return next((line for line in self._screen.display if part in line), "")

    def cell(self, words: str) -> Any:
        """The first cell of some words on the screen, with what it looks like; a blank one without them."""
        for row, line in enumerate(self._screen.display):
            if words in line:
                return self._screen.buffer[row][line.index(words)]
        return self._screen.default_char

    @property
    def current_line(self) -> str:
        """What stands from the terminal's cursor on to the end of its line."""
        cursor = self._screen.cursor
        line: str = self._screen.display[cursor.y]
        return line[cursor.x :]

    @property
    def before_cursor(self) -> str:
        """What stands before the terminal's cursor on its line."""
        cursor = self._screen.cursor
        line: str = self._screen.display[cursor.y]
        return line[: cursor.x]

    def press(self, *keys: str) -> None:
        """Press keys, by name or as characters."""
        for key in keys:
            self._process.send(KEYS.get(key, key))

    def wait_for(self, *parts: str) -> str:
        """The screen, as soon as it shows all of `parts`."""
        self.wait_until(lambda: all(part in self.text for part in parts), f"{parts} to be shown")
        return self.text

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Read what the program draws until `holds`; an AssertionError with the screen if it never does."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end or not self._read(0.2):
                raise AssertionError(f"waited for {what} in vain:\n{self.text}")

    def watch(self, seconds: float) -> None:
        """Read what the program draws for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._read(left):
            pass

    def _read(self, seconds: float) -> bool:
        """Take in what was drawn; False once the program ended."""
        try:
            data = self._process.read_nonblocking(1 << 16, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.output += data
        self._stream.feed(data)
        return True

    def send_signal(self, number: int) -> None:
        """Send the program a signal."""
        self._process.kill(number)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._process.setwinsize(rows, columns)
        self._screen.resize(rows, columns)

    def forget(self) -> None:
        """Lose what is on the screen, as when another program wrote over it."""
        self._screen.reset()

    def stopped(self) -> bool:
        """Whether the program is stopped, as a shell sees it (Linux)."""
        state = ""
        end = time.monotonic() + PATIENCE
        while state != "T" and time.monotonic() < end:
            stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
            state = stat.rpartition(")")[2].split()[0]
        return state == "T"

    def hang_up(self) -> None:
        """Close the terminal under the program and wait until it ended."""
        held: Any = self._process
        held.ptyproc.fileobj.close()
        end = time.monotonic() + PATIENCE
        while held.ptyproc.isalive():
            assert time.monotonic() < end, "did not end"
            time.sleep(0.02)

    def end(self) -> int:
        """The program's exit status once it ended; the signal that ended it, if one did, as a negative."""
        end = time.monotonic() + PATIENCE
        while self._read(0.2):
            assert time.monotonic() < end, f"did not end:\n{self.text}"
        self._process.wait()
        status, signal = self._process.exitstatus, self._process.signalstatus
        return -signal if status is None and signal is not None else int(status or 0)

    @property
    def echoes(self) -> bool:
        """Whether typed characters are shown and lines edited, as a shell wants it."""
        wanted = termios.ECHO | termios.ICANON
        return bool(termios.tcgetattr(self._process.child_fd)[3] & wanted == wanted)


def readerapp(*arguments: str) -> list[str]:
    """The command that starts readerapp with the interpreter of the tests."""
    return [sys.executable, "-m", "readerapp", *arguments]
