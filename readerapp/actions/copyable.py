"""Links and texts of a paper that can be copied or opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from readerapp.domain.paper import KINDS, Paper, address_by_key
from readerapp.domain.values import NamedTuple


class Copyable(NamedTuple):
    """A text of a paper that can be copied."""

    letter: str
    """Its key in the copy menu."""
    what: str
    """Its name on the command line."""
    name: str
    """Its name in the copy menu."""


COPYABLES = (
    Copyable("r", "repo", "repo"),
    Copyable("a", "arxiv", "arXiv"),
    Copyable("p", "pdf", "PDF"),
    Copyable("h", "hf", "HF page"),
    Copyable("d", "doi", "DOI"),
    Copyable("t", "title", "title"),
    Copyable("m", "markdown", "Markdown link"),
    Copyable("b", "bibtex", "BibTeX"),
    Copyable("g", "clone", "git clone"),
    Copyable("k", "key", "key"),
)
"""In the order of the copy menu."""
WHATS = tuple(dict.fromkeys((*(each.what for each in COPYABLES), *KINDS)))
"""What the command line copies: the texts of the menu, and links of any kind."""


def link(paper: Paper, kind: str) -> str | None:
    """Return the first link of a kind, or the one that follows from the paper's key; None without either."""
    return paper.links.first(kind) or address_by_key(paper.key, kind)


def best_link(paper: Paper) -> tuple[str, str] | None:
    """Return (kind, URL) of the best link: the repo, else arXiv, else any; None without links."""
    return next(((kind, url) for kind in KINDS if (url := link(paper, kind))), None)


def copy_text(paper: Paper, what: str) -> str | None:
    """Return the text named `what` in `COPYABLES`, or a link of that kind; None if the paper has none.

    Raises:
        KeyError: `what` is neither.
    """
    if what in KINDS:
        return link(paper, what)
    return _TEXTS[what](paper)


def clone_command(paper: Paper) -> str | None:
    """Return `git clone …` for the first repository, quoted for a shell; None without a repository."""
    repo = paper.links.first("repo")
    if not repo:
        return None
    import shlex  # with the rules for addresses of repositories, slow to load

    from readerapp.domain.links.repositories import repository

    return f"git clone {shlex.quote(repository(repo))}"


def _markdown(paper: Paper) -> str:
    from readerapp.exports.lists import markdown  # as above

    best = best_link(paper)
    return markdown.link(paper, best[1] if best else None)


def _bibtex(paper: Paper) -> str:
    from readerapp.exports.bibliographies import bibtex  # as above

    return bibtex.entry(paper)


_TEXTS: Mapping[str, Callable[[Paper], str | None]] = MappingProxyType(
    {
        "title": lambda paper: paper.title,
        "markdown": _markdown,
        "bibtex": _bibtex,
        "clone": clone_command,
        "key": lambda paper: paper.key,
    }
)
