"""Markdown (https://spec.commonmark.org): a list with boxes, and links of papers.

An item has the title, people, venue and year, code, and what the reader did: the box is ticked if the paper
is read or archived; the note stands below it. A comment, which viewers don't show, has the key and the times
that `add` needs to merge it (`sources.lists.reading_list` reads it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status
from readerapp.domain.state_mark import state_mark
from readerapp.domain.values import pattern
from readerapp.exports import Item
from readerapp.exports.facts import year

# Always escaped, as their meaning depends on the context.
_SPECIAL = pattern(r"([\\`*_\[\]<>~]|&(?=#?\w{1,32};))")
_MARKS_OF_LISTS = pattern(r"([,()#])")
_TICKED = (Status.READ, Status.ARCHIVED)
_STARS = 5


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield a list of papers with boxes, each with its note below."""
    for each in items:
        yield f"- [{'x' if each.state.status in _TICKED else ' '}] {item(each)} {_comment(each)}\n"
        if each.state.note:
            yield f"\n{_indented(each.state.note)}\n"


def item(each: Item) -> str:
    """Return one paper as a line: linked title, people, venue and year, code, and the reader's marks."""
    paper = each.paper
    parts = [_dotless(link(paper, _page(paper))), _byline(paper)]
    parts += [_linked("code", url) for url in paper.links.repo]
    parts += [_linked("project", url) for url in paper.links.project]
    return " · ".join(filter(None, (*parts, *_marks(each.state, each.place))))


def link(paper: Paper, url: str | None = None) -> str:
    """Return the title linked to `url`, else to the paper's best link; without a link the title alone."""
    best = paper.links.best
    url = url or (best[1] if best else None)
    title = escape(paper.title)
    return _linked(title, url) if url else title


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it literally."""
    return _SPECIAL.sub(r"\\\1", text)


def _dotless(text: str) -> str:
    """Return `text` without the dot that separates the parts of an item."""
    return text.replace("·", "&middot;")


def _plain(text: str) -> str:
    """Return `text` so that it is shown literally, and nothing in it separates parts of an item."""
    return _dotless(_MARKS_OF_LISTS.sub(r"\\\1", escape(text)))


def _linked(text: str, url: str) -> str:
    # Angle brackets allow parentheses; a nested one is percent-encoded.
    url = url.replace("·", "%C2%B7")
    balanced = not re.search(r"[()\s<>]", url)
    return f"[{text}]({url})" if balanced else f"[{text}](<{url.replace('<', '%3C').replace('>', '%3E')}>)"


def _page(paper: Paper) -> str | None:
    """Return the address where the paper can be read."""
    links = paper.links
    return links.first("arxiv") or links.first("hf") or links.first("doi") or links.first("pdf")


def _byline(paper: Paper) -> str:
    people = ", ".join(map(_plain, paper.authors))
    where = ", ".join(filter(None, (_plain(paper.venue or ""), year(paper))))
    return " ".join(filter(None, (people, f"({where})" if where else "")))


def _marks(state: State, place: int | None) -> Iterator[str]:
    """Yield what the reader did, but for the note and what the box says."""
    if state.status in (Status.READING, Status.ARCHIVED):
        yield f"*{state.status}*"
    if state.is_queued:
        yield f"*queued {place}*" if place else "*queued*"
    if state.later:
        yield f"*until {state.later}*"
    if state.rating:
        yield "★" * state.rating + "☆" * (_STARS - state.rating)
    yield " ".join(f"#{_dotless(escape(tag)).replace(' ', '&nbsp;')}" for tag in state.tags)


def _comment(each: Item) -> str:
    key = quote(each.paper.key, safe=":/.").replace("--", "-%2D")
    mark = state_mark(each.state, {"published": each.paper.published})
    return f"<!-- readerapp {key} {mark}".rstrip() + " -->"


def _indented(note: str) -> str:
    """Return a note as the content of an item; blank lines at its ends are indented and so are kept."""
    lines = note.split("\n")
    filled = [number for number, line in enumerate(lines) if line]
    first, last = (filled[0], filled[-1]) if filled else (len(lines), -1)
    return "".join("\n" if first < n < last and not line else f"  {line}\n" for n, line in enumerate(lines))
