"""With the extra `meaning` papers are found by their idea in other words; its cache may come to any harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.meaning import meanings, vector_cache
from readerapp.library.meaning.word_vectors import WordVectors
from readerapp.library.search.searcher import LazyStates, SearchRequest
from tests.library.conftest import NOW, clock, paper, removed

pytestmark = pytest.mark.meaning
needs_extra = pytest.mark.skipif(not find_spec("wordllama"), reason="the extra isn't installed")

WANTED = "Trawler Forecasting"
ASKED = "boats that sail out to sea and come home with seafood from the ocean, by ward"
"""The wanted paper has none of these words that say anything; some others have the last."""
MANY = 60


def some(count: int = MANY, start: int = 0) -> list[Paper]:
    titles = [f"Ward {n}" if n % 20 == 7 else f"Kernel number {n}" for n in range(start, start + count)]
    return [paper(title, f"About graph {title}", key=f"x:{title}") for title in titles]


def wanted() -> Paper:
    about = "Fishing vessels, their catch of herring and cod, and marine fisheries off the coast."
    return paper(WANTED, about, key="x:wanted")


def opened(home: Home) -> Library:
    return Library.open(home, clock=clock)


def found(library: Library, query: str = ASKED, *, wait: bool = True) -> list[str]:
    shelf = library.answer(SearchRequest(query, NOW, wait=wait), LazyStates(dict))
    return [library.title(row) for row in shelf.related.rows]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that get vectors from now on; as if every library were large."""
    texts: list[str] = []
    of = WordVectors.of

    def recorded(self: WordVectors, some: Sequence[str]) -> Any:
        texts.extend(text for text in some if "boats" not in text)
        return of(self, some)

    monkeypatch.setattr(WordVectors, "of", recorded)
    monkeypatch.setattr(vector_cache, "_SMALL", 10)
    return texts


@pytest.fixture
def full(home: Home, made: list[str]) -> Library:
    library = opened(home)
    library.add([*some(), wanted()])
    library.learn_meanings()
    made.clear()
    return library


def vectors(home: Home) -> Path:
    return home.cache / "index" / "meaning" / "by-words"


@needs_extra
def test_a_paper_is_found_by_its_idea_without_a_word_of_it(full: Library) -> None:
    assert found(full)[0] == WANTED


def test_without_the_extra_it_is_not(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readerapp.library.meaning.word_vectors.installed", lambda: False)
    library = opened(home)
    library.add([*some(), wanted()])
    library.learn_meanings()
    assert WANTED not in found(library) and not vectors(home).exists()


def test_without_the_extra_nothing_imports_numpy() -> None:
    code = f"""
import sys, tempfile, readerapp
from readerapp.library.meaning import word_vectors
word_vectors.installed = lambda: False
with tempfile.TemporaryDirectory() as home, readerapp.open(home) as lib:
    lib.search({ASKED!r}), lib.library.learn_meanings()
sys.exit(", ".join(sorted({{"numpy", "tokenizers", "wordllama"}} & set(sys.modules))) or 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@needs_extra
def test_the_package_is_read_without_its_own_code_which_would_ask_a_server(full: Library) -> None:
    assert found(full)[0] == WANTED and "wordllama" not in sys.modules


@needs_extra
def test_vectors_in_place_are_used_as_they_are(home: Home, full: Library, made: list[str]) -> None:
    assert found(opened(home))[0] == WANTED and not made


@needs_extra
def test_they_are_extended_when_papers_come(home: Home, full: Library, made: list[str]) -> None:
    full.add([paper("Zebra crossing", "Stripes.")])
    assert found(full)[0] == WANTED and made == ["Zebra crossing Stripes."]
    assert found(opened(home))[0] == WANTED


@needs_extra
def test_a_changed_paper_gets_another_vector(full: Library, made: list[str]) -> None:
    full.add([paper("Kernel number 3, now about marine fisheries", key="x:Kernel number 3")])
    found(full)
    assert [text.split(",")[0] for text in made] == ["Kernel number 3"]


@needs_extra
def test_a_removed_paper_is_not_found(full: Library) -> None:
    full.write([removed("x:wanted")])
    assert WANTED not in found(full) and "Ward 7" in found(full)


@needs_extra
def test_only_papers_within_the_filters_are_found(full: Library) -> None:
    assert WANTED not in found(full, f"{ASKED} title:ward") and WANTED in found(full, f"{ASKED} -title:ward")


@needs_extra
def test_a_query_of_words_that_no_paper_has_finds_none(full: Library) -> None:
    assert found(full, "xyzzy qwrtk plugh zxcvb bnmlk") == []


@needs_extra
def test_a_rewritten_library_gets_its_own_vectors(home: Home, full: Library, made: list[str]) -> None:
    long = "seafood " * 200
    home.library.write_text("".join(f'{{"title": "Ward {n} {long}"}}\n' for n in range(2 * MANY)))
    assert full.poll()
    assert WANTED not in found(full) and len(made) == 2 * MANY


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def delete(path: Path) -> None:
    path.unlink()


def spoil_a_vector(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 4
    path.write_bytes(data)


def spoil_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"dimensions": 256', b'"dimensions": 255'))


def other_version(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"readerapp vectors", b"readerapp nothing"))


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


HARMS = [cut, empty, delete, spoil_a_vector, spoil_the_header, other_version, folder]


@needs_extra
@pytest.mark.parametrize("harm", HARMS)
def test_damaged_vectors_are_made_anew(
    home: Home, full: Library, made: list[str], harm: Callable[[Path], None]
) -> None:
    harm(vectors(home))
    library = opened(home)
    assert found(library)[0] == WANTED and len(made) == MANY + 1
    assert not library.trouble, "they are only a cache"


@needs_extra
def test_the_cache_can_go_while_it_is_used(home: Home, full: Library) -> None:
    shutil.rmtree(home.cache)
    assert found(full)[0] == WANTED


@needs_extra
def test_an_extra_uninstalled_later_leaves_search_as_it_was(
    home: Home, full: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readerapp.library.meaning.word_vectors.installed", lambda: False)
    assert "Ward 7" in found(full) and WANTED not in found(full)


@needs_extra
def test_a_damaged_package_leaves_search_as_it_was(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readerapp.library.meaning.word_vectors._folder", lambda: home.cache)
    library = opened(home)
    library.add([*some(), wanted()])
    library.learn_meanings()
    assert "Ward 7" in found(library) and WANTED not in found(library)


@needs_extra
def test_a_library_too_large_for_it_is_searched_without(
    full: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meanings, "MAX_PAPERS", MANY)
    assert WANTED not in found(full)


@needs_extra
def test_no_answer_waits_for_many_vectors(
    home: Home, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_cache, "_FEW", 5)
    library = opened(home)
    library.add([*some(), wanted()])
    assert WANTED not in found(library, wait=False) and not made
    told: list[float] = []
    library.learn_meanings(told.append)
    assert found(library, wait=False)[0] == WANTED and told and all(0 <= part <= 1 for part in told)


@needs_extra
def test_an_empty_library_and_papers_without_a_word_are_no_trouble(library: Library) -> None:
    library.learn_meanings()
    assert found(library) == []
    library.add([paper("–", key="x:dash"), wanted(), *some(9)])
    library.learn_meanings()
    assert WANTED in found(library)


@needs_extra
def test_seeds_have_meanings_too(home: Home, made: list[str]) -> None:
    library = Library.open(home, seeds=lambda: [*some(), wanted()], clock=clock)
    assert found(library)[0] == WANTED and not vectors(home).exists()


@needs_extra
def test_texts_of_any_length_and_script_have_a_vector() -> None:
    words = WordVectors.load()
    assert words
    for text in ("a" * 1_000_000, "word " * 100_000, "深度学习 графы", "\x00\ud83d", "🤖"):
        (vector,) = words.of([text])
        assert abs(float(vector @ vector) - 1) < 1e-3, text[:20]
    assert not words.of([""])[0].any()


@needs_extra
def test_a_byte_per_dimension_keeps_what_is_near() -> None:
    from readerapp.library.meaning.vectors import Vectors

    words = WordVectors.load()
    assert words
    exact = words.of(
        [
            f"{one} {other}"
            for one in "cat dog bus tram violin".split()
            for other in "sings runs flies".split()
        ]
    )
    near = Vectors.of(exact).nearness(exact[4])
    assert all(abs(near[row] - float(exact[row] @ exact[4])) < 0.01 for row in range(len(exact)))
    assert near.nearest(1, bytes([1] * len(exact)))[0] == 4
    assert list(near.nearest(3, bytes([0] * 14 + [1]))) == [14]


CHOSEN = paper(
    "Fishing boats", "Vessels and crews that haul herring in nets: one model.", key="doi:10.1000/chosen"
)
ALIKE = paper(
    "Trawlers", "Catching cod at sea, with seafood markets ashore in winter: one model.", key="x:alike"
)


def test_papers_of_the_same_sense_are_alike(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    library = opened(home)
    library.add(
        [*(paper(f"Graph{n}", "One model.", key=f"x:{n}") for n in range(5)), *some(40), ALIKE, CHOSEN]
    )

    def first() -> str:
        return library.key(library.search("like:doi:10.1000/chosen", dict, now=NOW).rows[0])

    if find_spec("wordllama"):
        assert first() == "x:alike"
    monkeypatch.setattr("readerapp.library.meaning.word_vectors.installed", lambda: False)
    assert first() != "x:alike"


@needs_extra
def test_papers_of_the_sense_of_those_read_are_for_the_reader_and_each_says_why(home: Home) -> None:
    library = opened(home)
    about = "Vessels and crews that haul herring in nets."
    read = [paper(f"Fishing boats {n}", about, key=f"x:read{n}") for n in range(5)]
    decoys = [paper(f"Graph{n} nets", key=f"x:{n}") for n in range(5)]
    others = [paper(f"Proof {n}", "On a lemma in logic.", key=f"x:other{n}") for n in range(40)]
    alike = paper("Trawlers", "Catching cod at sea, with seafood markets ashore, and nets.", key="x:alike")
    library.add([*decoys, *others, *read, alike])
    states = {one.key: State(key=one.key, status=Status.READ) for one in read}
    shelf = library.search("is:unread sort:foryou", lambda: states, now=NOW)
    why = shelf.why(shelf.rows[0])
    assert library.key(shelf.rows[0]) == "x:alike" and why and why.words == ("nets",)
