"""Fields of a paper read from BibTeX: as written, except those known better since."""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.domain.bibtex.entry import BibtexEntry
from readerapp.domain.bibtex.fields import date, names, people, person
from readerapp.domain.ids.parsing import doi as as_doi
from readerapp.domain.paper import Paper
from readerapp.exports.bibliographies.tex import author, escape, verbatim

_SPELT = {"archiveprefix": "archivePrefix", "primaryclass": "primaryClass"}
_ORDER = (
    *("title", "subtitle", "author", "editor", "journal", "journaltitle", "booktitle", "series", "volume"),
    *("number", "pages", "publisher", "school", "institution", "organization", "address", "edition"),
    *("howpublished", "month", "year", "date", "eprint", "eprinttype", "archiveprefix", "primaryclass"),
    *("eprintclass", "doi", "url", "issn", "isbn", "keywords", "note"),
)
_PLACE = {name: place for place, name in enumerate(_ORDER)}
_OF_TITLE = frozenset(("title", "subtitle", "maintitle"))


def roundtrip_fields(paper: Paper, entry: BibtexEntry) -> Iterator[tuple[str, str]]:
    """Yield (name, TeX source) of each field in a fixed order, as JSON objects have none."""
    same_title = entry.shown_title == paper.title
    if not same_title:
        yield "title", f"{{{escape(paper.title)}}}"
    for name, text in sorted(entry.fields.items(), key=lambda field: (_PLACE.get(field[0], 99), field[0])):
        if name == "author":
            text = _authors(paper, text)
        elif name in _OF_TITLE and not same_title:
            continue
        yield _SPELT.get(name, name), text
    if "author" not in entry.fields:
        yield "author", " and ".join(map(author, paper.authors))
    if paper.published and not date(entry.fields) and not {"year", "date"} & entry.fields.keys():
        yield "year", paper.published[:4]
    yield from _ids(paper, entry)
    yield "abstract", paper.original.get("abstract") or paper.abstract


def _authors(paper: Paper, text: str) -> str:
    """Return the list as written if it names the same people, else theirs, as written where possible."""
    if tuple(people(text)) == paper.authors:
        return text
    written = {person(name): name for name in names(text)}
    return " and ".join(written.get(name) or author(name) for name in paper.authors) or text


def _ids(paper: Paper, entry: BibtexEntry) -> Iterator[tuple[str, str]]:
    """Yield ids known from other sources; the entry's own stay."""
    scheme, _, number = paper.key.partition(":")
    if scheme == "arxiv" and "eprint" not in entry.fields and not entry.mentions(number):
        yield "eprint", number
        if "archiveprefix" not in entry.fields:
            yield "archivePrefix", "arXiv"
    link = paper.links.first("doi")
    doi = number if scheme == "doi" else as_doi(link or "")
    if doi and "doi" not in entry.fields and not entry.mentions(doi):
        yield "doi", verbatim(doi)
