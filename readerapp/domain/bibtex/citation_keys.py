"""The citation keys of a paper: every `\\cite` of a document hangs on one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OTHER_KEYS = "citation_keys"
"""The record's field of further citation keys, those of entries that turned out to be of the same work."""
_ENTRY = "bibtex"


def citation_keys(record: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The citation key in a record's further fields, empty if there is none, and the other ones."""
    entry, others = record.get(_ENTRY), record.get(OTHER_KEYS)
    own = entry.get("key") if isinstance(entry, Mapping) else record.get("citation_key")
    kept = own if isinstance(own, str) else ""
    further = [key for key in others if isinstance(key, str)] if isinstance(others, list | tuple) else []
    return kept, [key for key in further if key and key != kept]
