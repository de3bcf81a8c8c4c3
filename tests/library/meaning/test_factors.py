"""What a library itself teaches: words that stand in the same papers have to do with each other."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import pytest

from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.meaning import factors, meanings, sparse, vector_cache
from readerapp.library.meaning.factors import Factors
from tests.library.conftest import NOW, clock, paper

pytestmark = [
    pytest.mark.meaning,
    pytest.mark.skipif(not find_spec("wordllama"), reason="the extra isn't installed"),
]
TOPICS = ("blorv kintu prawz drell snoft", "flumb yargo crelt dovik toosh", "chavu vempo octur rythe tolmy")
"""Words without a meaning, except what the papers say."""


def text(topic: int, random: Random) -> str:
    return " ".join(random.sample(TOPICS[topic].split(), 3))


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factors, "_COUNT", 3)
    monkeypatch.setattr(factors, "_MAX_SHARE", 0.5)
    monkeypatch.setattr(meanings, "LEAST_PAPERS", 30)
    monkeypatch.setattr(vector_cache, "_SMALL", 10)


@pytest.fixture
def texts() -> list[str]:
    random = Random(1)
    return [text(n % 3, random) for n in range(60)]


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the libraries that are learned from, from now on."""
    sizes: list[int] = []
    learn = Factors.learned

    def recorded(texts: Any, papers: int) -> Factors | None:
        sizes.append(papers)
        return learn(texts, papers)

    monkeypatch.setattr(Factors, "learned", recorded)
    return sizes


def opened(home: Home) -> Library:
    return Library.open(home, clock=clock)


@pytest.fixture
def full(home: Home, texts: list[str]) -> Library:
    library = opened(home)
    library.add([paper(f"Number {n}", text, key=f"x:{n}") for n, text in enumerate(texts)])
    library.learn_meanings()
    return library


def test_words_of_the_same_papers_are_near_each_other_and_others_are_not(texts: list[str]) -> None:
    made = Factors.learned(texts, 60)
    assert made
    kintu, snoft, crelt = made.of(["kintu", "snoft and a drell", "crelt"])
    assert float(kintu @ snoft) > 0.9 > 0.1 > float(kintu @ crelt)


def test_they_are_the_same_each_time(texts: list[str]) -> None:
    one, other = Factors.learned(texts, 60), Factors.learned(texts, 60)
    assert one and other and one.model == other.model


def test_a_text_of_unknown_words_has_none(texts: list[str]) -> None:
    made = Factors.learned(texts, 60)
    assert made and not made.of(["", "xyzzy 12"]).any()


def test_papers_with_nothing_in_common_teach_nothing() -> None:
    assert Factors.learned([f"word{n}x" for n in range(100)], 100) is None
    assert Factors.learned([], 0) is None


def test_they_are_kept_and_read_as_they_were(tmp_path: Path, texts: list[str]) -> None:
    made = Factors.learned(texts, 60)
    assert made
    made.write(tmp_path / "factors")
    read = Factors.read(tmp_path / "factors")
    assert read and (read.model, read.papers) == (made.model, 60)
    assert (read.of(texts) == made.of(texts)).all()


def test_the_directions_are_those_of_the_whole_matrix() -> None:
    import numpy as np

    random = np.random.default_rng(3)
    dense = random.random((40, 30)) * (random.random((40, 30)) < 0.2)
    counts = sparse.CountedRows()
    for row in dense:
        counts.add(np.flatnonzero(row).tolist(), row[row > 0].tolist())
    found = sparse.directions(counts.made(), 30, 4)
    _, _, exact = np.linalg.svd(dense)
    assert np.allclose(np.abs(np.diag(exact[:4] @ found)), 1, atol=1e-3)


def test_a_library_is_learned_from_anew_when_it_grew_by_a_fifth(
    home: Home, full: Library, learned: list[int]
) -> None:
    for count in (9, 9):
        size = len(full)
        full.add([paper(f"More {size + n}", TOPICS[0], key=f"x:{size + n}") for n in range(count)])
        full.learn_meanings()
    assert learned == [78]
    opened(home).learn_meanings()
    assert learned == [78]


@pytest.mark.parametrize("name", ["factors", "by-factors", "by-words"])
def test_whatever_is_damaged_is_made_anew(home: Home, full: Library, learned: list[int], name: str) -> None:
    file = home.cache / "index" / "meaning" / name
    whole = file.read_bytes()
    os.truncate(file, len(whole) // 2)
    library = opened(home)
    library.learn_meanings()
    assert file.read_bytes() == whole and learned == ([60] if name == "factors" else [])


def test_papers_of_the_same_factors_are_alike(full: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanings, "_FACTORS", 5)  # words without a meaning are near others by chance
    texts = {"chosen": "kintu drell", "other": "kintu yargo crelt toosh", "alike": "kintu blorv prawz snoft"}
    full.add([paper(text, key=f"doi:10.1000/{name}") for name, text in texts.items()])
    full.learn_meanings()
    shelf = full.search("like:doi:10.1000/chosen", dict, now=NOW)
    places = {full.key(row): at for at, row in enumerate(shelf.rows)}
    assert places["doi:10.1000/alike"] < places["doi:10.1000/other"]
