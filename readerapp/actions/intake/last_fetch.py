"""The day a source was last fetched, from the sightings in the library."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from readerapp.actions.services.hugging_face import DAILY
from readerapp.actions.services.targets import FetchTarget
from readerapp.actions.workspace import Workspace


def last_fetched(workspace: Workspace, target: FetchTarget) -> date | None:
    """Return the day of the newest paper from a source, which may be incomplete; None if there is none."""
    return _last_listed(workspace) if target.service == "hf" else _last_published(workspace, target.name)


def _last_listed(workspace: Workspace) -> date | None:
    sources = workspace.library.vocabulary({}).sources
    return max(
        filter(None, map(_day, (name.removeprefix(DAILY) for name in sources if name.startswith(DAILY)))),
        default=None,
    )


def _last_published(workspace: Workspace, name: str) -> date | None:
    """Return the newest publication day among the papers of a source."""
    quoted = name.replace('"', " ")
    shelf = workspace.shelf(f'from:"{quoted}"', sort="published")
    for row in shelf.rows:
        paper = workspace.library.paper(row, shelf)
        if any(sighting.source == name for sighting in paper.sightings):
            return _day((paper.published or "")[:10])
    return None


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None
