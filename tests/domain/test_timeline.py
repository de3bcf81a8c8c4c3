"""A paper's life in words, out of its sightings."""

from __future__ import annotations

from datetime import UTC, datetime

from readerapp.domain.paper import Paper, Sighting
from readerapp.domain.timeline import Timeline, timeline

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def paper(
    *sightings: tuple[str | None, int | None], seen: str | None = None, added: str | None = None
) -> Paper:
    met = tuple(Sighting(source="hf", listed=day, upvotes=votes, seen=seen) for day, votes in sightings)
    return Paper(key="title:1", title="T", sightings=met, added=added)


def told(paper: Paper) -> Timeline:
    return timeline(paper, NOW)


def test_a_life_is_told_in_short_phrases() -> None:
    found = told(paper(("2026-10-04", 30), ("2026-10-03", 12), ("2026-10-16", 85)))
    assert found.words() == (
        "first seen Oct 3",
        "3 days on the page",
        "12 → 85 votes",
        "back after 12 days",
    )
    assert found.votes == (("2026-10-03", 12), ("2026-10-04", 30), ("2026-10-16", 85))
    assert (found.first_seen, found.last_seen, found.days) == ("2026-10-03", "2026-10-16", 3)


def test_one_listing_read_twice_is_one_day_with_its_votes_then_and_now() -> None:
    found = told(paper(("2026-10-09", 85), ("2026-10-09", 12), ("Oct 9", None)))
    assert found.words() == ("first seen Oct 9", "12 → 85 votes")


def test_another_year_is_said_and_a_weekend_is_no_absence() -> None:
    assert told(paper(("2025-10-09", 3))).words() == ("first seen Oct 9, 2025",)
    assert told(paper(("2026-10-09", None), ("2026-10-12", None))).back_after is None


def test_without_years_no_time_between_listings_is_guessed() -> None:
    found = told(paper(("Oct 9", 85), ("Oct 30", 12), ("Oct 9", 20)))
    assert found.words() == ("first seen Oct 9", "2 days on the page", "12 → 85 votes")
    assert told(paper(("Oct 9", None), ("2026-10-01", None), ("2026-10-30", None))).back_after is None


def test_what_was_in_no_listing_was_first_seen_when_it_was_read() -> None:
    times = {"seen": "2026-10-20T08:00:00+00:00", "added": "2026-10-21T08:00:00+00:00"}
    assert told(paper((None, None), **times)).words() == ("first seen Oct 20",)
    assert told(paper()).words() == ()
    assert told(paper(("soon", None), ("soon", 4))).words() == ("first seen soon",)
