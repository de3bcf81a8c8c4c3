"""`export --zotero`: papers sent to a Zotero on loopback."""

import json
import stat
from collections.abc import Iterator

import pytest

from readerapp.actions.services import zotero as service
from readerapp.domain.paper import Links, Paper
from readerapp.domain.state import State
from readerapp.exports import Item
from readerapp.exports.zotero_item import zotero_item
from readerapp.sources import read
from tests.actions.fake_zotero import FIELDS, FakeZotero, running
from tests.cli.reader import SPAR, Reader


@pytest.fixture
def zotero(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeZotero]:
    with running(FakeZotero()) as fake:
        monkeypatch.setattr(service, "URL", fake.url)
        yield fake


def test_papers_that_zotero_lacks_are_added(reader: Reader, zotero: FakeZotero) -> None:
    reader("tag", SPAR, "+rl")
    result = reader("export", "--zotero")
    assert (result.status, result.out) == (0, "Added 4 papers to Zotero\n")
    assert "Zotero asks whether readerapp may add papers: answer there" in result.err
    (item,) = (
        it for it in zotero.items if it["archiveID" if "archiveID" in it else "title"] == "arXiv:2412.11605"
    )
    assert item["itemType"] == "preprint"
    assert item["creators"][0] == {"creatorType": "author", "firstName": "Jiale", "lastName": "Cheng"}
    assert (item["DOI"], item["tags"]) == ("10.48550/arXiv.2412.11605", [{"tag": "rl"}])


def test_papers_that_zotero_has_are_not_added_again(reader: Reader, zotero: FakeZotero) -> None:
    reader("export", "--zotero", "Self-Play")
    result = reader("export", "--zotero")
    assert result.out == "Added 3 papers to Zotero · 1 there already\n"
    assert reader("export", "--zotero").out == "Added 0 papers to Zotero · 4 there already\n"
    assert len(zotero.items) == 4


@pytest.mark.parametrize(
    "item",
    [
        {"itemType": "preprint", "title": "Other words", "archiveID": "arXiv:2412.11605"},
        {"itemType": "journalArticle", "title": "Other words", "url": "http://arxiv.org/abs/2412.11605v3"},
        {"itemType": "preprint", "title": "Other words", "DOI": "10.48550/arXiv.2412.11605"},
        {"itemType": "webpage", "title": "SPaR: self-play with tree-search refinement"},
    ],
)
def test_a_paper_is_known_by_its_id_in_any_field_or_by_its_title(
    reader: Reader, zotero: FakeZotero, item: dict[str, str]
) -> None:
    zotero.items.append(item)
    assert reader("export", "--zotero", "Self-Play").out == "Added 0 papers to Zotero · 1 there already\n"


def test_another_work_that_names_the_paper_is_not_the_paper(reader: Reader, zotero: FakeZotero) -> None:
    zotero.items.append({"itemType": "book", "title": "A survey", "abstractNote": "see arXiv:2412.11605"})
    assert reader("export", "--zotero", "Self-Play").out == "Added 1 paper to Zotero\n"


def test_leave_for_always_is_asked_for_once_and_kept_from_others(reader: Reader, zotero: FakeZotero) -> None:
    reader("export", "--zotero", "Self-Play")
    reader("export", "--zotero")
    assert zotero.dialogs == 1
    assert stat.S_IMODE((reader.home / "cache" / "zotero.json").stat().st_mode) == 0o600
    zotero.keys.clear()  # withdrawn in Zotero
    zotero.items.clear()
    assert reader("export", "--zotero").status == 0
    assert zotero.dialogs == 2


def test_a_key_is_sent_only_to_the_zotero_that_gave_it(reader: Reader, zotero: FakeZotero) -> None:
    reader("export", "--zotero", "Self-Play")
    zotero.id = "SERVER000002"  # another one at the same port
    assert reader("export", "--zotero").status == 0
    assert zotero.dialogs == 2


def test_leave_for_once_holds_for_one_write(reader: Reader, zotero: FakeZotero) -> None:
    zotero.answer = "Allow"
    papers = (json.dumps({"key": f"arxiv:2401.0{n:04}", "title": f"Paper {n} of many"}) for n in range(60))
    (reader.home / "papers.jsonl").write_text("\n".join(papers) + "\n", "utf-8")
    assert reader("export", "--zotero").out == "Added 60 papers to Zotero\n"
    assert (zotero.writes, zotero.dialogs) == ([50, 10], 2)


def test_a_refused_paper_is_named_and_the_rest_is_added(reader: Reader, zotero: FakeZotero) -> None:
    zotero.refuse = "Mixtures of Experts"
    result = reader("export", "--zotero")
    assert (result.status, result.out) == (1, "Added 3 papers to Zotero\n")
    assert "Zotero refused title:0123456789abcdef: not today" in result.err


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"enabled": False}, "allow other applications on this computer to communicate with Zotero"),
        ({"version": 9}, "update it to 10"),
        ({"answer": "Deny"}, "Zotero's answer was no"),
    ],
)
def test_where_zotero_takes_nothing_one_line_says_what_to_do(
    reader: Reader, zotero: FakeZotero, change: dict[str, object], why: str
) -> None:
    for name, value in change.items():
        setattr(zotero, name, value)
    result = reader("export", "--zotero")
    assert (result.status, result.out, zotero.items) == (1, "", [])
    assert why in result.err.splitlines()[-1]
    assert "or import in Zotero what `readerapp export -o papers.ris` writes" in result.err


def test_where_zotero_does_not_run_one_line_says_so(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(FakeZotero()) as gone:
        monkeypatch.setattr(service, "URL", gone.url)
    result = reader("export", "--zotero")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("readerapp: Zotero isn't running: start it, or import in Zotero what `")
    assert result.err.count("\n") == 1


def test_what_was_sent_is_told_as_json(reader: Reader, zotero: FakeZotero) -> None:
    assert reader("export", "--zotero", "--json").records == [{"added": 4, "known": 0, "refused": []}]


def test_zotero_takes_no_file(reader: Reader) -> None:
    result = reader("export", "--zotero", "-o", "papers.bib")
    assert result.status == 2
    assert "--zotero writes no file: leave out --format, -o and --watch." in result.err


@pytest.mark.parametrize(
    ("told", "venue", "kind"),
    [
        ("article", "JMLR", "journalArticle"),
        ("inproceedings", "NeurIPS", "conferencePaper"),
        ("incollection", "Handbook", "bookSection"),
        ("book", "MIT Press", "book"),
        ("phdthesis", "ETH", "thesis"),
        ("techreport", "OpenAI", "report"),
        ("", None, "document"),
    ],
)
def test_an_item_has_only_fields_of_its_type_and_loses_no_fact(told: str, venue: str, kind: str) -> None:
    paper = Paper(
        key="doi:10.1000/x",
        title="Order Matters",
        abstract="Sequences.",
        authors=("Ludwig van Beethoven", "DeepSeek-AI", "Ada Lovelace"),
        links=Links(doi=("https://doi.org/10.1000/x",)),
        published="2024-05-01",
        venue=venue,
        volume="7" if venue else None,
        number="2" if venue else None,
        pages="1-9" if venue else None,
        keywords=("sets",),
        extra={"type": told} if told else {},
    )
    item = zotero_item(Item(paper, State(key=paper.key)))
    assert item["itemType"] == kind
    assert item.keys() <= FIELDS[kind]
    text = json.dumps(item)
    assert all(fact in text for fact in ("10.1000/x", paper.volume or "", paper.pages or "", venue or ""))
    (back,) = read(json.dumps([item]).encode(), name="Zotero", format="zotero-json").papers
    assert (back.key, back.title, back.abstract, back.published, back.keywords) == (
        *(paper.key, paper.title, paper.abstract, paper.published),
        paper.keywords,
    )
    assert back.authors == paper.authors
    assert back.venue == venue or kind == "book"  # of which the publisher isn't read as its venue
