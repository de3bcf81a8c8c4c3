"""The formats by name, and reading a source whose format is not known.

Formats load when they are needed: a start of the app reads one capture and imports one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from readerapp.domain.paper import Paper, Sighting
from readerapp.domain.text import clean_line, shorten
from readerapp.sources.combine import combine
from readerapp.sources.decode import decode
from readerapp.sources.draft import Draft, finish
from readerapp.sources.reading import Origin, Readable, Reading, Skip
from readerapp.sources.recognise import recognise

_MODULES = {
    "hf-text": "hf_text",
    "hf-html": "hf_html",
    "hf-json": "hf_json",
    "semantic-scholar": "semantic_scholar",
    "openalex": "openalex",
    "crossref": "csl_json",
    "csl-json": "csl_json",
    "jsonl": "own_lines",
    "json": "loose_json",
    "arxiv-atom": "feeds",
    "rss": "feeds",
    "oai-pmh": "oai",
    "opml": "opml",
    "bibtex": "bibtex",
    "ris": "ris",
    "csv": "delimited",
    "ids": "id_list",
    "markdown": "markdown_list",
    "html": "html_list",
}
# Where each record is a paper of its own a repeat is worth a line; a page shows a paper as often as it likes.
_RECORDS = frozenset(_MODULES) - {"hf-text", "hf-html", "hf-json", "markdown", "html", "ids"}


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
        return _nothing("not text: a picture, an archive or a program's own file")
    if not text.strip():
        return _nothing("empty")
    chosen = format or recognise(text)
    if chosen is None:
        return _nothing(f"in no format known here ({', '.join(_MODULES)})")
    if chosen not in _MODULES:
        return _nothing(f"no format is called {chosen!r}; there are {', '.join(_MODULES)}")
    origin = Origin(name, seen, listed)
    skipped: list[Skip] = []
    papers, repeats = combine(_finished(chosen, text, origin, skipped))
    if chosen in _RECORDS:
        skipped += (Skip(where, _again(paper)) for where, paper in repeats)
    if not papers and not skipped:
        skipped.append(Skip("", f"no papers in it (read as {chosen})"))
    return Reading(papers, tuple(map(_presentable, skipped)), chosen)


def stream(
    file: Readable,
    *,
    name: str,
    size: int | None = None,
    format: str | None = None,
    seen: str | None = None,
    listed: str | None = None,
) -> Iterator[Paper | Skip]:
    """The papers of a source as it is read, and a line for each thing in it that could not be."""
    found = read(file.read(), name=name, format=format, seen=seen, listed=listed)
    yield from found.papers
    yield from found.skipped


def _finished(format: str, text: str, origin: Origin, skipped: list[Skip]) -> Iterator[tuple[str, Paper]]:
    module = import_module(f"readerapp.sources.{_MODULES[format]}")
    for found in module.read(text):
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


def _presentable(skip: Skip) -> Skip:
    """A skip that quotes the source, safe to print and on one line."""
    return Skip(shorten(clean_line(skip.where), 100), shorten(clean_line(skip.why), 200))


def _again(paper: Paper) -> str:
    return f"the same paper once more: “{shorten(paper.title, 60)}”"


def _nothing(why: str) -> Reading:
    return Reading((), (Skip("", why),), "")
