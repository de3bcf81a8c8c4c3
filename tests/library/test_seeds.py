"""A home without a library."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from readerapp.domain.paper import Paper
from readerapp.home import Home
from readerapp.library import Library


def test_looking_for_changes_keeps_the_seeds(tmp_path: Path) -> None:
    seed = Paper(key="title:0", title="Seed")
    library = Library.open(Home.find(tmp_path), seeds=lambda: [seed], clock=lambda: datetime.now(UTC))
    assert not library.poll()
    assert library.paper(0) is seed
