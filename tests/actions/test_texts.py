import shlex
import subprocess
import sys

import pytest

from readerapp.actions.copyable import COPYABLES, best_link, clone_command, copy_text, link
from readerapp.domain.links.repositories import repository
from readerapp.domain.paper import KINDS, Links, Paper

FULL = Paper(
    key="arxiv:2405.15738",
    title="A [Title]",
    links=Links(
        repo=("https://github.com/a/b/tree/main/src", "https://github.com/c/d"),
        hf=("https://huggingface.co/papers/2405.15738",),
        project=("https://a.github.io",),
    ),
)
BARE = Paper(key="title:0123456789abcdef", title="Bare")


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("repo", "https://github.com/a/b/tree/main/src"),
        ("arxiv", "https://arxiv.org/abs/2405.15738"),
        ("pdf", "https://arxiv.org/pdf/2405.15738"),
        ("hf", "https://huggingface.co/papers/2405.15738"),
        ("project", "https://a.github.io"),
        ("doi", None),
        ("title", "A [Title]"),
        ("markdown", r"[A \[Title\]](https://github.com/a/b/tree/main/src)"),
        ("clone", "git clone https://github.com/a/b"),
        ("key", "arxiv:2405.15738"),
    ],
)
def test_each_thing_copies_as_its_text(what: str, text: str | None) -> None:
    assert copy_text(FULL, what) == text


def test_every_thing_of_the_menu_can_be_asked_of_every_paper() -> None:
    texts = {what: copy_text(BARE, what) for _, what, _ in COPYABLES}
    assert {what for what, text in texts.items() if text} == {"title", "markdown", "bibtex", "key"}


def test_letters_of_the_menu_are_unique() -> None:
    assert "".join(what.letter for what in COPYABLES) == "raphdtmbgk"


def test_a_doi_follows_from_the_key() -> None:
    assert link(Paper(key="doi:10.1/x", title="T"), "doi") == "https://doi.org/10.1/x"


def test_an_unknown_thing_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        copy_text(FULL, "soul")


def test_the_best_link_is_the_repo_then_arxiv_then_any() -> None:
    assert best_link(FULL) == ("repo", "https://github.com/a/b/tree/main/src")
    assert best_link(Paper(key="arxiv:2405.15738", title="T")) == (
        "arxiv",
        "https://arxiv.org/abs/2405.15738",
    )
    other = Paper(key="x", title="T", links=Links(other=("https://e.org",)))
    assert best_link(other) == ("other", "https://e.org")
    assert best_link(BARE) is None


def test_every_kind_of_link_can_be_asked_for() -> None:
    assert {kind for kind in KINDS if copy_text(FULL, kind)} == {"repo", "arxiv", "pdf", "hf", "project"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://www.github.com/a/b/blob/main/x.py#L3", "https://www.github.com/a/b"),
        ("https://github.com/a/b?tab=readme", "https://github.com/a/b"),
        ("https://gitlab.com/group/sub/name/-/tree/main", "https://gitlab.com/group/sub/name"),
        ("https://git.sr.ht/~user/name/tree", "https://git.sr.ht/~user/name"),
        ("https://huggingface.co/org/model/tree/main", "https://huggingface.co/org/model"),
        ("https://huggingface.co/datasets/org/set/viewer", "https://huggingface.co/datasets/org/set"),
    ],
)
def test_a_clone_goes_to_the_repository_itself(url: str, expected: str) -> None:
    assert repository(url) == expected


@pytest.mark.parametrize(
    "evil", ["https://github.com/a/b;rm", "https://github.com/a/$(x)", "https://github.com/a/`x`"]
)
def test_a_clone_command_runs_nothing_but_git(evil: str) -> None:
    command = clone_command(Paper(key="x", title="T", links=Links(repo=(evil,))))
    assert command
    assert shlex.split(command) == ["git", "clone", evil]
    assert "'" in command


def test_a_link_is_found_without_loading_an_exporter() -> None:
    code = "import sys, readerapp.actions.copyable; sys.exit('readerapp.exports' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
