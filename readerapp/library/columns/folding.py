"""Many texts as bytes for columns of texts, at once: a text at a time takes ten times as long."""

from __future__ import annotations

from collections.abc import Sequence

from readerapp.domain.words import words

_LETTERS = bytes(
    code if code > 127 or chr(code).isalnum() or chr(code) == "\n" else ord(" ") for code in range(256)
)
"""What `words` makes of each byte: other characters part words, as spaces do."""


def encoded(texts: Sequence[str]) -> list[bytes]:
    """Return the texts in UTF-8, each without newlines."""
    if not texts:
        return []
    found = "\n".join(texts).encode("utf-8", "replace").split(b"\n")
    return found if len(found) == len(texts) else encoded([text.replace("\n", " ") for text in texts])


def folded(texts: Sequence[str]) -> list[bytes]:
    """Return the folded words of each text, each after a space, so that ` grap` finds the starts of words."""
    if not texts:
        return []
    plain = [text.lower() if text.isascii() else " ".join(words(text)) for text in texts]
    data = b"\n".join(encoded(plain)).translate(_LETTERS)
    data = b" %b\n" % data.replace(b"\n", b"\n ")
    while b"  " in data:
        data = data.replace(b"  ", b" ")
    return data.replace(b" \n", b"\n").split(b"\n")[:-1]
