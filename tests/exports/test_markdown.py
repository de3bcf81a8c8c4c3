import pytest
from markdown_it import MarkdownIt

from readerapp.domain.paper import Links, Paper
from readerapp.domain.state import State, Status
from readerapp.exports import Item
from readerapp.exports.lists.markdown import document, escape, link
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


def test_a_paper_is_one_line_with_its_people_its_page_and_its_code() -> None:
    links = Links(repo=(REPO,), arxiv=(ARXIV,))
    people = ("A B", "C, Jr.", "E (Team)")
    paper = Paper(key="arxiv:2405.15738", title="T", authors=people, links=links, venue="V")
    assert written("markdown", [paper]) == (
        f"- [ ] [T]({ARXIV}) · A B, C\\, Jr., E \\(Team\\) (V, 2024) · [code]({REPO})"
        " <!-- readerapp arxiv:2405.15738 -->\n"
    )


def test_a_box_says_read_and_marks_say_the_rest() -> None:
    state = State(key="x", status=Status.ARCHIVED, tags=("a b", "c"), rating=3, later="2027-01-01")
    states = (state, State(key="x", status=Status.READING, queue=1.5, note="# N\n\ntext"))
    assert "".join(document(Item(Paper(key="x", title="T"), each, 2) for each in states)) == (
        "- [x] T · *archived* · *until 2027-01-01* · ★★★☆☆ · #a&nbsp;b #c <!-- readerapp x -->\n"
        "- [ ] T · *reading* · *queued 2* <!-- readerapp x rank=1.5 -->\n\n  # N\n\n  text\n\n"
    )


@pytest.mark.parametrize("title", ["a · b", "AT&amp;T", "~~x~~", "*a* #b", "C# & F#", "x) · [code](y"])
def test_a_viewer_shows_an_item_without_its_comment(title: str) -> None:
    tokens = MarkdownIt().parse(written("markdown", [Paper(key="x--y>", title=title, authors=(title,))]))
    (inline,) = (token for token in tokens if token.type == "inline")
    shown = "".join(child.content for child in inline.children or [] if child.type != "html_inline")
    assert shown.strip() == f"[ ] {title} · {title}"
    assert [child.type for child in inline.children or []][-1] == "html_inline"
