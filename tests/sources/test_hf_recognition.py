"""Only a page's own structure makes a text a Hugging Face page, not a word or an address in it."""

from __future__ import annotations

import pytest

from readerapp.sources import read
from readerapp.sources.recognition import recognise

HUB = "https://huggingface.co/papers"
ABSTRACT = "We study boats that float. " * 14
MENTIONS = {
    "ids": "arxiv:2402.00002v3\narXiv.2402.00003\n2402.00005.pdf\n1501.00002v3\n",
    "addresses": f"{HUB}/2402.00002\n{HUB}/2402.00003\nhttps://hf.co/papers/2402.00004\n",
    "one address": f"Read this: {HUB}/2402.00002\n",
    "csv": f"title,url,notes\nBoats That Float,{HUB}/2402.00002,Daily Papers\n"
    "On Oars,,AK and the research community\n",
    "csv with abstracts": "title,abstract,url\n" + f'Boats,"{ABSTRACT}",{HUB}/2402.00002\n' * 3,
    "tsv": f"title\turl\nBoats That Float\t{HUB}/2402.00002\n",
    "ris": f"TY  - JOUR\nTI  - Boats That Float\nUR  - {HUB}/2402.00002\nN1  - Submitted by AK\nER  - \n",
    "bibtex": "% Daily Papers\n\n@misc{boats,\n  title = {Boats},\n  note = {Paper page - Boats},\n"
    f"  url = {{{HUB}/2402.00002}}\n}}\n",
    "medline": "PMID- 12\nTI  - Boats That Float\nAB  - Daily Papers\n",
    "json lines": f'{{"title": "Boats That Float", "url": "{HUB}/2402.00002"}}\n' * 2,
    "markdown": f"# Reading\n\n- [Boats That Float]({HUB}/2402.00002)\n"
    "- [On Oars](https://arxiv.org/abs/2402.00003)\n",
    "list with titles of browser tabs": f"- [Paper page - Boats That Float]({HUB}/2402.00002)\n",
    "readme": f"# Boats\n\n[![HF](https://img.example/HF-Paper)]({HUB}/2402.00002)\n\nBoats.\n\n"
    "## Citation\n\n"
    "```bibtex\n@article{boats, title={Boats That Float}, author={Anker, Anna}, year={2024}}\n```\n",
    "bookmarks": "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n"
    f'<DT><A HREF="{HUB}/2402.00002">Paper page - Boats That Float</A>\n'
    '<DT><A HREF="https://huggingface.co/">Hugging Face</A>\n</DL><p>\n',
    "a page that links there": "<html><head><title>Boats</title></head><body><p>Also on "
    f"<a href='{HUB}/2402.00002'>Hugging Face</a></p></body></html>",
    "opml": f'<opml version="2.0"><body><outline text="Daily Papers" xmlUrl="{HUB}.rss"/></body></opml>',
    "feed": "<rss><channel><title>Daily Papers</title><item><title>Boats</title>"
    f"<link>{HUB}/2402.00002</link></item></channel></rss>",
    "letter": f"Hi,\n\nhave you seen {HUB}/2402.00002? It was submitted by Anna.\n\nBye\n",
    "note": f"---\ntitle: Boats That Float\narxiv: 2402.00002\nurl: {HUB}/2402.00002\n---\n\n"
    f"## Abstract\n\n{ABSTRACT}\n\n## Notes\n",
}


@pytest.mark.parametrize("name", MENTIONS)
def test_a_text_that_only_mentions_such_pages_is_left_to_its_own_reader(name: str) -> None:
    text = MENTIONS[name]
    assert not (recognise(text) or "").startswith("hf-")
    assert all(len(paper.title) < 60 for paper in read(text.encode(), name="x").papers)


PAGES = {
    "head": f"Daily Papers\n\nbyAK and the research community\n\nOct 9\n\nBoats That Float\n\n{ABSTRACT}\n",
    "titles only": "Daily Papers\n\nOct 9\n\nSubmitted by\nanna\n\n7\n\nBoats That Float\n\n·\n3 authors\n",
    "no head": f"Boats That Float\n\n{ABSTRACT}\n\nOn Oars\n\n{ABSTRACT}x\n",
    "one paper": "arxiv:2402.00002\n\nBoats That Float\n\nPublished on May 3\n\nAuthors:\n\nA\n\n"
    f"Abstract\n\n{ABSTRACT}\n",
    "with a bibliography entry in a comment": "Boats\n\nPublished on May 3\n\nAbstract\n\nWe float.\n\n"
    "View arXiv page\n\nanna\nPaper submitter\n\n@misc{a, title = {B}}\n\nReply\n",
    "html": "<html><head><title>Daily Papers - Hugging Face</title></head><body><h3>Boats</h3>"
    f"<p>{ABSTRACT}</p></body></html>",
    "html of one paper": "<html><head><title>Paper page - Boats</title></head>"
    "<body><h1>Boats</h1></body></html>",
    "html without a head": "<div><h1>Boats</h1><p>Published on May 3</p>"
    "<a href='https://huggingface.co/anna'>a</a>"
    "<div>View arXiv page</div></div>",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_known_by_what_only_such_pages_say(name: str) -> None:
    assert recognise(PAGES[name]) in ("hf-text", "hf-html")
