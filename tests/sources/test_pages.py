"""Saved and copied pages, and mails, that hold papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import Reading, read
from readerapp.sources.recognition import recognise

PAGES = Path(__file__).parent / "pages"
HERONS = ("arxiv:2409.01001", "Counting Herons with Sparse Nets", ("Rin Abe", "O'Neil Ode"))


def reading(name: str) -> Reading:
    return read((PAGES / name).read_bytes(), name=name)


def only(text: str) -> Paper:
    result = read(text.encode(), name="x.html")
    assert (result.format, result.skipped) == ("page", ())
    (paper,) = result.papers
    return paper


def page(*meta: tuple[str, str], body: str = "", head: str = "") -> str:
    named = "".join(f'<meta name="{name}" content="{content}">' for name, content in meta)
    return f"<!doctype html><html><head><title>x</title>{named}{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("listing-new.html", "arxiv-html"),
        ("listing-copied.txt", "arxiv-text"),
        ("listing-recent-copied.txt", "arxiv-text"),
    ],
)
def test_a_listing_of_arxiv_gives_each_paper_with_its_facts(name: str, format: str) -> None:
    result = reading(name)
    first, second = result.papers
    assert (result.format, result.skipped) == (format, ())
    assert (first.key, first.title, first.authors) == HERONS
    assert first.keywords == ("cs.LG", "cs.CV") if "recent" not in name else ("cs.LG",)
    assert str(first.extra["comment"]).startswith("9 pages")
    assert (second.key, second.authors) == ("arxiv:2409.01002", ("Lia Costa",))
    assert first.listed == ("2024-09-06" if "recent" in name else "2024-09-04")
    if "recent" not in name:
        assert (first.abstract, second.abstract) == ("We count herons. It works.", "We bound rivers.")


def test_a_link_that_hides_its_address_is_that_address() -> None:
    assert reading("listing-new.html").papers[0].links.repo == ("https://github.com/abe/herons",)


@pytest.mark.parametrize("name", ["search.html", "search-copied.txt"])
def test_a_search_of_arxiv_gives_its_results(name: str) -> None:
    paper = reading(name).papers[0]
    assert (paper.key, paper.title, paper.authors) == (*HERONS[:2], ("Rin Abe", "Lia Costa"))
    assert (paper.abstract, paper.published) == ("We count herons. It works.", "2024-09-03")
    assert paper.extra["comment"] == "9 pages"


def test_a_version_says_when_the_first_one_came() -> None:
    assert reading("search-copied.txt").papers[1].published == "2024-08-01"


def test_an_abstracts_page_of_arxiv_is_its_paper_saved_or_copied() -> None:
    saved, copied = reading("abstract.html").papers[0], reading("abstract-copied.txt").papers[0]
    assert (saved.key, saved.authors, saved.published) == (
        "arxiv:2406.04001",
        ("Rin Abe", "Lia Costa"),
        "2024-06-05",
    )
    assert saved.links.repo == ("https://github.com/abe-rin/tags",)
    assert (copied.key, copied.title) == ("arxiv:2406.04111", "Kites in Wind: A Study")
    assert copied.authors == ("Rin Abe", "Lia Costa")
    assert copied.abstract.endswith("https://github.com/kites/fly.")
    assert (copied.venue, copied.published) == ("J. Kites 4, 5 (2024)", "2024-06-05")


def test_another_paper_that_a_copied_abstract_names_is_not_its_own() -> None:
    text = (PAGES / "abstract-copied.txt").read_text("utf-8").replace("We fly", "As arXiv:1001.00001, we fly")
    (paper,) = read(text.encode(), name="x").papers
    assert paper.key == "arxiv:2406.04111"


def test_a_list_of_references_is_no_listing() -> None:
    assert recognise("[1] arXiv:2401.00001\n[2] arXiv:2401.00002\n") != "arxiv-text"


@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_a_page_that_names_its_work_is_that_work(quote: str) -> None:
    facts = (
        ("citation_title", "Parsing&#32;Kites"),
        ("citation_doi", "10.18653/v1/2024.acl-long.7"),
        ("citation_publication_date", "2024/8"),
        ("citation_pdf_url", "https://aclanthology.org/2024.acl-long.7.pdf"),
    )
    meta = "".join(f"<meta content={quote}{value}{quote} name={name}>" for name, value in facts)
    people = '<meta content="Abe, Rin" name=citation_author><meta content="Lia Costa" name=citation_author>'
    paper = only(
        page(
            head=meta + people,
            body="<div class=acl-abstract><h5>Abstract</h5><span>We parse kites, all of them.</span></div>",
        )
    )
    assert (paper.title, paper.key) == ("Parsing Kites", "doi:10.18653/v1/2024.acl-long.7")
    assert (paper.authors, paper.published) == (("Rin Abe", "Lia Costa"), "2024-08")
    assert paper.links.pdf == ("https://aclanthology.org/2024.acl-long.7.pdf",)
    assert paper.abstract == "We parse kites, all of them."


def test_what_a_page_cites_is_not_its_own() -> None:
    paper = only(
        page(
            ("citation_title", "Kites"),
            ("citation_reference", "citation_title=Old; citation_doi=10.5555/old; citation_author=B. Old"),
            ("citation_author", "Abe, Rin; Costa, Lia"),
        )
    )
    assert (paper.key.partition(":")[0], paper.authors) == ("title", ("Rin Abe", "Lia Costa"))


def test_dublin_core_names_a_work_as_well() -> None:
    paper = only(
        page(
            ("DC.Title", "Wind &amp; Water"),
            ("DC.Creator", "Abe, Rin"),
            ("DC.Date", "2019-05-06"),
            ("DC.Identifier", "doi:10.5555/wind"),
            ("DC.Source", "Air"),
        )
    )
    assert (paper.title, paper.key, paper.authors) == ("Wind & Water", "doi:10.5555/wind", ("Rin Abe",))
    assert (paper.published, paper.venue) == ("2019-05-06", "Air")


def test_a_script_that_describes_an_article_names_a_work_as_well() -> None:
    script = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Air"}, {"@type":'
        ' "ScholarlyArticle", "headline": "Wind Over Water", "author": [{"name": "Rin Abe"}, {"givenName":'
        ' "Lia", "familyName": "Costa"}], "datePublished": "2022-03-04T00:00", "sameAs":'
        ' "https://doi.org/10.1234/wind.1", "description": "We look."}]}</script>'
    )
    paper = only(page(head=script))
    assert (paper.key, paper.title) == ("doi:10.1234/wind.1", "Wind Over Water")
    assert (paper.authors, paper.published) == (("Rin Abe", "Lia Costa"), "2022-03-04")


def test_a_page_that_only_describes_itself_for_sharing_is_no_paper() -> None:
    assert recognise(page(("og:title", "My Kites"), ("description", "A blog"))) != "page"


@pytest.mark.parametrize("name", ["scholar-alert-mail.txt", "scholar-alert-copied.txt"])
def test_an_alert_of_scholar_gives_its_works(name: str) -> None:
    first, second = reading(name).papers
    assert (first.key, first.title, first.authors) == (
        "arxiv:2405.09999",
        "Kites That See",
        ("R Abe", "L Costa"),
    )
    assert (second.title, second.venue, second.published) == (
        "Strings That Hold",
        "Proceedings of Wind",
        "2023",
    )
    assert first.abstract == "" and "see" in str(first.extra["excerpt"])


def test_a_search_of_scholar_gives_its_results_with_their_pdf() -> None:
    (paper,) = reading("scholar-search.html").papers
    assert (paper.title, paper.authors) == ("Kites & Winds", ("R Abe", "L Costa"))
    assert paper.links.pdf == ("https://arxiv.org/pdf/2405.09999",)
    assert (paper.venue, paper.published) == ("Journal of Wind", "2021")


def test_a_page_of_bibtex_is_its_entries() -> None:
    first, second = reading("bibtex-in-page.html").papers
    assert (first.key, first.authors) == ("doi:10.5555/dblp.1", ("Rin Abe", "Lia Costa"))
    assert (second.key, second.title) == ("arxiv:2001.01234", "Strings & Winds")


MAIL = "From: arXiv <no-reply@arxiv.org>\nSubject: cs daily\nMIME-Version: 1.0\n"
DAILY = (
    "\\\\\narXiv:2401.00001\nDate: Mon, 1 Jan 2024 00:00:00 GMT   (1kb)\n\n"
    "Title: Boats\nAuthors: Anna Anker\n"
    "\\\\\n  They float.\n\\\\\n"
)


@pytest.mark.parametrize("coding", ["8bit", "base64"])
def test_a_saved_mail_is_read_as_what_is_in_it(coding: str) -> None:
    import base64

    body = base64.encodebytes(DAILY.encode()).decode() if coding == "base64" else DAILY
    (paper,) = read(f"{MAIL}Content-Transfer-Encoding: {coding}\n\n{body}".encode(), name="x.eml").papers
    assert (paper.key, paper.title) == ("arxiv:2401.00001", "Boats")


def test_a_mailbox_is_all_its_mails() -> None:
    alert = (PAGES / "scholar-alert-mail.txt").read_text("utf-8")
    mails = (alert.replace("Kites</b>", f"Kites {n}</b>").replace(".09999", f".0999{n}") for n in range(3))
    box = "".join(f"From a@b Mon Jun  3 07:00:00 2024\n{mail}\n" for mail in mails)
    assert len(read(box.encode(), name="x.mbox").papers) == 4


def test_a_mail_about_nothing_known_is_one_line() -> None:
    result = read(f"{MAIL}\nHello there.\n".encode(), name="x.eml")
    assert (result.papers, len(result.skipped)) == ((), 1)


def test_a_page_is_known_behind_styles_and_scripts_longer_than_its_beginning() -> None:
    styles = "<style>" + "a { b: c }\n" * 9000 + "</style><script>" + "let x = '<b>';\n" * 9000 + "</script>"
    text = page(("citation_title", "Late Kites"), ("citation_arxiv_id", "2407.01234")).replace(
        "<meta", styles + "<meta", 1
    )
    assert only(text).key == "arxiv:2407.01234"


@pytest.mark.parametrize(
    ("body", "abstract"),
    [
        (
            "<h4>Abstract</h4><p></p><p>We claim that kites are all one needs.</p>",
            "We claim that kites are all one needs.",
        ),
        ("<div id=abstract>Abstract: Kites are all that one needs.</div>", "Kites are all that one needs."),
        (
            "<div id=abstract>Abstract reasoning needs many kites.</div>",
            "Abstract reasoning needs many kites.",
        ),
    ],
)
def test_an_abstract_is_found_on_the_page_without_its_label(body: str, abstract: str) -> None:
    assert only(page(("citation_title", "Kites"), body=body)).abstract == abstract


def test_several_abstracts_pages_copied_into_one_are_several_papers() -> None:
    one = (
        "Robotics\n[Submitted on {0} Jun 2024]\nKite {0}\nRin Abe\nView PDF\nWe fly.\n"
        "Cite as:\tarXiv:2406.0500{0} [cs.RO]\n\n"
    )
    result = read((one.format(1) + one.format(2)).encode(), name="x")
    assert [(paper.key, paper.title, paper.abstract) for paper in result.papers] == [
        (f"arxiv:2406.0500{n}", f"Kite {n}", "We fly.") for n in (1, 2)
    ]


def test_an_authors_profile_at_scholar_gives_the_works() -> None:
    row = (
        '<table><tr class="gsc_a_tr"><td class="gsc_a_t"><a class="gsc_a_at" href="/citations?x">'
        'Kites</a><div class="gs_gray">R Abe</div><div class="gs_gray">arXiv preprint arXiv:2005.01234'
        '<span class="gs_oph">, 2020</span></div></td><td class="gsc_a_y"><span>2020</span></td></tr></table>'
    )
    (paper,) = read(row.encode(), name="x").papers
    assert (paper.key, paper.title, paper.authors) == ("arxiv:2005.01234", "Kites", ("R Abe",))


def test_a_collections_page_gives_its_papers_and_no_models() -> None:
    first, second = reading("collection.html").papers
    assert (first.key, first.title) == ("arxiv:2403.03801", "Collections of Collected Things")
    assert second.key == "arxiv:2403.03802"


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("scholar", "<h3 class=gs_rt><a href=x>T</a></h3>"),
        ("scholar", "<div class=gs_ri><h3 class=gs_rt><a href=x>T</a></h3></div>"),
        ("page", "<h4>Abstract</h4><p></p>"),
        ("arxiv-html", '<dt><a href="/abs/2401.00001">x</a></dt>'),
        ("arxiv-text", "[Submitted on 1 Jan 2020]\n"),
        ("email", "From x Mon 2020\nFrom: a\nMIME-Version: 1.0\n\nx\n"),
    ],
)
def test_thousands_of_broken_records_end(format: str, text: str) -> None:
    assert len(read((text * 3000).encode(), name="x", format=format).papers) <= 1
