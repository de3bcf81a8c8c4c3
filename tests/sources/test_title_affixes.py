from __future__ import annotations

import pytest

from readerapp.sources.title_affixes import without_affixes


@pytest.mark.parametrize(
    "dressed",
    [
        "[2608.09899] Kites: Recurrent Musing",
        "[2608.09899v2] Kites: Recurrent Musing",
        "[hep-th/9711200] Kites: Recurrent Musing",
        "arXiv:2608.09899 Kites: Recurrent Musing",
        "arXiv:2608.09899v1 [cs.CL] Kites: Recurrent Musing",
        "2608.09899: Kites: Recurrent Musing",
        "2608.09899v2.pdf - Kites: Recurrent Musing",
        "Paper page - Kites: Recurrent Musing",
        "(PDF) Kites: Recurrent Musing",
        "[PDF] Kites: Recurrent Musing",
        "[PDF] Kites: Recurrent Musing | Semantic Scholar",
        "Kites: Recurrent Musing | OpenReview",
        "Kites: Recurrent Musing - OpenReview",
        "Kites: Recurrent Musing | Papers With Code",
        "Kites: Recurrent Musing - arXiv",
        "Kites: Recurrent Musing - ACL Anthology",
        "Kites: Recurrent Musing | Proceedings of the 29th ACM SIGKDD Conference on Things",
        "Kites: Recurrent Musing | IEEE Conference Publication | IEEE Xplore",
        "Kites: Recurrent Musing - ScienceDirect",
        "Kites: Recurrent Musing | SpringerLink",
        "Kites: Recurrent Musing | Nature Communications",
        "Kites: Recurrent Musing | alphaXiv",
        "(PDF) Kites: Recurrent Musing | Request PDF | ResearchGate",
        "Kites: Recurrent Musing (arXiv:2608.09899)",
        "Kites: Recurrent Musing [2608.09899]",
        "[2024] Kites: Recurrent Musing",
        "[2608.09899] Kites: Recurrent Musing - arXiv.org",
    ],
)
def test_what_a_page_or_a_browser_adds_is_no_part_of_a_title(dressed: str) -> None:
    assert without_affixes(dressed) == "Kites: Recurrent Musing"


@pytest.mark.parametrize(
    "title",
    [
        "Attention | Please",
        "[Re] Reproducing Kites",
        "[Call for Papers] Kites",
        "[CLS] Is All You Need",
        "Science | Art",
        "A Study - of Dashes",
        "Rethinking arXiv",
        "What Is a Paper Page",
        "2001: A Space Survey",
        "3.14159: A Constant",
        "Nets - Nature",
        "The arXiv of the Future",
        "2024.1",
        "[2608.09899]",
        "PDF",
    ],
)
def test_a_title_that_only_looks_dressed_stays_whole(title: str) -> None:
    assert without_affixes(title) == title
