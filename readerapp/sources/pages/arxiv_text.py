"""Pages of arXiv copied as text: abstract pages, listings, search results.

Each gives the same facts about a paper in the same order, some with a label. Site: https://arxiv.org.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.ids.mentions import arxiv_in
from readerapp.domain.people import split_names
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.results import Skip

SUBJECT = re.compile(r"\(([a-z-]+(?:\.[A-Za-z-]+)?)\)")
"""A subject class after its name: `Machine Learning (cs.LG)`."""

_ID = r"arXiv:\s?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_BEGINS = re.compile(
    rf"(?m)^[ \t]*(?:(?:\[\d+\]|\d+\.)\s*(?={_ID})|(?={_ID}\s*\[(?:pdf|ps|html|other|abs))"
    r"|(?=\[Submitted on \d))"
)
_SUBMITTED = re.compile(r"\[?Submitted (?:on )?(\d{1,2} [A-Z][a-z]+,? \d{4})")
_FIRST_VERSION = re.compile(r"v1 submitted (\d{1,2} [A-Z][a-z]+,? \d{4})")
_LABEL = re.compile(
    r"(Title|Authors?|Abstract|Comments?|Subjects|Journal[- ]ref(?:erence)?|Report[- ](?:no|number)"
    r"|(?:MSC|ACM)[- ]class(?:es)?|Related DOI|DOI|Cite as|License|Focus to learn more)\s*:\s*(.*)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"View (?:a )?PDF.*|HTML \(experimental\)|Download(?: PDF)?:?|TeX Source|Other Formats|PDF|HTML"
    r"|view license|Full-text links:|Access Paper:|Submission history|From: .*|\[v\d+\].*|\(or arXiv:.*"
    r"|Focus to learn more|arXiv-issued DOI via DataCite.*|Show(?:ing)? .*|Total of \d+.*|\d+ entries.*"
    rf"|See recent articles|doi 10\..*|\[?(?:pdf|ps|other|html)\b[\],\s].*|{_ID}.*"
    r"|.*\((?:showing|continued)[^()]*\)|(?:New|Cross|Replacement) submissions.*|https?://\S+",
    re.IGNORECASE,
)
_CLASSES = re.compile(r"(?:[a-z-]+(?:\.[A-Za-z-]{2,})?)(?:\s+[a-z-]+(?:\.[A-Za-z-]{2,})?)*")
BUTTON = re.compile(r"\s*[△▽]\s*(?:Less|More)\s*$")
"""The button that unfolds an abstract."""
_DAY = re.compile(r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,\s+)(\d{1,2} [A-Z][a-z]+,? \d{4})")


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of a page."""
    starts = list(_BEGINS.finditer(source))
    ends = [*(match.start() for match in starts[1:]), len(source)]
    listed = day_in(source[: starts[0].start()]) if starts else None
    line, position = 1, 0
    for match, end in zip(starts, ends, strict=False):
        line += source.count("\n", position, match.start())
        position = match.start()
        draft = _draft(source[match.end() : end], source[max(0, match.start() - 300) : match.start()])
        draft.line, draft.listed = line, listed
        listed = day_in(source[match.end() : end]) or listed
        yield (
            draft
            if draft.title and draft.arxiv
            else Skip(f"line {line}", "a paper of arXiv without its title")
        )


def day_in(text: str) -> str | None:
    """Return the day in a listing's heading: `Showing new listings for Wednesday, 4 September 2024`."""
    match = _DAY.search(text)
    return iso_only(match[1].replace(",", "")) if match else None


def _draft(text: str, before: str) -> Draft:
    fields: dict[str, list[str]] = {}
    of_abstract = text.lstrip().startswith("[Submitted")
    last = ""
    for line in map(str.strip, text.split("\n")):
        if label := _LABEL.match(line):
            last, line = _name(label[1]), label[2]
        elif not line or _SUBMITTED.match(line) or _FURNITURE.fullmatch(line):
            continue
        elif "titles" not in fields and not of_abstract and "." in line and _CLASSES.fullmatch(line):
            last = "classes"
        else:
            last = last or _next(fields)
        if last:
            fields.setdefault(last, []).append(line)
        goes_on = last == "abstracts" or (last == "authors" and line.endswith(","))
        last = last if goes_on else ""
    told = {name: " ".join(lines).strip() for name, lines in fields.items()}
    named = told.get("cite as") or (_nearest_id(before) if of_abstract else text.lstrip().partition("\n")[0])
    return _made(told, arxiv_in(named), text)


def _nearest_id(before: str) -> str:
    """Return the last line above a paper that has an id."""
    return next((line for line in reversed(before.split("\n")) if arxiv_in(line)), "")


def _name(label: str) -> str:
    """Return one name for a label, however a page writes it."""
    name = label.lower().replace("-", " ")
    return (
        "authors" if name == "author" else "venue" if name.startswith("journal") else name.rstrip("s") + "s"
    )


def _next(fields: dict[str, list[str]]) -> str:
    """Return the field of a line without a label; fields always come in the same order."""
    return next((name for name in ("titles", "authors", "abstracts") if name not in fields), "")


def _made(fields: dict[str, str], arxiv: str | None, text: str) -> Draft:
    first = _FIRST_VERSION.search(text) or _SUBMITTED.search(text)
    return Draft(
        title=fields.get("titles", ""),
        abstract=BUTTON.sub("", fields.get("abstracts", "")),
        authors=split_names(_without_notes(fields.get("authors", ""))),
        arxiv=arxiv,
        doi=fields.get("related dois"),
        published=iso_only(first[1].replace(",", "")) if first else None,
        keywords=SUBJECT.findall(fields.get("subjects", "")) or fields.get("classes", "").split(),
        venue=fields.get("venue"),
        extra={"comment": fields.get("comments")},
    )


def _without_notes(names: str) -> str:
    """Return a line of authors without affiliations, which are in nested brackets."""
    kept, depth = [], 0
    for char in names:
        depth += (char == "(") - (char == ")")
        if depth == 0 and char != ")":
            kept.append(char)
    return "".join(kept)
