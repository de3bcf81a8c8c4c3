"""Markdown lists of papers: "awesome" lists, weekly tables.

A row is a paper if one of its links leads to one, or if its table says that it lists papers. Menus, tools and
posts are left out. Format: https://spec.commonmark.org, https://github.github.com/gfm/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.ids.keys import placeholder_title
from readerapp.domain.ids.mentions import mentions
from readerapp.domain.ids.parsing import arxiv_id, doi, may_be_arxiv, paper_key
from readerapp.domain.ids.spellings import plain
from readerapp.domain.people import split_names
from readerapp.domain.works.identity import is_placeholder
from readerapp.sources.citation import Citation, parse_citation
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.lists import reading_list
from readerapp.sources.lists.markdown_details import add_details, add_facts, add_people, names_of, split_votes
from readerapp.sources.lists.markdown_rows import Row, RowLink, rows
from readerapp.sources.lists.markdown_titles import BOLD, cells_by_field, is_address, is_date, tidy, title_of
from readerapp.sources.lists.paper_links import is_label, leads_to_paper
from readerapp.sources.lists.quoted_bibtex import QuotedEntries
from readerapp.sources.lists.venues import venue_and_year
from readerapp.sources.prose import is_prose
from readerapp.sources.results import Skip
from readerapp.sources.title_affixes import without_signs

_AUTHORS = re.compile(r"(?<![\w*_])([*_])(?![*_\s])([^*_\n]{3,})\1(?![\w*_])")
_EMPTY = re.compile(r"[\[(]\s*[,|/;]*\s*[\])]")
_MIN_TITLE_BYTES = 4
_MIN_CELL_BYTES = 2
_MAX_LINKS = 100


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of a list in its order; first those of a reading list of ours."""
    found = False
    if reading_list.MARK in source:
        own, source = reading_list.split(source)
        yield from own
        found = bool(own)
    cited = QuotedEntries(source)
    for draft in _drafts(source):
        found = True
        yield cited.entry_for(draft)
    if not found:
        yield from cited.all


def _drafts(source: str) -> Iterator[Draft]:
    above: Row | None = None
    waiting: Draft | None = None
    place: Row | None = None
    is_shell = False
    for row in rows(source):
        draft = _draft(row, above)
        if waiting is not None and place is not None and _is_below(row, place, waiting, draft, is_shell):
            if add_details(waiting, row, whole=place.depth < 0):
                continue
            if row.depth > place.depth and _is_only_links(row):
                waiting.urls = (*waiting.urls, *(link.url for link in row.links))
                continue
        if waiting is not None and not (is_shell and _is_shell(waiting)):
            yield waiting
        waiting, is_shell = draft or _heading(row), draft is None
        place = above = row
    if waiting is not None and not (is_shell and _is_shell(waiting)):
        yield waiting


def _heading(row: Row) -> Draft | None:
    """Return the paper that a row without links may be the title of."""
    bold = BOLD.fullmatch(without_signs(row.text))
    if row.links or row.cells or not (row.depth < 0 or bold or (row.is_item and not is_prose(row.text))):
        return None
    text, votes = split_votes(row.text)
    title = tidy(text)
    return (
        Draft(title=title, line=row.line, upvotes=votes)
        if len(title) >= _MIN_TITLE_BYTES and not is_label(title)
        else None
    )


def _is_shell(draft: Draft) -> bool:
    """Return True if no link leads to a paper yet."""
    return not any(leads_to_paper(url) for url in draft.urls)


def _is_below(row: Row, place: Row, waiting: Draft, draft: Draft | None, is_shell: bool) -> bool:
    """Return True if a row can be about the paper above it rather than another (`draft`)."""
    if row.depth < 0 or row.cells or place.cells or len(waiting.urls) > _MAX_LINKS:
        return False
    if is_shell and _is_shell(waiting):  # a heading that may be a paper's
        if place.is_item and row.depth <= place.depth:
            return False
        return draft is None or draft.title == waiting.title or is_placeholder(draft.title)
    ids = {key for link in row.links if (key := paper_key(link.url))}
    own = {key for url in waiting.urls if (key := paper_key(url))} | {f"arxiv:{waiting.arxiv}"}
    return ids <= own


def _draft(row: Row, above: Row | None) -> Draft | None:
    papers = [link for link in row.links if leads_to_paper(link.url, link.text)] or _named(row)
    if not papers and not _lists_papers(row):
        return None
    cited = None if row.cells else parse_citation(_without_labels(row))
    title = title_of(row, papers, cited)
    if not title and above is not None and above.depth < 0 and _is_only_links(row):
        title = tidy(above.text)  # the heading is the title of the links below it
    if not title or (row.is_item and len(title.encode()) < _MIN_TITLE_BYTES):
        key = _only_id(row, papers)
        return _filled(row, papers, placeholder_title(key) or "", None) if key else None
    if (
        len(title.encode()) < (_MIN_CELL_BYTES if row.cells else _MIN_TITLE_BYTES)
        or is_date(title)
        or is_label(title)
        or (_is_prose(row) and not cited and not tidy(row.text).startswith(title))
    ):
        return None
    return _filled(row, papers, title, cited)


def _filled(row: Row, papers: list[RowLink], title: str, cited: Citation | None) -> Draft:
    authors, rest = _authors(row)
    venue, year = venue_and_year(rest)
    if cited and cited.title == title:
        authors, year, venue = authors or cited.authors, cited.year or year, venue or cited.venue
    cells = cells_by_field(row)
    papers = _own(papers)
    own = set(papers)
    urls = [link.url for link in (*papers[:1], *row.links) if link in own or not leads_to_paper(link.url)]
    title, votes = split_votes(title)
    draft = Draft(
        title=title,
        upvotes=votes,
        authors=names_of(cells["authors"]) if "authors" in cells else authors,
        abstract=cells.get("abstract", ""),
        urls=list(dict.fromkeys(urls)),
        arxiv=next((found for link in papers if (found := arxiv_id(link.url))), None),
        doi=next((found for link in papers if not arxiv_id(link.url) and (found := doi(link.url))), None),
        published=iso_only(cells.get("published")) or year,
        venue=cells.get("venue") or venue,
        extra={"description": text} if not cited and (text := _description(row, title)) else {},
        line=row.line,
    )
    if not row.cells:
        lines = row.text.split("\n")
        add_facts(draft, lines[1:])
        if tidy(lines[0]) == title:
            add_people(draft, lines, [link.text for link in row.links])
    return draft


def _own(papers: list[RowLink]) -> list[RowLink]:
    """Return the links to the row's own paper: the first with a title, and the labelled ones."""
    title = next((link for link in papers if not is_label(link.text) and not is_address(link.text)), None)
    return [link for link in papers if title is None or link is title or _is_same(link, title)]


def _is_same(link: RowLink, title: RowLink) -> bool:
    """Return True if a link leads to the same paper as the title's, as far as known."""
    key = paper_key(link.url)
    return is_label(link.text) or link.url == title.url or (key is not None and key == paper_key(title.url))


def _named(row: Row) -> list[RowLink]:
    """Return the papers that a row names only by id."""
    if not (row.is_item or row.cells or row.depth < 0) or not may_be_arxiv(row.text):
        return []
    found = [mention for mention in mentions(plain(row.text)) if mention.key.startswith("arxiv:")]
    return [RowLink("", f"https://arxiv.org/abs/{mention.key[6:]}") for mention in found[:1]]


def _only_id(row: Row, papers: list[RowLink]) -> str | None:
    """Return the key of the only paper in a row that says nothing else."""
    keys = {paper_key(link.url) for link in papers}
    rest = row.text if row.is_item or not papers or is_address(papers[0].text) else "other"
    for link in row.links[:_MAX_LINKS]:
        rest = rest.replace(link.text, "", 1)
    return keys.pop() if len(keys) == 1 and not any(map(str.isalpha, rest)) else None


def _without_labels(row: Row) -> str:
    """Return the text of a row without links that only label their target."""
    text = row.text
    for link in row.links[:_MAX_LINKS]:
        if link.text and is_label(link.text):
            text = text.replace(link.text, "", 1)
    return _EMPTY.sub("", text).strip(" -–—|,\n")


def _is_prose(row: Row) -> bool:
    return not row.cells and not row.is_item and row.depth >= 0 and not _is_only_links(row)


def _lists_papers(row: Row) -> bool:
    """Return True if a table row has a column of titles or papers, and a link."""
    names = [name.casefold() for name in row.header]
    return bool(row.cells and row.links) and any(
        name in ("paper", "papers", "title", "paper title") for name in names
    )


def _is_only_links(row: Row) -> bool:
    """Return True if a row has nothing but labelled links."""
    rest = row.text
    for link in row.links[:_MAX_LINKS]:
        rest = rest.replace(link.text, "", 1) if link.text else rest
    return (
        bool(row.links)
        and all(is_label(link.text) for link in row.links)
        and len(rest.strip(" []()|,:;*_-/\n")) < 20
    )


def _authors(row: Row) -> tuple[list[str], str]:
    """Return the italic list of people of a row, and the text after it."""
    text = row.cells[0] if row.cells else row.text
    for match in _AUTHORS.finditer(BOLD.sub(lambda bold: " " * len(bold[0]), text)):
        if "," in match[2] or match[2].rstrip(".").count(" ") in (1, 2):
            names = split_names(match[2].strip().rstrip("."))
            return [name for name in names if name.lower() not in ("et al", "et al.")], text[match.end() :]
    return [], row.text


def _description(row: Row, title: str) -> str:
    """Return what a row says about the paper beyond its title."""
    text = (row.cells[0] if row.cells else row.text).replace("**", "").replace("\n", " ")
    start = text.find(title)
    after = text[start + len(title) :].strip(" -–—:.*_[]|") if start >= 0 else ""
    return after if len(after) > 60 and _AUTHORS.search(text) is None else ""
