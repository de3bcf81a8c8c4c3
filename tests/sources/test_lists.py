# ruff: noqa: E501 - lists as people keep them have long lines
from __future__ import annotations

from typing import Any

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import read

LISTS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "bold titles, nested items": (
        """\
## Planning

* **Plans of Mice** - *Ann Hale, Bo Rue* (ICLR 2023) [[paper]](https://arxiv.org/abs/2403.01010) [[code]](https://github.com/mice/plans)
* **Plans of Men** - *Cy Dow* [[pdf](https://arxiv.org/pdf/2403.01011)]
  * Nested: [Plans Within](https://arxiv.org/abs/2403.01012)
""",
        [
            {
                "authors": ["Ann Hale", "Bo Rue"],
                "links": {"repo": ["https://github.com/mice/plans"]},
                "key": "arxiv:2403.01010",
                "title": "Plans of Mice",
            },
            {"authors": ["Cy Dow"], "key": "arxiv:2403.01011", "title": "Plans of Men"},
            {"key": "arxiv:2403.01012", "title": "Plans Within"},
        ],
    ),
    "citations": (
        """\
- Dahl, O., & Ek, P. (2024). Kites on Strings. *Journal of Kites*. https://arxiv.org/abs/2403.01013
- Holm, B. (2023). What a Net Sees. In *Proceedings of ACL*. https://doi.org/10.18653/v1/2023.acl-long.9
- O. Dahl and P. Ek, "Kites in IEEE Form," in *Proc. ICRA*, 2022, pp. 1-8. [pdf](https://arxiv.org/pdf/2203.01014.pdf)
""",
        [
            {"key": "arxiv:2403.01013", "title": "Kites on Strings"},
            {"key": "doi:10.18653/v1/2023.acl-long.9", "title": "What a Net Sees"},
            {"key": "arxiv:2203.01014", "title": "Kites in IEEE Form"},
        ],
    ),
    "facts below a heading": (
        """\
### Rivers That Remember

Authors: Lee Ro, Mi Sun
Date: 2024-03-02
Abstract: We study rivers and show that they remember what flowed through them for many years on end, in three settings.

[PDF](https://arxiv.org/pdf/2403.01015) | [Code](https://github.com/ro/rivers)

### Lakes That Forget

Authors: Mi Sun
Date: 2024-03-01

[PDF](https://arxiv.org/pdf/2403.01016)
""",
        [
            {
                "authors": ["Lee Ro", "Mi Sun"],
                "published": "2024-03-02",
                "links": {"repo": ["https://github.com/ro/rivers"]},
                "key": "arxiv:2403.01015",
                "title": "Rivers That Remember",
            },
            {
                "authors": ["Mi Sun"],
                "published": "2024-03-01",
                "key": "arxiv:2403.01016",
                "title": "Lakes That Forget",
            },
        ],
    ),
    "badges": (
        """\
# Reading

- **Clouds in a Jar** [![arXiv](https://img.shields.io/badge/arXiv-2403.01028-b31b1b.svg)](https://arxiv.org/abs/2403.01028) [![Star](https://img.shields.io/github/stars/jar/clouds.svg?style=social)](https://github.com/jar/clouds)
- Rain in a Box ![](https://img.shields.io/badge/NeurIPS-2023-blue) [![Paper](https://img.shields.io/badge/paper-pdf-red)](https://arxiv.org/pdf/2403.01029.pdf)
""",
        [
            {
                "links": {"repo": ["https://github.com/jar/clouds"]},
                "key": "arxiv:2403.01028",
                "title": "Clouds in a Jar",
            },
            {"key": "arxiv:2403.01029", "title": "Rain in a Box"},
        ],
    ),
    "links as HTML": (
        """\
<details open>
<summary><b>Vision</b></summary>

- <a href="https://arxiv.org/abs/2403.01030">Seeing in the Dark</a> <a href="https://github.com/dark/see"><img src="x.png"></a>
- Seeing in the Fog. <a href='https://arxiv.org/abs/2403.01031'>[arXiv]</a>

</details>
""",
        [
            {
                "links": {"repo": ["https://github.com/dark/see"]},
                "key": "arxiv:2403.01030",
                "title": "Seeing in the Dark",
            },
            {"key": "arxiv:2403.01031", "title": "Seeing in the Fog"},
        ],
    ),
    "labelled lines": (
        """\
📌 **Ropes and Knots**
📄 Paper: https://arxiv.org/abs/2403.01032
💻 Code: https://github.com/knots/ropes

📌 **Knots and Ropes**
📄 Paper: https://arxiv.org/abs/2403.01033
""",
        [
            {
                "links": {"repo": ["https://github.com/knots/ropes"]},
                "key": "arxiv:2403.01032",
                "title": "Ropes and Knots",
            },
            {"key": "arxiv:2403.01033", "title": "Knots and Ropes"},
        ],
    ),
    "numbered references": (
        """\
Reading for the week:

1. [Lamps at Noon][1]
2. [Lamps at Night] [2]
3. Lamps Unlit ([arXiv][3], [code][4])

[1]: https://arxiv.org/abs/2403.01034 "Lamps"
[2]: <https://arxiv.org/abs/2403.01035>
[3]: https://arxiv.org/abs/2403.01036
[4]: https://github.com/lamps/unlit
""",
        [
            {"key": "arxiv:2403.01034", "title": "Lamps at Noon"},
            {"key": "arxiv:2403.01035", "title": "Lamps at Night"},
            {
                "links": {"repo": ["https://github.com/lamps/unlit"]},
                "key": "arxiv:2403.01036",
                "title": "Lamps Unlit",
            },
        ],
    ),
    "a page": (
        """\
<!doctype html><html><body><h1>Reading group</h1><ul>
<li>Mar 3: <a href="https://arxiv.org/abs/2403.01045">[2403.01045] Boats Without Oars</a> (Ann)</li>
<li>Mar 10: Oars Without Boats (<a href="https://arxiv.org/pdf/2403.01046.pdf">pdf</a>, <a href="https://github.com/oars/x">code</a>)</li>
</ul><p>Slides: <a href="https://slides.example.org/">here</a></p></body></html>
""",
        [
            {"key": "arxiv:2403.01045", "title": "Boats Without Oars"},
            {"key": "arxiv:2403.01046", "title": "Oars Without Boats"},
        ],
    ),
    "a README": (
        """\
<h1 align="center">Bells and Whistles: Tuning Toys</h1>
<p align="center"><a href="https://arxiv.org/abs/2403.01052"><img src="https://img.shields.io/badge/arXiv-2403.01052-red"></a></p>

Official code of **Bells and Whistles: Tuning Toys** (ICML 2024).

## Install
See [docs](https://docs.example.org).
""",
        [{"key": "arxiv:2403.01052", "title": "Bells and Whistles: Tuning Toys"}],
    ),
    "tasks": (
        """\
- [ ] [Mills on Rivers](https://arxiv.org/abs/2403.01053) #todo
- [x] [[2403.01054] Rivers under Mills](https://arxiv.org/abs/2403.01054) ✅ 2024-03-09
- [ ] https://arxiv.org/abs/2403.01055
""",
        [
            {"key": "arxiv:2403.01053", "title": "Mills on Rivers"},
            {"key": "arxiv:2403.01054", "title": "Rivers under Mills"},
            {"key": "arxiv:2403.01055"},
        ],
    ),
    "people below": (
        """\
1. **Ranks of Grapes.** arxiv 2018. [paper](https://arxiv.org/pdf/1806.01299.pdf)

    *Peter W. Batt, Jessica B. Ham.*

1. **Grapes Again.** arxiv 2019. [paper](https://arxiv.org/pdf/1901.00599.pdf)

    *Zong Wu, Shi Pan.*
""",
        [
            {
                "key": "arxiv:1806.01299",
                "title": "Ranks of Grapes",
                "authors": ["Peter W. Batt", "Jessica B. Ham"],
            },
            {"key": "arxiv:1901.00599", "title": "Grapes Again", "authors": ["Zong Wu", "Shi Pan"]},
        ],
    ),
    "labelled items below": (
        """\
🔹 [Share Less, Search More](https://arxiv.org/abs/2605.27099)
- 🔗 **arXiv PDF Link:** [Paper Link](https://arxiv.org/pdf/2605.27099)
- 👤 **Authors:** Xing Wang, Hao Lind
- 🗓️ **Date:** 2026-05-26

🔹 [Stop When Tired](https://arxiv.org/abs/2605.17699)
- 🔗 **arXiv PDF Link:** [Paper Link](https://arxiv.org/pdf/2605.17699)
- 👤 **Authors:** Ann Hale
- 🗓️ **Date:** 2026-05-17
""",
        [
            {
                "key": "arxiv:2605.27099",
                "title": "Share Less, Search More",
                "authors": ["Xing Wang", "Hao Lind"],
                "published": "2026-05-26",
            },
            {
                "key": "arxiv:2605.17699",
                "title": "Stop When Tired",
                "authors": ["Ann Hale"],
                "published": "2026-05-17",
            },
        ],
    ),
    "reference links": (
        """\
- [Reference Style Links][ref1]
- [Second][ref2]

[ref1]: https://arxiv.org/abs/2404.00505
[ref2]: https://arxiv.org/abs/2404.00506
""",
        [
            {"key": "arxiv:2404.00505", "title": "Reference Style Links"},
            {"key": "arxiv:2404.00506", "title": "Second"},
        ],
    ),
    "a README with BibTeX": (
        """\
# General Agentic Amnesia (GAA)

[![arXiv](https://img.shields.io/badge/arXiv-2511.18499-b31b1b)](https://arxiv.org/abs/2511.18499) [![HF](https://img.shields.io/badge/HF-Paper-ffcc4d)](https://huggingface.co/papers/2511.18499)

A general amnesia system.

## Citation

```bibtex
@article{gaa2025, title={General Agentic Amnesia Via Deep Research}, author={Yan, B. and Li, C.}, journal={arXiv preprint arXiv:2511.18499}, year={2025}}
```
""",
        [
            {
                "key": "arxiv:2511.18499",
                "title": "General Agentic Amnesia Via Deep Research",
                "authors": ["B. Yan", "C. Li"],
            }
        ],
    ),
    "words in titles": (
        """\
- [Findings of the 2022 Shared Task on Riddles](https://arxiv.org/abs/2407.00000)
- [ImageNet 2012 Revisited](https://arxiv.org/abs/2407.00001)
- [A White Paper on Kites](https://arxiv.org/abs/2407.00002)
- [Position Paper: Stop It](https://arxiv.org/abs/2407.00003)
- [The BabyLM Challenge (2023) in Review](https://arxiv.org/abs/2407.00004)
- [Paper Reading as a Service](https://arxiv.org/abs/2407.00005)
- [Title Generation for Papers](https://arxiv.org/abs/2407.00006)
""",
        [
            {"key": "arxiv:2407.00000", "title": "Findings of the 2022 Shared Task on Riddles"},
            {"key": "arxiv:2407.00001", "title": "ImageNet 2012 Revisited"},
            {"key": "arxiv:2407.00002", "title": "A White Paper on Kites"},
            {"key": "arxiv:2407.00003", "title": "Position Paper: Stop It"},
            {"key": "arxiv:2407.00004", "title": "The BabyLM Challenge (2023) in Review"},
            {"key": "arxiv:2407.00005", "title": "Paper Reading as a Service"},
            {"key": "arxiv:2407.00006", "title": "Title Generation for Papers"},
        ],
    ),
    "browsers' titles": (
        """\
- [[2608.09899] BDX-CQ: Recurrent Musing](https://arxiv.org/abs/2608.09899)
- [[2412.06799] Training Models to Muse](https://arxiv.org/abs/2412.06799)
- [Paper page - MineSweeper: Evaluating Sweeping](https://huggingface.co/papers/2605.30999)
""",
        [
            {"key": "arxiv:2608.09899", "title": "BDX-CQ: Recurrent Musing"},
            {"key": "arxiv:2412.06799", "title": "Training Models to Muse"},
            {"key": "arxiv:2605.30999", "title": "MineSweeper: Evaluating Sweeping"},
        ],
    ),
    "an awesome list": (
        """\
## Papers
- (ICLR 2024) **Hooks and Lines**, *Ann Hale et al.* [[Paper]](https://openreview.net/forum?id=Hk1) [[Code]](https://github.com/h/l) ![Stars](https://img.shields.io/github/stars/h/l)
- [Lines and Sinkers](https://arxiv.org/abs/2404.02011), Bo Rue, ICML'23
- `2024.04` [Sinkers: A Survey](https://arxiv.org/abs/2404.02012) [[code](https://github.com/s/s)]
""",
        [
            {"links": {"repo": ["https://github.com/h/l"]}, "title": "Hooks and Lines"},
            {"key": "arxiv:2404.02011", "title": "Lines and Sinkers"},
            {
                "links": {"repo": ["https://github.com/s/s"]},
                "key": "arxiv:2404.02012",
                "title": "Sinkers: A Survey",
            },
        ],
    ),
    "a daily digest": (
        """\
# 2024-04-05

## 1. Nets and Knots

**Authors**: Ann Hale, Bo Rue
**Link**: https://arxiv.org/abs/2404.02013
**Abstract**: We tie nets with knots and knots with nets, and find that both hold better than either of them alone did.

## 2. Knots and Nets

**Authors**: Cy Dow
**Link**: https://arxiv.org/abs/2404.02014
""",
        [
            {"authors": ["Ann Hale", "Bo Rue"], "key": "arxiv:2404.02013", "title": "Nets and Knots"},
            {"authors": ["Cy Dow"], "key": "arxiv:2404.02014", "title": "Knots and Nets"},
        ],
    ),
    "links below a title": (
        """\
- Oars of Oak
  - [paper](https://arxiv.org/abs/2404.02015)
  - [code](https://github.com/oak/oars)
- Oars of Ash
  - [paper](https://arxiv.org/abs/2404.02016)
""",
        [
            {
                "links": {"repo": ["https://github.com/oak/oars"]},
                "key": "arxiv:2404.02015",
                "title": "Oars of Oak",
            },
            {"key": "arxiv:2404.02016", "title": "Oars of Ash"},
        ],
    ),
    "a table": (
        """\
| Year | Venue | Paper | Links |
|:--:|:--:|:--|:--|
| 2024 | CVPR | Planks and Beams | [arXiv](https://arxiv.org/abs/2404.02022) / [code](https://github.com/p/b) |
| 2023 | ICCV | [Beams: A Review (2nd ed.)](https://arxiv.org/abs/2404.02023) | - |
""",
        [
            {
                "links": {"repo": ["https://github.com/p/b"]},
                "key": "arxiv:2404.02022",
                "title": "Planks and Beams",
            },
            {"key": "arxiv:2404.02023", "title": "Beams: A Review (2nd ed.)"},
        ],
    ),
    "a README without badges": (
        """\
# Beacon: Light for Ships

[Paper](https://arxiv.org/abs/2404.02024) | [Project](https://beacon.github.io) | [Demo](https://huggingface.co/spaces/b/beacon)

Ann Hale, Bo Rue

We present Beacon. It builds on [Lamp](https://arxiv.org/abs/2404.02025).
""",
        [{"key": "arxiv:2404.02024", "title": "Beacon: Light for Ships"}],
    ),
}


def facts(paper: Paper, wanted: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in wanted:
        value = getattr(paper, name)
        if name == "links":
            value = {kind: list(getattr(value, kind)) for kind in wanted["links"]}
        found[name] = list(value) if name == "authors" else value
    return found


@pytest.mark.parametrize("what", LISTS)
def test_what_belongs_together_in_a_list_is_one_paper(what: str) -> None:
    text, wanted = LISTS[what]
    papers = read(text.encode(), name="list").papers
    assert [facts(paper, want) for paper, want in zip(papers, wanted, strict=True)] == wanted


def test_a_list_without_its_papers_page_keeps_what_belongs_to_the_next() -> None:
    text = """\
### Rivers

[PDF](https://arxiv.org/pdf/2403.01015)

Authors: Lee Ro

- [Lakes](https://arxiv.org/abs/2403.01016)
- [Seas](https://arxiv.org/abs/2403.01017)
"""
    assert [(paper.title, paper.authors) for paper in read(text.encode(), name="x").papers] == [
        ("Rivers", ("Lee Ro",)),
        ("Lakes", ()),
        ("Seas", ()),
    ]


def test_a_sections_badges_do_not_make_its_heading_a_paper() -> None:
    text = """\
# Awesome Nets

[![stars](https://img.shields.io/x.svg)](https://github.com/a/awesome-nets)

- [Seas](https://arxiv.org/abs/2403.01017)
- [Lakes](https://arxiv.org/abs/2403.01018)
- [Ponds](https://arxiv.org/abs/2403.01019)
"""
    assert [paper.title for paper in read(text.encode(), name="x").papers] == ["Seas", "Lakes", "Ponds"]


def test_cited_and_similar_works_are_no_links_of_a_record() -> None:
    text = """[{"title": "Spoons", "link": "https://arxiv.org/abs/2403.01039",
    "references": ["https://arxiv.org/abs/2403.01040"], "note": "builds on https://arxiv.org/abs/2403.01041"},
    {"title": "Forks", "externalIds": {"ArXiv": "2403.01042"}}]"""
    spoons, forks = read(text.encode(), name="x").papers
    assert (spoons.key, spoons.links.arxiv) == ("arxiv:2403.01039", ("https://arxiv.org/abs/2403.01039",))
    assert forks.key == "arxiv:2403.01042"


def test_a_tables_addresses_count_without_their_scheme_and_at_publishers() -> None:
    text = """Title,URL
Gears,arxiv.org/abs/2403.01038
Oil,https://link.springer.com/article/10.1007/s11263-024-00001-1
Book,https://link.springer.com/book/10.1007/978-0-387-74711-8
"""
    gears, oil, book = read(text.encode(), name="x").papers
    assert (gears.key, oil.key) == ("arxiv:2403.01038", "doi:10.1007/s11263-024-00001-1")
    assert book.key.startswith("title:")


def test_a_paper_that_a_row_only_mentions_is_not_the_rows_own() -> None:
    text = """\
- [Kites](https://doi.org/10.1000/kites), after [Winds](https://arxiv.org/abs/2404.02050) [code](https://github.com/k/s)
- [Sails](https://arxiv.org/abs/2404.02051) [pdf](https://arxiv.org/pdf/2404.02051)
- [Masts](https://openreview.net/forum?id=x) [arXiv](https://arxiv.org/abs/2404.02052)
"""
    kites, sails, masts = read(text.encode(), name="x").papers
    assert (kites.key, kites.links.repo) == ("doi:10.1000/kites", ("https://github.com/k/s",))
    assert (sails.key, masts.key) == ("arxiv:2404.02051", "arxiv:2404.02052")


def test_the_address_of_a_reference_may_stand_below_its_name_with_a_title_below_it() -> None:
    text = (
        "* [Deep Puddles][1] by R. Rain\n* [Shallow Seas][shallow  Seas]\n* [Wet Sand]\n* [Dry Sand][]\n\n"
        '[1]: <https://arxiv.org/abs/2403.09101> "arXiv"\n[Shallow seas]:\n  https://arxiv.org/abs/2403.09102\n'
        "[wet sand]:\n  <https://arxiv.org/abs/2403.09103>\n  'Sand'\n"
        "[dry sand]: https://arxiv.org/abs/2403.09104\n  (Sand)\n\n- https://arxiv.org/abs/2403.09105\n"
    )
    result = read(text.encode(), name="x.md")
    assert [paper.title for paper in result.papers[:4]] == [
        "Deep Puddles",
        "Shallow Seas",
        "Wet Sand",
        "Dry Sand",
    ]
    assert [paper.key for paper in result.papers] == [f"arxiv:2403.0910{n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    "row",
    [
        '1. <b>Boats of Wood</b><br>\n   {people}<br>\n   <a href="{url}">Paper</a> | <a href="{code}">Code</a>\n',
        '<b>Boats of Wood</b><br>{people}<br><a href="{url}">Paper</a> | <a href="{code}">Code</a>\n',
        "- **Boats of Wood**\n  {people}\n  [[Paper]({url})] [[Code]({code})]\n",
    ],
)
@pytest.mark.parametrize("people", ["Ann Post", "Ann Post, Bob van den Stamp", "Ann Post and Bo Rue"])
def test_the_line_between_a_title_and_its_links_names_its_people(row: str, people: str) -> None:
    filled = row.format(people=people, url="https://arxiv.org/abs/2404.30001", code="https://github.com/a/b")
    (paper,) = read(f"<details><summary>Spring</summary>\n\n{filled}".encode(), name="x.md").papers
    assert (paper.key, paper.title) == ("arxiv:2404.30001", "Boats of Wood")
    assert ", ".join(paper.authors) == people.replace(" and", ",")
    assert paper.links.repo == ("https://github.com/a/b",)


@pytest.mark.parametrize("line", ["NeurIPS 2024", "Best Paper Award", "A small boat", "Oars, Sails"])
def test_a_line_below_a_title_that_is_no_name_names_nobody(line: str) -> None:
    text = f"- **Boats of Wood**\n  {line}\n  [Paper](https://arxiv.org/abs/2404.30001)\n"
    (paper,) = read(text.encode(), name="x.md").papers
    assert (paper.title, paper.authors) == ("Boats of Wood", ())
