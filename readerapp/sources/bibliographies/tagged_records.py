"""Records of tagged lines (`TI  - Title`, `%T Title`), which several bibliography formats consist of.

The formats differ in their tags and in how they write a line: see `ris` and `medline_refer_wos`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from readerapp.domain.dates.iso import iso_date
from readerapp.domain.ids.parsing import doi as as_doi
from readerapp.domain.people import spoken_name
from readerapp.domain.values import NamedTuple
from readerapp.sources.bibliographies.field_ids import arxiv_number, doi_number
from readerapp.sources.dates import parse_date
from readerapp.sources.draft import Draft
from readerapp.sources.markup_text import without_markup
from readerapp.sources.results import Skip

Fields = Mapping[str, Sequence[str]]
"""The values of a record by their tags."""
_DATE = re.compile(r"(\d{4})(?:[ /-]([A-Za-z]{3}|\d\d?))?(?:[ /-](\d\d?))?.*", re.DOTALL)


class Form(NamedTuple):
    """How a format writes a line, and the tags of each field.

    For `A B`, the first tag present is used; for `A+B`, the values of both.
    """

    line: re.Pattern[str]
    """Pattern with two groups: tag and value."""
    first: str
    """Tag that begins a record."""
    title: str
    authors: str
    abstract: str
    venue: str
    date: str
    keywords: str
    doi: str
    arxiv: str
    """Tags that may hold an arXiv id."""
    volume: str
    number: str
    first_page: str
    last_page: str = ""
    urls: str = ""
    notes: str = ""
    """Tags whose lines may begin with an id."""
    kind: str = ""
    book_title: str = ""
    editors: str = ""
    second_authors: str = ""
    """Editors of the book a work is part of; authors if it is a book itself."""
    extra: Mapping[str, str] = {}
    """Names in `Draft.extra` by tag."""
    end: str = ""
    """Tag that ends a record, in formats that have one."""
    value_a_line: str = ""
    """Tags whose continuation lines are further values."""
    keyword_mark: str = ";"
    title_end: str = "."
    begins_anywhere: bool = False
    """True if fields may come before the tag that begins their record."""


def read_records(source: str, form: Form) -> Iterator[Draft | Skip]:
    """Yield the records that have a title."""
    for line, fields in _records(source, form):
        yield _draft(line, fields, form) or Skip(f"line {line}", "no title in the record")


def _records(source: str, form: Form) -> Iterator[tuple[int, Fields]]:
    """Yield the line on which each record begins, and its fields."""
    fields: dict[str, list[list[str]]] = {}
    began, last = 0, ""
    for number, line in enumerate(source.lstrip("\ufeff").split("\n"), 1):
        match = form.line.match(line)
        if not match:
            if last and line.strip():
                _go_on(fields[last], line.strip(), last in form.value_a_line.split())
            continue
        tag, value = match[1].upper(), (match[2] or "").strip()
        if fields and _is_over(tag, fields, form):
            yield began, _joined(fields)
            fields = {}
        if tag == form.end or not (fields or tag == form.first or form.begins_anywhere):
            last = ""  # lines between records belong to the file
            continue
        began, last = began if fields else number, tag
        fields.setdefault(tag, []).append([value])
    if fields:
        yield began, _joined(fields)


def _is_over(tag: str, fields: Mapping[str, object], form: Form) -> bool:
    if tag != form.first:
        return tag == form.end
    # if records have an end, a type right below a type belongs to the same record
    return tag in fields and (len(fields) > 1 or not form.end)


def _go_on(values: list[list[str]], text: str, is_value: bool) -> None:
    if is_value:
        values.append([text])
    else:
        values[-1].append(text)


def _joined(fields: Mapping[str, list[list[str]]]) -> Fields:
    return {tag: [text for lines in values if (text := "\n".join(lines))] for tag, values in fields.items()}


def _draft(line: int, fields: Fields, form: Form) -> Draft | None:
    def first(tags: str) -> str:
        values = _values(fields, tags)
        return without_markup(values[0]) if values else ""

    is_book = first(form.kind) == "BOOK"
    title = first(form.title) or (first(form.book_title) if is_book else "")
    if not title:
        return None
    authors, editors = _people(fields, form, is_book)
    extra: dict[str, Any] = {name: first(tag) for tag, name in form.extra.items()} | {"editor": editors}
    dois = (as_doi(value.partition(" [")[0]) for value in _values(fields, form.doi))
    notes = "\n".join(_values(fields, form.notes))
    keywords = (value.split(form.keyword_mark) for value in _values(fields, form.keywords))
    return Draft(
        title=title.removesuffix(form.title_end),
        abstract=first(form.abstract),
        authors=authors,
        urls=[_address(url) for value in _values(fields, form.urls) for url in value.split()],
        arxiv=arxiv_number(_values(fields, form.arxiv), notes),
        doi=next(filter(None, dois), None) or doi_number(notes),
        published=_published(fields, form),
        keywords=[word for words in keywords for word in words],
        venue=next(iter(_values(fields, form.venue)), None),
        volume=first(form.volume),
        number=first(form.number),
        pages="-".join(filter(None, (first(form.first_page), first(form.last_page)))),
        extra=extra,
        line=line,
    )


def _values(fields: Fields, tags: str) -> list[str]:
    for together in _groups(tags):
        if found := [value for tag in together if tag in fields for value in fields[tag]]:
            return found
    return []


@lru_cache(256)
def _groups(tags: str) -> list[list[str]]:
    return [together.split("+") for together in tags.split()]


def _people(fields: Fields, form: Form, is_book: bool) -> tuple[list[str], list[str]]:
    """Return authors and editors."""
    authors, second, editors = (
        [spoken_name(name.rstrip(",")) for name in _values(fields, tags)]
        for tags in (form.authors, form.second_authors, form.editors)
    )
    return (authors + second, editors) if is_book or not authors else (authors, editors + second)


def _address(url: str) -> str:
    return f"https:{url}" if url.startswith("//") else url


def _published(fields: Fields, form: Form) -> str | None:
    """Return the first date, or a more precise one of the same year."""
    dates = [found for value in _values(fields, form.date) if (found := _date(value.strip()))]
    return max((date for date in dates if date[:4] == dates[0][:4]), key=len, default=None)


def _date(text: str) -> str | None:
    """Return `2020 Feb 20`, `2005/07/15/` or `2020 Jan-Feb` in ISO, as precise as it is."""
    match = _DATE.fullmatch(text)
    if not match:
        return parse_date(text)
    year, month, day = match.groups()
    if month and month.isalpha():
        return parse_date(f"{month} {day}, {year}" if day else f"{month} {year}") or year
    return iso_date("-".join(part.zfill(2) for part in match.groups() if part)) or None
