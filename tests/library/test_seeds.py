"""A home without a library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readerapp.domain import record
from readerapp.domain.paper import Paper
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.file import lines
from readerapp.library.file.seed_papers import SeedPapers


def test_looking_for_changes_keeps_the_seeds(tmp_path: Path) -> None:
    seed = Paper(key="title:0", title="Seed")
    library = Library.open(Home.find(tmp_path), seeds=lambda: [seed], clock=lambda: datetime.now(UTC))
    assert not library.poll()
    assert library.paper(0) is seed


def _opened(home: Path) -> Library:
    papers = [Paper(key=f"title:{number}", title=f"Seed {number}") for number in range(3)]
    data = b"".join(lines.encode(record.to_record(paper)) for paper in papers)
    return Library.open(Home.find(home), seeds=lambda: SeedPapers(data), clock=lambda: datetime.now(UTC))


@pytest.mark.parametrize("later", [Library.close, Library.read_ahead])
def test_the_columns_of_seeds_are_cached_behind_the_list(
    tmp_path: Path, later: Callable[[Library], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = _opened(tmp_path)
    cache = Home.find(tmp_path).cache / "seed-columns"
    assert [library.key(row) for row in library.search("", dict, now=datetime.now(UTC)).rows] == [
        "title:0",
        "title:1",
        "title:2",
    ]
    assert not cache.exists()
    later(library)
    assert cache.exists()
    monkeypatch.setattr("readerapp.library.file.seed_snapshot._built", lambda _: pytest.fail("made again"))
    assert len(_opened(tmp_path)) == 3


def test_a_search_among_seeds_makes_no_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SeedPapers, "_made", lambda *_: pytest.fail("made a paper"))
    library = _opened(tmp_path)
    assert library.search("seed 2", dict, now=datetime.now(UTC)).rows[0] == 2
