"""Papers as text or files for other programs, a module for each format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Literal

from readerapp.domain.nearest import nearest
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
    """A format that papers can be exported in."""

    name: str
    module: str
    """The module of this package that writes it; loaded when it is first used."""
    suffixes: tuple[str, ...]
    """Ends of file names that mean it, the usual one first; none for a folder."""
    help: str
    """What it is for, in a few words."""
    kind: Kind = "text"

    @property
    def document(self) -> Callable[[Iterable[Item]], Iterator[str] | Iterator[bytes]]:
        """The writer of a file: text that ends with a newline, or bytes, in parts; nothing without papers."""
        return import_module(f"{__name__}.{self.module}").document  # type: ignore[no-any-return]


# fmt: off
_FORMATS = (
    Format("anki", "cards.anki", (".anki.txt",), "Q: and A: lines of notes, for Anki"),
    Format("biblatex", "bibliographies.biblatex", (".biblatex.bib",), "for LaTeX with biblatex and biber"),
    Format("bibtex", "bibliographies.bibtex", (".bib",), "for LaTeX"),
    Format("cards", "cards.hashcards", (".cards.md",), "Q: and A: lines of notes, for hashcards"),
    Format("csl-json", "bibliographies.csl_json", (".json",), "for Pandoc, Zotero and citation styles"),
    Format("csv", "lists.csv_table", (".csv",), "for spreadsheets; add reads it back"),
    Format("epub", "books.epub", (".epub",), "for e-readers: abstracts, links, notes", "binary"),
    Format("jsonl", "lists.jsonl", (".jsonl", ".ndjson"), "all there is; add reads it back"),
    Format("markdown", "lists.markdown", (".md",), "a list with boxes and notes; add reads it back"),
    Format("obsidian", "lists.obsidian", (), "a folder of notes; add reads your edits back", "folder"),
    Format("ris", "bibliographies.ris", (".ris",), "for Zotero, EndNote and Mendeley"),
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


def known_endings(name: str = "") -> str:
    """Return the ends of file names that mean a format as part of a sentence, and which one `name` meant."""
    ending = f".{name.rpartition('.')[2]}" if "." in name else ""
    spelt = {f".{each.name}": each.suffixes[0] for each in _FORMATS if each.suffixes}
    spelt |= {suffix: suffix for suffix in SUFFIXES if suffix.count(".") == 1}
    near = spelt.get(nearest(ending, spelt))
    return ", ".join(SUFFIXES) + (f"; did you mean {near!r}?" if near else "")
