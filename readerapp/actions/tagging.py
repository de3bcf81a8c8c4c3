"""Tags of papers: added and removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readerapp.actions.done import Done
from readerapp.actions.workspace import Workspace
from readerapp.domain.text import clean_line


def tag(workspace: Workspace, keys: Sequence[str], add: Sequence[str], remove: Sequence[str]) -> Done:
    """Add tags to papers and remove others; see `ReadingList.tag`."""
    tags = {key: retagged(workspace.state(key).tags, add, remove) for key in keys}
    edits = {key: {"tags": after} for key, after in tags.items() if after != workspace.state(key).tags}
    if keys and not edits:
        return Done(f"Tags unchanged: {workspace.named(keys)}", tuple(keys))
    return workspace.change("tag", "changed the tags of {}", edits)


def retagged(before: Iterable[str], add: Iterable[str], remove: Iterable[str]) -> tuple[str, ...]:
    """Return the tags with some added and others removed, sorted. Tags are compared ignoring case."""
    gone = {tag.casefold() for tag in remove}
    after = {tag.casefold(): tag for tag in (*add, *before) if tag.casefold() not in gone}
    return tuple(sorted(after.values(), key=str.casefold))


def changes(typed: str, before: Sequence[tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """Return (tags to add, tags to remove) for the text that the reader typed.

    Args:
        typed: for one paper, its whole list separated by commas; for several, `+tag`, `-tag` and plain
            `tag`, which adds.
        before: the present tags of each paper.
    """
    words = [clean_line(word) for word in typed.split(",")]
    if len(before) == 1:
        wanted = [word.lstrip("+") for word in words if word.lstrip("+") and not word.startswith("-")]
        kept = {word.casefold() for word in wanted}
        return wanted, [tag for tag in before[0] if tag.casefold() not in kept]
    parts = [part for word in words for part in word.split()]
    add = [part.lstrip("+") for part in parts if not part.startswith("-") and part.lstrip("+")]
    return add, [part[1:] for part in parts if part.startswith("-") and part[1:]]
