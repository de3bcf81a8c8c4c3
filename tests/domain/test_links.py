from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.links.extraction import clean_link, collect_links, find_links, merge_links
from readerapp.domain.paper import Links


def kinds(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, url in find_links(text):
        found[kind] = (*found.get(kind, ()), url)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Code: https://github.com/a/b",
        "Code at https://github.com/a/b.",
        "(https://github.com/a/b)",
        "(see https://github.com/a/b),",
        "[code](https://github.com/a/b)",
        "[code](https://github.com/a/b)[more](https://github.com/a/b)",
        r"\url{https://github.com/a/b}.",
        r"\href{https://github.com/a/b}{our page}",
        "<https://github.com/a/b>",
        '"https://github.com/a/b"',
        "“https://github.com/a/b”…",
        "**https://github.com/a/b**",
        "代码在https://github.com/a/b。",
        "https://github.com/a/b.git",
        "https://github.com/a/b/",
        "HTTPS://GitHub.com/a/b",
        "https://github.com/a/b#readme",
        "https://github.com/a/b?tab=readme-ov-file",
        "https://github.com/a/b?utm_source=x&utm_medium=y",
        "code at github.com/a/b.",
        "https://github.com/a/b and again http://www.github.com/A/B/",
        "https://github.com/a/b,https://github.com/a/b;",
    ],
)
def test_what_stands_around_a_link_is_not_part_of_it(text: str) -> None:
    assert kinds(text) == {"repo": ("https://github.com/a/b",)}


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/a/b/tree/main/c", "repo"),
        ("https://gitlab.com/group/sub/project", "repo"),
        ("https://gitlab.inria.fr/a/b", "repo"),
        ("https://codeberg.org/a/b", "repo"),
        ("https://bitbucket.org/a/b", "repo"),
        ("https://git.sr.ht/~a/b", "repo"),
        ("https://huggingface.co/a/b", "repo"),
        ("https://hf.co/a/b", "repo"),
        ("https://huggingface.co/datasets/a/b", "repo"),
        ("https://huggingface.co/datasets/squad", "repo"),
        ("https://huggingface.co/spaces/a/b", "repo"),
        ("https://huggingface.co/papers/2405.15738", "hf"),
        ("https://huggingface.co/papers", "other"),
        ("https://huggingface.co/docs/x/y", "other"),
        ("https://huggingface.co/collections/a/b", "other"),
        ("https://huggingface.co/a", "other"),
        ("https://github.com/a", "other"),
        ("https://github.com/orgs/a/x", "other"),
        ("https://gist.github.com/a/b", "other"),
        ("https://github.blog/x/y", "other"),
        ("https://a.github.io/b", "project"),
        ("https://a.gitlab.io", "project"),
        ("https://sites.google.com/view/x", "project"),
        ("https://arxiv.org/abs/2405.15738v2", "arxiv"),
        ("http://arxiv.org/abs/quant-ph/0201082", "arxiv"),
        ("https://arxiv.org/pdf/2405.15738", "pdf"),
        ("https://arxiv.org/list/cs.LG/new", "other"),
        ("https://arxiv.org/abs/N/A", "other"),
        ("https://arxiv.org/abs/2413.15738", "other"),
        ("https://cn.arxiv.org/abs/2405.15738", "arxiv"),
        ("http://xxx.lanl.gov/abs/hep-th/9905111", "arxiv"),
        ("https://arxiv.org/ftp/arxiv/papers/2401/2401.00010.pdf", "pdf"),
        ("https://dl.acm.org/doi/pdf/10.1145/1.2", "pdf"),
        ("https://openreview.net/pdf?id=x", "pdf"),
        ("https://openreview.net/forum?id=x", "other"),
        ("https://aclanthology.org/2020.x.pdf", "pdf"),
        ("https://doi.org/10.1000/x(1)y", "doi"),
        ("https://aka.ms/x", "other"),
        ("https://github.com@evil.example/a/b", "other"),
    ],
)
def test_a_link_is_of_the_kind_its_address_says(url: str, kind: str) -> None:
    assert list(collect_links([url])) == [(kind, url)]


def test_words_before_a_link_can_make_it_the_projects_page_but_never_a_short_link() -> None:
    assert kinds("Project page: https://x.example/y.") == {"project": ("https://x.example/y",)}
    assert kinds("Our project page is at https://x.example") == {"project": ("https://x.example",)}
    assert kinds("Project page: https://bit.ly/x") == {"other": ("https://bit.ly/x",)}
    assert kinds("See https://x.example/y.") == {"other": ("https://x.example/y",)}


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "ftp://x.example/y",
        "file:///etc/passwd",
        "https://",
        "http://a",
        "git@x.example:a/b.git",
    ],
)
def test_only_web_addresses_are_links(text: str) -> None:
    assert find_links(text) == Links()
    assert clean_link(text) is None


def test_brackets_that_a_link_opens_itself_stay() -> None:
    assert kinds("(https://en.wikipedia.org/wiki/A_(b)).")["other"] == (
        "https://en.wikipedia.org/wiki/A_(b)",
    )


def test_latex_escapes_are_not_part_of_a_link() -> None:
    assert clean_link(r"https://github.com/a\_b/c\_d") == "https://github.com/a_b/c_d"
    assert clean_link(r"\url{https://x.example/\~{}me}") == "https://x.example/~me"


def test_tracking_goes_and_the_rest_of_a_query_stays() -> None:
    assert clean_link("https://x.example/?id=3&utm_source=a&fbclid=b#part") == "https://x.example/?id=3#part"


def test_code_hosts_come_before_the_hub_and_the_rest_keeps_its_order() -> None:
    text = "https://huggingface.co/a/b https://github.com/c/d https://huggingface.co/datasets/e/f https://gitlab.com/g/h"
    assert find_links(text).repo == (
        "https://github.com/c/d",
        "https://gitlab.com/g/h",
        "https://huggingface.co/a/b",
        "https://huggingface.co/datasets/e/f",
    )


def test_two_addresses_run_together_are_two() -> None:
    assert [url for _, url in find_links("https://a.examplehttps://b.example")] == [
        "https://a.example",
        "https://b.example",
    ]
    archived = "https://web.archive.org/web/2020/https://x.example/y"
    assert kinds(archived) == {"other": (archived,)}


def test_merging_keeps_each_link_once_and_under_its_kind() -> None:
    first = find_links("Project page: https://x.example and https://github.com/a/b")
    second = collect_links(
        ["http://x.example/", "https://github.com/A/B", "https://arxiv.org/abs/2405.15738"]
    )
    merged = merge_links(first, second)
    assert merged.project == ("https://x.example",)
    assert merged.repo == ("https://github.com/a/b",)
    assert merged.arxiv == ("https://arxiv.org/abs/2405.15738",)
    assert merged.other == ()


def test_a_link_longer_than_any_page_is_left_out() -> None:
    assert clean_link("https://x.example/" + "a" * 5000) is None


@given(st.text() | st.text("htps:/.()[]{}<>\\ urlef,@?#", max_size=80))
def test_any_text_gives_links_that_are_clean_already(text: str) -> None:
    for _, url in find_links("https://x.example/" + text):
        assert url.startswith(("http://", "https://"))
        assert url.isprintable()
        assert clean_link(url) == url


def test_the_address_of_another_paper_is_only_a_mention() -> None:
    arxiv = "As https://arxiv.org/abs/2302.08888 and https://arxiv.org/pdf/2302.08888v1 say"
    more = "https://doi.org/10.1000/b, https://huggingface.co/papers/2302.08888; code: https://github.com/a/b"
    links = find_links(f"{arxiv}, {more}", {"doi:10.1000/own"})
    assert (links.arxiv, links.pdf, links.hf, links.doi) == ((), (), (), ())
    assert links.repo == ("https://github.com/a/b",)
    assert len(links.other) == 4


def test_a_mention_that_names_the_papers_own_id_is_its_link() -> None:
    links = find_links("See https://arxiv.org/abs/2302.08888v2.", {"arxiv:2302.08888"})
    assert links.arxiv == ("https://arxiv.org/abs/2302.08888v2",)


def test_of_a_papers_own_addresses_those_of_another_arxiv_id_are_mentions() -> None:
    links = collect_links(
        ["https://arxiv.org/abs/2401.00001", "https://arxiv.org/abs/2401.00002"], "2401.00001"
    )
    assert (links.arxiv, links.other) == (
        ("https://arxiv.org/abs/2401.00001",),
        ("https://arxiv.org/abs/2401.00002",),
    )
