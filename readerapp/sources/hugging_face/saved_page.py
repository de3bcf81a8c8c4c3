"""Saved pages and e-mails of Hugging Face Papers, as HTML.

Pages carry their papers as data for their scripts (`data-props`), with whole abstracts. Without that, the
text of the page is read like a text capture. Site: https://huggingface.co/papers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress

from selectolax.lexbor import LexborHTMLParser

from readerapp.sources.draft import Draft
from readerapp.sources.html_text import parse_html, to_markdown
from readerapp.sources.hugging_face.api import drafts_within
from readerapp.sources.hugging_face.captured_text import read as read_text
from readerapp.sources.results import Skip

_BASE = "https://huggingface.co/"


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of a saved page."""
    found: list[Draft] = []
    if "data-props" in source:
        found = [draft for value in page_data(parse_html(source)) for draft in drafts_within(value)]
    yield from found or read_text(to_markdown(source, _BASE, emphasis=False))


def page_data(tree: LexborHTMLParser) -> Iterator[object]:
    """Yield the JSON values that a page carries for its scripts."""
    for node in tree.css("[data-props]"):
        with suppress(ValueError, RecursionError):
            yield json.loads(node.attributes.get("data-props") or "")
