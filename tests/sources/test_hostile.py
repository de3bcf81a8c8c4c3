"""Nothing that is read raises, whatever it holds."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.domain.paper import Paper
from readerapp.domain.works.shared_titles import fingerprint
from readerapp.sources import formats, read

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
# Pieces that mean something to one format or another, thrown together.
PIECES = st.sampled_from(
    (
        *(
            "\n",
            "\n\n",
            " ",
            "\t",
            "\x00",
            "\x1b[2J",
            "\ufeff",
            "\u202e",
            "·",
            "- ",
            "* ",
            "### ",
            "| ",
            "|---|\n",
            "---\n",
        ),
        *(
            "Oct 9",
            "94",
            "-",
            "Submitted by x",
            "3 authors",
            "Abstract",
            "Authors:",
            "arxiv:2405.00001",
            "Community",
        ),
        *(
            "AK and the research community",
            "Daily Papers",
            "We float. We sink. We swim. " * 12,
            "Boats That Float",
        ),
        *(
            "https://huggingface.co/papers/2405.00001",
            "](https://arxiv.org/abs/2405.00001)",
            "[",
            "]",
            "(",
            "**",
            "_",
        ),
        *(
            '{"title":',
            '"x"',
            "}",
            "{",
            ",",
            ":",
            "null",
            '"paper":',
            '"id":',
            "1e999",
            "[]",
            "'",
            "{'a': 1}",
        ),
        *(
            "@article{",
            "a,",
            "title = {",
            "@string{",
            "crossref = {a}",
            "#",
            "\\'{e}",
            "$x_{1}$",
            "TY  - JOUR\n",
            "ER  - ",
        ),
        *(
            "<feed>",
            "<entry>",
            "<title>",
            "</title>",
            "</entry>",
            "<div>",
            "<a href='",
            "<li>",
            "&amp;",
            "&#0;",
            "<!ENTITY a 'b'>",
        ),
        *("title,url\n", "T1  - x\n", "😀", "漢字", "e\u0301", "é".encode("latin-1").decode("latin-1")),
    )
)


def check(data: bytes, format: str | None = None) -> None:
    reading = read(data, name="x", format=format)
    assert reading.papers or reading.skipped
    assert len({(paper.key, fingerprint(paper)) for paper in reading.papers}) == len(reading.papers)
    for paper in reading.papers:
        check_paper(paper)
    for skip in reading.skipped:
        assert "\n" not in skip.why and "\x1b" not in skip.why


def check_paper(paper: Paper) -> None:
    assert paper.title.strip() == paper.title != ""
    assert "\n" not in paper.title
    text = "".join(
        (paper.title, paper.abstract, *paper.authors, *paper.keywords, paper.venue or "", str(paper.extra))
    )
    assert not any(char in text for char in "\x00\x1b\x9b\u202e")
    text.encode()
    assert all(url.startswith(("http://", "https://")) and url.isprintable() for _, url in paper.links)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check(data)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from([None, *formats()]))
def test_pieces_of_all_formats_thrown_together(text: str, format: str | None) -> None:
    check(text.encode("utf-8", "surrogatepass"), format)


@pytest.mark.parametrize(
    "mark",
    ["a", " ", "[", "(", "{", "<", "$", "\\", "`", "*", "|", "@", "#", ".", "-", "http://", "\n", "a "],
)
def test_long_runs_of_one_mark_take_no_time(mark: str) -> None:
    data = (mark * (200_000 // len(mark))).encode()
    check(b"Boats\n\n" + data)
    for format in ("hf-text", "markdown", "bibtex", "html", "csv", "ids", "ris"):
        read(data, name="x", format=format)


def samples() -> list[Path]:
    if not SAMPLES.is_dir():
        return []
    found = [path for path in SAMPLES.rglob("*") if path.is_file() and path.suffix != ".gz"]
    return sorted(path for path in found if path.stat().st_size < 60_000)


@pytest.mark.slow
def test_samples_cut_anywhere_joined_and_with_bytes_flipped() -> None:
    files = samples()
    if not files:
        pytest.skip("no samples beside this checkout")
    chance = random.Random(7)
    for path in files:
        data = path.read_bytes()
        check(data[: chance.randrange(len(data) + 1)])
        check(data[chance.randrange(len(data) + 1) :])
        check(data + chance.choice(files).read_bytes())
        flipped = bytearray(data)
        for _ in range(len(flipped) // 200):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        check(bytes(flipped))


@pytest.mark.parametrize(
    "line",
    [
        "# a" + " " * 19_000 + "b",
        "|" + "-" * 19_000 + "x|",
        "- " + "[a" * 9_000,
        "- [a](" * 3_000,
        "**" * 9_000,
        "_a, " * 4_000,
        "<a href='https://x.example'>" * 600,
        "a" + " " * 19_000 + "- b",
        "![" * 9_000,
        "\\emph{" * 3_000,
        "[" + "[a]" * 6_000,
    ],
)
def test_lines_made_to_be_slow_are_not(line: str) -> None:
    text = "\n".join(["- [a](https://arxiv.org/abs/2405.00001)", *[line] * 20])
    for format in ("markdown", "hf-text", "ids"):
        read(text.encode(), name="x", format=format)


def test_one_broken_record_of_a_list_costs_only_itself() -> None:
    good = [{"title": f"Boats That Float {number}", "authors": [{"name": "A"}]} for number in range(5)]
    whole = json.dumps(good)
    third = json.dumps(good[2])
    deep = '{"title": "Boats", "x": ' + "[" * 100_000 + "]" * 100_000 + "}"
    for broken in (third.replace('"title":', '"title"'), third.replace("}]", "]"), third[:-4], deep):
        page = read(whole.replace(third, broken).encode(), name="x.json")
        assert len(page.papers) == 4
        assert len(page.skipped) == 1


def test_a_lone_quote_in_a_table_costs_only_its_row() -> None:
    rows = [f'"Boats, That Float {number}",Anna Anker,2024' for number in range(6)]
    rows[2] = '"Boats That Never End,Anna Anker,2024'
    rows[4] = '"Boats of\nTwo Lines","Anna Anker, and Berta",2024'
    page = read(("title,authors,year\n" + "\n".join(rows)).encode(), name="x.csv")
    titles = [paper.title for paper in page.papers]
    assert [f"Boats, That Float {number}" for number in (0, 1, 3, 5)] == [
        title for title in titles if title.startswith("Boats, That")
    ]


def test_one_broken_element_of_a_feed_costs_only_itself() -> None:
    entries = [
        f"<entry><id>http://arxiv.org/abs/2405.0000{number}v1</id><title>Boats {number}</title></entry>\n"
        for number in range(1, 6)
    ]
    head, tail = '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n', "</feed>"
    for broken in (
        entries[2].replace("</title>", "</titel>"),
        entries[2].replace("Boats", "Boats < Oars & Sails"),
        entries[2].replace("</entry>", ""),
        entries[2].replace("<id>", '<id a="b>'),
    ):
        page = read((head + "".join([*entries[:2], broken, *entries[3:]]) + tail).encode(), name="x.xml")
        keys = {paper.key[-1] for paper in page.papers}
        assert keys >= {"1", "2", "5"}, broken
        assert page.skipped


@pytest.mark.parametrize("depth", (50, 300, 900, 5000))
def test_a_record_may_nest_as_deep_as_it_likes(depth: int) -> None:
    for opens, closes in (("[", "]"), ('{"a":', "}")):
        inside = opens * depth + '"http://x.example/a"' + closes * depth
        page = read(
            f'[{{"title": "Boats That Float", "x": {inside}}}, {{"title": "On Oars"}}]'.encode(), name="x"
        )
        assert "On Oars" in [paper.title for paper in page.papers] or page.skipped
