"""One page of Hugging Face Papers in the notations of many programs: the same papers come out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import read

HUB = "https://huggingface.co"
LONG = (
    "We study how boats float on water that nobody has seen before. Boats are large, and water is heavy, "
    "which makes the question hard to answer in a laboratory. We present a state-of-the-art method that "
    "needs no water at all, and show on four benchmarks that it floats better than all boats before it. "
    "Our code is free to use."
)
TOP = "Daily Papers\n\nby AK and the research community\n\nAug 1\n\n"
FOOT = "\n\nSystem theme\n\nCompany\n\nPrivacy\n"


def papers(text: str) -> Sequence[Paper]:
    reading = read(text.encode(), name="page.txt")
    assert reading.format == "hf-text"
    assert reading.skipped == ()
    return reading.papers


def facts(paper: Paper) -> tuple[object, ...]:
    """What the day's page shows of one paper."""
    shown = ("submitted_by", "organization", "author_count", "comments")
    return (paper.key, paper.title, paper.upvotes, *(paper.extra.get(name) for name in shown))


BOATS = ("arxiv:2405.00001", "Boats That Float", 94, "anna", "The Yard", 12, 5)
OARS = ("arxiv:2405.00002", "On Oars and on Rudders", 7, "berta", None, 2, 1)

CLIPPER = f"""# [Daily Papers]({HUB}/papers)

## by [![]({HUB}/front/papers-by.png)AK]({HUB}/akhaliq) and the research community

[]({HUB}/papers?date=2024-07-31)Aug 1[]({HUB}/papers?date=2024-08-02)

[![](https://cdn.example/2405.00001.png)]({HUB}/papers/2405.00001)

Submitted by ![](https://cdn.example/a.jpeg) anna

[

94



]({HUB}/login?next=%2Fpapers%2F2405.00001)

### [Boats That Float]({HUB}/papers/2405.00001)

[![yard](https://cdn.example/yard.png) The Yard]({HUB}/yard)[

*   ![](/avatars/1.svg)
*   ·

    12 authors


]({HUB}/papers/2405.00001)[5]({HUB}/papers/2405.00001#community)

Submitted by ![](https://cdn.example/b.jpeg) berta

[

7

]({HUB}/login?next=%2Fpapers%2F2405.00002)

### [On Oars and on Rudders]({HUB}/papers/2405.00002)

[

*   ·

    2 authors

]({HUB}/papers/2405.00002)[1]({HUB}/papers/2405.00002#community)
"""

CONVERTER = f"""# [Daily Papers]({HUB}/papers)

## by[![](https://cdn.example/papers-by.png)AK]({HUB}/akhaliq) and the research
community

Aug 1

[![](https://cdn.example/social-
thumbnails/papers/2405.00001.png) ]({HUB}/papers/2405.00001)

Submitted by
![](https://cdn.example/avatars/1.svg)
anna

[ 94]({HUB}/login?next=%2Fpapers%2F2405.00001)

### [Boats That
Float]({HUB}/papers/2405.00001)

[![yard](https://cdn.example/yard.png) The
Yard]({HUB}/yard) [

  *   * ![](https://cdn.example/avatars/2.svg)
  * · 12 authors

]({HUB}/papers/2405.00001) [ 5
]({HUB}/papers/2405.00001#community)

Submitted by
![](https://cdn.example/avatars/3.svg)
berta

[ 7]({HUB}/login?next=%2Fpapers%2F2405.00002)

### [On Oars and on
Rudders]({HUB}/papers/2405.00002)

[

  *   * · 2 authors

]({HUB}/papers/2405.00002) [ 1 ]({HUB}/papers/2405.00002#community)
"""

REFERENCES = f"""# [Daily Papers][1]

## by[AK][2] and the research community

Aug 1

[ ][3]

Submitted by  anna

[ 94][4]

### [Boats That
Float][3]

[ The Yard][5] [

  *   *   * · 12 authors

][3] [ 5 ][6]

[ ][7]

Submitted by  berta

[ 7][8]

### [On Oars and on Rudders][7]

[

  *   * · 2 authors

][7] [ 1 ][9]

   [1]: {HUB}/papers
   [2]: {HUB}/akhaliq
   [3]: {HUB}/papers/2405.00001
   [4]: {HUB}/login?next=%2Fpapers%2F2405.00001
   [5]: {HUB}/yard
   [6]: {HUB}/papers/2405.00001#community
   [7]: {HUB}/papers/2405.00002
   [8]: {HUB}/login?next=%2Fpapers%2F2405.00002
   [9]: {HUB}/papers/2405.00002#community
"""

LYNX = f"""   [1]Hugging Face's logo Hugging Face
   ____________________________________________________________________________________________________
   (BUTTON)
     * [2]Models

[3]Daily Papers

by [4]AK and the research community

   Aug 1
   Submitted by anna
   [5]
   [ ]
   94

[6]Boats That Float

   [7]theyard The Yard
     *
     *
     * ·
       12 authors

   [8]5
   Submitted by berta
   [9]
   [ ]
   7

[10]On Oars and on Rudders

     * ·
       2 authors

   [11]1

   System theme

References

   Visible links:
   1. {HUB}/
   2. {HUB}/models
   3. {HUB}/papers
   4. {HUB}/akhaliq
   5. {HUB}/login?next=%2Fpapers%2F2405.00001
   6. {HUB}/papers/2405.00001
   7. {HUB}/yard
   8. {HUB}/papers/2405.00001#community
   9. {HUB}/login?next=%2Fpapers%2F2405.00002
  10. {HUB}/papers/2405.00002
  11. {HUB}/papers/2405.00002#community
"""

# Fields of forms have numbers too, and no address.
ELINKS = f"""   [1]Hugging Face's logo [2]Hugging Face
   [3]_____________________

                                [4]Daily Papers

by [5][IMG][6]AK and the research community

   Aug 1
   [7][IMG]
   Submitted by anna
   [8][\u00a0]
   [9]94

  [10]Boats That Float

   [11]theyard[12]The Yard
     •\x20
     • [13][IMG]
     [14]• ·
       12 authors

   [15]5
   [16][IMG]
   Submitted by berta
   [17][\u00a0]
   [18]7

  [19]On Oars and on Rudders

     [20]• ·
       2 authors

   [21]1

   System theme

References

   Visible links
    1. {HUB}/
    2. {HUB}/
    4. {HUB}/papers
    5. {HUB}/akhaliq
    6. {HUB}/akhaliq
    7. {HUB}/papers/2405.00001
    9. {HUB}/login?next=%2Fpapers%2F2405.00001
   10. {HUB}/papers/2405.00001
   11. {HUB}/yard
   12. {HUB}/yard
   15. {HUB}/papers/2405.00001#community
   18. {HUB}/login?next=%2Fpapers%2F2405.00002
   19. {HUB}/papers/2405.00002
   21. {HUB}/papers/2405.00002#community
"""

ATTRIBUTES = f"""::: {{.SVELTE_HYDRATER .contents}}
# [Daily Papers]({HUB}/papers){{.hover:text}} {{#daily-papers .text-2xl}}

## by [![](x.png){{.h-4}}[AK]{{.underline}}]({HUB}/akhaliq){{.flex}} and the research community {{#by-ak}}

Aug 1

::: {{.card}}
Submitted by ![](a.png){{.round}} anna

[94]{{.leading}}

### [Boats That Float]({HUB}/papers/2405.00001){{.line-clamp-3}} {{#boats .mb-1}}

[The Yard]({HUB}/yard){{.org}}

-   ![](b.png){{.av}}

-   ::: ml-1
    ·
    :::

    12 authors

[5]({HUB}/papers/2405.00001#community){{.text-md}}
:::

Submitted by berta

[7]{{.leading}}

### [On Oars and on Rudders]({HUB}/papers/2405.00002){{.line-clamp-3}} {{#oars .mb-1}}

-   ::: ml-1
    ·
    :::

    2 authors

[1]({HUB}/papers/2405.00002#community){{.text-md}}
:::
"""

TAGS = f"""<div class="top">

# [Daily Papers]({HUB}/papers)

<h2 class="by">by <a href="/akhaliq"><img src="x.png" alt=""/>AK</a> and the
research community</h2>

Aug 1

</div>

<!-- cards -->
<a id="one"></a>

Submitted by anna

94

<h3 class="mb-1"><a href="/papers/2405.00001" class="line">Boats That
Float</a></h3>

<a href="/yard" class="org"
style="display:block"><span>The Yard</span></a>

·

12 authors

[5]({HUB}/papers/2405.00001#community)

Submitted by berta

7

<h3><a href="/papers/2405.00002">On Oars and on Rudders</a></h3>

·

2 authors

[1]({HUB}/papers/2405.00002#community)

[TOS]({HUB}/terms) [Privacy]({HUB}/privacy) [About]({HUB}/huggingface)
"""

INLINE = f"""[{HUB}/papers]Daily Papers

by [{HUB}/akhaliq]AK and the research community

   Aug 1
   [{HUB}/papers/2405.00001]
   Submitted by anna
   [{HUB}/login?next=%2Fpapers%2F2405.00001]
   [ ]
   94

[{HUB}/papers/2405.00001]Boats That Float

   [{HUB}/yard]The Yard
     * ·
       12 authors

   [{HUB}/papers/2405.00001#community]5
   [{HUB}/papers/2405.00002]
   Submitted by berta
   [{HUB}/login?next=%2Fpapers%2F2405.00002]
   [ ]
   7

[{HUB}/papers/2405.00002]On Oars and on Rudders

   [{HUB}/papers/2405.00002]
     * ·
       2 authors

   [{HUB}/papers/2405.00002#community]1
"""


@pytest.mark.parametrize(
    "capture",
    (CLIPPER, CONVERTER, REFERENCES, LYNX, ELINKS, ATTRIBUTES, TAGS, INLINE),
    ids=("clipper", "wrapped", "references", "lynx", "elinks", "attributes", "tags", "inline"),
)
def test_every_notation_of_a_days_page_gives_the_same_papers(capture: str) -> None:
    boats, oars = papers(capture)
    assert (facts(boats), facts(oars)) == (BOATS, OARS)
    assert (boats.listed, oars.listed) == ("Aug 1", "Aug 1")


def test_addresses_without_their_host_lead_to_the_hub() -> None:
    (paper,) = papers(
        "---\nurl: https://huggingface.co/papers/2405.00001\n---\n\n"
        "[![Hugging Face's logo](/front/logo.svg)\nHugging Face](/)\n\n* [Models](/models)\n\n"
        "[Papers](/papers)\n\n"
        "arxiv:2405.00001\n\n# Boats That Float\n\nPublished on Dec 17\n\n·\n\nSubmitted by\n"
        "[![](https://cdn.example/a.jpeg)\n\nanna](/anna)\non Dec 18\n\n[[ ]\n\nUpvote\n\n"
        "34](/login?next=%2Fpapers)\n\n"
        '* [![](/avatars/1.svg)](/berta "berta")\n* +26\n\nAuthors:\n\nAnna Anker\n,\n\nBerta Boje\n'
        "\n## Abstract\n\n"
        "Boats float.\n\nAI-generated summary\n\nWe study [boats](/papers?q=boats) in [calm\n"
        "water](/papers?q=calm).\n\n"
        "[View arXiv page](https://arxiv.org/abs/2405.00001)\n[View "
        "PDF](https://arxiv.org/pdf/2405.00001)\n\n"
        "### Community\n\n[anna](/anna)\n\nGreat work, which we like a lot.\n"
    )
    assert (paper.key, paper.title, paper.abstract) == (
        "arxiv:2405.00001",
        "Boats That Float",
        "We study boats in calm water.",
    )
    assert (paper.upvotes, paper.published, paper.listed) == (34, "Dec 17", "Dec 18")
    assert (paper.extra["submitted_by"], paper.authors) == ("anna", ("Anna Anker", "Berta Boje"))
    assert paper.keywords == ("boats", "calm water")


def test_labelled_votes_stand_below_their_paper_and_stars_name_its_repository() -> None:
    card = (
        f"Submitted by\n\n[图片：无替代文本]\n\nanna\n\n\n### [Boats That Float]({HUB}/papers/2405.00001)\n\n"
        f"\n{LONG}\n\n\n"
        f"[[图片：yard] The Yard]({HUB}/yard) · %sOct 4, 2026\n\n\n[Upvote\n\n"
        f"117]({HUB}/login?next=%%2Fpapers)\n\n"
        "[GitHub 1.31k](https://github.com/harbour/boats) [arXiv "
        "Page](https://arxiv.org/abs/2405.00001)\n\n\n"
    )
    other = (
        f"### [On Oars]({HUB}/papers/2405.00002)\n\n\nOars move boats over the water, slowly at "
        f"first and faster later.\n\n-\n\n-\n\n- [图片：x]\n\n- 4 authors\n\n"
        f"· %sDec 28, 2024\n\n[Upvote\n\n9]({HUB}/login)\n\n[arXiv "
        f"Page](https://arxiv.org/abs/2405.00002)\n\n"
    )
    page = "# Trending Papers\n\n-\n\n-\n\n" + "".join(
        text % dated for text in (card, other) for dated in ("Published on ", "")
    )
    boats, oars = papers(page)
    assert (boats.upvotes, boats.stars, boats.published) == (117, 1310, "2026-10-04")
    assert boats.links.repo == ("https://github.com/harbour/boats",)
    assert (boats.extra, boats.abstract) == ({"submitted_by": "anna", "organization": "The Yard"}, LONG)
    assert (oars.upvotes, oars.published, oars.summary) == (
        9,
        "2024-12-28",
        "Oars move boats over the water, slowly at first and faster later.",
    )
    assert oars.extra == {"author_count": 4}


def test_a_number_beside_the_comments_of_a_days_card_is_its_repositorys_stars() -> None:
    one, other = papers(
        f"{TOP}Submitted by anna\n94\nBoats That Float\nThe Yard\n·\n12 authors\n1.5k\n5\n"
        f"Submitted by berta\n7\nOn Oars\n·\n2 authors\n31 4{FOOT}"
    )
    assert (one.stars, one.extra["comments"]) == (1500, 5)
    assert (other.stars, other.extra["comments"]) == (31, 4)


def test_the_last_number_of_a_whole_page_is_a_comment_and_of_a_cut_one_the_next_papers_votes() -> None:
    page = f"{TOP}3\n\nBoats That Float\n\n{LONG}\n\n2 authors\n\n·\n\nMay 30\n\n6"
    (whole,) = papers(page + FOOT)
    (cut,) = papers(page)
    assert (whole.upvotes, whole.extra["comments"]) == (3, 6)
    assert "comments" not in cut.extra


def test_a_word_that_broke_at_its_hyphen_is_whole_again() -> None:
    wrapped = LONG.replace("a state-of-the-art", "a state-of-the-\nart").replace(
        "which makes", "which\nmakes"
    )
    (paper,) = papers(
        f"# [Daily Papers]({HUB}/papers)\n\n[Log In]({HUB}/login) [Sign Up]({HUB}/join)\n\nAug 1\n\n"
        f"[3]({HUB}/login)\n\n"
        f"### [Boats That Float]({HUB}/papers/2405.00001)\n\n[{wrapped}]({HUB}/papers/2405.00001)\n\n"
        f"·\n\nMay 30\n"
    )
    assert paper.abstract == LONG


def test_a_wrapped_title_is_one_title_however_it_goes_on() -> None:
    title = "Boats That Float in Waters Which Nobody Has Seen and Whose Depth Nobody Has Measured Yet"
    head, tail = title[: title.index(" Depth")], title[title.index("Depth") :]
    for wrapped in (f"{head}\n  {tail}", f"## {head}\n   {tail}", f"{head}\n{tail}\n{'-' * len(title)}"):
        (paper,) = papers(f"{TOP}94\n\n{wrapped}\n\n{LONG}\n\n2 authors\n\n·\n\nMay 30{FOOT}")
        assert paper.title == title


def test_escapes_of_markdown_are_undone_and_those_of_latex_kept() -> None:
    links = f"[Models]({HUB}/models)\n[Docs]({HUB}/docs)\n[Log In]({HUB}/login)\n[Sign Up]({HUB}/join)\n\n"
    (paper,) = papers(
        f"{TOP}{links}[94]({HUB}/login)\n\n### [Boats\\_2: 12\\% \\[better\\]\\\n  "
        f"Boats]({HUB}/papers/2405.00001)\n\n"
        f"[{LONG}]({HUB}/papers/2405.00001)\n\n·\n\nMay 30\n"
    )
    assert paper.title == "Boats_2: 12% [better] Boats"


def test_below_a_heading_every_paragraph_up_to_the_marks_is_of_the_abstract() -> None:
    first, _, second = LONG.partition(". We present")
    (paper,) = papers(
        f"# Trending Papers\n\n### [Boats That Float]({HUB}/papers/2405.00001)\n\n{first}.\nWe "
        f"present{second}\n\n"
        f"4 authors\n\n· Dec 28, 2024\n\n[Upvote\n\n9]({HUB}/login)\n\n[arXiv "
        f"Page](https://arxiv.org/abs/2405.00001)\n"
    )
    assert " ".join(paper.abstract.split()) == LONG


@pytest.mark.parametrize("cards", (1, 2, 5, 40))
def test_a_page_of_any_length_parts_titles_from_those_who_made_the_papers(cards: int) -> None:
    card = (
        "Submitted by\n anna\n212\nBoats {}: Large, Floating, and Painted Ones\n"
        "The Yard\n·\n171 authors\n1.9k\n9\n"
    )
    page = papers(
        "Hugging Face\nModels\nLog In\nnew\n\nGet trending papers in your email inbox!\n\nSubscribe\n"
        "Daily Papers\n"
        "byAK and the research community\nDaily\nWeekly\nMonthly\nWeek 33\nAug 11 - Aug 17\n"
        + "".join(card.format(number) for number in range(cards))
        + "Previous\nNext\nSystem theme\n"
    )
    assert [paper.title for paper in page] == [
        f"Boats {number}: Large, Floating, and Painted Ones" for number in range(cards)
    ]
    assert all(paper.extra["organization"] == "The Yard" and paper.stars == 1900 for paper in page)


def test_a_day_without_papers_and_the_mails_foot_are_no_papers() -> None:
    empty = read(f"{TOP}No papers found for this date{FOOT}".encode(), name="page.txt")
    assert empty.papers == ()
    (boats,) = papers(
        "Here is AK's selection of papers for today (Oct 6):\n\nBoats That Float in Shallow Water (113 ▲)\n"
        "https://huggingface.co/papers/2405.00001\n\nOnwards and upwards,\nThe Hugging Face team\n\n"
        "Unsubscribe | Manage your notifications\n"
    )
    assert (boats.key, boats.upvotes, boats.listed) == ("arxiv:2405.00001", 113, "Oct 6")
