"""BibTeX out is BibTeX in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.domain.paper import Links, Paper
from readerapp.domain.record import from_record, to_record
from readerapp.domain.works.merging import merge
from readerapp.exports.bibliographies.bibtex import entry
from readerapp.sources import read
from tests.exports.papers import written

GRIDS = r"""@inproceedings{Celoni2015Grid,
  title         = {Grid {Homology}: $\mathbb{Z}$ Coefficients, $n^{2}$ Steps and H$_2$O},
  author        = {Celoni, D. and {LIGHT Scientific Collaboration}},
  booktitle     = {Proceedings of {Grids}},
  pages         = {1--9},
  month         = oct,
  year          = {2015},
  eprint        = {1510.07999},
  archivePrefix = {arXiv},
  primaryClass  = {math.GT},
  note          = {Best paper, 50\% \"of\" votes},
}
"""


def papers(text: str) -> tuple[Paper, ...]:
    return read(text.encode(), name="x.bib", format="bibtex").papers


def only(text: str) -> Paper:
    (paper,) = papers(text)
    return paper


def test_an_entry_comes_out_as_it_came_in() -> None:
    assert written("bibtex", papers(GRIDS)) == GRIDS


def test_an_entry_survives_the_library() -> None:
    assert entry(from_record(to_record(only(GRIDS)))) == GRIDS


def test_macros_and_what_an_entry_inherits_come_out_with_it() -> None:
    text = written(
        "bibtex",
        papers(
            '@string{jw = "Journal of Wind"}\n'
            '@Article{Abe:2020/x, title = "Kites", journal = jw # { (B)}, year = 2020}\n'
            "@article{b, title={Oars}, journal=jacm, month={January}}\n"
            "@inproceedings{c, title={Sails}, crossref={book}}\n"
            "@proceedings{book, title={Harbour {Conference}}, year=2024}\n"
        ),
    )
    assert "@article{Abe:2020/x,\n" in text and "{Journal of Wind (B)}" in text
    assert "{Journal of the ACM}" in text and "{January}" in text
    assert "booktitle     = {Harbour {Conference}}" in text and "crossref" not in text


@pytest.mark.parametrize(
    "title",
    ["A { B", "A } B", r"A \{ B", r"A \} B", r"\} {a", "a} {b", r"\{ { \} }", "{" * 9, "ends \\", "}{"],
)
@pytest.mark.parametrize("made", [True, False])
def test_an_odd_brace_cannot_break_the_file(title: str, made: bool) -> None:
    extra = {"bibtex": {"type": "article", "key": "a", "fields": {"title": title, "note": title}}}
    odd = Paper(key="title:1", title="A B", authors=("C {D",), abstract=title, extra={} if made else extra)
    if made:
        odd = replace(odd, title=title)
    text = written("bibtex", [odd, Paper(key="title:2", title="Next")])
    for escapes in ("\\", ""):  # BibTeX counts `\{` as a brace
        depth, lowest = 0, 0
        for index, char in enumerate(text):
            if char in "{}" and not (escapes and text[index - 1] == escapes):
                depth += 1 if char == "{" else -1
                lowest = min(lowest, depth)
        assert (depth, lowest) == (0, 0)
    parsed = parse_string(text, parse_stack=[])
    assert len(parsed.entries) == 2 and not parsed.failed_blocks
    assert written("bibtex", papers(text)) == written("bibtex", papers(written("bibtex", papers(text))))


def test_braces_that_are_meant_to_be_seen_are_seen() -> None:
    paper = only(r"@misc{a, title = {The \{0,1\}-Law and an odd \textbraceleft{}}}")
    assert paper.title == "The {0,1}-Law and an odd {"
    assert only(entry(paper)).title == paper.title


WORDS = (
    *("Kites", "{ImageNet}", "$n^{2}$", r"H$_2$O", r"50\%", r"R\&D", r"\'{e}t\'e", '{\\"o}', "--", "~", "of"),
    *(
        r"\emph{very}",
        "``quoted''",
        r"\{0\}",
        "100",
        "#",
        "%",
        "_",
        "@misc",
        '"',
        "=",
        "and",
        r"\url{https://x.org/a_b}",
    ),
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
NAMES = st.sampled_from(
    (
        "Abe, Rin",
        "Lia Costa",
        "{Wind Group, Inc.}",
        r"Nguy{\~\^e}n, V",
        "King, Jr., Martin",
        "others",
        "{A and B}",
    )
)
FIELDS = st.dictionaries(
    st.sampled_from(
        ("journal", "booktitle", "volume", "number", "pages", "publisher", "editor", "keywords", "note")
    ),
    TEXTS,
)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.lists(NAMES, max_size=3), FIELDS, TEXTS, st.sampled_from(("", "oct", "{May}", "{10}")))
def test_an_export_that_is_read_and_exported_again_is_the_same(
    title: str, people: list[str], fields: dict[str, str], abstract: str, month: str
) -> None:
    told = {"title": f"Paper {title}", "author": " and ".join(people), **fields, "abstract": abstract}
    lines = "".join(f"{name} = {{{text}}},\n" for name, text in told.items())
    first = papers("@article{a:1,\n" + lines + f"year = 2020{f', month = {month}' if month else ''}}}")
    text = written("bibtex", first)
    again = papers(text)
    assert [to_record(paper) for paper in again] == [to_record(paper) for paper in first]
    assert written("bibtex", again) == text


def test_a_title_that_a_newer_version_changed_comes_out_changed() -> None:
    newer = Paper(
        key="arxiv:1510.07999",
        title="Grid Homology & Beyond",
        authors=("D. Celoni", "Rin Abe", "LIGHT Scientific Collaboration"),
        links=Links(doi=("https://doi.org/10.5555/grids",)),
        extra={"updated": "2016-01-01"},
    )
    text = entry(merge(only(GRIDS), newer))
    assert r"  title         = {{Grid Homology \& Beyond}}," in text
    assert "{Celoni, D. and Rin Abe and {LIGHT Scientific Collaboration}}" in text
    assert "  doi           = {10.5555/grids}," in text
    assert text.startswith("@inproceedings{Celoni2015Grid,") and text.count(" title ") == 1


def test_of_two_entries_of_one_work_one_stays_whole() -> None:
    preprint = only("@misc{abe, title={Kites}, eprint={2001.00001}, howpublished={arXiv}, annote={mine}}")
    published = only("@article{Abe2020, title={Kites}, journal={Wind}, year=2020, eprint={2001.00001}}")
    both = merge(preprint, published)
    assert both.extra["bibtex"] == published.extra["bibtex"]
    assert merge(published, preprint).extra["bibtex"] == both.extra["bibtex"]


def test_keys_that_were_read_stand_and_of_equal_ones_the_papers_own_key_decides() -> None:
    first, second = papers(
        "@misc{abe, title={Kites}, doi={10.5555/b}}\n@misc{ABE, title={Sails}, doi={10.5555/a}}"
    )
    made = Paper(key="doi:10.5555/0", title="!", authors=("Abe",))
    orders = [[first, second, made], [made, second, first]]
    found = [
        {
            line.partition("{")[2].rstrip(",")
            for line in written("bibtex", order).splitlines()
            if line[:1] == "@"
        }
        for order in orders
    ]
    assert found == [{"ABE", "abea", "abeb"}] * 2
    assert "@misc{ABE,\n  title         = {Sails}" in written("bibtex", orders[0])


def test_a_record_with_a_bad_entry_is_written_safely() -> None:
    bad = {
        "type": "misc}{",
        "key": "a,b}\n@x{",
        "fields": {"ti}tle": "x", "note": "a\n}\x1b[2J@misc{y", "year": 3},
    }
    text = entry(Paper(key="title:1", title="Kites", extra={"bibtex": bad}))
    assert text.startswith("@misc{abx,\n") and "\x1b" not in text
    parsed = parse_string(text + "@misc{z, title={Z}}", parse_stack=[])
    assert len(parsed.entries) == 2 and not parsed.failed_blocks


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Martin Luther King, Jr.", "King, Jr., Martin Luther"),
        ("Wind Group", "{Wind Group}"),
        ("Research, Development", "{Research, Development}"),
        ("Jan van den Berg", "Jan van den Berg"),
    ],
)
def test_names_are_written_so_that_they_are_read_as_they_are(name: str, written: str) -> None:
    text = entry(Paper(key="title:1", title="Kites", authors=(name,)))
    assert f"{{{written}}}," in text
    assert only(text).authors == (name,)


def test_a_title_that_its_source_wrote_as_tex_comes_out_as_that() -> None:
    paper = Paper(key="title:1", title="R^d & Kites", original={"title": r"$\mathbb{R}^d$ \& Kites"})
    assert r"{{$\mathbb{R}^d$ \& Kites}}" in entry(paper)


TWICE = """@article{first2023, title={Twice}, author={Tel, T.}, journal={arXiv:2303.10001}, year={2023}}
@inproceedings{second2024, title={Twice}, author={Tel, T.}, booktitle={ACL}, eprint={2303.10001}, year={2024}}
@misc{third, title={Twice}, author={Tel, T.}, eprint={2303.10001}, archiveprefix={arXiv}}
"""


def test_every_citation_key_of_a_work_comes_out() -> None:
    (paper,) = read(TWICE.encode(), name="x.bib").papers
    text = entry(paper)
    assert text.startswith("@inproceedings{second2024,") and "{first2023, third}" in text
    assert entry(only(text)) == text


def test_citation_keys_are_kept_in_whatever_order_entries_are_merged() -> None:
    a, b, c = (read(one.encode(), name="x.bib").papers[0] for one in TWICE.strip().split("\n"))
    kept = merge(merge(a, b), c).extra
    assert kept["citation_keys"] == ["first2023", "third"]
    for x, y, z in ((a, b, c), (c, b, a), (b, c, a), (b, a, c)):
        assert merge(merge(x, y), z).extra == merge(x, merge(y, z)).extra == kept
    assert merge(merge(a, b), merge(a, b)).extra == merge(a, b).extra
