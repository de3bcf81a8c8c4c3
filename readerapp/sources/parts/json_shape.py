"""Where to cut long JSON: after a line, or after an item of a list, however wrapped."""

from __future__ import annotations

import json
import re
from typing import Any

from readerapp.sources.json_text import DecodedList, is_object
from readerapp.sources.parts.window import Shape

_TOKEN = re.compile(r"\"[^\"\\]*(?:\\.[^\"\\]*)*\"?|[\[\]{}]", re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")
_NEXT = re.compile(r"\}\s*,?\s*(?=\{)")
_CLOSING = {"[": "]", "{": "}"}
_MAX_HEAD_CHARS = 1 << 16


def shape(text: str) -> Shape | None:
    """Return the shape of a JSON text by its beginning; None if it has to be read whole."""
    at = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    try:
        _, end = json.JSONDecoder().raw_decode(text, at)
    except (ValueError, RecursionError):
        return _wrapped(text, at)
    line = text.find("\n", at)
    if end <= line and not text[end:line].strip():
        return LineShape()
    return ListShape("", "", at)


def _wrapped(text: str, at: int) -> Shape | None:
    """Return the shape of the outermost list that is open at the end of the text."""
    opened: list[int] = []
    for found in _TOKEN.finditer(text, at):
        if found[0] in _CLOSING:
            opened.append(found.start())
        elif found[0] in "]}" and opened:
            opened.pop()
    place = next((place for place in opened if text[place] == "["), None)
    if place is None or place - at > _MAX_HEAD_CHARS:
        return None
    around = opened[: opened.index(place) + 1]
    tail = "".join(_CLOSING[text[opening]] for opening in reversed(around))
    try:
        json.JSONDecoder().raw_decode(text, _BETWEEN.match(text, place + 1).end())  # type: ignore[union-attr]
    except (ValueError, RecursionError) as error:
        if _is_damaged(error, text):
            return None
    return ListShape(text[at : place + 1], tail, place + 1)


class LineShape(Shape):
    """One value a line. A line that isn't an object is cut off alone, since the next may differ."""

    def cut(self, text: str, at: int) -> tuple[int, int]:
        """Cut after the last line; after the first if that isn't an object."""
        first = text.find("\n", at) + 1
        return (first, 1) if first and not is_object(text[at:first]) else super().cut(text, at)


class ListShape(Shape):
    """Values separated by commas, to the end of the list that holds them."""

    def __init__(self, head: str, tail: str, start: int) -> None:
        self._head = head or "["
        self._tail = tail or "]"
        self._open = bool(head)
        self.start = start
        self._decoder = json.JSONDecoder()
        self._over = False
        self._values: list[Any] = []
        """The values of the last block."""

    def cut(self, text: str, at: int) -> tuple[int, int]:
        """Cut after the last whole value. A damaged one becomes a block of its own."""
        end, count = at, 0
        self._values = []
        while True:
            at = _BETWEEN.match(text, end).end()  # type: ignore[union-attr]
            if text[at : at + 1] in ("]", "}"):
                return self._end(text, end, count)
            try:
                value, end = self._decoder.raw_decode(text, at)
            except (ValueError, RecursionError) as error:
                found = None if count or not _is_damaged(error, text) else _NEXT.search(text, at)
                return (found.start() + 1, 1) if found else (end, count)
            self._values.append(value)
            count += 1

    def _end(self, text: str, end: int, count: int) -> tuple[int, int]:
        """Return the end of the list; there are no papers after it."""
        if count:
            return end, count
        self._over = True
        return len(text), 0

    def resume(self, text: str, at: int) -> int:
        """Resume after the end of an object that another follows."""
        found = _NEXT.search(text, at)
        return found.start() + 1 if found else 0

    def whole(self, text: str, *, last: bool) -> str:
        """Return the values in a list like the one they come from."""
        values = text.strip(", \t\r\n")
        if self._over or values[:1] in ("", "]", "}"):
            return ""
        block = self._head + values + ("" if last and self._open else self._tail)
        is_decoded = self._values and self._head == "[" and not last
        return DecodedList.of(block, self._values) if is_decoded else block


def _is_damaged(error: Exception, text: str) -> bool:
    """Return True if a value can't be read however the text continues."""
    if not isinstance(error, json.JSONDecodeError):
        return True
    return error.pos < len(text) - 100 and not error.msg.startswith("Unterminated string")
