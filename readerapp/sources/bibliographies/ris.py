"""RIS, as reference managers and publishers write it: tags, order and line ends taken as they come.

Format: https://en.wikipedia.org/wiki/RIS_(file_format).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readerapp.domain.ids.parsing import doi as as_doi
from readerapp.domain.people import spoken_name
from readerapp.sources.bibliographies.field_ids import arxiv_number, doi_number
from readerapp.sources.draft import Draft
from readerapp.sources.markup_text import without_markup
from readerapp.sources.reading import Skip

_TAG = re.compile(r"[ \t]{0,4}([A-Z][A-Z0-9])[ \t]{0,4}-(?:\s(.*)|$)")
# A file that leaves out a space or writes small letters does so in a `TY`, too.
_HABITS = (
    (
        re.compile(r"(?m)^[ \t]{0,4}ty[ \t]{0,4}-"),
        re.compile(r"[ \t]{0,4}([A-Za-z][A-Za-z0-9])[ \t]{0,4}-(.*)"),
    ),
    (re.compile(r"(?m)^[ \t]{0,4}TY[ \t]{0,4}-\S"), re.compile(r"[ \t]{0,4}([A-Z][A-Z0-9])[ \t]{0,4}-(.*)")),
)
_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?(?:[/-].*)?")
_EXTRA = {
    "ID": "citation_key",
    "TY": "type",
    "PB": "publisher",
    "CY": "place",
    "SN": "issn",
    "N1": "comment",
    "LA": "language",
    "ET": "edition",
}

_Fields = dict[str, list[str]]


def read(source: str) -> Iterator[Draft | Skip]:
    """The records that have a title."""
    for line, fields in _records(source):
        if draft := _draft(line, fields):
            yield draft
        else:
            yield Skip(f"line {line}", "no title in the record")


def _records(source: str) -> Iterator[tuple[int, _Fields]]:
    """(line, values by tag) of each record: up to `ER`, or to a `TY` where it has its own already."""
    tag = next((tag for habit, tag in _HABITS if habit.search(source)), _TAG)
    fields: dict[str, list[list[str]]] = {}
    began, last = 0, ""
    for number, line in enumerate(source.lstrip("\ufeff").split("\n"), 1):
        match = tag.match(line)
        if not match:
            if last and line.strip():
                fields[last][-1].append(line.strip())
            continue
        last, value = match[1].upper(), (match[2] or "").strip()
        # a record in the making may say its type again; a new one begins where there is something already
        if last == "ER" or (last == "TY" and "TY" in fields and len(fields) > 1):
            if fields:
                yield began, _joined(fields)
            fields = {}
        if last != "ER":
            began = began if fields else number
            fields.setdefault(last, []).append([value])
        else:
            last = ""
    if fields:
        yield began, _joined(fields)


def _joined(fields: dict[str, list[list[str]]]) -> _Fields:
    return {tag: ["\n".join(lines) for lines in values] for tag, values in fields.items()}


def _draft(line: int, fields: _Fields) -> Draft | None:
    title = _first(fields, "TI", "T1", "CT") or (
        _first(fields, "BT") if _first(fields, "TY") == "BOOK" else ""
    )
    if not title:
        return None
    pages = "-".join(part for part in (_first(fields, "SP"), _first(fields, "EP")) if part)
    facts = {name: _first(fields, tag) for tag, name in _EXTRA.items()}
    extra: dict[str, Any] = {name: without_markup(value) for name, value in facts.items() if value}
    authors, editors = _people(fields)
    if editors:
        extra["editor"] = [spoken_name(name) for name in editors]
    return Draft(
        title=without_markup(title),
        abstract=without_markup(_first(fields, "AB", "N2")),
        authors=[spoken_name(name) for name in authors],
        urls=[_address(url) for text in _all(fields, "UR", "L1", "L2", "LK") for url in text.split()],
        arxiv=_arxiv(fields),
        doi=next((found for text in _all(fields, "DO", "M3", "N1") if (found := as_doi(text))), None)
        or doi_number("\n".join(_all(fields, "N1"))),
        published=_published(fields),
        keywords=[word for text in _all(fields, "KW") for word in text.split("\n")],
        venue=_first(fields, "JO", "JF", "T2", "JA", "BT", "C3") or None,
        volume=without_markup(_first(fields, "VL")),
        number=without_markup(_first(fields, "IS")),
        pages=without_markup(pages),
        extra=extra,
        line=line,
    )


def _people(fields: _Fields) -> tuple[list[str], list[str]]:
    """Authors and editors; second authors are a book's own, and the editors of what stands in one."""
    authors, second = _all(fields, "AU", "A1"), _all(fields, "A2")
    if not authors or _first(fields, "TY") == "BOOK":
        return [*authors, *second], _all(fields, "ED")
    return authors, [*_all(fields, "ED"), *second]


def _published(fields: _Fields) -> str | None:
    """The first date, or one of that year which says more."""
    dates = [found for text in _all(fields, "DA", "PY", "Y1") if (found := _date(text))]
    return max((date for date in dates if date[:4] == dates[0][:4]), key=len, default=None)


def _all(fields: _Fields, *tags: str) -> list[str]:
    return [value for tag in tags for value in fields.get(tag, ()) if value]


def _first(fields: _Fields, *tags: str) -> str:
    return next(iter(_all(fields, *tags)), "")


def _address(url: str) -> str:
    return f"https:{url}" if url.startswith("//") else url


def _arxiv(fields: _Fields) -> str | None:
    named = _all(fields, "UR", "AN", "M1", "M3", "C1", "C7", "JO", "JF", "T2", "PB", "SE", "VL")
    return arxiv_number(named, "\n".join(_all(fields, "N1", "C2")))


def _date(text: str) -> str | None:
    """`2005/07/15/`, `2016/12//`, `2001/00/00` as far as they say a date."""
    match = _DATE.fullmatch(text.strip())
    if not match or match[1] == "0000":
        return None
    parts = [match[1]]
    for part, most in ((match[2], 12), (match[3], 31)):
        if not part or not 1 <= int(part) <= most:
            break
        parts.append(part.zfill(2))
    return "-".join(parts)
