"""Columns of tables of papers, identified by name and content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from readerapp.domain.links.extraction import clean_link
from readerapp.domain.people import split_names
from readerapp.sources.bibliographies.field_ids import arxiv_number, doi_number
from readerapp.sources.bibliographies.zotero_json import NO_WORKS
from readerapp.sources.draft import Draft

_NAMES = {
    field: names.split()
    for field, names in {
        "title": """title papertitle name paper papername articletitle documenttitle titles
            titel titre título titulo titolo название 标题 题名 タイトル 제목""",
        "abstract": """abstract abstractnote summary abstracts summaries
            zusammenfassung résumé resumen resumo 摘要 要旨 초록""",
        "authors": """authors author authornames authorfullnames paperauthors authorlist
            autoren autor auteurs auteur autores autori авторы 作者 著者 저자""",
        "published": """published publicationdate publishdate publisheddate date year publicationyear pubyear
            publishedat jahr erscheinungsjahr année año anno ano год 年份 年 연도""",
        "venue": """venue journal publicationtitle conference sourcetitle booktitle publication
            zeitschrift revue revista rivista журнал 期刊 雑誌""",
        "volume": "volume vol",
        "number": "issue issuenumber",
        "pages": "pages",
        "doi": "doi",
        "arxiv": "arxivid arxiv eprint id",
        "keywords": "keywords tags manualtags authorkeywords topics categories terms",
        "upvotes": "upvotes votes likes",
        "stars": "stars githubstars",
        "listed": "listed",
        "key": "key",
        "kind": "itemtype",
        "notes": "extra",
    }.items()
}
"""Column names by field, the best first; translations last."""
_LISTED = re.compile(r"'([^']+)'(?=\s*[,\]])|\"([^\"]+)\"(?=\s*[,\]])")
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names}


def fields_by_column(header: Sequence[str]) -> dict[int, str]:
    """Return the field of each recognised column, each field once, by its best name."""
    found: dict[str, tuple[int, int]] = {}
    for column, name in enumerate(header):
        plain = "".join(filter(str.isalnum, name.casefold()))
        field = _FIELD_OF.get(plain)
        if field is None:
            continue
        rank = _NAMES[field].index(plain)
        if field not in found or rank < found[field][0]:
            found[field] = (rank, column)
    return {column: field for field, (_, column) in found.items()}


def is_header(row: Sequence[str]) -> bool:
    """Return True if a row names columns, at least a title's, and isn't a record itself."""
    return "title" in fields_by_column(row).values() and not any("://" in cell for cell in row)


def is_work(fields: Mapping[int, str], row: Sequence[str]) -> bool:
    """Return True unless the type of a row says that it only belongs to a work."""
    return not any(
        fields.get(column) == "kind" and cell.strip() in NO_WORKS for column, cell in enumerate(row)
    )


def row_draft(header: Sequence[str], fields: Mapping[int, str], row: Sequence[str], line: int) -> Draft:
    """Return the paper of a row. URLs count in any column; cells under other names are kept."""
    values = {
        fields[column]: cell.strip() for column, cell in enumerate(row) if column in fields and cell.strip()
    }
    urls = [word for cell in row for word in _addresses(cell)]
    extra = {
        header[column].strip(): cell.strip()
        for column, cell in enumerate(row)
        if column < len(header) and column not in fields and header[column].strip() and cell.strip()
        if not _addresses(cell)
    }
    notes = values.get("notes", "")
    extra |= {name: told for name, told in (("type", values.get("kind")), ("comment", notes)) if told}
    ids = (values.get("arxiv", ""), values.get("key", "").removeprefix("arxiv:"))
    return Draft(
        title=values.get("title", ""),
        abstract=values.get("abstract", ""),
        authors=_people(values.get("authors", "")),
        urls=urls,
        arxiv=arxiv_number(ids, notes),
        doi=values.get("doi") or doi_number(notes),
        published=values.get("published"),
        listed=values.get("listed"),
        upvotes=_count(values.get("upvotes", "")),
        stars=_count(values.get("stars", "")),
        keywords=[part.strip(" []'") for part in values.get("keywords", "").replace(",", ";").split(";")],
        venue=values.get("venue"),
        volume=values.get("volume"),
        number=values.get("number"),
        pages=values.get("pages"),
        extra=extra,
        line=line,
    )


def _people(cell: str) -> list[str]:
    """Return the names of a cell, which may be a Python or JSON list."""
    if cell.startswith("[") and (listed := _LISTED.findall(cell)):
        return [single or double for single, double in listed]
    return split_names(cell)


def _addresses(cell: str) -> list[str]:
    """Return the URLs of a cell that holds nothing else."""
    words = cell.replace(";", " ").split() if "/" in cell else []
    found = [link for word in words if (link := clean_link(word))]
    return found if found and len(found) == len(words) else []


def _count(cell: str) -> int | None:
    digits = cell.replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
