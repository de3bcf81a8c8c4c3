"""Markdown (CommonMark, https://spec.commonmark.org): links and lists of papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readerapp.domain.paper import Paper
from readerapp.exports import Item
from readerapp.exports.bibtex import year

# Always escaped, as their meaning depends on the context.
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_MAX_AUTHORS = 3


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield a list of papers, one a line: linked title, authors, year and repository."""
    return (f"- {item(each.paper)}\n" for each in items)


def item(paper: Paper) -> str:
    """Return one paper as a line: linked title, authors, year and repository."""
    parts = [link(paper, _page(paper)), _byline(paper)]
    if code := paper.links.first("repo"):
        parts.append(_linked("code", code))
    return " · ".join(part for part in parts if part)


def link(paper: Paper, url: str | None = None) -> str:
    """Return the title linked to `url`, else to the paper's best link; without a link the title alone."""
    best = paper.links.best
    url = url or (best[1] if best else None)
    title = escape(paper.title)
    return _linked(title, url) if url else title


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it literally."""
    return _SPECIAL.sub(r"\\\1", text)


def _linked(text: str, url: str) -> str:
    # Angle brackets allow parentheses; a nested one is percent-encoded.
    balanced = not re.search(r"[()\s<>]", url)
    return f"[{text}]({url})" if balanced else f"[{text}](<{url.replace('<', '%3C').replace('>', '%3E')}>)"


def _page(paper: Paper) -> str | None:
    """Return the address where the paper can be read."""
    links = paper.links
    return links.first("arxiv") or links.first("hf") or links.first("doi") or links.first("pdf")


def _byline(paper: Paper) -> str:
    shown = ", ".join(escape(author) for author in paper.authors[:_MAX_AUTHORS])
    if len(paper.authors) > _MAX_AUTHORS:
        shown += " et al."
    when = year(paper)
    return " ".join(part for part in (shown, f"({when})" if when else "") if part)
