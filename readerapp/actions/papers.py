"""Papers removed, merged, or marked as different: undo steps that change the library.

The journal gets the step, with the records before and after, before the library is changed: whatever fails
in between, undo restores both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from readerapp.actions.done import Done, named, sentence
from readerapp.actions.queueing import LEAVING
from readerapp.actions.tagging import retagged
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import NoSuchPaper, ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.state import FIELDS, State, Status
from readerapp.domain.text import shorten
from readerapp.library import Library

_TITLE_WIDTH = 32
Record = Mapping[str, Any]
Values = dict[str, object]


def remove(workspace: Workspace, keys: Iterable[str]) -> Done:
    """Remove papers from the library. Their state is kept in case they come back."""
    papers = _papers(workspace, keys)
    if not papers:
        return Done("No paper here")
    return _step(workspace, "remove", "removed {}", papers, _gone(workspace, papers))


def same(workspace: Workspace, one: str, other: str) -> Done:
    """Merge two papers into one: the better key stays, the other keeps working, and state is merged.

    Raises:
        ReaderError: they are the same paper already.
    """
    from readerapp.domain.record import to_record
    from readerapp.domain.works.merging import merge

    first, second = _two(workspace, one, other)
    paper = merge(first, second)
    kept, gone = (first, second) if paper.key == first.key else (second, first)
    edits = _folded(workspace.state(kept.key), workspace.state(gone.key))
    papers = {kept.key: kept, gone.key: gone}
    return _step(workspace, "same", "merged {}", papers, {kept.key: to_record(paper)}, edits)


def different(workspace: Workspace, one: str, other: str) -> Done:
    """Remember that two papers are not duplicates.

    Raises:
        ReaderError: they are the same paper.
    """
    from readerapp.domain.record import to_record
    from readerapp.domain.works.identity import declared_different

    papers = {paper.key: paper for paper in _two(workspace, one, other)}
    after = {
        key: {**to_record(paper), "different": sorted({*declared_different(paper), *papers} - {key})}
        for key, paper in papers.items()
    }
    return _step(workspace, "different", "kept {} apart", papers, after)


def former_keys(states: Mapping[str, State], library: Library) -> dict[str, str]:
    """Return old key -> new key for states whose paper has a new key."""
    found = {}
    for key, state in states.items():
        row = library.row(key)
        if row is not None and (now := library.key(row)) != key and not state.is_blank:
            found[key] = now
    return found


def follow(workspace: Workspace, former: Mapping[str, str]) -> None:
    """Move state to the present keys of papers (`former`: old -> new), merging it if both have some."""
    known = {old: new for old, new in former.items() if new in workspace.store.states}
    workspace.store.rename({old: new for old, new in former.items() if old not in known})
    for old, new in known.items():
        edits = _folded(workspace.store.get(new), workspace.store.get(old))
        workspace.store.change("merge", edits, f"merged the state of {old} into {new}")


def swap_records(workspace: Workspace, current: Mapping[str, Record], wanted: Mapping[str, Record]) -> None:
    """Swap the stored records of a step from `current` to `wanted`; fields changed since then stay."""
    if wanted:
        workspace.library.write(
            _swapped(workspace, current.get(key, {}), record) for key, record in wanted.items()
        )


def _swapped(workspace: Workspace, current: Record, wanted: Record) -> Record:
    from readerapp.domain.record import from_record, to_record
    from readerapp.domain.works.merging import merge

    key = str(wanted["key"])
    try:
        paper = workspace.paper(key) if workspace.library.row(key) is not None else None
    except NoSuchPaper:  # another program removed it
        paper = None
    # A paper that was merged into another gets its own record back.
    if paper is None or paper.key != key or "removed" in wanted:
        return wanted
    if "removed" in current:
        return to_record(merge(from_record(wanted), paper))
    there = to_record(paper)
    since = {name: value for name, value in there.items() if value != current.get(name)}
    former = {*there.get("aliases", ())} - {*current.get("aliases", ())} | {*wanted.get("aliases", ())}
    swapped = {**wanted, **since}
    swapped.pop("aliases", None)
    return {**swapped, "aliases": sorted(former)} if former else swapped


def _gone(workspace: Workspace, papers: Mapping[str, Paper]) -> dict[str, Record]:
    """Return the records that mark papers as removed."""
    now = workspace.clock().isoformat(timespec="seconds")
    return {key: {"key": key, "title": paper.title, "removed": now} for key, paper in papers.items()}


def _papers(workspace: Workspace, keys: Iterable[str]) -> dict[str, Paper]:
    found = (workspace.paper(key) for key in keys)
    return {paper.key: paper for paper in found}


def _two(workspace: Workspace, one: str, other: str) -> tuple[Paper, Paper]:
    first, second = workspace.paper(one), workspace.paper(other)
    if first.key == second.key:
        raise ReaderError(f"{named([first.title])} is one paper already")
    return first, second


def _step(
    workspace: Workspace,
    action: str,
    words: str,
    papers: Mapping[str, Paper],
    after: Mapping[str, Record],
    edits: Mapping[str, Values] | None = None,
) -> Done:
    from readerapp.domain.record import to_record

    workspace.library.keep_seeds()
    said = words.format(_named([paper.title for paper in papers.values()]))
    before = {key: to_record(paper) for key, paper in papers.items()}
    titles = {key: paper.title for key, paper in papers.items()}
    lines = {"before": before, "after": after}
    step = workspace.store.change(action, edits or {}, said, titles=titles, lines=lines).id
    try:
        workspace.store.sync()
        workspace.library.write(after.values())
    except ReaderError:
        workspace.store.undo(step)
        raise
    return Done(sentence(said), tuple(after), undoable=True, step=step)


def _named(titles: Sequence[str]) -> str:
    if len(titles) == 2:
        return " and ".join(f'"{shorten(title, _TITLE_WIDTH)}"' for title in titles)
    return named(titles)


def _folded(kept: State, gone: State) -> dict[str, Values]:
    """Return the edits that move the state of one paper to another: both notes and all tags are kept."""
    status = gone.status if kept.status is Status.UNREAD else kept.status
    notes = dict.fromkeys(note.strip() for note in (kept.note, gone.note) if note.strip())
    queue = gone.queue if kept.queue is None else kept.queue
    both: Values = {
        "status": status,
        "queue": None if status in LEAVING else queue,
        "note": kept.note if len(notes) < 2 and kept.note else "\n\n".join(notes),
        "tags": retagged(kept.tags, gone.tags, ()),
        "rating": kept.rating or gone.rating,
        "later": kept.later or gone.later,
    }
    none = State(key=gone.key)
    blank: Values = {name: getattr(none, name) for name in FIELDS}
    return {} if gone.is_blank else {kept.key: both, gone.key: blank}
