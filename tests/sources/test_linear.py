"""Reading takes time that grows with the length of a text and no faster, in every format there is."""

from __future__ import annotations

import gc
from collections.abc import Callable
from math import inf
from time import process_time

import pytest

from readerapp.sources import formats, read

Make = Callable[[int], str]
PAPER = "https://arxiv.org/abs/2405.00001"
HUB = "https://huggingface.co/papers/2405.00001"
CONTINUED = "  more words of the same that go on\n"


def repeated(piece: str, head: str = "", tail: str = "") -> Make:
    """A text of a length made of a piece over and over."""
    return lambda length: head + piece * (length // len(piece)) + tail


def numbered(piece: str, head: str = "") -> Make:
    """The same of a piece that has its number in it."""
    return lambda length: head + "".join(piece.replace("%", str(i)) for i in range(length // len(piece)))


ANY = tuple(
    map(
        repeated,
        (
            *(CONTINUED, "one two three\n", "\n", "\n \n", "word ", "a\n\n", "- a\n", "  - a\n", "# a\n"),
            *("[", "[a](", "{", "<", "<a ", "<!-- ", "$", "\\", '"', "'", "@", "@misc{", "---\n", "**", "|"),
            *(f"[Boats]({PAPER}) ", f"{PAPER}\n", f"- [Boats]({PAPER})\n", "TY  - JOUR\n", "&amp;", "12\n\n"),
        ),
    )
)
"""What any text may be made of, whatever it is read as."""
JSON = (
    repeated("more words ", '[{"title": "Boats", "abstract": "', '"}]'),
    repeated('{"title": },\n', "[", "{}]"),
    repeated('{"title": "Boats", "x": '),
    repeated('"A B", ', '[{"title": "Boats", "authors": [', '"C"]}]'),
    repeated('{"title": "Boats"},\n', "[", "{}]"),
)
HTML = (
    repeated("more words<br>", f"<html><body><ul><li><a href='{PAPER}'>Boats</a> ", "</li></ul>"),
    repeated(f"<li><a href='{PAPER}'>Boats</a>\n", "<html><body><ul>"),
    repeated("<li><a href='\n", "<html><body><ul>"),
    repeated("<td>a", "<html><body><table>"),
    repeated("<p>Boats float. ", "<html><head><title>Daily Papers</title></head><body>"),
)
OWN: dict[str, tuple[Make, ...]] = {
    "hf-text": (
        repeated(CONTINUED, "## Boats\n"),
        repeated("boats\n\n", "arxiv:2405.00001\n\nBoats\n\nAuthors:\n\nAbstract\n"),
        repeated("Anna\n,\n", "arxiv:2405.00001\n\nBoats\n\nAuthors:\n\n", "\nAbstract\n\nWe.\n"),
        numbered(f"{HUB}?%\n\n", "Daily Papers\n\nBoats\n\n"),
        numbered("[GitHub 12](https://github.com/a/b%)\n\n", "# Daily Papers\n\n### Boats\n\n"),
        numbered("We float on water %, and nobody knew before. " * 8 + "\n\n", "Daily Papers\n\nBoats\n\n"),
        numbered("[a][%]\n[%]: https://x.example/%\n", "# Daily Papers\n\n"),
    ),
    "ris": (
        repeated(CONTINUED, "TY  - JOUR\nTI  - Boats\nAB  - a\n", "ER  - \n"),
        repeated("AU  - Anker, Anna\n", "TY  - JOUR\nTI  - Boats\n", "ER  - \n"),
        repeated("TY  - JOUR\nA\n"),
    ),
    "tagged": (
        repeated(f"    {CONTINUED}", "PMID- 1\nTI  - Boats\nAB  - a\n"),
        repeated("PMID- 1\n\n"),
        repeated(CONTINUED, "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Boats\nAB a\n", "ER\n"),
        repeated(CONTINUED, "%0 Journal\n%T Boats\n%X a\n"),
    ),
    "markdown": (
        repeated(CONTINUED, f"- [Boats]({PAPER})\n"),
        repeated("- [Boats\n"),
        repeated("https://x.example/a\n", "## Boats\n"),
        numbered("https://x.example/%\n", "## Boats\n"),
        numbered("@misc{a%,\n title = {Boats %},\n}\n", "# Papers\n\n```bibtex\n"),
        numbered("- Boats %\n\n```bibtex\n@misc{a%,\n title = {Boats %},\n}\n```\n\n", "# Papers\n\n"),
        numbered(f"{PAPER}?%\n", "## Boats\n"),
        numbered(f"[pdf]({PAPER}?%) ", "- Boats "),
        repeated("https://", f"- [Boats]({PAPER}) "),
        repeated("word | ", "| Title | Link |\n|---|---|\n| Boats | "),
    ),
    "arxiv-text": (
        repeated("https://", "arXiv:2405.00001 (cs)\n[Submitted on 1 May 2024]\nTitle:Boats\nAbstract: a-\n"),
        numbered(f"{PAPER}?% ", "arXiv:2405.00001 (cs)\n[Submitted on 1 May 2024]\nTitle:Boats\nAbstract: "),
    ),
    "email": (
        numbered(
            f"From a@b Mon Jan  1 00:00:00 2024\nSubject: %\n\nsee {PAPER}%\n\n",
            "From a@b Mon Jan  1 00:00:00 2024\nFrom: a@b\n\na\n\n",
        ),
    ),
    "arxiv-mail": (
        repeated(CONTINUED, "\\\\\narXiv:2405.00001\nDate: Mon\n\nTitle: Boats\n", "\\\\\n  Abs\n\\\\\n"),
        repeated("\\\\\narXiv:2405.00001\n"),
        repeated("\\\\\n", "\\\\\narXiv:2405.00001\n"),
    ),
    "bibtex": (
        repeated("more words\n", "@misc{a, title = {Boats}, abstract = {", "}}\n"),
        repeated("@misc{\n title = {Boats},\n year = 2001\n}\n"),
        repeated("@misc{a, title = {Boats\n"),
        repeated("\U0001f468\u200d", "@misc{a, title = {Boats}, abstract = {", "}}\n"),
        repeated(f"https://a.b/{')' * 4000} ", "@misc{a, title = {Boats}, abstract = {", "}}\n"),
        repeated("x = {y},\n", "@misc{a, title = {Boats},\n", "}\n"),
        numbered("@misc{a%, title = {Boats}, doi = {10.1000/a}, url = {https://x.example/%}}\n"),
        numbered("@string{s% = s # {x}}\n", "@string{s = {x}}\n"),
        numbered("@misc{a%, title = {A %}, crossref = {p}}\n", "@book{p, title = {B}}\n"),
    ),
    "csv": (
        repeated("more words\n", 'title,abstract\nBoats,"', '"\n'),
        repeated('Boats,"more\n', "title,abstract\n"),
        repeated(",\n", "title,abstract\n"),
        repeated(",a", "title", "\nBoats\n"),
    ),
    "note": (repeated("  - a\n", "---\ntitle: Boats\narxiv: 2405.00001\ntags:\n", "---\n"),),
    "ids": (
        repeated("none\n", "2405.00001\n" * 8),
        repeated("-\n", "2405.00001\n" * 8),
        numbered(f"{PAPER}?x=%\n"),
        numbered("10.1000/boats https://github.com/a/b%\n"),
    ),
    "arxiv-atom": (
        repeated(CONTINUED, "<feed><entry><title>Boats</title><summary>", "</summary></entry></feed>"),
        repeated("<entry><title>B</entry>\n", "<feed>", "</feed>"),
        repeated("<entry>\n", "<feed>"),
    ),
    "rss": (repeated("<item><title>B</item>\n", "<rss><channel>", "</channel></rss>"),),
    "oai-pmh": (
        repeated("<record><header></record>\n", "<OAI-PMH><ListRecords>", "</ListRecords></OAI-PMH>"),
    ),
    "html": HTML,
    "hf-html": HTML,
    **dict.fromkeys(("json", "hf-json", "semantic-scholar", "openalex", "crossref", "csl-json"), JSON),
}
"""What makes the records of a format long, many or broken."""


def taken(text: str, format: str) -> float:
    """The processor's time of reading a text, without that of looking through what other tests left."""
    gc.freeze()
    began = process_time()
    try:
        read(text.encode(), name="x", format=format)
        return process_time() - began
    finally:
        gc.unfreeze()


def grows(make: Make, format: str, length: int) -> float:
    """How many times longer four times the length takes, each at its best; a tenth of a second is free."""
    short = long = inf
    for _ in range(5):
        short, long = min(short, taken(make(length), format)), min(long, taken(make(4 * length), format))
        if long - 0.1 <= 5 * short:
            break
    return (long - 0.1) / max(short, 0.001)


@pytest.mark.parametrize("format", formats())
def test_a_long_or_broken_record_takes_no_more_time_than_its_length(format: str) -> None:
    for make in OWN.get(format, ANY):
        text = make(100_000)
        assert taken(text, format) < 2, text[:80]


@pytest.mark.slow
@pytest.mark.parametrize("format", formats())
def test_four_times_the_records_take_four_times_as_long(format: str) -> None:
    for make in (*OWN.get(format, ()), ANY[0]):
        assert grows(make, format, 100_000) <= 5, make(200)[:80]


@pytest.mark.slow
@pytest.mark.parametrize("format", formats())
def test_any_pieces_over_and_over_take_no_more_time_than_their_length(format: str) -> None:
    for make in ANY:
        text = make(20_000)
        assert taken(text, format) < 1, text[:20]


@pytest.mark.slow
@pytest.mark.parametrize("format", formats())
def test_two_megabytes_of_one_record_are_read_in_seconds(format: str) -> None:
    for make in OWN.get(format, ())[:1] or ANY[:1]:
        assert taken(make(2_000_000), format) < 10


def test_macros_of_macros_and_parents_of_parents_grow_no_further_than_the_text() -> None:
    macros = "@string{s0 = {more words}}\n" + "".join(
        f"@string{{s{i + 1} = s{i} # s{i}}}\n" for i in range(60)
    )
    parents = "".join(
        f"@misc{{a{i}, title = {{A {i}}}, xdata = {{{','.join([f'a{i + 1}'] * 9)}}}}}\n" for i in range(30)
    )
    text = f"{macros}@misc{{z, title = s60}}\n{parents}@misc{{a30, title = {{Boats}}}}\n"
    papers = read(text.encode(), name="x.bib").papers
    assert len(papers) == 32
    assert max(len(paper.title) for paper in papers) < 5_000
