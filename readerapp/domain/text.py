"""Untrusted text made safe to store, draw, print and compare."""

from __future__ import annotations

import codecs
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from readerapp.domain.errors import ReaderError

# Most text needs none of these patterns, so each is compiled at its first use.
# C0 (but not tab and newline), DEL, C1, zero-width and bidi controls, line separators, BOM,
# surrogates and non-characters; but not U+200C and U+200D, which `_joiner` decides on.
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# Persian and Indic spelling and composed emoji need them.
_JOINERS = "([\u200c\u200d]+)"
_NO_JOINERS = dict.fromkeys((0x200C, 0x200D))
_SPELT_WITH_JOINERS = frozenset(("L", "M", "N", "So", "Sk"))
_VIRAMA = 9
# Remove escape sequences whole, or their printable tail stays: CSI, OSC/DCS/… strings, others.
_ESCAPE = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]"
)
# Invisible Hangul letters, the only unsafe characters that count as printable.
_FILLERS = "\u115f\u1160\u3164\uffa0"
_LINE_ENDS = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_NEITHER = bytes(code for code in range(128) if not chr(code).isalnum())
_NEITHER_NOR_SIGN = bytes(code for code in _NEITHER if chr(code) not in "+#")
_NO_SIGN = r"(?<![^\W\d_])(?<![+#])[+#]+"
"""`+` and `#` that don't follow a letter."""
_PRINTABLE = bytes(range(32, 127))
_MAX_CACHED_LENGTH = 500
_OTHERS = re.compile(r"[^\x00-\x7f]{1,16}")
_BLANK_LINES = r"\n[^\S\n]*\n"


def clean(text: str) -> str:
    """Return `text` in NFC without control characters, escape sequences, bidi overrides or lone surrogates.

    U+200C and U+200D stay between letters and between emoji. Tabs become a space; CRLF, CR and other line or
    page ends become LF.
    """
    if text.replace("\n", "").isprintable() and not any(filler in text for filler in _FILLERS):
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = re.sub(_LINE_ENDS, "\n", text.replace("\t", " "))
    text = re.sub(_UNSAFE, "", re.sub(_ESCAPE, "", text))
    if "\u200c" in text or "\u200d" in text:
        pieces = re.split(_JOINERS, text)
        for at in range(1, len(pieces), 2):
            pieces[at] = _joiner(pieces[at - 1][-1:], pieces[at][0], pieces[at + 1][:1])
        text = "".join(pieces)
    return unicodedata.normalize("NFC", text)


@lru_cache(4096)
def _joiner(before: str, joiner: str, after: str) -> str:
    """Return the joiner if it stands between letters or emoji or follows a virama, else ""."""
    if before and unicodedata.combining(before) == _VIRAMA:
        return joiner
    return joiner if _is_spelt(before) and _is_spelt(after) else ""


def _is_spelt(character: str) -> bool:
    kind = unicodedata.category(character) if character else ""
    return kind in _SPELT_WITH_JOINERS or kind[:1] in _SPELT_WITH_JOINERS


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, each run of white space one space, the ends stripped."""
    if text.isprintable():  # then its only white space is spaces
        text = text if text.isascii() else clean(text)
        if "  " not in text:
            return text.strip()
    text = " ".join(text.split())
    return text if text.isascii() and text.isprintable() else " ".join(clean(text).split())


def clean_paragraphs(text: str) -> str:
    """Return `text` cleaned, white space folded within paragraphs, one blank line between them."""
    if text.isascii() and not text.encode("ascii").translate(None, _PRINTABLE):
        # so it has no line ends; most text needs no more than this, which is far faster than `isprintable`
        return text.strip() if "  " not in text else " ".join(text.split())
    if text.isprintable():
        return clean_line(text)
    paragraphs = (clean_line(part) for part in re.split(_BLANK_LINES, clean(text)))
    return "\n\n".join(part for part in paragraphs if part)


def decode_utf8(data: bytes, where: str) -> str:
    """Decode UTF-8 with or without a byte order mark; other encodings are never guessed.

    Raises:
        ReaderError: it is not UTF-8; the message names `where` and the byte.
    """
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = error.object[error.start]
        raise ReaderError(f"{where} is not UTF-8 text (byte {error.start + 1} is 0x{wrong:02x})") from None


def from_argument(text: str, where: str) -> str:
    """Return a command line argument as text, though Python's locale could not decode it.

    Raises:
        ReaderError: it is not UTF-8.
    """
    if text.isprintable() or not any("\udc80" <= c <= "\udcff" for c in text):
        return text
    return decode_utf8(text.encode(sys.getfilesystemencoding(), "surrogateescape"), where)


def fold(text: str) -> str:
    """Return `text` for comparison: casefolded, compatibility forms unified, no accents or joiners."""
    # each character folds by itself; most are ASCII
    return text.lower() if text.isascii() else _OTHERS.sub(_folded, text.lower())


def _folded(others: re.Match[str]) -> str:
    return _folded_run(others[0])


@lru_cache(4096)
def _folded_run(run: str) -> str:
    decomposed = unicodedata.normalize("NFKD", run.casefold().translate(_NO_JOINERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def normalise_title(title: str) -> str:
    """Return a title for comparison: NFKC, casefolded, letters and digits only.

    `+` and `#` count after a letter: C, C++ and C# are three titles.
    """
    return _normalised(title) if len(title) <= _MAX_CACHED_LENGTH else normalise_new_title(title)


def normalise_new_title(title: str) -> str:
    """Return the same as `normalise_title`, for a title not asked for again soon."""
    if not title.isascii():
        title = unicodedata.normalize("NFKC", title).casefold()
        if "+" in title or "#" in title:
            title = re.sub(_NO_SIGN, "", title)
            return "".join(char for char in title if char.isalnum() or char in "+#")
        return "".join(filter(str.isalnum, title))
    if "+" in title or "#" in title:
        title = re.sub(_NO_SIGN, "", title)
        return title.lower().encode("ascii").translate(None, _NEITHER_NOR_SIGN).decode("ascii")
    return title.lower().encode("ascii").translate(None, _NEITHER).decode("ascii")


def without_signs(normalised: str) -> str:
    """Return a normalised title without `+` and `#`, as older keys were made."""
    return normalised.replace("+", "").replace("#", "")


# titles are compared repeatedly, and many papers share a venue
_normalised = lru_cache(512)(normalise_new_title)


def most_frequent(counts: Mapping[str, int]) -> list[str]:
    """Return names by how often they occur, the most frequent first, and by name where that is the same."""
    return sorted(counts, key=lambda name: (-counts[name], name.casefold(), name))


def shared_start(texts: Sequence[str]) -> str:
    """Return what all texts begin with."""
    if not texts:
        return ""
    first, last = min(texts), max(texts)
    differ = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(differ, len(first))]


def shorten(text: str, width: int) -> str:
    """Return `text` in at most `width` characters, ending in `…` if it was longer."""
    return text if len(text) <= width else text[: max(0, width - 1)].rstrip() + "…"
