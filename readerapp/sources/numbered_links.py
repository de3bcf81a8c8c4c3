"""The links of a text browser's dump, whose addresses stand in a numbered list at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ADDRESS = re.compile(r"\s*(?:\[(\d{1,5})\]:?|(\d{1,5})\.)\s+(https?://\S+)\s*")
_AFTER = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\[(\d{1,5})\]")
_CLOSING = re.compile(r"^\s*\]\[(\d{1,5})\]")
_BEFORE = re.compile(r"(?<![\w\]])\[(\d{1,5})\](?=\S)([^\[\]]+)")
_FEWEST = 3

Numbered = Sequence[tuple[int, str]]


def resolved(lines: Numbered) -> Numbered:
    """The lines with numbered links as Markdown links, without the list; as they are if there is none."""
    addresses: dict[str, str] = {}
    body: list[tuple[int, str]] = []
    for number, line in lines:
        if "://" in line and (match := _ADDRESS.fullmatch(line)):
            addresses[match[1] or match[2]] = match[3]
        else:
            body.append((number, line))
    if len(addresses) < _FEWEST:
        return lines
    return [(number, _linked(line, addresses) if "[" in line else line) for number, line in body]


def _linked(line: str, addresses: dict[str, str]) -> str:
    line = _AFTER.sub(lambda match: _link(match[1], addresses.get(match[2])), line)
    line = _CLOSING.sub(
        lambda match: f"]({addresses[match[1]]})" if match[1] in addresses else match[0], line
    )
    if "](" in line:
        return line
    return _BEFORE.sub(lambda match: _link(match[2].strip(), addresses.get(match[1])) + " ", line).rstrip()


def _link(text: str, address: str | None) -> str:
    return f"[{text}]({address})" if address else text
