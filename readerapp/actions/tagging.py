"""What a paper's tags become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readerapp.actions.done import Done
from readerapp.actions.workspace import Workspace
from readerapp.domain.text import clean_line


def tag(workspace: Workspace, keys: Sequence[str], add: Sequence[str], remove: Sequence[str]) -> Done:
    """Add tags to papers and remove others."""
    tags = {key: retagged(workspace.state(key).tags, add, remove) for key in keys}
    edits = {key: {"tags": after} for key, after in tags.items() if after != workspace.state(key).tags}
    if keys and not edits:
        return Done(f"Tags unchanged: {workspace.named(keys)}", tuple(keys))
    return workspace.change("tag", "changed the tags of {}", edits)


def retagged(before: Iterable[str], add: Iterable[str], remove: Iterable[str]) -> tuple[str, ...]:
    """The tags with some added and others removed, sorted. Tags that differ only in case are one tag."""
    gone = {tag.casefold() for tag in remove}
    after = {tag.casefold(): tag for tag in (*add, *before) if tag.casefold() not in gone}
    return tuple(sorted(after.values(), key=str.casefold))


def changes(typed: str, before: Sequence[tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """The tags to add and to remove that `typed` asks for.

    For one paper it is the whole list, parted by commas; for several only words with `+` and `-` count,
    and a bare word adds.
    """
    words = [clean_line(word) for word in typed.split(",")]
    if len(before) == 1:
        wanted = [word.lstrip("+") for word in words if word.lstrip("+") and not word.startswith("-")]
        kept = {word.casefold() for word in wanted}
        return wanted, [tag for tag in before[0] if tag.casefold() not in kept]
    parts = [part for word in words for part in word.split()]
    add = [part.lstrip("+") for part in parts if not part.startswith("-") and part.lstrip("+")]
    return add, [part[1:] for part in parts if part.startswith("-") and part[1:]]
