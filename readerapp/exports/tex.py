"""Text as TeX source."""

from __future__ import annotations

import re

from readerapp.domain.latex.plain_text import latex_to_text
from readerapp.domain.paper import Paper

_SPECIAL = str.maketrans(
    {character: f"\\{character}" for character in "{}&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
# Text within $…$ is TeX already; a lone dollar sign is money.
_MATH = re.compile(r"(\$[^$\s](?:[^$\n]*[^$\s])?\$)")
_BARE = re.compile(r"(?<!\\)([&%#])")
_SUFFIX = re.compile(r"(.+) (\S+), ((?:Jr|Sr)\.?|I{2,3}|IV)")
_GROUP = re.compile(
    r".* (?:Collaborations?|Teams?|Groups?|Consortium|Committee|Initiative|Inc\.?|Labs?)", re.DOTALL
)


def escape(text: str) -> str:
    """Return `text` as TeX source: special characters escaped, inline math unchanged."""
    parts = _MATH.split(text)
    return "".join(part if index % 2 else part.translate(_SPECIAL) for index, part in enumerate(parts))


def title(paper: Paper) -> str:
    """Return a paper's title as TeX source: its source's own if that is TeX."""
    written = paper.original.get("title", "")
    if ("$" in written or "\\" in written) and latex_to_text(written) == paper.title:
        return _BARE.sub(r"\\\1", written)
    return escape(paper.title)


def author(name: str) -> str:
    """Return a name for a list joined by `and`; a group in braces, which keep it one name."""
    if suffixed := _SUFFIX.fullmatch(name):
        return escape(f"{suffixed[2]}, {suffixed[3]}, {suffixed[1]}")
    if " and " in f" {name.casefold()} " or "," in name or _GROUP.fullmatch(name):
        return f"{{{escape(name)}}}"
    return escape(name)


def verbatim(address: str) -> str:
    """Return an address for use inside braces, where only braces and backslashes need encoding."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
