"""Finding what papers lack."""

import json
from collections.abc import Callable

import pytest

from readerapp.actions.intake.fetching import FetchReport
from readerapp.actions.intake.filling import fill
from readerapp.actions.services.places import Places
from readerapp.actions.services.targets import FetchOptions
from readerapp.domain.errors import BadQuery
from readerapp.domain.paper import Links, Paper
from tests.actions.services import Services, feed
from tests.web.server import answer
from tests.web.shapes import atom_entry, hf_entry
from tests.web.surroundings import START

QUERY = "/api/query"
REPO = Links(repo=("https://github.com/ada/sparse/tree/main",))


def filled(
    services: Services, *papers: Paper, query: str = "", token: str | None = None, limit: int | None = None
) -> FetchReport:
    url = services.server.url
    places = Places(huggingface=url, arxiv=url, github=url, token=token)
    with services.reading() as reading:
        reading.library.ingest(papers)
        reading.poll()
        report = fill(reading, query, places=places, web=services.web(), options=FetchOptions(limit=limit))
        reading.follow(report)
        return report


def one(services: Services, key: str) -> Paper:
    with services.reading() as reading:
        return reading.paper(key)


def whole(key: str, title: str, **facts: object) -> Paper:
    """A paper that lacks nothing but what is said."""
    known = {"abstract": "Known.", "stars": 1, "links": REPO, **facts}
    return Paper(key=key, title=title, **known)  # type: ignore[arg-type]


def test_abstracts_come_by_id_in_one_batch(services: Services) -> None:
    services.server.says({QUERY: feed([atom_entry("2405.00001", "Rows"), atom_entry("2405.00002", "Trees")])})
    report = filled(
        services,
        whole("arxiv:2405.00001", "Rows", abstract=""),
        whole("arxiv:2405.00002", "arXiv:2405.00002", abstract=""),
        whole("arxiv:2405.00003", "Sets"),
    )
    assert report.summary.startswith("read 2 · new 0 · updated 2 · same 0")
    assert [asked.query["id_list"] for asked in services.server.asked] == ["2405.00001,2405.00002"]
    paper = one(services, "arxiv:2405.00002")
    assert (paper.title, paper.abstract) == ("Trees", "It is studied.")


def test_a_paper_known_by_title_is_found_by_it_and_its_state_follows(services: Services) -> None:
    services.server.says(
        {
            QUERY: feed(
                [
                    atom_entry("2405.00001", "Rows of Numbers: a Study"),
                    atom_entry("2405.00002", "Rows of Numbers"),
                ]
            )
        }
    )
    key = "title:0123456789abcdef"
    with services.reading() as reading:
        reading.library.ingest([whole(key, "Rows of numbers – a study", abstract="")])
        reading.poll()
        reading.queue(key)
    assert filled(services).updated == 1
    assert services.server.asked[0].query["search_query"] == 'ti:"Rows of numbers a study"'
    with services.reading() as reading:
        paper = reading.paper(key)
        assert (paper.key, paper.abstract) == ("arxiv:2405.00001", "It is studied.")
        assert list(reading.queued()) == ["arxiv:2405.00001"]


@pytest.mark.parametrize(
    "entries",
    [
        [atom_entry("2405.00001", "Rows of Numbers and Columns")],
        [atom_entry("2405.00001", "Rows of Numbers"), atom_entry("2405.00002", "Rows of Numbers")],
        [atom_entry("2405.00001", "Rows of Numbers").replace("Ada Byron", "Someone Else")],
        [],
    ],
    ids=["another title", "two of one title", "other authors", "none"],
)
def test_a_match_that_is_not_sure_is_none(services: Services, entries: list[str]) -> None:
    services.server.says({QUERY: feed(entries)})
    report = filled(services, whole("doi:10.1000/x", "Rows of Numbers", abstract="", authors=("Ada Byron",)))
    assert (report.read, report.failed) == (0, ())
    assert one(services, "doi:10.1000/x").abstract == ""


def test_stars_come_from_github_once_a_repository(services: Services) -> None:
    services.server.says({"/repos/ada/sparse": answer(json.dumps({"stargazers_count": 1234}))})
    report = filled(
        services,
        whole("arxiv:2405.00001", "Rows", stars=None),
        whole("arxiv:2405.00002", "Trees", stars=None),
        token="secret",
    )
    assert report.updated == 2
    assert one(services, "arxiv:2405.00002").stars == 1234
    assert [asked.headers["Authorization"] for asked in services.server.asked] == ["Bearer secret"]


@pytest.mark.parametrize(
    "say",
    [
        answer("{}", 404),
        answer("[]"),
        answer("no JSON"),
        answer('{"stargazers_count": "many"}'),
        answer("[" * 100_000),
    ],
    ids=["gone", "a list", "no JSON", "no number", "deep"],
)
def test_a_repository_without_stars_is_left_as_it_is(services: Services, say: Callable[..., None]) -> None:
    services.server.says({"/repos/ada/sparse": say})
    report = filled(services, whole("arxiv:2405.00001", "Rows", stars=None))
    assert (report.read, report.failed) == (0, ())


def test_when_github_has_enough_that_is_one_line_and_the_rest_is_kept(services: Services) -> None:
    spent = {"X_RateLimit_Remaining": "0", "X_RateLimit_Reset": str(int(START) + 1800)}
    services.server.says(
        {
            "/repos/ada/sparse": answer('{"stargazers_count": 5}'),
            "/repos/ada/trees": answer("{}", 403, **spent),
            QUERY: feed([atom_entry("2405.00004", "Sets")]),
        }
    )
    trees = [Links(repo=(f"https://github.com/ada/{name}",)) for name in ("trees", "more-trees")]
    report = filled(
        services,
        whole("arxiv:2405.00001", "A Study of Rows", stars=None),
        whole("arxiv:2405.00002", "B", stars=None, links=trees[0]),
        whole("arxiv:2405.00003", "C", stars=None, links=trees[1]),
        whole("arxiv:2405.00004", "Sets", abstract=""),
        query="sort:title",
    )
    (line,) = report.failed
    assert line.endswith("try again in 30 minutes; GitHub allows more requests if GITHUB_TOKEN is set")
    assert services.server.paths().count("/repos/ada/more-trees") == 0
    assert report.updated == 2
    assert one(services, "arxiv:2405.00001").stars == 5


def test_repositories_come_from_hugging_face(services: Services) -> None:
    entry = hf_entry("2405.00001", "Rows", githubRepo="https://github.com/ada/rows", githubStars=12)["paper"]
    services.server.says({"/api/papers/2405.00001": answer(json.dumps(entry))})
    bare = [whole(f"arxiv:2405.0000{n}", f"Rows {n}", links=Links(), stars=None) for n in (1, 2)]
    report = filled(services, *bare)
    assert (report.updated, report.failed) == (1, ())
    paper = one(services, "arxiv:2405.00001")
    assert (paper.links.repo, paper.stars) == (("https://github.com/ada/rows",), 12)


def test_a_query_and_a_limit_say_which(services: Services) -> None:
    services.server.says({QUERY: feed([])})
    bare = [
        whole(f"arxiv:2405.0000{n}", title, abstract="")
        for n, title in enumerate(("Rows", "Trees", "Rows too"))
    ]
    filled(services, *bare, query="rows sort:title", limit=1)
    assert [asked.query["id_list"] for asked in services.server.asked] == ["2405.00000"]


def test_what_fails_leaves_the_rest(services: Services) -> None:
    services.server.says({QUERY: answer(status=500), "/repos/ada/sparse": answer('{"stargazers_count": 5}')})
    report = filled(services, whole("arxiv:2405.00001", "Rows", abstract="", stars=None))
    assert len(report.failed) == 1
    assert one(services, "arxiv:2405.00001").stars == 5


def test_the_seeds_stay_when_one_of_them_is_filled(services: Services) -> None:
    services.server.says({"/repos/thu-coai/SPaR": answer('{"stargazers_count": 5}')})
    with services.reading() as reading:
        count = len(reading.library)
        assert reading.library.seeded
    filled(services, query="SPaR self-play")
    with services.reading() as reading:
        assert not reading.library.seeded
        assert len(reading.library) == count


@pytest.mark.parametrize("query", ["is:unred", "stars:many", "(rows"])
def test_a_query_that_makes_no_sense_fills_nothing(services: Services, query: str) -> None:
    with pytest.raises(BadQuery):
        filled(services, whole("arxiv:2405.00001", "Rows", abstract=""), query=query)
    assert not services.server.asked


def test_no_word_of_what_is_filled_is_taken_for_misspelt(services: Services) -> None:
    filled(services, whole("arxiv:2405.00001", "Hypergraphs", abstract=""), query="hypregraphs")
    assert not services.server.asked
