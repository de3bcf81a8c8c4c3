"""LaTeX documents that cite exported papers compile without a warning about them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from readerapp.domain.paper import Paper
from readerapp.exports.bibliographies.tex_characters import _SET
from tests.exports.hostile import hostile_papers
from tests.exports.papers import written

_WARNING = re.compile(r"^(?:! .*|.*(?:Warning|WARN|ERROR|Missing character|exceed).*)$", re.MULTILINE)
_PREAMBLE = r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{amsmath,amssymb}"


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [name for name in programs if not shutil.which(name)]
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)} (make debian)")


def run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)


def latex(folder: Path) -> None:
    run(folder, "pdflatex", "-interaction=nonstopmode", "-draftmode", "doc.tex")


def warnings(folder: Path) -> list[str]:
    """What the last run of LaTeX and of the bibliography's program complained about."""
    logs = [(folder / name).read_text("utf-8", "replace") for name in ("doc.log", "doc.blg")]
    found = [line for log in logs for line in _WARNING.findall(log)]
    return [line for line in found if not line.startswith("Warning--empty")]  # what a paper doesn't have


def typeset(folder: Path, program: str) -> None:
    """Set a document with the bibliography that a program makes."""
    latex(folder)
    run(folder, program, "doc")
    latex(folder)
    latex(folder)


def cited(folder: Path, mark: str) -> int:
    return (folder / "doc.bbl").read_text("utf-8", "replace").count(mark)


@needs("pdflatex", "bibtex")
@pytest.mark.slow
@pytest.mark.parametrize("style", ["plain", "unsrt", "alpha", "abbrv"])
def test_bibtex_and_pdflatex_set_whatever_papers_say(tmp_path: Path, style: str) -> None:
    (tmp_path / "refs.bib").write_text(written("bibtex", hostile_papers(50, seed=2)), "utf-8")
    (tmp_path / "doc.tex").write_text(
        f"{_PREAMBLE}\\begin{{document}}\\nocite{{*}}\\bibliographystyle{{{style}}}"
        "\\bibliography{refs}\\end{document}"
    )
    typeset(tmp_path, "bibtex")
    assert warnings(tmp_path) == []
    assert cited(tmp_path, "\\bibitem") == 50


@needs("pdflatex", "biber")
@pytest.mark.slow
@pytest.mark.parametrize("style", ["numeric", "authoryear"])
def test_biber_and_pdflatex_set_whatever_papers_say(tmp_path: Path, style: str) -> None:
    (tmp_path / "refs.bib").write_text(written("biblatex", hostile_papers(50, seed=3)), "utf-8")
    (tmp_path / "doc.tex").write_text(
        f"{_PREAMBLE}\\usepackage[backend=biber,style={style}]{{biblatex}}\\addbibresource{{refs.bib}}"
        "\\begin{document}\\nocite{*}\\printbibliography\\end{document}"
    )
    typeset(tmp_path, "biber")
    assert warnings(tmp_path) == []
    assert cited(tmp_path, "\\entry{") == 50


@needs("pdflatex", "bibtex")
@pytest.mark.slow
def test_pdflatex_sets_every_character_that_is_left_as_it_is(tmp_path: Path) -> None:
    characters = [chr(code) for code in range(0x80, 0x10000) if re.match(f"[{_SET}]", chr(code))]
    papers = [Paper(key=f"title:{char}", title=f"x {char} y") for char in characters]
    (tmp_path / "refs.bib").write_text(written("bibtex", papers), "utf-8")
    assert "@preamble" not in (tmp_path / "refs.bib").read_text("utf-8")
    (tmp_path / "doc.tex").write_text(
        f"{_PREAMBLE}\\begin{{document}}\\nocite{{*}}\\bibliographystyle{{unsrt}}\\bibliography{{refs}}\\end{{document}}"
    )
    typeset(tmp_path, "bibtex")
    assert warnings(tmp_path) == []
