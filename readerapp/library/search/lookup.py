"""Find the paper that a text means: a key, the start of a key, an id, a DOI or an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from readerapp.domain.errors import AmbiguousKey, NoSuchPaper
from readerapp.domain.ids.parsing import arxiv_id, doi
from readerapp.library.columns.table import GONE, Columns

_MAX_CHOICES = 4


def find_key(text: str, columns: Columns) -> str:
    """Return the key of the one paper that a text means.

    Raises:
        NoSuchPaper: it means none.
        AmbiguousKey: it means several.
    """
    found = [columns.texts["keys"][row] for row in islice(_rows(text, columns), _MAX_CHOICES)]
    if not found:
        raise NoSuchPaper(f"No paper matches {text!r}; `readerapp list` shows the keys")
    if len(found) > 1:
        several = ", ".join(found[: _MAX_CHOICES - 1]) + (", …" if len(found) == _MAX_CHOICES else "")
        raise AmbiguousKey(f"{text!r} is the start of several keys: {several}; type more of it")
    return found[0]


def _rows(text: str, columns: Columns) -> Iterator[int]:
    for key in _keys(text):
        if (row := columns.row(key)) is not None:
            yield row
            return
    yield from (row for row in _alike(text, columns) if columns.offsets[row] != GONE)


def _keys(text: str) -> Iterator[str]:
    """Yield the keys that a text may spell, itself first: to look for ids takes longer than the rest."""
    if text:
        yield text
    if found := arxiv_id(text):
        yield f"arxiv:{found}"
    if found := doi(text):
        yield f"doi:{found}"


def _alike(text: str, columns: Columns) -> Iterator[int]:
    if text.lower().startswith(("http://", "https://")):
        link = re.escape(text.lower().rstrip("/").encode("utf-8", "replace"))
        return columns.texts["links"].matching(rb"(?m)\|" + link + rb"/?(?= |$)")
    start = re.escape(text.encode("utf-8", "replace"))
    return columns.texts["keys"].matching(rb"(?m)^(?:[a-z]+:)?" + start) if text else iter(())


def rows_without_title(columns: Columns) -> Iterator[int]:
    """Yield the rows whose title may be a placeholder."""
    rows = columns.texts["titles"].matching(rb"(?mi)^\W*(?:arxiv|doi)\b[^\n]{0,120}$")
    return (row for row in rows if columns.offsets[row] != GONE)
