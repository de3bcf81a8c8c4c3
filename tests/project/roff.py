"""Text written for `man`: escaped, so that it is shown as it is and can be copied (man(7), groff_char(7))."""

import re
import textwrap

_COLUMNS = 78
_CHARACTERS = {
    "\\": r"\e",
    "-": r"\-",
    "'": r"\(aq",
    '"': r"\(dq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
    "…": "...",
    "–": r"\(en",
    "×": r"\(mu",
    "·": r"\(pc",
    "«": r"\(Fo",
    "»": r"\(Fc",
    "↑": r"\(ua",
    "↓": r"\(da",
}
_CODE = re.compile(r"`([^`]*)`")
_COMMAND = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")
"""An option within a sentence: its hyphens are typed, so they may not become typographic ones."""


def literal(text: str) -> str:
    """What a person types, on one line."""
    return _guarded("".join(map(_character, text)))


def choices(text: str) -> str:
    """As `literal`, for what stands behind an option: a line may end after a `|`."""
    return literal(text).replace("|", r"|\:")


def prose(text: str) -> str:
    """Sentences, on lines of the usual length."""
    lines = textwrap.wrap(_inline(text), _COLUMNS, break_long_words=False, break_on_hyphens=False)
    return "\n".join(map(_guarded, lines))


def tag(text: str) -> str:
    """What stands before a paragraph; as `prose`, but on one line."""
    return _guarded(_inline(text))


def _inline(text: str) -> str:
    """`code` is bold, hyphens within words are hyphens."""
    parts = _CODE.split(text)
    return "".join(rf"\fB{_escaped(part)}\fR" if at % 2 else _words(part) for at, part in enumerate(parts))


def _words(text: str) -> str:
    """A part of a sentence without code in it."""
    shown, at = "", 0
    for option in _COMMAND.finditer(text):
        shown += _escaped(text[at : option.start()], hyphen="-") + _escaped(option[0])
        at = option.end()
    return shown + _escaped(text[at:], hyphen="-")


def _escaped(text: str, hyphen: str = r"\-") -> str:
    return "".join(hyphen if character == "-" else _character(character) for character in text)


def _character(character: str) -> str:
    if character in _CHARACTERS:
        return _CHARACTERS[character]
    return character if character.isascii() else f"\\[u{ord(character):04X}]"


def _guarded(line: str) -> str:
    """A line that roff doesn't take for a request."""
    return rf"\&{line}" if line[:1] in ("", ".", "'") else line
