"""Notes on one paper."""

from __future__ import annotations

from readerapp.sources import read


def test_a_note_names_its_paper_in_the_fields_above_it() -> None:
    note = (
        '---\ntitle: "Boats That Float"\nauthors: ["Anna Anker", "Boje, Berta"]\nyear: 2024\narxiv: '
        "2405.00001\n"
        "code: https://github.com/harbour/boats\ntags:\n  - boats\n  - water\n---\n\n# Boats That Float\n\n"
        "## Abstract\nWe study how boats float.\n\n## Notes\nLike [Oars](https://arxiv.org/abs/2401.00003).\n"
    )
    page = read(note.encode(), name="boats.md")
    (paper,) = page.papers
    assert (page.format, paper.key, paper.title) == ("note", "arxiv:2405.00001", "Boats That Float")
    assert paper.authors == ("Anna Anker", "Berta Boje")
    assert (paper.abstract, paper.published) == ("We study how boats float.", "2024")
    assert (paper.keywords, paper.links.repo) == (("boats", "water"), ("https://github.com/harbour/boats",))


def test_a_clipped_abstract_page_is_a_note() -> None:
    clip = (
        '---\ntitle: "[2405.00001] Boats That Float: A Survey"\nsource: '
        '"https://arxiv.org/abs/2405.00001v2"\n'
        'author:\n  - "[[Anna Anker]]"\n  - "[[Berta Boje]]"\npublished: 2024-05-03\ntags:\n  - '
        '"clippings"\n---\n'
        "View PDF\n\n> Abstract: We study boats.\n"
    )
    (paper,) = read(clip.encode(), name="clip.md").papers
    assert (paper.key, paper.title) == ("arxiv:2405.00001", "Boats That Float: A Survey")
    assert (paper.authors, paper.keywords, paper.published) == (
        ("Anna Anker", "Berta Boje"),
        (),
        "2024-05-03",
    )


def test_fields_that_name_no_paper_leave_a_list_a_list() -> None:
    text = "---\ntitle: My list\nurl: https://x.example\n---\n\n- [Boats That Float](https://arxiv.org/abs/2405.00001)\n"
    page = read(text.encode(), name="list.md")
    assert [paper.key for paper in page.papers] == ["arxiv:2405.00001"]
