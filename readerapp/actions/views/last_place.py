"""The place where the reader left the app, so that it opens there again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Self

from readerapp.actions.views.view import View
from readerapp.disk import files
from readerapp.domain.text import clean_line
from readerapp.domain.values import dataclass

_MAX_CHARACTERS = 1000
_MAX_NUMBER = 1 << 40


@dataclass(frozen=True, slots=True)
class LastPlace:
    """A place in the app."""

    view: str = ""
    """The view's name."""
    words: str = ""
    """The search within it."""
    sort: str = ""
    """The order, if it isn't the view's own."""
    reverse: bool = False
    key: str = ""
    """The highlighted paper."""
    index: int = 0
    """Its index in the list."""
    above: int = 0
    """Lines of the list above it on the screen."""
    pane: bool = True
    """True if the paper was shown beside the list."""
    sidebar: bool = False
    """True if the sidebar was open."""
    share: int = 0
    """The paper's part of the width beside the list, in percent; 0 unless the reader chose one."""

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return the place saved at `path`; the default if the file is missing or damaged."""
        try:
            record = json.loads(path.read_text("utf-8"))
            found = {field.name: record.get(field.name, field.default) for field in fields(cls)}
        except (OSError, ValueError, AttributeError, RecursionError):
            return cls()
        return cls(**{name: _sound(value, getattr(cls(), name)) for name, value in found.items()})._known()

    def _known(self) -> Self:
        if not self.sort:
            return self
        from readerapp.domain.query.tree import ORDERS  # rarely needed

        return self if self.sort in ORDERS else type(self)(self.view, self.words)

    def save(self, path: Path) -> None:
        """Save it at `path`, if that can be written."""
        with suppress(OSError):
            files.replace(path, [json.dumps(asdict(self)).encode()], durable=False)

    def view_of(self, views: Sequence[View]) -> int:
        """Return the index of its view among `views`; 0 if it is gone."""
        return next((number for number, view in enumerate(views) if view.name == self.view), 0)

    def arguments(self, views: Sequence[View]) -> list[str]:
        """Return the arguments of `readerapp list` that print the same list."""
        query = views[self.view_of(views)].narrowed(self.words, in_order=not self.sort)
        return [*(["--sort", self.sort] if self.sort else []), *["--reverse"] * self.reverse, "--", query]


def _sound(value: Any, default: Any) -> Any:
    """Return a value from a file if it has the type of the default, else the default."""
    if type(value) is not type(default):
        return default
    if isinstance(value, str):
        return clean_line(value)[:_MAX_CHARACTERS]
    return max(0, min(value, _MAX_NUMBER)) if type(value) is int else value
