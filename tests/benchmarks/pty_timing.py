"""When a program in a terminal had drawn what a key asked for, and how many bytes that took.

While the program runs, its bytes are only written down, each piece with the moment it left the terminal; a
screen that took them in meanwhile would be timed along with the program. `looks` replays them afterwards.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

import pexpect
import pyte

PATIENCE = 60.0
"""Seconds after which what did not come will not come."""
_QUIET = 0.25
"""Seconds without a byte after which a program has drawn all it will; a cursor blinks twice as slowly."""
Look = TypeVar("Look")


@dataclass(frozen=True, slots=True)
class Key:
    """A key that was pressed, and what came of it before the next one."""

    pressed: float
    """Seconds, by the clock of the pieces."""
    until: float
    """When the next one was pressed."""
    pieces: Sequence[tuple[float, bytes]]

    @property
    def size(self) -> int:
        """How many bytes the program wrote."""
        return sum(len(data) for _, data in self.pieces)


class Recording:
    """Runs a command in a terminal and writes down its bytes; a context manager that ends it."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], *, columns: int = 120, rows: int = 40
    ) -> None:
        self.size = columns, rows
        self.began = time.perf_counter()
        self.pieces: list[tuple[float, bytes]] = []
        """Moment and bytes of each piece that left the terminal."""
        self._presses: list[tuple[float, bool]] = []
        self._process: pexpect.spawn[bytes] = pexpect.spawn(
            command[0], list(command[1:]), env=dict(env), dimensions=(rows, columns)
        )
        self._over = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._reader.join()
        self._process.close(force=True)

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._process.pid or 0)

    def _read(self) -> None:
        terminal = self._process.child_fd
        while not self._over.is_set():
            if not select.select([terminal], [], [], 0.1)[0]:
                continue
            try:
                data = os.read(terminal, 1 << 16)
            except OSError:  # it ended
                return
            self.pieces.append((time.perf_counter(), data))

    def send(self, *keys: str, quiet: float = _QUIET, most: float = 2.0) -> None:
        """Press keys that are not timed, and wait as `rest` does until their effect is drawn."""
        for key in keys:
            self._press(key, timed=False)
        self.rest(quiet, most)

    def press(self, key: str) -> None:
        """Press a key that is timed."""
        self._press(key, timed=True)

    def _press(self, key: str, *, timed: bool) -> None:
        self._presses.append((time.perf_counter(), timed))
        os.write(self._process.child_fd, key.encode())

    def rest(self, quiet: float = _QUIET, most: float = 2.0) -> None:
        """Wait until the program wrote nothing for `quiet` seconds, at most `most`."""
        begin = time.perf_counter()
        while (now := time.perf_counter()) - begin < most:
            last = max(begin, self.pieces[-1][0] if self.pieces else begin)
            if now - last >= quiet:
                return
            time.sleep(quiet - (now - last))

    def wait_for(self, text: str) -> None:
        """Wait until the program wrote `text`, in one go and one style; then until it drew the rest."""
        end = time.perf_counter() + PATIENCE
        while text.encode() not in b"".join(data for _, data in self.pieces):
            assert time.perf_counter() < end, f"waited for {text!r} in vain"
            time.sleep(0.02)
        self.rest()

    def end(self, *keys: str) -> None:
        """Press keys that quit the program, and wait until it ended."""
        self.send(*keys)
        end = time.perf_counter() + PATIENCE
        while self._reader.is_alive():
            assert time.perf_counter() < end, "did not end"
            time.sleep(0.02)
        self._process.wait()

    @property
    def keys(self) -> list[Key]:
        """Each timed key with the pieces up to the next one."""
        ends = [*(moment for moment, _ in self._presses[1:]), float("inf")]
        return [
            Key(begin, end, [piece for piece in self.pieces if begin <= piece[0] < end])
            for (begin, timed), end in zip(self._presses, ends, strict=True)
            if timed
        ]

    def looks(self, look: Callable[[pyte.Screen], Look]) -> Iterator[tuple[float, Look]]:
        """Replay all pieces: the moment of each, and what `look` makes of the screen then."""
        screen = pyte.Screen(*self.size)
        stream = pyte.ByteStream(screen)
        for moment, data in self.pieces:
            stream.feed(data)
            yield moment, look(screen)

    def settled(self, look: Callable[[pyte.Screen], Look]) -> list[float]:
        """For each timed key that changed what `look` sees, the milliseconds until it was as it remained."""
        seen = list(self.looks(look))
        taken = []
        for key in self.keys:
            before = [what for moment, what in seen if moment < key.pressed][-1]
            after = [(moment, what) for moment, what in seen if key.pressed <= moment < key.until]
            if after and after[-1][1] != before:
                last = after[-1][1]
                taken.append((next(moment for moment, what in after if what == last) - key.pressed) * 1000)
        return taken

    def shown(self, text: str) -> float:
        """Milliseconds from the program's start until `text` was on the screen."""
        looks = self.looks(lambda screen: any(text in line for line in screen.display))
        return next((moment - self.began) * 1000 for moment, there in looks if there)


def part(columns: tuple[int, int], rows: tuple[int, int]) -> Callable[[pyte.Screen], object]:
    """Look at the characters and colours of a part of the screen, from each first to before each second."""

    def look(screen: pyte.Screen) -> object:
        return [[screen.buffer[y][x] for x in range(*columns)] for y in range(*rows)]

    return look
