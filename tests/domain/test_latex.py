from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.latex.plain_text import latex_to_text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"90\% of R\&D", "90% of R&D"),
        (r"{\epsilon}-DP, \eg, this", "ε-DP, e.g., this"),
        (r"as in \eg this, \ie that", "as in e.g. this, i.e. that"),
        (r"\url{https://x.example/y}.", "https://x.example/y."),
        (r"\href{https://x.example}{our page}", "our page (https://x.example)"),
        (r"Schr\"odinger, Erd\H{o}s, G\"{o}del, \'{\i}, \c{c}a", "Schrödinger, Erdős, Gödel, í, ça"),
        (r"{\L}ukasz, Stra{\ss}e, \aa{}ngstr\"om", "Łukasz, Straße, ångström"),
        (r"\emph{very \textbf{good}} {\it work}", "very good work"),
        ("{scriptsize CODE2SEQ}: a model", "CODE2SEQ: a model"),
        ("{Large Language Models}", "{Large Language Models}"),
        (r"$O(n \log n)$ and $\alpha$-mixing", "O(n log n) and α-mixing"),
        (r"$\sim$10 or $3\times$", "∼10 or 3×"),
        (r"$K$-means, $k=5$, LLaMA-$2$", "K-means, k=5, LLaMA-2"),
        (r"$\mathbb{R}^d$", "R^d"),
        (r"Cu$_2$O, 2 mm$^2$, $-$50 and k$\cdot$p", "Cu_2O, 2 mm^2, -50 and k·p"),
        (r"GaN{$\slash$}AlN on (11\=02)", "GaN{/}AlN on (110̄2)"),
        (r"a\\b~c", r"a\\b c"),
    ],
)
def test_leftovers_read_as_a_person_would_read_them(written: str, shown: str) -> None:
    assert latex_to_text(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"Nguy{\~{\^{e}}}n Nguy{\~\^e}n Nguy\~{\^e}n", "Nguyễn Nguyễn Nguyễn"),
        (r"H{\`{\^o}}ng Tr\`{\^a}n Tr{\^{\`a}}n", "Hồng Trần Trần"),
        (r"\d{\^o} \d{\u{a}} \d{\^{o}}", "ộ ặ ộ"),
        (r"Fa\"{\i}ence \u\i \u{\i} \'\i", "Faïence ĭ ĭ í"),
        (r"\'{\ae} \'{\O} \'{\ohorn} \h{a}", "ǽ Ǿ ớ ả"),
        (r"\b{b} \d{u} \k{a} \H{o} \r{a} \v s", "ḇ ụ ą ő å š"),
        (r"\t{oo}", "o͡o"),
    ],
)
def test_accents_stand_on_accents_and_on_letters_that_are_commands(written: str, shown: str) -> None:
    assert latex_to_text(written).replace("{", "").replace("}", "") == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"Learning \texorpdfstring{$\ell_{1}$}{l1} Norms", "Learning l1 Norms"),
        (r"\texorpdfstring{{A} \emph{B}}{\textbf{C}}", "C"),
        (r"Kites\footnote{Work {done} at \emph{Wind}.} Fly\thanks{Ours}", "Kites Fly"),
        (r"CO\textsubscript{2} in \textcolor{red}{Red}", "CO2 in Red"),
        (r"Kites\footnote{open", r"Kites\footnote{open"),
    ],
)
def test_of_a_command_a_reader_sees_the_argument_that_is_shown(written: str, shown: str) -> None:
    assert latex_to_text(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "plain text",
        "{p}_{theta}(Y|X)",
        "costing around 0.002$ per comment",
        "$1 Million against $2 Million",
        "US$5, US$6 and $7",
        r"C:\new\folder and \unknown{x}",
        "https://x.example/~me",
        "[/b] {a, b} [@click=app.quit]x[/]",
        "{",
        "\\",
        "$",
    ],
)
def test_what_is_no_latex_stays_as_it_is(text: str) -> None:
    assert latex_to_text(text) == text


@given(st.text() | st.text("\\{}$%^_~ aeg'\"urlHc", max_size=60))
def test_any_text_comes_back_as_text(text: str) -> None:
    assert isinstance(latex_to_text(text), str)


def test_deep_nesting_takes_no_time() -> None:
    latex_to_text("{\\it " * 20_000 + "x" + "}" * 20_000)
    latex_to_text("$a" * 50_000)
    latex_to_text("\\footnote{" * 50_000)
    latex_to_text("\\texorpdfstring{a}{" * 20_000 + "}" * 20_000)
