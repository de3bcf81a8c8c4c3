"""Links of a text browser's dump, whose addresses are in a numbered list at the end.

Format: that of Lynx, w3m and html2text with reference links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

_ADDRESS = re.compile(r"\s*(?:\[(\d{1,5})\]:?|(\d{1,5})\.)\s+<?([a-z]+:[^\s<>]+)>?\s*")
_NAMED = re.compile(r"\s*\[([^\[\]]{1,300})\]:\s+<?(https?://[^\s<>]+)>?\s*")
_BY_NAME = re.compile(r"\[([^\[\]]{1,300})\](?:\[\])?(?![(\[:])")
_AFTER = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\[(\d{1,5})\]")
_CLOSING = re.compile(r"^\s*\]\[(\d{1,5})\]")
_MARK_AFTER = re.compile(r"(?<!\d)\]\[\d{1,5}\]")
_PICTURE = re.compile(r"^\[[\w -]*\]\s*")
_BEFORE = re.compile(r"\[(\d{1,5})\]")
_MIN_LINKS = 3
_MAX_NUMBER_GAP = 60

Numbered = Sequence[tuple[int, str]]


def resolve_links(lines: Numbered) -> Numbered:
    """Return the lines with numbered links as Markdown links, and without the list if there is one."""
    addresses: dict[str, str] = {}
    body: list[tuple[int, str]] = []
    for number, line in lines:
        if ":" in line and (match := _ADDRESS.fullmatch(line)):
            addresses[match[1] or match[2]] = match[3]
        elif "]:" in line and (match := _NAMED.fullmatch(line)):
            addresses[match[1]] = match[2]
        else:
            body.append((number, line))
    if len(addresses) < _MIN_LINKS:
        return lines
    after = sum(len(_MARK_AFTER.findall(line)) for _, line in body if "][" in line)
    before = sum(len(_BEFORE.findall(line)) for _, line in body if "[" in line)
    if before > 2 * after:
        return list(_with_links_before(body, addresses))
    return [(number, _with_links_after(line, addresses) if "[" in line else line) for number, line in body]


def _with_links_after(line: str, addresses: Mapping[str, str]) -> str:
    """Resolve `[text][12]`, and the end of a link that began on a line above."""
    line = _AFTER.sub(lambda match: _link(match[1], addresses.get(match[2], "")), line)
    return _CLOSING.sub(
        lambda match: f"]({addresses[match[1]]})" if match[1] in addresses else match[0], line
    )


def _with_links_before(lines: Numbered, addresses: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Resolve `[12]text`, which extends to the next link or the end of the line.

    Links and form fields are numbered in order; fields have no address. A number out of order belongs to
    the text.
    """
    last = 0
    for number, line in lines:
        pieces = _BEFORE.split(line)
        linked = [(pieces[0], "")]
        for mark, text in zip(pieces[1::2], pieces[2::2], strict=True):
            if last < int(mark) <= last + _MAX_NUMBER_GAP:
                last = int(mark)
                linked.append((text, addresses.get(mark, "")))
            else:
                linked[-1] = (f"{linked[-1][0]}[{mark}]{text}", linked[-1][1])
        yield number, _together(linked).rstrip()


def _together(linked: Iterable[tuple[str, str]]) -> str:
    """Yield texts with their addresses; a picture and the words beside it are one link."""
    whole = []
    for address, group in groupby(linked, key=itemgetter(1)):
        texts = [text for text, _ in group]
        whole.append(_link(" ".join(map(str.strip, texts)).strip(), address) if address else "".join(texts))
    return " ".join(whole)


def _link(text: str, address: str) -> str:
    text = _PICTURE.sub("", text)
    return f"[{text}]({address})" if text.strip(" •*·") and address.startswith("http") else text
