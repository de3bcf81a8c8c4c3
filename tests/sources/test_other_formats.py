"""RIS, CSV, lists of ids, Markdown and HTML lists, saved pages."""

from __future__ import annotations

import json
from html import escape

import pytest

from readerapp.sources import Reading, read


def reading(text: str, name: str = "x") -> Reading:
    return read(text.encode(), name=name)


def test_a_ris_record_keeps_every_fact_whatever_its_tags() -> None:
    result = reading(
        "TY  - JOUR\r\nT1  - Boats That\r\n  Float\r\nAU  - Anker, Anna\r\n"
        "A1  - Boje,Berta\r\nPY  - 2016/12//\r\n"
        "JO  - Harbour Letters\r\nVL  - 3\r\nSP  - 1\r\nEP  - 9\r\nDO  - https://doi.org/10.1000/boats\r\n"
        "UR  - //x.example/boats\r\nKW  - boats\r\nKW  - water\r\nAB  - They float.\r\nER  - \r\n\r\n"
        "TY  - BOOK\nTI  - Oars\nTY  - BOOK\nAU  - Anker\nER  -"
    )
    boats, oars = result.papers
    assert (boats.key, boats.title, boats.published) == ("doi:10.1000/boats", "Boats That Float", "2016-12")
    assert (boats.authors, boats.venue) == (("Anna Anker", "Berta Boje"), "Harbour Letters")
    assert (boats.keywords, boats.abstract) == (("boats", "water"), "They float.")
    assert (boats.volume, boats.pages) == ("3", "1-9")
    assert boats.links.other == ("https://x.example/boats",)
    assert oars.title == "Oars"
    assert [skip.why for skip in result.skipped] == ["no title in the record"]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_tables_are_read_by_their_column_names(mark: str) -> None:
    rows = [
        ["Key", "Title", "Author", "Publication Year", "Url", "Abstract Note", "Manual Tags", "Shelf"],
        [
            "1",
            "Boats",
            "Anker, Anna; Boje, Berta",
            "2024",
            "https://arxiv.org/abs/2405.00001",
            "They\nfloat.",
            "a; b",
            "3",
        ],
        ["2", "", "", "", "", "", "", ""],
    ]
    text = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    result = reading("\ufeff" + text)
    (paper,) = result.papers
    assert result.format == "csv"
    assert (paper.key, paper.title, paper.published) == ("arxiv:2405.00001", "Boats", "2024")
    assert paper.authors == ("Anna Anker", "Berta Boje")
    assert (paper.abstract, paper.keywords, paper.extra) == ("They float.", ("a", "b"), {"Shelf": "3"})
    assert [skip.why for skip in result.skipped] == ["no title in the row"]


def test_a_list_of_ids_gives_papers_under_their_ids_until_their_titles_are_known() -> None:
    result = reading(
        "2405.00001v2\nhttps://arxiv.org/pdf/2405.00002 Oars\n"
        "- [ ] https://huggingface.co/papers/2405.00003\n10.1000/boats\n# x\n"
    )
    assert result.format == "ids"
    assert [(paper.key, paper.title) for paper in result.papers] == [
        ("arxiv:2405.00001", "arXiv:2405.00001"),
        ("arxiv:2405.00002", "Oars"),
        ("arxiv:2405.00003", "arXiv:2405.00003"),
        ("doi:10.1000/boats", "doi:10.1000/boats"),
    ]


LIST = """# Awesome Boats [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)

See our [survey](https://arxiv.org/abs/2405.09999) and follow us on [Twitter](https://x.com/boats).

## Contents
- [Papers](#papers)
- [Join our group](https://chat.example/boats)

## Papers
1. [**Boats That Float.**](https://arxiv.org/abs/2405.00001) _Anna Anker, Berta Boje._ NeurIPS 2024. \
[![GitHub Repo stars](https://img.shields.io/github/stars/harbour/boats)](https://github.com/harbour/boats)

2. **On Oars**, Berta Boje. [[Paper](https://openreview.net/forum?id=x)] [[Code](https://github.com/yard/oars)]

- Sails and Masts: A Survey
  *Anna Anker, Jan Berg*
  [[paper]](https://arxiv.org/pdf/2405.00003) [[project]](https://sails.github.io)

- [2026.05.27] Paper: [Rudders](https://arxiv.org/abs/2405.00004) (ICML 2026)
- [BoatKit](https://github.com/yard/boatkit) - a tool, no paper

| **Paper** | **Links** |
| --- | --- |
| 1) **Keels** - shows that keels keep boats upright in all waters but the shallowest ones of the harbour. | \
[Paper](https://arxiv.org/abs/2405.00005), [Tweet](https://x.com/1) |
| 2) Anchors in Mud  This work presents anchors that hold in mud, sand and gravel. | \
[Blog](https://x.example/anchors) |

```bibtex
@article{x, title = {Not a paper of this list}}
```
"""


def check_list(result: Reading) -> None:
    assert [paper.title for paper in result.papers] == [
        "Boats That Float",
        "On Oars",
        "Sails and Masts: A Survey",
        "Rudders",
        "Keels",
        "Anchors in Mud",
    ]
    boats, oars, sails, rudders, keels, anchors = result.papers
    assert (boats.authors, boats.venue, boats.published) == (
        ("Anna Anker", "Berta Boje"),
        "NeurIPS 2024",
        "2024",
    )
    assert boats.links.repo == ("https://github.com/harbour/boats",)
    assert (oars.links.repo, oars.key[:6]) == (("https://github.com/yard/oars",), "title:")
    assert (sails.key, sails.links.project) == ("arxiv:2405.00003", ("https://sails.github.io",))
    assert (rudders.venue, rudders.key) == ("ICML 2026", "arxiv:2405.00004")
    assert (keels.abstract, keels.key) == ("", "arxiv:2405.00005")
    assert anchors.links.other == ("https://x.example/anchors",)


def test_a_markdown_lists_rows_are_papers_and_its_menus_are_not() -> None:
    result = reading(LIST)
    assert result.format == "markdown"
    check_list(result)


def test_the_same_list_as_html() -> None:
    result = reading(
        "<!doctype html><html><head><title>x</title><script>var a = 1</script></head><body><nav><ul><li>"
        '<a href="https://arxiv.org/abs/2405.09999">Menu</a></li></ul></nav><h2>Papers</h2><ul>'
        '<li><p><a href="https://arxiv.org/abs/2405.00001"><b>Boats That Float</b></a> '
        "<i>Anna Anker, Berta Boje.</i>"
        ' NeurIPS 2024 <a href="https://github.com/harbour/boats">Code</a></p></li>'
        '<li><a href="https://chat.example">Join us</a></li></ul>'
        "<table><tr><th>Title</th><th>Paper</th></tr><tr><td>On Oars</td>"
        '<td><a href="https://arxiv.org/abs/2405.00002">Link</a></td></tr></table></body></html>'
    )
    assert result.format == "html"
    boats, oars = result.papers
    assert (boats.title, boats.authors) == ("Boats That Float", ("Anna Anker", "Berta Boje"))
    assert boats.links.repo == ("https://github.com/harbour/boats",)
    assert (oars.title, oars.key) == ("On Oars", "arxiv:2405.00002")


def test_a_saved_page_gives_the_data_it_carries() -> None:
    entry = {"paper": {"id": "2405.00001", "title": "Boats", "summary": "They float.", "upvotes": 9}}
    props = escape(
        json.dumps({"date": "2024-08-01T00:00:00.000Z", "dailyPapers": [entry, entry]}), quote=True
    )
    (paper,) = reading(
        f"<html><head><title>Daily Papers - Hugging Face</title></head><body><div "
        f'data-props="{props}"></div>'
        '<article><h3><a href="/papers/2405.00001">Boats</a></h3></article></body></html>'
    ).papers
    assert (paper.key, paper.abstract, paper.upvotes) == ("arxiv:2405.00001", "They float.", 9)
    assert paper.listed == "2024-08-01"


def test_a_saved_page_without_data_gives_its_cards() -> None:
    card = (
        '<article><a href="/papers/{id}"><img src="x.png"></a><div>Submitted by <img alt="">anna</div>'
        '<label><input type="checkbox"><div>{votes}</div></label><h3><a '
        'href="/papers/{id}">{title}</a></h3>'
        "<div><ul><li></li></ul>· <span>3 authors</span></div><a "
        'href="/papers/{id}#community">5</a></article>'
    )
    result = reading(
        "<html><title>Daily Papers - Hugging Face</title><body><header><nav>Models Datasets</nav></header>"
        "<h1>Daily Papers</h1><div>by <a>AK</a> and the research community</div><div>Aug 1</div>"
        + card.format(id="2405.00001", votes=94, title="Boats That Float")
        + card.format(id="2405.00002", votes=7, title="On Oars")
        + "<footer>© Hugging Face</footer></body></html>"
    )
    assert [(p.key, p.title, p.upvotes, p.listed) for p in result.papers] == [
        ("arxiv:2405.00001", "Boats That Float", 94, "Aug 1"),
        ("arxiv:2405.00002", "On Oars", 7, "Aug 1"),
    ]
    assert result.papers[0].extra["author_count"] == 3


def test_the_daily_e_mail_has_votes_behind_its_titles() -> None:
    result = reading(
        "<div><h1>Daily Papers</h1><div>by community</div><p>Here is the selection of "
        "papers for today (6 Oct):</p><ul>"
        '<li><a href="https://huggingface.co/papers/2405.00001">Boats That Float (113 ▲)</a></li>'
        '<li><a href="https://x.example/b">On Oars (5 ▲)</a></li></ul><p>Onwards and upwards,<br>'
        "AK and the research community</p></div>"
    )
    boats, oars = result.papers
    assert (boats.key, boats.title, boats.upvotes, boats.listed) == (
        "arxiv:2405.00001",
        "Boats That Float",
        113,
        "6 Oct",
    )
    assert (oars.title, oars.upvotes) == ("On Oars", 5)
    assert result.skipped == ()


def test_a_page_nested_without_end_is_read_in_bounds() -> None:
    reading("<html><body>" + "<div>" * 100_000 + "<h3>Daily Papers - Hugging Face</h3>")
    reading("<html><body>" + "<ul><li>" * 50_000 + '<a href="https://arxiv.org/abs/2405.00001">Boats</a>')


def test_the_date_of_a_ris_record_is_the_fullest_of_its_year() -> None:
    record = "TY  - JOUR\nTI  - Boats That Float\nPY  - 2015\nY1  - 2015/09/10\nDA  - 2015/11\nER  - \n"
    (paper,) = read(record.encode(), name="a.ris").papers
    assert paper.published == "2015-09-10"


def test_second_authors_wrote_a_book_and_edited_what_an_article_stands_in() -> None:
    record = "TY  - {}\nTI  - Boats That Float\nAU  - Anker, Anna\nA2  - Boje, Berta\nER  - \n"
    (book,) = read(record.format("BOOK").encode(), name="a.ris").papers
    (chapter,) = read(record.format("CHAP").encode(), name="a.ris").papers
    assert book.authors == ("Anna Anker", "Berta Boje")
    assert (chapter.authors, chapter.extra["editor"]) == (("Anna Anker",), ["Berta Boje"])


def test_a_cell_of_two_letters_can_be_a_title() -> None:
    head = "| **Paper** | **Links** |\n|---|---|\n"
    table = head + "| 1) **J1** - a judge of boats | [Paper](https://arxiv.org/abs/2405.00001) |\n"
    (paper,) = read(table.encode(), name="list.md").papers
    assert (paper.key, paper.title) == ("arxiv:2405.00001", "J1")


def test_a_digest_says_below_a_papers_heading_who_wrote_it_and_what() -> None:
    page = read(
        (
            "# Daily digest\n\n> 2 papers today, as every day\n\n"
            "## 1. [Boats That Float](https://huggingface.co/papers/2405.00001)\n\n"
            "👍 42 upvotes | 💬 3 comments\n\n**Authors:** Anna Anker, Berta Boje, et al.\n\n"
            "**Links:** [arXiv](https://arxiv.org/abs/2405.00001) | "
            "[Code](https://github.com/harbour/boats)\n\n"
            "> We study how boats float. Boats are large, and water is heavy, as everybody knows by "
            "now.\n\n---\n\n"
            "## 2. [On Oars](https://huggingface.co/papers/2405.00002)\n\n**Authors:** Otto Oar\n\n"
            "See also [Sails](https://arxiv.org/abs/2401.00003), which are older than the oars of "
            "this paper.\n"
        ).encode(),
        name="digest.md",
    )
    boats, oars = page.papers[:2]
    assert (boats.key, boats.title, boats.upvotes) == ("arxiv:2405.00001", "Boats That Float", 42)
    assert boats.authors == ("Anna Anker", "Berta Boje")
    assert boats.links.repo == ("https://github.com/harbour/boats",)
    assert boats.abstract.startswith("We study how boats float.")
    assert (oars.key, oars.authors) == ("arxiv:2405.00002", ("Otto Oar",))
    assert not any("2401.00003" in url for _, url in oars.links)


def test_a_markdown_tables_columns_name_dates_and_people() -> None:
    table = (
        "| Publish Date | Title | Authors | PDF | Code |\n|:--|:--|:--|:--|:--|\n"
        "|**2024-05-03**|**Boats That Float**|Anna Anker "
        "et.al.|[2405.00001](http://arxiv.org/abs/2405.00001)|"
        "**[link](https://github.com/harbour/boats)**|\n"
    )
    (paper,) = read(table.encode(), name="list.md").papers
    assert (paper.title, paper.published, paper.authors) == (
        "Boats That Float",
        "2024-05-03",
        ("Anna Anker",),
    )
    assert paper.links.repo == ("https://github.com/harbour/boats",)


def test_columns_are_known_in_other_languages_and_commas_in_cells_part_no_columns() -> None:
    text = """\
Titel;Autoren;Jahr;DOI
"Regen; Schnee";"Müller, Jörg; Groß, Eva";2021;10.5555/regen.1
Sonne;Licht, Anna;2020;10.5555/sonne.2
"""
    first, second = read(text.encode(), name="x.csv").papers
    assert (first.title, first.published) == ("Regen; Schnee", "2021")
    assert first.authors == ("Jörg Müller", "Eva Groß")
    assert (second.title, second.authors) == ("Sonne", ("Anna Licht",))


def test_dblps_full_stop_is_no_part_of_a_title() -> None:
    info = '{"title": "Pelicans on Pipes.", "year": "2024", "ee": "https://doi.org/10.5555/p.1"}'
    text = f'{{"result": {{"hits": {{"hit": [{{"info": {info}}}]}}}}}}'
    assert [paper.title for paper in read(text.encode(), name="x.json").papers] == ["Pelicans on Pipes"]


def test_affiliations_in_an_arxiv_mail_are_no_people() -> None:
    text = r"""\\
arXiv:2407.47001
Date: Thu, 4 Jul 2024 18:10:00 GMT

Title: Postcards
Authors: Sta Mp (1), Let Ter (2) ((1) Uni A,
  (2) Uni B)
Categories: cs.LG
\\
  We send.
\\
"""
    assert [paper.authors for paper in read(text.encode(), name="x.txt").papers] == [("Sta Mp", "Let Ter")]
