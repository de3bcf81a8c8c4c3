"""Damage in the cached columns is noticed: the list ends as the papers are, and one line says so."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.file import column_cache
from tests.library.conftest import clock

PAPERS = 300


@pytest.fixture
def cache(home: Home) -> Path:
    """The cached columns of a library."""
    home.library.parent.mkdir(parents=True, exist_ok=True)
    lines = (
        {"key": f"arxiv:2401.{number:05d}", "title": f"Paper {number}", "abstract": "Much. " * 60}
        for number in range(PAPERS)
    )
    home.library.write_text("".join(json.dumps(line) + "\n" for line in lines))
    Library.open(home, clock=clock).close()
    return home.cache / "columns"


def shown(library: Library) -> list[object]:
    """All that the columns say."""
    columns = library.columns
    rows = range(columns.size)
    texts = [[column[row] for row in rows] for column in columns.texts.values()]
    numbers = [list(each) for each in (*columns.numbers.values(), *columns.orders.values())]
    return [list(columns.offsets), texts, numbers, [columns.own_row(key) for key in texts[0]]]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """The same with a bit, or a few, the other way."""
    found = bytearray(data)
    for _ in range(chance.choice([1, 1, 8])):
        found[chance.randrange(len(column_cache._MAGIC), len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


@pytest.mark.parametrize("in_app", [False, True])
def test_a_flipped_bit_is_noticed_wherever_it_is(
    home: Home, cache: Path, monkeypatch: pytest.MonkeyPatch, in_app: bool
) -> None:
    good = cache.read_bytes()
    library = Library.open(home, clock=clock)
    there = shown(library)
    monkeypatch.setattr(column_cache, "FEW_BYTES", 0)  # the cache of a large library isn't checked at once
    for seed in range(40):
        cache.write_bytes(flipped(good, random.Random(seed)))
        library = Library.open(home, clock=clock, at_once=in_app)
        if in_app:
            library.read_ahead()
            library.poll()
        assert shown(library) == there, seed
        (said,) = library.trouble
        assert "columns was damaged; made anew" in said
        library.close()
        assert not column_cache.is_damaged(cache)


def test_what_is_damaged_is_not_cached_once_more(
    home: Home, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_cache, "FEW_BYTES", 0)
    monkeypatch.setattr("readerapp.library.file.catalogue._MAX_UNCACHED_BYTES", 0)
    there = shown(Library.open(home, clock=clock))
    data = cache.read_bytes()
    cache.write_bytes(data.replace(b" paper 7\n", b" paper 9\n", 1))
    library = Library.open(home, clock=clock, at_once=True)
    assert shown(library) != there
    with home.library.open("a") as file:
        file.write('{"title": "One more"}\n')
    library.poll()
    library.close()  # before anyone looked behind the list
    again = Library.open(home, clock=clock)
    assert len(again) == PAPERS + 1
    assert again.columns.texts["titles"][7] == " paper 7"


def test_a_cache_of_another_version_is_no_damage(home: Home, cache: Path) -> None:
    cache.write_bytes(cache.read_bytes().replace(column_cache._MAGIC, b"readerapp columns\n"))
    library = Library.open(home, clock=clock)
    assert len(library) == PAPERS and not library.trouble
