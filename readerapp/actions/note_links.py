"""Papers that notes name: by `[[key]]`, an id or an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from readerapp.actions.workspace import Workspace
from readerapp.domain.ids.mentions import mentions
from readerapp.domain.ids.parsing import paper_key
from readerapp.domain.values import NamedTuple

_LINK = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
_MAX_NOTES_READ = 200
"""Of the notes that may name a paper."""


class Reference(NamedTuple):
    """A place in a note that may name a paper."""

    start: int
    end: int
    text: str
    """A key, an id or an address."""
    is_link: bool
    """True if it is written as `[[…]]`."""


def references(note: str) -> Iterator[Reference]:
    """Yield the places in a note that may name a paper, in their order."""
    links = [Reference(it.start(), it.end(), it[1].strip(), True) for it in _LINK.finditer(note)]
    others = (Reference(it.start, it.end, it.key, False) for it in mentions(note))
    alone = (it for it in others if not any(link.start <= it.start < link.end for link in links))
    yield from sorted([*links, *alone])


def named(workspace: Workspace, text: str) -> tuple[str, str] | None:
    """Return the key and title of the paper that a reference names; None if the library has none."""
    row = workspace.library.row(text)
    if row is None and (key := paper_key(text)):
        row = workspace.library.row(key)
    return None if row is None else (workspace.library.key(row), workspace.library.title(row))


def named_in(workspace: Workspace, key: str) -> dict[str, str]:
    """Return the papers that a paper's note names, key to title, without itself."""
    found = (named(workspace, it.text) for it in references(workspace.state(key).note))
    return dict(it for it in found if it and it[0] != key)


def noted_in(workspace: Workspace, key: str) -> dict[str, str]:
    """Return the papers whose note names a paper, key to title. Waits for no index."""
    shelf = workspace.shelf(f'note:"{key.partition(":")[2]}" is:any', exact=True, whole=False)
    library = workspace.library
    others = [library.key(row, shelf) for row in islice(shelf.rows, _MAX_NOTES_READ)]
    return {
        other: workspace.paper(other).title
        for other in others
        if other != key and key in named_in(workspace, other)
    }
