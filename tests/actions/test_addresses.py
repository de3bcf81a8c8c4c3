"""What an address means to who adds it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.actions.services.addresses import Addresses
from readerapp.actions.services.client import PaperBatch, ServiceClient
from readerapp.actions.services.places import Places
from readerapp.actions.services.urls import is_address
from readerapp.domain.paper import Paper
from readerapp.domain.works.identity import is_placeholder
from readerapp.sources import Skip
from readerapp.web import Unreachable, Web
from tests.actions.services import NOW, Services, feed
from tests.web.server import answer
from tests.web.shapes import atom_entry, hf_day, hf_entry

ONE = hf_entry("2405.15738", "Sparse Attention", githubRepo="https://github.com/a/sparse", githubStars=12)[
    "paper"
]
THINGS = ("Rows", "Trees", "Sets")
LIST = "# Papers\n\n" + "".join(
    f"- [A Paper about {thing}](https://arxiv.org/abs/2405.0000{n})\n" for n, thing in enumerate(THINGS)
)


def found(services: Services, address: str) -> list[Paper | Skip]:
    ask = ServiceClient(services.web(), services.places, NOW)
    return [item for page in all_of([address], ask).batches(address) for item in page]


def all_of(given: list[str], ask: ServiceClient) -> Addresses:
    return Addresses(given, ask)


def titles(services: Services, address: str) -> list[str]:
    return [item.title for item in found(services, address) if isinstance(item, Paper)]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/x",
        "HTTP://example.org",
        "2405.15738",
        "arXiv:2405.15738v2",
        "10.1000/x",
        "doi:10.1000/x",
    ],
)
def test_an_address_is_known_by_its_looks(text: str) -> None:
    assert is_address(text)


@given(st.one_of(st.text(max_size=30), st.text("htps:/[]@%.#? 0a", max_size=30).map("http://".__add__)))
def test_any_text_is_an_address_or_none(text: str) -> None:
    class Nothing:
        places = Places()
        today = NOW.date()

        def papers(self, url: str, **_: object) -> PaperBatch:
            return PaperBatch(url, ())

    if is_address(text):
        list(all_of([text], Nothing()).batches(text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["papers.bib", "a/b", "http://[", "https://", "file:///etc/passwd", "ftp://example.org/x", "-"]
)
def test_a_file_is_none(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    "address",
    [
        "2405.15738",
        "arXiv:2405.15738v3",
        "https://arxiv.org/abs/2405.15738",
        "https://arxiv.org/pdf/2405.15738v1.pdf",
        "https://arxiv.org/html/2405.15738v1",
        "https://doi.org/10.48550/arXiv.2405.15738",
    ],
)
def test_a_paper_of_arxiv_comes_from_its_api(services: Services, address: str) -> None:
    services.server.says({"/api/query": feed([atom_entry("2405.15738", "Sparse Attention")])})
    (paper,) = found(services, address)
    assert isinstance(paper, Paper)
    assert (paper.key, paper.abstract) == ("arxiv:2405.15738", "It is studied.")
    assert [sighting.source for sighting in paper.sightings] == [address]
    assert services.server.asked[0].query["id_list"] == "2405.15738"


def test_a_paper_of_hugging_face_comes_with_what_its_api_knows(services: Services) -> None:
    services.server.says({"/api/papers/2405.15738": answer(json.dumps(ONE))})
    for address in ("https://huggingface.co/papers/2405.15738", "https://hf.co/papers/2405.15738#community"):
        (paper,) = found(services, address)
        assert isinstance(paper, Paper)
        assert (paper.upvotes, paper.stars, paper.links.repo) == (7, 12, ("https://github.com/a/sparse",))


def test_a_paper_that_hugging_face_does_not_know_comes_from_arxiv(services: Services) -> None:
    services.server.says({"/api/query": feed([atom_entry("2405.15738", "Sparse Attention")])})
    assert titles(services, "https://huggingface.co/papers/2405.15738") == ["Sparse Attention"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("", {"date": "2026-11-21"}),
        ("/", {"date": "2026-11-21"}),
        ("?date=2024-08-01", {"date": "2024-08-01"}),
        ("/date/2024-08-01", {"date": "2024-08-01"}),
        ("/week/2026-W09", {"week": "2026-W09"}),
        ("/month/2025-02", {"month": "2025-02"}),
        ("/trending", {"sort": "trending"}),
    ],
)
def test_a_list_of_hugging_face_comes_from_its_api(
    services: Services, path: str, query: dict[str, str]
) -> None:
    services.server.says({"/api/daily_papers": answer(hf_day(hf_entry("2611.00001", "Sparse")))})
    assert titles(services, f"https://huggingface.co/papers{path}") == ["Sparse"]
    assert query.items() <= services.server.asked[0].query.items()


def test_a_doi_is_asked_for_its_citation(services: Services) -> None:
    cited = {
        "type": "article-journal",
        "title": "Sparse Attention",
        "DOI": "10.1000/x",
        "issued": {"date-parts": [[2020]]},
    }
    services.server.says({"/10.1000/x": answer(json.dumps(cited), Content_Type="application/json")})
    for address in ("https://doi.org/10.1000/X", "10.1000/x", "https://dx.doi.org/10.1000/x"):
        (paper,) = found(services, address)
        assert isinstance(paper, Paper)
        assert (paper.key, paper.title) == ("doi:10.1000/x", "Sparse Attention")
    assert services.server.asked[0].headers["Accept"] == "application/vnd.citationstyles.csl+json"


@pytest.mark.parametrize("path", ["/a/awesome", "/a/awesome.git", "/a/awesome/", "/a/awesome/tree/main"])
def test_a_repository_is_its_readme(services: Services, path: str) -> None:
    services.server.says({"/repos/a/awesome/readme": answer(LIST, Content_Type="text/plain")})
    assert len(titles(services, f"https://github.com{path}")) == 3
    assert services.server.asked[0].headers["Accept"] == "application/vnd.github.raw+json"


def test_a_file_of_a_repository_is_the_file_itself(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Recorded:
        def get(self, url: str, **_: object) -> None:
            asked.append(url)
            raise Unreachable("enough")

    ask = ServiceClient(Recorded(), services.places, "")  # type: ignore[arg-type]
    with pytest.raises(Unreachable):
        list(all_of([], ask).batches("https://github.com/a/b/blob/main/x/list.md#top"))
    assert asked == ["https://raw.githubusercontent.com/a/b/main/x/list.md"]


def test_another_page_is_read_as_it_is(services: Services) -> None:
    services.server.says({"/list": answer(LIST.encode("utf-16"), Content_Type="image/png; charset=latin-1")})
    assert len(titles(services, services.server.at("/list"))) == 3


def test_what_does_not_come_is_a_line(services: Services) -> None:
    services.server.says({"/api/query": feed([])})
    (services.home / "config.toml").write_text(f'[fetch]\narxiv = "{services.server.url}"\n')
    with services.reading() as reading:
        names = [services.server.at("/gone"), "2405.99999"]
        asked = Addresses(names, ServiceClient.of(reading, services.web()))
        (gone,), (unknown,) = map(asked.papers, names)
        (private,) = Addresses([], ServiceClient.of(reading)).papers("http://127.0.0.1:9/x")
    assert isinstance(gone, Skip) and "404 (Not Found)" in gone.why
    assert unknown == Skip("2405.99999", "nothing there")
    assert isinstance(private, Skip) and "--private" in private.why


def test_all_papers_of_arxiv_are_asked_for_at_once(services: Services) -> None:
    names = ["2405.00001", "https://arxiv.org/abs/2405.00002", "2405.00003"]
    found = [atom_entry(f"2405.0000{n}", f"Paper {n}") for n in (2, 1)]
    services.server.says({"/api/query": feed(found)})
    asked = all_of(names, ServiceClient(services.web(), services.places, NOW))
    first, second, third = (list(asked.papers(name)) for name in names)
    assert [paper.title for paper in (*first, *second) if isinstance(paper, Paper)] == ["Paper 1", "Paper 2"]
    assert third == [Skip("2405.00003", "nothing there")]
    assert len(services.server.asked) == 1


def test_when_arxiv_does_not_answer_it_is_asked_once(services: Services) -> None:
    services.server.says({"/api/query": answer(status=400)})
    names = ["2405.00001", "2405.00002"]
    asked = all_of(names, ServiceClient(services.web(), services.places, NOW))
    assert all(isinstance(item, Skip) for name in names for item in asked.papers(name))
    assert len(services.server.asked) == 1


OFFLINE = answer(status=503)


@pytest.mark.parametrize("name", ["2405.15738", "https://arxiv.org/abs/2405.15738v2", "10.1000/x"])
def test_what_names_a_paper_is_kept_by_its_id_while_nobody_answers(services: Services, name: str) -> None:
    services.server.says({"/api/query": OFFLINE, "/10.1000/x": OFFLINE})
    asked = all_of([name], ServiceClient(services.web(), services.places, NOW))
    stub, skip = asked.papers(name)
    assert isinstance(stub, Paper) and is_placeholder(stub.title)
    assert stub.key in ("arxiv:2405.15738", "doi:10.1000/x")
    assert isinstance(skip, Skip) and "next fetch" in skip.why


def test_the_next_fetch_fills_what_was_kept_by_its_id(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Web, "_sleep", lambda self, seconds: None)  # between the tries
    services.server.says({"/api/query": OFFLINE})
    (services.home / "config.toml").write_text(f'[fetch]\narxiv = "{services.server.url}"\n')
    with services.reading() as reading:
        report = reading.add(["2405.15738"])
    assert (report.read, len(report.skipped)) == (1, 1)
    services.server.says(
        {
            "/api/query": feed([atom_entry("2405.15738", "Sparse Attention")]),
            "/api/daily_papers": answer("[]"),
        }
    )
    services.fetch("hf 2026-10-09")
    assert services.titles() == ["Sparse Attention"]


def test_an_id_that_nobody_has_is_not_kept(services: Services) -> None:
    services.server.says({"/10.1000/none": answer(status=404)})
    asked = all_of(["10.1000/none"], ServiceClient(services.web(), services.places, NOW))
    (skip,) = asked.papers("10.1000/none")
    assert isinstance(skip, Skip)
