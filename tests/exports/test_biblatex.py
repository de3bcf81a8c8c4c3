from dataclasses import replace

from readerapp.domain.paper import Links, Paper
from readerapp.domain.state import State
from readerapp.exports import Item
from readerapp.exports.bibliographies.biblatex import document
from readerapp.sources import read
from tests.exports.papers import written

SPAR = Paper(
    key="arxiv:2412.11605",
    title="SPaR: Self-Play",
    authors=("Jiale Cheng", "Élise Müller"),
    links=Links(arxiv=("https://arxiv.org/abs/2412.11605",)),
    published="2024-12-16T10:00:00Z",
    keywords=("cs.CL",),
)


def test_an_arxiv_paper_is_online_with_its_eprint() -> None:
    assert written("biblatex", [SPAR]) == (
        "@online{cheng2024spar,\n"
        "  title         = {{SPaR: Self-Play}},\n"
        "  author        = {Jiale Cheng and Élise Müller},\n"
        "  date          = {2024-12-16},\n"
        "  eprint        = {2412.11605},\n"
        "  eprinttype    = {arxiv},\n"
        "  eprintclass   = {cs.CL},\n"
        "  url           = {https://arxiv.org/abs/2412.11605},\n"
        "  keywords      = {cs.CL},\n"
        "}\n"
    )


def test_where_a_work_appeared_has_the_names_of_biblatex() -> None:
    paper = Paper(
        key="doi:10.5555/x",
        title="Kites",
        venue="Wind & Air",
        volume="3",
        number="2",
        pages="1-9",
        published="2020-05",
    )
    text = written("biblatex", [replace(paper, extra={"type": "journalArticle"})])
    assert text.startswith("@article{") and "  journaltitle  = {Wind \\& Air},\n" in text
    assert "  date          = {2020-05},\n" in text and "  doi           = {10.5555/x},\n" in text
    thesis = written("biblatex", [replace(paper, extra={"type": "thesis"})])
    assert thesis.startswith("@thesis{") and "  type          = {phdthesis},\n" in thesis
    assert "  institution   = {Wind \\& Air},\n" in thesis


def test_a_paper_read_from_bibtex_goes_out_as_it_was_read() -> None:
    source = (
        "@inproceedings{a,\n"
        "  title         = {Kites},\n"
        "  booktitle     = {Wind},\n"
        "  year          = {2020},\n"
        "}\n"
    )
    assert written("biblatex", read(source.encode(), name="x.bib").papers) == source


def test_the_readers_tags_are_keywords_and_the_note_stays_private() -> None:
    state = State(key=SPAR.key, tags=("to cite", "CS.cl", "a,b"), note="secret")
    text = "".join(document([Item(SPAR, state)]))
    assert "  keywords      = {cs.CL, to cite, a b},\n" in text and "secret" not in text
