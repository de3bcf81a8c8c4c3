"""The seed papers, shown where there is no library yet."""

from __future__ import annotations

from readerapp.domain.paper import Paper
from readerapp.library.catalogue import Catalogue
from readerapp.library.columns import Columns, Draft
from readerapp.library.facts import facts
from readerapp.library.growth import Shown
from readerapp.library.lines import Stamp


def show(catalogue: Catalogue, papers: tuple[Paper, ...]) -> None:
    """Have the catalogue show these papers, which are in no file."""
    draft = Draft(Columns())
    for number, paper in enumerate(papers):
        draft.put(facts(paper), number)
    catalogue.now = Shown(draft.done(), Stamp(), catalogue.path, papers)
