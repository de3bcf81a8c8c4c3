"""Atom, RSS and OAI-PMH."""

from __future__ import annotations

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import Reading, read


def reading(text: str) -> Reading:
    return read(text.encode(), name="feed.xml")


def only(text: str) -> Paper:
    result = reading(text)
    assert result.skipped == ()
    (paper,) = result.papers
    return paper


ENTRY = """
<entry>
  <id>http://arxiv.org/abs/2405.00001v2</id>
  <title>Boats That
    Float</title>
  <summary>They float by 12\\%, $\\alpha$ &lt; 1.</summary>
  <published>2024-05-01T17:59:46Z</published><updated>2024-06-01T17:59:46Z</updated>
  <author><name>Anna Anker</name></author><author><name>Berta Boje</name></author>
  <arxiv:comment>12 pages. Code: https://github.com/harbour/boats</arxiv:comment>
  <arxiv:journal_ref>Harbour Letters 3 (2024)</arxiv:journal_ref>
  <arxiv:doi>10.1000/boats</arxiv:doi>
  <link href="http://arxiv.org/abs/2405.00001v2" rel="alternate" type="text/html"/>
  <link title="pdf" href="http://arxiv.org/pdf/2405.00001v2" rel="related" type="application/pdf"/>
  <category term="cs.LG"/><category term="cs.RO"/>
</entry>"""


def atom(entries: str) -> str:
    names = 'xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
    return f"<?xml version='1.0' encoding='UTF-8'?>\n<feed {names}><title>arXiv Query</title>{entries}</feed>"


def test_an_entry_of_arxivs_api_keeps_every_fact() -> None:
    paper = only(atom(ENTRY))
    assert (paper.key, paper.title) == ("arxiv:2405.00001", "Boats That Float")
    assert paper.abstract == "They float by 12%, α < 1."
    assert paper.authors == ("Anna Anker", "Berta Boje")
    assert (paper.published, paper.venue) == ("2024-05-01", "Harbour Letters 3 (2024)")
    assert paper.keywords == ("cs.LG", "cs.RO")
    assert paper.links.arxiv == ("http://arxiv.org/abs/2405.00001v2",)
    assert paper.links.pdf == ("http://arxiv.org/pdf/2405.00001v2",)
    assert paper.links.repo == ("https://github.com/harbour/boats",)
    assert paper.links.doi == ("https://doi.org/10.1000/boats",)
    assert paper.extra["comment"].startswith("12 pages")


def test_an_error_that_comes_as_an_entry_is_no_paper() -> None:
    entry = "<id>https://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id</summary>"
    result = reading(atom(f"<entry>{entry}</entry>"))
    assert result.papers == ()
    assert "incorrect id" in result.skipped[0].why


def test_an_empty_feed_says_so() -> None:
    assert "no papers" in reading(atom("")).skipped[0].why


def test_arxivs_daily_feed_dates_the_announcement_not_the_paper() -> None:
    paper = only(
        '<?xml version="1.0"?><rss xmlns:arxiv="a" xmlns:dc="d" version="2.0"><channel>'
        "<title>cs.LG updates</title><pubDate>Thu, 24 Sep 2026 00:00:00 -0400</pubDate><item>"
        "<title>Boats</title><link>https://arxiv.org/abs/2405.00001</link>"
        "<description>arXiv:2405.00001v1 Announce Type: replace-cross \nAbstract: They float.</description>"
        "<guid>oai:arXiv.org:2405.00001v1</guid><category>cs.LG</category>"
        "<arxiv:announce_type>replace-cross</arxiv:announce_type><dc:creator>Anna Anker, "
        "Berta Boje</dc:creator>"
        "</item></channel></rss>"
    )
    assert (paper.key, paper.abstract) == ("arxiv:2405.00001", "They float.")
    assert paper.authors == ("Anna Anker", "Berta Boje")
    assert (paper.listed, paper.published) == ("2026-09-24", None)
    assert paper.extra == {"announced": "replace-cross"}


def test_harvested_records_have_names_in_pieces_and_some_are_deleted() -> None:
    result = reading(
        '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
        "<record><header><identifier>oai:arXiv.org:2405.00001</identifier></header><metadata><arXiv>"
        "<id>2405.00001</id><created>2024-05-01</created><authors><author><keyname>Anker</keyname>"
        "<forenames>Anna "
        "B.</forenames></author></authors><title>``Boats''</title><categories>cs.LG cs.RO</categories>"
        "<comments>5 pages</comments><doi>10.1000/boats</doi><abstract>They "
        "&#39;float&#39;.</abstract></arXiv>"
        "</metadata></record><record><header "
        'status="deleted"><identifier>oai:x:1</identifier></header></record>'
        "<record><header><identifier>oai:x:2</identifier></header><metadata><dc><title>Oars</title>"
        "<creator>Boje, Berta</creator><identifier>https://arxiv.org/abs/2405.00002</identifier>"
        "<description>They row.</description><description>Comment: 3 "
        "pages</description><date>2024-05-02</date>"
        "</dc></metadata></record></ListRecords></OAI-PMH>"
    )
    boats, oars = result.papers
    assert (boats.key, boats.title, boats.abstract) == ("arxiv:2405.00001", "“Boats”", "They 'float'.")
    assert (boats.authors, boats.keywords) == (("Anna B. Anker",), ("cs.LG", "cs.RO"))
    assert (oars.key, oars.authors, oars.abstract) == ("arxiv:2405.00002", ("Berta Boje",), "They row.")
    assert oars.extra == {"comment": "3 pages"}
    assert [skip.why for skip in result.skipped] == ["oai:x:1 was deleted"]


def test_a_list_of_feeds_says_that_it_is_one() -> None:
    result = reading('<opml version="1.0"><body><outline xmlUrl="https://x.example/rss"/></body></opml>')
    assert result.skipped[0].why.startswith("a list of 1 feeds")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><feed><entry><title>&c;</title></entry></feed>',
        "<feed>" + "<a>" * 100_000,
        "<feed><entry>" + "<title>" * 100_000,
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item><title>&a;</title></item></rss>',
    ],
)
def test_bombs_end_in_one_clear_line(text: str) -> None:
    result = reading(text)
    assert result.papers == ()
    assert len(result.skipped) == 1


def test_a_feed_cut_anywhere_gives_what_is_whole() -> None:
    whole = atom(ENTRY + ENTRY.replace("00001", "00002"))
    for end in range(100, len(whole), 37):
        result = reading(whole[:end])
        assert len(result.papers) == whole[:end].count("</entry>")
        assert len(result.skipped) == 1


def test_named_html_entities_are_characters() -> None:
    assert only(atom("<entry><id>x</id><title>B&ouml;te &amp; mehr</title></entry>")).title == "Böte & mehr"
