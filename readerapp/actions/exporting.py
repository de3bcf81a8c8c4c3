"""Papers written to a file of the reader's, in the format that its name says."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from readerapp.actions.done import Done, paper_count
from readerapp.actions.workspace import Workspace
from readerapp.disk import files
from readerapp.domain.bibtex.citation_keys import citation_keys
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.works.identity import aliases
from readerapp.exports import FORMATS, Format, Item, format_of, known_endings

if TYPE_CHECKING:
    from readerapp.library import Library, Shelf

CITED = MappingProxyType({"bibtex": "bibtex", "biblatex": "bibtex", "ris": "ris", "csl-json": "csl-json"})
"""Formats with citation keys, and the formats to read them as."""


def export(
    workspace: Workspace, papers: Iterable[Paper], name: Path | str, *, replaces: bool = False
) -> Done:
    """Write papers to a file, whole or not at all, and say where it is; to a folder for Obsidian.

    Raises:
        ReaderError: the name says no format, there is such a file already and it isn't to be replaced, or it
            can't be written.
    """
    path = files.typed_path(str(name).strip()).absolute()
    form = format_meant(name)
    if form and form.kind == "folder":
        return export_folder(workspace, papers, path)
    if form is None:
        raise ReaderError(f"{path.name!r} says no format: end it in {known_endings(path.name)}")
    if os.path.lexists(path) and not replaces:
        raise ReaderError(f"{path} is there already; choose another name")
    papers = tuple(papers)
    write(path, document(workspace, papers, form, path))
    return Done(f"Exported {paper_count(len(papers))} to {path}")


def format_meant(name: Path | str) -> Format | None:
    """Return the format that the name of a file or folder means as it was typed; None if it means none."""
    typed = str(name).strip()
    path = files.typed_path(typed)
    is_folder = typed.endswith(("/", os.sep)) or os.path.isdir(path)  # noqa: PTH112
    return format_of(path.name) or (FORMATS["obsidian"] if is_folder else None)


def export_folder(workspace: Workspace, papers: Iterable[Paper], path: Path) -> Done:
    """Write a file for each paper into a folder for Obsidian; see `vault.export`."""
    from readerapp.actions import vault  # few exports need it

    return vault.export(workspace, Items(workspace, papers), path).done


def write(path: Path, parts: Iterable[bytes]) -> None:
    """Replace a file whole, or leave it as it was and raise `ReaderError`."""
    if not os.path.isdir(path.parent):  # noqa: PTH112 - Path's own methods raise for a name that is too long
        raise ReaderError(f"There is no folder {path.parent}")
    try:
        files.replace(path, parts, files.EXPORT_MODE)
    except OSError as error:
        raise ReaderError(f"{path} can't be written: {error.strerror}") from error


def document(
    workspace: Workspace, papers: Iterable[Paper], form: Format, replaced: Path | None = None
) -> Iterator[bytes]:
    """Return the parts of a file with these papers, each read when it is due; bibliographies read them twice.

    Papers keep the citation keys that they have in the file that is replaced, if it is in this format.

    Raises:
        ReaderError: the file that would be replaced is one of the home's own.
    """
    if replaced and workspace.home.keeps(replaced):
        raise ReaderError(f"{replaced} holds your own list: export to another file")
    return _parts(workspace, papers, form, replaced)


def _parts(
    workspace: Workspace, papers: Iterable[Paper], form: Format, replaced: Path | None
) -> Iterator[bytes]:
    names = cited_as(replaced, form) if replaced and form.name in CITED else {}
    for part in form.document(Items(workspace, papers, names)):
        yield part.encode("utf-8", "replace") if isinstance(part, str) else part


def cited_as(path: Path, form: Format) -> dict[str, str]:
    """Return the citation keys of the papers in a file by their own; none if it can't be read."""
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        return {}
    if not data:
        return {}
    from readerapp.sources import read  # slow to load, and most exports replace no file

    found = read(data, name=path.name, format=CITED[form.name]).papers
    return {paper.key: name for paper in found if (name := citation_keys(paper.extra)[0])}


class ShelfPapers:
    """The papers that a shelf found, read from disk each time they are gone through."""

    def __init__(self, library: Library, shelf: Shelf) -> None:
        self._library = library
        self._shelf = shelf
        self._rows = () if shelf.partial else shelf.rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Paper]:
        return (self._library.paper(row, self._shelf) for row in self._rows)


class Items:
    """Papers with the reader's state, and the citation keys that `names` has of some."""

    def __init__(
        self, workspace: Workspace, papers: Iterable[Paper], names: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._workspace = workspace
        self._papers = [*papers] if isinstance(papers, Iterator) else papers
        self._names = names

    def __iter__(self) -> Iterator[Item]:
        for paper in self._papers:
            state, place = self._workspace.state(paper.key), self._workspace.place(paper.key)
            yield Item(paper, state, place, self._name(paper))

    def _name(self, paper: Paper) -> str:
        names = self._names
        return next((names[key] for key in (paper.key, *aliases(paper)) if key in names), "") if names else ""
