"""Bytes of unknown encoding turned into text."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_TEXT = bytes(range(32, 256)) + b"\t\n\x0b\x0c\r\x1a\x1b"
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"\x7fELF", b"SQLite format 3")
# How JabRef, Emacs, XML and HTML say it: `% Encoding: …`, `-*- coding: … -*-`, `encoding="…"`, `charset=…`.
_NAMED = re.compile(
    rb"(?:coding|charset)\s*[:=]\s*[\"']?([A-Za-z0-9_-]+?)(?:-unix|-dos|-mac)?(?![\w-])", re.IGNORECASE
)


def decode(data: bytes) -> str | None:
    """`data` as text with `\\n` line ends, in the encoding it most likely has; None if it is no text.

    A byte order mark decides; else zero bytes show UTF-16; else UTF-8; else what the text itself names;
    else Windows-1252, unless it was UTF-8 once and is damaged.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(encoding, "replace"))
    sample = data[:_SAMPLE]
    if unmarked := _bare_utf16(sample):
        return _lines(data.decode(unmarked, "replace"))
    if data.startswith(_MAGIC) or len(sample.translate(None, _TEXT)) * 20 > len(sample):
        return None
    return _lines(_eight_bit(data))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _bare_utf16(sample: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: Latin text in it has a zero in every other byte."""
    pairs = len(sample) // 2
    if pairs < 2 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.4 * pairs and others < 0.1 * pairs:
            text = sample[: 2 * pairs].decode(encoding, "replace")
            return encoding if sum(map(str.isprintable, text)) * 2 > len(text) else None
    return None


def _eight_bit(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if named := _NAMED.search(data[:_SAMPLE]):
        name = named[1].decode("ascii")
        for spelling in (name, name.replace("-", "")):  # Emacs writes `latin-2`, Python `latin2`
            with suppress(LookupError, UnicodeDecodeError):
                return data.decode(spelling)
    damaged = data.decode("utf-8", "replace")
    replaced = damaged.count("\ufffd")
    sound = len(data) - len(damaged)  # continuation bytes that found their character
    if sound > 2 * replaced or (replaced == 1 and damaged.endswith("\ufffd")):
        return damaged
    return data.decode("cp1252", "replace") if not _undefined(data) else data.decode("latin-1")


def _undefined(data: bytes) -> bool:
    """Whether `data` has bytes that Windows-1252 gives no character."""
    return any(bytes((byte,)) in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
