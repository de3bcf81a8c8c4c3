"""Real answers of the services, where they lie beside the checkout."""

from pathlib import Path

import pytest

from tests.actions.services import Services, days
from tests.web.server import answer, in_turn

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
DAYS = sorted(SAMPLES.glob("hf-api/daily_papers_*.json"))


@pytest.mark.skipif(not DAYS, reason="no samples beside this checkout")
def test_every_day_of_every_year_comes_once(services: Services) -> None:
    held = {path.stem.rpartition("_")[2]: path.read_text("utf-8") for path in DAYS}
    services.server.says({"/api/daily_papers": days(held)})
    words = [f"hf {day}" for day in held]
    report = services.fetch(*words)
    assert (report.skipped, report.failed) == ((), ())
    assert report.read > 150
    assert report.names == tuple(f"hf daily {day}" for day in held)
    again = services.fetch(*words)
    assert (again.new, again.updated, again.same) == (0, 0, report.read)
    with services.reading() as reading:
        listed = {hit.paper.listed for hit in reading.search("from:hf")}
    assert listed == set(held)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples beside this checkout")
def test_pages_of_arxiv_follow_each_other(services: Services) -> None:
    pages = [(SAMPLES / f"arxiv/atom_search_testing_10_page{n}.xml").read_bytes() for n in (0, 1)]
    services.server.says({"/api/query": in_turn(*map(answer, pages))})
    report = services.fetch("arxiv testing", limit=20)
    assert (report.new, report.failed) == (20, ())
    assert [asked.query["start"] for asked in services.server.asked] == ["0", "10"]
