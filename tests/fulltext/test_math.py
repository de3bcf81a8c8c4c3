"""TeX math on a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.fulltext.math import readable


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"\mathbf{x}\in\mathbb{R}^{d}", "x ∈ ℝᵈ"),
        (r"\frac{a}{b+1}", "a/(b+1)"),
        (r"x_{i,j}^{(k+1)}", "x_(i,j)⁽ᵏ⁺¹⁾"),
        (r"\mathcal{L}=\sum_{i=1}^{N}\log p_{\theta}(y_{i})", "L = ∑ᵢ₌₁ᴺ log p_θ(yᵢ)"),
        (r"\left\|W\right\|_{2}\leq|w|", "‖W‖₂ ≤ |w|"),
        (r"\sqrt[3]{x+1}", "³√(x+1)"),
        (r"\operatorname*{arg\,max}_{x}f", "arg maxₓf"),
        (r"y\text{ if }x>0", "y if x > 0"),
        (r"\hat{y}", "ŷ"),
        (r"O(n\log n)", "O(n log n)"),
        (r"\mine{a}b", r"\mine{a}b"),
        (r"\{a\}\setminus\lambda*x", "{a}∖λ*x"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1 2; 3 4)"),
        (r"\frac{", "/"),
        ("", ""),
    ],
)
def test_math_is_readable(tex: str, line: str) -> None:
    assert readable(tex) == line


@given(st.text(r"\{}^_&[]$ab1 fracsqrt", max_size=200))
def test_any_math_is_one_line(tex: str) -> None:
    assert "\n" not in readable(tex)


def test_deep_groups_are_left_as_they_are() -> None:
    assert readable("{" * 3000 + "x" + "}" * 3000).count("x") == 1
    assert "x" in readable("x^{" * 3000)
