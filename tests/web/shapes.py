"""What services answer, in their shapes and our words."""

import json
from collections.abc import Iterable
from html import escape
from typing import Any


def hf_entry(arxiv: str, title: str, day: str = "2026-11-21", **paper: Any) -> dict[str, Any]:
    """One paper of `daily_papers`."""
    return {
        "paper": {
            "id": arxiv,
            "authors": [{"_id": "1", "name": "Ada Byron", "hidden": False}],
            "publishedAt": f"{day}T00:00:00.000Z",
            "submittedOnDailyAt": f"{day}T02:00:00.000Z",
            "title": title,
            "summary": f"We study what {title} is about, and find that it can be studied.",
            "upvotes": 7,
            **paper,
        },
        "publishedAt": f"{day}T02:00:00.000Z",
        "title": title,
        "numComments": 1,
        "submittedBy": {"name": "someone", "fullname": "Some One"},
    }


def hf_day(*entries: dict[str, Any]) -> str:
    return json.dumps(list(entries))


def atom_entry(
    arxiv: str, title: str, published: str = "2026-11-20", abstract: str = "It is studied."
) -> str:
    """One paper of arXiv's API."""
    return f"""
  <entry>
    <id>http://arxiv.org/abs/{arxiv}v1</id>
    <title>{escape(title)}</title>
    <updated>{published}T10:00:00Z</updated>
    <link href="https://arxiv.org/abs/{arxiv}v1" rel="alternate" type="text/html"/>
    <summary>{escape(abstract)}</summary>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <published>{published}T10:00:00Z</published>
    <author><name>Ada Byron</name></author>
  </entry>"""


def atom(entries: Iterable[str], total: int | None = None) -> str:
    """An answer of arXiv's API."""
    held = list(entries)
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/x</id>
  <title>arXiv Query</title>
  <updated>2026-11-21T00:00:00Z</updated>
  <opensearch:itemsPerPage>{len(held)}</opensearch:itemsPerPage>
  <opensearch:totalResults>{len(held) if total is None else total}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>{"".join(held)}
</feed>"""
