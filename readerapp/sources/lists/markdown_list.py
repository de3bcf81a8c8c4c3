"""Markdown lists of papers ("awesome" lists, weekly tables): what stands in one row belongs together.

A row is a paper if one of its links leads to one, or if its table says that it lists papers. Menus, tools and
posts are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.keys import arxiv_id
from readerapp.domain.names import split_names
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.lists.markdown_below import people_of, take_in
from readerapp.sources.lists.markdown_rows import Link, Row, rows
from readerapp.sources.lists.paper_links import is_label, leads_to_paper
from readerapp.sources.lists.table_columns import named
from readerapp.sources.reading import Skip

_BOLD = re.compile(r"\*\*\s*(.+?)\s*\*\*|__\s*(.+?)\s*__", re.DOTALL)
_NUMBER = re.compile(r"\s*(?:\(?\d{1,4}[.)]\s+|\[\d+\]\s*)")
_PREFIX = re.compile(
    r"\s*(?:paper|title|\[?\(?(?:19|20)\d\d(?:[-./]\d\d?){0,2}\)?\]?)\s*[:：\-–]?\s+", re.IGNORECASE
)
_TITLE_ENDS = re.compile(
    r"\n|\s+[-–—]\s+|\s{2,}|\s+\||(?<=[a-z0-9)?!])\s+(?=(?:This|These|We|Introduces?|Presents?|Proposes?|Explores?"
    r"|Investigates?|Researchers|Describes?|Reports?|Develops?|Demonstrates?|Analyzes?|Examines|Surveys?)\s)"
)
_AUTHORS = re.compile(r"(?<![\w*_])([*_])(?![*_\s])([^*_\n]{3,})\1(?![\w*_])")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_VENUE = re.compile(
    r"\b((?:NeurIPS|NIPS|ICML|ICLR|ACL|EMNLP|NAACL|EACL|COLING|CVPR|ICCV|ECCV|WACV|AAAI|IJCAI|KDD|WWW|SIGIR|COLM|TMLR|TACL"
    r"|JMLR|CoRL|RSS|ICRA|IROS|INTERSPEECH|ICASSP|MLSys|OSDI|SOSP|USENIX Security|Nature|Science)"
    r"(?: Findings| Workshop)?)[ ,']*(?:((?:19|20)\d\d)|'?(\d\d)\b)?"
)
_SHORTEST_TITLE = 4
_SHORTEST_CELL = 2


def read(source: str) -> Iterator[Draft | Skip]:
    """The papers of a list, in its order."""
    above: Row | None = None
    waiting: Draft | None = None
    below_heading = False
    for row in rows(source):
        if below_heading and waiting is not None and _is_below(row, waiting) and take_in(waiting, row):
            continue
        draft = _draft(row, above)
        below_heading = draft is not None and row.depth < 0
        if draft is None and waiting is not None and row.depth > 0 and _is_only_links(row):
            waiting.urls = (*waiting.urls, *(link.url for link in row.links))
            continue
        if waiting is not None:
            yield waiting
        waiting = draft
        above = row
    if waiting is not None:
        yield waiting


def _is_below(row: Row, waiting: Draft) -> bool:
    """Whether a row is about the paper of the heading above it, and not about another."""
    if row.depth < 0 or row.cells:
        return False
    ids = {found for link in row.links if (found := arxiv_id(link.url))}
    return not ids or ids == {waiting.arxiv}


def _draft(row: Row, above: Row | None) -> Draft | None:
    papers = [link for link in row.links if leads_to_paper(link.url, link.text)]
    if not papers and not _lists_papers(row):
        return None
    title = _title(row, papers)
    if not title and above is not None and above.depth < 0 and _is_only_links(row):
        title = _tidy(above.text)  # a heading is the title, the links stand below it
    if (
        len(title) < (_SHORTEST_CELL if row.cells else _SHORTEST_TITLE)
        or _is_date(title)
        or is_label(title)
        or (_is_prose(row) and not _tidy(row.text).startswith(title))
    ):
        return None
    authors, rest = _authors(row)
    venue, year = _venue(rest)
    cells = _named_cells(row)
    first = papers[0].url if papers else ""
    return Draft(
        title=title,
        authors=people_of(cells["authors"]) if "authors" in cells else authors,
        abstract=cells.get("abstract", ""),
        urls=[first, *(link.url for link in row.links if link.url != first)]
        if first
        else [x.url for x in row.links],
        arxiv=next((found for link in papers if (found := arxiv_id(link.url))), None),
        published=iso_only(cells.get("published")) or year,
        venue=cells.get("venue") or venue,
        extra={"description": text} if (text := _description(row, title)) else {},
        line=row.line,
    )


def _is_prose(row: Row) -> bool:
    return not row.cells and not row.is_item and row.depth >= 0 and not _is_only_links(row)


def _lists_papers(row: Row) -> bool:
    """Whether a table row stands under a column of titles or papers, and links to something."""
    names = [name.casefold() for name in row.header]
    return bool(row.cells and row.links) and any(
        name in ("paper", "papers", "title", "paper title") for name in names
    )


def _title(row: Row, papers: list[Link]) -> str:
    linked = [link.text for link in papers if not is_label(link.text)]
    text = _title_cell(row) if row.cells else row.text
    bold = _BOLD.search(text)
    if bold and not is_label(_tidy(bold[1] or bold[2])) and not _is_date(bold[1] or bold[2]):
        return _tidy(bold[1] or bold[2])
    if linked and not row.cells:
        return _tidy(linked[0])
    candidate = _tidy(_TITLE_ENDS.split(_NUMBER.sub("", text).strip(), maxsplit=1)[0])
    if is_label(candidate) or _is_date(candidate):
        candidate = ""
    for link in row.links:  # what comes before the labels of a row is its title
        if is_label(link.text) and not linked and candidate.endswith(link.text):
            candidate = candidate[: -len(link.text)].strip(" [](){}|,:")
    return _tidy(linked[0]) if linked and len(linked[0]) > len(candidate) / 2 else candidate


def _named_cells(row: Row) -> dict[str, str]:
    """The cells of a table row by what their columns hold."""
    columns = named(row.header).items()
    return {
        field: text
        for column, field in columns
        if (text := "".join(row.cells[column : column + 1]).strip(" *_"))
    }


def _title_cell(row: Row) -> str:
    """The cell under `Title`, else under `Paper`, else the first that says more than a label."""
    columns = {field: column for column, field in named(row.header).items()}
    column = columns.get("title")
    if column is not None and column < len(row.cells) and not is_label(row.cells[column]):
        return row.cells[column]
    return next((cell for cell in row.cells if not is_label(cell) and not _is_date(cell)), "")


def _tidy(title: str) -> str:
    title = _PREFIX.sub("", _NUMBER.sub("", title.strip(" \n*_`|")), count=1)
    return " ".join(title.replace("\\", "").split()).strip(' *_`|"“”:,').removesuffix(".").strip()


def _is_date(text: str) -> bool:
    return not any(char.isalpha() for char in text)


def _is_only_links(row: Row) -> bool:
    """Whether a row has nothing to say beside the labels of its links."""
    rest = row.text
    for link in row.links:
        rest = rest.replace(link.text, "", 1) if link.text else rest
    return (
        bool(row.links)
        and all(is_label(link.text) for link in row.links)
        and len(rest.strip(" []()|,:;*_-/\n")) < 20
    )


def _authors(row: Row) -> tuple[list[str], str]:
    """The names of a row's list of people in italics, and the text after it."""
    text = row.cells[0] if row.cells else row.text
    for match in _AUTHORS.finditer(_BOLD.sub(lambda bold: " " * len(bold[0]), text)):
        if "," in match[2] or match[2].rstrip(".").count(" ") in (1, 2):
            names = split_names(match[2].strip().rstrip("."))
            return [name for name in names if name.lower() not in ("et al", "et al.")], text[match.end() :]
    return [], row.text


def _venue(text: str) -> tuple[str | None, str | None]:
    """The venue and the year a row names after its authors."""
    venue = _VENUE.search(text)
    year = venue[2] or (venue[3] and f"20{venue[3]}") if venue else None
    if not year and (found := _YEAR.search(text[:200])):
        year = found[1]
    return (venue[1] + (f" {year}" if year else "") if venue else None), year


def _description(row: Row, title: str) -> str:
    """What a row says about the paper beyond its title."""
    text = (row.cells[0] if row.cells else row.text).replace("**", "").replace("\n", " ")
    start = text.find(title)
    after = text[start + len(title) :].strip(" -–—:.*_[]|") if start >= 0 else ""
    return after if len(after) > 60 and _AUTHORS.search(text) is None else ""
