"""A paper as one JSON object, and back."""

from __future__ import annotations

from readerapp.domain.record import from_record, to_record


def test_authors_who_share_a_name_stay_two_and_keywords_are_said_once() -> None:
    record = {"title": "T", "authors": ["Wei Wang", "Wei Wang", "Li Li"], "keywords": ["rl", "rl"]}
    paper = from_record(record)
    assert paper.authors == ("Wei Wang", "Wei Wang", "Li Li") and paper.keywords == ("rl",)
    assert from_record(to_record(paper)) == paper


def test_volume_number_and_pages_are_fields_of_a_record_that_has_them() -> None:
    record = {"title": "T", "venue": "Deep Journal", "volume": 12, "number": "3", "pages": "1-9"}
    paper = from_record(record)
    assert (paper.volume, paper.number, paper.pages) == ("12", "3", "1-9")
    assert to_record(paper)["volume"] == "12" and not paper.extra
    assert not {"volume", "number", "pages"} & to_record(from_record({"title": "T"})).keys()
