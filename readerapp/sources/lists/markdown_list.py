"""Markdown lists of papers ("awesome" lists, weekly tables): what stands in one row belongs together.

A row is a paper if one of its links leads to one, or if its table says that it lists papers. Menus, tools and
posts are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.id_mentions import mentions
from readerapp.domain.id_spellings import plain
from readerapp.domain.ids import arxiv_id, doi, may_be_arxiv, paper_key
from readerapp.domain.keys import stand_in
from readerapp.domain.names import split_names
from readerapp.sources.citation import Citation, parse_citation
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.lists.markdown_below import people_of, take_in
from readerapp.sources.lists.markdown_quoted import quoted_entries, with_facts
from readerapp.sources.lists.markdown_rows import Link, Row, rows
from readerapp.sources.lists.paper_links import is_label, leads_to_paper
from readerapp.sources.lists.table_columns import named
from readerapp.sources.reading import Skip
from readerapp.sources.title_dress import without_signs

_BOLD = re.compile(r"\*\*\s*(.+?)\s*\*\*|__\s*(.+?)\s*__", re.DOTALL)
_NUMBER = re.compile(r"\s*(?:\(?\d{1,4}[.)]\s+|\[\d+\]\s*)")
_LABELLED = re.compile(r"(?:paper(?: title)?|title)\s*[*_]*\s*[:：]\s*[*_]*\s*", re.IGNORECASE)
# What a row may have before its title; a title that is the text of a link or bold has it to itself.
_DATED = re.compile(
    r"\[?\(?(?:(?:19|20)\d\d(?:[-./]\d\d?){1,2}\)?\]?\s*[:：|–-]?|(?:19|20)\d\d\)?\]?\s*[:：|–-])\s+"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?\s*[:：|–-]\s+"
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
_EMPTY = re.compile(r"[\[(]\s*[,|/;]*\s*[\])]")
_SHORTEST_TITLE = 4
_SHORTEST_CELL = 2


def read(source: str) -> Iterator[Draft | Skip]:
    """The papers of a list, in its order."""
    cited = quoted_entries(source)
    found = False
    for draft in _drafts(source):
        found = True
        yield with_facts(draft, cited)
    if not found:
        yield from cited


def _drafts(source: str) -> Iterator[Draft]:
    above: Row | None = None
    waiting: Draft | None = None
    place: Row | None = None
    is_shell = False
    for row in rows(source):
        draft = _draft(row, above)
        if waiting is not None and place is not None and _is_below(row, place, waiting, draft, is_shell):
            if take_in(waiting, row, whole=place.depth < 0):
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
    """The paper that a heading without a link may be the title of, if what leads to it stands below."""
    bold = _BOLD.fullmatch(without_signs(row.text))
    if row.links or row.cells or not (row.depth < 0 or bold):
        return None
    title = _tidy(row.text)
    return (
        Draft(title=title, line=row.line) if len(title) >= _SHORTEST_TITLE and not is_label(title) else None
    )


def _is_shell(draft: Draft) -> bool:
    """Whether nothing leads to a paper yet."""
    return not any(leads_to_paper(url) for url in draft.urls)


def _is_below(row: Row, place: Row, waiting: Draft, draft: Draft | None, is_shell: bool) -> bool:
    """Whether a row can be about the paper of the row above it, and not about another (`draft`)."""
    if row.depth < 0 or row.cells or place.cells:
        return False
    if is_shell and _is_shell(waiting):  # a heading, of which is not known yet whether it is a paper's
        return draft is None or draft.title == waiting.title
    ids = {key for link in row.links if (key := paper_key(link.url))}
    own = {key for url in waiting.urls if (key := paper_key(url))} | {f"arxiv:{waiting.arxiv}"}
    return ids <= own


def _draft(row: Row, above: Row | None) -> Draft | None:
    papers = [link for link in row.links if leads_to_paper(link.url, link.text)] or _named(row)
    if not papers and not _lists_papers(row):
        return None
    cited = None if row.cells else parse_citation(_without_labels(row))
    title = _title(row, papers, cited)
    if not title and above is not None and above.depth < 0 and _is_only_links(row):
        title = _tidy(above.text)  # a heading is the title, the links stand below it
    if not title:
        key = _only_id(row, papers)
        return _filled(row, papers, stand_in(key) or "", None) if key else None
    if (
        len(title) < (_SHORTEST_CELL if row.cells else _SHORTEST_TITLE)
        or _is_date(title)
        or is_label(title)
        or (_is_prose(row) and not cited and not _tidy(row.text).startswith(title))
    ):
        return None
    return _filled(row, papers, title, cited)


def _filled(row: Row, papers: list[Link], title: str, cited: Citation | None) -> Draft:
    authors, rest = _authors(row)
    venue, year = _venue(rest)
    if cited and cited.title == title:
        authors, year, venue = authors or cited.authors, cited.year or year, venue or cited.venue
    cells = _named_cells(row)
    urls = [link.url for link in (*papers[:1], *row.links) if link.url]
    return Draft(
        title=title,
        authors=people_of(cells["authors"]) if "authors" in cells else authors,
        abstract=cells.get("abstract", ""),
        urls=list(dict.fromkeys(urls)),
        arxiv=next((found for link in papers if (found := arxiv_id(link.url))), None),
        doi=next((found for link in papers if not arxiv_id(link.url) and (found := doi(link.url))), None),
        published=iso_only(cells.get("published")) or year,
        venue=cells.get("venue") or venue,
        extra={"description": text} if not cited and (text := _description(row, title)) else {},
        line=row.line,
    )


def _named(row: Row) -> list[Link]:
    """The papers that a row names by their ids alone."""
    if not (row.is_item or row.cells or row.depth < 0) or not may_be_arxiv(row.text):
        return []
    found = [mention for mention in mentions(plain(row.text)) if mention.key.startswith("arxiv:")]
    return [Link("", f"https://arxiv.org/abs/{mention.key[6:]}") for mention in found[:1]]


def _only_id(row: Row, papers: list[Link]) -> str | None:
    """The key of the only paper of a row that says nothing else."""
    keys = {paper_key(link.url) for link in papers}
    rest = row.text if row.is_item or not papers or _is_address(papers[0].text) else "other"
    for link in row.links:
        rest = rest.replace(link.text, "", 1)
    return keys.pop() if len(keys) == 1 and not any(map(str.isalpha, rest)) else None


def _without_labels(row: Row) -> str:
    """A row's text without the links that only say what they lead to."""
    text = row.text
    for link in row.links:
        if link.text and is_label(link.text):
            text = text.replace(link.text, "", 1)
    return _EMPTY.sub("", text).strip(" -–—|,\n")


def _is_prose(row: Row) -> bool:
    return not row.cells and not row.is_item and row.depth >= 0 and not _is_only_links(row)


def _lists_papers(row: Row) -> bool:
    """Whether a table row stands under a column of titles or papers, and links to something."""
    names = [name.casefold() for name in row.header]
    return bool(row.cells and row.links) and any(
        name in ("paper", "papers", "title", "paper title") for name in names
    )


def _title(row: Row, papers: list[Link], cited: Citation | None) -> str:
    linked = [link.text for link in papers if _says_more(link.text) and not _is_address(link.text)]
    text = _title_cell(row) if row.cells else row.text
    bold = _BOLD.search(text)
    if bold and _says_more(bold[1] or bold[2]):
        return _tidy(bold[1] or bold[2])
    if linked and not row.cells:
        return _tidy(linked[0])
    if cited and not linked:
        return cited.title
    start = _DATED.sub("", _numberless(without_signs(text)), count=1) if not linked else text
    candidate = _tidy(_TITLE_ENDS.split(start.strip(), maxsplit=1)[0])
    if is_label(candidate) or _is_date(candidate):
        candidate = ""
    if not linked:
        candidate = _before_labels(candidate, row.links)
    return _tidy(linked[0]) if linked and len(linked[0]) > len(candidate) / 2 else candidate


def _before_labels(title: str, links: list[Link]) -> str:
    """What comes before the labels of a row is its title: `T (pdf, code)`, `T [arXiv] [code]`."""
    for link in reversed(links):
        if link.text and is_label(link.text) and title.rstrip(" )]}|,:").endswith(link.text.rstrip(" )]}")):
            title = title.rstrip(" )]}|,:").removesuffix(link.text.rstrip(" )]}")).rstrip(" [](){}|,:/")
    return title.removesuffix(".")


def _says_more(text: str) -> bool:
    """Whether bold text is a title: no label, no date."""
    return not text.rstrip().endswith((":", "：")) and not is_label(_tidy(text)) and not _is_date(text)


def _is_address(text: str) -> bool:
    """Whether the text of a link is only where it leads to."""
    return text.startswith(("http://", "https://", "www.")) or paper_key(text) is not None


def _numberless(text: str) -> str:
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text


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
    title = without_signs(_numberless(title.strip(" \n*_`|")))
    if label := _LABELLED.match(title):
        title = title[label.end() :]
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
