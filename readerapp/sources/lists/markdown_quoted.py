"""BibTeX that a page quotes to say how its papers are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.ids import arxiv_id, doi, paper_key
from readerapp.sources.draft import Draft

_QUOTED = re.compile(r"^[ \t]*(```|~~~)[^\n]*\n(.*?)^[ \t]*\1", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^\s*@\w+\s*\{", re.MULTILINE)


def quoted_entries(source: str) -> list[Draft]:
    """The papers of the BibTeX in a page's code blocks."""
    blocks = (
        [match[2] for match in _QUOTED.finditer(source) if _ENTRY.search(match[2])] if "@" in source else []
    )
    return [draft for block in blocks for draft in _entries(block)]


def _entries(block: str) -> Iterator[Draft]:
    from readerapp.sources.bibliographies.bibtex import read

    return (found for found in read(block) if isinstance(found, Draft))


def with_facts(draft: Draft, cited: list[Draft]) -> Draft:
    """The paper with the title and the people of the entry for the same id."""
    own = _keys(draft)
    for entry in cited:
        if entry.title and own & _keys(entry):
            entry.urls = (*draft.urls, *entry.urls)
            entry.arxiv, entry.doi, entry.line = (
                entry.arxiv or draft.arxiv,
                entry.doi or draft.doi,
                draft.line,
            )
            cited.remove(entry)
            return entry
    return draft


def _keys(draft: Draft) -> set[str]:
    found = {key for url in draft.urls if (key := paper_key(url))}
    found |= {f"arxiv:{number}" for text in (draft.arxiv, draft.doi) if text and (number := arxiv_id(text))}
    return found | {f"doi:{number}" for text in (draft.doi,) if text and (number := doi(text))}
