"""arXiv's daily e-mail of a subject class, as text.

Format: https://info.arxiv.org/help/subscribe.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.people import split_names
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.results import Skip

_RECORD = re.compile(
    r"(?m)^(?:Paper[^:\n]{0,40}:[^\S\n]*(?:arXiv:)?|arXiv:)(\S+)[^\S\n]*(?:\([^()\n]*\))?[^\S\n]*$"
)
_FIELD = re.compile(r"([A-Z][A-Za-z-]+): (.*)")
_RULE = re.compile(r"\\\\.*")
_MOMENT = re.compile(r"(\w{3}, \d{1,2} \w{3} \d{4})")
_SENT = re.compile(r"received from .* to\s+\w{3},?\s+(\d{1,2} \w{3}) (\d\d) ")


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the new and replaced papers of an e-mail."""
    sent = _SENT.search(source)
    listed = iso_only(f"{sent[1]} 20{sent[2]}") if sent else None
    starts = list(_RECORD.finditer(source))
    ends = [*(match.start() for match in starts[1:]), len(source)]
    line, position = 1, 0
    for match, end in zip(starts, ends, strict=False):
        line += source.count("\n", position, match.start())
        position = match.start()
        draft = _draft(match[1], source[match.end() : end])
        draft.line, draft.listed = line, listed
        yield draft if draft.title else Skip(f"line {line}", f"no title below arXiv:{match[1]}")


def _draft(number: str, text: str) -> Draft:
    fields: dict[str, str] = {}
    abstract: list[str] = []
    last, rules = "", 0
    for line in text.split("\n"):
        if _RULE.fullmatch(line):
            rules += 1
        elif rules == 1:
            abstract.append(line.strip())
        elif not rules and (match := _FIELD.fullmatch(line)):
            last = match[1]
            fields.setdefault(last, match[2].strip())
        elif not rules and last and line[:1] == " ":
            fields[last] += f" {line.strip()}"
        elif not rules and line.startswith("replaced with"):
            fields["Announced"] = "replace"
    moment = _MOMENT.match(fields.get("Date", ""))
    return Draft(
        title=fields.get("Title", ""),
        abstract="\n".join(abstract) if rules > 1 else fields.get("Abstract", ""),
        authors=split_names(fields.get("Authors") or fields.get("Author") or ""),
        arxiv=arxiv_id(number),
        doi=fields.get("DOI"),
        published=iso_only(moment[1]) if moment else None,
        keywords=fields.get("Categories", "").split(),
        venue=fields.get("Journal-ref"),
        extra={"comment": fields.get("Comments"), "announced": fields.get("Announced")},
    )
