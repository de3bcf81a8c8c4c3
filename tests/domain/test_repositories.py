from __future__ import annotations

import pytest

from readerapp.domain.links.extraction import clean_link, collect_links, find_links


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/own/\nrepo-d and our data",
        "https://github.com/own/\n    repo-d.",
        "https://github.com/own/ repo-d and our data",
        "https://github.com/own/repo-\nd. Done",
        "https://github.com/\nown/repo-d",
        "https://\ngithub.com/own/repo-d",
        "pip install git+https://github.com/own/repo-d.git@main now",
        "pip install git+https://github.com/own/repo-d@v1.0#egg=repo_d",
        "https://https://github.com/own/repo-d",
        "http://https://github.com/own/repo-d",
        "https://github.com/own/repo-d/issues/3 and https://github.com/own/repo-d/blob/main/README.md",
        "https://github.com/own/repo-d/pull/7/files",
        "https://github.com/own/repo-d/releases/tag/v1",
        "https://github.com/own/repo-d/wiki#install",
        "https://github.com/own/repo-d#installation",
        "https://github.com/own/repo-d?tab=MIT-1-ov-file",
        "https://raw.githubusercontent.com/own/repo-d/main/README.md",
        "https://codeload.github.com/own/repo-d/zip/refs/heads/main",
        "https://api.github.com/repos/own/repo-d/releases",
        "https://github.com/own/repo-d's code",
        "Clone git@github.com:own/repo-d.git to start",
        "ssh://git@github.com/own/repo-d.git",
        "git clone git://github.com/own/repo-d",
        "https://github.com/own/repo-d/tree/main",
        "https://github.com/own/repo-d/tree/master/",
        "https://github.com/own/repo-d’s code",
        "https://github.com/own/repo-d}.",
        "https://github.com/own/repo-d)",
        "https://github.com/own/repo-d-",
        "https://github.com/own/repo-d.git/",
        "[https://github.com/own/repo-d](https://github.com/own/repo-d)",
        r"\texttt{https://github.com/own/repo-d}",
        r"\href{https://github.com/own/repo-d}{\\texttt{repo-d}}",
        "https://github.com/own/\u200brepo-d",
    ],
)
def test_whatever_stands_around_or_within_it_an_address_gives_the_repository_itself(text: str) -> None:
    assert find_links(text).repo == ("https://github.com/own/repo-d",)


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://gitlab.com/g/sub/p/-/issues/4", "https://gitlab.com/g/sub/p"),
        ("https://gitlab.com/g/sub/p/-/tree/main/x", "https://gitlab.com/g/sub/p/-/tree/main/x"),
        ("https://codeberg.org/a/b/issues/1", "https://codeberg.org/a/b"),
        ("https://git.sr.ht/~a/b/log", "https://git.sr.ht/~a/b"),
        ("https://huggingface.co/a/b/discussions/3", "https://huggingface.co/a/b"),
        ("https://huggingface.co/a/b/resolve/main/x.bin", "https://huggingface.co/a/b"),
        ("https://huggingface.co/datasets/a/b/viewer", "https://huggingface.co/datasets/a/b"),
        ("https://huggingface.co/datasets/squad", "https://huggingface.co/datasets/squad"),
        ("https://github.com/a/b/tree/main/c", "https://github.com/a/b/tree/main/c"),
    ],
)
def test_a_page_within_a_repository_is_the_repository_but_a_folder_stays(url: str, root: str) -> None:
    assert collect_links([url]).repo == (root,)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/own",
        "https://github.com/own/",
        "https://github.com/features/copilot",
        "https://github.com/topics/llm",
        "https://github.com/orgs/own/repositories",
        "https://github.com/sponsors/own",
        "https://github.com/login?return_to=x",
        "https://github.com/user-attachments/assets/123",
        "https://gist.github.com/own/0123456789abcdef",
        "https://huggingface.co/blog/a/b",
    ],
)
def test_what_holds_no_repository_is_none(url: str) -> None:
    assert collect_links([url]).repo == ()


def test_a_line_that_ends_after_an_owner_does_not_swallow_the_next_sentence() -> None:
    assert find_links("See https://github.com/own/\nand more").repo == ()
    assert find_links("See https://github.com/own/ for more").repo == ()


def test_a_web_address_with_two_schemes_has_the_last() -> None:
    assert clean_link("https://https://x.example/y") == "https://x.example/y"
    archived = "https://web.archive.org/web/2020/https://x.example/y"
    assert clean_link(archived) == archived


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/own/repo and https://github.com/own/repo/tree/main/src",
        "https://github.com/own/repo/tree/main/src, also https://github.com/own/repo/blob/main/a.py",
        "http://www.github.com/own/repo.git/ or https://github.com/Own/Repo/tree/dev/",
        "https://www.github.com/own/repo/",
        "http://github.com/own/repo",
    ],
)
def test_a_repository_is_named_once_however_its_addresses_are_written(text: str) -> None:
    assert find_links(text).repo == ("https://github.com/own/repo",)


def test_folders_of_a_repository_that_is_not_named_itself_stay() -> None:
    folders = ("https://github.com/own/repo/tree/main/a", "https://github.com/own/repo/tree/main/b")
    assert find_links(" ".join(folders)).repo == folders


def test_the_hubs_short_host_is_found_without_a_scheme() -> None:
    links = find_links("Weights: hf.co/own/kites-7b; demo: https://hf.co/spaces/own/kites")
    assert links.repo == ("https://hf.co/own/kites-7b", "https://hf.co/spaces/own/kites")


def test_an_address_of_git_on_another_host_is_no_link() -> None:
    assert not find_links("git@mail.example.org:own/repo-d and mail me at git@example.org").repo
