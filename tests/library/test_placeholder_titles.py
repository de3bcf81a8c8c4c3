"""Papers of which at first only an id is known."""

from __future__ import annotations

from readerapp.domain.ids.keys import placeholder_title
from readerapp.domain.paper import Paper
from readerapp.domain.works.merging import merge


def test_an_id_that_stands_in_for_a_title_never_takes_its_place() -> None:
    key = "arxiv:2405.00001"
    titled, bare = Paper(key=key, title="A Title"), Paper(key=key, title=placeholder_title(key) or "")
    assert merge(titled, bare).title == merge(bare, titled).title == "A Title"
