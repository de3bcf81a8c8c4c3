"""A paper and the reader's state of it as one record: for `--json` and `--format`."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from readerapp.actions.copyable import best_link, link
from readerapp.actions.paper_record import record
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.nearest import did_you_mean
from readerapp.domain.paper import KINDS, Paper

if TYPE_CHECKING:
    from readerapp.actions.queries import Listed

_WIDEST = 10_000
"""The most columns a field may be filled up to: more is a slip, and could take all memory."""
_ESCAPES = {r"\t": "\t", r"\n": "\n"}


def listed_record(lib: ReadingList, listed: Listed) -> dict[str, Any]:
    """Return the record of a paper of an answer: its part, and why it is there if there is a reason."""
    made = record(lib, listed.paper)
    if listed.part:
        made["part"] = listed.part
    if why := listed.why:
        marked = {name: text for name in ("watched", "muted") if (text := getattr(why, name))}
        made["why"] = {"words": list(why.words), "like": why.like, **marked}
    return made


class FieldTemplate(string.Formatter):
    """A format with named fields, like `{unread} unread`.

    Raises:
        BadParameter: the format is invalid or names an unknown field.
    """

    def __init__(self, text: str, fields: Sequence[str]) -> None:
        for escaped, character in _ESCAPES.items():
            text = text.replace(escaped, character)
        self.text = text
        self.fields = fields
        try:
            self._check_widths()
            self.fill(dict.fromkeys(fields, ""))
        except ValueError as error:
            raise click.BadParameter(f"{text!r}: {error}.", param_hint="--format") from error

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the text with the values of all fields in it."""
        return self.vformat(self.text, (), values)

    def _check_widths(self) -> None:
        """Refuse a field that is as wide as another field says, or wider than any line."""
        for _, _, spec, _ in self.parse(self.text):
            if "{" in (spec or ""):
                raise ValueError("a field can't stand in another")
            if any(int(number) > _WIDEST for number in re.findall(r"[0-9]+", spec or "")):
                raise ValueError(f"a field has at most {_WIDEST:,} characters")

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Return the value of a field; attributes and indexes are refused."""
        if field_name not in kwargs:
            near = did_you_mean(field_name, self.fields)
            raise ValueError(f"no field {field_name!r}{near or '; the fields are ' + ', '.join(self.fields)}")
        return kwargs[field_name], field_name


class Template(FieldTemplate):
    """A format for one line per paper, like `{key} {title:.40}`; raises as a `FieldTemplate`."""

    FIELDS = (
        *("key", "title", "abstract", "authors", "keywords", "venue", "summary"),
        *("published", "listed", "added", "upvotes", "stars"),
        *("status", "queue", "note", "tags", "rating", "later"),
        *("link", *KINDS),
    )

    def __init__(self, text: str) -> None:
        super().__init__(text, self.FIELDS)

    def line(self, lib: ReadingList, paper: Paper) -> str:
        """Return the line for one paper: lists joined by `, `, of each kind of link the first."""
        fields = {name: _text(value) for name, value in record(lib, paper).items() if name in self.FIELDS}
        links = {kind: link(paper, kind) or "" for kind in KINDS}
        best = best_link(paper)
        values = {**dict.fromkeys(self.FIELDS, ""), **fields, **links, "link": best[1] if best else ""}
        return self.fill(values)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)
