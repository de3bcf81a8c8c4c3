"""Captured pages of Hugging Face Papers in all the notations people save them in."""

from __future__ import annotations

from readerapp.domain.paper import Paper
from readerapp.sources import Reading, read

ABSTRACT = (
    "We study how boats float. Boats are large, and water is heavy, which makes the "
    "question hard to answer in a "
    "laboratory. We present a method that needs no water at all, and show on four "
    "benchmarks that it floats better "
    "than all boats before it, by 12\\% on average. Code: https://github.com/harbour/boats."
)
SHOWN = ABSTRACT.replace("\\%", "%")


def reading(text: str) -> Reading:
    return read(text.encode(), name="page.txt")


def only(text: str) -> Paper:
    (paper,) = reading(text).papers
    return paper


def titles(text: str) -> list[str]:
    return [paper.title for paper in reading(text).papers]


def test_a_daily_listing_has_votes_submitters_and_counts_but_no_abstracts() -> None:
    page = reading(
        "Daily Papers - Hugging Face\n\nLog In\n\nDaily Papers\n\nby\n\nAK\n\n"
        "and the research community\n\nAug\n\n1\n\n"
        "Submitted by  anna\n\n94\n\nBoats That Float\n\n·\n\n533 authors\n\n5\n\n"
        "Submitted by  berta\n\n7\n\nOn Oars\n\n·\n\n2 authors\n\nPrevious\n\nNext\n\n"
        "© Hugging Face\n\nPrivacy"
    )
    boats, oars = page.papers
    assert (boats.title, boats.upvotes, boats.listed, boats.abstract) == ("Boats That Float", 94, "Aug 1", "")
    assert boats.extra == {"submitted_by": "anna", "author_count": 533, "comments": 5}
    assert (oars.title, oars.upvotes, dict(oars.extra)) == (
        "On Oars",
        7,
        {"submitted_by": "berta", "author_count": 2},
    )
    assert page.skipped == ()


def test_a_text_browsers_dump_has_bullets_and_pictures_names() -> None:
    boats, oars = reading(
        "Hugging Face's logo Hugging Face\n[            ]\n\n  • Models\n  • Datasets\n  • ━━━━━━━━━━━\n\n"
        "by [papers-by]AK and the research community\n\n Aug 1  \n[2407]\n"
        "Submitted by [1674929746] anna\n [ ]\n94\n\n"
        "Boats That Float\n\n  • [be9c948ecf]\n  • \n  • ·\n    533 authors\n\n5\n[2407]\n"
        "Submitted by [f-45UN20Bi] berta\n [ ]\n7\n\nOn Oars\n\n  • ·\n    2 authors\n\n"
        "Previous Next\nTOS Privacy About Jobs"
    ).papers
    assert (boats.title, boats.upvotes, boats.extra["submitted_by"]) == ("Boats That Float", 94, "anna")
    assert (oars.title, oars.upvotes, oars.extra["author_count"]) == ("On Oars", 7, 2)


def test_a_dump_with_numbered_links_gives_each_paper_the_votes_above_it() -> None:
    page = reading(
        "# Web source\n\n- URL: https://huggingface.co/papers?q=boats\n\n```text\n"
        "[[Hugging Face's logo] Hugging Face][1]\n"
        "* [ Models ][2]\n* [Log In][3]\n# Daily Papers\n\n"
        "## by[AK][4] and the research community\n* Daily\n\nJun 29\n[\n-\n"
        f"][5]\n\n### [Boats That Float][6]\n\n[\n\n{ABSTRACT}\n\n][7]\n[\n* 3 authors\n"
        f"][8]\n·\nMay 30\n[\n65\n][9]\n\n"
        f"### [On Oars][10]\n\n[\n\n{ABSTRACT.replace('boats', 'oars')}\n\n][11]\n"
        f"[[yard] The Yard][12]\n·\n"
        "Mar 8, 2024 [ 6][13]\n[\n49\n][14]\n```"
    )
    boats, oars = page.papers
    assert (boats.upvotes, boats.published, boats.listed) == (None, "May 30", "Jun 29")
    assert (oars.upvotes, oars.published) == (65, "2024-03-08")
    assert oars.extra == {"organization": "The Yard", "comments": 6}
    assert boats.abstract == SHOWN


def test_addresses_on_lines_of_their_own_give_the_ids() -> None:
    page = reading(
        '---\nsource_id: "x"\ntitle: "Daily Papers - Hugging Face"\n---\n\n'
        "# Daily Papers - Hugging Face\n\n"
        "Models\n\nhttps://huggingface.co/models\n\n and the research community\n\n"
        "floating boats\n\nMar 25\n\n [-] 19\n\n"
        "https://huggingface.co/login?next=%2Fpapers%2F2405.00001\n\nBoats That Float\n\n"
        f"https://huggingface.co/papers/2405.00001\n\n{ABSTRACT}\n\n"
        f"https://huggingface.co/papers/2405.00001\n\n[\n\n"
        "2 authors](https://huggingface.co/papers/2405.00001)\n\n·\n\nOct 7, 2024 \n\n2\n\n"
        "https://huggingface.co/papers/2405.00001#community\n\n [-] -\n\nOn Oars\n\n"
        f"https://huggingface.co/papers/2405.00002\n\n{ABSTRACT}x\n\n Harbour\n\n"
        f"https://huggingface.co/harbour\n\n·\n\nMay 1"
    )
    boats, oars = page.papers
    assert (boats.key, boats.upvotes, boats.published) == ("arxiv:2405.00001", 19, "2024-10-07")
    assert boats.extra == {"author_count": 2, "comments": 2}
    assert boats.links.hf == ("https://huggingface.co/papers/2405.00001",)
    assert boats.links.repo == ("https://github.com/harbour/boats",)
    assert (oars.key, oars.upvotes, oars.extra["organization"]) == ("arxiv:2405.00002", None, "Harbour")
    assert page.skipped == ()


def test_the_trending_page_shows_each_card_twice_and_summaries() -> None:
    card = "### Boats That Float:\n  A Survey\n\nA short survey of boats, all of which float on water.\n"
    card += "- 8 authors\n"
    card += "[LINK: GitHub 11.3k](https://github.com/harbour/boats)\n\n"
    long = (
        "### On Oars\n\n"
        + "\n".join(ABSTRACT.split(". ")[:1])
        + ". "
        + ABSTRACT.partition(". ")[2]
        + "\n- 5 authors\n\n"
    )
    page = reading(
        f"# What is Papers with Code?\n**URL:** https://x.example\n\n## Trending Papers\n\n"
        f"{card}{card}{long}{long}"
    )
    boats, oars = page.papers
    assert (boats.title, boats.stars) == ("Boats That Float: A Survey", 11_300)
    assert (boats.abstract, boats.summary) == ("", "A short survey of boats, all of which float on water.")
    assert boats.links.repo == ("https://github.com/harbour/boats",)
    assert (oars.title, oars.abstract) == ("On Oars", SHOWN)
    assert page.skipped == ()


def test_one_papers_page_keeps_summary_and_comments_apart_from_the_abstract() -> None:
    paper = only(
        "Papers\n\narxiv:2405.00001\n\nBoats That Float in\n\nShallow Water\n\n"
        "Published on May 13, 2024\n\nSubmitted by\nanna\n"
        "on May 14\n#3 Paper of the day\n\nUpvote  12\n\nAuthors:\n\nAnna Anker\n\n,\n\n"
        "Berta Boje\n\nAbstract\n\n"
        "Boats float in shallow water.\n\nAI-generated summary\n\nWe study\n\nboats\n\n(\n"
        "\nships\n\n) in\n\nwater\n\n-like media.\n"
        "They float. See https://\n\nboats\n\n.github.io.\n\nView arXiv page\n\n"
        "Add to collection\n\nCommunity\n\nanna\n\n"
        "We study boats (ships) in water-like media. They float.\n\nReply\n\n"
        "Other Boats (2023)\n\nModels citing this paper 0"
    )
    assert (paper.key, paper.title) == ("arxiv:2405.00001", "Boats That Float in Shallow Water")
    assert (
        paper.abstract
        == "We study boats (ships) in water-like media. They float. See https://boats.github.io."
    )
    assert paper.summary == "Boats float in shallow water."
    assert paper.authors == ("Anna Anker", "Berta Boje")
    assert (paper.published, paper.listed, paper.upvotes) == ("2024-05-13", "May 14", 12)
    assert paper.extra == {"submitted_by": "anna", "daily_rank": 3}
    assert paper.links.project == ("https://boats.github.io",)


def test_a_clipped_page_has_front_matter_and_keywords_in_links() -> None:
    paper = only(
        '---\ntitle: "Paper page - Boats That Float"\nauthor:\n'
        'source_url: "https://huggingface.co/papers/2405.00001"\n---\n\n'
        "arxiv:2405.00001\n\n## Boats That Float\n\nAuthors:\n\n## Abstract\n\n"
        "Boats float.\n\nAI-generated summary\n\n"
        "We study [boats](https://huggingface.co/papers?q=boats) in "
        "[water](https://huggingface.co/papers?q=water).\n\n"
        "### Community\n\n- [Other Boats](https://huggingface.co/papers/2301.00001) (2023)\n"
    )
    assert paper.key == "arxiv:2405.00001"
    assert paper.abstract == "We study boats in water."
    assert paper.keywords == ("boats", "water")
    assert paper.authors == ()


def test_a_short_sentence_can_be_a_title_where_its_abstract_follows() -> None:
    title = "Why boats float and other stories from the harbour of my home town."
    assert titles(f"Daily Papers\n\n{title}\n\n{ABSTRACT}\n\nOn Oars\n\n{ABSTRACT}x") == [title, "On Oars"]


def test_a_paragraph_that_only_goes_on_belongs_to_the_abstract_above() -> None:
    paper = only(f"Boats That Float\n\n{ABSTRACT}\n\nProject page: https://boats.example/x")
    assert paper.abstract.endswith("\n\nProject page: https://boats.example/x")
    assert paper.links.project == ("https://boats.example/x",)


def test_several_days_in_one_capture_keep_their_dates() -> None:
    days = reading(f"Oct 9\n\nBoats That Float\n\n{ABSTRACT}\n\nOct 8\n\nOn Oars\n\n{ABSTRACT}x").papers
    assert [paper.listed for paper in days] == ["Oct 9", "Oct 8"]


def test_hostile_titles_are_text() -> None:
    for title in ("[/b]", "[@click=app.quit]x[/]", "Boats \x1b[2J\x1b]0;owned\x07Float", "Boats\u202e taolF"):
        (paper,) = reading(f"{title}\n\n{ABSTRACT}").papers
        assert paper.abstract == SHOWN
        assert paper.title.isprintable()
    assert titles(f"[/b]\n\n{ABSTRACT}") == ["[/b]"]


def test_a_title_of_ten_thousand_characters_is_kept_whole() -> None:
    title = "Boats " * 1700
    text = f"arxiv:2405.00001\n\n## {title}\n\nAuthors:\n\n## Abstract\n\n{ABSTRACT}\n\n### Community"
    assert titles(text) == [title.strip()]


def test_a_few_words_with_a_full_stop_are_an_abstract_where_one_is_due() -> None:
    page = reading(
        f"Daily Papers\n\nOct 9\n\nBoats\n\nWe prove it.\n\nOn Oars\n\n{ABSTRACT}\n\nSails\n\nThey sail."
    )
    assert [(paper.title, paper.abstract) for paper in page.papers] == [
        ("Boats", "We prove it."),
        ("On Oars", SHOWN),
        ("Sails", "They sail."),
    ]


def test_a_page_without_blank_lines_is_read_line_by_line() -> None:
    page = reading(
        "Hugging Face\nModels\nDaily Papers\nby AK and the research community\nDaily\n"
        "Weekly\nOct 9\nSubmitted by\n"
        "anna\n77\nBoats That Float\nThe Yard\n·\n12 authors\n4\nSubmitted by\nberta\n3\n"
        "On Oars\n·\n2 authors\nNext"
    )
    boats, oars = page.papers
    assert (boats.title, boats.upvotes, boats.listed) == ("Boats That Float", 77, "Oct 9")
    facts = {"submitted_by": "anna", "organization": "The Yard", "author_count": 12, "comments": 4}
    assert boats.extra == facts
    assert (oars.title, oars.extra["submitted_by"]) == ("On Oars", "berta")


def test_pictures_that_lead_to_papers_stand_above_their_titles() -> None:
    page = reading(
        "Title: Daily Papers - Hugging Face\n\nMarkdown Content:\nby[![Image 1](https://x.example/1.png)AK]"
        "(https://huggingface.co/akhaliq) and the research community\n\nJan 2\n\n"
        "[![Image 2](https://x.example/2.png)](https://huggingface.co/papers/2405.00001)\n"
        "\nSubmitted by\n\n"
        "[![Image 3: anna's avatar](https://x.example/3.png) anna](https://huggingface.co/anna)\n\n"
        "[64](https://huggingface.co/login?next=%2Fpapers%2F2405.00001)\n\n"
        "### Boats That Float\n\n*   ·\n5 authors\n\n"
        "[2](https://huggingface.co/papers/2405.00001#community)\n\n"
        "[![Image 4](https://x.example/4.png)](https://huggingface.co/papers/2405.00002)\n"
        "\nSubmitted by\n\n"
        "[berta](https://huggingface.co/berta)\n\n[7](https://huggingface.co/login)\n\n"
        "### On Oars\n\n*   ·\n2 authors\n"
    )
    boats, oars = page.papers
    assert (boats.key, boats.upvotes, boats.extra["comments"]) == ("arxiv:2405.00001", 64, 2)
    assert (oars.key, oars.upvotes, oars.extra["submitted_by"]) == ("arxiv:2405.00002", 7, "berta")
    assert page.skipped == ()


def test_a_dumps_list_of_addresses_gives_the_ids() -> None:
    page = reading(
        "   by [4]AK and the research community\n\n   Oct 9\n   94\n\n[10]Boats That Float\n\n"
        f"   {ABSTRACT}\n   [11]3 authors\n\n   · Oct 7, 2024\n   [12]5\n   6\n\n"
        f"[13]On Oars\n\n   {ABSTRACT}x\n"
        "   [14]3 authors\n\n   · Oct 8, 2024\n\nReferences\n\n   4. https://huggingface.co/akhaliq\n"
        "   10. https://huggingface.co/papers/2405.00001\n   11. https://huggingface.co/papers/2405.00001\n"
        "   12. https://huggingface.co/papers/2405.00001#community\n"
        "   13. https://huggingface.co/papers/2405.00002\n"
    )
    boats, oars = page.papers
    assert (boats.key, boats.upvotes, boats.published) == ("arxiv:2405.00001", 94, "2024-10-07")
    assert boats.extra == {"author_count": 3, "comments": 5}
    assert (oars.key, oars.upvotes, oars.published) == ("arxiv:2405.00002", 6, "2024-10-08")
    assert page.skipped == ()


def test_a_saved_papers_page_is_read_as_its_text() -> None:
    paper = only(
        "<html><head><title>Paper page - Boats That Float</title></head><body><nav>Models</nav><main>"
        "<a href='/papers'>Papers</a><div>arxiv:2405.00001</div><h1>Boats That Float</h1>"
        "<div>Published on May 13, 2024</div><div>Submitted by <a href='/anna'>anna</a> on May 14</div>"
        "<div>Upvote <div>12</div></div><div>Authors:</div><a href='/x'>Anna Anker</a>, "
        "<span>Berta Boje</span>"
        "<h2>Abstract</h2><p>Boats float.</p><span>AI-generated summary</span><p>We study "
        "<a href='/papers?q=boats'>"
        "boats</a>.</p><a href='https://arxiv.org/abs/2405.00001'>View arXiv page</a>"
        "<a href='https://arxiv.org/pdf/2405.00001'>View PDF</a><a "
        "href='https://boats.github.io'>Project page</a>"
        "<a href='https://github.com/harbour/boats'>GitHub "
        "123</a><h3>Community</h3><p>Great work.</p></main></html>"
    )
    assert (paper.key, paper.title, paper.abstract) == (
        "arxiv:2405.00001",
        "Boats That Float",
        "We study boats.",
    )
    assert (paper.summary, paper.authors) == ("Boats float.", ("Anna Anker", "Berta Boje"))
    assert (paper.upvotes, paper.stars, paper.keywords) == (12, 123, ("boats",))
    assert (paper.published, paper.listed) == ("2024-05-13", "May 14")
    assert paper.links.project == ("https://boats.github.io",)
    assert paper.links.repo == ("https://github.com/harbour/boats",)


def test_a_page_names_its_paper_below_the_words_of_the_link_that_led_there() -> None:
    paper = only(
        "# Boats\n**URL:** https://huggingface.co/papers/2405.00001\n"
        "**Page Title:** Paper page - Boats That Float in Shallow Water and in Deep Water\n"
        "--------------------\n\n\n## Boats That Float in Shallow Water and in\n  Deep Water\n\n## "
        "Abstract\n\n"
        "A study of boats shows that all of them float, whatever the depth of the water below them may be.\n"
        "We study how boats float in shallow\nwater. They float there as they do\nin deep water, "
        "and nobody knew\n"
        "before. Boats are large, and water\nis heavy .\n[LINK: GitHub 66 "
        "auto](https://github.com/harbour/boats)\n\n"
        "### Community\n\n- Other Boats (2024)\n\n## Models citing this paper 0\n"
    )
    assert (paper.key, paper.title) == (
        "arxiv:2405.00001",
        "Boats That Float in Shallow Water and in Deep Water",
    )
    assert (paper.summary or "").startswith("A study of boats")
    assert paper.abstract.startswith("We study how boats float in shallow water.")
    assert (paper.stars, paper.links.repo) == (66, ("https://github.com/harbour/boats",))


def test_a_page_that_shows_some_authors_says_how_many_there_are() -> None:
    paper = only(
        "Papers arxiv:2405.00001\nCopy markdown\nBoats That Float\nPublished on Jul 18, 2024\n· "
        "Submitted by\n"
        "Anna Anker on Jul 22, 2024\nUpvote 17\n+9\nAuthors: Berta Boje ,\nCarl Clipper\n+ 8 "
        "authors\nAbstract\n"
        "Boats float on every water.\nGenerated by Lab/Model-2.5-32B\nWe study how boats float on "
        "every\nwater.\n"
        "View arXiv page View PDF Add to collection\nCommunity\nanna\nhf papers read 2405.00001\n"
    )
    assert (paper.key, paper.title) == ("arxiv:2405.00001", "Boats That Float")
    assert (paper.authors, paper.extra["author_count"]) == (("Berta Boje", "Carl Clipper"), 10)
    assert (paper.extra["submitted_by"], paper.listed) == ("Anna Anker", "2024-07-22")
    assert (paper.summary, paper.abstract) == (
        "Boats float on every water.",
        "We study how boats float on every water.",
    )
