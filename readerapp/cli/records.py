"""A paper with what the reader did: as a JSON record, and through a reader's template."""

from __future__ import annotations

import json
import string
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from readerapp.actions.copyable import best_link, link
from readerapp.actions.reading_list import ReadingList
from readerapp.cli.streams import says_all
from readerapp.domain.paper import KINDS, Paper
from readerapp.domain.record import to_record

# What to_record leaves out where it isn't known; a script finds every field on every line.
_UNKNOWN: dict[str, Any] = {
    **dict.fromkeys(("published", "listed", "added", "upvotes", "stars")),
    **{"keywords": [], "sightings": []},
}
_ESCAPES = {r"\t": "\t", r"\n": "\n"}


def record(lib: ReadingList, paper: Paper) -> dict[str, Any]:
    """The fields of PRODUCT's JSON: the paper's own, then status, place in the queue, note, tags, rating."""
    state = lib.state(paper.key)
    known = to_record(paper)
    return {
        **known,
        **{name: value for name, value in _UNKNOWN.items() if name not in known},
        "status": state.status.value,
        "queue": lib.place(paper.key),
        "note": state.note,
        "tags": list(state.tags),
        "rating": state.rating,
    }


def json_line(values: Mapping[str, Any]) -> str:
    """One line of JSON Lines, in ASCII where standard output can't say more."""
    return json.dumps(values, ensure_ascii=not says_all(sys.stdout))


class Template(string.Formatter):
    """A line for each paper, made by a text like `{key} {title:.40}`.

    Raises:
        BadParameter: the text is no template, or names a field that no paper has.
    """

    FIELDS = (
        *("key", "title", "abstract", "authors", "keywords", "venue", "summary"),
        *("published", "listed", "added", "upvotes", "stars"),
        *("status", "queue", "note", "tags", "rating"),
        *("link", *KINDS),
    )

    def __init__(self, text: str) -> None:
        for escaped, character in _ESCAPES.items():
            text = text.replace(escaped, character)
        self.text = text
        try:
            self.fill(dict.fromkeys(self.FIELDS, ""))
        except ValueError as error:
            raise click.BadParameter(f"{text!r}: {error}.", param_hint="--format") from error

    def fill(self, values: Mapping[str, str]) -> str:
        """The line for one paper's values."""
        return self.vformat(self.text, (), values)

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """The value of a field; names with dots or brackets are no fields."""
        if field_name not in kwargs:
            raise ValueError(f"no field {field_name!r}; there are {', '.join(self.FIELDS)}")
        return kwargs[field_name], field_name


def template_values(lib: ReadingList, paper: Paper) -> dict[str, str]:
    """What each field of a template stands for: lists joined by `, `, links by their first address."""
    values = {name: _text(value) for name, value in record(lib, paper).items() if name in Template.FIELDS}
    links = {kind: link(paper, kind) or "" for kind in KINDS}
    best = best_link(paper)
    return {**dict.fromkeys(Template.FIELDS, ""), **values, **links, "link": best[1] if best else ""}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)
