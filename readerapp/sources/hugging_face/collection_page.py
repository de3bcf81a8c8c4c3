"""Papers on a saved page of a Hugging Face collection, from the page's data if it has any.

Site: https://huggingface.co/collections.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from readerapp.domain.ids.parsing import arxiv_id
from readerapp.sources.draft import Draft
from readerapp.sources.html_text import parse_html
from readerapp.sources.hugging_face.api import hf_draft
from readerapp.sources.hugging_face.saved_page import page_data
from readerapp.sources.json_values import child, records, text
from readerapp.sources.results import Skip

_HUB = "https://huggingface.co"


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of the collection, without models, datasets and Spaces."""
    tree = parse_html(source)
    yield from list(_from_data(tree)) or _from_cards(tree)


def _from_data(tree: LexborHTMLParser) -> Iterator[Draft]:
    for held in page_data(tree):
        collection = child(held, "collection") if isinstance(held, dict) else {}
        for item in records(collection.get("items")):
            if text(item, "type") == "paper":
                yield hf_draft(item)


def _from_cards(tree: LexborHTMLParser) -> Iterator[Draft]:
    for link in tree.css("a[href*='/papers/']"):
        href = link.attributes.get("href") or ""
        number = arxiv_id(_HUB + href if href.startswith("/") else href)
        if number and (title := _title(link)):
            yield Draft(title=title, arxiv=number, urls=[f"{_HUB}/papers/{number}"])


def _title(link: LexborNode) -> str:
    """Return the heading of a card."""
    heading = link.css_first("h2, h3, h4, h5")
    return heading.text(strip=True) if heading is not None else ""
