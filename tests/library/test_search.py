from __future__ import annotations

import json
import os
from collections.abc import Mapping

import pytest

from readerapp.domain.paper import Links, Sighting
from readerapp.domain.state import State, Status
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.search.searcher import LazyStates, SearchRequest
from tests.library.conftest import NOW, Ask, clock, paper, titles


def test_words_are_found_in_any_field_misspelt_begun_or_as_initials(library: Library, ask: Ask) -> None:
    library.add(
        [
            paper("In-Context Learning Explained", authors=("Geoffrey Hinton",), keywords=("prompting",)),
            paper("Graphs", "Cyclical curriculum schedules for retrieval-augmented generation."),
        ]
    )
    for query in (
        "icl",
        "hinton",
        "hintno",
        "prompt",
        "explaned learning",
        "cont-learn",
        "geoffrey explained",
    ):
        assert titles(library, ask(query)) == ["In-Context Learning Explained"], query
    for query in (
        "curiculum",
        "cyclical",
        "sched curr",
        '"curriculum schedules"',
        "abstract:cyclical",
    ):
        assert titles(library, ask(query)) == ["Graphs"], query
    for query in (
        "rag",
        "hinton curriculum",
        "title:cyclical",
        '"schedules curriculum"',
        "graphs -retrieval",
    ):
        assert ask(query).partial or not ask(query).rows, query


def test_the_parts_of_compound_words_in_titles_are_found_as_words_are(library: Library, ask: Ask) -> None:
    library.add([paper("World2Minecraft"), paper("Mining", "Craft, and World2Minecraft."), paper("Other")])
    for query in ("minecraft", "mine", "title:min world", "world minecarft", "World2Minecraft"):
        assert titles(library, ask(query))[0] == "World2Minecraft", query
    assert titles(library, ask("-mine title:world")) == []
    assert titles(library, ask("abstract:mine")) == []


def test_the_better_match_comes_first(library: Library, ask: Ask) -> None:
    ranked = [
        paper("Graph attention"),  # together and in order, and nothing else
        paper("On graph attention and its limits"),  # together
        paper("Attention over a graph"),  # apart
        paper("Graphs need attention"),  # one word is only begun
        paper("A study", "It uses graph attention."),  # in the abstract
    ]
    library.add(reversed(ranked))
    assert titles(library, ask("graph attention")) == [paper.title for paper in ranked]


def test_of_titles_that_match_alike_the_shorter_comes_first(library: Library, ask: Ask) -> None:
    ranked = [
        paper("Graph networks learn attention", listed="2026-01-01"),
        paper("Graph networks that in time may learn attention", listed="2026-02-01"),
        paper("Graph networks of every kind that in time may learn attention", listed="2026-03-01"),
    ]
    library.add(ranked)
    for query in ("graph attention", "grap atten", "grahp atention"):
        assert titles(library, ask(query)) == [paper.title for paper in ranked], query


def test_title_goes_before_authors_and_tags_before_abstract_before_the_rest(
    library: Library, ask: Ask
) -> None:
    library.add(
        [
            paper("Four", keywords=("kernel",)),
            paper("Three", "The kernel of it."),
            paper("Two", key="doi:10.1000/two"),
            paper("Kernel one"),
        ]
    )
    tagged = {"doi:10.1000/two": State(key="doi:10.1000/two", tags=("kernel",))}
    assert titles(library, ask("kernel", tagged)) == ["Kernel one", "Two", "Three", "Four"]


def test_equal_matches_stand_by_date_of_listing(library: Library, ask: Ask) -> None:
    library.add(paper(f"Kernel {n}", listed=f"2026-10-{n:02}") for n in (3, 9, 5, 1))
    assert titles(library, ask("kernel")) == ["Kernel 9", "Kernel 5", "Kernel 3", "Kernel 1"]
    assert titles(library, ask("kernel", reverse=True)) == ["Kernel 1", "Kernel 3", "Kernel 5", "Kernel 9"]


def test_scores_descend(library: Library, ask: Ask) -> None:
    library.add([paper("Kernel"), paper("Kernels"), paper("A", "kernel")])
    shelf = ask("kernel")
    scores = [shelf.score(index) for index in range(3)]
    assert scores == sorted(scores, reverse=True) and len(set(scores)) == 3
    assert shelf.score(99) == 0


def test_matches_are_marked_in_title_and_abstract(library: Library, ask: Ask) -> None:
    library.add([paper("In-Context Learning of Größe")])

    def marked(query: str, text: str, field: str = "title") -> list[str]:
        return [text[start:end] for start, end in ask(query).spans(text, field)]

    title = "In-Context Learning of Größe"
    assert marked("learn", title) == ["Learn"]
    assert marked("lerning", title) == ["Learning"]
    assert marked("icl", title) == ["I", "C", "L"]
    assert marked("große", title) == marked("grosse", title) == ["Größe"]
    assert marked('"context learning"', title) == ["Context Learning"]
    assert marked("learn lear", title) == ["Learn"]
    assert marked("abstract:learning", title) == []
    assert marked("learning", "A learning, in Learning.", "abstract") == ["learning", "Learning"]
    assert marked("学习", "用深度学习。", "abstract") == ["学习"]
    assert marked("", title) == []
    assert marked("mine", "World2Minecraft") == ["Mine"]


def test_accents_and_cjk_are_found_with_and_without(library: Library, ask: Ask) -> None:
    library.add(
        [paper("Schrödinger’s Résumé"), paper("基于深度学习的图像识别"), paper("強化学習 for robots")]
    )
    for query in ("schrodinger", "Schrödinger", "resume", "RÉSUMÉ", "schro", "schrodingr"):
        assert titles(library, ask(query)) == ["Schrödinger’s Résumé"], query
    for query in ("深度学习", "深度", "图", "识别", "别", "图像 深度"):
        assert titles(library, ask(query)) == ["基于深度学习的图像识别"], query
    assert titles(library, ask("化学習 robot")) == ["強化学習 for robots"]


STATES: Mapping[str, State] = {
    state.key: state
    for state in (
        State(key="doi:10.1000/a", status=Status.READ, rating=5, tags=("RL", "deep learning")),
        State(key="doi:10.1000/b", status=Status.READING, queue=2.0, note="See the *appendix* on kernels"),
        State(key="doi:10.1000/c", queue=1.0, rating=2),
        State(key="doi:10.1000/unknown", status=Status.READ),
    )
}


@pytest.fixture
def marked(library: Library) -> Library:
    github = Links(repo=("https://github.com/OpenAI/gym",), pdf=("https://x.org/a.pdf",))
    library.add(
        [
            paper(
                "Alpha",
                "x",
                key="doi:10.1000/a",
                links=github,
                upvotes=60,
                listed="2026-10-09",
                added="2026-10-11",
            ),
            paper(
                "Beta",
                key="doi:10.1000/b",
                upvotes=15,
                stars=700,
                published="2025-01-01",
                listed="2026-10-01",
            ),
            paper("Gamma", key="doi:10.1000/c", sightings=(Sighting(source="my.bib"),), added="2026-09-01"),
            paper("Delta", key="doi:10.1000/d", listed="Oct 8", added="2026-10-12"),
        ]
    )
    return library


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is:read", "Alpha"),
        ("is:unread", "Delta Gamma"),
        ("is:reading", "Beta"),
        ("is:archived", ""),
        ("is:queued", "Beta Gamma"),
        ("-is:queued", "Alpha Delta"),
        ("has:repo", "Alpha"),
        ("has:pdf", "Alpha"),
        ("has:note", "Beta"),
        ("has:tag", "Alpha"),
        ("has:abstract", "Alpha"),
        ("tag:r", "Alpha"),
        ("tag:deep", "Alpha"),
        ("rating:>3", "Alpha"),
        ("rating:1..2", "Gamma"),
        ("rating:0", "Beta Delta"),
        ("upvotes:>15", "Alpha"),
        ("upvotes:15..60", "Alpha Beta"),
        ("stars:>500", "Beta"),
        ("repo:openai", "Alpha"),
        ("repo:github.com", "Alpha"),
        ("repo:x.org", ""),
        ("link:x.org", "Alpha"),
        ("listed:2026-10..", "Alpha Beta Delta"),
        ('listed:"Oct 8"', "Delta"),
        ("published:2025", "Beta"),
        ("added:7d", "Alpha Beta Delta"),
        ("added:>7d", "Gamma"),
        ("from:bib", "Gamma"),
        ("doi:10.1000/c", "Gamma"),
        ("note:appendix", "Beta"),
        ('note:"on kernels"', "Beta"),
        ("apendix", "Beta"),
        ('"deep learning"', "Alpha"),
        ("is:read OR is:queued", "Alpha Beta Gamma"),
        ("(alpha OR is:queued) -beta", "Alpha Gamma"),
        ("-(alpha OR is:queued)", "Delta"),
        ("-alpha", "Beta Delta Gamma"),
        ("beta OR gamma", "Beta Gamma"),
    ],
)
def test_terms_filter(marked: Library, ask: Ask, query: str, found: str) -> None:
    shelf = ask(query, STATES)
    assert sorted(titles(marked, shelf)) == found.split()
    assert not shelf.partial and not shelf.problems


@pytest.mark.parametrize(
    ("order", "found", "turned"),
    [
        ("listed", "Alpha Delta Beta Gamma", "Beta Delta Alpha Gamma"),
        ("published", "Beta Alpha Delta Gamma", "Beta Alpha Delta Gamma"),
        ("added", "Beta Delta Alpha Gamma", "Gamma Alpha Delta Beta"),
        ("title", "Alpha Beta Delta Gamma", "Gamma Delta Beta Alpha"),
        ("upvotes", "Alpha Beta Delta Gamma", "Beta Alpha Delta Gamma"),
        ("stars", "Beta Alpha Delta Gamma", "Beta Alpha Delta Gamma"),
        ("rating", "Alpha Gamma Delta Beta", "Gamma Alpha Delta Beta"),
        ("queue", "Gamma Beta Alpha Delta", "Beta Gamma Alpha Delta"),
        ("relevance", "Alpha Delta Beta Gamma", "Beta Delta Alpha Gamma"),
    ],
)
def test_every_order_and_its_reverse(marked: Library, ask: Ask, order: str, found: str, turned: str) -> None:
    assert titles(marked, ask("", STATES, sort=order)) == found.split()
    assert titles(marked, ask("", STATES, sort=order, reverse=True)) == turned.split()
    assert titles(marked, ask(f"sort:-{order}", STATES)) == turned.split()


def test_listing_and_publication_are_one_clock_and_ties_stand_as_in_the_file(
    library: Library, ask: Ask
) -> None:
    library.add(
        [
            paper("September, listed", listed="2026-09-03", published="2023-01-01"),
            paper("No date"),
            paper("March, published", published="2024-03-05T10:00:00Z"),
            paper("June, listed", listed="2026-06-26"),
            paper("August, published", published="2026-08"),
            paper("June too", published="2026-06-26T23:00:00Z"),
            paper("October, without its year", listed="Oct 9", published="2026-10-01"),
        ]
    )
    found = [
        "October, without its year",
        "September, listed",
        "August, published",
        "June, listed",
        "June too",
        "March, published",
        "No date",
    ]
    assert titles(library, ask("")) == titles(library, ask("-is:read")) == found
    assert titles(library, ask("", reverse=True)) == [*found[5::-1], found[6]]
    assert titles(library, ask("listed:2026-06-26")) == ["June, listed"], "a filter means what it names"


def test_a_date_without_its_year_follows_what_is_known_of_the_time(home: Home) -> None:
    lines = [{"title": "Newest", "listed": "2026-11-01"}, {"title": "Yearless", "listed": "Oct 9"}]
    lines += [{"title": "Older", "listed": "2026-09-30"}, {"title": "Oldest", "listed": "Dec 24"}]
    home.data.mkdir(parents=True)
    home.library.write_text("".join(json.dumps(line) + "\n" for line in lines))
    os.utime(home.library, (1_794_000_000, 1_794_000_000))  # in November 2026
    library = Library.open(home, clock=clock)
    assert titles(library, library.search("", dict, now=NOW)) == ["Newest", "Yearless", "Older", "Oldest"]


def test_an_order_in_the_query_goes_before_the_one_asked_for(marked: Library, ask: Ask) -> None:
    shelf = ask("sort:title", STATES, sort="upvotes")
    assert shelf.order == "title"
    assert ask("alpha").order == "relevance" and ask("is:read").order == ask("").order == "listed"


def test_a_change_of_state_shows_at_once(marked: Library, ask: Ask) -> None:
    state = State(key="doi:10.1000/d", note="remember the kernel trick", tags=("later",))
    before: dict[str, State] = {}
    after = {"doi:10.1000/d": state}
    assert not ask("trick", before, version=1).rows
    assert titles(marked, ask("trick", after, version=2)) == ["Delta"]
    assert titles(marked, ask("tag:later", after, version=2)) == ["Delta"]
    assert not ask("tag:later", before, version=3).rows
    assert not ask("trick", before, version=3).rows


def test_a_key_that_was_given_up_still_counts(library: Library, ask: Ask) -> None:
    known = paper("Curriculum Learning")
    library.add([known])
    library.add([paper("Curriculum Learning", arxiv="2401.00001")])
    assert titles(library, ask("is:read", {known.key: State(key=known.key, status=Status.READ)})) == [
        known.title
    ]


def test_a_misspelt_word_is_named_with_what_was_meant(library: Library, ask: Ask) -> None:
    library.add([paper("When do curricula work?"), paper("Cyclical Curriculum Learning"), paper("Kernels")])
    shelf = ask("curiculum lerning -kernels")
    assert shelf.suggestion == "curriculum learning -kernels"
    assert titles(library, shelf) == ["Cyclical Curriculum Learning"]
    assert ask("curriculum learning").suggestion is None


SPELT = [
    paper(f"Language models {n}", f"Distillation of a model {n}", listed=f"2026-10-{n:02}")
    for n in range(1, 20)
] + [paper(f"Study {n}", f"We distil a language model by distillation, in way {n}.") for n in range(30)]


@pytest.mark.parametrize(
    ("misspelt", "right"),
    [
        ("distilation langauge modle", "distillation language model"),
        ("langauge", "language"),
        ("modle -study", "model -study"),
        ("title:langauge", "title:language"),
        ("langauge listed:2026-10-05..", "language listed:2026-10-05.."),
        ("distilation sort:title", "distillation sort:title"),
    ],
)
def test_a_misspelt_query_finds_what_the_nearest_words_find(
    library: Library, ask: Ask, misspelt: str, right: str
) -> None:
    library.add([*SPELT, paper("Unlike", "Else")])
    found, wanted = ask(misspelt), ask(right)
    assert found.suggestion == right and wanted.suggestion is None
    assert set(found.rows) == set(wanted.rows) and len(found.rows) == len(wanted.rows)
    assert not found.partial


def test_a_word_that_a_paper_has_misspelt_too_finds_that_paper_first(library: Library, ask: Ask) -> None:
    library.add([*SPELT, paper("Slip", "In some langauge of ours.")])
    shelf = ask("langauge")
    assert shelf.suggestion == "language" and len(shelf.rows) == len(SPELT) + 1
    assert "Slip" in titles(library, shelf)
    assert titles(library, ask("slip langauge")) == ["Slip"]


def test_a_rare_name_is_no_misspelling_of_a_word_that_is_as_rare(library: Library, ask: Ask) -> None:
    library.add([*SPELT, paper("Modal", "modal logic"), paper("Mambo", "mambo"), paper("Samba", "mamba")])
    assert ask("mambo").suggestion is None and titles(library, ask("mambo")) == ["Mambo"]


def test_a_word_is_taken_as_typed_where_that_is_asked_for(library: Library) -> None:
    library.add(SPELT)
    exact = library.answer(SearchRequest("langauge", NOW, exact=True), LazyStates(dict))
    assert not exact.rows and exact.suggestion == "language"
    assert library.answer(SearchRequest("language", NOW, exact=True), LazyStates(dict)).rows


def test_where_nothing_has_all_words_the_nearest_are_shown_as_such(library: Library, ask: Ask) -> None:
    library.add([paper("Graph attention networks"), paper("Kernel attention"), paper("Else")])
    shelf = ask("title:graph title:attention title:zebra")
    assert shelf.partial and titles(library, shelf) == ["Graph attention networks"]
    assert not ask("graph attention").partial
    assert not ask("zzzz").rows and not ask("zzzz").partial


def test_a_filter_holds_for_the_nearest_too(marked: Library, ask: Ask) -> None:
    assert titles(marked, ask("title:alpha title:zebra is:read", STATES)) == ["Alpha"]
    assert not ask("title:alpha title:zebra is:archived", STATES).rows


def test_counts_and_places(library: Library, ask: Ask) -> None:
    library.add(paper(f"Kernel number {n}") for n in range(700))
    shelf = ask("kernel")
    assert (len(shelf), len(shelf.rows), shelf.total) == (700, 700, 700)
    assert sorted(shelf.rows) == list(range(700))
    assert list(shelf.rows)[-1] == shelf.rows[-1] and shelf.rows[690:] == shelf.rows[690:700]
    assert all(shelf.index(shelf.rows[at]) == at for at in (0, 199, 200, 699))
    assert ask("number 7").index(shelf.rows[0]) is not None or ask("number 7").index(99_999) is None
    assert ask("kernel", reverse=True).rows[0] == shelf.rows[-1]


def test_an_empty_library_answers_anything(ask: Ask) -> None:
    for query in ("", "x", "is:unread", "-x", '"a b"', "x OR is:read", "sort:queue"):
        assert not ask(query).rows and ask(query).total == 0


def test_seeds_are_searched_like_any_papers(home: object, library: Library) -> None:
    from tests.library.conftest import clock

    assert isinstance(home, Home)
    seeded = Library.open(home, seeds=lambda: [paper("Graph attention"), paper("Kernels")], clock=clock)
    assert titles(seeded, seeded.search("atention", dict, now=NOW)) == ["Graph attention"]
