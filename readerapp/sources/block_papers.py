"""Reads the papers of one block of a source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from readerapp.domain.paper import Paper
from readerapp.domain.text import clean_line, shorten
from readerapp.domain.works.merging import merge_all
from readerapp.domain.works.shared_titles import fingerprint
from readerapp.sources.draft import finish, sighted
from readerapp.sources.formats import REPEATING, read_as
from readerapp.sources.parts.window import Block
from readerapp.sources.repeats import join_repeats
from readerapp.sources.results import NotPapers, Origin, Repeat, Skip

_PLACE = re.compile(r"\A(line |record )(\d{1,9})\Z")


def papers_in(
    block: Block, format: str, origin: Origin, before: set[int]
) -> tuple[tuple[Paper, ...], list[Skip]]:
    """Return the papers of a block, each once, and a skip for each thing left out.

    `before` holds the hashes of the papers of earlier blocks; those of this block are added.
    """
    skipped: list[Skip] = []
    now: set[int] = set()
    again: dict[int, list[tuple[str, Paper]]] = {}
    reports_repeats = format not in REPEATING

    def first_times() -> Iterator[tuple[str, Paper]]:
        for where, paper in _finished(format, block, origin, skipped):
            now.add(what := hash(fingerprint(paper)))
            if what in before:
                again.setdefault(what, []).append((where, paper))
            else:
                yield where, paper

    papers, repeats = join_repeats(first_times())
    for (where, paper), *more in again.values():
        # merge them first: merging into the library takes time for all that is known there
        whole = merge_all([paper, *(other for _, other in more)])
        skipped.append(Repeat(where, _again(paper) if reports_repeats else "", whole))
        repeats += more
    skipped += (Skip(where, _again(paper)) for where, paper in repeats if reports_repeats)
    before |= now
    return papers, [_presentable(block, skip) for skip in skipped]


def papers_mentioned(
    block: Block, origin: Origin, before: set[int], skipped: Sequence[Skip]
) -> tuple[tuple[Paper, ...], list[Skip]]:
    """Return the papers a block mentions as plain text, if its own format found none.

    `skipped` is what that format left out.
    """
    if any(isinstance(skip, NotPapers) for skip in skipped):
        return (), []
    return papers_in(block, "text", origin, before)


def _again(paper: Paper) -> str:
    return f"the same paper once more: “{shorten(paper.title, 60)}”"


def _finished(format: str, block: Block, origin: Origin, skipped: list[Skip]) -> Iterator[tuple[str, Paper]]:
    for found in read_as(format, block.text):
        if isinstance(found, Skip):
            skipped.append(found)
        elif isinstance(found, Paper):
            yield "", sighted(found, origin)
        elif paper := finish(found, origin):
            yield found.where, paper
        else:
            skipped.append(Skip(found.where, "a record without a title"))


def _presentable(block: Block, skip: Skip) -> Skip:
    """Return a skip safe to print on one line, with its place in the whole source."""
    where = skip.where
    if place := _PLACE.match(where):
        number = int(place[2])
        where = f"{place[1]}{block.line(number) if place[1] == 'line ' else block.records + number}"
    where, why = shorten(clean_line(where), 100), shorten(clean_line(skip.why), 200)
    return skip if (where, why) == (skip.where, skip.why) else replace(skip, where=where, why=why)
