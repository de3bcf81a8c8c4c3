"""The pages of a book of papers: XHTML, https://www.w3.org/publishing/epub32/epub-contentdocs.html."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readerapp.domain.paper import Paper
from readerapp.domain.state import Status
from readerapp.exports import Item
from readerapp.exports.books.xhtml import escape, from_markdown, link, paragraphs

STYLESHEET = """\
body { margin: 0 1em; line-height: 1.4; }
section { page-break-before: always; break-before: page; }
h1 { font-size: 1.3em; line-height: 1.2; text-align: start; margin: 0 0 0.6em; }
h2 { font-size: 1em; margin: 1.2em 0 0.4em; }
h3, h4, h5, h6 { font-size: 1em; margin: 1em 0 0.3em; }
p { margin: 0 0 0.6em; }
.facts, .links { font-size: 0.85em; }
.note { border-left: 2px solid; padding-left: 0.8em; }
pre { white-space: pre-wrap; font-size: 0.85em; }
blockquote { margin: 0.6em 0 0.6em 1em; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.2em 0.5em; }
nav ol { list-style: none; padding: 0; }
nav li { margin: 0 0 0.5em; }
"""

_PAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en" lang="en">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
{body}</body>
</html>
"""
_KINDS = {
    "repo": "code",
    "arxiv": "arXiv",
    "pdf": "PDF",
    "hf": "Hugging Face",
    "project": "project",
    "doi": "DOI",
    "other": "link",
}


def page(title: str, parts: Iterable[str]) -> str:
    """Return a page of chapters, or of anything else that stands in a body."""
    return _PAGE.format(title=escape(title), body="".join(parts))


def title_of(paper: Paper) -> str:
    """Return the title as a table of contents needs it, which may not be empty."""
    return paper.title if escape(paper.title).strip() else paper.key


def nothing(place: str) -> str:
    """Return the chapter of a book without papers."""
    return f'<section id="{place}"><h1>No papers</h1></section>\n'


def chapter(item: Item, place: str) -> str:
    """Return a paper's title, authors, facts, links, note and abstract; `place` is its id in the page."""
    paper, note = item.paper, item.state.note.strip()
    parts = (
        f'<section epub:type="chapter" id="{place}">\n<h1 dir="auto">{escape(title_of(paper))}</h1>\n',
        paragraphs(", ".join(paper.authors)),
        _line("facts", escape(" · ".join(_facts(item)))),
        _line("links", " · ".join(_links(paper))),
        f'<h2>Note</h2>\n<div class="note">\n{from_markdown(note)}</div>\n' if note else "",
        f"<h2>Summary</h2>\n{paragraphs(paper.summary)}" if paper.summary else "",
        f"<h2>Abstract</h2>\n{paragraphs(paper.abstract)}" if paper.abstract else "",
        "</section>\n",
    )
    return "".join(parts)


def _line(kind: str, content: str) -> str:
    return f'<p class="{kind}">{content}</p>\n' if content else ""


def _facts(item: Item) -> Iterator[str]:
    paper, state = item.paper, item.state
    facts = (
        paper.key,
        state.status.value if state.status is not Status.UNREAD else "",
        f"{item.place} in the queue" if item.place else "",
        f"rated {state.rating} of 5" if state.rating else "",
        " ".join(f"#{tag}" for tag in state.tags),
        paper.venue or "",
        f"published {paper.published}" if paper.published else "",
        f"{paper.upvotes:,} upvotes" if paper.upvotes is not None else "",
        f"{paper.stars:,} stars" if paper.stars is not None else "",
        ", ".join(paper.keywords),
    )
    return filter(None, facts)


def _links(paper: Paper) -> Iterator[str]:
    """Yield the links, named by their kind; of several of a kind all but the first by their address."""
    seen = set[str]()
    for kind, url in paper.links:
        yield link(url, url.partition("://")[2] or url if kind in seen else _KINDS[kind])
        seen.add(kind)
