"""What papers have to copy or open: a link, BibTeX, a title."""

from __future__ import annotations

from collections.abc import Sequence

from readerapp.actions.copyable import COPYABLES, best_link, copy_text
from readerapp.cli.exit_status import FAILED, complain
from readerapp.cli.session import Session
from readerapp.domain.errors import ReaderError

NAMES = {what.what: what.name for what in COPYABLES}
"""What can be copied: its name on the command line, and as a person calls it."""


def copyable_texts(session: Session, keys: Sequence[str], what: str | None) -> list[str]:
    """Return `what` of each paper, by default its best link.

    Papers that have none are reported, a line each, and the exit status tells.

    Raises:
        ReaderError: no paper has any.
    """
    texts = []
    for key in keys:
        paper = session.lib.paper(key)
        best = best_link(paper)
        text = copy_text(paper, what) if what else best and best[1]
        if text:
            texts.append(text)
            continue
        missing = f'"{paper.title}" has no {NAMES.get(what, what) if what else "link"}'
        if len(keys) == 1:
            raise ReaderError(missing)
        complain(missing)
        session.status = FAILED
    if not texts:
        raise ReaderError("None of these papers has one")
    return texts
