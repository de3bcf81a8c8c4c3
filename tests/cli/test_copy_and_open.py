import pytest

from tests.cli.reader import CURRICULUM, MIXTURES, SPAR, Reader

REPO = "https://github.com/thu-coai/SPaR"


def test_the_best_link_is_printed(reader: Reader) -> None:
    assert reader("copy", "--print", SPAR).out == f"{REPO}\n"
    assert reader("copy", "--print", CURRICULUM).out == "https://arxiv.org/abs/2405.15738\n"


@pytest.mark.parametrize(
    ("what", "start"),
    [
        ("key", SPAR),
        ("clone", f"git clone {REPO}"),
        ("bibtex", "@misc{cheng2024spar,"),
        ("markdown", f"[SPaR: Self-Play with Tree-Search Refinement]({REPO})"),
        ("title", "SPaR"),
    ],
)
def test_anything_else_of_a_paper_is_printed(reader: Reader, what: str, start: str) -> None:
    assert reader("copy", "--print", "--what", what, SPAR).out.startswith(start)


def test_what_a_paper_does_not_have_is_said(reader: Reader) -> None:
    result = reader("copy", "--print", "--what", "doi", MIXTURES)
    assert (result.status, result.out) == (1, "")
    assert result.err == 'readerapp: "Mixtures of Experts" has no DOI\n'


def test_of_several_papers_those_that_have_it_are_taken_and_the_status_tells_of_the_others(
    reader: Reader,
) -> None:
    result = reader("copy", "--print", "--what", "repo", SPAR, MIXTURES)
    assert (result.status, result.out) == (1, f"{REPO}\n")
    assert "Mixtures of Experts" in result.err


def test_without_a_browser_the_link_is_in_the_line(reader: Reader) -> None:
    result = reader("open", SPAR, env={"SSH_CONNECTION": "1"})
    assert result.status == 1
    assert REPO in result.err


def test_nobody_means_a_hundred_tabs(empty: Reader) -> None:
    result = empty("open", "--query", "is:unread")
    assert result.status == 1
    assert "88 pages" in result.err
