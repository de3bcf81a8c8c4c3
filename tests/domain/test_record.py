"""A paper as one JSON object, and back."""

from __future__ import annotations

from readerapp.domain.record import from_record, to_record


def test_authors_who_share_a_name_stay_two_and_keywords_are_said_once() -> None:
    record = {"title": "T", "authors": ["Wei Wang", "Wei Wang", "Li Li"], "keywords": ["rl", "rl"]}
    paper = from_record(record)
    assert paper.authors == ("Wei Wang", "Wei Wang", "Li Li") and paper.keywords == ("rl",)
    assert from_record(to_record(paper)) == paper
