"""The result of an action, in words."""

from __future__ import annotations

from collections.abc import Sequence

from readerapp.domain.text import shorten
from readerapp.domain.values import dataclass

_TITLE_WIDTH = 48


@dataclass(frozen=True, slots=True)
class Done:
    """The result of an action."""

    message: str
    """One sentence without its full stop: `Queued "When Do Curricula…"`."""
    keys: tuple[str, ...] = ()
    """The papers it acted on."""
    undoable: bool = False
    """True if undo reverts it."""
    step: str = ""
    """The id of the step that was made, undone or redone; empty if nothing changed."""
    next: str = ""
    """The title of the paper that is next in the queue, if a queued one was finished."""
    brief: str = ""
    """The message with less of the papers in it, to stand before `next`."""

    def said(self, between: str) -> str:
        """Return the message, with what is next behind it if there is anything."""
        return f'{self.brief}{between}next: "{self.next}"' if self.next else self.message


def named(titles: Sequence[str]) -> str:
    """Return papers as a sentence names them: one by its title, several by their number."""
    if len(titles) == 1:
        return f'"{shorten(titles[0], _TITLE_WIDTH)}"'
    return paper_count(len(titles))


def paper_count(number: int) -> str:
    """Return `1 paper` or `3 papers`."""
    return "1 paper" if number == 1 else f"{number:,} papers"


def sentence(words: str) -> str:
    """Return `words` with a capital first letter and the rest unchanged."""
    return words[:1].upper() + words[1:]
