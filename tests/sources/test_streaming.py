"""A source read in parts gives what it gives as a whole, however small the parts are."""

import bz2
import gc
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readerapp.domain.paper import Paper
from readerapp.domain.works.shared_titles import fingerprint
from readerapp.sources import Repeat, Skip, read
from readerapp.sources.results import Origin
from readerapp.sources.stream import Stream

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
SMALL = 2_000


def streamed(data: bytes, size: int = SMALL, format: str | None = None) -> tuple[list[Paper], list[Skip]]:
    found = list(Stream(io.BytesIO(data), Origin("x"), format, size))
    skipped = [one for one in found if isinstance(one, Skip)]
    return [one for one in found if not isinstance(one, Skip)], skipped


def keys(papers: Iterator[Paper] | list[Paper] | tuple[Paper, ...]) -> list[str]:
    return sorted(paper.key for paper in papers)


def records(count: int) -> list[dict[str, object]]:
    return [
        {"title": f"Paper number {n}", "arxiv_id": f"2401.{n:05}", "abstract": "Words, and more words. " * 9}
        for n in range(count)
    ]


def bibtex(count: int) -> str:
    return "".join(f"@article{{k{n},\n title = {{Paper {n}}},\n year = 2001\n}}\n" for n in range(count))


def feed(count: int) -> str:
    entries = "\n".join(
        f"<entry><id>http://arxiv.org/abs/2401.{n:05}v1</id><title>Paper {n}</title></entry>"
        for n in range(count)
    )
    head = '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n<title>Feed</title>\n'
    return f"{head}{entries}\n</feed>\n"


def table(count: int) -> str:
    return "title,abstract\n" + "".join(
        f'Paper {n},"One line,\nand another ""quoted"""\n' for n in range(count)
    )


LONG: dict[str, Callable[[int], str]] = {
    "jsonl": lambda n: "".join(
        json.dumps({**record, "key": f"arxiv:{record['arxiv_id']}"}) + "\n" for record in records(n)
    ),
    "lines": lambda n: "".join(json.dumps(record) + "\n" for record in records(n)),
    "list": lambda n: json.dumps(records(n)),
    "spread": lambda n: json.dumps(records(n), indent=2),
    "wrapped": lambda n: json.dumps({"status": "ok", "message": {"facets": [], "items": records(n), "n": 3}}),
    "joined": lambda n: "".join(json.dumps(record, indent=1) for record in records(n)),
    "bibtex": bibtex,
    "ris": lambda n: "".join(f"TY  - JOUR\nTI  - Paper {i}\nER  - \n\n" for i in range(n)),
    "csv": table,
    "ids": lambda n: "".join(f"2401.{i:05}\n" for i in range(n)),
    "atom": feed,
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_source_is_read_in_parts_as_if_it_were_whole(name: str) -> None:
    data = LONG[name](300).encode()
    whole = read(data, name="x")
    papers, skipped = streamed(data, SMALL, whole.format)
    assert len(whole.papers) == 300 and not whole.skipped
    assert papers == list(whole.papers)
    assert not skipped


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples beside this checkout")
@pytest.mark.slow
def test_every_sample_gives_the_same_in_parts() -> None:
    for path in sorted(SAMPLES.rglob("*")):
        if path.is_file() and path.stat().st_size < 500_000:
            data = path.read_bytes()
            whole = read(data, name="x")
            papers, skipped = streamed(data, SMALL, whole.format or None)
            once = {paper.key for paper in papers}
            # a paper known by title alone may be found out to be another one's only where both are at hand
            more = once - {paper.key for paper in whole.papers}
            assert all(key.startswith("title:") for key in more), path
            assert {paper.key for paper in whole.papers} <= once, path
            assert len({fingerprint(paper) for paper in papers}) == len(papers), path
            # and one paper alone, if it is longer than a part, looks like what holds its list of references
            assert bool(whole.skipped) == bool(skipped) or more or len(once) == 1, path


def test_places_are_those_of_the_whole_source() -> None:
    lines = LONG["jsonl"](100).splitlines()
    lines[70] = "{broken"
    papers, skipped = streamed("\n".join(lines).encode(), SMALL, "jsonl")
    assert len(papers) == 99
    assert [(skip.where, skip.why) for skip in skipped] == [("line 71", "not JSON")]
    broken = bibtex(100).replace("title = {Paper 70}", "year = 2002")
    assert [skip.where for skip in streamed(broken.encode(), SMALL, "bibtex")[1]] == [f"line {70 * 4 + 1}"]
    rows = table(100).replace('Paper 70,"', ',"')
    assert [skip.where for skip in streamed(rows.encode(), SMALL, "csv")[1]] == [f"line {1 + 71 * 2}"]


@pytest.mark.parametrize("name", ["lines", "list", "wrapped", "spread"])
def test_one_broken_record_does_not_cost_its_neighbours(name: str) -> None:
    text = LONG[name](300).replace('"Paper number 150"', '"Paper number 150')
    papers, skipped = streamed(text.encode(), SMALL, "json")
    assert 298 <= len(papers) <= 299
    assert 1 <= len(skipped) <= 2


def test_a_record_that_comes_again_much_later_is_told_and_not_lost() -> None:
    some = records(100)
    again = {**some[3], "abstract": "A longer abstract than before. " * 20}
    papers, skipped = streamed(
        "".join(json.dumps(one) + "\n" for one in [*some, again]).encode(), SMALL, "json"
    )
    assert len(papers) == 100
    (skip,) = skipped
    assert isinstance(skip, Repeat) and skip.paper.abstract.startswith("A longer")
    assert skip.where == "record 101" and "once more" in skip.why


def test_macros_and_parents_work_wherever_they_stand() -> None:
    before = '@string{nips = "Neural Things"}\n@article{a, title = {First}, journal = nips}\n'
    child = "@inproceedings{c, title = {Child}, crossref = {p}}\n"
    after = "@article{z, title = {Last}, journal = nips}\n"
    after += "@proceedings{p, title = {The Proceedings}, year = 1999}\n"
    whole = read((before + child + after).encode(), name="x")
    papers, _ = streamed((before + child + bibtex(200) + after).encode(), SMALL, "bibtex")
    found = {paper.title: paper for paper in papers}
    assert len(found) == 204
    for paper in whole.papers:
        assert found[paper.title] == paper
    assert found["Last"].venue == "Neural Things" and found["Child"].venue == "The Proceedings"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_what_is_packed_is_read_through(pack: Callable[[bytes], bytes]) -> None:
    data = LONG["jsonl"](300).encode()
    assert len(streamed(pack(data))[0]) == 300
    papers, skipped = streamed(pack(data * 20)[:-40])
    assert papers and "cut or damaged" in skipped[-1].why
    assert len(streamed(pack(data) + pack(b"\n"))[0]) == 300


def test_other_archives_are_one_line_that_says_what_to_do() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.bib", bibtex(2))
    assert "unpack it" in streamed(archive.getvalue())[1][0].why
    assert "PDF" in streamed(b"%PDF-1.7\n...")[1][0].why


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1"])
def test_every_encoding_is_read_in_parts(encoding: str) -> None:
    text = bibtex(300).replace("Paper 2", "Größe 2").replace("\n", "\r\n")
    papers, skipped = streamed(text.encode(encoding), SMALL, "bibtex")
    assert len(papers) == 300 and not skipped
    assert "Größe 22" in {paper.title for paper in papers}


def test_blank_pages_before_the_first_word_are_passed_over() -> None:
    papers, _ = streamed(b"\n" * 10_000 + LONG["lines"](3).encode())
    assert len(papers) == 3
    assert streamed(b" \n" * 10_000)[1] == [Skip("", "empty")]


def test_a_paper_that_a_later_part_names_many_times_comes_again_once_with_all_that_is_said() -> None:
    source = "".join(
        f"@misc{{a{n}, title = {{Boats}}, eprint = {{2405.00001}}, url = {{https://x.example/{n}}}}}\n"
        for n in range(300)
    )
    (paper,), skipped = streamed(source.encode(), format="bibtex")
    again = [skip.paper for skip in skipped if isinstance(skip, Repeat)]
    assert len(skipped) == 299
    assert 1 < len(again) <= len(source) // SMALL + 1
    assert len({url for one in (paper, *again) for url in one.links.other}) == 300


# It also collects what tests before it left behind, such as open files.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_no_part_of_a_long_source_waits_for_the_garbage_collector() -> None:
    data = "\n".join(map(json.dumps, records(200))).encode()
    assert len(streamed(data)[0]) == 200  # loads what it needs
    gc.collect()
    gc.disable()
    try:
        streamed(data)
        assert gc.collect() < 20  # an error kept by its own frame would keep each part's text
    finally:
        gc.enable()


def test_a_long_list_is_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps(records(600)).encode()  # longer than what a format is recognised by
    expected = streamed(data, size=len(data) + 1)
    decoded: list[int] = []
    real = json.JSONDecoder.raw_decode

    def counted(self: json.JSONDecoder, s: str, idx: int = 0) -> tuple[object, int]:
        value, end = real(self, s, idx)
        decoded.append(end - idx)
        return value, end

    monkeypatch.setattr(json.JSONDecoder, "raw_decode", counted)
    assert streamed(data) == expected
    assert sum(decoded) < 1.2 * len(data)
