"""Notes on one paper: Markdown with front matter, as note-taking tools and clippers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.ids.parsing import doi as as_doi
from readerapp.domain.people import spoken_name
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.front_matter import read_fields
from readerapp.sources.results import Skip

_IDS = ("arxiv", "arxiv_id", "doi", "url", "source", "source_url", "link", "paper", "pdf")
_LINKS = (*_IDS, "code", "github", "repo", "repository", "project", "website")
_DATES = ("published", "date", "year", "published_at")
_ABSTRACT = re.compile(
    r"^#{1,6} *Abstract *#*\n(.*?)(?=^#{1,6} |\Z)", re.MULTILINE | re.DOTALL | re.IGNORECASE
)
_NUMBER = re.compile(r"\[(\d{4}\.\d{4,5})(?:v\d+)?\]\s*")
_WIKI = re.compile(r"\[\[([^\[\]|]*)(?:\|[^\[\]]*)?\]\]")


def names_paper(head: str) -> bool:
    """Return True if the front matter of a text names one paper."""
    fields = read_fields(head)
    return "title" in fields and _id(fields) is not None


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the paper of the front matter, with the abstract from the note."""
    fields = read_fields(source)
    number = _id(fields)
    if number is None or not (title := _first(fields, "title")):
        yield Skip("line 1", "no fields that name a paper")
        return
    people = fields.get("authors") or fields.get("author") or []
    below = _ABSTRACT.search(source)
    yield Draft(
        title=_NUMBER.sub("", title, count=1),
        abstract=_first(fields, "abstract") or (below[1].strip() if below else ""),
        authors=[spoken_name(_WIKI.sub(r"\1", name)) for name in people],
        urls=[url for name in _LINKS for url in fields.get(name, ()) if url.startswith("http")],
        arxiv=arxiv_id(number),
        doi=as_doi(number),
        published=next((date for name in _DATES if (date := iso_only(_first(fields, name)))), None),
        keywords=[word.lstrip("#") for word in fields.get("tags", ()) if word != "clippings"],
        venue=_first(fields, "venue") or _first(fields, "journal"),
        line=1,
    )


def _id(fields: dict[str, list[str]]) -> str | None:
    values = [value for name in _IDS for value in fields.get(name, ())]
    return next((value for value in values if arxiv_id(value) or as_doi(value)), None)


def _first(fields: dict[str, list[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")
