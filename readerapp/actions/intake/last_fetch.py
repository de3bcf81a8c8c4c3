"""When a source was fetched last: the library remembers it in its sightings."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from readerapp.actions.services.hugging_face import DAILY
from readerapp.actions.services.targets import Target
from readerapp.actions.workspace import Workspace


def last_fetched(workspace: Workspace, one: Target) -> date | None:
    """The day up to which a source is known; it may have grown on that day. None if it isn't known at all."""
    return _last_listed(workspace) if one.service == "hf" else _last_published(workspace, one.name)


def _last_listed(workspace: Workspace) -> date | None:
    sources = workspace.library.vocabulary({}).sources
    return max(
        filter(None, map(_day, (name.removeprefix(DAILY) for name in sources if name.startswith(DAILY)))),
        default=None,
    )


def _last_published(workspace: Workspace, name: str) -> date | None:
    """The newest day of publication among the papers of a source."""
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
