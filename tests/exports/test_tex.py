"""Text as TeX source: what pdfLaTeX sets, and what our own reader and others read back."""

import pytest

from readerapp.domain.bibtex.fields import people, prose
from readerapp.domain.paper import Paper
from readerapp.exports.bibliographies.tex import author, escape, title, verbatim
from readerapp.exports.bibliographies.tex_characters import fallbacks, unset


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("R&D at 50% of $100", r"R\&D at 50\% of \$100"),
        ("An $O(n^2)$ bound_", r"An $O(n^2)$ bound\_"),
        (r"a\b {c} ~^#", r"a\textbackslash{}b \{c\} \textasciitilde{}\textasciicircum{}\#"),
        ("Schrödinger’s – “q”…", "Schrödinger’s – “q”…"),
        ("αβ-VAE at ≤5 ∇", r"$\alpha\beta$-VAE at $\leq$5 $\nabla$"),
        ("Nguyễn", r"Nguy{\~{\^e}}n"),
        ("$x_α$ and $α_x$", r"$x_\alpha$ and $\alpha_x$"),
        ("注意 🤗 ℝ", "注意 🤗 ℝ"),
        ("$100/$200", r"\$100/\$200"),
    ],
)
def test_text_comes_out_as_pdflatex_sets_it(text: str, source: str) -> None:
    assert escape(text) == source
    assert prose(source) == text.replace("$x_α$ and $α_x$", "x_α and α_x").replace("$O(n^2)$", "O(n^2)")


@pytest.mark.parametrize("formula", ["$_$", "$a^b^c$", r"$\ourmodel$", "${x$", "$x}{$", r"$a\}$"])
def test_dollars_around_what_is_no_formula_are_money(formula: str) -> None:
    assert escape(f"A {formula}").startswith(r"A \$")


def test_a_percent_sign_does_not_end_the_line_of_a_formula() -> None:
    assert escape("$x%$") == r"$x\%$"


@pytest.mark.parametrize(
    ("original", "source"),
    [
        (r"$\mathbb{R}^d$ \& Kites", r"$\mathbb{R}^d$ \& Kites"),
        (r"\textsc{Kites} & $\alpha$", r"\textsc{Kites} \& $\alpha$"),
        (r"Kites, \eg $\ours$", r"Kites, e.g. \textbackslash{}ours"),
        (r"Kites of $x$ and $y", r"Kites of x and \$y"),
        (r"Kites of $a_b_c$", r"Kites of a\_b\_c"),
    ],
)
def test_a_source_s_tex_is_kept_unless_it_has_macros_of_its_own_or_is_broken(
    original: str, source: str
) -> None:
    from readerapp.domain.latex.plain_text import latex_to_text

    assert title(Paper(key="x", title=latex_to_text(original), original={"title": original})) == source


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada King Lovelace", "Ada King Lovelace"),
        ("Élise Müller", r"{\'E}lise M{\"u}ller"),
        ("Øystein Linnebo", r"Linnebo, {\O}ystein"),
        ("Şule Çelik", r"{\c{C}}elik, {\c{S}}ule"),
        ("Jan van den Berg", "Jan van den Berg"),
        ("van Dyck", "van Dyck"),
        ("yang liu", "liu, yang"),
        ("Sung ju Hwang", "Hwang, Sung ju"),
        ("Martin Luther King Jr.", "King, Jr., Martin Luther"),
        ("R&D Group", r"{R\&D Group}"),
        ("others", "{others}"),
        ("Premkumar A/L Prabagaran", "Premkumar A/L Prabagaran"),
        ("刘强", r"{\relax 刘强}"),
        ("Иван van Иванов", r"van {\relax Иванов}, {\relax Иван}"),
        ("🤗 Team", r"{\relax {🤗 Team}}"),
    ],
)
def test_a_name_is_written_so_that_bibtex_finds_its_parts(name: str, written: str) -> None:
    assert author(name) == written
    if name != "others":
        assert people(written) == [name.replace(" Jr.", ", Jr.")]


def test_names_for_biber_keep_their_letters() -> None:
    assert author("Élise Müller", commands=False) == "Élise Müller"


def test_what_pdflatex_cannot_set_has_a_readable_fallback_unless_it_is_defined() -> None:
    lines = list(fallbacks(unset("Übermut: 注 🤗 ℝ é ả ′")))
    assert lines[0].startswith("@preamble{") and lines[-1] == '\\fi"}\n'
    shown = {line.partition("\\detokenize{")[2][0]: line.rpartition("{")[2] for line in lines[1:-1]}
    assert shown == {
        "ả": "a}\\fi\n",
        "′": "'}\\fi\n",
        "ℝ": "R}\\fi\n",
        "注": "[U+6CE8]}\\fi\n",
        "🤗": "[hugging face]}\\fi\n",
    }
    assert not list(fallbacks(unset("Übermut")))


def test_an_address_in_another_script_is_encoded() -> None:
    assert verbatim("https://e.org/ü{1}") == "https://e.org/%C3%BC%7B1%7D"
