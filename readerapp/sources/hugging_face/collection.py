"""Papers in Hugging Face's collections, from its API.

Format: https://huggingface.co/docs/hub/api (`GET /api/collections`).
"""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.sources.draft import Draft
from readerapp.sources.hugging_face.api import hf_draft
from readerapp.sources.json_text import read_records
from readerapp.sources.json_values import Record, text
from readerapp.sources.results import Skip


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of one or several collections, or of a list of items."""
    yield from read_records(source, _draft, _is_item)


def _is_item(record: Record) -> bool:
    return "type" in record and not isinstance(record.get("items"), list)


def _draft(record: Record) -> Draft | None:
    return hf_draft(record) if text(record, "type") == "paper" else None
