"""Names of keys: the spellings people use, and the keys a terminal can send."""

from __future__ import annotations

import re
import string
import unicodedata
from types import MappingProxyType

from readerapp.domain.errors import ReaderError

SHOWN = MappingProxyType(
    {
        "down": "↓",
        "up": "↑",
        "left": "←",
        "right": "→",
        "escape": "esc",
        "pagedown": "PgDn",
        "pageup": "PgUp",
        "home": "Home",
        "end": "End",
        "delete": "Del",
        "insert": "Ins",
    }
)
"""Labels on the keyboard that differ from the name of the key."""
_MODIFIERS = {
    "ctrl": "ctrl", "control": "ctrl", "ctl": "ctrl", "c": "ctrl",
    "shift": "shift", "s": "shift",
    "alt": "alt", "a": "alt", "meta": "alt", "m": "alt", "option": "alt", "opt": "alt",
    "super": "super", "cmd": "super", "command": "super", "win": "super", "d": "super", "hyper": "super",
}  # fmt: skip
_MODIFIER = rf"(?i)({'|'.join(sorted(_MODIFIERS, key=len, reverse=True))})[-+](?=.)"
_ARROWS = ("up", "down", "left", "right")
_KEYS = {
    "escape": "escape", "esc": "escape", "enter": "enter", "return": "enter", "cr": "enter", "ret": "enter",
    "space": "space", "spc": "space", "spacebar": "space", "tab": "tab", "backspace": "backspace",
    "bs": "backspace", "delete": "delete", "del": "delete", "insert": "insert", "ins": "insert",
    "home": "home", "end": "end", "pageup": "pageup", "pgup": "pageup", "prior": "pageup",
    "pagedown": "pagedown", "pgdn": "pagedown", "pgdown": "pagedown", "next": "pagedown",
    **{name: arrow for arrow in _ARROWS for name in (arrow, f"{arrow}arrow", f"arrow{arrow}")},
    **{f"f{number}": f"f{number}" for number in range(1, 25)},
    **{shown.lower(): name for name, shown in SHOWN.items()}, "⏎": "enter", "␣": "space", "⇥": "tab",
}  # fmt: skip
_SIGNS = {
    **{re.sub("[ -]", "", unicodedata.name(sign)).lower(): sign for sign in string.punctuation},
    "lt": "<", "gt": ">", "bar": "|", "pipe": "|", "plus": "+", "minus": "-", "dash": "-", "hyphen": "-",
    "dot": ".", "period": ".", "star": "*", "hash": "#", "grave": "`", "backtick": "`", "at": "@",
    "slash": "/", "backslash": "\\", "bslash": "\\", "underscore": "_", "quote": "'", "doublequote": '"',
    "exclamation": "!", "question": "?", "dollar": "$", "percent": "%", "caret": "^", "equal": "=",
    "equals": "=",
}  # fmt: skip
"""Punctuation by its Unicode names and common ones."""
_SAME = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "escape", "ctrl+h": "backspace", "ctrl+enter": "enter",
    "shift+enter": "enter", "ctrl+tab": "tab", "ctrl+escape": "escape", "shift+escape": "escape",
    "shift+space": "space", "shift+backspace": "backspace", "ctrl+backspace": "backspace",
    "ctrl+?": "backspace",
}  # fmt: skip
"""Keys that a terminal sends as another key."""
_OTHERS = {"ctrl+space": "ctrl+@", "ctrl+/": "ctrl+_", "ctrl+2": "ctrl+@"}
"""Keys that terminals send under another name."""
_WITH_CTRL = frozenset("abcdefghijklmnopqrstuvwxyz@\\]^_")


def normalised(spelling: str) -> str:
    """Return the name of a key from any spelling: `Ctrl-N`, `<C-n>`, `^N`; `PgDn`; `?`, `question_mark`.

    Raises:
        ReaderError: there is no such key, or no terminal sends it.
    """
    text = re.sub(r"\s*\+\s*", "+", spelling.strip()) or spelling[:1]
    if len(text) > 2 and text[0] == "<" and text[-1] == ">":
        text = text[1:-1]
    if len(text) == 2 and text[0] == "^":
        text = f"ctrl+{text[1]}"
    modifiers = set()
    while match := re.match(_MODIFIER, text):
        modifiers.add(_MODIFIERS[match[1].lower()])
        text = text[match.end() :]
    base = _base(text)
    if not base:
        raise ReaderError(f"{spelling!r} is not a key")
    return _sendable(modifiers, base, spelling)


def _base(text: str) -> str:
    """Return the name of a key without modifiers; empty if it is unknown."""
    name = re.sub(r"[\s_-]", "", text).lower()
    if text == " " or text == "\u00a0":
        return "space"
    if known := _KEYS.get(name if len(text) > 1 else text):
        return known
    if len(text) == 1:
        return text if text.isprintable() else ""
    return _SIGNS.get(name, "")


def _sendable(modifiers: set[str], base: str, spelling: str) -> str:
    if "super" in modifiers:
        raise ReaderError(f"{spelling!r} never reaches a program in a terminal")
    if len(base) == 1:
        modifiers, base = _sign(modifiers, base, spelling)
    name = "+".join([*sorted(modifiers), base])
    name = _OTHERS.get(name, name)
    if name in _SAME:
        raise ReaderError(f"{spelling!r} is the same key as {_SAME[name]} in a terminal")
    if len(base) == 1 and name.startswith("ctrl+") and name[5:] not in _WITH_CTRL:
        raise ReaderError(f"{spelling!r} is a key that no terminal sends")
    return name


def _sign(modifiers: set[str], sign: str, spelling: str) -> tuple[set[str], str]:
    """Return modifiers and character, with shift merged into the character unless alt is held."""
    if "shift" in modifiers:
        if not sign.isalpha() or "ctrl" in modifiers:
            raise ReaderError(f"{spelling!r} is not a key: write the character that shift produces")
        modifiers, sign = modifiers - {"shift"}, sign.upper()
    if "ctrl" in modifiers:
        return modifiers, sign.lower()
    if "alt" in modifiers and sign.isupper():
        return modifiers | {"shift"}, sign.lower()
    return modifiers, sign


def shown(key: str) -> str:
    """Return a key as labelled on the keyboard."""
    *modifiers, base = key.split("+") if len(key) > 1 and not key.endswith("+") else [key]
    base = SHOWN.get(base, base.upper() if re.fullmatch(r"f\d+", base) else base)
    return "+".join([*modifiers, base])
