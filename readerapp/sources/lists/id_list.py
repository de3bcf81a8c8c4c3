"""A plain list of arXiv ids, DOIs or addresses of papers, one a line, a title beside it or none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.keys import arxiv_id, key_for, stand_in
from readerapp.domain.keys import doi as as_doi
from readerapp.sources.draft import Draft
from readerapp.sources.reading import Skip

_MARKS = re.compile(r"^(?:(?:[-*+•>]|\d{1,4}[.)])\s+)?(?:\[[ xX]?\]\s+)?")
_TRIM = "<>[](),;.\"'`"


def read(source: str) -> Iterator[Draft | Skip]:
    """A paper for each line that names one. Without a title beside it its id stands for it."""
    for number, line in enumerate(source.split("\n"), 1):
        text = _MARKS.sub("", line.strip())
        if not text or text.startswith(("#", "//")):
            continue
        yield _draft(number, text) or Skip(f"line {number}", f"names no paper: “{text[:60]}”")


def names_paper(line: str) -> bool:
    """Whether a line is, or begins or ends with, an id or address of a paper."""
    return _draft(0, _MARKS.sub("", line.strip())) is not None


def _draft(number: int, text: str) -> Draft | None:
    words = text.split() if "](" not in text else []
    for word in (words[:1] + words[-1:]) if words else ():
        bare = word.strip(_TRIM)
        urls = [bare] if bare.startswith("http") else []
        title = " ".join(other for other in words if other is not word).strip(' -–—:|,\t"“”')
        if arxiv := arxiv_id(bare):
            title = title or stand_in(key_for("", arxiv)) or ""
            return Draft(title=title, arxiv=arxiv, urls=urls, line=number)
        if number_of := as_doi(bare):
            title = title or stand_in(key_for("", None, number_of)) or ""
            return Draft(title=title, doi=number_of, urls=urls, line=number)
    return None
