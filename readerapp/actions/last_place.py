"""Where the reader left the app, so that it opens there again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self

from readerapp.actions.views import BUILT_IN, View
from readerapp.disk import files
from readerapp.domain.text import clean_line

_LONGEST = 1000
"""Characters of a search that are kept."""
_HIGHEST = 1 << 40


@dataclass(frozen=True, slots=True)
class LastPlace:
    """A place in the app."""

    view: str = ""
    """Its name."""
    words: str = ""
    """What was searched for in it."""
    sort: str = ""
    """The order, where it isn't the view's own."""
    reverse: bool = False
    key: str = ""
    """Of the highlighted paper."""
    index: int = 0
    """Where that stood in the list."""
    above: int = 0
    """How many lines of the list were above it on the screen."""
    pane: bool = True
    """Whether the paper was shown beside the list."""

    @classmethod
    def load(cls, path: Path) -> Self:
        """The place in the file at `path`, which may be deleted or damaged at any time. Never raises."""
        try:
            record = json.loads(path.read_text("utf-8"))
            found = {field.name: record.get(field.name, field.default) for field in fields(cls)}
        except (OSError, ValueError, AttributeError, RecursionError):
            return cls()
        return cls(**{name: _sound(value, getattr(cls(), name)) for name, value in found.items()})._known()

    def _known(self) -> Self:
        if not self.sort:
            return self
        from readerapp.domain.query.tree import ORDERS  # most readers leave a list in its own order

        return self if self.sort in ORDERS else type(self)(self.view, self.words)

    def save(self, path: Path) -> None:
        """Keep it; where nothing can be written the app opens as at first."""
        with suppress(OSError):
            files.replace(path, [json.dumps(asdict(self)).encode()], durable=False)

    def view_of(self, views: Sequence[View]) -> int:
        """Which of the views it is; the first where that is gone."""
        return next((number for number, view in enumerate(views) if view.name == self.view), 0)

    def arguments(self, own: Sequence[View]) -> list[str]:
        """What `readerapp list` is asked for to print what the list shows."""
        views = (*BUILT_IN, *own)
        query = views[self.view_of(views)].narrowed(self.words)
        return [*(["--sort", self.sort] if self.sort else []), *["--reverse"] * self.reverse, "--", query]


def _sound(value: Any, default: Any) -> Any:
    """A value from a file, if it is of the right kind."""
    if type(value) is not type(default):
        return default
    if isinstance(value, str):
        return clean_line(value)[:_LONGEST]
    return max(0, min(value, _HIGHEST)) if type(value) is int else value
