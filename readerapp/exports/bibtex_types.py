"""The BibTeX entry type and venue fields of a work, from the types of other formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readerapp.domain.paper import Paper
from readerapp.exports.tex import escape


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SPELLINGS = {
    "article": _words("article article-journal journal-article journalarticle jour mgzn magazinearticle"),
    "inproceedings": _words("paper-conference proceedings-article conferencepaper conf cpaper inproceedings"),
    "incollection": _words("chapter book-chapter booksection chap incollection"),
    "book": _words("book monograph edited-book ebook"),
    "phdthesis": _words("thesis dissertation thes phdthesis"),
    "techreport": _words("report rprt techreport"),
}
_KINDS = {spelling: kind for kind, spellings in _SPELLINGS.items() for spelling in spellings}
_WHERE = {
    "article": "journal",
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "book": "publisher",
    "phdthesis": "school",
    "techreport": "institution",
}


def entry_type(paper: Paper) -> str:
    """Return the type of a paper's entry; `misc` if its venue is unknown."""
    told = paper.extra.get("type")
    kind = _KINDS.get("".join(told.lower().split()), "") if isinstance(told, str) else ""
    if not kind and paper.volume and not _is_preprint(paper):
        kind = "article"
    return kind if kind and paper.venue else "misc"


def _is_preprint(paper: Paper) -> bool:
    return "arxiv" in (paper.venue or "").lower() or (paper.venue or "").lower() == "corr"


def venue_fields(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield (name, TeX source) of the fields that say where a paper appeared."""
    yield _WHERE.get(entry_type(paper), "howpublished"), escape(paper.venue or "")
    for name, text in (("volume", paper.volume), ("number", paper.number), ("pages", paper.pages)):
        yield name, escape(text or "")
    yield from _publisher(paper.extra, entry_type(paper))


def _publisher(extra: Mapping[str, object], kind: str) -> Iterator[tuple[str, str]]:
    publisher = extra.get("publisher")
    if isinstance(publisher, str) and _WHERE.get(kind) != "publisher":
        yield "publisher", escape(publisher)
