"""The page of one paper is of one paper, whole or in part, whatever is said and recommended below it."""

from __future__ import annotations

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import Reading, read

TITLE = "Boats That Float: A Study of Boats in Shallow Water"
KEY = "arxiv:2405.00001"
ABSTRACT = (
    "We study how boats float on water that nobody has seen before. Boats are large, and water is heavy, "
    "which makes the question hard to answer. We present a method that needs no water at all."
)
NAMES = ("Anna Anker", "Berta Boje", "Carl Clipper")
TOP = """Hugging Face
Models
Datasets
Community
Blog
Daily Papers
GitHub
Log In
Sign Up
Papers
arxiv:2405.00001
Copy markdown"""
HEAD = """Published on May 13, 2024
Submitted by
dora
on May 14
#3 Paper of the day
Upvote  12
Authors:
Anna Anker
,
Berta Boje
,
Carl Clipper"""
LINKS = "View arXiv page\nView PDF\nAdd to collection"
COMMENTS = """Community
dora
Paper submitter
2 days ago
We are happy to say that boats float, and will answer what you ask about them here and elsewhere.
Reply
librarian-bot
about 21 hours ago
This is an automated message from the Librarian Bot. I found the following papers similar to this paper.
The following papers were recommended by the Semantic Scholar API
Oars Without Boats: A Survey of Rowing on Land (2023)
Sails That Never Saw the Wind and What Came of Them (2024)
https://huggingface.co/papers/2301.00009
Please give a thumbs up to this comment if you found it helpful!
You can directly ask Librarian Bot for paper recommendations by tagging it: @librarian-bot recommend
Reply
Tap or paste here to upload images
Sign up or log in to comment"""
FOOT = """Upvote  12
Get this paper in your agent:
hf papers read 2405.00001
Don't have the latest CLI?
Models citing this paper
0
No model linking this paper
Cite arxiv.org/abs/2405.00001 in a model README.md to link it from this page.
Collections including this paper
2
AI-paper
Collection
293 items
Updated about 16 hours ago"""
PARTS = {
    "top": TOP,
    "title": TITLE,
    "head": HEAD,
    "label": "Abstract",
    "abstract": ABSTRACT,
    "links": LINKS,
    "comments": COMMENTS,
    "foot": FOOT,
}


def page(*without: str, between: str = "\n\n") -> str:
    return between.join(text.replace("\n", between) for name, text in PARTS.items() if name not in without)


def reading(text: str) -> Reading:
    return read(text.encode(), name="page.txt")


def judge(found: Reading) -> None:
    """At most one paper, and nothing about it that is not its own."""
    assert len(found.papers) <= 1, [paper.title for paper in found.papers]
    for paper in found.papers:
        check(paper)


def check(paper: Paper) -> None:
    assert paper.title in (TITLE, "arXiv:2405.00001")
    assert paper.key == KEY or not paper.key.startswith("arxiv:")
    assert ABSTRACT.startswith(paper.abstract)
    assert set(paper.authors) <= set(NAMES)
    assert "2301.00009" not in str(paper.links)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_comments_and_recommended_papers_are_no_papers(between: str) -> None:
    (paper,) = reading(page(between=between)).papers
    assert (paper.key, paper.title, paper.abstract) == (KEY, TITLE, ABSTRACT)
    assert (paper.authors, paper.upvotes, paper.listed) == (NAMES, 12, "May 14")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_without_its_title_a_page_is_known_by_its_id(between: str) -> None:
    (paper,) = reading(page("title", between=between)).papers
    assert (paper.key, paper.title, paper.abstract) == (KEY, "arXiv:2405.00001", ABSTRACT)
    assert paper.authors == NAMES


def test_with_neither_title_nor_id_it_is_told_in_one_line() -> None:
    found = reading(page("top", "title", "foot"))
    assert found.papers == ()
    assert [skip.why for skip in found.skipped] == ["the page of one paper, with neither title nor id"]


@pytest.mark.parametrize("name", PARTS)
def test_a_page_without_any_one_of_its_parts_is_still_that_papers(name: str) -> None:
    found = reading(page(name))
    judge(found)
    (paper,) = found.papers
    assert paper.key == KEY
    assert paper.title == TITLE or name == "title"
    assert paper.abstract == ABSTRACT or name == "abstract"


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_page_cut_off_anywhere_gives_its_paper_or_none(between: str) -> None:
    lines = page(between=between).split("\n")
    begins, ends = lines.index("Anna Anker"), lines.index("Collections including this paper")
    for place in range(len(lines)):
        if place < ends:
            judge(reading("\n".join(lines[place:])))
        if place > begins:
            judge(reading("\n".join(lines[:place])))


@pytest.mark.parametrize("length", [1, 3, 10])
def test_a_page_with_a_hole_gives_its_paper_or_none(length: int) -> None:
    lines = page(between="\n").split("\n")
    for place in range(len(lines) - length):
        judge(reading("\n".join((*lines[:place], *lines[place + length :]))))


def test_comments_alone_are_no_papers() -> None:
    assert reading(COMMENTS).papers == ()
