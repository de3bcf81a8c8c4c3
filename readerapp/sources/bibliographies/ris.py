"""RIS, as reference managers and publishers write it: spacing, order, case and ends of records vary.

Format: https://en.wikipedia.org/wiki/RIS_(file_format).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.sources.bibliographies.tagged_records import Form, read_records
from readerapp.sources.draft import Draft
from readerapp.sources.results import Skip

_RIS = Form(
    line=re.compile(r"[ \t]{0,4}([A-Z][A-Z0-9])[ \t]{0,4}-(?:\s(.*)|$)"),
    first="TY",
    end="ER",
    begins_anywhere=True,
    title="TI T1 CT",
    book_title="BT",
    authors="AU+A1",
    second_authors="A2",
    editors="ED",
    abstract="AB N2",
    venue="JO JF T2 JA BT C3",
    date="DA+PY+Y1",
    volume="VL",
    number="IS",
    first_page="SP",
    last_page="EP",
    keywords="KW",
    doi="DO+M3+N1",
    arxiv="UR+AN+M1+M3+C1+C7+JO+JF+T2+PB+SE+VL",
    notes="N1+C2",
    urls="UR+L1+L2+LK",
    kind="TY",
    extra={
        "ID": "citation_key",
        "TY": "type",
        "PB": "publisher",
        "CY": "place",
        "SN": "issn",
        "N1": "comment",
        "LA": "language",
        "ET": "edition",
    },
    keyword_mark="\n",
    title_end="",
)
# A file that writes tags in small letters or without the space after the dash does so in its `TY`, too.
_SMALL = re.compile(r"(?m)^[ \t]{0,4}ty[ \t]{0,4}-")
_SMALL_LINE = re.compile(r"[ \t]{0,4}([A-Za-z][A-Za-z0-9])[ \t]{0,4}-(.*)")
_DENSE = re.compile(r"(?m)^[ \t]{0,4}TY[ \t]{0,4}-\S")
_DENSE_LINE = re.compile(r"[ \t]{0,4}([A-Z][A-Z0-9])[ \t]{0,4}-(.*)")


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the records that have a title."""
    line = _SMALL_LINE if _SMALL.search(source) else _DENSE_LINE if _DENSE.search(source) else _RIS.line
    yield from read_records(source, _RIS._replace(line=line))
