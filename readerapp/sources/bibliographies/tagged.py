"""Records of tagged lines beside RIS: PubMed's MEDLINE (`.nbib`), EndNote's `.enw`, Web of Science's exports.

Formats: https://www.nlm.nih.gov/bsd/mms/medlineelements.html, https://endnote.com (Refer / BibIX),
https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from readerapp.domain.ids.parsing import doi as as_doi
from readerapp.domain.people import spoken_name
from readerapp.sources.bibliographies.field_ids import arxiv_number
from readerapp.sources.dates import parse_date
from readerapp.sources.draft import Draft
from readerapp.sources.markup_text import without_markup
from readerapp.sources.reading import Skip

_Fields = Mapping[str, list[str]]
_DATE = re.compile(r"(\d{4})(?:[ /-]([A-Za-z]{3}|\d\d?))?(?:[ /-](\d\d?))?.*")


class _Form(NamedTuple):
    """How a form writes a line, and which of its tags say what, the best first."""

    line: re.Pattern[str]
    first: str
    """The tag that begins a record."""
    own_lines: frozenset[str]
    """Tags whose further lines are further values."""
    title: tuple[str, ...]
    authors: tuple[str, ...]
    abstract: tuple[str, ...]
    venue: tuple[str, ...]
    date: tuple[str, ...]
    keywords: tuple[str, ...]
    ids: tuple[str, ...]
    urls: tuple[str, ...]
    place: tuple[str, str, str, str]
    """Volume, number, and the first and last page."""
    extra: Mapping[str, str]


_MEDLINE = _Form(
    re.compile(r"([A-Z]{2,4}) *- ?(.*)"),
    "PMID",
    frozenset(),
    ("TI", "BTI", "TT"),
    ("FAU", "AU", "CN"),
    ("AB",),
    ("JT", "TA"),
    ("DP", "EDAT"),
    ("OT", "MH"),
    ("LID", "AID"),
    (),
    ("VI", "IP", "PG", ""),
    {"PMID": "pmid", "PMC": "pmc", "LA": "language"},
)
_ENDNOTE = _Form(
    re.compile(r"%(\S) (.*)"),
    "0",
    frozenset("K"),
    ("T",),
    ("A",),
    ("X",),
    ("J", "B", "I"),
    ("D", "8"),
    ("K",),
    ("R",),
    ("U",),
    ("V", "N", "P", ""),
    {"0": "type", "I": "publisher", "Z": "comment"},
)
_WEB_OF_SCIENCE = _Form(
    re.compile(r"(ER|EF|[A-Z][A-Z0-9](?= ))(.*)"),
    "PT",
    frozenset(("AU", "AF")),
    ("TI",),
    ("AF", "AU"),
    ("AB",),
    ("SO",),
    ("PY",),
    ("DE", "ID"),
    ("DI",),
    (),
    ("VL", "IS", "BP", "EP"),
    {"UT": "wos", "TC": "citations", "DT": "type"},
)


def read(source: str) -> Iterator[Draft | Skip]:
    """The records that have a title."""
    form = _form(source)
    for line, fields in _records(source, form):
        yield _draft(line, fields, form) or Skip(f"line {line}", "no title in the record")


def _form(source: str) -> _Form:
    if re.search(r"(?m)^PMID *- ?\d", source):
        return _MEDLINE
    return _ENDNOTE if re.search(r"(?m)^%[0T] ", source) else _WEB_OF_SCIENCE


def _records(source: str, form: _Form) -> Iterator[tuple[int, _Fields]]:
    fields: dict[str, list[list[str]]] = {}
    began, last = 0, ""
    for number, line in enumerate(source.split("\n"), 1):
        match = form.line.match(line)
        if not match:
            if last and line.strip():
                _go_on(fields[last], line.strip(), last in form.own_lines)
            continue
        last, value = match[1], match[2].strip()
        if last == form.first:
            if fields:
                yield began, _joined(fields)
            fields, began = {}, number
        if began:  # what stands above the first record is the file's own
            fields.setdefault(last, []).append([value])
        else:
            last = ""
    if fields:
        yield began, _joined(fields)


def _go_on(values: list[list[str]], text: str, own: bool) -> None:
    if own:
        values.append([text])
    else:
        values[-1].append(text)


def _joined(fields: Mapping[str, list[list[str]]]) -> _Fields:
    return {tag: [" ".join(parts) for parts in values] for tag, values in fields.items()}


def _draft(line: int, fields: _Fields, form: _Form) -> Draft | None:
    title = _first(fields, form.title)
    if not title:
        return None
    authors = next((fields[tag] for tag in form.authors if tag in fields), [])
    ids = [value.partition(" [")[0] for tag in form.ids for value in fields.get(tag, ())]
    volume, number, first, last = (_first(fields, (tag,)) for tag in form.place)
    return Draft(
        title=without_markup(title).removesuffix("."),
        abstract=without_markup(_first(fields, form.abstract)),
        authors=[spoken_name(name.rstrip(",")) for name in authors],
        urls=[url for tag in form.urls for url in fields.get(tag, ())],
        arxiv=arxiv_number([*ids, *(value for tag in form.venue for value in fields.get(tag, ()))]),
        doi=next((found for value in ids if (found := as_doi(value))), None),
        published=_date(_first(fields, form.date)),
        keywords=[
            word for tag in form.keywords for value in fields.get(tag, ()) for word in value.split(";")
        ],
        venue=_first(fields, form.venue) or None,
        volume=volume,
        number=number,
        pages="-".join(page for page in (first, last) if page),
        extra={name: value for tag, name in form.extra.items() if (value := _first(fields, (tag,)))},
        line=line,
    )


def _first(fields: _Fields, tags: tuple[str, ...]) -> str:
    return next((value for tag in tags for value in fields.get(tag, ()) if value), "")


def _date(text: str) -> str | None:
    """`2020 Feb 20`, `2020/02/20`, `2020 Jan-Feb` as far as they say one date."""
    match = _DATE.fullmatch(text)
    if not match:
        return parse_date(text)
    year, month, day = match.groups()
    if month and month.isalpha():
        return parse_date(f"{month} {day}, {year}" if day else f"{month} {year}") or year
    return "-".join(part.zfill(2) for part in match.groups() if part)
