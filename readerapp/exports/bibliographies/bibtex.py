"""BibTeX, as BibTeX 0.99d reads it: http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf.

arXiv papers carry `eprint` and `archivePrefix`, as arXiv itself writes them:
https://info.arxiv.org/help/hypertex/bibstyles/index.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.exports import Item
from readerapp.exports.bibliographies import bibtex_entries
from readerapp.exports.bibliographies.citation_keys import citation_key
from readerapp.exports.bibliographies.tex import author, escape, title, verbatim
from readerapp.exports.facts import arxiv_class, arxiv_number, doi, kind, publisher, url, year


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield the entries of papers, separated by blank lines, with unique citation keys."""
    return bibtex_entries.document(items, _BIBTEX)


def entry(paper: Paper) -> str:
    """Return the entry of one paper, ending with a newline, under its own citation key.

    A paper read from BibTeX is written as it was read, except for facts known better since.
    """
    return bibtex_entries.entry(Item(paper, State(key=paper.key)), _BIBTEX)


def _kind(paper: Paper) -> str:
    return kind(paper).bibtex


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{title(paper)}}}"
    yield "author", " and ".join(author(name) for name in paper.authors)
    if not paper.authors:  # what styles sort by instead
        yield "key", citation_key(paper)
    yield "year", year(paper) or ""
    yield kind(paper).venue, escape(paper.venue or "")
    # in books and proceedings, a number is that of a series
    number = "number" if kind(paper).bibtex in ("article", "techreport") else "issue"
    for name, text in (("volume", paper.volume), (number, paper.number), ("pages", paper.pages)):
        yield name, escape(text or "")
    yield "publisher", escape(publisher(paper))
    if arxiv := arxiv_number(paper):
        yield "eprint", arxiv
        yield "archivePrefix", "arXiv"
        yield "primaryClass", arxiv_class(paper)
    yield "doi", verbatim(doi(paper))
    yield "url", verbatim(url(paper))


_BIBTEX = bibtex_entries.Dialect(_kind, _fields)
