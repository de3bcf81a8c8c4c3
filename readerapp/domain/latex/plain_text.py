"""LaTeX left over in titles and abstracts, as plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import permutations

from readerapp.domain.latex.arguments import shown_arguments
from readerapp.domain.latex.symbols import ABBREVIATIONS, ACCENTS, LETTERS, SYMBOLS
from readerapp.domain.values import pattern

_FONT = (
    "text(?:bf|it|sc|tt|sf|rm|sl|up|md|normal)?|math(?:bf|it|rm|sf|tt|bb|cal|frak|scr|normal)?|emph|underline"
    "|operatorname\\*?|mbox|hbox|ensuremath|boldsymbol|bm|uline|uppercase|enquote|mkbibquote|mkbibemph"
)
_SWITCH = (
    "bf|it|em|sc|tt|rm|sl|sf|tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|bfseries"
    "|itshape|scshape|ttfamily|rmfamily|sffamily|displaystyle|textstyle|boldmath|relax|noindent|protect|xspace"
)
_WRAPPED = pattern(rf"\\(?:{_FONT}|url|path|nolinkurl)\s*\{{([^{{}}]*)\}}")
_HREF = pattern(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SWITCHED = pattern(rf"\{{\s*\\(?:{_SWITCH})(?![A-Za-z])\s*([^{{}}]*)\}}")
_ALONE = pattern(rf"\\(?:{_SWITCH})(?![A-Za-z])\s*")
_WORDS = frozenset("it tiny small large Large LARGE huge Huge relax protect".split())
# Hugging Face drops the backslash of a command it does not know: `{scriptsize CODE2SEQ}`.
_BARE_SWITCH = pattern(
    rf"\{{(?:{'|'.join(name for name in _SWITCH.split('|') if name not in _WORDS)}) ([^{{}}]*)\}}"
)
_ACCENT = pattern(
    r"\\(?:([`'^\"~=.])\s*|([uvHtcdbrkh])(?:\s+|(?=\{|\\[ij](?![A-Za-z]))))"
    r"(?:\{\s*(\\?[^\W_]*)\s*\}|\{\{(\\?[^\W_]*)\}\}|(\\[ij](?![A-Za-z])|[^\W_]))"
)
_MAX_ACCENTS = 4
_MAX_DEPTH = 6
_DOTLESS = {"i": "i", "j": "j"}  # an accent takes the place of the dot
_SPACED = pattern(r"\\([A-Za-z]+)(\{\}|\s*)")
_QUOTED = pattern(r"``([^`]{1,300}?)''")
_ESCAPED = pattern(r"\\([%&_#$])")
_SPACING = pattern(
    r"\\[,;:! >]|\\\\(?![A-Za-z])|\\(?:quad|qquad|enspace|thinspace)(?![A-Za-z])|~(?<=\w~)(?=[\w\\])"
)
_ONE_SYMBOL = pattern(r"\{(?<![_^\\}]\{)([^\x00-\x7f])\}")
# As Pandoc reads it: no space inside the dollars, and no digit after them unless a command is within.
_DOLLARS = pattern(
    r"\$(?:(?<![\\$\w]\$)|(?<!\\\$)(?=[_^\\]))(?=[^\s$])([^$]{1,300}?)(?<=[^\s\\])\$(?:(?!\d)|(?<=[}a-z-]\$))"
)
_MATHEMATICAL = pattern(
    r"[\\^_{}=<>≤≥≈∼±×·→∈+*/]|^[A-Za-zα-ωΑ-Ω](?:\([^()]*\))?$|^[^\x00-\x7f]|^\d+(?:\.\d+)?%?$|^-$"
)


def latex_to_text(text: str) -> str:
    r"""Return `text` as plain text: `90\%` is `90%`, `{\epsilon}` is `ε`, `\eg` is `e.g.`.

    Math stays as written except for symbols with a Unicode character; other text is unchanged.
    """
    if "\\" not in text and "$" not in text and "{" not in text and "``" not in text:
        return text
    if "``" in text:
        text = _QUOTED.sub("“\\1”", text)
    if "\\texorpdfstring" in text:  # its first argument is math that isn't shown
        text = shown_arguments(text)
    if "$" in text:
        text = _DOLLARS.sub(_math, text)
    if "\\" in text:
        text = _commands(text)
    return _BARE_SWITCH.sub(r"\1", text) if "{" in text else text


def _commands(text: str) -> str:
    text = shown_arguments(text)
    text = _HREF.sub(lambda m: m[2] if m[2] == m[1] or not m[1] else f"{m[2]} ({m[1]})", text)
    text = _inside_out(text, _WRAPPED, lambda m: str(m[1]))
    text = _inside_out(text, _SWITCHED, lambda m: str(m[1]))
    if "\\" not in text:
        return text
    text = accented(text)
    text = _SPACING.sub(" ", text)
    text = _SPACED.sub(_symbol, text)
    text = _ALONE.sub("", text)
    text = _ONE_SYMBOL.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text)


def _inside_out(text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> str:
    """Replace `pattern`, which matches innermost groups, up to `_MAX_DEPTH` levels."""
    for _ in range(_MAX_DEPTH):
        text, count = pattern.subn(replace, text)
        if not count:
            break
    return text


def accented(text: str) -> str:
    r"""Return text with accents combined with their letters: `\~{\^{e}}` and `\~\^e` are `ễ`."""
    for _ in range(_MAX_ACCENTS):
        before, text = text, _ACCENT.sub(_accent, text)
        if text == before:
            break
    return text


def _accent(match: re.Match[str]) -> str:
    mark = ACCENTS[match[1] or match[2]]
    letters = next(letters for letters in match.groups()[2:] if letters is not None)
    if letters.startswith("\\"):
        letters = _DOTLESS.get(letters[1:]) or LETTERS.get(letters[1:], "")
    if not letters:
        return match[0]
    first, *marks = list(unicodedata.normalize("NFD", letters[0]))
    # accents may come in either order; most combinations have a precomposed character
    orders = permutations((*marks, mark)) if 0 < len(marks) < 3 else ((*marks, mark),)
    made = [unicodedata.normalize("NFC", first + "".join(order)) for order in orders]
    return min(made, key=len) + letters[1:]


def _symbol(match: re.Match[str]) -> str:
    """Return a command's character; a letter within a word drops the space after it, as in LaTeX."""
    name, gap = match[1], match[2]
    if name in ABBREVIATIONS:
        return ABBREVIATIONS[name] + (" " if gap and gap != "{}" else "")
    if letter := LETTERS.get(name):
        return letter
    if symbol := SYMBOLS.get(name):
        return symbol + ("" if gap == "{}" else gap[:1])
    return match[0]


def _math(match: re.Match[str]) -> str:
    """Return inline math without its dollar signs; text between two prices is unchanged."""
    body = match[1]
    if not _MATHEMATICAL.search(body):
        return match[0]
    return (
        _SPACED.sub(_symbol, body) if "\\" in body else body
    )  # before a letter after the math joins a command's name
