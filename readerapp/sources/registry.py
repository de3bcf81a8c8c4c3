"""The formats by name, and reading a source whose format is not known.

Formats load when they are needed: a start of the app reads one capture and imports one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from readerapp.domain.paper import Paper, Sighting
from readerapp.domain.text import clean_line, shorten
from readerapp.domain.works.merging import merge_all
from readerapp.domain.works.shared_titles import fingerprint
from readerapp.sources.combine import combine
from readerapp.sources.decode import decode
from readerapp.sources.draft import Draft, finish
from readerapp.sources.parts.window import Block
from readerapp.sources.reading import Again, Origin, Readable, Reading, Skip, Understood
from readerapp.sources.recognise import recognise

if TYPE_CHECKING:
    from readerapp.sources.parts.streaming import Stream

NOT_TEXT = Skip("", "not text: a picture, an archive or a program's own file")
EMPTY = Skip("", "empty")
_PLACE = re.compile(r"\A(line |record )(\d{1,9})\Z")

_MODULES = {
    "hf-text": "hugging_face.text",
    "hf-html": "hugging_face.html",
    "hf-json": "hugging_face.api",
    "hf-collection": "hugging_face.collection",
    "hf-collection-page": "hugging_face.collection_page",
    "semantic-scholar": "services.semantic_scholar",
    "openalex": "services.openalex",
    "crossref": "bibliographies.csl_json",
    "csl-json": "bibliographies.csl_json",
    "zotero-json": "bibliographies.zotero_json",
    "zotero-rdf": "bibliographies.zotero_rdf",
    "endnote-xml": "bibliographies.endnote_xml",
    "pubmed-xml": "bibliographies.pubmed_xml",
    "jsonl": "lists.own_lines",
    "json": "lists.loose_json",
    "arxiv-atom": "services.feeds",
    "rss": "services.feeds",
    "oai-pmh": "services.oai",
    "opml": "lists.opml",
    "bibtex": "bibliographies.bibtex",
    "ris": "bibliographies.ris",
    "tagged": "bibliographies.tagged",
    "arxiv-mail": "services.arxiv_mail",
    "arxiv-html": "pages.arxiv_html",
    "arxiv-text": "pages.arxiv_text",
    "page": "pages.citation_meta",
    "bibtex-page": "pages.bibtex_page",
    "scholar": "pages.scholar",
    "email": "pages.email",
    "csv": "lists.delimited",
    "ids": "lists.id_list",
    "note": "lists.note",
    "markdown": "lists.markdown_list",
    "html": "lists.html_list",
    "text": "lists.any_text",
}
LOOSE = frozenset({"hf-text", "hf-html", "json", "csv", "ids", "markdown", "html"})
"""Formats of which a text without any such paper may still name some."""
# Where each record is a paper of its own a repeat is worth a line; a page shows a paper as often as it likes.
_RECORDS = frozenset(_MODULES) - {
    *(
        "hf-text",
        "hf-html",
        "hf-json",
        "markdown",
        "html",
        "ids",
        "text",
        "arxiv-html",
        "arxiv-text",
        "scholar",
        "email",
    ),
}


def formats() -> tuple[str, ...]:
    """The names of all formats that can be read."""
    return tuple(_MODULES)


def read(
    data: bytes,
    *,
    name: str,
    format: str | None = None,
    seen: str | None = None,
    listed: str | None = None,
) -> Reading:
    """The papers of a source, and one line for each thing in it that could not be read.

    `name` is the source's, for the sightings. The format is recognised by content unless it is given;
    `listed` is the listing date if the caller knows it, `seen` the time of reading (ISO, UTC).
    Content never raises.
    """
    text = decode(data)
    if text is None:
        return Reading((), (NOT_TEXT,), "")
    if not text.strip():
        return Reading((), (EMPTY,), "")
    chosen = format_of(text, format)
    if isinstance(chosen, Skip):
        return Reading((), (chosen,), "")
    papers, skipped = papers_in(Block(text), chosen, Origin(name, seen, listed), set())
    if not papers and not format and chosen in LOOSE:
        chosen, papers, skipped = named_in(Block(text), Origin(name, seen, listed), set(), skipped) or (
            chosen,
            papers,
            skipped,
        )
    return Reading(papers, tuple(skipped if papers or skipped else [no_papers(chosen)]), chosen)


def stream(
    file: Readable,
    *,
    name: str,
    format: str | None = None,
    seen: str | None = None,
    listed: str | None = None,
) -> Stream:
    """What `read` finds, while the source is read: its papers, and a `Skip` for each thing that could not be.

    Of a format that is a row of records any amount is read in bounded memory; a page is read whole, up to a
    bound. What gzip, bzip2 or xz packed is read through. A paper that comes twice, far apart, is `Again`.
    Raises `OSError` if the file can't be read.
    """
    from readerapp.sources.parts.streaming import Stream

    return Stream(file, Origin(name, seen, listed), format)


def format_of(text: str, format: str | None) -> str | Skip:
    """The format that a text is to be read as: the given one, else the one it looks like; or why in none."""
    chosen = format or recognise(text)
    if chosen is None:
        return Skip("", "no papers found; unknown format")
    if chosen not in _MODULES:
        return Skip("", f"no format is called {chosen!r}; there are {', '.join(_MODULES)}")
    return chosen


def reader_of(text: str, *, but: str) -> Callable[[str], Iterable[Draft | Paper | Skip]] | None:
    """What reads a text that another format holds; None if it looks like none, or like that one again."""
    chosen = recognise(text)
    if chosen is None or chosen == but:
        return None
    found: Callable[[str], Iterable[Draft | Paper | Skip]] = _module(chosen).read
    return found


def _module(format: str) -> ModuleType:
    return import_module(f"readerapp.sources.{_MODULES[format]}")


def papers_in(
    block: Block, format: str, origin: Origin, before: set[int]
) -> tuple[tuple[Paper, ...], list[Skip]]:
    """The papers of a block, each once, and a line for each thing in it that was left out.

    `before` has the hashes of what tells earlier blocks' papers apart; it gets those of this block's.
    """
    skipped: list[Skip] = []
    now: set[int] = set()
    again: dict[int, list[tuple[str, Paper]]] = {}
    in_records = format in _RECORDS

    def first_times() -> Iterator[tuple[str, Paper]]:
        for where, paper in _finished(format, block, origin, skipped):
            now.add(what := hash(fingerprint(paper)))
            if what in before:
                again.setdefault(what, []).append((where, paper))
            else:
                yield where, paper

    papers, repeats = combine(first_times())
    for (where, paper), *more in again.values():
        # what they say together is put to what is known once, for that takes as long as all that is known
        whole = merge_all([paper, *(other for _, other in more)])
        skipped.append(Again(where, _again(paper) if in_records else "", whole))
        repeats += more
    skipped += (Skip(where, _again(paper)) for where, paper in repeats if in_records)
    before |= now
    return papers, [_presentable(block, skip) for skip in skipped]


def named_in(
    block: Block, origin: Origin, before: set[int], told: Sequence[Skip]
) -> tuple[str, tuple[Paper, ...], list[Skip]] | None:
    """The format, papers and skips of a block whose format gave none but which names some; else None.

    `told` is why its format gave none.
    """
    if any(isinstance(skip, Understood) for skip in told):
        return None
    papers, skipped = papers_in(block, "text", origin, before)
    return ("text", papers, skipped) if papers else None


def no_papers(format: str) -> Skip:
    """The line for a source that has neither papers nor anything wrong with it."""
    return Skip("", f"no papers in it (read as {format})")


def _again(paper: Paper) -> str:
    return f"the same paper once more: “{shorten(paper.title, 60)}”"


def _finished(format: str, block: Block, origin: Origin, skipped: list[Skip]) -> Iterator[tuple[str, Paper]]:
    for found in _module(format).read(block.text):
        if isinstance(found, Skip):
            skipped.append(found)
        elif isinstance(found, Paper):
            yield "", _sighted(found, origin)
        elif isinstance(found, Draft) and (paper := finish(found, origin)):
            yield found.where, paper
        else:
            skipped.append(Skip(found.where, "a record without a title"))


def _sighted(paper: Paper, origin: Origin) -> Paper:
    """A paper of ours keeps its own sightings; without any it has this one."""
    if paper.sightings:
        return paper
    sighting = Sighting(source=origin.name, seen=origin.seen, listed=origin.listed or paper.listed)
    return replace(paper, listed=sighting.listed, sightings=(sighting,))


def _presentable(block: Block, skip: Skip) -> Skip:
    """A skip that quotes the source, safe to print and on one line, and by its place in the whole source."""
    place = _PLACE.match(skip.where)
    where = place[1] + _counted(block, place) if place else skip.where
    where, why = shorten(clean_line(where), 100), shorten(clean_line(skip.why), 200)
    return skip if (where, why) == (skip.where, skip.why) else replace(skip, where=where, why=why)


def _counted(block: Block, place: re.Match[str]) -> str:
    number = int(place[2])
    return str(block.line(number) if place[1] == "line " else block.records + number)
