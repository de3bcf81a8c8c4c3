"""Copies of papers.jsonl from several machines make one file, whichever is first and however often."""

import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest

from readerapp.domain.dates.timestamps import timestamp
from readerapp.domain.errors import ReaderError
from readerapp.domain.ids.keys import title_key
from readerapp.domain.paper import Paper
from readerapp.library.merge.copies import encoded, join, merge_file, merge_files
from readerapp.library.merge.copy_reader import Copy, is_ours, read

Records = list[dict[str, Any]]
DAYS = [f"2026-11-{day:02}T09:00:00+00:00" for day in range(1, 6)]


def write(path: Path, records: Records, tail: bytes = b"") -> Path:
    path.write_bytes(b"".join(json.dumps(record).encode() + b"\n" for record in records) + tail)
    return path


def records_of(path: Path) -> Records:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def there(path: Path) -> dict[str, Paper]:
    known = read(path).known
    return {key: it.paper for key, it in known.items() if it.paper is not None and it.is_there}


def paper(key: str, title: str = "", **more: Any) -> dict[str, Any]:
    return {"key": key, "title": title or f"Paper {key}", **more}


def both_ways(tmp_path: Path, one: Records, other: Records) -> Path:
    """The file that knows both, after holding that the order makes no difference."""
    first, second = write(tmp_path / "one", one), write(tmp_path / "other", other)
    merge_files(first, second, tmp_path / "a")
    merge_files(second, first, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    merge_files(tmp_path / "a", first, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    return tmp_path / "a"


def test_each_side_brings_its_papers_and_what_it_knows_of_shared_ones(tmp_path: Path) -> None:
    one = [
        paper("arxiv:1", abstract="Long and whole.", links={"repo": ["https://github.com/a/a"]}),
        paper("arxiv:2"),
    ]
    other = [paper("arxiv:1", abstract="Long", authors=["Ada"], stars=4), paper("arxiv:3", colour="red")]
    found = there(both_ways(tmp_path, one, other))
    assert list(found) == ["arxiv:1", "arxiv:2", "arxiv:3"]
    shared = found["arxiv:1"]
    assert (shared.abstract, shared.authors, shared.stars) == ("Long and whole.", ("Ada",), 4)
    assert shared.links.repo == ("https://github.com/a/a",)
    assert found["arxiv:3"].extra == {"colour": "red"}


def test_title_and_numbers_are_those_of_the_later_sighting(tmp_path: Path) -> None:
    old = {"source": "a", "seen": DAYS[0], "listed": "2026-10-01", "upvotes": 9}
    new = {"source": "b", "seen": DAYS[3], "listed": "2026-11-01", "upvotes": 5}
    one = [paper("arxiv:1", "Zebra v1", sightings=[old], upvotes=9, listed="2026-10-01")]
    other = [paper("arxiv:1", "A Paper v2", sightings=[new], upvotes=5, listed="2026-11-01")]
    found = there(both_ways(tmp_path, one, other))["arxiv:1"]
    assert (found.title, found.upvotes, found.listed) == ("A Paper v2", 5, "2026-11-01")
    assert [it.source for it in found.sightings] == ["a", "b"]


def test_papers_of_one_add_stay_in_their_order(tmp_path: Path) -> None:
    names = ["arxiv:5", "arxiv:1", "arxiv:9", "arxiv:3"]
    one = [paper(key, added=DAYS[1]) for key in names]
    other = [paper("arxiv:0", added=DAYS[0]), paper("arxiv:7", added=DAYS[2]), *one[:2]]
    merged = both_ways(tmp_path, one, other)
    assert list(there(merged)) == ["arxiv:0", *names, "arxiv:7"]


def test_a_paper_taken_out_on_one_machine_is_out_unless_it_came_in_again_later(tmp_path: Path) -> None:
    one = [paper("arxiv:1", added=DAYS[0]), paper("arxiv:2", added=DAYS[0])]
    other = [*one, *({"key": it["key"], "title": "x", "removed": DAYS[2]} for it in one)]
    assert there(both_ways(tmp_path, one, other)) == {}
    again = [*one, paper("arxiv:1", added=DAYS[3])]
    assert list(there(both_ways(tmp_path, again, other))) == ["arxiv:1"]


def test_within_one_second_the_order_of_the_lines_decides(tmp_path: Path) -> None:
    line = paper("arxiv:1", added=DAYS[0])
    gone = {"key": "arxiv:1", "title": "x", "removed": DAYS[0]}
    assert there(both_ways(tmp_path, [line, gone], [])) == {}
    assert list(there(both_ways(tmp_path, [line, gone, line], []))) == ["arxiv:1"]
    assert list(there(both_ways(tmp_path, [{**line, "added": None}, gone, {**line, "added": None}], [])))


def test_a_paper_known_by_title_here_and_by_id_there_is_one(tmp_path: Path) -> None:
    old = title_key("One Title")
    one = [paper(old, "One Title", abstract="from the page"), paper("doi:10.1000/x", "Other")]
    other = [
        paper("arxiv:1", "One Title", links={"arxiv": ["https://arxiv.org/abs/1"]}),
        paper("arxiv:2", "Other", links={"doi": ["https://doi.org/10.1000/x"]}),
    ]
    found = there(both_ways(tmp_path, one, other))
    assert list(found) == ["arxiv:1", "arxiv:2"]
    assert found["arxiv:1"].abstract == "from the page"
    assert found["arxiv:1"].extra["aliases"] == [old]


def test_one_title_with_two_ids_stays_two_papers(tmp_path: Path) -> None:
    one = [paper("arxiv:1", "One Title"), paper(title_key("One Title"), "One Title")]
    assert len(there(both_ways(tmp_path, one, [paper("arxiv:2", "One Title")]))) == 3


def test_keys_that_claim_each_other_are_one_paper(tmp_path: Path) -> None:
    one, other = paper("doi:1", aliases=["doi:2"]), paper("doi:2", aliases=["doi:1"])
    assert list(there(both_ways(tmp_path, [one], [other]))) == ["doi:1"]


def test_lines_that_are_no_papers_stay_ones_own(tmp_path: Path) -> None:
    mine = write(tmp_path / "mine", [paper("arxiv:1")], b"half a li")
    theirs = write(tmp_path / "theirs", [paper("arxiv:2")], b"\xff\xfe\n")
    took = merge_file(mine, theirs)
    assert (took.new, took.updated, took.removed) == (1, 0, 0)
    assert mine.read_bytes().endswith(b"\nhalf a li\n")
    assert b"\xff" not in mine.read_bytes()
    took = merge_file(mine, theirs)
    assert (took.new, took.updated) == (0, 0)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b'{"a": 1}\n', b"[1, 2]"])
def test_what_holds_no_paper_is_refused_and_nothing_is_written(tmp_path: Path, data: bytes) -> None:
    other = tmp_path / "other"
    other.write_bytes(data)
    with pytest.raises(ReaderError, match="neither papers nor state"):
        merge_file(tmp_path / "papers.jsonl", other)
    assert not (tmp_path / "papers.jsonl").exists()


def test_a_link_stays_one_and_a_mode_too(tmp_path: Path) -> None:
    real = write(tmp_path / "real", [paper("arxiv:1")])
    real.chmod(0o640)
    link = tmp_path / "papers.jsonl"
    link.symlink_to(real)
    merge_file(link, write(tmp_path / "other", [paper("arxiv:2")]))
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert len(records_of(real)) == 2


# As a rule over any papers


def any_sighting(chance: random.Random) -> dict[str, Any]:
    votes = chance.choice([None, 1, 2])
    return {"source": chance.choice("ab"), "seen": chance.choice([None, *DAYS]), "upvotes": votes}


def any_record(chance: random.Random, keys: list[str]) -> dict[str, Any]:
    if chance.random() < 0.15:
        return {"key": chance.choice(keys), "removed": chance.choice(DAYS)}
    some = ["https://github.com/a/b", "https://x.org/p", "https://huggingface.co/a/b"]
    words = ["", "a", "b", "longer"]
    key = chance.choice(keys)
    return {
        "key": key,
        # No title of two works: what only that title names would go to the one that is met first.
        "title": chance.choice([f"t {key}", f"u {key}", "arXiv:1"]),
        "abstract": chance.choice(words),
        "authors": chance.sample(words, chance.randrange(3)),
        "links": chance.sample(some, chance.randrange(4)),
        "sightings": [any_sighting(chance) for _ in range(chance.randrange(3))],
        "original": {name: chance.choice(words) for name in chance.sample(["title", "abstract", "x"], 2)},
        "added": chance.choice([None, *DAYS]),
        "published": chance.choice(words),
        "upvotes": chance.choice([None, 1, 3]),
        "x": chance.choice([None, 1, True, {"b": 1, "a": 2}]),
        "aliases": chance.choice([[], ["title:aa"], ["title:bb"]]),
    }


def data_of(copy: Copy) -> bytes:
    return b"".join(encoded(copy))


def test_merging_files_has_no_order_and_again_is_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for seed in range(150):
        chance = random.Random(seed)
        keys = ["arxiv:1", "arxiv:2", "title:cc"][: chance.randrange(1, 4)]
        copies = [
            read(write(file, [any_record(chance, keys) for _ in range(chance.randrange(5))]))
            for _ in range(3)
        ]
        results = {data_of(join(join(a, b), c)) for a, b, c in itertools.permutations(copies)}
        results |= {data_of(join(a, join(b, c))) for a, b, c in itertools.permutations(copies)}
        assert len(results) == 1, seed
        (data,) = results
        file.write_bytes(data)
        again = read(file)
        for copy in (Copy(), again, *copies):
            assert data_of(join(again, copy)) == data, seed


@pytest.mark.parametrize(
    ("text", "sorts_as"),
    [
        ("2026-11-22T09:00:00+00:00", "2026-11-22T09:00:00.000000+00:00"),
        ("2026-11-22T09:00:00.000001+00:00", "2026-11-22T09:00:00.000001+00:00"),
        ("2026-11-22T10:00:00+01:00", "2026-11-22T09:00:00.000000+00:00"),
        ("2026-11-22T09:00:00Z", "2026-11-22T09:00:00.000000+00:00"),
        ("2026-11-22", "2026-11-22T00:00:00.000000+00:00"),
        ("0001-01-01T00:00:00+14:00", ""),
        ("20261122", "2026-11-22T00:00:00.000000+00:00"),
        ("2026-W47-7T09:00:00+00:00", "2026-11-22T09:00:00.000000+00:00"),
        ("2026-11-22T09:00:00,000001+00:00", "2026-11-22T09:00:00.000001+00:00"),
        ("Oct 9", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_times_sort_as_text(text: str | None, sorts_as: str) -> None:
    assert timestamp(text) == sorts_as


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (b'{"key": "arxiv:1", "title": "A"}\n', True),
        (b'{"cut\n{"key": "doi:10.1/x", "title": "A"}\n', True),
        (b'{"key": "title:0123456789abcdef", "title": "A", "removed": "2026-11-22T09:00:00Z"}\n', True),
        (b'{"title": "of another tool", "year": 2026}\n', False),
        (b'{"key": 7}\n[1]\n', False),
        (b"", False),
    ],
)
def test_a_copy_is_ours_if_it_has_papers_as_we_write_them(tmp_path: Path, content: bytes, ours: bool) -> None:
    (tmp_path / "papers (1).jsonl").write_bytes(content)
    assert is_ours(tmp_path / "papers (1).jsonl") is ours
    assert is_ours(tmp_path / "nothing") is False
