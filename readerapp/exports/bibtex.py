"""BibTeX, as BibTeX 0.99d and biblatex read it: http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf.

arXiv papers carry `eprint` and `archivePrefix`, as arXiv itself writes them:
https://info.arxiv.org/help/hypertex/bibstyles/index.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readerapp.domain.paper import Paper
from readerapp.domain.text import fold

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
# Within $…$ the source is TeX already; a lone dollar sign is money.
_MATH = re.compile(r"(\$[^$\s](?:[^$\n]*[^$\s])?\$)")
_SMALL_WORDS = frozenset(
    ("a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "from", "is", "are", "do")
)
_WORD = re.compile(r"[a-z0-9]+")
_ARXIV_YEAR = re.compile(r"arxiv:(?:[a-z-]+(?:\.[A-Z]{2})?/)?(\d\d)\d\d")
_YEAR = re.compile(r"\d{4}")


def document(papers: Iterable[Paper]) -> str:
    """The entries of `papers`, a blank line between them; no two have the same citation key."""
    taken: set[str] = set()
    entries = []
    for paper in papers:
        name = next(name for name in _names(citation_key(paper)) if name not in taken)
        taken.add(name)
        entries.append(entry(paper, name))
    return "\n".join(entries)


def entry(paper: Paper, name: str | None = None) -> str:
    """The entry of one paper, ending with a newline, under `name` or the paper's `citation_key`."""
    fields = "".join(f"  {field:<13} = {{{text}}},\n" for field, text in _fields(paper) if text)
    return f"@misc{{{name or citation_key(paper)},\n{fields}}}\n"


def citation_key(paper: Paper) -> str:
    """First author's family name, year and first word of weight in the title: `cheng2024spar`."""
    author = "".join(_WORD.findall(fold(family_name(paper.authors[0])))) if paper.authors else ""
    words = _WORD.findall(fold(paper.title))
    word = next((word for word in words if word not in _SMALL_WORDS), "")
    return f"{author}{year(paper) or ''}{word}" or "paper"


def family_name(author: str) -> str:
    """The family name of `Ada King Lovelace` or `Lovelace, Ada`."""
    family, comma, _ = author.partition(",")
    return family.strip() if comma else (author.split() or [""])[-1]


def year(paper: Paper) -> str | None:
    """The year the work appeared: its date's, else the one its arXiv id tells; None if neither is known."""
    if paper.published and (match := _YEAR.match(paper.published)):
        return match[0]
    if match := _ARXIV_YEAR.match(paper.key):
        return f"{'19' if match[1] > '90' else '20'}{match[1]}"
    return None


def escape(text: str) -> str:
    """`text` as TeX source: special characters escaped, inline math left as it is."""
    parts = _MATH.split(text)
    return "".join(part if index % 2 else _plain(part) for index, part in enumerate(parts))


def _plain(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{escape(paper.title)}}}"
    yield "author", " and ".join(_author(author) for author in paper.authors)
    yield "year", year(paper) or ""
    yield "howpublished", escape(paper.venue or "")
    if paper.key.startswith("arxiv:"):
        yield "eprint", paper.key.removeprefix("arxiv:")
        yield "archivePrefix", "arXiv"
    yield "doi", _doi(paper)
    yield "url", _url(paper)


def _author(name: str) -> str:
    # A name that holds the word "and" would be read as two people.
    return f"{{{escape(name)}}}" if " and " in name.casefold() else escape(name)


def _doi(paper: Paper) -> str:
    link = paper.links.first("doi")
    if paper.key.startswith("doi:"):
        return _verbatim(paper.key.removeprefix("doi:"))
    return _verbatim(re.sub(r"^https?://(?:dx\.)?doi\.org/", "", link)) if link else ""


def _url(paper: Paper) -> str:
    links = paper.links
    url = links.first("arxiv") or links.first("doi") or links.first("pdf") or (links.best or ("", ""))[1]
    if not url and paper.key.startswith("arxiv:"):
        url = "https://arxiv.org/abs/" + paper.key.removeprefix("arxiv:")
    return _verbatim(url)


def _verbatim(address: str) -> str:
    """An address inside braces: `%` and `_` stand for themselves there, braces and backslashes can't."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _names(base: str) -> Iterator[str]:
    yield base
    number = 1
    while True:
        yield base + _letters(number)
        number += 1


def _letters(number: int) -> str:
    """1 is `a`, 26 is `z`, 27 is `aa`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
