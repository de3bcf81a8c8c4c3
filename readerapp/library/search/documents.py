"""What the index keeps of a paper, as any program with tantivy can read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from readerapp.domain.record import from_record
from readerapp.domain.text import clean_line, clean_paragraphs
from readerapp.domain.words import initials, inner_words, searchable, words

if TYPE_CHECKING:
    from tantivy import Document, Index, Schema

_WORDS = "words"
_FIELDS = ("title", "abstract", "authors", "keywords", "venue", "summary")
_ESCAPED = re.compile(rb"\\[ub]")
# range of dates that decide between equal hits, and the most they add to a score
_FIRST_DAY, _LAST_DAY = 719_163 * 86_400, 760_000 * 86_400
_RECENCY_SCORE = 0.004


def schema() -> Schema:
    """Return the fields of the index: texts by place, inner words and initials of titles, row, recency."""
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_integer_field("row", indexed=True, fast=True)
    builder.add_float_field("recent", fast=True)
    for field in ("title", "abstract", "authors", "rest"):
        builder.add_text_field(field, tokenizer_name=_WORDS)
    builder.add_text_field("inner", tokenizer_name=_WORDS)
    builder.add_text_field("initials", tokenizer_name=_WORDS)
    return builder.build()


def prepare(index: Index) -> Index:
    """Register the tokenizer of a new or opened index, which tantivy doesn't store."""
    from tantivy import TextAnalyzerBuilder, Tokenizer

    index.register_tokenizer(_WORDS, TextAnalyzerBuilder(Tokenizer.simple()).build())
    return index


def document(row: int, record: Mapping[str, Any], dated: int, *, is_clean: bool = False) -> Document:
    """Return what the index keeps of a paper's record.

    `is_clean` says that its texts have no control characters.
    """
    from tantivy import Document

    try:
        title, texts = _texts(record) if is_clean else _texts(_cleaned(record))
    except (KeyError, TypeError, AttributeError):  # other programs write other kinds of values
        title, texts = _texts(_read(record))
    recent = max(0.0, min(1.0, (dated - _FIRST_DAY) / (_LAST_DAY - _FIRST_DAY))) * _RECENCY_SCORE
    parts = " ".join(initial_parts(initials(words(title))))
    if inner := inner_words(title):
        texts["inner"] = " ".join([word for word, _, _ in inner])
    return Document.from_dict({"row": row, "recent": recent, "initials": parts, **texts})


def _texts(record: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the title, and the indexed texts by field."""
    title, authors, keywords = record["title"], record["authors"], record.get("keywords", ())
    if isinstance(authors, str) or isinstance(keywords, str):
        raise TypeError
    texts = {
        "title": searchable(title),
        "abstract": searchable(record["abstract"]),
        "authors": searchable(" ".join(authors)),
    }
    if rest := " ".join(filter(None, (*keywords, record.get("venue"), record.get("summary")))):
        texts["rest"] = searchable(rest)
    return title, texts


def initial_parts(letters: str) -> list[str]:
    """Return each three letters in a row, then the last two: any run begins or joins some."""
    return [letters[at : at + 3] for at in range(len(letters) - 1)]


def is_clean(raw: bytes) -> bool:
    """Return True if a line of JSON surely holds no control characters; it escapes them, except one."""
    return raw.isascii() and b"\x7f" not in raw and (b"\\" not in raw or not _ESCAPED.search(raw))


def _read(record: Mapping[str, Any]) -> dict[str, Any]:
    paper = from_record(record)
    return {name: getattr(paper, name) for name in _FIELDS}


def _cleaned(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the indexed fields without control characters, as the paper has them."""
    found = {name: record[name] for name in _FIELDS if name in record}
    if isinstance(found["abstract"], str):
        found["abstract"] = clean_paragraphs(found["abstract"])
    return {
        name: clean_line(value) if isinstance(value, str) else [*map(clean_line, value)]
        for name, value in found.items()
    }
