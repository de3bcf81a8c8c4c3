"""BibTeX, as BibTeX 0.99d and biblatex read it: http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf.

arXiv papers carry `eprint` and `archivePrefix`, as arXiv itself writes them:
https://info.arxiv.org/help/hypertex/bibstyles/index.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from readerapp.domain.bibtex.citation_keys import citation_keys
from readerapp.domain.bibtex.entry import balanced, bibtex_entry, clean_citation_key
from readerapp.domain.dates.days import MONTH_NUMBERS
from readerapp.domain.paper import Paper
from readerapp.domain.text import fold
from readerapp.exports import Item
from readerapp.exports.bibtex_roundtrip import roundtrip_fields
from readerapp.exports.bibtex_types import entry_type, venue_fields
from readerapp.exports.tex import author, title, verbatim

_SMALL_WORDS = frozenset(
    ("a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "from", "is", "are", "do")
)
_CITATION_KEY = re.compile(r"[A-Za-z_][\w:.+/-]{0,80}", re.ASCII)
_WORD = re.compile(r"[a-z0-9]+")
_ARXIV_YEAR = re.compile(r"arxiv:(?:[a-z-]+(?:\.[A-Z]{2})?/)?(\d\d)\d\d")
_YEAR = re.compile(r"\d{4}")


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield the entries of papers, separated by blank lines, with unique citation keys.

    Keys that were read take precedence over generated ones; among equal ones the paper's own key decides.
    """
    papers = [item.paper for item in items]
    for number, (paper, name) in enumerate(zip(papers, _unique_keys(papers), strict=True)):
        yield ("\n" if number else "") + entry(paper, name)


def _unique_keys(papers: Sequence[Paper]) -> list[str]:
    """Return a citation key for each paper, unique regardless of case."""
    read = [_read_key(paper) for paper in papers]
    names, taken = [""] * len(papers), set[str]()
    numbers: dict[str, Iterator[int]] = {}
    for place in sorted(range(len(papers)), key=lambda place: (not read[place], papers[place].key)):
        base = read[place] or citation_key(papers[place])
        more = numbers.setdefault(base.lower(), count())
        names[place] = next(name for n in more if (name := base + _letters(n)).lower() not in taken)
        taken.add(names[place].lower())
    return names


def entry(paper: Paper, name: str | None = None) -> str:
    """Return the entry of one paper, ending with a newline, under `name` or its own citation key.

    A paper read from BibTeX is written as it was read, except for facts known better since.
    """
    read = bibtex_entry(paper.extra)
    found = roundtrip_fields(paper, read) if read else _fields(paper)
    found = _with_other_keys(found, paper)
    lines = "".join(f"  {field:<13} = {_value(field, text)},\n" for field, text in found if text)
    name = name or _read_key(paper) or citation_key(paper)
    return f"@{read.kind if read else entry_type(paper)}{{{name},\n{lines}}}\n"


def _with_other_keys(found: Iterable[tuple[str, str]], paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield the fields, with the paper's other citation keys in BibLaTeX's `ids`."""
    others = [key for told in citation_keys(paper.extra)[1] if (key := clean_citation_key(told))]
    for field, text in found:
        if field == "ids":
            others += [key for key in text.replace(" ", "").split(",") if key not in others]
        else:
            yield field, text
    yield "ids", ", ".join(others)


def _read_key(paper: Paper) -> str:
    """Return the citation key that a source gave; "" if none did."""
    if read := bibtex_entry(paper.extra):
        return read.key
    told = paper.extra.get("citation_key")
    return told if isinstance(told, str) and _CITATION_KEY.fullmatch(told) else ""


def _value(field: str, text: str) -> str:
    """Return a month macro unchanged, anything else in braces."""
    return text if field == "month" and text in MONTH_NUMBERS else f"{{{balanced(text)}}}"


def citation_key(paper: Paper) -> str:
    """Return first author's family name, year and first significant title word: `cheng2024spar`."""
    author = "".join(_WORD.findall(fold(family_name(paper.authors[0])))) if paper.authors else ""
    words = _WORD.findall(fold(paper.title))
    word = next((word for word in words if word not in _SMALL_WORDS), "")
    return f"{author}{year(paper) or ''}{word}" or "paper"


def family_name(author: str) -> str:
    """Return the family name of `Ada King Lovelace` or `Lovelace, Ada`."""
    family, comma, _ = author.partition(",")
    return family.strip() if comma else (author.split() or [""])[-1]


def year(paper: Paper) -> str | None:
    """Return the year the work appeared, else the one in its arXiv id; None if neither is known."""
    if paper.published and (match := _YEAR.match(paper.published)):
        return match[0]
    if match := _ARXIV_YEAR.match(paper.key):
        return f"{'19' if match[1] > '90' else '20'}{match[1]}"
    return None


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{title(paper)}}}"
    yield "author", " and ".join(author(name) for name in paper.authors)
    yield "year", year(paper) or ""
    yield from venue_fields(paper)
    if paper.key.startswith("arxiv:"):
        yield "eprint", paper.key.removeprefix("arxiv:")
        yield "archivePrefix", "arXiv"
    yield "doi", _doi(paper)
    yield "url", _url(paper)


def _doi(paper: Paper) -> str:
    link = paper.links.first("doi")
    if paper.key.startswith("doi:"):
        return verbatim(paper.key.removeprefix("doi:"))
    return verbatim(re.sub(r"^https?://(?:dx\.)?doi\.org/", "", link)) if link else ""


def _url(paper: Paper) -> str:
    links = paper.links
    url = links.first("arxiv") or links.first("doi") or links.first("pdf") or (links.best or ("", ""))[1]
    if not url and paper.key.startswith("arxiv:"):
        url = "https://arxiv.org/abs/" + paper.key.removeprefix("arxiv:")
    return verbatim(url)


def _letters(number: int) -> str:
    """Return "" for 0, `a` for 1, `z` for 26, `aa` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
