"""Records of tagged lines, and arXiv's e-mail."""

from __future__ import annotations

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import Reading, read

MEDLINE = """PMID- 31978945
OWN - NLM
DP  - 2020 Feb 20
TI  - Boats That Float in Shallow Water and
      in Deep Water.
LID - 10.1000/b.1 [doi]
AB  - We study boats. They float
      better than before.
FAU - Anker, Anna
AU  - Anker A
FAU - Boje, Berta
AU  - Boje B
JT  - Journal of Boats
OT  - boats

PMID- 17170002
DP  - 2006
TI  - On Oars
"""

ENDNOTE = """%0 Journal Article
%T Boats That Float in Shallow Water and in Deep Water
%A Anker, Anna
%A Boje, Berta
%J Journal of Boats
%D 2020
%R 10.1000/b.1
%X We study boats. They float
better than before.
%K boats

%0 Conference Proceedings
%T On Oars
%D 2006
"""

WEB_OF_SCIENCE = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Anker, A
   Boje, B
AF Anker, Anna
   Boje, Berta
TI Boats That Float in Shallow Water and
   in Deep Water
SO Journal of Boats
DE boats
AB We study boats. They float
   better than before.
PY 2020
DI 10.1000/b.1
ER

PT J
TI On Oars
PY 2006
ER

EF
"""

MAIL = """------------------------------------------------------------------------------
 Submissions to:
Machine Learning
 received from  Thu  2 May 24 18:00:00 GMT  to  Fri  3 May 24 18:00:00 GMT
------------------------------------------------------------------------------
\\\\
arXiv:2405.00001
Date: Thu, 2 May 2024 01:02:03 GMT   (1234kb,D)

Title: Boats That Float in Shallow Water and the Things That Follow on the Next
  Line
Authors: Anna Anker, Berta Boje and Carl Clipper
Categories: cs.LG cs.AI
Comments: 12 pages
\\\\
  We study how boats float: they do. Code:
https://github.com/harbour/boats
\\\\ ( https://arxiv.org/abs/2405.00001 ,  1234kb)
------------------------------------------------------------------------------
\\\\
arXiv:2401.00003 (*cross-listing*)
replaced with revised version Fri, 3 May 2024 03:02:03 GMT   (99kb,D)

Title: On Sails
Authors: Sam Sail
Categories: cs.LG
\\\\ ( https://arxiv.org/abs/2401.00003 ,  99kb)
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--
"""


def reading(text: str, format: str) -> Reading:
    found = read(text.encode(), name="x.txt")
    assert (found.format, found.skipped) == (format, ())
    return found


def check(boats: Paper, oars: Paper) -> None:
    assert (boats.key, boats.title) == (
        "doi:10.1000/b.1",
        "Boats That Float in Shallow Water and in Deep Water",
    )
    assert boats.authors == ("Anna Anker", "Berta Boje")
    assert boats.abstract == "We study boats. They float better than before."
    assert (boats.venue, boats.keywords, (boats.published or "")[:4]) == (
        "Journal of Boats",
        ("boats",),
        "2020",
    )
    assert (oars.title, oars.published) == ("On Oars", "2006")


@pytest.mark.parametrize(
    "text", (MEDLINE, ENDNOTE, WEB_OF_SCIENCE), ids=("medline", "endnote", "web of science")
)
def test_every_form_of_tagged_records_gives_the_same_papers(text: str) -> None:
    check(*reading(text, "tagged").papers)


def test_a_tagged_record_without_a_title_costs_only_itself() -> None:
    found = read(MEDLINE.replace("TI  - On", "XX  - On").encode(), name="x.nbib")
    assert [paper.key for paper in found.papers] == ["doi:10.1000/b.1"]
    assert [(skip.where, skip.why) for skip in found.skipped] == [("line 16", "no title in the record")]


def test_medline_names_the_day() -> None:
    assert reading(MEDLINE, "tagged").papers[0].published == "2020-02-20"


def test_arxivs_mail_has_new_papers_and_replaced_ones() -> None:
    boats, sails = reading(MAIL, "arxiv-mail").papers
    assert (boats.key, boats.listed, boats.published) == ("arxiv:2405.00001", "2024-05-03", "2024-05-02")
    assert boats.title.endswith("Follow on the Next Line")
    assert boats.authors == ("Anna Anker", "Berta Boje", "Carl Clipper")
    assert boats.abstract == "We study how boats float: they do. Code: https://github.com/harbour/boats"
    assert (boats.keywords, boats.extra) == (("cs.LG", "cs.AI"), {"comment": "12 pages"})
    assert (sails.key, sails.abstract, sails.extra) == ("arxiv:2401.00003", "", {"announced": "replace"})


@pytest.mark.parametrize(
    "text",
    [
        "Paper: arXiv:2609.90001\nTitle: Boats\n  of Wood\nAuthors: Ann Post and Bob Stamp\n"
        "\\\\\n  They float.\n\\\\ ( https://arxiv.org/abs/2609.90001 ,  12kb)\n",
        "Paper (*cross-listing*): arXiv:2609.90001\nDate: Thu, 3 Sep 2026 17:00:00 GMT\n\nTitle: Boats\n"
        "  of Wood\nAuthors: Ann Post, Bob Stamp\n\\\\\n  They float.\n\\\\\n",
        "arXiv:2609.90001\nTitle: Boats of Wood\nAuthors: Ann Post, Bob Stamp\nAbstract: They float.\n",
    ],
)
def test_a_record_of_arxiv_alone_is_read_as_in_its_mails(text: str) -> None:
    (paper,) = reading(text, "arxiv-mail").papers
    assert (paper.key, paper.title, paper.abstract) == ("arxiv:2609.90001", "Boats of Wood", "They float.")
    assert paper.authors == ("Ann Post", "Bob Stamp")
