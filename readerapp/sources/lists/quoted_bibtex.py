"""BibTeX quoted on a page to show how its papers are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from readerapp.domain.ids.parsing import arxiv_id, doi, paper_key
from readerapp.sources.draft import Draft

_QUOTED = re.compile(r"^[ \t]*(```|~~~)[^\n]*\n(.*?)^[ \t]*\1", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^\s*@\w+\s*\{", re.MULTILINE)


class QuotedEntries:
    """Papers of the BibTeX in a page's code blocks."""

    def __init__(self, source: str) -> None:
        found = (
            [match[2] for match in _QUOTED.finditer(source) if _ENTRY.search(match[2])]
            if "@" in source
            else []
        )
        self.all = [draft for block in found for draft in _entries(block) if draft.title]
        self._by_key = {key: entry for entry in reversed(self.all) for key in _keys(entry)}

    def entry_for(self, draft: Draft) -> Draft:
        """Return the entry for a draft's paper, with the draft's links; the draft itself if there is none."""
        for key in _keys(draft) if self._by_key else ():
            if entry := self._by_key.get(key):
                return replace(
                    entry,
                    urls=(*draft.urls, *entry.urls),
                    arxiv=entry.arxiv or draft.arxiv,
                    doi=entry.doi or draft.doi,
                    line=draft.line,
                )
        return draft


def _entries(block: str) -> Iterator[Draft]:
    from readerapp.sources.bibliographies.bibtex import read

    return (found for found in read(block) if isinstance(found, Draft))


def _keys(draft: Draft) -> set[str]:
    found = {key for url in draft.urls if (key := paper_key(url))}
    found |= {f"arxiv:{number}" for text in (draft.arxiv, draft.doi) if text and (number := arxiv_id(text))}
    return found | {f"doi:{number}" for text in (draft.doi,) if text and (number := doi(text))}
