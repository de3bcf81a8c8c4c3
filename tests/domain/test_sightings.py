"""The sightings of a paper that are kept, and their order."""

from readerapp.domain.paper import Sighting
from readerapp.domain.sightings import condensed


def test_sightings_are_in_order_of_their_listings_however_a_date_is_written() -> None:
    days = [None, "Nov 1, 2025", "2026-10", "2026-10-09", "9 Oct 2026", "2026-10-10"]
    assert [it.listed for it in condensed(Sighting(source="a", listed=day) for day in reversed(days))] == days
