"""What the terminal shows, so that only what differs from it is written: slow lines carry few bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, repeat
from operator import ne
from unicodedata import category, east_asian_width

from rich.cells import split_graphemes

from readerapp.ui.terminal import pens

_Cell = tuple[str, str, str]
"""A character (empty in the second half of a wide one), its pen and its link."""

_Piece = tuple[str, str, str]
"""A text, its pen and its link."""


class _Odd(_Cell):
    """A cell whose width terminals disagree on, so that the run it is in is written as a whole."""

    __slots__ = ()


_SEQUENCES = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f]+)"
    r"|\x1b\[(?P<ink>[\d;]+)m(?P<inked>[^\x00-\x1f\x7f]+)\x1b\[0?m"  # most of what is drawn, as one part
    r"|\x1b\[(?P<pen>[\d;]*)m"
    r"|(?P<link>\x1b\]8;[^;\x07\x1b]*;(?P<address>[^\x07\x1b]*)(?:\x1b\\|\x07))"
    r"|\n?\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    # The bell, commands (OSC), requests, the cursor's shape, and modes that don't change the screen.
    r"|(?P<aside>\x07|\x1b\](?!8;)[^\x07\x1b]*(?:\x1b\\|\x07)|\x1b\[[<>=]\d*u|\x1b\[\d* q|\x1b\[\?\d+\$p"
    r"|\x1b\[\?(?!(?:3|47|1047|1049)[hl])\d+[hl])"
    r"|(?P<other>\x1b(?:\[[0-?]*[ -/]*[@-~])?|.)",
    re.DOTALL,
)
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""Around a synchronised update, which the terminal shows all at once."""
_EMOJI = "\U0001f000"
"""The first of the blocks whose symbols have one cell in some terminals and two in others."""
_MIN_FRAME = 4096
"""Characters from which an output to an unknown screen is a whole frame: nothing could be left out."""
_RUNS = re.compile(rb"\x01+(?:\x00{1,8}\x01+)*")
"""The changes to write, in a byte for each cell: few equal ones between them take less than a move."""


class Changes:
    """Reduces output to the cells that differ from what the terminal shows.

    Output that it doesn't know is passed on as it is; after that, everything is written anew.
    """

    def __init__(self) -> None:
        self._size: tuple[int, int] | None = None
        self._rows: dict[int, list[_Cell | None]] = {}
        """What the terminal shows, by row from 1; None where that is unknown."""
        self._at: tuple[int, int] | None = None
        """Where the output goes on, and how; None where that is unknown."""
        self._pen = self._link = ""
        self._cursor: tuple[int, int] | None = None
        """Where the terminal's cursor is, and how it writes."""
        self._inked = self._linked = ""
        self._unread = ""
        """A first frame that was passed on as it is; what it shows is found out behind it."""
        self._update: list[str] | None = None
        """The parts of a synchronised update so far."""

    def forget(self, width: int = 0, height: int = 0) -> None:
        """Write everything anew: the terminal may show something else, or has another size."""
        self._rows.clear()
        self._cursor = None
        self._unread = ""
        if width:
            self._size = height, width

    def reduced(self, output: str) -> str:
        """Return what to write instead of `output`; a synchronised update is returned at its end."""
        if output == _BEGIN:
            self._update = []
            return ""
        if output == _END:
            written, self._update = "".join(self._update or ()), None
            return f"{_BEGIN}{written}{_END}" if written else ""
        self._read()
        if not self._rows and len(output) >= _MIN_FRAME and all(map(_is_agreed, set(output))):
            self._unread = output
            written = f"{output}\x1b[0m"
        else:
            written = "".join((*self._written(output), *self._rest()))
        if self._update is None:
            return written
        self._update.append(written)
        return ""

    def _read(self) -> None:
        """Find out what a frame shows that was passed on as it is."""
        if frame := self._unread:
            self._unread = ""
            for _ in self._written(frame):
                pass
            self._cursor, self._inked, self._linked = None, "", ""

    def _written(self, output: str) -> Iterator[str]:
        run: list[_Piece] = []
        for part in _SEQUENCES.finditer(output):
            kind = part.lastgroup
            if kind == "inked" and self._at:
                run.append((part["inked"], pens.joined(self._pen, part["ink"]), self._link))
                self._pen = ""
            elif kind == "text" and self._at:
                run.append((part[0], self._pen, self._link))
            elif kind == "pen":
                self._pen = pens.joined(self._pen, part["pen"])
            elif kind == "link":  # without its id, which is another each time that it is drawn
                self._link = f"\x1b]8;;{part['address']}\x1b\\" if part["address"] else ""
            else:
                if run:
                    yield from self._changed(run)
                    run = []
                yield from self._control(part)
        if run:
            yield from self._changed(run)

    def _control(self, part: re.Match[str]) -> Iterator[str]:
        if part["row"]:
            self._at = int(part["row"]), int(part["column"])
        elif part["aside"]:
            yield part[0]
        else:
            if self._at:
                yield self._move(self._at)
            yield self._ink(self._pen, self._link)
            yield part[0]
            self.forget()
            self._at = None

    def _rest(self) -> Iterator[str]:
        """Leave the cursor where the output ended, with no pen: others may write, too."""
        yield self._ink("", "")
        if self._at:
            yield self._move(self._at)

    def _changed(self, run: Sequence[_Piece]) -> Iterator[str]:
        if not self._at:
            return
        row, column = self._at
        now = [cell for piece in run for cell in _cells(*piece)]
        start, end = column - 1, column - 1 + len(now)
        self._at = row, column + len(now)
        shown = self._rows.setdefault(row, [])
        shown += [None] * (end + 1 - len(shown))
        before = shown[start:end]
        if before == now:
            return
        _halve(shown, start)
        _halve(shown, end)
        shown[start:end] = now
        if _Odd in map(type, now) or _Odd in map(type, before):
            yield from self._placed(row, column, run)
        else:
            for span in _RUNS.finditer(bytes(map(ne, before, now))):
                yield from self._part(row, column, run, *span.span())
        if self._size and (row > self._size[0] or end > self._size[1]):
            self.forget()  # the terminal put it somewhere else

    def _placed(self, row: int, column: int, run: Sequence[_Piece]) -> Iterator[str]:
        """Write a whole run; what follows characters of doubtful width is in its column all the same."""
        yield self._move((row, column))
        for text, pen, link in run:
            yield self._ink(pen, link)
            for stretch, cells, agreed in _stretches(text):
                if agreed:
                    yield stretch
                else:  # spaces for what a narrower one would leave as it was
                    yield f"{' ' * cells}\x1b[{row};{column}H{stretch}\x1b[{row};{column + cells}H"
                column += cells
        self._cursor = None

    def _part(self, row: int, column: int, run: Sequence[_Piece], first: int, last: int) -> Iterator[str]:
        """Write a range of a run whose characters have a cell each."""
        yield self._move((row, column + first))
        end = 0
        for text, pen, link in run:
            start, end = end, end + len(text)
            if start < last and end > first:
                yield self._ink(pen, link)
                yield text[max(0, first - start) : last - start]
        self._cursor = row, column + last

    def _move(self, to: tuple[int, int]) -> str:
        if to == self._cursor:
            return ""
        self._cursor = to
        return f"\x1b[{to[0]};{to[1]}H"

    def _ink(self, pen: str, link: str) -> str:
        changed = pens.change(self._inked, pen)
        if link != self._linked:
            changed += link or "\x1b]8;;\x1b\\"
        self._inked, self._linked = pen, link
        return changed


def _cells(text: str, pen: str, link: str) -> Iterable[_Cell]:
    if text.isascii():
        return zip(text, repeat(pen), repeat(link))
    return [_Odd((part, pen, link)) if odd else (part, pen, link) for part, odd in _parts(text)]


@lru_cache(maxsize=1024)
def _parts(text: str) -> Sequence[tuple[str, bool]]:
    """Return what is in each cell, and whether it is odd."""
    parts: list[tuple[str, bool]] = []
    lead = ""
    for start, end, width in split_graphemes(text)[0]:
        part = lead + text[start:end]
        lead = "" if width else part
        if width:
            parts += [(part, not _is_narrow(part)), *[("", True)] * (width - 1)]
    return parts


@lru_cache(maxsize=1024)
def _stretches(text: str) -> Sequence[tuple[str, int, bool]]:
    """Return a text in stretches, the cells of each, and whether all terminals agree on these."""
    graphemes, end = split_graphemes(text)[0], len(text)
    if not graphemes:
        return [(text, 0, False)]
    firsts = [first for first, _, _ in graphemes]
    parts = [text[a:b] for a, b in zip([0, *firsts[1:]], [*firsts[1:], end], strict=True)]
    widths = [width for _, _, width in graphemes]
    made = []
    for agreed, group in groupby(zip(parts, widths, strict=True), lambda it: _is_agreed(it[0])):
        some = list(group)
        made.append(("".join([part for part, _ in some]), sum([width for _, width in some]), agreed))
    return made


@lru_cache(maxsize=4096)
def _is_agreed(text: str) -> bool:
    """Return True for a character that has as many cells in any terminal: no emoji, nothing composed."""
    if len(text) != 1:
        return False
    kind = category(text)
    if kind[0] in "LNPZ" or kind == "Cc":
        return True
    return kind[0] == "S" and text < _EMOJI and east_asian_width(text) not in "WF"


def _halve(shown: list[_Cell | None], at: int) -> None:
    """Forget the character that a change at an index would cut in half."""
    if 0 < at < len(shown) and (cell := shown[at]) and not cell[0]:
        shown[at - 1] = shown[at] = None


def _is_narrow(text: str) -> bool:
    """Return True for a character that has one cell in every terminal."""
    return _is_agreed(text) and east_asian_width(text) in ("N", "Na", "H")
