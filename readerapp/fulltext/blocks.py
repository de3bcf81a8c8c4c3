"""A paper's full text as blocks, and as a record for files and `--json`."""

from __future__ import annotations

from typing import Any, Literal, get_args

from readerapp.domain.values import dataclass

Kind = Literal[
    "heading", "paragraph", "math", "caption", "table", "item", "code", "theorem", "footnote", "reference"
]
KINDS: tuple[str, ...] = get_args(Kind)
FORMAT = 1
"""Changes with what blocks are made of: texts in the cache that were read otherwise are read anew."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One piece of a text."""

    kind: Kind
    text: str
    """Clean text. A table has a line for each row, with tabs between cells; code keeps its lines."""
    level: int = 0
    """Of a heading, 1 for a section; of an item, how deep its list is in others, from 1."""
    number: str = ""
    """As printed: `3.2`, `(4)`, `Figure 2`, `[12]`; the mark of an item."""
    tex: str = ""
    """The TeX of math."""

    def record(self) -> dict[str, Any]:
        """Return its fields that have a value."""
        given = {"level": self.level, "number": self.number, "tex": self.tex}
        return {"kind": self.kind, "text": self.text, **{name: it for name, it in given.items() if it}}


@dataclass(frozen=True, slots=True)
class FullText:
    """The full text of a paper."""

    title: str
    blocks: tuple[TextBlock, ...]
    version: str = ""
    """The paper's id with its version: `2405.15738v2`."""
    errors: int = 0
    """Places in the text that arXiv could not convert."""
    incomplete: bool = False
    """True if it ends before the paper does."""

    @property
    def remarks(self) -> str:
        """What the reader should know of it; empty if it is whole."""
        if self.incomplete:
            return "The text is incomplete: it may end early"
        if self.errors:
            return f"arXiv could not convert {self.errors} place{'s' * (self.errors > 1)} of the text"
        return ""

    def record(self) -> dict[str, Any]:
        """Return it as a record that `of_record` reads."""
        return {
            "format": FORMAT,
            "title": self.title,
            "version": self.version,
            "errors": self.errors,
            "incomplete": self.incomplete,
            "blocks": [[it.kind, it.text, it.level, it.number, it.tex] for it in self.blocks],
        }


def of_record(record: Any) -> FullText | None:
    """Return the text of a record; None if it isn't one, or of another format."""
    try:
        if record["format"] != FORMAT:
            return None
        blocks = tuple(_block(*fields) for fields in record["blocks"])
        title, version = str(record["title"]), str(record["version"])
        return FullText(title, blocks, version, int(record["errors"]), bool(record["incomplete"]))
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _block(kind: Any, text: Any, level: Any, number: Any, tex: Any) -> TextBlock:
    if kind not in KINDS or not all(isinstance(it, str) for it in (text, number, tex)):
        raise ValueError(kind)
    return TextBlock(kind, text, int(level), number, tex)
