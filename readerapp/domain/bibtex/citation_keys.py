r"""The citation keys of a paper, which `\cite` commands refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ENTRY_FIELD = "bibtex"
"""Record field of the BibTeX entry that a paper was read from."""
OTHER_KEYS = "citation_keys"
"""Record field of the citation keys of merged entries."""


def citation_keys(record: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return the citation key in a record's extra fields ("" if none) and its other ones."""
    entry, others = record.get(ENTRY_FIELD), record.get(OTHER_KEYS)
    own = entry.get("key") if isinstance(entry, Mapping) else record.get("citation_key")
    kept = own if isinstance(own, str) else ""
    further = [key for key in others if isinstance(key, str)] if isinstance(others, list | tuple) else []
    return kept, [key for key in further if key and key != kept]
