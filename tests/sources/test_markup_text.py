"""Tags and entities in titles and abstracts of other formats."""

import pytest

from readerapp.sources.markup_text import without_markup


@pytest.mark.parametrize(
    "text",
    [
        "Does <think> Help? Tokens <SEP> and A<B",
        "We drop <think>…</think> tags; p<0.05.",
        "<s> and </s> around a <mask>",
        "a<b and c>d",
        "Vec<T> and List<i>",
        "How to Close a <table> or <code>",
        "R&D at AT&T; ?a=1&copy=2",
    ],
)
def test_what_only_looks_like_markup_stays(text: str) -> None:
    assert without_markup(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("CO<sub>2</sub> and <i>E. coli</i>", "CO2 and E. coli"),
        ("10<sup>-3</sup> m<sup>2</sup>", "10^-3 m2"),
        ("<span class='x'>Kites</span> <scp>DNA</scp>", "Kites DNA"),
        ("&lt;i&gt;E. coli&lt;/i&gt;", "E. coli"),
        ("Wind &amp;amp; Kites &#x3b1; &amp;lt;think&amp;gt;", "Wind & Kites α <think>"),
        ("<mml:math><mml:mi>x</mml:mi></mml:math> <fixed-case>BERT</fixed-case>", "x BERT"),
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One.\n\n\n\nTwo."),
    ],
)
def test_markup_that_is_known_goes(text: str, shown: str) -> None:
    assert without_markup(text).strip() == shown
