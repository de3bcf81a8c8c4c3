"""Fetching from the services, which a server on loopback is."""

from datetime import timedelta

import pytest

from readerapp.actions.intake.fetching import fetch, refresh
from readerapp.actions.progress import Progress
from readerapp.actions.services.targets import NotUnderstood
from readerapp.domain.errors import Cancelled
from tests.actions.services import NOW, Services, days, feed
from tests.web.server import answer, in_turn
from tests.web.shapes import atom, atom_entry, hf_day, hf_entry

API, QUERY = "/api/daily_papers", "/api/query"


def entries(first: int, last: int, day: str = "2026-11-21") -> list[str]:
    return [atom_entry(f"2611.{number:05}", f"Paper {number:05}", day) for number in range(first, last + 1)]


# Hugging Face


def test_the_newest_day_that_has_papers_is_the_day(services: Services) -> None:
    services.server.says({API: days({"2026-11-20": hf_day(hf_entry("2611.00001", "Sparse", "2026-11-20"))})})
    report = services.fetch("hf")
    assert report.summary == "read 1 · new 1 · updated 0 · same 0 · skipped 0 · from hf daily 2026-11-20"
    assert [asked.query["date"] for asked in services.server.asked] == ["2026-11-21", "2026-11-20"]
    with services.reading() as reading:
        (hit,) = reading.search("")
        assert (hit.paper.key, hit.paper.listed, hit.paper.upvotes) == ("arxiv:2611.00001", "2026-11-20", 7)
        assert [sighting.source for sighting in hit.paper.sightings] == ["hf daily 2026-11-20"]


def test_days_without_papers_are_no_failure(services: Services) -> None:
    services.server.says({API: answer("[]")})
    report = services.fetch("hf")
    assert (report.read, report.skipped, report.failed, report.names) == (0, (), (), ())


@pytest.mark.parametrize(
    ("words", "query", "name"),
    [
        ("hf 2026-10-09", {"date": "2026-10-09"}, "hf daily 2026-10-09"),
        ("hf yesterday", {"date": "2026-11-20"}, "hf daily 2026-11-20"),
        ("hf week", {"week": "2026-W47"}, "hf weekly 2026-W47"),
        ("hf 2026-W09", {"week": "2026-W09"}, "hf weekly 2026-W09"),
        ("HF month", {"month": "2026-11"}, "hf monthly 2026-11"),
        ("hf 2025-02", {"month": "2025-02"}, "hf monthly 2025-02"),
        ("hf trending", {"sort": "trending"}, "hf trending"),
    ],
)
def test_every_list_has_its_words(services: Services, words: str, query: dict[str, str], name: str) -> None:
    services.server.says({API: answer(hf_day(hf_entry("2611.00001", "Sparse")))})
    assert services.fetch(words).names == (name,)
    asked = services.server.asked[0].query
    assert query.items() <= asked.items()


def test_a_long_list_comes_page_by_page(services: Services) -> None:
    pages = [[hf_entry(f"2611.{n:05}", f"P {n}") for n in range(at, at + 100)] for at in (0, 100)]
    last = [hf_entry("2611.00199", "P 199"), hf_entry("2611.00500", "P 500")]
    services.server.says({API: in_turn(*(answer(hf_day(*page)) for page in (*pages, last)))})
    assert services.fetch("hf week").new == 201
    assert [asked.query["p"] for asked in services.server.asked] == ["0", "1", "2"]
    assert services.steps[-1] == Progress(201, source="hf weekly 2026-W47")


def test_a_limit_is_kept(services: Services) -> None:
    services.server.says({API: answer(hf_day(*(hf_entry(f"2611.{n:05}", f"P {n}") for n in range(100))))})
    assert services.fetch("hf week", limit=7).read == 7
    assert services.server.asked[0].query["limit"] == "7"


def test_since_a_day_each_day_comes_the_oldest_first(services: Services) -> None:
    held = {f"2026-11-{n}": hf_day(hf_entry(f"2611.000{n}", f"Day {n}", f"2026-11-{n}")) for n in (19, 21)}
    services.server.says({API: days(held)})
    report = services.fetch("hf", since="3d")
    assert report.names == ("hf daily 2026-11-19", "hf daily 2026-11-21")
    assert [asked.query["date"][-2:] for asked in services.server.asked] == ["18", "19", "20", "21"]


def test_since_the_last_time_is_known_from_the_papers(services: Services) -> None:
    services.server.says({API: answer(hf_day(hf_entry("2611.00001", "Sparse")))})
    services.fetch("hf")
    services.server.asked.clear()
    services.fetch("hf", since="last", now=NOW + timedelta(days=2))
    assert [asked.query["date"] for asked in services.server.asked] == [
        "2026-11-21",
        "2026-11-22",
        "2026-11-23",
    ]


def test_votes_of_later_are_an_update(services: Services) -> None:
    first, second = (hf_day(hf_entry("2611.00001", "Sparse", upvotes=votes)) for votes in (7, 30))
    services.server.says({API: in_turn(answer(first), answer(second))})
    services.fetch("hf")
    assert services.fetch("hf").updated == 1


# arXiv


def test_a_query_comes_newest_first_as_far_as_the_limit(services: Services) -> None:
    services.server.says({QUERY: feed(entries(1, 300))})
    report = services.fetch("arxiv curriculum learning", limit=150)
    assert report.summary.startswith("read 150 · new 150")
    assert report.names == ("arxiv curriculum learning",)
    first, second = (asked.query for asked in services.server.asked)
    assert first == {
        "search_query": "all:curriculum AND all:learning",
        "start": "0",
        "max_results": "100",
        "sortBy": "submittedDate",
        "sortOrder": "descending",
    }
    assert (second["start"], second["max_results"]) == ("100", "50")
    assert services.asker.slept == [3.0]


def test_without_a_limit_a_hundred_come(services: Services) -> None:
    services.server.says({QUERY: feed(entries(1, 300))})
    assert services.fetch("arxiv cs.LG").read == 100
    assert len(services.server.asked) == 1


def test_ids_come_in_batches(services: Services) -> None:
    services.server.says({QUERY: feed(entries(1, 3))})
    ids = [f"2611.{number:05}" for number in range(1, 151)]
    services.fetch(f"arxiv {' '.join(ids)}")
    assert [len(asked.query["id_list"].split(",")) for asked in services.server.asked] == [100, 50]


def test_since_the_last_time_arxiv_is_asked_from_the_newest_on(services: Services) -> None:
    services.server.says({QUERY: feed(entries(1, 2, "2026-11-18") + entries(3, 3, "2026-11-19"))})
    services.fetch("arxiv cs.LG")
    services.fetch("arxiv cs.LG", since="last")
    asked = services.server.asked[-1].query
    assert asked["search_query"] == "(cat:cs.LG) AND submittedDate:[202611190000 TO 202611222359]"
    assert asked["sortOrder"] == "ascending"
    services.fetch("arxiv cs.CL", since="last")
    assert services.server.asked[-1].query["search_query"] == "cat:cs.CL"


def test_what_is_too_much_at_once_is_said(services: Services) -> None:
    services.server.says({QUERY: feed(entries(1, 2500))})
    report = services.fetch("arxiv cs.LG", since="2026-01-01")
    assert report.new == 2000
    assert report.failed == ("arxiv cs.LG: got 2,000 of 2,500; fetch --since last continues from there",)


def test_what_arxiv_leaves_out_is_said(services: Services) -> None:
    services.server.says({QUERY: in_turn(answer(atom(entries(1, 100), 300)), answer(atom([], 300)))})
    report = services.fetch("arxiv cs.LG", limit=200)
    assert report.new == 100
    assert report.failed == ("arxiv cs.LG: arXiv left out 100 to 300; try again later",)


def test_an_error_that_arxiv_sends_as_a_paper_is_none(services: Services) -> None:
    wrong = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>https://arxiv.org/api/errors#x</id>'
    wrong += "<title>Error</title><summary>malformed query</summary></entry></feed>"
    services.server.says({QUERY: answer(wrong)})
    report = services.fetch("arxiv ti:(")
    assert report.read == 0
    assert "malformed query" in report.skipped[0].why


# All of them


def test_what_came_is_kept_when_the_rest_fails(services: Services) -> None:
    services.server.says({API: answer(status=500), QUERY: feed(entries(1, 3))})
    report = services.fetch("hf", "arxiv cs.LG")
    assert report.new == 3
    (failed,) = report.failed
    assert "500 (Internal Server Error)" in failed
    assert len(services.titles()) == 3


def test_what_came_is_kept_when_somebody_cancels(services: Services) -> None:
    def stop(progress: Progress) -> None:
        if progress.papers > 100:
            raise Cancelled

    services.server.says({QUERY: feed(entries(1, 900))})
    report = services.fetch("arxiv cs.LG", limit=500, progress=stop)
    assert report.stopped
    assert report.new == len(services.titles()) == 200


def test_nothing_changes_when_it_is_only_tried(services: Services) -> None:
    services.server.says({QUERY: feed(entries(1, 3))})
    assert services.fetch("arxiv cs.LG", dry_run=True).new == 3
    assert services.titles("from:arxiv") == []


def test_without_words_the_configured_sources_come(services: Services) -> None:
    services.server.says({API: answer(hf_day(hf_entry("2611.00001", "Sparse")))})
    assert services.fetch().names == ("hf daily 2026-11-21",)


def test_a_page_instead_of_an_answer_is_read_as_what_it_is(services: Services) -> None:
    services.server.says({API: answer("<html><body><h1>Sorry, we are busy</h1></body></html>")})
    report = services.fetch("hf week")
    assert report.read == 0
    assert len(report.skipped) == 1


@pytest.mark.parametrize("words", ["biorxiv x", "hf sometime", "arxiv", "hf 2026-99-99", ""])
def test_what_makes_no_sense_is_said_before_anything_is_asked(services: Services, words: str) -> None:
    with pytest.raises(NotUnderstood):
        services.fetch("hf", words)
    assert services.server.asked == []


@pytest.mark.parametrize("since", ["soon", "2026-13", "-1d"])
def test_a_day_that_is_none_is_said(services: Services, since: str) -> None:
    with pytest.raises(NotUnderstood, match="is not a date"):
        services.fetch("hf", since=since)


def test_a_web_that_is_cancelled_meanwhile_leaves_what_came(services: Services) -> None:
    services.server.says({QUERY: feed(entries(1, 900)), API: answer(status=500)})
    web = services.web()
    with services.reading() as reading:
        texts = ("arxiv cs.LG", "hf week")
        report = fetch(reading, texts, places=services.places, web=web, progress=lambda _: web.cancel())
    assert report.stopped
    assert (report.new, report.failed) == (100, ())
    assert API not in services.server.paths()


def test_a_refresh_is_what_came_since_the_last_time(services: Services) -> None:
    services.server.says({API: days({"2026-11-21": hf_day(hf_entry("2611.00001", "Sparse"))})})
    services.fetch("hf")
    services.server.asked.clear()
    with services.reading(NOW + timedelta(days=1)) as reading:
        report = refresh(reading, services.places, progress=None, web=services.web())
    assert report.same == 1
    assert [asked.query["date"] for asked in services.server.asked] == ["2026-11-21", "2026-11-22"]
