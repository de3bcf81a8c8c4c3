"""Citation keys that documents rely on."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.exports import Item
from readerapp.exports.bibliographies.citation_keys import claim, unique_keys, with_keys

EARLY, LATE = "2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"


def keys(*papers: Paper) -> dict[str, str]:
    return dict(
        zip(
            [paper.key for paper in papers],
            unique_keys([claim(Item(paper, State(key=paper.key))) for paper in papers]),
            strict=True,
        )
    )


def kites(key: str, added: str, **facts: object) -> Paper:
    return replace(Paper(key=key, title="Kites", authors=("Rin Abe",), added=added), **facts)  # type: ignore[arg-type]


def test_of_two_papers_with_one_name_the_earlier_keeps_it() -> None:
    old, new = kites("doi:10.1/z", EARLY), kites("doi:10.1/a", LATE)
    assert keys(new, old) == {"doi:10.1/z": "abekites", "doi:10.1/a": "abekitesa"}


def test_an_earlier_paper_keeps_its_name_from_one_whose_source_gave_the_same() -> None:
    old, new = kites("doi:10.1/z", EARLY), kites("doi:10.1/a", LATE, extra={"citation_key": "abekites"})
    assert keys(old, new) == {"doi:10.1/z": "abekites", "doi:10.1/a": "abekitesa"}


class Found:
    """Papers that are read anew each time."""

    def __init__(self, *papers: Paper) -> None:
        self.papers = papers
        self.reads = 0

    def __iter__(self) -> Iterator[Item]:
        self.reads += 1
        return (Item(paper, State(key=paper.key)) for paper in self.papers)


def test_papers_are_written_when_due_and_not_kept() -> None:
    found, done = Found(kites("doi:10.1/a", EARLY), kites("doi:10.1/b", LATE)), list[str]()
    entries = with_keys(found, lambda item: done.append(item.paper.key))
    assert [next(entries)[0], *done] == ["abekites", "doi:10.1/a"]
    assert [next(entries)[0], *done] == ["abekitesa", "doi:10.1/a", "doi:10.1/b"]
    assert found.reads == 2


def test_papers_that_can_be_read_only_once_get_keys_too() -> None:
    found = iter(Found(kites("doi:10.1/a", EARLY), kites("doi:10.1/b", LATE)))
    assert [name for name, _ in with_keys(found, lambda item: item.paper)] == ["abekites", "abekitesa"]


PAPERS = st.lists(
    st.builds(
        lambda number, title, told, added: Paper(
            key=f"doi:10.1/{number}",
            title=title,
            authors=("Rin Abe",),
            added=f"2026-01-{added:02}T00:00:00+00:00",
            extra={"citation_key": told} if told else {},
        ),
        st.integers(0, 999),
        st.sampled_from(("Kites", "Kitesa", "Kites b", "注")),
        st.sampled_from(("", "abe", "abekites", "AbeKitesA", "abekitesa")),
        st.integers(1, 9),
    ),
    max_size=12,
    unique_by=lambda paper: paper.key,
)


@settings(max_examples=200, deadline=None)
@given(PAPERS, st.sampled_from(("", "abekites", "abekitesa")))
def test_a_paper_that_comes_later_changes_no_citation_key(papers: list[Paper], told: str) -> None:
    before = keys(*papers)
    new = kites("doi:10.1/0000", LATE, extra={"citation_key": told} if told else {})
    after = keys(new, *reversed(papers))
    assert len({name.lower() for name in after.values()}) == len(after)
    del after[new.key]
    assert after == before
