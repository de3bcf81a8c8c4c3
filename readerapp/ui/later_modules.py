"""The modules that keys need and the first list doesn't, loaded while the reader looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

_SCREENS = ("help", "palette", "menu", "picker", "note", "diary", "tags", "path_prompt")
_FOR_SEEDS = ("readerapp.library.ingest.append", "readerapp.library.duplicates.verdict", "filelock")
"""Those of the first change in a new home."""


def load(seeded: bool) -> None:
    """Load them: in a thread, since no key shall wait. A home is `seeded` until its papers are in a file."""
    for name in _named(seeded):
        import_module(name)


def _named(seeded: bool) -> Iterator[str]:
    yield from _FOR_SEEDS if seeded else ()
    yield "readerapp.actions.intake.dropped_paths"
    yield from (f"readerapp.ui.screens.{name}" for name in _SCREENS)
    yield "readerapp.ui.commands.desktop"
    yield "readerapp.ui.commands.views.chooser"
    yield "readerapp.ui.commands.notes.tag_browser"
    yield "readerapp.ui.commands.triage.opening"
    yield "readerapp.ui.commands.full_text"
    yield "readerapp.ui.widgets.note_view"
    yield "rapidfuzz.process"
    yield "rapidfuzz.distance"
