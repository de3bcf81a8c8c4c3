"""One paper out of the several times a source names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from readerapp.domain.keys import stand_in
from readerapp.domain.links import merge_links
from readerapp.domain.paper import Paper
from readerapp.domain.text import fold, normalise_title


def combine(found: Iterable[tuple[str, Paper]]) -> tuple[tuple[Paper, ...], list[tuple[str, Paper]]]:
    """The papers in the order they first came, each once, and the repeats among `found` (where, paper).

    What a later one knows more is added to the first. A paper known by title alone is the one with that
    title and an id, unless their authors differ; two ids are two papers.
    """
    kept: dict[str, Paper] = {}
    by_title: dict[str, str] = {}
    repeats: list[tuple[str, Paper]] = []
    for where, paper in found:
        title = normalise_title(paper.title)
        key = paper.key
        if key not in kept and _is_twin(paper, kept.get(by_title.get(title, ""))):
            key = by_title[title]
        known = kept.get(key)
        if known is None:
            kept[key] = paper
        else:
            kept[key] = _joined(known, paper)
            repeats.append((where, kept[key]))
        if title:
            by_title.setdefault(title, key)
    return tuple(kept.values()), repeats


def _is_twin(paper: Paper, known: Paper | None) -> bool:
    """Whether a paper of the same title is the same: one has no id, and no author speaks against it."""
    if known is None or not (paper.key.startswith("title:") or known.key.startswith("title:")):
        return False
    names, others = _family_names(paper), _family_names(known)
    return not names or not others or bool(names & others)


def _family_names(paper: Paper) -> set[str]:
    return {fold(name.split()[-1]) for name in paper.authors}


def _joined(first: Paper, second: Paper) -> Paper:
    if first == second:
        return first
    longer = second if len(second.abstract) > len(first.abstract) else first
    fields = ("authors", "keywords", "published", "listed", "added", "upvotes", "stars", "venue", "summary")
    missing = {name: getattr(second, name) for name in fields if getattr(first, name) in (None, ())}
    original = {name: text for name, text in first.original.items() if name != "abstract"}
    if "abstract" in longer.original:
        original["abstract"] = longer.original["abstract"]
    return replace(
        first,
        key=second.key if first.key.startswith("title:") else first.key,
        title=second.title if first.title == stand_in(first.key) else first.title,
        abstract=longer.abstract,
        links=merge_links(first.links, second.links),
        sightings=tuple(dict.fromkeys(first.sightings + second.sightings)),
        original=original,
        extra={**second.extra, **first.extra},
        **missing,
    )
