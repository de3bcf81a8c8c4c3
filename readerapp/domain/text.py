"""Untrusted text made safe to keep, draw, print and compare."""

from __future__ import annotations

import re
import unicodedata

# C0 (but not tab and newline), DEL, C1, zero-width and bidi controls, line separators, BOM,
# surrogates and non-characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# An escape sequence goes as a whole, or its printable tail would stay: CSI, OSC/DCS/… strings, others.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]"
)
# The only ones of these that count as printable: letters of Hangul that show nothing.
_FILLERS = "\u115f\u1160\u3164\uffa0"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NEITHER = bytes(code for code in range(128) if not chr(code).isalnum())
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")


def clean(text: str) -> str:
    """`text` in NFC without control characters, escape sequences, bidi overrides or lone surrogates.

    Newlines stay (CRLF, CR and every other line or page end become LF), tabs become a space.
    """
    if text.replace("\n", "").isprintable() and not any(filler in text for filler in _FILLERS):
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = _LINE_ENDS.sub("\n", text.replace("\t", " "))
    text = _UNSAFE.sub("", _ESCAPE.sub("", text))
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """`text` cleaned and on one line: every run of white space is one space, none at the ends."""
    if text.isprintable():  # so that its only white space is spaces
        text = text if text.isascii() else clean(text)
        if "  " not in text:
            return text.strip()
    text = " ".join(text.split())
    return text if text.isascii() and text.isprintable() else " ".join(clean(text).split())


def clean_paragraphs(text: str) -> str:
    """`text` cleaned, white space folded within each paragraph, paragraphs parted by one blank line."""
    if "\n" not in text and "\r" not in text and text.isprintable():
        return clean_line(text)
    paragraphs = (clean_line(part) for part in _BLANK_LINES.split(clean(text)))
    return "\n\n".join(part for part in paragraphs if part)


def fold(text: str) -> str:
    """`text` for comparing: casefolded, compatibility forms unified, accents dropped."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def normalise_title(title: str) -> str:
    """The form in which two spellings of one title are equal: NFKC, casefold, letters and digits only."""
    if title.isascii():
        return title.lower().encode("ascii").translate(None, _NEITHER).decode("ascii")
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", title).casefold()))


def shorten(text: str, width: int) -> str:
    """`text` in at most `width` characters, its end replaced by `…` where it is longer."""
    return text if len(text) <= width else text[: max(0, width - 1)].rstrip() + "…"
