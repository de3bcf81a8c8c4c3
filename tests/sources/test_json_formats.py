"""API answers and other JSON, in the shapes people keep them in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record
from readerapp.sources import Reading, read


def reading(value: Any) -> Reading:
    return read((value if isinstance(value, str) else json.dumps(value)).encode(), name="x.json")


def only(value: Any) -> Paper:
    result = reading(value)
    assert result.skipped == ()
    (paper,) = result.papers
    return paper


HUB: dict[str, Any] = {
    "paper": {
        "id": "2405.00001",
        "authors": [
            {"name": "Anna Anker", "user": {"fullname": "A."}},
            {"name": "Yao Li"},
            {"name": "Yao Li"},
        ],
        "publishedAt": "2024-05-01T10:00:00.000Z",
        "submittedOnDailyAt": "2024-05-02T00:00:00.000Z",
        "submittedOnDailyBy": {"user": "berta"},
        "title": "Boats That\n  Float",
        "summary": "They float by 12\\%.\nSee https://boats.github.io",
        "upvotes": 33,
        "githubRepo": "https://github.com/harbour/boats",
        "githubStars": 152,
        "ai_summary": "Boats float.",
        "ai_keywords": ["boats", "water"],
        "organization": {"name": "yard", "fullname": "The Yard"},
    },
    "numComments": 4,
}


def check_hub(paper: Paper) -> None:
    assert (paper.key, paper.title) == ("arxiv:2405.00001", "Boats That Float")
    assert paper.abstract == "They float by 12%. See https://boats.github.io"
    assert paper.original == {"abstract": "They float by 12\\%. See https://boats.github.io"}
    assert paper.authors == ("Anna Anker", "Yao Li", "Yao Li")  # namesakes are two people
    assert (paper.published, paper.listed) == ("2024-05-01", "2024-05-02")
    assert (paper.upvotes, paper.stars, paper.summary) == (33, 152, "Boats float.")
    assert paper.keywords == ("boats", "water")
    assert paper.extra == {"submitted_by": "berta", "comments": 4, "organization": "The Yard"}
    assert dict(paper.links) == {
        "repo": "https://github.com/harbour/boats",
        "arxiv": "https://arxiv.org/abs/2405.00001",
        "hf": "https://huggingface.co/papers/2405.00001",
        "project": "https://boats.github.io",
    }
    assert paper.sightings[0].upvotes == 33


def test_the_hubs_daily_papers_keep_every_fact() -> None:
    check_hub(only([HUB]))


@pytest.mark.parametrize(
    "wrap", [lambda x: {"data": [x]}, lambda x: {"a": {"papers": [x]}}, lambda x: [[x]], lambda x: x]
)
def test_wrappings_do_not_matter(wrap: Any) -> None:
    check_hub(only(wrap(HUB)))


def test_records_printed_by_python_are_read() -> None:
    check_hub(only({"status": "success", "count": 1, "data": [repr(HUB)]}))
    check_hub(only(repr([HUB])))


def test_the_date_of_a_wrapper_is_the_listing_date() -> None:
    bare = {"paper": {"id": "2405.00001", "title": "Boats"}}
    assert only({"date": "2025-01-10", "data": [repr(bare)]}).listed == "2025-01-10"


def test_a_scrapers_record_has_links_for_an_abstract_at_times() -> None:
    record = {
        "title": "Boats That Float",
        "paper_url": "https://huggingface.co/papers/2405.00001",
        "authors": [],
        "stars": "1,523",
        "scraped_date": "2025-12-04",
        "details": {
            "abstract": "Page: https://boats.github.io Code: https://github.com/harbour/boats",
            "arxiv_page_url": "https://arxiv.org/abs/2405.00001",
            "github_links": [
                {"url": "https://github.com/harbour/boats"},
                {"url": "https://github.com/huggingface"},
            ],
        },
    }
    paper = only([record])
    assert (paper.abstract, paper.stars, paper.listed) == ("", 1523, "2025-12-04")
    assert paper.links.project == ("https://boats.github.io",)
    assert paper.links.repo == ("https://github.com/harbour/boats",)
    assert paper.links.other == ()


def test_semantic_scholar_answers() -> None:
    paper = {
        "paperId": "abc",
        "externalIds": {"ArXiv": "2405.00001", "DOI": "10.1000/boats"},
        "title": "Boats That Float",
        "abstract": None,
        "authors": [{"name": "Anna Anker"}],
        "year": 2024,
        "tldr": {"text": "Boats float."},
        "openAccessPdf": {"url": "https://x.example/boats.pdf"},
        "citationCount": 7,
    }
    found = only({"total": 1, "data": [paper]})
    assert (found.key, found.published, found.summary) == ("arxiv:2405.00001", "2024", "Boats float.")
    assert found.links.pdf == ("https://x.example/boats.pdf",)
    assert found.links.doi == ("https://doi.org/10.1000/boats",)
    assert found.extra["citations"] == 7
    assert only({"data": [{"citedPaper": paper}]}) == found
    assert [skip.why for skip in reading([None, paper]).skipped] == ["empty"]
    assert "not found" in reading({"error": "Paper with id 0 not found"}).skipped[0].why


def test_an_inverted_abstract_is_turned_back() -> None:
    work = {
        "id": "https://openalex.org/W1",
        "doi": "https://doi.org/10.1000/Boats",
        "display_name": "Boats That <i>Float</i>",
        "publication_date": "2024-05-01",
        "authorships": [{"author": {"display_name": "Anna Anker"}}],
        "abstract_inverted_index": {"float": [1, 4], "Boats": [0], "and": [2], "ships": [3]},
        "primary_location": {"source": {"display_name": "Harbour Letters"}, "landing_page_url": None},
    }
    paper = only({"results": [work]})
    assert (paper.key, paper.title) == ("doi:10.1000/boats", "Boats That Float")
    assert paper.abstract == "Boats float and ships float"
    assert (paper.authors, paper.venue) == (("Anna Anker",), "Harbour Letters")


def test_crossref_works_have_lists_for_titles_and_tags_in_abstracts() -> None:
    work = {
        "DOI": "10.1000/boats",
        "title": ["Boats"],
        "subtitle": ["A Survey"],
        "abstract": "<jats:title>Abstract</jats:title><jats:p>They float &amp; sink, 3 < "
        "4.</jats:p><jats:p>Twice.</jats:p>",
        "author": [{"given": "Anna", "family": "Anker"}, {"name": "The Yard"}],
        "issued": {"date-parts": [[2014, 2, 27]]},
        "container-title": ["Harbour Letters"],
        "is-referenced-by-count": 3,
        "URL": "http://dx.doi.org/10.1000/boats",
    }
    paper = only({"status": "ok", "message-type": "work", "message": work})
    assert (paper.key, paper.title, paper.published) == ("doi:10.1000/boats", "Boats: A Survey", "2014-02-27")
    assert paper.abstract == "They float & sink, 3 < 4.\n\nTwice."
    assert paper.authors == ("Anna Anker", "The Yard")
    assert len(paper.links.doi) == 1


def test_csl_json_has_dates_as_parts_and_names_in_pieces() -> None:
    item = {
        "id": "anker2004",
        "type": "article-journal",
        "title": "Boats",
        "author": [
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"},
            {"literal": "The Yard"},
        ],
        "issued": {"date-parts": [["2004", 3]]},
        "container-title": "Harbour Letters",
        "citation-key": "anker2004",
        "DOI": "10/fqd6hj",
        "URL": "https://doi.org/10.1177/0193723504268729",
    }
    paper = only([item])
    assert (paper.key, paper.published) == ("doi:10.1177/0193723504268729", "2004-03")
    assert paper.authors == ("Jan van den Berg", "The Yard")
    assert paper.extra["citation_key"] == "anker2004"


def test_objects_of_no_name_are_told_by_their_fields() -> None:
    paper = only(
        '{"id": "2405.00001", "title": "Boats", "authors": "Anna Anker and Berta Boje", "year": 2024}\n'
    )
    assert (paper.key, paper.authors, paper.published) == (
        "arxiv:2405.00001",
        ("Anna Anker", "Berta Boje"),
        "2024",
    )


def test_arxivs_metadata_lines_have_versions_for_dates_and_one_string_for_categories() -> None:
    paper = only(
        {
            "id": "0704.0001",
            "submitter": "Anna Anker",
            "authors": "A. Anker, B. Boje and C. Clipper",
            "title": "Boats That\n  Float",
            "comments": "12 pages",
            "journal-ref": "J. Boats 3 (2007)",
            "doi": "10.1000/b.1",
            "categories": "cs.LG stat.ML",
            "abstract": "  We study\nboats.\n",
            "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
            "update_date": "2008-11-26",
        }
    )
    assert (paper.key, paper.published, paper.venue) == ("arxiv:0704.0001", "2007-04-02", "J. Boats 3 (2007)")
    assert (paper.authors, paper.keywords) == (("A. Anker", "B. Boje", "C. Clipper"), ("cs.LG", "stat.ML"))
    assert paper.extra == {"submitter": "Anna Anker", "comment": "12 pages", "updated": "2008-11-26"}


def test_papers_with_code_has_links_under_many_names() -> None:
    paper = only(
        [
            {
                "paper_url": "https://paperswithcode.com/paper/boats",
                "paper_title": "Boats That Float",
                "paper_arxiv_id": "2405.00001",
                "paper_url_abs": "http://arxiv.org/abs/2405.00001v1",
                "repo_url": "https://github.com/harbour/boats",
                "thumbnail": "https://x.example/1.png",
                "is_official": True,
            }
        ]
    )
    assert (paper.key, paper.links.repo) == ("arxiv:2405.00001", ("https://github.com/harbour/boats",))
    assert not any("x.example" in url for _, url in paper.links)


def test_openreviews_notes_hold_values_in_values() -> None:
    facts = {
        "title": "Boats That Float",
        "authors": ["Anna Anker", "Berta Boje"],
        "authorids": ["~A1", "~B1"],
        "keywords": ["boats"],
        "abstract": "We study boats.",
        "TLDR": "Boats float.",
        "venue": "ICLR 2024 oral",
    }
    old = {"id": "a", "forum": "abc", "cdate": 1705410000000, "content": facts}
    new = {**old, "content": {name: {"value": value} for name, value in facts.items()}}
    for note in (old, new):
        paper = only({"notes": [note], "count": 1})
        assert (paper.title, paper.authors) == ("Boats That Float", ("Anna Anker", "Berta Boje"))
        assert (paper.summary, paper.venue, paper.published) == (
            "Boats float.",
            "ICLR 2024 oral",
            "2024-01-16",
        )
        assert paper.links.other == ("https://openreview.net/forum?id=abc",)


def test_records_are_found_however_deep_an_answer_holds_them() -> None:
    info = {
        "authors": {"author": [{"@pid": "1", "text": "Anna Anker"}]},
        "title": "Boats That Float.",
        "venue": "CoRR",
        "year": "2024",
        "ee": "https://doi.org/10.48550/arXiv.2405.00001",
    }
    paper = only(
        {"result": {"query": "boats", "hits": {"@total": "1", "hit": [{"@score": "1", "info": info}]}}}
    )
    assert (paper.key, paper.authors, paper.published) == ("arxiv:2405.00001", ("Anna Anker",), "2024")
    other = only(
        {"messages": [{"status": "ok"}], "collection": [{"title": "Oars", "authors": "Oar, O.; Boje, B."}]}
    )
    assert other.authors == ("O. Oar", "B. Boje")


def test_a_reference_managers_item_names_who_wrote_and_who_edited() -> None:
    item = {
        "itemType": "journalArticle",
        "title": "Boats That Float",
        "creators": [
            {"creatorType": "author", "firstName": "Anna", "lastName": "Anker"},
            {"creatorType": "editor", "firstName": "Eva", "lastName": "Editor"},
        ],
        "abstractNote": "We study boats.",
        "publicationTitle": "J. Boats",
        "tags": [{"tag": "boats"}],
    }
    for shape in ({"items": [item]}, [{"key": "ABC", "version": 1, "data": item}]):
        paper = only(shape)
        assert (paper.authors, paper.abstract, paper.venue) == (
            ("Anna Anker",),
            "We study boats.",
            "J. Boats",
        )
        assert paper.keywords == ("boats",)


def test_our_own_lines_come_back_as_they_were() -> None:
    from readerapp.domain.record import to_record

    paper = only([HUB])
    back = read(json.dumps(to_record(paper)).encode(), name="papers.jsonl")
    assert back.format == "jsonl"
    assert (back.papers[0].title, back.papers[0].links) == (paper.title, paper.links)
    assert back.papers[0].sightings == paper.sightings


def test_our_own_records_come_back_from_a_list_as_from_lines() -> None:
    record = {
        **{"key": "arxiv:2405.00001", "title": "Ours", "abstract": "A.", "authors": ["Ada Byron"]},
        **{"links": {"repo": ["https://example.org/code"]}, "listed": "2026-10-09", "upvotes": 3},
        "sightings": [{"source": "hf", "seen": "2026-10-09T08:00:00+00:00", "upvotes": 3}],
        "remark": {"kept": True},
    }
    assert only([record]) == only({"mine": [record]}) == only(json.dumps(record)) == from_record(record)
    nameless = {**record, "key": "arxiv:2405.00002", "title": "\u200b"}
    again = reading([record, nameless, record])
    assert [skip.where for skip in again.skipped] == ["record 2", "record 3"] and len(again.papers) == 1


def test_a_broken_line_costs_only_itself() -> None:
    result = reading('{"title": "Boats"}\n{"title": \n{"title": "Oars"}\n[]\n{"no": "title"}')
    assert [paper.title for paper in result.papers] == ["Boats", "Oars"]
    assert [skip.where for skip in result.skipped] == ["line 2", "line 5"]


def test_a_cut_answer_gives_what_is_whole() -> None:
    whole = json.dumps([HUB, {"paper": {"id": "2405.00002", "title": "Oars"}}])
    result = reading(whole[:-20])
    assert [paper.key for paper in result.papers] == ["arxiv:2405.00001"]
    assert len(result.skipped) == 1


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"a":' * 200_000, "[" * 50_000 + "]" * 50_000, '["' + "[" * 90_000 + '"]']
)
def test_endless_nesting_is_one_clear_line(text: str) -> None:
    result = reading(text)
    assert result.papers == ()
    assert len(result.skipped) == 1


@pytest.mark.parametrize(
    "title", [None, 3, True, [], {}, "", " ", ["Boats"], {"a": 1}, float("nan"), 10**400]
)
def test_values_of_any_type_end_in_a_paper_or_a_line(title: Any) -> None:
    record: dict[str, Any] = {
        **HUB["paper"],
        "title": title,
        "authors": title,
        "upvotes": title,
        "summary": title,
    }
    result = reading([{"paper": record, "numComments": title}])
    assert len(result.papers) + len(result.skipped) == 1
