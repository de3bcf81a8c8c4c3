"""Decodes bytes of unknown encoding."""

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
_SAMPLE_BYTES = 4096
_TEXT = bytes(range(32, 256)) + b"\t\n\x0b\x0c\r\x1a\x1b"
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"\x7fELF", b"SQLite format 3")
# JabRef, Emacs, XML and HTML: `% Encoding: …`, `-*- coding: … -*-`, `encoding="…"`, `charset=…`.
_NAMED = re.compile(
    rb"(?:coding|charset)\s*[:=]\s*[\"']?([A-Za-z0-9_-]+?)(?:-unix|-dos|-mac)?(?![\w-])", re.IGNORECASE
)


class Decoder:
    """Decode the bytes of one text piece by piece, in the encoding it most likely has.

    A byte order mark decides; else zero bytes show UTF-16; else UTF-8; else what the text itself names;
    else Windows-1252, unless it was UTF-8 once and is damaged.
    """

    def __init__(self, mark: bytes, encoding: str | None, named: str | None) -> None:
        self._left = len(mark)
        self._steps = codecs.getincrementaldecoder(encoding)("replace") if encoding else None
        self._named = named
        self._kept, self._return = b"", ""

    @classmethod
    def of(cls, head: bytes) -> Decoder | None:
        """Return the decoder of a source by its first bytes; None if it is not text."""
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                return cls(mark, encoding, None)
        sample = head[:_SAMPLE_BYTES]
        if unmarked := _bare_utf16(sample):
            return cls(b"", unmarked, None)
        if head.startswith(_MAGIC) or len(sample.translate(None, _TEXT)) * 20 > len(sample):
            return None
        named = _NAMED.search(sample)
        return cls(b"", None, named[1].decode("ascii") if named else None)

    def decode(self, data: bytes, *, last: bool) -> str:
        """Return the next characters, with `\\n` line ends; an unfinished character is kept back."""
        data, self._left = data[self._left :], 0
        data, self._kept = self._kept + data, b""
        if not last and (end := self._end(data)) < len(data):
            data, self._kept = data[:end], data[end:]
        text = self._return + (
            self._steps.decode(data, last) if self._steps else _eight_bit(data, self._named)
        )
        self._return = "" if last or not text.endswith("\r") else "\r"
        text = text.removesuffix(self._return)
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def _end(self, data: bytes) -> int:
        """Return where bytes may be cut: in every encoding, a byte below `0` is a character of its own."""
        return len(data) if self._steps else max(map(data.rfind, (b"\n", b" ", b",", b'"'))) + 1 or len(data)


def _bare_utf16(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark: every other byte of Latin text is zero."""
    pairs = len(sample) // 2
    if pairs < 2 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.4 * pairs and others < 0.1 * pairs:
            text = sample[: 2 * pairs].decode(encoding, "replace")
            return encoding if sum(map(str.isprintable, text)) * 2 > len(text) else None
    return None


def _eight_bit(data: bytes, named: str | None) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if named:
        for spelling in (named, named.replace("-", "")):  # Emacs writes `latin-2`, Python `latin2`
            with suppress(LookupError, UnicodeDecodeError):
                return data.decode(spelling)
    damaged = data.decode("utf-8", "replace")
    replaced = damaged.count("\ufffd")
    sound = len(data) - len(damaged)  # continuation bytes that found their character
    if sound > 2 * replaced or (replaced == 1 and damaged.endswith("\ufffd")):
        return damaged
    undefined_in_1252 = any(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
    return data.decode("latin-1" if undefined_in_1252 else "cp1252", "replace")
