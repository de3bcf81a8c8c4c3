"""Reading lists of ours among other Markdown, whole, edited or broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.carried_state import CarriedState, QueuePlace, without_state
from readerapp.domain.paper import Paper
from readerapp.sources import read
from readerapp.sources.lists import reading_list

LINE = "- [x] [T](https://arxiv.org/abs/2405.15738) · A B, C D (V, 2024) · [code](https://github.com/a/b)"
MARK = "<!-- readerapp arxiv:2405.15738 published=2024-05-24 -->"


def papers(text: str) -> list[tuple[Paper, CarriedState | None]]:
    """The papers of a list and the state of each."""
    reading = read(text.encode(), name="list.md")
    assert reading.format == "markdown"
    return [without_state(paper) for paper in reading.papers]


def test_an_item_of_ours_has_people_links_and_state() -> None:
    ((paper, carried),) = papers(f"{LINE} · ★★★☆☆ · #a&nbsp;b #c {MARK}\n\n  note\n")
    assert (paper.key, paper.title, paper.authors) == ("arxiv:2405.15738", "T", ("A B", "C D"))
    assert (paper.venue, paper.published) == ("V", "2024-05-24")
    assert paper.links.repo == ("https://github.com/a/b",)
    assert carried is not None
    assert {**carried.fields, "queued": None} == {
        **{"status": "read", "rating": 3, "tags": ["a b", "c"], "note": "note"},
        **{"queue": None, "later": None, "queued": None},
    }


def test_other_items_are_read_as_in_any_list() -> None:
    other = "- [x] **A Paper of Others** [arXiv](https://arxiv.org/abs/2401.00001)"
    (ours, carried), (theirs, none) = papers(f"# List\n\n{LINE} {MARK}\n\n  note\n\n## More\n\n{other}\n")
    assert (ours.title, theirs.title) == ("T", "A Paper of Others")
    assert carried is not None
    assert none is None


@pytest.mark.parametrize(
    ("mark", "status"), [("*reading*", "reading"), ("*archived*", "unread"), ("", "unread")]
)
def test_a_box_without_a_tick_is_not_archived(mark: str, status: str) -> None:
    ((_, carried),) = papers(f"- [ ] T · {mark} {MARK}\n")
    assert (carried.fields["status"] if carried else "unread") == status


def test_a_queued_item_without_its_rank_has_its_place() -> None:
    ((_, carried),) = papers(f"- [ ] T · *queued 12* {MARK}\n")
    assert carried is not None
    assert carried.fields["queue"] == 12
    assert isinstance(carried.fields["queue"], QueuePlace)


PARTS = [
    *("- [ ] ", MARK, " <!-- readerapp ", " -->", " · ", "rank=", "nbsp;", "*queued", "*until ", "T", "\n  "),
    *"[]()<>·#*★ ,\\&=\n",
]


@given(st.lists(st.sampled_from(PARTS), max_size=60))
def test_any_list_is_read(parts: list[str]) -> None:
    text = "".join(parts)
    drafts, rest = reading_list.split(text)
    assert rest.count("\n") == text.count("\n")
    assert all(draft.paper and draft.paper.title for draft in drafts)
    read(text.encode(), name="x")
