"""What Zotero's fields say, however its items were exported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from readerapp.domain.id_mentions import arxiv_in, doi_in
from readerapp.domain.ids import arxiv_id

NO_WORKS = frozenset(("attachment", "note", "annotation"))
"""Types of items that hang on a paper and are none."""

_LABELLED = re.compile(r"\s*(?:arxiv|doi)\b", re.IGNORECASE)
_CITATION_KEY = re.compile(r"(?im)^\s*citation key:\s*(\S+)")


def arxiv_number(values: Iterable[str], extra: str = "") -> str | None:
    """The arXiv id in fields made for one, or in a line of “Extra” that begins with its name."""
    found = next((found for value in values if value and (found := arxiv_id(value))), None)
    return found or next((found for line in _labelled(extra) if (found := arxiv_in(line))), None)


def doi_number(extra: str) -> str | None:
    """The DOI in a line of “Extra” that begins with its name."""
    return next((found for line in _labelled(extra) if (found := doi_in(line))), None)


def citation_key(fields: Mapping[str, str]) -> str:
    """The citation key, which has its field or stands in “Extra”."""
    found = _CITATION_KEY.search(fields.get("extra", ""))
    return fields.get("citationKey", "") or (found[1] if found else "")


def _labelled(extra: str) -> Iterable[str]:
    return (line for line in extra.split("\n") if _LABELLED.match(line))
