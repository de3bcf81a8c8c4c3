"""Merge two copies of the library's file; the result doesn't depend on order or repetition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from readerapp.disk import files
from readerapp.disk.lock import writing
from readerapp.domain.dates.timestamps import NEVER, timestamp
from readerapp.domain.errors import Damaged, ReaderError
from readerapp.domain.ids.keys import title_key
from readerapp.domain.paper import Paper
from readerapp.domain.record import to_record
from readerapp.domain.values import dataclass
from readerapp.domain.works.evidence import contradict, is_same_work
from readerapp.domain.works.identity import CERTAIN_RANKS, aliases, implied_keys, key_rank
from readerapp.domain.works.merging import merge
from readerapp.domain.works.shared_titles import distinguishing_keys
from readerapp.library.file import lines
from readerapp.library.file.lines import CONFLICT
from readerapp.library.ingest.holdings import Holdings
from readerapp.library.ingest.matching import Matcher
from readerapp.library.merge.copy_reader import Copy, FormerKeys, KeyHistory, read


@dataclass(frozen=True, slots=True)
class Merged:
    """Counts of papers from merging a copy into a library."""

    new: int
    updated: int
    removed: int


def join(one: Copy, other: Copy) -> Copy:
    """Return the union of two copies."""
    names = FormerKeys()
    everything = list(_apart([*one.known.items(), *other.known.items()]))
    for key, known in everything:
        for former in aliases(known.paper) if known.paper else ():
            names[former] = min(key, names.get(former, key))
    together: dict[str, KeyHistory] = {}
    for key, known in everything:
        _put(together, names.now(key), known)
    for key, better in _better_keys(together).items():
        _put(together, better, together.pop(key))
    return Copy(together, one.others | other.others)


def _apart(copies: Sequence[tuple[str, KeyHistory]]) -> Iterator[tuple[str, KeyHistory]]:
    """Yield what copies say, giving works that took the same key keys of their own."""
    having: defaultdict[str, list[Paper]] = defaultdict(list)
    for paper in (known.paper for _, known in copies if known.paper is not None):
        for name in (paper.key, *aliases(paper)):
            if key_rank(name) not in CERTAIN_RANKS:
                having[name].append(paper)
    for key, known in copies:
        if known.paper is None or not _is_anothers(key, known.paper, having):
            yield key, known
        else:
            own = next(
                name
                for name in distinguishing_keys(known.paper)
                if not _is_anothers(name, known.paper, having)
            )
            yield own, KeyHistory(replace(known.paper, key=own), known.removed)


def _is_anothers(key: str, paper: Paper, having: Mapping[str, list[Paper]]) -> bool:
    """Return True if another work has more right to a key: it had it before, or sorts first."""
    others = (holder for holder in having.get(key, ()) if holder is not paper)
    if key != paper.key:
        return any(not is_same_work(other, paper) for other in others)
    return any(_are_two(other, paper) and _right(other, key) < _right(paper, key) for other in others)


def _are_two(holder: Paper, paper: Paper) -> bool:
    """Return True if two works took one key on different machines: of a shared title or DOI."""
    if key_rank(paper.key):
        return holder.key == paper.key and not is_same_work(holder, paper)
    return paper.key == title_key(paper.title) and contradict(holder, paper)


def _right(paper: Paper, key: str) -> tuple[bool, tuple[str, ...]]:
    return paper.key == key, tuple(islice(distinguishing_keys(paper), 2))


def _put(together: dict[str, KeyHistory], key: str, known: KeyHistory) -> None:
    before, paper = together.get(key, KeyHistory()), known.paper
    if paper is not None and paper.key != key:
        former = sorted({*aliases(paper), paper.key} - {key})
        paper = replace(paper, key=key, extra={**paper.extra, "aliases": former})
    if paper is not None and before.paper is not None:
        paper = merge(before.paper, paper)
    together[key] = KeyHistory(paper or before.paper, max(known.removed, before.removed))


def _better_keys(together: Mapping[str, KeyHistory]) -> dict[str, str]:
    """Return key to more specific key of the same work, where DOI or title leave no doubt."""
    having: dict[str, str] = {}
    shared: set[str] = set()
    for key, known in together.items():
        for name in {key, *implied_keys(known.paper)} if known.paper else ():
            if (other := having.setdefault(name, key)) != key:
                shared |= {key, other}
    became: list[str] = []
    matcher = Matcher(Holdings(), lambda _: None, NEVER, lambda _, after: became.append(after.key), keep=True)
    # Papers with ids first: if two works share a title, a paper known by title alone is neither.
    papers = [known.paper for key, known in sorted(together.items()) if key in shared and known.paper]
    matcher.take(papers)
    better = (matcher.added.aliases.get(key, key) for key in became)
    return {paper.key: key for paper, key in zip(papers, better, strict=True) if paper.key != key}


def encoded(copy: Copy) -> Iterator[bytes]:
    """Yield the copy as lines: in the order in which papers were added, then lines that are no papers."""
    for key, known in sorted(copy.known.items(), key=_place):
        if known.paper is not None:
            yield lines.encode(to_record(known.paper))
        if not known.is_there:
            title = known.paper.title if known.paper else ""
            yield lines.encode({"key": key, "title": title, "removed": known.removed})
    for raw in sorted(copy.others):
        yield raw + b"\n"


def _place(item: tuple[str, KeyHistory]) -> tuple[str, str, int, str]:
    """Sort key: papers added at once are in listing order, most upvotes first."""
    key, paper = item[0], item[1].paper
    if paper is None:
        return NEVER, "", 0, key
    votes = next((it.upvotes for it in paper.sightings if it.upvotes is not None), paper.upvotes)
    return timestamp(paper.added), paper.listed or "", -(votes or 0), key


def check(path: Path) -> None:
    """Check that a file holds papers and no conflict markers.

    Raises:
        Damaged: it holds something else, or conflict markers of git.
    """
    copy = read(path)
    if marks := [line for line in copy.others if CONFLICT.match(line)]:
        raise Damaged(f"{path} has git conflict markers ({sorted(marks)[0].decode('utf-8', 'replace')})")
    if copy.others and not copy.known:
        raise Damaged(f"{path} holds no papers of readerapp")


def merge_files(one: Path, other: Path, into: Path) -> None:
    """Write the union of two files to `into`, which may be either. Raises `OSError`."""
    files.replace(into, encoded(join(read(one), read(other))))


def merge_file(library: Path, other: Path) -> Merged:
    """Merge another copy into the library's file.

    Raises:
        ReaderError: `other` has no papers or can't be read.
        Unwritable: the library's file can't be written.
    """
    try:
        theirs = read(other)
    except OSError as error:
        raise ReaderError(f"{other} can't be read: {error.strerror or error}") from error
    if not theirs.known:
        raise ReaderError(f"{other} holds neither papers nor state of readerapp.")
    with writing(library):
        mine = read(library)
        both = join(mine, replace(theirs, others=set()))  # their bad lines are not wanted here
        data = b"".join(encoded(both))
        if not library.exists() or library.read_bytes() != data:
            files.replace(library, [data])
    return _difference(mine.known, both.known)


def _difference(before: Mapping[str, KeyHistory], after: Mapping[str, KeyHistory]) -> Merged:
    was, now = _there(before.values()), _there(after.values())
    former = {old for paper in now.values() for old in aliases(paper)}
    new = sum(key not in was and not was.keys() & set(aliases(paper)) for key, paper in now.items())
    updated = sum(was.get(key, paper) != paper for key, paper in now.items())
    return Merged(new, updated, sum(key not in now and key not in former for key in was))


def _there(known: Iterable[KeyHistory]) -> dict[str, Paper]:
    return {it.paper.key: it.paper for it in known if it.paper is not None and it.is_there}
