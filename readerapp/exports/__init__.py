"""Papers as text or files of another program, one module for each format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, Literal

from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.domain.values import NamedTuple

Kind = Literal["text", "binary", "folder"]
"""What a format is written as: a file of UTF-8 text, a file of bytes, or a folder of text files."""


class Item(NamedTuple):
    """A paper to export, and what the reader did with it."""

    paper: Paper
    state: State
    place: int | None = None
    """Its place in the queue, from 1."""
    name: str = ""
    """The citation key it has in the file that is replaced."""


class Format(NamedTuple):
    """A format that papers can be exported in, written by the module of its name."""

    name: str
    suffixes: tuple[str, ...]
    """Ends of file names that mean it, the usual one first; none for a folder."""
    help: str
    """What it is for, in a few words."""
    kind: Kind = "text"

    @property
    def document(self) -> Callable[[Iterable[Item]], Iterator[str] | Iterator[bytes]]:
        """The writer of a file: text that ends with a newline, or bytes, in parts; nothing without papers."""
        return self._module().document  # type: ignore[no-any-return]

    def _module(self) -> Any:
        return import_module(f"{__name__}.{self.name.replace('-', '_')}")


# fmt: off
_FORMATS = (
    Format("anki", (".anki.txt",), "Q: and A: lines of notes, for Anki"),
    Format("biblatex", (".biblatex.bib",), "for LaTeX with biblatex and biber"),
    Format("bibtex", (".bib",), "for LaTeX"),
    Format("cards", (".cards.md",), "Q: and A: lines of notes, for hashcards"),
    Format("csl-json", (".json",), "for Pandoc, Zotero and citation styles"),
    Format("csv", (".csv",), "for spreadsheets, one paper a row"),
    Format("epub", (".epub",), "for e-readers: abstracts, links, notes", "binary"),
    Format("jsonl", (".jsonl", ".ndjson"), "all there is, one paper a line; add reads it back"),
    Format("markdown", (".md",), "a list with boxes and notes; add reads it back"),
    Format("obsidian", (), "a folder of notes, a file a paper; add reads your edits back", "folder"),
    Format("ris", (".ris",), "for Zotero, EndNote and Mendeley"),
)
# fmt: on
FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _FORMATS})
"""Each format by its name."""
SUFFIXES: Mapping[str, Format] = MappingProxyType(
    {suffix: each for each in _FORMATS for suffix in each.suffixes}
)
"""The format that the end of a file's name means."""


def format_of(name: str) -> Format | None:
    """Return the format that the end of a file's name means, the longest first; None if it means none."""
    endings = sorted(SUFFIXES, key=len, reverse=True)
    return next((SUFFIXES[ending] for ending in endings if name.lower().endswith(ending)), None)
