"""Tags of papers: added, removed, renamed, and found by what is typed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from readerapp.actions.done import Done
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line, fold, most_frequent
from readerapp.domain.values import NamedTuple

_MAX_TAGS_SAID = 4
"""A message names no more tags that were added or removed."""
_SIGNED = r"\s+(?=[+-])"


class TagCount(NamedTuple):
    """A tag and the number of papers that have it."""

    name: str
    papers: int


def tag(workspace: Workspace, keys: Sequence[str], add: Sequence[str], remove: Sequence[str]) -> Done:
    """Add tags to papers and remove others; see `ReadingList.tag`."""
    before = {key: workspace.state(key).tags for key in keys}
    tags = {key: retagged(some, add, remove) for key, some in before.items()}
    edits = {key: {"tags": after} for key, after in tags.items() if after != before[key]}
    if keys and not edits:
        return Done(f"Tags unchanged: {workspace.named(keys)}", tuple(keys))
    said = _said(before.values(), tags.values(), add, remove)
    return workspace.change("tag", f"tagged {{}} {_literal(said)}", edits)


def _said(
    before: Iterable[Iterable[str]],
    after: Iterable[Iterable[str]],
    add: Iterable[str],
    remove: Iterable[str],
) -> str:
    """Return the tags that papers got and lost, as `+new -old`."""
    were, are = (Counter(tag.casefold() for some in papers for tag in some) for papers in (before, after))
    what = [f"+{tag}" for tag in dict.fromkeys(add) if are[tag.casefold()] > were[tag.casefold()]]
    what += [f"-{tag}" for tag in dict.fromkeys(remove) if are[tag.casefold()] < were[tag.casefold()]]
    more = len(what) - _MAX_TAGS_SAID
    return " ".join(what[:_MAX_TAGS_SAID]) + (f" and {more} more" if more > 0 else "")


def retagged(before: Iterable[str], add: Iterable[str], remove: Iterable[str]) -> tuple[str, ...]:
    """Return the tags with some added and others removed, sorted. Tags are compared ignoring case."""
    gone = {tag.casefold() for tag in remove}
    after = {tag.casefold(): tag for tag in (*add, *before) if tag.casefold() not in gone}
    return tuple(sorted(after.values(), key=str.casefold))


def rename(workspace: Workspace, old: str, new: str) -> Done:
    """Rename a tag in all papers; see `ReadingList.rename_tag`."""
    new = tag_name(new)
    tags, keys = counts(workspace), _tagged(workspace, old)
    joins = new.casefold() != old.casefold() and number(tags, new)
    words = "joined the tag {} with {} in {{}}" if joins else "renamed the tag {} to {} in {{}}"
    edits = {key: {"tags": renamed(workspace.state(key).tags, old, new)} for key in keys}
    return workspace.change("tag", words.format(_literal(old), _literal(new)), edits)


def tag_name(typed: str) -> str:
    """Return what was typed as the name of a tag.

    Raises:
        ReaderError: it is empty, or has a comma.
    """
    name = clean_line(typed)
    if not name or "," in name:
        raise ReaderError("A tag needs a name, without commas")
    return name


def renamed(before: Iterable[str], old: str, new: str) -> tuple[str, ...]:
    """Return the tags with one renamed, sorted."""
    return retagged(retagged(before, (), (old,)), (new,), ())


def remove(workspace: Workspace, name: str) -> Done:
    """Remove a tag from all papers; see `ReadingList.remove_tag`."""
    keys = _tagged(workspace, name)
    edits = {key: {"tags": retagged(workspace.state(key).tags, (), (name,))} for key in keys}
    return workspace.change("tag", f"removed the tag {_literal(name)} from {{}}", edits)


def _tagged(workspace: Workspace, name: str) -> list[str]:
    """Return the keys of the papers that have a tag, in any spelling."""
    folded, row = name.casefold(), workspace.library.row
    states = workspace.store.snapshot().items()
    keys = [key for key, state in states if any(tag.casefold() == folded for tag in state.tags)]
    if not (keys := [key for key in keys if row(key) is not None]):
        raise ReaderError(f"No paper has the tag {name}")
    return keys


def _literal(text: str) -> str:
    """Return a text for a sentence in which `{}` stands for papers."""
    return text.replace("{", "{{").replace("}", "}}")


def counts(workspace: Workspace, row: Callable[[str], int | None] | None = None) -> list[TagCount]:
    """Return the tags in use, the most frequent first; of several spellings, the most frequent. Thread-safe.

    `row` may remember what `Library.row` returned, which is most of the work.
    """
    row = row or workspace.library.row
    states = workspace.store.snapshot().items()
    spelt = Counter(tag for key, state in states if state.tags and row(key) is not None for tag in state.tags)
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for name in most_frequent(spelt):
        spellings[name.casefold()].append(name)
    found = [TagCount(names[0], sum(spelt[name] for name in names)) for names in spellings.values()]
    return sorted(found, key=lambda it: (-it.papers, it.name.casefold()))


def number(tags: Iterable[TagCount], name: str) -> int:
    """Return how many papers have a tag, in any spelling."""
    return next((it.papers for it in tags if it.name.casefold() == name.casefold()), 0)


def fitting(tags: Iterable[TagCount], typed: str) -> tuple[list[TagCount], list[TagCount]]:
    """Return (tags that start with what was typed, tags that contain it), the exact one first."""
    begun = fold(typed.strip())
    folded = [(it, fold(it.name)) for it in tags]
    starting = [it for it, name in folded if name.startswith(begun)]
    starting.sort(key=lambda it: fold(it.name) != begun)
    return starting, [it for it, name in folded if begun in name and not name.startswith(begun)]


def begun(typed: str, *, signed: bool) -> str:
    """Return the last tag of a typed line, perhaps unfinished; `signed` as for several papers."""
    last = typed[typed.rfind(",") + 1 :]
    return re.split(_SIGNED, f" {last}")[-1].lstrip(" +-") if signed else last.lstrip()


def changes(typed: str, before: Sequence[tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """Return (tags to add, tags to remove) for the text that the reader typed.

    Args:
        typed: tags separated by commas; for one paper, its whole list; for several, `+tag`, `-tag` and plain
            `tag`, which adds.
        before: the present tags of each paper.
    """
    words = [clean_line(word) for word in typed.split(",")]
    if len(before) == 1:
        wanted = [word.lstrip("+") for word in words if word.lstrip("+") and not word.startswith("-")]
        kept = {word.casefold() for word in wanted}
        return wanted, [tag for tag in before[0] if tag.casefold() not in kept]
    parts = [part for word in words for part in re.split(_SIGNED, word)]
    add = [part.lstrip("+") for part in parts if not part.startswith("-") and part.lstrip("+")]
    return add, [part[1:] for part in parts if part.startswith("-") and part[1:]]
