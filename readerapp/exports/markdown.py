"""Markdown (CommonMark, https://spec.commonmark.org): a link, or a list of papers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readerapp.domain.paper import Paper
from readerapp.exports.bibtex import year

# Escaped wherever they stand: that these would mean something depends on what is around them.
_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>])")
_AUTHORS_SHOWN = 3


def document(papers: Iterable[Paper]) -> str:
    """A list of papers, one a line: the linked title, who wrote it when, and its repository."""
    return "".join(f"- {item(paper)}\n" for paper in papers)


def item(paper: Paper) -> str:
    """One paper in a line: the linked title, who wrote it when, and its repository."""
    parts = [link(paper, _page(paper)), _byline(paper)]
    if code := paper.links.first("repo"):
        parts.append(_linked("code", code))
    return " · ".join(part for part in parts if part)


def link(paper: Paper, url: str | None = None) -> str:
    """The title linked to `url`, else to the paper's best link; without any link the title alone."""
    best = paper.links.best
    url = url or (best[1] if best else None)
    title = escape(paper.title)
    return _linked(title, url) if url else title


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it stands."""
    return _MEANS_SOMETHING.sub(r"\\\1", text)


def _linked(text: str, url: str) -> str:
    # Angle brackets hold parentheses; what would end them is written as its code.
    balanced = not re.search(r"[()\s<>]", url)
    return f"[{text}]({url})" if balanced else f"[{text}](<{url.replace('<', '%3C').replace('>', '%3E')}>)"


def _page(paper: Paper) -> str | None:
    """Where one reads the paper itself."""
    links = paper.links
    return links.first("arxiv") or links.first("hf") or links.first("doi") or links.first("pdf")


def _byline(paper: Paper) -> str:
    shown = ", ".join(escape(author) for author in paper.authors[:_AUTHORS_SHOWN])
    if len(paper.authors) > _AUTHORS_SHOWN:
        shown += " et al."
    when = year(paper)
    return " ".join(part for part in (shown, f"({when})" if when else "") if part)
