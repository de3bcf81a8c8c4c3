"""LaTeXML's pages read as blocks, whatever is in them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean
from readerapp.fulltext import latexml
from readerapp.fulltext.blocks import KINDS, FullText, TextBlock, of_record
from readerapp.fulltext.latexml import NoHtml, NotAPaper, read_page
from tests.fulltext.pages import STUB, page

PAGE = page()


def of_kind(kind: str, text: FullText | None = None) -> list[TextBlock]:
    return [block for block in (text or read_page(PAGE, "here")).blocks if block.kind == kind]


def test_headings_have_their_levels_and_numbers() -> None:
    assert [(it.level, it.number, it.text) for it in of_kind("heading")] == [
        (1, "", "Abstract"),
        (1, "1", "Introduction"),
        (2, "1.1", "The Method"),
        (1, "", "References"),
        (1, "A", "Proofs"),
    ]


def test_a_paragraph_has_its_math_and_marks_its_footnote() -> None:
    first = of_kind("paragraph")[1]
    assert first.text == "Attention [1] takes O(n²) steps¹, see here."
    assert [(it.number, it.text) for it in of_kind("footnote")] == [("1", "Or n.")]


def test_items_have_their_marks_and_depths() -> None:
    found = [(it.level, it.number, it.text) for it in of_kind("item")]
    assert found == [(1, "•", "Fast"), (1, "•", "Small"), (2, "1.", "Inner")]


def test_displayed_math_is_readable_and_keeps_its_tex() -> None:
    (block,) = of_kind("math")
    assert (block.text, block.tex, block.number) == ("a = b/(c+1)", r"a=\frac{b}{c+1}", "(1)")


def test_captions_tables_code_theorems_and_references_are_told_apart() -> None:
    assert [(it.number, it.text) for it in of_kind("caption")] == [
        ("Figure 1", "A curve."),
        ("Table 1", "Results"),
    ]
    (table,) = of_kind("table")
    assert table.text == "Model\tBoth\t\nOurs\t1 2\t3"
    assert [it.text for it in of_kind("code")] == [" 1: x ← 0\n  go"]
    assert [it.text for it in of_kind("theorem")] == ["Theorem 1 (Main)."]
    assert [(it.number, it.text) for it in of_kind("reference")] == [("[1]", r"A. Vaswani. \oops Attention.")]


def test_a_table_that_was_scaled_is_a_table() -> None:
    scaled = (
        '<figure class="ltx_table"><div class="ltx_inline-block ltx_transformed_outer">'
        '<span class="ltx_transformed_inner"><p class="ltx_p"><span class="ltx_tabular">'
        '<span class="ltx_tr"><span class="ltx_td">A</span><span class="ltx_td">B</span></span>'
        "</span></p></span></div></figure>"
    )
    assert [it.text for it in of_kind("table", read_page(page(scaled), "x"))] == ["A\tB"]
    straight = scaled.replace('<p class="ltx_p">', "").replace("</p>", "")
    assert [it.text for it in of_kind("table", read_page(page(straight), "x"))] == ["A\tB"]


def test_what_is_around_the_paper_is_left_out() -> None:
    text = read_page(PAGE, "here")
    words = " ".join(block.text for block in text.blocks)
    assert (text.title, text.version) == ("Sparse Attention", "2405.15738v3")
    assert not [it for it in ("menu()", r"\Ann", "LaTeXML", "wrong", "tracker", "javascript") if it in words]


def test_lost_places_are_counted_but_not_those_of_the_references() -> None:
    text = read_page(PAGE, "here")
    assert text.errors == 1
    assert text.remarks == "arXiv could not convert 1 place of the text"


def test_a_stub_is_no_paper() -> None:
    with pytest.raises(NoHtml):
        read_page(STUB, "here")
    with pytest.raises(NotAPaper, match="here: the page holds no text of a paper"):
        read_page("<html><body>Log in</body></html>", "here")


def test_a_conversion_that_broke_off_is_said_to_be_incomplete() -> None:
    broken = PAGE.replace("<footer>", "<footer>Conversion to HTML had a Fatal error and exited abruptly. ")
    assert read_page(broken, "here").incomplete
    assert not read_page(page("<p class='ltx_p'>The run did not complete.</p>"), "here").incomplete


def test_a_page_that_is_too_large_or_too_deep_ends_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotAPaper, match="nested"):
        read_page(page("<div>" * 2000), "here")
    monkeypatch.setattr(latexml, "MAX_CHARACTERS", 100)
    with pytest.raises(NotAPaper, match="too large"):
        read_page(PAGE, "here")


def test_no_more_blocks_are_read_than_a_reader_can_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latexml, "MAX_BLOCKS", 5)
    text = read_page(PAGE, "here")
    assert len(text.blocks) == 5
    assert text.incomplete


def test_a_text_is_the_same_after_it_was_a_record() -> None:
    text = read_page(PAGE, "here")
    assert of_record(text.record()) == text


@pytest.mark.parametrize("record", [None, 1, [], {}, {"format": 1}, {"format": 1, "blocks": [["x"]]}])
def test_another_record_is_no_text(record: object) -> None:
    assert of_record(record) is None


def test_control_characters_do_not_come_through() -> None:
    (block,) = of_kind("code", read_page(page("<pre class='ltx_verbatim'>a\x1b[31m\u202e\n\x07b</pre>"), "x"))
    assert block.text == "a\nb"


_ODD = st.sampled_from(
    "<table>|</table>|<tr>|<td colspan=99999>|<li>|</li>|<math alttext='\\frac{'>|</p>|<p class=ltx_p>|"
    "</section>|<span class=ltx_ERROR>|\x00|\u202e|&#27;[31m|<h2>|<ul>|<span class=ltx_note>|"
    "<figcaption class=ltx_caption>|<div class=ltx_listing>|<svg>|<!--".split("|")
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, len(PAGE)), st.integers(0, 40), _ODD), max_size=12))
def test_a_damaged_page_is_read_as_clean_blocks_or_ends_in_a_line(
    edits: list[tuple[int, int, str]],
) -> None:
    damaged = PAGE
    for at, cut, odd in edits:
        damaged = damaged[:at] + odd + damaged[at + cut :]
    try:
        text = read_page(damaged, "here")
    except ReaderError as error:
        assert "\n" not in str(error)
        return
    for block in text.blocks:
        assert block.kind in KINDS
        assert clean(block.text.replace("\t", " ")) == block.text.replace("\t", " ")
        assert ("\n" in block.text) <= (block.kind in ("table", "code"))


@pytest.mark.slow
def test_a_page_of_five_megabytes_takes_seconds_at_most() -> None:
    paragraph = f'<p class="ltx_p">{"word " * 100}<math alttext="x^{{2}}"></math></p>'
    began = time.perf_counter()
    assert len(read_page(page(paragraph * 9000), "here").blocks) > 9000
    assert time.perf_counter() - began < 20
