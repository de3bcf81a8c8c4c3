"""Pages that are nothing but titles and abstracts in turn: their order tells which is which."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from readerapp.domain.latex.plain_text import latex_to_text
from readerapp.sources import Reading, read

HEAD = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\n"
    "byAK and the research community\n\nOct 9\n\n"
)
Pair = tuple[str, str]
SUBJECTS = ("Boats", "Kites", "Lanterns", "Orchards", "Glaciers", "Violins", "Beehives", "Tunnels")


def abstract(subject: str) -> str:
    one = subject.lower()
    return (
        f"We study {one} that nobody has seen before. {subject} are large and hard to keep in a laboratory, "
        f"which is why earlier work had to do without them. We present a method that needs no {one}, and "
        f"show on four benchmarks that it is better than all {one} before it, by 12% on average. "
        f"Code is available at https://github.com/{one}/{one}."
    )


def page(pairs: Sequence[Pair], between: str = "\n\n") -> str:
    return HEAD + between.join(f"{title}{between}{text}" for title, text in pairs) + "\n"


def reading(text: str) -> Reading:
    return read(text.encode(), name="page.txt", seen="2026-10-10T00:00:00Z")


def shown(reading: Reading) -> list[Pair]:
    return [(paper.title, paper.abstract) for paper in reading.papers]


def expected(pairs: Sequence[Pair]) -> list[Pair]:
    return [(latex_to_text(title), latex_to_text(text)) for title, text in pairs]


PAPERS = [(f"{subject} Without {subject}: A Method for {subject}", abstract(subject)) for subject in SUBJECTS]
TITLES = [
    *("miniBoat: A Small One", "xBoat-Video-1: High-Fidelity Oars", "iBoat", "e.g. Boats", "a b c d e f"),
    *("π-Boat: Wider Seas Need Finer Oars", "λBoat", "éclair: a language for boats", "Лодки, которые плывут"),
    *("面向船只的漂浮方法研究", "ボートは浮かぶか?", "船", "🚀 Boats Into Space", "🚀", "$\\alpha$-Boats"),
    *("12", "2024", "12.5k", "0", "-", "???", "3D or Not 3D", "7B Boats"),
    *("Do Boats Float?", "Boats float. Oars don't.", "We Do Not Know.", "Boats:", "...and Boats", "—Boats—"),
    *("“Boats” and Other Words", "(Re)Thinking Boats", "[Re] Boats That Float", "[Boats]", "{Boats}: A Set"),
    *("[Image-to-Text] Boats", "Does <think> Help Boats? <SEP>", "<s>Boats</s>", "A<B and C>D", "@Boats"),
    *("We study boats that nobody has seen before", "Boats are large and hard to keep in a laboratory."),
    *("Oars", "A", "Upvote", "Upvote 3", "Paper", "Papers", "Models", "new", "Subscribe", "GitHub 12"),
    *(
        "3 authors",
        "Submitted by the Harbour",
        "Abstract",
        "Community",
        "Log In",
        "Daily Papers",
        "Copyright",
    ),
    *("Title: A Title", "Published on Boats", "boats " * 33 + "x", "https://boats.example: An Address"),
]


@pytest.mark.parametrize("title", TITLES)
def test_structure_decides_what_a_title_is_and_not_how_it_is_spelt(title: str) -> None:
    for place in (0, 4, len(PAPERS)):
        pairs = [*PAPERS[:place], (title, abstract("Boats and oars")), *PAPERS[place:]]
        found = reading(page(pairs))
        assert shown(found) == expected(pairs), place
        assert found.skipped == ()
        assert {paper.listed for paper in found.papers} == {"Oct 9"}


def test_a_page_of_titles_that_all_begin_small_has_them_all() -> None:
    pairs = [(f"{title[0].lower()}{title[1:]}", text) for title, text in PAPERS]
    assert shown(reading(page(pairs))) == pairs


@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", " \t\n"),
        lambda text: text.replace("\n\n", "\n"),
        lambda text: text.replace("\n\n", "\n\n \n\n\n"),
        lambda text: text.replace("Oct 9", "Thu, Oct 9"),
        lambda text: text.replace("Oct 9", "9 October 2026"),
        lambda text: text.removeprefix(HEAD),
        lambda text: text.replace("\n\n", "\n\n\u200b\n\n"),
    ],
    ids=["crlf", "nbsp", "trailing", "no-gaps", "gaps", "weekday", "year", "no-head", "zero-width"],
)
def test_titles_of_all_kinds_are_read_however_the_page_is_saved(write: Callable[[str], str]) -> None:
    odd = ["miniBoat: A Small One", "π-Kite", "3D or Not 3D", "面向船只的漂浮方法研究", "Do Boats Float?"]
    pairs = [
        pair for title, paper in zip(odd, PAPERS, strict=False) for pair in ((title, paper[1] + " x."), paper)
    ]
    assert shown(reading(write(page(pairs)))) == pairs


@pytest.mark.parametrize("chance", range(4))
def test_abstracts_saved_with_their_line_breaks_are_one_text(chance: int) -> None:
    rows = random.Random(chance)
    pairs = []
    for title, text in PAPERS:
        words, lines = text.split(" "), [""]
        for word in words:
            width = rows.choice((60, 78, 78, 78))
            lines.append(word) if len(lines[-1]) + len(word) > width else lines.append(
                f"{lines.pop()} {word}".strip()
            )
        pairs.append((title, "\n".join(lines)))
    assert shown(reading(page(pairs))) == PAPERS


def test_an_abstract_may_begin_small_be_short_or_say_nothing_of_the_title() -> None:
    short = [
        "we prove it.",
        "Withdrawn.",
        "serve a model on your own machine",
        "今回、船が浮かぶ理由を調べた。",
    ]
    pairs = [
        pair for text, paper in zip(short, PAPERS, strict=False) for pair in (paper, (f"On {text[:4]}", text))
    ]
    assert shown(reading(page([*pairs, *PAPERS[4:]]))) == [*pairs, *PAPERS[4:]]


def test_further_paragraphs_of_an_abstract_stay_with_it() -> None:
    more = (
        "Our experiments show that boats float in each of the four harbours that were open to us last year."
    )
    pairs = [
        *PAPERS[:3],
        (PAPERS[3][0], f"{PAPERS[3][1]}\n\n{more}\n\nand that they sink in none"),
        *PAPERS[4:],
    ]
    assert shown(reading(page(pairs)))[:3] == PAPERS[:3]
    assert shown(reading(page(pairs)))[3][1].startswith(f"{PAPERS[3][1]}\n\n{more}")


def test_votes_above_titles_are_no_titles() -> None:
    text = HEAD + "\n\n".join(
        f"{votes}\n\n{title}\n\n{text}" for votes, (title, text) in enumerate(PAPERS, 5)
    )
    found = reading(text)
    assert shown(found) == PAPERS
    assert [paper.upvotes for paper in found.papers] == list(range(5, 5 + len(PAPERS)))


def test_a_sentence_without_an_abstract_is_told_and_becomes_no_paper() -> None:
    for foot in (
        "All of today's papers were chosen by people like you.",
        "Made by the community for everyone.",
    ):
        found = reading(page([*PAPERS, (foot, "")]))
        assert shown(found) == PAPERS
        assert len(found.skipped) == 1
