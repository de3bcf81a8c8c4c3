"""Real papers for measuring, and more of them in their likeness.

The recipe: a grown paper takes the title of a real one and puts, with even odds for each word, a word of
another real title of the same field in its place; its abstract is made of sentences of real abstracts of that
field, as many as a real one has. So each word is as frequent as it is in real titles and abstracts, common
words stand next to each other as they do there, and no two papers are the same. Words that real papers would
bring anew are missing, which makes the grown papers harder to tell apart than real ones. Fixed seed.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from readerapp.domain.ids.keys import key_for
from readerapp.domain.paper import Links, Paper

_SAMPLE = "samples/corpus/arxiv_10k_sample.jsonl.gz"
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Real:
    """A real paper, and its field (`cs.CL`)."""

    paper: Paper
    field: str


def sample() -> Path | None:
    """The sample of real papers beside the checkout; None where there is none."""
    path = Path(__file__).resolve().parents[3] / "shared" / _SAMPLE
    return path if path.is_file() else None


def real(path: Path) -> list[Real]:
    """The papers of the sample."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_paper(json.loads(line)) for line in lines]


def _paper(record: dict[str, str]) -> Real:
    found = Paper(
        key=key_for(record["title"], record["id"]),
        title=" ".join(record["title"].split()),
        abstract=record["abstract"],
        authors=tuple(record["authors"]),
        links=Links(arxiv=(record["url"],), repo=(record["code_url"],) if record["code_url"] else ()),
        published=record["published_at"],
        listed=record["published_at"][:10],
    )
    return Real(found, record["primary_category"])


def grown(papers: list[Real], size: int) -> Iterator[Paper]:
    """`size` papers: the real ones, then others in their likeness."""
    yield from (each.paper for each in islice(papers, size))
    fields: dict[str, list[Paper]] = {}
    for each in papers:
        fields.setdefault(each.field, []).append(each.paper)
    sentences = {
        field: [sentence for paper in some for sentence in _SENTENCE.split(paper.abstract)]
        for field, some in fields.items()
    }
    chance = random.Random(_SEED)
    for number in range(size - len(papers)):
        like = chance.choice(papers)
        yield _alike(number, like, fields[like.field], sentences[like.field], chance)


def _alike(
    number: int, like: Real, others: list[Paper], sentences: list[str], chance: random.Random
) -> Paper:
    words = [
        chance.choice(chance.choice(others).title.split()) if chance.random() < 0.5 else word
        for word in like.paper.title.split()
    ]
    count = len(_SENTENCE.split(like.paper.abstract))
    return Paper(
        key=f"arxiv:{2700 + number // 90000:04}.{number % 90000:05}",
        title=" ".join(words),
        abstract=" ".join(chance.choice(sentences) for _ in range(count)),
        authors=chance.choice(others).authors,
        published=chance.choice(others).published,
        listed=chance.choice(others).listed,
    )
