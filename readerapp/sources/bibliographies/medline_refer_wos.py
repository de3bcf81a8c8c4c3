"""PubMed's MEDLINE (`.nbib`), EndNote's Refer (`.enw`) and Web of Science's exports: records of tagged lines.

Formats: https://www.nlm.nih.gov/bsd/mms/medlineelements.html, https://endnote.com (Refer / BibIX),
https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.sources.bibliographies.tagged_records import Form, read_records
from readerapp.sources.draft import Draft
from readerapp.sources.results import Skip

_MEDLINE = Form(
    line=re.compile(r"([A-Z]{2,4}) *- ?(.*)"),
    first="PMID",
    title="TI BTI TT",
    authors="FAU AU CN",
    abstract="AB",
    venue="JT TA",
    date="DP EDAT",
    volume="VI",
    number="IP",
    first_page="PG",
    keywords="OT+MH",
    doi="LID+AID",
    arxiv="LID+AID+JT+TA",
    extra={"PMID": "pmid", "PMC": "pmc", "LA": "language"},
)
_ENDNOTE = Form(
    line=re.compile(r"%(\S) (.*)"),
    first="0",
    title="T",
    authors="A",
    abstract="X",
    venue="J B I",
    date="D 8",
    volume="V",
    number="N",
    first_page="P",
    keywords="K",
    doi="R",
    arxiv="R+J+B+I",
    urls="U",
    value_a_line="K",
    extra={"0": "type", "I": "publisher", "Z": "comment"},
)
_WEB_OF_SCIENCE = Form(
    line=re.compile(r"(ER|EF|[A-Z][A-Z0-9](?= ))(.*)"),
    first="PT",
    end="ER",
    title="TI",
    authors="AF AU",
    abstract="AB",
    venue="SO",
    date="PY",
    volume="VL",
    number="IS",
    first_page="BP",
    last_page="EP",
    keywords="DE+ID",
    doi="DI",
    arxiv="DI+SO",
    value_a_line="AU AF",
    extra={"UT": "wos", "TC": "citations", "DT": "type"},
)


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the records that have a title."""
    if re.search(r"(?m)^PMID *- ?\d", source):
        form = _MEDLINE
    else:
        form = _ENDNOTE if re.search(r"(?m)^%[0T] ", source) else _WEB_OF_SCIENCE
    yield from read_records(source, form)
