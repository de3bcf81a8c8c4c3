"""What arXiv is asked for the words of a person."""

import pytest

from readerapp.actions.services.arxiv import query
from readerapp.actions.services.targets import NotUnderstood


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("cs.LG", "cat:cs.LG"),
        ("CS.lg", "cat:cs.LG"),
        ("cs", "cat:cs.*"),
        ("quant-ph", "cat:quant-ph"),
        ("cond-mat.stat-mech", "cat:cond-mat.stat-mech"),
        ("cs.LG stat.ML", "cat:cs.LG OR cat:stat.ML"),
        ("curriculum learning", "all:curriculum AND all:learning"),
        ('"curriculum learning" robots', 'all:"curriculum learning" AND all:robots'),
        ("all:curriculum learning", "all:curriculum AND all:learning"),
        ("ti:curriculum", "ti:curriculum"),
        ("title:sparse attention", "ti:sparse AND ti:attention"),
        ("au:Yoshua Bengio", 'au:"Yoshua Bengio"'),
        ("author:Yoshua Bengio", 'au:"Yoshua Bengio"'),
        ("au:del_maestro AND ti:checkerboard", "au:del_maestro AND ti:checkerboard"),
        ('au:"Yoshua Bengio"', 'au:"Yoshua Bengio"'),
        ("cat:cs.LG AND (ti:a OR ti:b)", "cat:cs.LG AND (ti:a OR ti:b)"),
        ("node.js robots", "all:node.js AND all:robots"),
    ],
)
def test_words_become_a_query(words: str, asked: str) -> None:
    assert query(words) == asked


def test_nothing_is_not_everything() -> None:
    with pytest.raises(NotUnderstood, match=r"cs\.LG"):
        query("")
