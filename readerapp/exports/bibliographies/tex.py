"""Text as TeX source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from readerapp.domain.latex.plain_text import latex_to_text
from readerapp.domain.latex.symbols import LETTERS, SYMBOLS
from readerapp.domain.paper import Paper
from readerapp.domain.people import NameParts, name_parts
from readerapp.domain.values import pattern
from readerapp.exports.bibliographies.tex_characters import as_commands, as_one_letter, in_math, in_text

_SPECIAL = str.maketrans(
    {character: f"\\{character}" for character in "{}&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
# BibTeX cuts names in the middle of commands and of what is in braces.
_NOT_IN_NAMES = str.maketrans("\\~", "/ ", "{}^")
_ANY_SPECIAL = pattern(r"[{}&%$#_\\~^]")
# Text within $…$ is TeX already; a lone dollar sign is money, and so are two if a digit follows.
_MATH = pattern(r"(?<!\\)(\$[^$\s](?:[^$\n]*[^$\s\\])?\$(?:(?!\d)|(?<=[}a-z]\$)))")
_LONE_DOLLAR = pattern(r"(?<!\\)\$")
_BARE = pattern(r"(?<!\\)([&%#])")
_BARE_IN_TEXT = pattern(r"(?<!\\)([_^])")
_ATOM = r"(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[^\\{}_^\s])"
_BROKEN_MATH = pattern(
    rf"[_^]\s*(?:[_^&}}]|$)|\^\s*{_ATOM}\s*\^|_\s*{_ATOM}\s*_|\^\s*{_ATOM}\s*_\s*{_ATOM}\s*\^|\\$|\\[{{}}$]"
)
_COMMAND_FIRST = pattern(r"(?:^| )\{\\[A-Za-z]")
_COMMAND = pattern(r"\\([A-Za-z]+\*?|.)", re.DOTALL)
_STANDARD = frozenset(
    r"""
    emph textbf textit textsc texttt textsf textrm textsl textup textmd textnormal text mbox ensuremath
    textsuperscript textsubscript underline overline operatorname operatorname* mathop frac sqrt left right
    mathbb mathbf mathit mathrm mathsf mathtt mathcal mathfrak mathnormal boldsymbol bar hat tilde widehat
    widetilde vec dot ddot big Big quad qquad limits not binom bmod pmod vdots ddots c v u H d b r k t i j
    { } & % $ # _ , ; : ! ' ` " ^ ~ = . - / |
    """.split()
).union(SYMBOLS, LETTERS) - frozenset(
    "degree euro texteuro argmin argmax slash BibTeX ohorn OHORN uhorn UHORN".split()
)
"""Commands of LaTeX and of the American Mathematical Society's packages; others are the authors' own."""


def escape(text: str) -> str:
    """Return `text` as TeX source: special and unknown characters as commands, inline math unchanged."""
    if text.isascii() and not _ANY_SPECIAL.search(text):
        return text
    if "$" not in text:
        return in_text(text.translate(_SPECIAL))
    parts = _MATH.split(text)
    return "".join(
        in_math(_escaped(part)) if index % 2 and _is_math(part) else in_text(part.translate(_SPECIAL))
        for index, part in enumerate(parts)
    )


def _escaped(source: str) -> str:
    """Return TeX source with the signs escaped that would end a line or a cell."""
    return _BARE.sub(r"\\\1", source)


def _is_math(formula: str) -> bool:
    """Return True if TeX can read a formula, as far as is easily seen."""
    body = formula[1:-1]
    return not _BROKEN_MATH.search(body) and _is_balanced(body) and _is_standard(body)


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return not depth


def _is_standard(text: str) -> bool:
    return all(name in _STANDARD for name in _COMMAND.findall(text))


def title(paper: Paper) -> str:
    """Return a paper's title as TeX source: its source's own if that is TeX without macros of its authors."""
    written = paper.original.get("title", "")
    if ("$" in written or "\\" in written) and latex_to_text(written) == paper.title:
        parts = _MATH.split(_escaped(written))
        if _is_readable(written, parts):
            return "".join(
                in_math(part) if index % 2 else in_text(_BARE_IN_TEXT.sub(r"\\\1{}", part))
                for index, part in enumerate(parts)
            )
    return escape(paper.title)


def _is_readable(source: str, parts: Sequence[str]) -> bool:
    """Return True if TeX can read a source, given as texts and formulas in turn, as far as is easily seen."""
    return (
        _is_balanced(source.replace(r"\{", "").replace(r"\}", ""))
        and _is_standard(source)
        and not any(map(_LONE_DOLLAR.search, parts[::2]))
        and all(map(_is_math, parts[1::2]))
    )


def author(name: str, *, commands: bool = True) -> str:
    """Return a name for a list joined by `and`, so that BibTeX finds the same family name as `name_parts`.

    With `commands`, letters with accents are commands: BibTeX takes other forms apart in the middle.
    """
    parts, spell = name_parts(name), as_commands if commands else in_text
    if parts.is_group:
        whole = escape(name.translate(_NOT_IN_NAMES))
        return as_one_letter(f"{{{whole}}}") if commands else f"{{{whole}}}"
    family = f"{{{parts.family}}}" if _hides_particle(parts.family) else parts.family
    last, given = spell(f"{parts.particle} {family}".lstrip()), spell(parts.given)
    if parts.suffix:
        return f"{last}, {parts.suffix}, {given}"
    if not given:
        return last
    return f"{given} {last}" if _is_spoken_order_clear(parts, given) else f"{last}, {given}"


def _hides_particle(family: str) -> bool:
    """Return True if BibTeX would take a word of a family name for a particle."""
    return " " in family and any(map(_is_small, family.split()))


def _is_spoken_order_clear(parts: NameParts, given: str) -> bool:
    r"""Return True if BibTeX finds the parts of a name; bibtexparser takes `{\O}ystein` for a particle."""
    words = (*parts.given.split(), parts.family)
    return not any(map(_is_small, words)) and not _COMMAND_FIRST.search(given)


def _is_small(word: str) -> bool:
    """Return True if BibTeX takes a word for a particle: its first letter is small."""
    return next((char.islower() for char in word if char.isalpha()), False)


def verbatim(address: str) -> str:
    """Return an address for use inside braces, where braces, backslashes and other scripts need encoding."""
    if not address.isascii():
        address = "".join(char if char.isascii() else quote(char) for char in address)
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
