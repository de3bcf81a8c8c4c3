import pytest
from markdown_it import MarkdownIt

from readerapp.domain.paper import Links, Paper
from readerapp.exports.markdown import escape, item, link
from tests.exports.papers import written

REPO = "https://github.com/a/b"
ARXIV = "https://arxiv.org/abs/2405.15738"


def test_a_link_goes_to_the_best_link() -> None:
    paper = Paper(key="x", title="Deep [Learning]", links=Links(repo=(REPO,), arxiv=(ARXIV,)))
    assert link(paper) == rf"[Deep \[Learning\]]({REPO})"


def test_without_a_link_the_title_stands_alone() -> None:
    assert link(Paper(key="x", title="Title")) == "Title"


def test_parentheses_in_an_address_do_not_end_the_link() -> None:
    paper = Paper(key="x", title="T", links=Links(other=("https://e.org/a_(b)",)))
    assert link(paper) == "[T](<https://e.org/a_(b)>)"


@pytest.mark.parametrize("title", ["[/b]", "[@click=app.quit]x[/]", "a*b_c`d<e>", "\\"])
def test_a_title_shows_as_it_stands(title: str) -> None:
    (token,) = MarkdownIt().parseInline(escape(title))
    assert "".join(child.content for child in token.children or []) == title


def test_a_paper_is_one_line_with_its_page_and_its_code() -> None:
    links = Links(repo=(REPO,), arxiv=(ARXIV,))
    paper = Paper(key="arxiv:2405.15738", title="T", authors=("A B", "C D", "E F", "G H"), links=links)
    assert item(paper) == f"[T]({ARXIV}) · A B, C D, E F et al. (2024) · [code]({REPO})"


def test_a_document_is_a_list() -> None:
    papers = [Paper(key="x", title="One"), Paper(key="y", title="Two")]
    assert written("markdown", papers) == "- One\n- Two\n"
