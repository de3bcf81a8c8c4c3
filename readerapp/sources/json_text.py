"""Records of JSON files: whole, one a line, wrapped, cut off, or as Python prints them.

Format: https://www.rfc-editor.org/rfc/rfc8259, https://jsonlines.org.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from readerapp.sources.draft import Draft
from readerapp.sources.json_values import Record
from readerapp.sources.results import Skip

_MAX_DEPTH = 4
_FIRST_RECORD = re.compile(r"[\[,]\s*(?=\{)")
_BETWEEN = re.compile(r"[\s,]*")
_FIRST_NAME = re.compile(r'\{\s*("[^"\\]*"\s*:)')
_MAX_NAME_CHARS = 1000
_MAX_BROKEN_RECORDS = 200
_LITERAL = re.compile(r"\[?\s*\{\s*'")
_MAX_LITERAL_CHARS = 50_000_000
_TOO_DEEP = "nested too deeply to be read"


def read_records(
    source: str, draft: Callable[[Record], Draft | None], is_record: Callable[[Record], bool]
) -> Iterator[Draft | Skip]:
    """Yield a draft for each record, and a skip for each that couldn't be read.

    `is_record` tells a record from an object that wraps a list of them. `draft` returns None for records that
    aren't works.
    """
    for where, value in _values(source):
        if isinstance(value, Skip):
            yield value
            continue
        for index, item in enumerate(_unwrapped(value, is_record, 0), 1):
            place = where or f"record {index}"
            if isinstance(item, Skip):
                yield item if item.where else Skip(place, item.why)
            elif (made := draft(item)) is None:
                continue
            elif not made.title.strip():
                yield Skip(place, "no title in it")
            else:
                made.record = place
                yield made


class DecodedList(str):
    """A JSON list with its value, so that nobody decodes it again."""

    value: list[Any]

    @classmethod
    def of(cls, text: str, value: list[Any]) -> DecodedList:
        """Return the text with the value it has."""
        made = cls(text)
        made.value = value
        return made


def _values(source: str) -> Iterator[tuple[str, Any]]:
    """Yield the place and value of each JSON value; the place of an only value is empty."""
    if isinstance(source, DecodedList):
        yield "", source.value
        return
    source = source.strip().lstrip("\ufeff")
    try:
        yield "", json.loads(source)
        return
    except RecursionError:
        yield from _as_far_as_it_goes(source, _TOO_DEEP)
        return
    except ValueError as error:
        reason = _reason(error)  # the error itself would keep the source in memory
    lines = [(number, line) for number, line in enumerate(source.split("\n"), 1) if line.strip()]
    if len(lines) > 1 and is_object(lines[0][1]):
        yield from _each_line(lines)
    elif (literal := python_literal(source)) is not None:
        yield "", literal
    else:
        yield from _as_far_as_it_goes(source, f"incomplete JSON from here on: {reason}")


def is_object(line: str) -> bool:
    """Return True if a line is a JSON object."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _each_line(lines: list[tuple[int, str]]) -> Iterator[tuple[str, Any]]:
    for number, line in lines:
        try:
            yield f"line {number}", json.loads(line)
        except ValueError as error:
            yield "", Skip(f"line {number}", f"not JSON: {_reason(error)}")
        except RecursionError:
            yield "", Skip(f"line {number}", _TOO_DEEP)


def _as_far_as_it_goes(source: str, why: str) -> Iterator[tuple[str, Any]]:
    """Yield the whole records of a text that is cut off or damaged."""
    decoder = json.JSONDecoder()
    match = _FIRST_RECORD.search(source)
    position = match.end() if match else (0 if source.startswith("{") else len(source))
    begins: re.Pattern[str] | None = None
    index = broken = 0
    while position < len(source):
        try:
            value, end = decoder.raw_decode(source, position)
        except (ValueError, RecursionError):
            again = begins.search(source, position + 1) if begins and broken < _MAX_BROKEN_RECORDS else None
            if again is None:
                break
            yield "", Skip(f"line {_line(source, position)}", "an incomplete JSON record")
            position, broken = again.start(), broken + 1
            continue
        begins = begins or _beginning(source[position : position + _MAX_NAME_CHARS])
        index += 1
        yield f"record {index}", value
        position = _BETWEEN.match(source, end).end()  # type: ignore[union-attr]
    if (position < len(source) and source[position] != "]") or not index:
        where = "" if why == _TOO_DEEP and not index else f"line {_line(source, position)}"
        yield "", Skip(where, why)


def _beginning(record: str) -> re.Pattern[str] | None:
    """Return how records begin: with the first name of a whole one."""
    match = _FIRST_NAME.match(record)
    return re.compile(r"\{\s*" + re.escape(match[1])) if match else None


def _line(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1


def python_literal(source: str) -> Any:
    """Return the value of a list or object printed by Python; None if it isn't one."""
    if len(source) > _MAX_LITERAL_CHARS or not _LITERAL.match(source):
        return None
    import ast

    try:
        return ast.literal_eval(source)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def _unwrapped(value: object, is_record: Callable[[Record], bool], depth: int) -> Iterator[Record | Skip]:
    """Yield the records of a value, however it wraps them."""
    if isinstance(value, list):
        for item in value:
            yield from _unwrapped_item(item, is_record, depth)
    elif isinstance(value, dict):
        if is_record(value):
            yield value
        else:
            yield from _inside(value, is_record, depth)
    else:
        yield Skip("", "not a record: neither a list nor an object")


def _unwrapped_item(item: object, is_record: Callable[[Record], bool], depth: int) -> Iterator[Record | Skip]:
    if isinstance(item, str):
        item = _from_string(item)
    if isinstance(item, dict):
        if is_record(item) or depth >= _MAX_DEPTH:
            yield item
        else:
            yield from _inside(item, is_record, depth)
    elif isinstance(item, list) and depth < _MAX_DEPTH:
        yield from _unwrapped(item, is_record, depth + 1)
    else:
        yield Skip("", "empty" if item is None else "not a record: not an object")


def _from_string(item: str) -> object:
    """Return a record that was written as a string inside JSON."""
    stripped = item.strip()
    if stripped.startswith("{"):
        try:
            return json.loads(stripped)
        except (ValueError, RecursionError):
            return python_literal(stripped)
    return item


def _inside(wrapper: Record, is_record: Callable[[Record], bool], depth: int) -> Iterator[Record | Skip]:
    """Yield the records of the longest list in an object, or of the object that holds one."""
    lists = [value for value in wrapper.values() if isinstance(value, list) and _has_records(value)]
    children = [value for value in wrapper.values() if isinstance(value, dict)]
    if lists and depth < _MAX_DEPTH:
        date = wrapper.get("date")
        for found in _unwrapped(max(lists, key=partial(_promise, is_record)), is_record, depth + 1):
            dated = isinstance(date, str) and not isinstance(found, Skip)
            yield {"listed_on": date, **found} if dated else found  # type: ignore[dict-item]
    elif children and depth < _MAX_DEPTH:
        for held in children:
            if is_record(held) or any(isinstance(value, list | dict) for value in held.values()):
                yield from _unwrapped(held, is_record, depth + 1)
    elif message := wrapper.get("error") or wrapper.get("detail"):
        yield Skip("", f"an error instead of papers: {str(message)[:100]}")
    elif not any(isinstance(value, list) for value in wrapper.values()):
        yield Skip("", "no title in it")


def _promise(is_record: Callable[[Record], bool], held: list[object]) -> tuple[bool, int]:
    """Return how likely a list holds the records: it has some, it is long."""
    return any(is_record(item) for item in held[:20] if isinstance(item, dict)), len(held)


def _has_records(value: list[object]) -> bool:
    return any(
        isinstance(item, dict) or (isinstance(item, str) and item.lstrip()[:1] == "{") for item in value
    )


def _reason(error: ValueError) -> str:
    return str(error).partition(":")[0][:80]
