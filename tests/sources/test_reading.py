"""Recognising, decoding and bounds: what holds for every format."""

from __future__ import annotations

import pytest

from readerapp.sources import formats, read
from readerapp.sources.dates import parse_date
from readerapp.sources.decoder import Decoder
from readerapp.sources.recognition import guesses


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x00\x01\x02\x03" * 50, "not text"),
        (b"%PDF-1.7\n%\xe2\xe3", "a damaged PDF"),
        (b"\x89PNG\r\n\x1a\n", "not text"),
        (b"hello world", "no papers found; unknown format"),
    ],
)
def test_what_cannot_be_read_is_one_line_that_says_why(data: bytes, why: str) -> None:
    reading = read(data, name="x")
    assert reading.papers == ()
    assert [skip.where for skip in reading.skipped] == [""]
    assert reading.skipped[0].why.startswith(why)


def test_a_format_that_does_not_exist_is_told_with_those_that_do() -> None:
    (skip,) = read(b"x", name="x", format="latin").skipped
    assert "latin" in skip.why and "bibtex" in skip.why


@pytest.mark.parametrize("format", formats())
def test_any_text_read_as_any_format_ends_in_papers_or_a_line(format: str) -> None:
    for data in (
        b"hello",
        b"@misc{a, title={B}}",
        b"{}",
        b"[]",
        b"<a>",
        b"<html><p>x",
        b"---\n---",
        b"TY  - x",
        b"a,b\n1",
    ):
        reading = read(data, name="x", format=format)
        assert reading.papers or reading.skipped
        assert reading.format == format


def test_a_given_format_wins_over_the_content() -> None:
    assert read(b"title,url\nBoats,https://x.example", name="x", format="csv").papers[0].title == "Boats"


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("AK and the research community\n\nBoats", "hf-text"),
        ('[{"paper": {"id": "2405.00001"}}]', "hf-json"),
        ('{"data": [{"paperId": "x"}]}', "semantic-scholar"),
        ('{"results": [{"abstract_inverted_index": {}}]}', "openalex"),
        ('{"message-type": "work", "message": {}}', "crossref"),
        ('[{"title": "x", "issued": {"date-parts": [[2024]]}}]', "csl-json"),
        ('{"key": "arxiv:2405.00001", "title": "x"}', "jsonl"),
        ('[{"title": "x"}]', "json"),
        ('<?xml version="1.0"?>\n<!-- x -->\n<feed>', "arxiv-atom"),
        ("<rss version='2.0'>", "rss"),
        ("<OAI-PMH>", "oai-pmh"),
        ("<opml>", "opml"),
        ("<!DOCTYPE html><title>Daily Papers - Hugging Face</title>", "hf-html"),
        ("<!doctype html><p>x", "html"),
        ("% x\n\n@article{x,\n title={y}}", "bibtex"),
        ("TY  - JOUR\nTI  - x", "ris"),
        ("Title,Url\nx,y", "csv"),
        ("2405.00001\n2405.00002", "ids"),
        ("# x\n- [a](https://a.example)\n- [b](https://b.example)\n- [c](https://c.example)", "markdown"),
    ],
)
def test_a_format_is_recognised_by_content(text: str, format: str) -> None:
    assert guesses(text)[0][0] == format
    assert guesses("\ufeff\n" + text)[0][0] == format


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Bööte\r\nx\ry".encode(), "Bööte\nx\ny"),
        ("Bööte".encode("utf-8-sig"), "Bööte"),
        ("Bööte".encode("utf-16"), "Bööte"),
        ("Boats float".encode("utf-16-be"), "Boats float"),
        ("Bööte “quoted”".encode("cp1252"), "Bööte “quoted”"),
        ("B\x81öte".encode("latin-1"), "B\x81öte"),
        ("Bööte ".encode() * 20 + b"\xff", "Bööte " * 20 + "\ufffd"),
        ("Bööte".encode()[:-1] + b"", "Bööt"),
    ],
)
def test_bytes_become_text_in_the_encoding_they_have(data: bytes, text: str) -> None:
    decoder = Decoder.of(data)
    assert decoder is not None and decoder.decode(data, last=True) == text


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Oct 9", "Oct 9"),
        ("9 October", "9 October"),
        ("Oct 7, 2024", "2024-10-07"),
        ("Thu, 24 Sep 2026 00:00:00 -0400", "2026-09-24"),
        ("2024-5-3", "2024-05-03"),
        ("2024-05-03T10:00:00Z", "2024-05-03"),
        ("March 2024", "2024-03"),
        ("March", None),
        ("Oct", None),
        ("Octopus 9", None),
        ("2024-13-01", "2024"),
        ("2024-02-30", "2024-02"),
        ("February 30, 2024", "2024-02"),
        ("May the force be with you 4", None),
    ],
)
def test_a_date_is_iso_or_as_written_and_ends_where_the_calendar_does(written: str, date: str | None) -> None:
    assert parse_date(written) == date


def test_every_text_of_a_paper_is_clean() -> None:
    dirty = "\\u001b[31mA\\u202eB\\u0000C\\ud800"
    names = ("title", "abstract", "venue", "year", "note")
    fields = [f'"{name}": "{dirty}"' for name in names]
    fields += [f'"{name}": ["{dirty}"]' for name in ("authors", "tags", "more")]
    record = f'[{{{", ".join(fields)}, "url": "https://x.example/{dirty}"}}]'
    (paper,) = read(record.encode(), name="x").papers
    assert paper.title == paper.abstract == paper.authors[0] == paper.keywords[0] == paper.venue == "ABC"
    assert paper.extra == {"note": "ABC", "more": ["ABC"]}
    assert not list(paper.links) or all(url.isprintable() for _, url in paper.links)


def test_the_caller_may_know_the_listing_date_and_the_time() -> None:
    reading = read(b"2405.00001", name="ids.txt", listed="2026-10-09", seen="2026-10-10T00:00:00Z")
    (sighting,) = reading.papers[0].sightings
    assert (sighting.source, sighting.listed, sighting.seen) == (
        "ids.txt",
        "2026-10-09",
        "2026-10-10T00:00:00Z",
    )
    assert reading.papers[0].listed == "2026-10-09"


def test_prose_that_is_no_list_of_papers_is_not_taken_for_one() -> None:
    license = (
        "MIT License\n\nCopyright (c) 2026 Anna\n\n" + "Permission is hereby granted, free of charge. " * 12
    )
    license += (
        "\n\nThe above copyright notice shall be included.\n\n" + "THE SOFTWARE IS PROVIDED AS IT IS. " * 12
    )
    essay = "On boats\n\n" + "\n\n".join("Boats float on water and go places. " * 15 for _ in range(6))
    for text in (license, essay):
        assert read(text.encode(), name="x").papers == ()


def test_a_title_takes_the_place_of_the_id_that_stood_in_for_it() -> None:
    (paper,) = read(b"2405.00001\nhttps://arxiv.org/abs/2405.00001 Boats\n", name="x").papers
    assert paper.title == "Boats"
