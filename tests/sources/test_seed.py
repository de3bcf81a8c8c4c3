"""The capture the app opens with, whole and in the ways a capture can be damaged."""

from __future__ import annotations

import random
import re
import subprocess
import sys

import pytest

from readerapp.domain.latex.plain_text import latex_to_text
from readerapp.domain.links.extraction import find_links
from readerapp.domain.paper import Paper
from readerapp.sources import read


def paragraphs(data: bytes) -> list[str]:
    return re.split(r"\n\n", data.decode().strip())


def pairs(data: bytes) -> list[tuple[str, str]]:
    """(title, abstract) as they stand in the capture: each long paragraph and the one before it."""
    found = paragraphs(data)
    return [(found[i - 1], text) for i, text in enumerate(found) if len(text) > 300]


def shown(papers: tuple[Paper, ...]) -> list[tuple[str, str]]:
    return [(paper.title, paper.abstract) for paper in papers]


def expected(data: bytes) -> list[tuple[str, str]]:
    return [(latex_to_text(title), latex_to_text(abstract)) for title, abstract in pairs(data)]


def test_every_paper_is_read_with_its_whole_abstract(seed: bytes) -> None:
    reading = read(seed, name="seeds", seen="2026-10-10T00:00:00Z")
    assert shown(reading.papers) == expected(seed)
    assert len(reading.papers) == 88
    assert reading.skipped == ()
    assert reading.format == "hf-text"


def test_every_paper_has_a_key_and_the_listing_date_as_written(seed: bytes) -> None:
    papers = read(seed, name="seeds", seen="2026-10-10T00:00:00Z").papers
    assert len({paper.key for paper in papers}) == 88
    assert {paper.listed for paper in papers} == {"Oct 9"}
    (sighting,) = papers[0].sightings
    assert (sighting.source, sighting.seen, sighting.listed) == ("seeds", "2026-10-10T00:00:00Z", "Oct 9")


def test_every_link_is_found_once_clean_and_under_its_kind(seed: bytes) -> None:
    links = [link for paper in read(seed, name="seeds").papers for link in paper.links]
    written = re.findall(r"https?://[^\s{}]*[\w/-]", seed.decode())
    assert sorted(url for _, url in links) == sorted(written)
    assert [url for kind, url in links if kind != "repo"] == ["https://aka.ms/orca-lm"]


def test_what_is_shown_otherwise_is_kept_as_it_was_written(seed: bytes) -> None:
    by_title = dict(pairs(seed))
    changed = [paper for paper in read(seed, name="seeds").papers if paper.original]
    assert all(paper.original == {"abstract": by_title[paper.title]} for paper in changed)
    text = " ".join(paper.abstract for paper in changed)
    assert "90%, " not in text and "90%)" in text and "ε-differential" in text
    assert not re.search(r"\\[%a-z]", text)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("utf-32"),
        lambda text: text.replace("\n\n", "\n\n\n \t\n").encode(),
        lambda text: text.replace("\n\n", "\n").encode(),
        lambda text: "\n".join(f"\t{line}  " for line in text.split("\n")).encode(),
        lambda text: text.replace(" ", "\u00a0").encode(),
        lambda text: text.encode() + b"\n\n\0\x1b[2J\n",
    ],
    ids=[
        "crlf",
        "cr",
        "bom",
        "utf16",
        "utf16le",
        "utf16be",
        "utf32",
        "gaps",
        "no-gaps",
        "tabs",
        "nbsp",
        "nul-esc",
    ],
)
def test_however_it_is_saved_it_gives_the_same_papers(seed: bytes, encode) -> None:  # type: ignore[no-untyped-def]
    reading = read(encode(seed.decode()), name="seeds")
    assert shown(reading.papers) == expected(seed)


@pytest.mark.parametrize("width", [72, 80, 100, 120])
def test_hard_wrapped_lines_are_put_together(seed: bytes, width: int) -> None:
    import textwrap

    wrapped = "\n\n".join(
        "\n".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))
        for text in paragraphs(seed)
    )
    assert shown(read(wrapped.encode(), name="seeds").papers) == expected(seed)


def test_the_furniture_may_stand_anywhere(seed: bytes) -> None:
    found = paragraphs(seed)
    head, body = found[:6], found[6:]
    for order in (body + head, body[:40] + head + body[40:], head[::-1] + body, head + head + body, body):
        reading = read("\n\n".join(order).encode(), name="seeds")
        assert shown(reading.papers) == expected(seed)
        assert reading.skipped == ()


def test_unknown_furniture_is_no_paper(seed: bytes) -> None:
    found = paragraphs(seed)
    more = [
        "Trending",
        *found[:3],
        "Beta",
        *found[3:60],
        "Ask the assistant",
        *found[60:],
        "Follow us",
        "Contact",
    ]
    reading = read("\n\n".join(more).encode(), name="seeds")
    assert shown(reading.papers) == expected(seed)


@pytest.mark.parametrize("at", range(0, 88, 7))
def test_a_missing_abstract_costs_nothing_else(seed: bytes, at: int) -> None:
    found = paragraphs(seed)
    title = found[6 + 2 * at]
    del found[6 + 2 * at + 1]
    reading = read("\n\n".join(found).encode(), name="seeds")
    assert [pair for pair in shown(reading.papers) if pair[0] != title] == [
        pair for pair in expected(seed) if pair[0] != title
    ]
    assert (title, "") in shown(reading.papers) or any("line " in skip.where for skip in reading.skipped)


@pytest.mark.parametrize("at", range(0, 88, 7))
def test_a_missing_title_is_told_and_costs_nothing_else(seed: bytes, at: int) -> None:
    found = paragraphs(seed)
    title = found.pop(6 + 2 * at)
    reading = read("\n\n".join(found).encode(), name="seeds")
    assert shown(reading.papers) == [pair for pair in expected(seed) if pair[0] != title]
    (skip,) = reading.skipped
    assert skip.where == f"line {2 * (6 + 2 * at) + 1}"
    assert "without a title" in skip.why


@pytest.mark.parametrize("seed_of_chance", range(5))
def test_doubled_paragraphs_are_read_once(seed: bytes, seed_of_chance: int) -> None:
    chance = random.Random(seed_of_chance)
    found = [copy for text in paragraphs(seed) for copy in [text] * chance.choice((1, 1, 2, 3))]
    reading = read("\n\n".join(found).encode(), name="seeds")
    assert shown(reading.papers) == expected(seed)


def test_a_capture_twice_over_is_the_same_papers(seed: bytes) -> None:
    reading = read(seed + b"\n\n" + seed, name="seeds")
    assert shown(reading.papers) == expected(seed)


def test_papers_in_another_order_keep_their_abstracts(seed: bytes) -> None:
    found = pairs(seed)
    random.Random(1).shuffle(found)
    text = "\n\n".join(f"{title}\n\n{abstract}" for title, abstract in found)
    assert sorted(shown(read(text.encode(), name="x").papers)) == sorted(expected(seed))


def test_links_are_those_of_the_abstracts_as_written(seed: bytes) -> None:
    by_title = dict(pairs(seed))
    for paper in read(seed, name="seeds").papers:
        assert paper.links == find_links(by_title[paper.title])


def test_reading_the_seed_imports_no_parser_of_another_format(seed: bytes) -> None:
    code = (
        "import sys; from readerapp.sources import read; read(sys.stdin.buffer.read(), name='x');"
        "names = ('selectolax', 'feedparser', 'bibtexparser', 'xml', 'json');"
        "print([name for name in names if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], input=seed, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"
