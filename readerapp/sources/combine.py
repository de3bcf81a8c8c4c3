"""One paper out of the several times a source names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from readerapp.domain.links import merge_links
from readerapp.domain.paper import Paper
from readerapp.domain.text import normalise_title


def combine(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers in the order they first came, each once; what a later one knows more is added to the first.

    A paper known by title alone is the one with that title and an id; two ids are two papers.
    """
    kept: dict[str, Paper] = {}
    by_title: dict[str, str] = {}
    for paper in papers:
        title = normalise_title(paper.title)
        key = paper.key
        twin = by_title.get(title, "")
        if key not in kept and twin and (key.startswith("title:") or twin.startswith("title:")):
            key = twin
        known = kept.get(key)
        kept[key] = paper if known is None else _joined(known, paper)
        if title:
            by_title.setdefault(title, key)
    return tuple(kept.values())


def _joined(first: Paper, second: Paper) -> Paper:
    if first == second:
        return first
    abstract = max(first.abstract, second.abstract, key=len)
    fields = ("authors", "keywords", "published", "listed", "added", "upvotes", "stars", "venue", "summary")
    missing = {name: getattr(second, name) for name in fields if getattr(first, name) in (None, ())}
    key = second.key if first.key.startswith("title:") else first.key
    originals = {**second.original, **first.original}
    if "abstract" in originals and abstract != first.abstract:
        originals.pop("abstract")
        originals |= {name: text for name, text in second.original.items() if name == "abstract"}
    return replace(
        first,
        key=key,
        abstract=abstract,
        links=merge_links(first.links, second.links),
        sightings=tuple(dict.fromkeys(first.sightings + second.sightings)),
        original=originals,
        extra={**second.extra, **first.extra},
        **missing,
    )
