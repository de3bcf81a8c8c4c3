"""Papers taken out, two made one, or kept two: steps that change the library, undone as all others are.

The step with what the library held before and after is in the journal before the library is changed: whatever
fails in between, undo puts both right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from readerapp.actions.done import Done, named, sentence
from readerapp.actions.queueing import LEAVING
from readerapp.actions.tagging import retagged
from readerapp.domain.errors import NoSuchPaper, ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.state import FIELDS, State, Status
from readerapp.domain.text import shorten

if TYPE_CHECKING:
    from readerapp.actions.reading_list import ReadingList

_TITLE_WIDTH = 32
"""Of each of two."""
Record = Mapping[str, Any]
Values = dict[str, object]


def remove(lib: ReadingList, keys: Iterable[str]) -> Done:
    """Take papers out of the library. What the reader did with them is kept, for when they come back."""
    papers = _papers(lib, keys)
    if not papers:
        return Done("No paper here")
    return _step(lib, "remove", "removed {}", papers, _gone(lib, papers))


def same(lib: ReadingList, one: str, other: str) -> Done:
    """Make two papers one: the better key stays, the other works on, and so does what the reader did.

    Raises:
        ReaderError: they are one paper already.
    """
    from readerapp.domain.record import to_record
    from readerapp.domain.works.merging import merge

    first, second = _two(lib, one, other)
    paper = merge(first, second)
    kept, gone = (first, second) if paper.key == first.key else (second, first)
    edits = _folded(lib.state(kept.key), lib.state(gone.key))
    papers = {kept.key: kept, gone.key: gone}
    return _step(lib, "same", "made one paper of {}", papers, {kept.key: to_record(paper)}, edits)


def different(lib: ReadingList, one: str, other: str) -> Done:
    """Remember that two papers are two, however alike they look.

    Raises:
        ReaderError: they are one paper.
    """
    from readerapp.domain.record import to_record
    from readerapp.domain.works.identity import declared_different

    papers = {paper.key: paper for paper in _two(lib, one, other)}
    after = {
        key: {**to_record(paper), "different": sorted({*declared_different(paper), *papers} - {key})}
        for key, paper in papers.items()
    }
    return _step(lib, "different", "kept {} apart", papers, after)


def follow(lib: ReadingList, former: Mapping[str, str]) -> None:
    """Have what the reader did follow to the keys that papers have now (old -> new), where it isn't yet."""
    known = {old: new for old, new in former.items() if new in lib.store.states}
    lib.store.rename({old: new for old, new in former.items() if old not in known})
    for old, new in known.items():
        edits = _folded(lib.store.get(new), lib.store.get(old))
        lib.store.change("merge", edits, f"brought together what was under {old} and {new}")


def turn(lib: ReadingList, now: Mapping[str, Record], then: Mapping[str, Record]) -> None:
    """Set the papers of a step from the records `now` to those of `then`; what came in since stays."""
    if then:
        lib.library.write(_turned(lib, now.get(key, {}), record) for key, record in then.items())


def _turned(lib: ReadingList, now: Record, then: Record) -> Record:
    from readerapp.domain.record import from_record, to_record
    from readerapp.domain.works.merging import merge

    try:
        paper = lib.paper(str(then["key"])) if lib.library.row(str(then["key"])) is not None else None
    except NoSuchPaper:  # another program took it out
        paper = None
    # One that is part of another paper has a line of its own again.
    if paper is None or paper.key != then["key"] or "removed" in then:
        return then
    if "removed" in now:
        return to_record(merge(from_record(then), paper))
    there = to_record(paper)
    since = {name: value for name, value in there.items() if value != now.get(name)}
    former = {*there.get("aliases", ())} - {*now.get("aliases", ())} | {*then.get("aliases", ())}
    turned = {**{name: value for name, value in then.items() if name not in since}, **since}
    turned.pop("aliases", None)
    return {**turned, "aliases": sorted(former)} if former else turned


def _gone(lib: ReadingList, papers: Mapping[str, Paper]) -> dict[str, Record]:
    """The records that say that papers are not in the library."""
    now = lib.clock().isoformat(timespec="seconds")
    return {key: {"key": key, "title": paper.title, "removed": now} for key, paper in papers.items()}


def _papers(lib: ReadingList, keys: Iterable[str]) -> dict[str, Paper]:
    found = (lib.paper(key) for key in keys)
    return {paper.key: paper for paper in found}


def _two(lib: ReadingList, one: str, other: str) -> tuple[Paper, Paper]:
    first, second = lib.paper(one), lib.paper(other)
    if first.key == second.key:
        raise ReaderError(f"{named([first.title])} is one paper already")
    return first, second


def _step(
    lib: ReadingList,
    action: str,
    words: str,
    papers: Mapping[str, Paper],
    after: Mapping[str, Record],
    edits: Mapping[str, Values] | None = None,
) -> Done:
    from readerapp.domain.record import to_record

    lib.library.keep_seeds()
    said = words.format(_named([paper.title for paper in papers.values()]))
    before = {key: to_record(paper) for key, paper in papers.items()}
    titles = {key: paper.title for key, paper in papers.items()}
    lines = {"before": before, "after": after}
    step = lib.store.change(action, edits or {}, said, titles=titles, lines=lines).id
    try:
        lib.store.sync()
        lib.library.write(after.values())
    except ReaderError:
        lib.store.undo(step)
        raise
    return Done(sentence(said), tuple(after), undoable=True, step=step)


def _named(titles: Sequence[str]) -> str:
    if len(titles) == 2:
        return " and ".join(f'"{shorten(title, _TITLE_WIDTH)}"' for title in titles)
    return named(titles)


def _folded(kept: State, gone: State) -> dict[str, Values]:
    """The edits by which one paper has what the reader did with two: nothing written is lost."""
    status = gone.status if kept.status is Status.UNREAD else kept.status
    notes = dict.fromkeys(note.strip() for note in (kept.note, gone.note) if note.strip())
    queue = gone.queue if kept.queue is None else kept.queue
    both: Values = {
        "status": status,
        "queue": None if status in LEAVING else queue,
        "note": kept.note if len(notes) < 2 and kept.note else "\n\n".join(notes),
        "tags": retagged(kept.tags, gone.tags, ()),
        "rating": kept.rating or gone.rating,
    }
    none = State(key=gone.key)
    blank: Values = {name: getattr(none, name) for name in FIELDS}
    return {} if gone.is_blank else {kept.key: both, gone.key: blank}
