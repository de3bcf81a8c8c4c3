"""A command line as bash has it: split into words, and answers written into it."""

from __future__ import annotations

from collections.abc import Iterable

from readerapp.domain.text import shared_start
from readerapp.domain.values import NamedTuple

_SPECIAL = frozenset(" \t\n\\'\"`$&|;<>()[]{}*?!#~")
_SPECIAL_IN_QUOTES = frozenset('\\"$`')


class TypedLine(NamedTuple):
    """A command line up to the cursor."""

    words: tuple[str, ...]
    """As the command would get them; the last is being typed and may be empty."""
    quote: str = ""
    """The quote that is open at the cursor."""


def split(text: str) -> TypedLine:
    """Split a command line up to the cursor by the shell's quotes and backslashes."""
    words: list[str] = []
    word, quote, inside, escaped = "", "", False, False
    for character in text:
        if escaped:
            word += character if quote != '"' or character in '\\"$`' else f"\\{character}"
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = inside = True
        elif quote:
            quote, word = ("", word) if character == quote else (quote, word + character)
        elif character in "'\"":
            quote, inside = character, True
        elif character.isspace():
            words, word, inside = [*words, word] if inside else words, "", False
        else:
            word, inside = word + character, True
    return TypedLine((*words, word), quote)


def replacements(line: TypedLine, typed: str, values: Iterable[str]) -> list[str]:
    """Return what bash is to put in place of `typed`, its own idea of the word at the cursor.

    Bash breaks words at colons and quotes, so `typed` may be only the end of the word. What several values
    have in common replaces it, and may not be shorter.
    """
    word = line.words[-1]
    end = typed if line.quote else split(typed).words[-1]
    kept = word.removesuffix(end) if word.endswith(end) else ""
    fitting = [value.removeprefix(kept) for value in values if value.startswith(kept)]
    shared = shared_start(fitting)
    if len(fitting) > 1 and shared and not shared.startswith(end):
        fitting = [value for value in fitting if value.startswith(end)]
    return [_quoted(value, line.quote) for value in fitting]


def _quoted(value: str, quote: str) -> str:
    if quote == "'":
        return value.replace("'", "'\\''")
    special = _SPECIAL_IN_QUOTES if quote else _SPECIAL
    return "".join(f"\\{character}" if character in special else character for character in value)
