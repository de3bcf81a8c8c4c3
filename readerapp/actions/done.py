"""What an action did, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from readerapp.domain.text import shorten

_TITLE_WIDTH = 48


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did and to which papers."""

    message: str
    """One sentence without its full stop: `Queued "When Do Curricula…"`."""
    keys: tuple[str, ...] = ()
    undoable: bool = False
    """Whether undo takes it back."""
    step: str = ""
    """The id of the step that it is, or that it turned; empty where nothing changed."""


def named(titles: Sequence[str]) -> str:
    """The papers as a sentence names them: one by its title, several by their number."""
    if len(titles) == 1:
        return f'"{shorten(titles[0], _TITLE_WIDTH)}"'
    return f"{len(titles):,} papers"


def sentence(words: str) -> str:
    """`words` with a capital first letter and the rest as it stands."""
    return words[:1].upper() + words[1:]
