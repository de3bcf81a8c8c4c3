"""A home of its own for each test, and papers in a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readerapp.domain.ids.keys import key_for
from readerapp.domain.paper import Links, Paper
from readerapp.domain.state import State
from readerapp.home import Home
from readerapp.library import Library, Shelf

NOW = datetime(2026, 10, 12, 8, 30, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def paper(title: str, abstract: str = "", *, arxiv: str | None = None, **fields: object) -> Paper:
    links = Links(arxiv=(f"https://arxiv.org/abs/{arxiv}",)) if arxiv else Links()
    values: dict[str, object] = {"key": key_for(title, arxiv), "links": links, **fields}
    return Paper(title=title, abstract=abstract, **values)  # type: ignore[arg-type]


def removed(key: str) -> dict[str, str]:
    """The line that takes a paper out."""
    return {"key": key, "title": "Gone", "removed": NOW.isoformat()}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.find(tmp_path / "home")


@pytest.fixture
def library(home: Home) -> Library:
    return Library.open(home, clock=clock)


Ask = Callable[..., Shelf]


@pytest.fixture
def ask(library: Library) -> Ask:
    def search(query: str, states: Mapping[str, State] | None = None, **options: object) -> Shelf:
        return library.search(query, lambda: states or {}, now=NOW, **options)  # type: ignore[arg-type]

    return search


def titles(library: Library, shelf: Shelf) -> list[str]:
    return [library.paper(row).title for row in shelf.rows]
