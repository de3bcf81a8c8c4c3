"""Dates in ISO, whatever a source writes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from readerapp import sources
from readerapp.domain.dates.iso import iso_date
from readerapp.domain.record import from_record

ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\S+)?)?)?")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2020-12345", "2020"), ("2020-13", "2020"), ("2020-02-30", "2020-02"), ("2020-12-00", "2020-12"),
        ("2020/2/1", "2020-02-01"), ("20200201", "2020-02-01"), ("20201301", ""), ("00012345", ""),
        ("12345", ""), ("0000", ""), ("2020--2021", "2020"), ("1999~", "1999"), ("31/12/2020", ""),
        ("2024-05-01T09:00:00Z", "2024-05-01T09:00:00Z"), ("2024-05-01T99:00", "2024-05-01"),
        ("Oct 9", "Oct 9"), ("9 Oct", "9 Oct"), ("", ""),
    ],
)  # fmt: skip
def test_a_date_is_iso_as_far_as_it_is_one(text: str, wanted: str) -> None:
    assert iso_date(text) == wanted


@example("2020-12345")
@given(st.from_regex(r"[0-9]{1,5}[-/. ]?[0-9]{0,6}[-/. ]?[0-9]{0,3}", fullmatch=True))
def test_no_digits_make_a_date_that_is_none(text: str) -> None:
    if not (found := iso_date(text)):
        return
    assert ISO.fullmatch(found) and iso_date(found) == found
    date.fromisoformat((found + "-01-01")[:10] if len(found) < 10 else found[:10])


BIBTEX = "@misc{{k, title={{A Title of it}}, year={{{}}}, month={{{}}}, day={{{}}}}}"
CSL = '[{{"title": "A Title of it", "author": [], "issued": {{"date-parts": [[{}, "{}", "{}"]]}}}}]'
RIS = "TY  - JOUR\nTI  - A Title of it\nDA  - {}/{}/{}\nER  - \n"
TABLE = "Title,Authors,Date,DOI\nA Title of it,Ada Byron,{}-{}-{},10.1000/x\n"


@pytest.mark.parametrize("text", [BIBTEX, CSL, RIS, TABLE])
@pytest.mark.parametrize(
    ("month", "day"), [("00012345", "1"), ("13", "1"), ("0", "0"), ("2", "30"), ("12", "45"), ("-1", "-1")]
)
def test_a_malformed_month_or_day_makes_no_date_in_any_format(text: str, month: str, day: str) -> None:
    (paper,) = sources.read(text.format("2020", month, day).encode(), name="x").papers
    assert paper.published in (None, "2020", "2020-02", "2020-12")


def test_a_malformed_date_in_a_record_is_cut_to_what_is_one() -> None:
    paper = from_record({"title": "T", "published": "2020-12345", "listed": 20261301})
    assert (paper.published, paper.listed) == ("2020", None)
