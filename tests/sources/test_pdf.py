"""A PDF is the paper that its first page says it is, and nothing that a PDF does harms the reader."""

from __future__ import annotations

import random

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import Reading, read
from readerapp.sources.pdf import document
from readerapp.sources.pdf.front_page import Line, paper_of
from tests.sources.pdf import BODY, STAMP, TITLE, Text, pdf

KNOWN = "Attention is all you need. arXiv:1706.03762, 2017. doi:10.1000/182"


def reading(data: bytes, name: str = "paper.pdf") -> Reading:
    return read(data, name=name)


def paper(data: bytes, name: str = "paper.pdf") -> Paper:
    found = reading(data, name)
    assert not found.skipped and found.format == "pdf"
    (one,) = found.papers
    return one


def why(data: bytes, name: str = "paper.pdf") -> str:
    found = reading(data, name)
    assert not found.papers
    (skip,) = found.skipped
    return skip.why


def lines(*texts: str, size: float = 10, top: float = 0.4) -> list[Line]:
    return [Line(text, top + 0.01 * place, size, True) for place, text in enumerate(texts)]


PAGE = lines(*["The words of a paper go on and on in its first paragraph here."] * 20)


def key(*page: Line, name: str = "paper.pdf", **fields: str) -> str | None:
    """`arxiv:…`, `doi:…` or the title that tells what a page is."""
    found = paper_of(fields, [[*page]], name)
    if found is None:
        return None
    return (found.arxiv and f"arxiv:{found.arxiv}") or (found.doi and f"doi:{found.doi}") or found.title


def test_the_stamp_in_the_margin_is_the_papers_id() -> None:
    found = paper(pdf(TITLE, *BODY, Text(KNOWN, y=150), STAMP))
    assert (found.key, found.title) == ("arxiv:2405.15738", TITLE.text)
    assert found.published == "2024-05-24"
    (sighting,) = found.sightings
    assert sighting.source == "paper.pdf"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("arXiv:2405.15738v1 [cs.CL] 24 May 2024", "2405.15738"),
        ("arXiv:0704.0001v2  [hep-ph]  24 Jul 2007", "0704.0001"),
        ("arXiv:hep-th/9901001v3  1 Jan 1999", "hep-th/9901001"),
        ("arXiv:math.GT/0309136v1 8 Sep 2003", "math/0309136"),
    ],
)
@pytest.mark.parametrize("upright", [True, False])
def test_stamps_of_every_age_are_read(text: str, number: str, upright: bool) -> None:
    assert key(Line(text, 0.7, 14, upright), *PAGE) == f"arxiv:{number}"


def test_a_stamp_whose_letters_stand_one_above_the_other_is_read() -> None:
    letters = [Line(letter, 0.7, 14, False) for letter in "arXiv:2405.15738v1 [cs.CL] 24 May 2024"]
    assert key(*letters, *PAGE) == "arxiv:2405.15738"


def test_the_day_of_a_later_version_is_not_when_it_was_published() -> None:
    found = paper_of({}, [[Line("arXiv:2405.15738v2 [cs.CL] 1 Jun 2024", 0.7, 14, False)]], "a.pdf")
    assert found and found.published is None


def test_an_id_in_the_text_or_the_references_is_another_papers() -> None:
    assert paper(pdf(TITLE, *BODY, Text(KNOWN, y=300))).key.startswith("title:")
    below = [Line("References", 0.79, 12, True), Line(KNOWN, 0.85, 10, True)]
    assert key(Line("A Paper about Trees", 0.1, 18, True), *PAGE, *below) == "A Paper about Trees"


def test_one_doi_at_the_top_or_the_bottom_is_the_papers_several_are_not() -> None:
    title = Line("A Paper about Trees", 0.15, 18, True)
    own, other = "https://doi.org/10.1145/3292500.3330701", "https://doi.org/10.1000/182"
    assert key(Line(own, 0.05, 8, True), title, *PAGE) == "doi:10.1145/3292500.3330701"
    assert key(title, *PAGE, Line(own, 0.9, 8, True)) == "doi:10.1145/3292500.3330701"
    assert key(title, *PAGE, Line(own, 0.9, 8, True), Line(other, 0.95, 8, True)) == title.text
    assert key(title, *PAGE, Line("Data: https://doi.org/10.5281/zenodo.1234", 0.9, 8, True)) == title.text
    assert key(title, *PAGE, Line("¹ As in arXiv:1706.03762", 0.9, 8, True)) == title.text


def test_an_id_in_the_abstract_is_another_papers() -> None:
    page = [Line("DOI Numbers in a Paper", 0.08, 18, True), Line("Abstract", 0.12, 10, True)]
    assert key(*page, Line("We extend https://doi.org/10.1000/182", 0.13, 10, True), *PAGE) == page[0].text


def test_a_doi_that_goes_on_in_the_next_line_is_whole() -> None:
    parts = Line("doi: 10.1145/3292500.", 0.05, 8, True), Line("3330701", 0.06, 8, True)
    assert key(*parts, *PAGE) == "doi:10.1145/3292500.3330701"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"arXivID": "https://arxiv.org/abs/2501.00001v1"}, "arxiv:2501.00001"),
        ({"DOI": "10.48550/arXiv.2501.00001"}, "arxiv:2501.00001"),
        ({"doi": "10.1016/j.x.2020.01.001"}, "doi:10.1016/j.x.2020.01.001"),
        (
            {"Subject": "Journal of X, 12 (2020) 1-9. doi:10.1016/j.x.2020.01.001"},
            "doi:10.1016/j.x.2020.01.001",
        ),
    ],
)
def test_the_files_own_metadata_name_it(fields: dict[str, str], found: str) -> None:
    assert key(*PAGE, **fields) == found


@pytest.mark.parametrize(
    "name", ["2405.15738v1.pdf", "2405.15738.PDF", "2405.15738v2 (1).pdf", "arXiv-2405.15738.pdf"]
)
def test_without_text_the_name_may_be_the_id(name: str) -> None:
    assert paper(pdf(), name).key == "arxiv:2405.15738"


@pytest.mark.parametrize("name", ["scan.pdf", "2024.12345.pdf", "2405.157381.pdf", "v2405.15738.pdf"])
def test_a_name_that_is_no_id_says_nothing(name: str) -> None:
    assert "a scanned PDF" in why(pdf(), name)


@pytest.mark.parametrize(
    "junk",
    [
        "Microsoft Word - draft3.docx",
        "untitled",
        "main.dvi",
        "paper.pdf",
        "Title",
        "IEEE Paper Title (use style)",
    ],
)
def test_a_title_that_a_program_made_up_is_none(junk: str) -> None:
    assert key(Line("A Paper about Trees", 0.15, 18, True), *PAGE, Title=junk) == "A Paper about Trees"
    assert key(Title=junk) is None
    assert key(Title="A Paper about Trees") == "A Paper about Trees", "of a scanned file"


def test_the_files_title_counts_if_the_page_shows_it() -> None:
    page = [Line("NATURE TODAY", 0.05, 30, True), Line("A Paper About Trees", 0.15, 18, True), *PAGE]
    assert key(*page, Title="A paper about trees") == "A paper about trees"
    assert key(*page[1:], Title="Formatting of Other Things") == "A Paper About Trees"


def test_a_title_of_two_lines_is_one_without_its_hyphen_and_footnote_mark() -> None:
    page = [Line("A Paper about Hier\x02", 0.15, 18, True), Line("archical Trees∗", 0.18, 18, True)]
    assert key(*page, *PAGE) == "A Paper about Hierarchical Trees"
    assert key(Line("Models that Self\x02Correct", 0.1, 18, True), *PAGE) == "Models that Self-Correct"


def test_a_page_without_a_larger_text_has_no_title() -> None:
    assert "neither id nor title" in why(pdf(*BODY))
    one_by_one = [line._replace(size=9.5 + place % 2) for place, line in enumerate(PAGE)]
    assert key(*one_by_one) is None


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.4\n" + bytes(range(256)) * 100,
        pdf(TITLE, *BODY)[:400],
    ],
)
def test_a_damaged_file_is_one_line(data: bytes) -> None:
    assert "PDF" in why(data)


def test_an_encrypted_file_says_so() -> None:
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + "o" * 32 + ") /U (" + "u" * 32 + ") /P -4 >>"
    identity = "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    assert "an encrypted PDF" in why(pdf(TITLE, *BODY, trailer=f"{locked} {identity}"))


def test_bytes_before_the_mark_do_no_harm() -> None:
    assert paper(b"\x00\x01\xff\n" * 3 + pdf(TITLE, *BODY, STAMP)).key == "arxiv:2405.15738"


def test_a_text_about_pdfs_is_text() -> None:
    assert read(b"A file begins with %PDF-1.4, see arXiv:2405.15738", name="a.txt").format == "ids"


def test_without_the_extra_the_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "find_spec", lambda _: None)
    assert "pip install 'readerapp[pdf]'" in why(pdf(TITLE, *BODY))
    assert paper(pdf(TITLE, *BODY), "2405.15738v1.pdf").key == "arxiv:2405.15738"


def test_a_file_that_takes_too_long_or_is_too_large_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(document, "TIMEOUT_SECONDS", 0.0001)
        assert "s to open" in why(pdf(TITLE, *BODY))
    monkeypatch.setattr(document, "MAX_BYTES", 100)
    assert "MB: add" in why(pdf(TITLE, *BODY))


def test_control_characters_do_not_get_out_of_a_pdf() -> None:
    found = paper(pdf(Text("Trees \x1b[31m in \x07Large\x9b Forests", size=18, y=700), *BODY))
    assert found.title.isprintable()


@pytest.mark.slow
def test_mutated_files_end_in_a_paper_or_a_line() -> None:
    whole = pdf(TITLE, *BODY, STAMP, info={"Title": TITLE.text})
    for seed in range(60):
        chance = random.Random(seed)
        data = bytearray(whole)
        for _ in range(chance.randint(1, 40)):
            place = chance.randrange(5, len(data))
            data[place : place + chance.randint(0, 6)] = chance.randbytes(chance.randint(0, 6))
        found = reading(bytes(data))
        assert len(found.papers) + len(found.skipped) == 1
