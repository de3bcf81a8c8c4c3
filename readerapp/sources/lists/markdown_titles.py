"""Finds the title in a row of a Markdown list."""

from __future__ import annotations

import re

from readerapp.domain.ids.parsing import paper_key
from readerapp.sources.citation import Citation
from readerapp.sources.lists.markdown_details import is_fact
from readerapp.sources.lists.markdown_rows import Row, RowLink
from readerapp.sources.lists.paper_links import is_label
from readerapp.sources.lists.table_columns import fields_by_column
from readerapp.sources.lists.venues import without_venue
from readerapp.sources.title_affixes import without_signs

BOLD = re.compile(r"\*\*\s*(.+?)\s*\*\*|__\s*(.+?)\s*__", re.DOTALL)
_NUMBER = re.compile(r"\s*(?:\(?\d{1,4}[.)]\s+|\[\d+\]\s*)")
_LABELLED = re.compile(r"(?:paper(?: title)?|title)\s*[*_]*\s*[:：]\s*[*_]*\s*", re.IGNORECASE)
_TITLE_ENDS = re.compile(
    r"\n|\s+[-–—]\s+|\s{2,}|\s+\||(?<=[a-z0-9)?!])\s+(?=(?:This|These|We|Introduces?|Presents?|Proposes?|Explores?"
    r"|Investigates?|Researchers|Describes?|Reports?|Develops?|Demonstrates?|Analyzes?|Examines|Surveys?)\s)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_NOTHING = re.compile(r"(?:\s?[\[({]\s?[\])}])+$")
# Dates before a title; linked or bold titles don't include them.
_DATED = re.compile(
    r"\[?\(?(?:(?:19|20)\d\d(?:[-./]\d\d?){1,2}\)?\]?\s*[:：|–-]?|(?:19|20)\d\d\)?\]?\s*[:：|–-])\s+"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?\s*[:：|–-]\s+"
)


def title_of(row: Row, papers: list[RowLink], cited: Citation | None) -> str:
    """Return the title of a row: bold text, a link's text, a citation's title, or what comes first."""
    linked = [link.text for link in papers if _says_more(link.text) and not is_address(link.text)]
    text = _title_cell(row) if row.cells else row.text
    bold = BOLD.search(text)
    if bold and _says_more(bold[1] or bold[2]) and not is_fact(text[bold.start() :]):
        return tidy(bold[1] or bold[2])
    if linked and not row.cells:
        return tidy(linked[0])
    if cited and not linked:
        return cited.title
    start = _undated(_numberless(without_signs(text))) if not linked else text
    candidate = tidy(_TITLE_ENDS.split(start.strip(), maxsplit=1)[0])
    if is_label(candidate) or is_date(candidate) or is_fact(start):
        candidate = ""
    if not linked:
        candidate = _before_labels(candidate, row.links)
    return tidy(linked[0]) if linked and len(linked[0]) > len(candidate) / 2 else candidate


def _before_labels(title: str, links: list[RowLink]) -> str:
    """Return the title before the labels of a row: `T (pdf, code)`, `T [arXiv] [code]`."""
    for link in reversed(links):
        label = link.text.rstrip(" )]}")
        bare = title.rstrip(" )]}|,:")
        if label and is_label(link.text) and bare.endswith(label):
            title = _NOTHING.sub("", bare.removesuffix(label).rstrip(" [({|,:/"))
    return without_venue(title.removesuffix(".")).removesuffix(".")


def _says_more(text: str) -> bool:
    """Return True if a text can be a title: neither a label nor a date."""
    return not text.rstrip().endswith((":", "：")) and not is_label(tidy(text)) and not is_date(text)


def is_address(text: str) -> bool:
    """Return True if the text of a link is only its address."""
    return text.startswith(("http://", "https://", "www.")) or paper_key(text) is not None


def _numberless(text: str) -> str:
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text


def _undated(text: str) -> str:
    date = _DATED.match(text)
    return text[date.end() :] if date else text


def cells_by_field(row: Row) -> dict[str, str]:
    """Return the cells of a table row by the fields of their columns."""
    columns = fields_by_column(row.header).items()
    return {
        field: text
        for column, field in columns
        if (text := "".join(row.cells[column : column + 1]).strip(" *_"))
    }


def _title_cell(row: Row) -> str:
    """Return the cell under `Title`, else `Paper`, else the first that is more than a label."""
    columns = {field: column for column, field in fields_by_column(row.header).items()}
    column = columns.get("title")
    if column is not None and column < len(row.cells) and not is_label(row.cells[column]):
        return row.cells[column]
    return next((cell for cell in row.cells if not is_label(cell) and not is_date(cell)), "")


def tidy(title: str) -> str:
    """Return a title without marks, number and label."""
    title = without_signs(_numberless(title.strip(" \n*_`|")))
    if label := _LABELLED.match(title):
        title = title[label.end() :]
    title = " ".join(_ESCAPE.sub(r"\1", title).split()).strip(' *_`|"“”:,').removesuffix(".").strip()
    return without_venue(title).strip(' *_`|"“”:,')


def is_date(text: str) -> bool:
    """Return True if a text has no letters, as a date or number."""
    return not any(char.isalpha() for char in text)
