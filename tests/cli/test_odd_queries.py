"""Queries of any size and script, in libraries of none, one and a few papers: an answer, or a line."""

import json
from pathlib import Path

import pytest

from tests.cli.reader import PAPERS, SPAR, Reader

QUERIES = {
    "10,000 words": " ".join(f"word{n}" for n in range(10_000)),
    "one word 10,000 times": "curriculum " * 10_000,
    "a long word": "x" * 100_000,
    "stop words": "the of and a to in is by",
    "Chinese": "课程学习 的 方法",
    "Cyrillic": "обучение с подкреплением на данных",
    "Arabic": "تعلم الآلة",
    "emoji": "🤖 🧠 📚 🎓 🦓",
    "like nothing": "like:queue like:tag:none",
    "for you": "sort:foryou",
    "a path": "is:any sort:-path",
    "all at once": "like:queue curriculum 学习 -sparse sort:path",
}
CALLS = (
    ["list"],
    ["list", "--json"],
    ["list", "--count"],
    ["export", "--format", "jsonl"],
    ["similar", SPAR, "--where"],
    ["similar", "--query"],
    ["mark", "read", "--query"],
)


@pytest.fixture(params=[0, 1, len(PAPERS)], ids=lambda count: f"{count} papers")
def some(empty: Reader, request: pytest.FixtureRequest) -> Reader:
    """A reader with so many papers."""
    empty.home.mkdir()
    papers = PAPERS[: request.param] or [{**PAPERS[0], "removed": "2026-10-01T00:00:00+00:00"}]
    (empty.home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    return empty


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_query_is_answered_or_refused_in_a_line(some: Reader, query: str) -> None:
    for call in CALLS:
        result = some(*call, query)
        assert result.status in (0, 1, 2, 3), call
        said = [line for line in result.err.splitlines() if "only the first 20 words" not in line]
        assert len(said) <= 1 and len(result.err) < 500 and "internal error" not in result.err, call
        assert result.status == 0 or len(result.err.splitlines()) == 1, call
        assert result.out or result.err, call


def test_words_without_meaning_describe_nothing(reader: Reader) -> None:
    assert "related" not in reader("list", "the of and to in").out


@pytest.mark.parametrize("query", ["like:queue", "sort:foryou", "sort:path"])
def test_an_order_by_content_is_a_view_as_any_other(reader: Reader, query: str, tmp_path: Path) -> None:
    reader("queue", "add", SPAR)
    (reader.home / "config.toml").write_text(f'[[views]]\nname = "Mine"\nquery = "is:unread {query}"\n')
    assert reader("config").err == ""
    assert reader("list", "is:unread", query).status == 0
