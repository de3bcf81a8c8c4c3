"""BibTeX and BibLaTeX as people have them."""

from __future__ import annotations

import logging

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import Reading, read


def reading(text: str) -> Reading:
    return read(text.encode(), name="x.bib")


def only(text: str) -> Paper:
    result = reading(text)
    assert result.skipped == ()
    (paper,) = result.papers
    return paper


def test_an_entry_keeps_every_fact() -> None:
    paper = only(
        "@string{hl = {Harbour Letters}}\n@Article{anker2024,\n  title = {{BOATS} That {F}loat by 12\\%},\n"
        "  subtitle = {A Survey}, author = {Anker, Anna and van den Berg, Jan and {The "
        "Yard, Inc.} and others},\n"
        "  journal = hl # { (Online)}, year = 2024, month = may, volume = 3, pages = {1--9},\n"
        "  doi = {10.1000/boats}, url = {https://github.com/harbour/boats}, eprint = {2405.00001},\n"
        "  archiveprefix = {arXiv}, keywords = {boats; water}, abstract = {They "
        "\\emph{float}.}, note = {In press}\n}"
    )
    assert (paper.key, paper.title) == ("arxiv:2405.00001", "BOATS That Float by 12%: A Survey")
    assert paper.original["title"] == "{BOATS} That {F}loat by 12\\%: A Survey"
    assert paper.authors == ("Anna Anker", "Jan van den Berg", "The Yard, Inc.")
    assert (paper.published, paper.venue) == ("2024-05", "Harbour Letters (Online)")
    assert (paper.abstract, paper.keywords) == ("They float.", ("boats", "water"))
    assert paper.links.repo == ("https://github.com/harbour/boats",)
    assert paper.links.doi == ("https://doi.org/10.1000/boats",)
    assert paper.extra["citation_key"] == "anker2024"
    assert (paper.volume, paper.pages, paper.extra["comment"]) == ("3", "1--9", "In press")


def test_a_broken_entry_costs_only_itself() -> None:
    result = reading(
        "@article{a, title = {Boats}}\n\n@article{b, title = {Oars\n\n@article{c, title = {Sails}}\n"
        "@article{d, author = {Anker}}\n@book{, title {x}}\n"
    )
    assert {"Boats", "Sails"} <= {paper.title for paper in result.papers}
    assert any("no title in d" in skip.why for skip in result.skipped)
    assert all(skip.where.startswith("line ") for skip in result.skipped)


def test_an_entry_without_a_key_is_read() -> None:
    assert only("@article{\n  title = {Boats},\n  year = {2012}\n}").published == "2012"


def test_a_chapter_takes_over_what_its_book_says() -> None:
    result = reading(
        "@inproceedings{a, title = {Boats}, crossref = {book}}\n"
        "@inproceedings{b, title = {Oars}, crossref = {nowhere}}\n"
        "@proceedings{book, title = {Harbour Conference}, year = 2024, editor = {Boje, Berta}}"
    )
    boats, oars, book = result.papers
    assert (boats.venue, boats.published, boats.extra["editor"]) == (
        "Harbour Conference",
        "2024",
        ["Berta Boje"],
    )
    assert boats.authors == ()
    assert (oars.venue, book.title) == (None, "Harbour Conference")


def test_entries_that_name_each_other_in_a_circle_end() -> None:
    result = reading(
        "@book{a, title={Boats}, crossref={b}}\n@book{b, title={Oars}, crossref={a}, xdata={a,b}}"
    )
    assert len(result.papers) == 2


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ("journal = {arXiv preprint arXiv:2405.00001}", "arxiv:2405.00001"),
        ("journal = {CoRR}, volume = {abs/2405.00001}", "arxiv:2405.00001"),
        ("url = {https://arxiv.org/abs/2405.00001v2}", "arxiv:2405.00001"),
        ("eprint = {quant-ph/0201082}, eprinttype = {arxiv}", "arxiv:quant-ph/0201082"),
        ("doi = {https://doi.org/10.48550/arXiv.2405.00001}", "arxiv:2405.00001"),
        ("archivePrefix = {arXiv}, arxivId = {quant-ph/0404099}", "arxiv:quant-ph/0404099"),
        ("eprint = {0309138}, archiveprefix = {arXiv}, primaryclass = {math.GT}", "arxiv:math/0309138"),
        ("note = {arXiv:2405.00001 [cs.LG]}", "arxiv:2405.00001"),
        ("note = {Available at \\url{https://arxiv.org/abs/2405.00001}}", "arxiv:2405.00001"),
        ("note = {A comment on arXiv:2405.00001}, doi = {10.1000/x}", "doi:10.1000/x"),
        ("number = {arXiv:2405.00001}, institution = {arXiv}", "arxiv:2405.00001"),
        ("url = {http://arxiv.org/abs/2405.00001 https://github.com/a/b}", "arxiv:2405.00001"),
        ("doi = {10.1000/a{\\_}b}", "doi:10.1000/a_b"),
        ("note = {doi: 10.1000/n}", "doi:10.1000/n"),
        ("eprint = {2405.00001}, eprinttype = {jstor}, doi = {10.1000/x}", "doi:10.1000/x"),
    ],
)
def test_an_arxiv_id_is_found_where_people_put_it(field: str, key: str) -> None:
    assert only(f"@misc{{x, title = {{Boats}}, {field}}}").key == key


@pytest.mark.parametrize(
    ("field", "date"),
    [
        ("date = {2024-05-12}", "2024-05-12"),
        ("date = {2024-05/2024-06}", "2024-05"),
        ("year = {2024}, month = {may}", "2024-05"),
        ("year = 2024, month = 5, day = 3", "2024-05-03"),
        ("year = {{\\noopsort{a}}1999}", "1999"),
        ("year = {in press}", None),
        ("year = 2024, month = {00012345}", "2024"),
        ("year = 2024, month = 10 # {~} # may", "2024-05-10"),
        ("year = 2024, month = {May 3}, day = {41}", "2024-05"),
    ],
)
def test_dates_go_as_far_as_they_are_said(field: str, date: str | None) -> None:
    assert only(f"@misc{{x, title = {{Boats}}, {field}}}").published == date


def test_a_repeated_record_is_told() -> None:
    result = reading("@misc{a, title = {Boats}}\n@misc{b, title = {BOATS}}")
    assert len(result.papers) == 1
    assert [(skip.where, skip.why) for skip in result.skipped] == [
        ("line 2", "the same paper once more: “Boats”")
    ]


def test_the_same_title_by_other_authors_with_an_id_is_another_paper() -> None:
    result = reading(
        "@misc{a, title = {Introduction}, author = {Anker, Anna}, doi = {10.1000/x}}\n"
        "@misc{b, title = {Introduction}, author = {Boje, Berta}}\n"
    )
    assert len(result.papers) == 2


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", ""),
        ("iso8859-2", "% -*- coding: latin-2-unix -*-\n"),
        ("cp1250", "% Encoding: Cp1250\n"),
    ],
)
def test_encodings_are_recognised_or_named_in_the_file(encoding: str, head: str) -> None:
    title = "Żółć" if ("2" in encoding[-4:] and head) or "1250" in encoding else "Bööte"
    data = f"{head}@book{{x, title = {{{title}}}}}".encode(encoding)
    assert read(data, name="x.bib").papers[0].title == title


def test_nothing_is_printed_about_what_is_broken(capfd: pytest.CaptureFixture[str]) -> None:
    reading("@article{a title = {Boats}}\n@article{b, title")
    assert capfd.readouterr() == ("", "")


def test_loggers_of_a_host_program_are_left_alone() -> None:
    logging.disable(logging.INFO)
    try:
        reading("@article{a title = {Boats}}\n@article{b, title")
        assert logging.root.manager.disable == logging.INFO
        assert logging.getLogger("bibtexparser").propagate
    finally:
        logging.disable(logging.NOTSET)


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Potts, Christopher, and Mann, D.", ("Christopher Potts", "D. Mann")),
        ("{The {ATLAS} Collaboration} and {Wind, Inc.}", ("The ATLAS Collaboration", "Wind, Inc.")),
        (
            "King, Jr., Martin Luther and de la Vall{\\'e}e, Ch. and others",
            ("Martin Luther King, Jr.", "Ch. de la Vallée"),
        ),
        ("King, Martin Luther, {Jr.} and Gates, III, Bill", ("Martin Luther King Jr.", "Bill Gates, III")),
        ("{Abe, Rin and Costa, Lia", ("Rin Abe", "Lia Costa")),
        (r"Nguy{\~{\^{e}}}n, V{\u{a}}n AND {\L}ukasz Kaiser", ("Văn Nguyễn", "Łukasz Kaiser")),
    ],
)
def test_names_are_read_as_they_are_spoken(written: str, people: tuple[str, ...]) -> None:
    assert only(f'@misc{{x, title = {{Boats}}, author = "{written}"}}').authors == people


def test_dashes_quotes_and_ties_are_what_they_stand_for() -> None:
    paper = only(
        r"@misc{x, title = {``Deep'' Boats -- a~\textsc{Survey}---of \url{https://x.org/~a--b}~(v2)}}"
    )
    assert paper.title == "“Deep” Boats – a Survey—of https://x.org/~a--b (v2)"


def test_entries_without_keys_take_time_only_with_their_number() -> None:
    text = "".join(f"@article{{\n  title = {{Boat {n}}},\n  year = 2020\n}}\n" for n in range(8000))
    assert len(reading(text).papers) == 8000


def test_entries_on_a_line_each_with_a_doi_are_no_list_of_ids() -> None:
    entries = [f"@book{{k{n}, title={{The Art of Sailing, {n}}}, doi={{10.1000/{n}}}}}" for n in range(3)]
    reading = read("\n".join(entries).encode(), name="x")
    assert reading.format == "bibtex"
    assert [paper.title for paper in reading.papers] == [f"The Art of Sailing, {n}" for n in range(3)]


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "{}\n@misc{{b, title={{Oars \\& Sails}}, doi={{10.1000/oars}}}}\n",
        "% after 10.1000/rafts\n{}\n",
        "@comment{{from 10.1000/rafts}}\n{}",
        "@string{{j = {{Letters}}}} {}",
        "Please cite https://arxiv.org/abs/2401.00001 as\n{}\n",
        "Please cite: {}",
        "My profile at Google Scholar\n\n{}",
    ],
)
def test_entries_of_one_line_each_are_bibtex_whatever_stands_around_them(around: str) -> None:
    entry = r"@article{a, title={50\% {More} Boats}, author={Anker, A.}, doi={10.1000/boats}}"
    result = reading(around.format(entry))
    assert result.format == "bibtex"
    assert (result.papers[0].key, result.papers[0].authors) == ("doi:10.1000/boats", ("A. Anker",))
    assert result.papers[0].title == "50% More Boats"


def test_what_begins_as_bibtex_is_bibtex_whatever_its_abstracts_list() -> None:
    rows = "".join(f"- [Boat {number}](https://example.org/{number})\n" for number in range(5))
    result = reading(f"@article{{a, title={{Boats}}, abstract={{\n{rows}}}}}\n")
    assert (result.format, [paper.title for paper in result.papers]) == ("bibtex", ["Boats"])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"{100\% \& \$5 \#1 a\_b}", "100% & $5 #1 a_b"),
        (r"{A \{set\} of {\LaTeX}}", "A {set} of LaTeX"),
        (r"{G\"odel, \'Etude}", "Gödel, Étude"),
        (r"{Two lines\\}", "Two lines"),
        ('"Two lines\\\\"', "Two lines"),
        (r'"G{\"o}del and {"}quotes{"}"', 'Gödel and "quotes"'),
        (r"{Mail@ {Home}, 1=1}", "Mail@ Home, 1=1"),
    ],
)
def test_an_entry_of_one_line_may_have_any_escape(written: str, shown: str) -> None:
    assert only(f"@misc{{a, title={written}, doi={{10.1000/boats}}}}").title == shown


def test_entries_written_plainly_or_oddly_come_in_the_order_of_the_file() -> None:
    source = (
        "@misc{a, title = {Boats}}\n"
        '@misc(b, title = "Oars" # " and Sails")\n'
        "@misc{c, title = {Keels},\n}\n"
        "@misc{d, title = {Decks}, note = {a {b {c {d}}}}}\n"
        "@misc{e, title = {Masts\n"
        "@misc{f, title = {Ropes}}\n }}\n"
    )
    titles = [paper.title for paper in reading(source).papers]
    assert titles == ["Boats", "Oars and Sails", "Keels", "Decks", "Ropes"]
    assert [skip.where for skip in reading(source).skipped] == ["line 6"]


def test_a_backslash_at_the_end_of_a_line_moves_no_line_number() -> None:
    found = reading("a comment\\\n\n@misc{a, year = 2001}\n@misc(b, year = 2001)\n")
    assert [skip.where for skip in found.skipped] == ["line 3", "line 4"]
