"""Entries of a `.bib` file, for BibTeX and for BibLaTeX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from readerapp.domain.bibtex.citation_keys import citation_keys
from readerapp.domain.bibtex.entry import balanced, bibtex_entry, clean_citation_key
from readerapp.domain.bibtex.fields import keywords as split_keywords
from readerapp.domain.dates.days import MONTH_NUMBERS
from readerapp.domain.paper import Paper
from readerapp.domain.values import NamedTuple
from readerapp.exports import Item
from readerapp.exports.bibliographies.bibtex_roundtrip import roundtrip_fields
from readerapp.exports.bibliographies.citation_keys import claim, with_keys
from readerapp.exports.bibliographies.tex import escape
from readerapp.exports.bibliographies.tex_characters import fallbacks, unset
from readerapp.exports.facts import keywords

Fields = Iterable[tuple[str, str]]
"""Names of fields with their TeX source; those without one are left out."""


class Dialect(NamedTuple):
    """How entries are written of papers that weren't read from any."""

    kind: Callable[[Paper], str]
    fields: Callable[[Paper], Fields]
    seen_by_latex: Callable[[str], str] = str
    """What becomes of a source on its way to LaTeX."""


def document(items: Iterable[Item], dialect: Dialect) -> Iterator[str]:
    """Yield the entries of papers, separated by blank lines, with unique citation keys.

    Characters that only some TeX programs have get fallbacks at the end.
    """
    odd: set[str] = set()
    for number, (name, (kind, lines)) in enumerate(with_keys(items, lambda item: _entry(item, dialect))):
        odd |= unset(dialect.seen_by_latex(lines))
        yield ("\n" if number else "") + f"@{kind}{{{name},\n{lines}}}\n"
    yield from ("\n", *fallbacks(odd)) if odd else ()


def entry(item: Item, dialect: Dialect) -> str:
    """Return the entry of one paper, ending with a newline, under its own citation key."""
    kind, lines = _entry(item, dialect)
    return f"@{kind}{{{claim(item).name},\n{lines}}}\n"


def _entry(item: Item, dialect: Dialect) -> tuple[str, str]:
    """Return the type and the lines of an entry.

    A paper read from BibTeX is written as it was read, except for facts known better since.
    """
    paper = item.paper
    if read := bibtex_entry(paper.extra):
        kind, found = read.kind, _tagged(roundtrip_fields(paper, read), item.state.tags)
    else:
        words = ", ".join(escape(word.replace(",", " ")) for word in keywords(item))
        kind, found = dialect.kind(paper), iter((*dialect.fields(paper), ("keywords", words)))
    found = _with_other_keys(found, paper)
    return kind, "".join(f"  {field:<13} = {_value(field, text)},\n" for field, text in found if text)


def _tagged(found: Fields, tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the fields with the reader's tags after the keywords as written."""
    written = ""
    for field, text in found:
        if field == "keywords" and tags:
            written = text
        else:
            yield field, text
    if tags:
        mark = ";" if ";" in written else ","
        known = {word.casefold() for word in split_keywords(written)}
        more = (escape(tag) for tag in tags if tag.casefold() not in known)
        yield "keywords", f"{mark} ".join(filter(None, (written, *more)))


def _with_other_keys(found: Fields, paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield the fields, with the paper's other citation keys in BibLaTeX's `ids`."""
    others = [key for told in citation_keys(paper.extra)[1] if (key := clean_citation_key(told))]
    for field, text in found:
        if field == "ids":
            others += [key for key in text.replace(" ", "").split(",") if key not in others]
        else:
            yield field, text
    yield "ids", ", ".join(others)


def _value(field: str, text: str) -> str:
    """Return a month macro unchanged, anything else in braces."""
    if field == "month" and text in MONTH_NUMBERS:
        return text
    # some parsers take an @ that begins a line for the next entry
    return "{" + balanced(text).replace("\n", "\n    ") + "}"
