"""Real files beside the checkout: every record is a paper or a line that says why not."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.sources import Reading, read

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"

Sample = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("path", "papers", "skipped"),
    [
        ("arxiv/atom_empty_result_id0000.0000.xml", 0, 1),
        ("arxiv/atom_error_http400_bad_id.xml", 0, 1),
        ("arxiv/atom_one_1605.08386.xml", 1, 0),
        ("arxiv/atom_one_old_style_astro-ph_0601001.xml", 1, 0),
        ("arxiv/atom_search_testing_10_page0.xml", 10, 0),
        ("arxiv/oai_pmh_arXiv_listrecords_2026-01-05.xml", 3, 0),
        ("arxiv/rss_2026-09-24_new_cross_replace.xml", 4, 0),
        ("arxiv/rss_weekend_empty.xml", 0, 1),
        ("bibtex/bbt/Bulk_performance_test.bib", 1241, 0),
        ("bibtex/biber/crossrefs.bib", 27, 19),
        ("bibtex/biber/papers.bib", 2104, 53),
        ("bibtex/bibtexparser/confusable_names.bib", 0, 8),
        ("bibtex/bibtexparser/random.bib", 227, 2),
        ("bibtex/jabref/complex.bib", 20, 0),
        ("hf-api/daily_papers_2024-05-27.json", 13, 0),
        ("hf-api/daily_papers_2024-08-01.json", 11, 0),
        ("hf-api/daily_papers_2024-08-14.json", 15, 0),
        ("hf-api/daily_papers_2025-01-10.json", 9, 0),
        ("hf-api/daily_papers_2025-02-18.json", 17, 0),
        ("hf-api/daily_papers_2025-10-10.json", 38, 0),
        ("hf-api/daily_papers_2025-10-24.json", 18, 0),
        ("hf-api/daily_papers_2026-01-09.json", 19, 0),
        ("hf-api/daily_papers_2026-06-16.json", 34, 0),
        ("hf-api/daily_papers_2026-08-20.json", 15, 0),
        ("hf-api/scraped_atharva_2025-12-04.json", 24, 0),
        ("hf-api/scraped_atharva_2026-08-20.json", 33, 0),
        ("hf-html/daily_listing_2024-08-01.html", 13, 0),
        ("hf-text/daily_listing_paragraphs_2024-08-01.txt", 13, 0),
        ("hf-text/daily_listing_w3m_2024-08-01.txt", 13, 0),
        ("hf-text/email_digest_2026-10-06.html", 2, 0),
        ("hf-text/paper_page_innertext_split_keywords.txt", 1, 0),
        ("hf-text/paper_page_plain_paper_of_the_day.txt", 1, 0),
        ("hf-text/paper_page_webclipper_frontmatter.md", 1, 0),
        ("hf-text/search_notebooklm_urls_inline_2026-03-25.txt", 7, 0),
        ("hf-text/search_textdump_numbered_links_2026-06-29.txt", 8, 0),
        ("hf-text/trending_every_card_twice_2026-01.txt", 9, 0),
        ("other-formats/awesome-md/ml-potw-10232023.csv", 419, 1),
        ("other-formats/csl-json/Deterministic_ordering_for_CSL_1178_1400.csl.json", 26, 0),
        ("other-formats/opml/newsboat_example.opml", 0, 1),
        ("other-formats/papis/crossref-json/test_2_abstract.json", 1, 0),
        ("other-formats/ris/RisImporterTestScience.ris", 1, 0),
        ("other-formats/semantic-scholar/get_paper_references_0.json", 50, 0),
        ("other-formats/semantic-scholar/get_papers_return_not_found_0.json", 3, 1),
        ("other-formats/semantic-scholar/search_bulk_0.json", 200, 0),
    ],
)
def test_every_record_is_a_paper_or_a_line(sample: Sample, path: str, papers: int, skipped: int) -> None:
    reading = sample(path)
    assert (len(reading.papers), len(reading.skipped)) == (papers, skipped)


def test_no_record_of_any_sample_goes_without_a_paper_or_a_line() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("no samples beside this checkout")
    told: list[str] = []
    with (SAMPLES / "MANIFEST.tsv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE):
            # a list of feeds has one line for all; the one RIS record says its type eleven times
            if row["kind"] in ("opml", "corpus") or row["file"].endswith("RisImporterTest1.ris"):
                continue
            reading = read((SAMPLES / row["file"]).read_bytes(), name=row["file"])
            if len(reading.papers) + len(reading.skipped) < int(row["records"]):
                told.append(row["file"])
    assert told == []


def test_the_lists_give_every_arxiv_paper_they_name(sample: Sample) -> None:
    reading = sample("other-formats/awesome-md/Awesome-LLM-Long-Context-Modeling_README.md")
    assert sum(paper.key.startswith("arxiv:") for paper in reading.papers) == 1404
    weekly = sample("other-formats/awesome-md/ML-Papers-of-the-Week_README.md")
    assert sum(paper.key.startswith("arxiv:") for paper in weekly.papers) == 1098


def test_the_page_and_the_same_pages_text_agree(sample: Sample) -> None:
    page = sample("hf-html/daily_listing_2024-08-01.html").papers
    for capture in ("paragraphs", "w3m"):
        text = sample(f"hf-text/daily_listing_{capture}_2024-08-01.txt").papers
        assert [(p.title, p.upvotes) for p in text] == [(p.title, p.upvotes) for p in page]
        assert [p.extra["author_count"] for p in text] == [len(p.authors) for p in page]
        assert [p.extra["comments"] for p in text] == [p.extra["comments"] for p in page]
        assert [p.extra["submitted_by"] for p in text] == [p.extra["submitted_by"] for p in page]


def test_a_papers_page_is_put_together_from_its_pieces(sample: Sample) -> None:
    (paper,) = sample("hf-text/paper_page_innertext_split_keywords.txt").papers
    assert paper.abstract.startswith("Diagnosing and managing a patient is a complex")
    assert "AgentClinic: a multimodal benchmark to evaluate LLMs in" in paper.abstract
    assert "AgentClinic-MedQA. We embed" in paper.abstract
    assert paper.abstract.endswith("available at https://AgentClinic.github.io.")
    assert len(paper.authors) == 6
