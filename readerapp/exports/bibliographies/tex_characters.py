r"""Characters as pdfLaTeX sets them, with T1 fonts and no further package.

It knows most Latin letters and punctuation as they are (`t1enc.dfu`, `ts1enc.dfu`, `omsenc.dfu` of
https://ctan.org/pkg/latex-base). Others are written as commands if there are any, as for `ễ` and `≤`. The
rest, like Chinese, stay as they are: only LuaLaTeX, XeLaTeX and packages have fonts for them. `fallbacks` are
definitions with which pdfLaTeX sets something readable instead of stopping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from readerapp.domain.latex.symbols import ACCENTS, LETTERS, SYMBOLS
from readerapp.domain.values import pattern

_SET = (
    "\xa0-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u0192\u01e6-\u01eb\u01f4\u01f5"
    "\u0218-\u021b\u02c7\u02d8\u02d9\u02dd\u1e02\u1e03\u1e20\u1e21\u1e9e\u1ef2\u1ef3"
    "\u2010-\u2016\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2103\u2116\u2122"
    "\u2190-\u2193\u27e8\u27e9\ufb00-\ufb04"
)
_UNSET = pattern(f"[^\x00-\x7f{_SET}]")
_CLUSTER = pattern("[A-Za-z][\u0300-\u036f]+|[^\x00-\x7f][\u0300-\u036f]*")
_IN_MATH = pattern("([^\x00-\x7f])(?:(?=([A-Za-z]))|)")

_UNDEFINED = frozenset(("lesssim", "gtrsim", "checkmark", "sqrt", "prime", "degree", "euro"))
"""Names of symbols that need a package or mean something else."""
_PREFERRED = ("varepsilon", "varphi", "leq", "geq", "rightarrow")
_MATH = {
    char: name
    for name, char in (*SYMBOLS.items(), *((name, SYMBOLS[name]) for name in _PREFERRED))
    if not char.isascii() and name not in _UNDEFINED and not name.startswith("text")
}
_ACCENT = {mark: command for command, mark in ACCENTS.items() if command not in "ht"}
_LETTER = {
    letter: name for name, letter in LETTERS.items() if name.lower() not in ("ohorn", "uhorn", "ij", "j")
}
_READABLE = {"′": "'", "″": "''", "−": r"\ensuremath{-}"}
_SPECIAL = frozenset('\\{}$&#^_~%"')
_ABOVE = 230
"""The combining class of what stands above a letter."""


def in_text(text: str) -> str:
    """Return text with commands for the characters that pdfLaTeX doesn't know as they are."""
    if text.isascii() or not _UNSET.search(text):
        return text
    return _merged(_CLUSTER.sub(lambda found: _known(found[0]), text))


def as_commands(text: str) -> str:
    r"""Return a name with a command for each letter that has one, as BibTeX needs to sort and cut names.

    Each is a group that begins with a backslash, `{\"o}`, which BibTeX counts as one letter. So is a word
    with other letters, `{\relax 刘}`, or BibTeX would take the first of its bytes for the initial.
    """
    if text.isascii():
        return text
    text = _merged(_CLUSTER.sub(lambda found: _command(found[0]), text))
    return text if text.isascii() else " ".join(map(as_one_letter, text.split(" ")))


def as_one_letter(text: str) -> str:
    """Return text that isn't ASCII as a group that BibTeX counts as one letter."""
    return text if text.isascii() else f"{{\\relax {text}}}"


def in_math(text: str) -> str:
    """Return the source of a formula with commands for symbols, and other characters in boxes."""
    return text if text.isascii() else _IN_MATH.sub(_symbol, text)


def _symbol(found: re.Match[str]) -> str:
    char = found[1]
    if name := _MATH.get(char):
        return f"\\{name} " if found[2] else f"\\{name}"
    return f"\\mbox{{{_known(char)}}}"


def _merged(text: str) -> str:
    """Join symbols that follow each other in one formula."""
    return text.replace("$\x00\x00$", "").replace("\x00", "") if "\x00" in text else text


@lru_cache(4096)
def _known(cluster: str) -> str:
    return _command(cluster) if _UNSET.search(cluster) else cluster


@lru_cache(4096)
def _command(cluster: str) -> str:
    if cluster in _LETTER:
        return f"{{\\{_LETTER[cluster]}}}"
    if cluster in _MATH and _UNSET.search(cluster):
        return f"\x00$\\{_MATH[cluster]}$\x00"
    return _accented(cluster) or cluster


def _accented(cluster: str) -> str:
    """Return a letter with its accents as commands; "" if one of them has none."""
    letter, *marks = list(unicodedata.normalize("NFD", cluster))
    if not (marks and letter.isascii() and letter.isalpha() and all(mark in _ACCENT for mark in marks)):
        return ""
    # an accent can be set over a letter with an accent, but not over one with something below
    for mark in sorted(marks, key=lambda mark: unicodedata.combining(mark) != _ABOVE):
        command = _ACCENT[mark]
        letter = f"{command}{{{letter}}}" if command.isalpha() or len(letter) > 1 else command + letter
        letter = "\\" + letter
    return f"{{{letter}}}"


def unset(text: str) -> set[str]:
    """Return the characters of a TeX source that pdfLaTeX has no definition of."""
    return set() if text.isascii() else set(_UNSET.findall(text))


def fallbacks(characters: Iterable[str]) -> Iterator[str]:
    """Yield the lines of an `@preamble` with which pdfLaTeX sets these characters readably; none without any.

    A definition that is there already stays, and so does the package CJK.
    """
    found = sorted(characters)
    if found:
        yield '@preamble{"\\ifdefined\\CJK\\else\n'
        for char in found:
            name = f"\\csname u8:\\detokenize{{{char}}}\\endcsname"
            yield f"  \\ifcsname{name[7:]}\\else\\expandafter\\gdef{name}{{{_fallback(char)}}}\\fi\n"
        yield '\\fi"}\n'


def _fallback(char: str) -> str:
    """Return a character's command, else the ASCII it is a form of, a picture's name, or its number."""
    if char in _READABLE:
        return _READABLE[char]
    if known := _accented(char):
        return known
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf", "Sk"):
        return ""
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    if plain.isascii() and plain.isprintable() and _SPECIAL.isdisjoint(plain):
        return plain
    if category == "So" and (name := unicodedata.name(char, "").lower()):
        return f"[{name}]"
    return f"[U+{ord(char):04X}]"
