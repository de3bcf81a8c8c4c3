"""Tells BibTeX files from texts that only quote an entry."""

from __future__ import annotations

import re

_TYPES = (
    "article|book|booklet|inbook|incollection|inproceedings|conference|proceedings|techreport|report|manual"
    "|mastersthesis|phdthesis|thesis|unpublished|misc|online|electronic|software|dataset|patent"
)
_OPENED = r"\s{0,20}[{(]\s{0,20}[^\s{},=]{0,200}\s{0,20}[,=\s]"
_ENTRY = re.compile(rf"^[ \t]*@\w+{_OPENED}", re.MULTILINE)
_WITHIN_LINE = re.compile(rf"@(?:{_TYPES})\s{{0,20}}[{{(]\s{{0,20}}[^\s{{}},=]{{0,200}},", re.IGNORECASE)
_FIELD = re.compile(r"\b(?:title|author|year|doi)\s*=\s*[{\"\d]", re.IGNORECASE)
_COMMENT = re.compile(r"[ \t]*(?:[%#;]|//|\Z|\n)")
_ROW = re.compile(r"^[ \t]*(?:[-*+|]|\d+[.)])[^\n]*\]\(http", re.MULTILINE)


def certainty(head: str) -> float:
    """Return how likely a text that begins like this is a BibTeX file, 0 to 1."""
    if "@" not in head:
        return 0.0
    first = next((line for line in head.splitlines() if not _COMMENT.match(line)), "")
    if first.lstrip()[:1] == "@" and _ENTRY.search(head):
        return 0.97
    if not _ENTRY.search(head) and not (_WITHIN_LINE.search(head) and _FIELD.search(head)):
        return 0.0
    # lists of papers and READMEs may show how to cite them
    return 0.1 if len(_ROW.findall(head)) > 3 else 0.9
