"""BibLaTeX, as biber reads it: http://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readerapp.domain.latex.plain_text import accented
from readerapp.domain.paper import Paper
from readerapp.exports import Item
from readerapp.exports.bibliographies import bibtex_entries
from readerapp.exports.bibliographies.tex import author, escape, title, verbatim
from readerapp.exports.facts import (
    OTHER,
    arxiv_class,
    arxiv_number,
    date,
    doi,
    is_preprint,
    kind,
    publisher,
    url,
)


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield the entries of papers, separated by blank lines, with unique citation keys."""
    return bibtex_entries.document(items, _BIBLATEX)


def _kind(paper: Paper) -> str:
    found = kind(paper)
    return "online" if found is OTHER and url(paper) and not _venue(paper) else found.biblatex


def _venue(paper: Paper) -> str:
    """Return the venue; "" if it is only where the `eprint` is."""
    is_told = kind(paper) is OTHER and is_preprint(paper) and arxiv_number(paper)
    return "" if is_told else paper.venue or ""


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield the fields, with letters as they are: biber makes half of an accent over an accent a letter."""
    return ((name, _seen_by_latex(text)) for name, text in _told(paper))


def _seen_by_latex(source: str) -> str:
    """Return what biber makes of a source: letters of the commands for them."""
    return accented(source) if "\\" in source else source


def _told(paper: Paper) -> Iterator[tuple[str, str]]:
    found = kind(paper)
    yield "title", f"{{{title(paper)}}}"
    yield "author", " and ".join(author(name, commands=False) for name in paper.authors)
    yield "date", date(paper)
    if found.biblatex in ("thesis", "report"):
        yield "type", found.bibtex
    yield found.biblatex_venue, escape(_venue(paper))
    for name, text in (("volume", paper.volume), ("number", paper.number), ("pages", paper.pages)):
        yield name, escape(text or "")
    yield "publisher", escape(publisher(paper))
    if number := arxiv_number(paper):
        yield "eprint", number
        yield "eprinttype", "arxiv"
        yield "eprintclass", arxiv_class(paper)
    yield "doi", verbatim(doi(paper))
    yield "url", verbatim(url(paper))


_BIBLATEX = bibtex_entries.Dialect(_kind, _fields, _seen_by_latex)
