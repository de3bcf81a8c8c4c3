"""BibTeX and BibLaTeX. A broken entry costs only itself.

Formats: http://www.bibtex.org/Format/, https://ctan.org/pkg/biblatex.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any

from readerapp.domain.bibtex.citation_keys import ENTRY_FIELD
from readerapp.domain.bibtex.entry import BibtexEntry, balanced, clean_citation_key
from readerapp.domain.bibtex.fields import date, keywords, people, plain, prose
from readerapp.domain.text import clean_paragraphs
from readerapp.domain.values import dataclass
from readerapp.sources.bibliographies import bibtex_scanner
from readerapp.sources.bibliographies.bibtex_inheritance import Family
from readerapp.sources.bibliographies.bibtex_macros import expand_value
from readerapp.sources.bibliographies.field_ids import arxiv_number, doi_number
from readerapp.sources.draft import Draft
from readerapp.sources.results import Skip

_WITHOUT_KEY = re.compile(r"@(?!string|preamble|comment)\w+\s*[{(](?=\s*[A-Za-z][\w-]*\s*=)", re.IGNORECASE)
_MAX_INDENT = 100
"""Columns by which an entry may be indented."""
# The parser thinks that LaTeX's line break escapes a brace or quote after it.
_BREAK_AT_END = re.compile(r"(?<!\\)(?:\\\\)+(?=[}\"])")
_NOT_KEPT = frozenset({"abstract", "crossref", "xdata"})
_NO_WORKS = frozenset({"xdata", "set", "comment", "control", "bibnote"})
_OLD_NUMBER = re.compile(r"\d{7}(?:v\d+)?")
_ID_FIELDS = tuple(
    """
    arxivid arxiv archiveid journal journaltitle booktitle volume number howpublished publisher institution
    eid
    """.split()
)
_NOTES = ("note", "howpublished", "annote", "addendum", "extra", "comment")
_URL_FIELDS = re.compile(r"(?:bdsk-)?url|url[-_].*|code|pdf|link|github|howpublished|project", re.IGNORECASE)
_VENUES = tuple("journaltitle journal booktitle eventtitle series school institution organization".split())
_USED = frozenset(
    """
    title subtitle author abstract date year month day key url doi keywords volume number pages xdata crossref
    """.split()
)


@dataclass(frozen=True, slots=True)
class _Record:
    key: str
    kind: str
    line: int
    fields: Mapping[str, str]


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the entries that have a title, with inherited fields, and the line of each broken one."""
    entries, strings, failed = _parsed(_with_keys(source))
    family = Family(_Fields(entries, strings))
    for entry in entries:
        record = _record(entry, strings)
        fields = family.with_inherited(record.kind, record.fields)
        if record.kind in _NO_WORKS:
            yield Skip(f"line {record.line}", f"@{record.kind} holds data for other entries, not a work")
        elif draft := _draft(record, fields):
            yield draft
        else:
            yield Skip(f"line {record.line}", f"no title in {record.key or 'an entry without a key'}")
    yield from failed


def _with_keys(source: str) -> str:
    """Give entries without a key an empty one, and keep a line break from escaping the end of a field."""
    if "=" in source:
        source = _WITHOUT_KEY.sub(_keyed, source)
    return _BREAK_AT_END.sub(r"\g<0> ", source) if "\\\\" in source else source


def _keyed(begun: re.Match[str]) -> str:
    before = begun.string[max(0, begun.start() - _MAX_INDENT) : begun.start()].rstrip(" \t")
    return begun[0] if before and before[-1] != "\n" else f"{begun[0]} ,"


class _Fields(Mapping[str, Mapping[str, str]]):
    """Fields of the entries of a file by their keys, parsed on demand, since few are needed."""

    def __init__(self, entries: Sequence[bibtex_scanner.RawEntry], strings: Mapping[str, str]) -> None:
        self._entries = entries
        self._strings = strings

    @cached_property
    def _by_key(self) -> dict[str, bibtex_scanner.RawEntry]:
        return {entry.key.casefold(): entry for entry in reversed(self._entries)}

    def __getitem__(self, key: str) -> Mapping[str, str]:
        return _record(self._by_key[key], self._strings).fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)


def _parsed(source: str) -> tuple[list[bibtex_scanner.RawEntry], dict[str, str], list[Skip]]:
    """Return the entries, the macros, and a skip for each broken entry."""
    entries, rest = bibtex_scanner.split(source)
    strings: dict[str, str] = {}
    failed: list[Skip] = []
    if "@" in rest:
        entries += _others(rest, strings, failed)
        entries.sort(key=attrgetter("line"))
    return entries, strings, failed


def _others(source: str, strings: dict[str, str], failed: list[Skip]) -> list[bibtex_scanner.RawEntry]:
    """Return the entries that need the full parser; add macros to `strings`, broken entries to `failed`."""
    from bibtexparser.entrypoint import parse_string  # most files don't need it
    from bibtexparser.model import Entry, ParsingFailedBlock

    with _quiet():
        library = parse_string(source, parse_stack=[])
    for string in library.strings:
        strings[string.key.lower()] = expand_value(str(string.value), strings)
    found: list[bibtex_scanner.RawEntry] = []
    for block in library.blocks:
        entry = block if isinstance(block, Entry) else getattr(block, "ignore_error_block", None)
        line = (block.start_line or 0) + 1
        if isinstance(entry, Entry):
            # lines above a name are comments
            fields = [(field.key.rpartition("\n")[2], str(field.value)) for field in entry.fields]
            found.append(bibtex_scanner.RawEntry(entry.key.strip(), entry.entry_type, line, parts=fields))
        elif isinstance(block, ParsingFailedBlock):
            failed.append(Skip(f"line {line}", "an incomplete BibTeX entry"))
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the parser, whose log would go over the screen; failures are reported by `read`."""
    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _record(entry: bibtex_scanner.RawEntry, strings: Mapping[str, str]) -> _Record:
    fields: dict[str, str] = {}
    for name, value in entry.fields:
        fields.setdefault(name.strip().lower(), expand_value(value, strings))
    return _Record(entry.key, entry.kind.lower(), entry.line, fields)


def _draft(record: _Record, fields: Mapping[str, str]) -> Draft | None:
    entry = _entry(record, fields)
    title, abstract = entry.shown_title, fields.get("abstract", "")
    if not title:
        return None
    told = prose(abstract)
    written = (("title", " ".join(entry.title.split()), title), ("abstract", abstract, told))
    return Draft(
        title=title,
        abstract=told,
        authors=people(fields.get("author", "")),
        urls=_urls(fields),
        arxiv=_arxiv(fields),
        doi=fields.get("doi") or doi_number(_notes(fields)),
        published=date(fields),
        keywords=keywords(plain(fields.get("keywords", ""))),
        venue=next((prose(fields[name]) for name in _VENUES if fields.get(name)), None),
        volume=plain(fields.get("volume", "")),
        number=plain(fields.get("number", "") or fields.get("issue", "")),
        pages=plain(fields.get("pages", "")),
        extra=_extra(record, fields) | {ENTRY_FIELD: entry.to_value()},
        original={name: text for name, text, shown in written if shown != text},
        line=record.line,
    )


def _entry(record: _Record, fields: Mapping[str, str]) -> BibtexEntry:
    """Return the entry as it was written, with inherited fields but without the abstract."""
    kept = {
        name: balanced(cleaned)
        for name, text in fields.items()
        if name not in _NOT_KEPT and (cleaned := clean_paragraphs(text))
    }
    return BibtexEntry(record.kind, clean_citation_key(record.key), kept)


def _urls(fields: Mapping[str, str]) -> list[str]:
    """Return the URLs of a work; some programs put several into one field."""
    found = [word for name, text in fields.items() if _holds_addresses(name) for word in text.split()]
    return [word for word in found if "://" in word or word.startswith("www.")]


@lru_cache(256)  # files use the same few names
def _holds_addresses(name: str) -> bool:
    return _URL_FIELDS.fullmatch(name) is not None


def _arxiv(fields: Mapping[str, str]) -> str | None:
    """Return the id from `eprint`, or from where DBLP and Google Scholar put it: journal, volume, note."""
    kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").lower()
    eprint = fields.get("eprint", "") if kind == "arxiv" else ""
    archive = fields.get("primaryclass") or fields.get("eprintclass") or ""
    kept = [eprint, f"{archive}/{eprint}" if _OLD_NUMBER.fullmatch(eprint) else ""]
    values = (*kept, *(fields[name] for name in _ID_FIELDS if name in fields))
    return arxiv_number(values, _notes(fields))


def _notes(fields: Mapping[str, str]) -> str:
    return "\n".join(fields[name] for name in _NOTES if name in fields)


def _extra(record: _Record, fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the citation key, the type, and every field that `Draft` has no place for."""
    facts: dict[str, Any] = {"citation_key": record.key, "type": record.kind}
    venue = next((name for name in _VENUES if fields.get(name)), "")
    for name, text in fields.items():
        if (
            name in _USED
            or name == venue
            or not text.strip()
            or (name == "issue" and not fields.get("number"))
        ):
            continue
        facts["comment" if name == "note" else name] = people(text) if name == "editor" else plain(text)
    return facts
