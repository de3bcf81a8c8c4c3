"""Lists in other notations than Markdown's, and what stands beside the titles in them."""

from __future__ import annotations

from time import process_time

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import read
from readerapp.sources.lists.link_notations import with_markdown_links
from readerapp.sources.lists.venues import without_venue

NOTATIONS = {
    "reStructuredText": "* `Slow Looms <https://arxiv.org/abs/2404.19001>`_ by Web and Weft.",
    "AsciiDoc": "* https://arxiv.org/abs/2404.19001[Slow Looms]",
    "AsciiDoc with link:": "* link:https://arxiv.org/abs/2404.19001[Slow Looms^]",
    "org-mode": "* TODO [[https://arxiv.org/abs/2404.19001][Slow Looms]] :rl:",
    "Slack": "see <https://arxiv.org/abs/2404.19001|Slow Looms>",
    "Jira": "* [Slow Looms|https://arxiv.org/abs/2404.19001]",
    "MediaWiki": "* [https://arxiv.org/abs/2404.19001 Slow Looms]",
    "Textile": '* "Slow Looms":https://arxiv.org/abs/2404.19001',
    "LaTeX": r"\item \href{https://arxiv.org/abs/2404.19001}{Slow Looms}",
    "a reference in running text": "I read [Slow Looms][1] today.\n\n[1]: https://arxiv.org/abs/2404.19001",
    "Logseq": "- [[Slow Looms]]\n  type:: paper\n  url:: https://arxiv.org/abs/2404.19001",
}


def papers(text: str) -> tuple[Paper, ...]:
    return read(text.encode(), name="x.txt").papers


def facts(text: str) -> list[tuple[str, str]]:
    return [(paper.key, paper.title) for paper in papers(text)]


@pytest.mark.parametrize("text", NOTATIONS.values(), ids=NOTATIONS)
def test_a_link_has_its_title_in_every_notation(text: str) -> None:
    assert facts(text) == [("arxiv:2404.19001", "Slow Looms")]


def test_a_definition_that_no_link_uses_stays_in_the_text() -> None:
    text = "[a][1] b\n[1]: https://x.org/1\n[2]: https://x.org/2\n"
    assert with_markdown_links(text) == "[a](https://x.org/1) b\n\n[2]: https://x.org/2\n"


def test_links_in_markdown_stay_as_they_are() -> None:
    text = "[[pdf]](https://x.org/a) [[2404.19001] T](https://x.org/b) ([c](https://x.org/c)) ![d](https://x.org/d)[e](https://x.org/e)"
    assert with_markdown_links(text) == text


def test_people_named_as_pages_are_the_authors() -> None:
    (paper,) = papers(
        "- [[Slow Looms]]\n  url:: https://arxiv.org/abs/2404.19001\n  authors:: [[Rio Grande]], [[Dan Ube]]"
    )
    assert paper.authors == ("Rio Grande", "Dan Ube")


def test_items_of_one_line_with_tags_are_titles_people_and_links() -> None:
    found = papers(
        '- <b>Anchors in Space</b><br/>R. Chain, P. Link<br/><a href="https://arxiv.org/abs/2407.12001">paper</a>'
        ' <a href="https://github.com/chain/anchors">code</a>\n'
        '- <b>Harbours</b><br/>Q. Pier<br/><a href="https://arxiv.org/pdf/2407.12002.pdf">paper</a>\n'
    )
    assert [(paper.title, paper.authors) for paper in found] == [
        ("Anchors in Space", ("R. Chain", "P. Link")),
        ("Harbours", ("Q. Pier",)),
    ]
    assert found[0].links.repo == ("https://github.com/chain/anchors",)


def test_tables_and_lists_in_html_within_markdown_are_read_by_rows() -> None:
    found = papers("""\
## Papers
<table>
  <tr><th>Year</th><th>Title</th><th>Code</th></tr>
  <tr><td>2023</td><td><a href="https://arxiv.org/abs/2303.15001">Lamps</a></td>
      <td><a href="https://github.com/lamp/listen"><img src="https://img.shields.io/x.svg"></a></td></tr>
  <tr><td>2024</td><td>Dim the Lights</td><td><a href="https://arxiv.org/abs/2403.15002">arXiv</a></td></tr>
</table>

<ul>
<li><a href="https://arxiv.org/abs/2403.15003">Candles</a></li>
<li><a href="https://arxiv.org/abs/2403.15004">Torches</a></li>
</ul>

- [Sparks](https://arxiv.org/abs/2403.15005)
""")
    assert [(paper.key[-5:], paper.title) for paper in found] == [
        ("15001", "Lamps"),
        ("15002", "Dim the Lights"),
        ("15003", "Candles"),
        ("15004", "Torches"),
        ("15005", "Sparks"),
    ]
    assert found[0].links.repo == ("https://github.com/lamp/listen",)


@pytest.mark.parametrize(
    ("beside", "title"),
    [
        ("(ICLR 2024) Bread Crumbs", "Bread Crumbs"),
        ("[CVPR'24 Oral] Bread Crumbs", "Bread Crumbs"),
        ("(Arxiv 2023.11) Bread Crumbs", "Bread Crumbs"),
        ("Bread Crumbs (NeurIPS 2023 Spotlight)", "Bread Crumbs"),
        ("Bread Crumbs (2024), Moon et al.", "Bread Crumbs"),
        ("Bread Crumbs, Moon and Dow et al. 2024", "Bread Crumbs"),
        ("Bread Crumbs by Moon et al.", "Bread Crumbs"),
        ("[Mask] Is All You Need", "[Mask] Is All You Need"),
        ("(Deep) Bread", "(Deep) Bread"),
        ("Bread (Really)", "Bread (Really)"),
        ("The 2023 (Bread) Challenge", "The 2023 (Bread) Challenge"),
    ],
)
def test_only_a_venue_or_people_beside_a_title_are_no_part_of_it(beside: str, title: str) -> None:
    assert without_venue(beside) == title
    assert facts(f"- {beside} [[pdf]](https://arxiv.org/abs/2310.17001)\n- b") == [
        ("arxiv:2310.17001", title)
    ]


def test_a_date_within_a_title_stays() -> None:
    row = "- Lessons of 2024: A Review [[pdf]](https://arxiv.org/abs/2310.17001)"
    assert facts(row) == [("arxiv:2310.17001", "Lessons of 2024: A Review")]


def test_a_backslash_before_a_letter_is_latex_and_no_escape() -> None:
    row = (
        r"| Title | PDF |"
        "\n|---|---|\n"
        r"| $\alpha$ \& \emph{Lids} \[x\] | [pdf](https://arxiv.org/abs/2310.17001) |"
    )
    assert facts(row) == [("arxiv:2310.17001", "α & Lids [x]")]


@pytest.mark.parametrize(
    "piece",
    ["[[", "`a ", '"a ', "<table>\n", "<ul>\n<li>", "[a][b] ", "(AA AA ", "[https://x.org/", "et al, ", "[["],
)
def test_rewriting_takes_time_by_length(piece: str) -> None:
    def took(length: int) -> float:
        text = (
            f"- {piece * (length // len(piece))}\n[b]: https://x.org/1\n[p](https://arxiv.org/abs/2310.17001)"
        )
        began = process_time()
        papers(text)
        return process_time() - began

    took(1000)
    assert took(400_000) <= max(5 * took(100_000), 1.0)


def test_votes_behind_a_heading_are_votes() -> None:
    (paper,) = papers(
        "## 1. tiny-lm: why not? (▲ 45)\n🔗 https://huggingface.co/papers/2407.10001\n\n## End\n"
    )
    assert (paper.title, paper.upvotes) == ("tiny-lm: why not?", 45)


def test_a_table_of_html_without_column_names_keeps_its_first_row() -> None:
    row = '<tr><td><b>{}</b><br>Mi Ro<br><a href="https://arxiv.org/abs/{}">paper</a></td></tr>\n'
    text = f"<table>\n{row.format('Mirrors', '2410.12001')}{row.format('Windows', '2410.12002')}</table>\n"
    assert facts(text) == [("arxiv:2410.12001", "Mirrors"), ("arxiv:2410.12002", "Windows")]


def test_a_table_of_markdown_with_bare_addresses_is_read_by_its_columns() -> None:
    text = """\
| Name | Tags | URL |
| --- | --- | --- |
| Spiders on the Web | nlp, agents | https://arxiv.org/abs/2404.13001 |
| Flies | cv | https://arxiv.org/pdf/2404.13002v2 |
"""
    assert facts(text) == [("arxiv:2404.13001", "Spiders on the Web"), ("arxiv:2404.13002", "Flies")]


def test_a_venue_behind_a_full_stop_is_no_part_of_a_title() -> None:
    row = "1. Chalk Talks. EMNLP 2023. [[Paper](https://arxiv.org/abs/2404.13001)]\n2. b"
    assert facts(row) == [("arxiv:2404.13001", "Chalk Talks")]


def test_a_title_that_is_only_the_papers_own_id_is_not_known_yet() -> None:
    text = "title,url\nhttps://arxiv.org/abs/2403.13002,https://arxiv.org/abs/2403.13002\n"
    assert facts(text) == [("arxiv:2403.13002", "arXiv:2403.13002")]


def test_people_in_a_list_of_python_are_people() -> None:
    text = "paper_title,paper_authors\nTides,\"['Ti De', 'Ri O\u2019Se']\"\n"
    assert [paper.authors for paper in papers(text)] == [("Ti De", "Ri O\u2019Se")]


@pytest.mark.parametrize("label", ["Foo", "pdf", "https://arxiv.org/abs/2404.19002"])
@pytest.mark.parametrize("box", ["[ ]", "[x]", "[X]"])
def test_the_box_of_a_task_is_no_part_of_its_text(box: str, label: str) -> None:
    linked = label if "://" in label else f"[{label}](https://arxiv.org/abs/2404.19002)"
    text = f"- {box} [Slow Looms](https://arxiv.org/abs/2404.19001)\n- {box} {linked}\n"
    assert [key for key, _ in facts(text)] == ["arxiv:2404.19001", "arxiv:2404.19002"]
