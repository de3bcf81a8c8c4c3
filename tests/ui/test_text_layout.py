"""Blocks as lines of a width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from readerapp.fulltext.blocks import KINDS, FullText, TextBlock
from readerapp.ui.widgets import text_layout
from readerapp.ui.widgets.text_layout import lay_out

WORDS = "attention is 注意力 e\u0301tude 👩‍💻 x₁² averyveryveryverylongwordindeed a \t \n"
BLOCKS = st.builds(
    TextBlock,
    st.sampled_from(KINDS),
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=40).map(" ".join),
    st.integers(0, 9),
    st.sampled_from(["", "1", "Figure 12", "[123]", "•", "a very long number of an item that has one"]),
    st.sampled_from(["", r"\frac{a}{b}"]),
)


@given(st.lists(BLOCKS, max_size=6), st.integers(12, 100), st.booleans())
def test_no_line_is_wider_than_the_page(blocks: list[TextBlock], width: int, tex: bool) -> None:
    layout = lay_out(FullText("", tuple(blocks)), width, tex=tex)
    assert all(cell_len(line.text) <= width for line in layout.lines)
    assert len(layout.first) == len(blocks)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=60), st.integers(12, 60))
def test_every_letter_of_a_paragraph_is_on_its_line(words: list[str], width: int) -> None:
    text = " ".join(words)
    layout = lay_out(FullText("", (TextBlock("paragraph", "Before."), TextBlock("paragraph", text))), width)
    shown = [line for line in layout.lines if line.block == 1]
    assert " ".join(line.text for line in shown).replace(" ", "") == text.replace(" ", "")
    for line in shown:
        assert text.startswith(line.text, line.start)
        assert layout.lines[layout.line(1, line.start)] is line


def test_letters_counted_without_measuring_take_one_cell() -> None:
    letters = map(chr, range(0x20, 0x11000))
    assert [it for it in letters if not text_layout._ODD.match(it) and cell_len(it) != 1] == []


def test_a_table_that_fits_has_its_columns_in_line() -> None:
    table = TextBlock("table", "Model\tA\tB\nOurs\t12.3\t4")
    wide = lay_out(FullText("", (table,)), 40)
    assert [line.text for line in wide.lines] == ["Model  A     B", "Ours   12.3  4"]
    narrow = lay_out(FullText("", (table,)), 12)
    assert [line.text for line in narrow.lines] == ["Model | A |", "    B", "Ours | 12.3", "    | 4"]
