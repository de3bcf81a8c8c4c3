import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.domain.paper import KINDS, Links, Paper
from readerapp.domain.state import State
from readerapp.exports import Item
from readerapp.exports.books.epub import document
from readerapp.exports.books.xhtml import from_markdown, strict_url

XHTML = "{http://www.w3.org/1999/xhtml}"
HOSTILE = (
    "<script>alert(1)</script> &amp; ]]>",
    "שלום עולם",
    "学习 机器",
    "\x00\x01\x1b[31m",
    "   ",
    "a\ud800b\ufffe",
    "'\"><",
    "x" * 5000,
)
CHECKER = Path("/usr/share/java/epubcheck.jar")
CHECK = ["java", "-jar", str(CHECKER)]


def item(title: str, number: int = 1, note: str = "", **facts: object) -> Item:
    key = f"arxiv:2601.{number:05}"
    return Item(Paper(key=key, title=title, **facts), State(key=key, note=note))  # type: ignore[arg-type]


def book(items: Iterable[Item]) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(b"".join(document(items))))


def pages(archive: zipfile.ZipFile) -> list[str]:
    return [archive.read(name).decode() for name in archive.namelist() if "papers-" in name]


def text_of(xhtml: str) -> str:
    return "".join(ElementTree.fromstring(f"<x>{xhtml}</x>").itertext())


def test_the_kind_of_the_archive_is_its_first_file_and_not_compressed() -> None:
    data = b"".join(document([item("One")]))
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_the_same_papers_give_the_same_bytes() -> None:
    items = [item(f"Paper {n}", n, "a note", added="2026-02-03T04:05:06Z") for n in range(3)]
    assert b"".join(document(items)) == b"".join(document(iter(items)))


def test_a_book_says_when_anything_in_it_last_changed() -> None:
    paper = Paper(key="k", title="T", added="2026-02-03T04:05:06Z")
    state = State(key="k", changed={"note": "2026-03-04T06:05:06.5+01:00", "tags": "some day"})
    opf = book([Item(paper, state)]).read("EPUB/package.opf").decode()
    assert '"dcterms:modified">2026-03-04T05:05:06Z<' in opf


def test_a_book_of_the_same_papers_has_the_same_identifier_whatever_changed_in_them() -> None:
    def identifier(items: list[Item]) -> str:
        (found,) = re.findall("urn:uuid:[0-9a-f-]+", book(items).read("EPUB/package.opf").decode())
        return str(found)

    one, two = item("One", 1), item("Two", 2)
    assert identifier([one, two]) == identifier([two, item("One", 1, "noted since")])
    assert identifier([one, two]) != identifier([one])


def test_both_tables_of_contents_lead_to_every_paper() -> None:
    archive = book(item(f"Paper {n}", n, abstract="word " * 2000) for n in range(50))
    targets = {
        f"{name.removeprefix('EPUB/')}#{section.get('id')}"
        for name in archive.namelist()
        if "papers-" in name
        for section in ElementTree.fromstring(archive.read(name)).iter(f"{XHTML}section")
    }
    assert len(targets) == 50
    for name in ("contents.xhtml", "toc.ncx"):
        listed = re.findall(r'(?:href|src)="(papers[^"]*)"', archive.read(f"EPUB/{name}").decode())
        assert set(listed) == targets
        assert len(listed) == 50


def test_of_many_papers_the_contents_list_pages() -> None:
    archive = book(item(f"Paper {n}", n) for n in range(1, 2101))
    first, *_, last = re.findall("<a href.*</a>", archive.read("EPUB/contents.xhtml").decode())
    assert re.fullmatch(r'<a href="papers-0001.xhtml#p1">1–[\d,]+: Paper 1</a>', first)
    assert "–2,100: Paper " in last


def test_pages_stay_as_short_as_e_readers_like_them() -> None:
    found = pages(book(item(f"Paper {n}", n, abstract="word " * 2000) for n in range(50)))
    assert len(found) > 2
    assert max(map(len, found)) < 130_000


def test_without_papers_the_book_says_so() -> None:
    (page,) = pages(book([]))
    assert "No papers" in page


def test_a_chapter_has_facts_links_note_and_abstract() -> None:
    links = Links(
        repo=("https://github.com/a/b", "https://github.com/a/c"), arxiv=("https://arxiv.org/abs/1",)
    )
    paper = Paper(key="k", title="T", authors=("Ada L", "Bo B"), abstract="One.\n\nTwo.", links=links)
    (page,) = pages(book([Item(paper, State(key="k", note="*mine*", tags=("rl",), rating=4), 2)]))
    for part in (
        "Ada L, Bo B",
        "k · 2 in the queue · rated 4 of 5 · #rl",
        '<a href="https://github.com/a/b">code</a> · <a href="https://github.com/a/c">github.com/a/c</a>',
        "<em>mine</em>",
        '<p dir="auto">One.</p>\n<p dir="auto">Two.</p>',
    ):
        assert part in page


def test_a_note_is_rendered_below_the_headings_of_the_page() -> None:
    rendered = from_markdown("# Idea\none\ntwo\n\n- a\n\n`x<y`")
    for part in ('<h4 dir="auto">Idea</h4>', "one<br />\ntwo", "<li>a</li>", "<code>x&lt;y</code>"):
        assert part in rendered


def test_html_in_a_note_is_text() -> None:
    note = "a <b onclick='x()'>c</b>\n\n<script>alert(1)</script>\n\n<!-- d -->"
    assert text_of(from_markdown(note)).split() == note.split()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "other.html", "mailto:a@b.c", "file:///etc/passwd", "#x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert "<a" not in from_markdown(f"[words]({url}) ![picture]({url})")


def test_a_picture_in_a_note_is_a_link_to_it() -> None:
    assert '<a href="https://x.org/p.png">plot</a>' in from_markdown("![plot](https://x.org/p.png)")
    assert from_markdown("[![plot](https://x.org/p.png)](https://x.org)").count("<a ") == 1


@pytest.mark.parametrize(
    ("url", "strict"),
    [
        ("https://x.org/a b?q=[1]&r=%zz#a#b", "https://x.org/a%20b?q=%5B1%5D&r=%25zz#a%23b"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("http://1.2.3.4/x", "http://1.2.3.4/x"),
        ("http://1.2.3.4.5/x", ""),
        ("http://x.0x1f/", ""),
        ("https://[::1]/", ""),
        ("https://u:p@x.org/", ""),
        ("https://x..org/", ""),
        ("ftp://x.org/", ""),
    ],
)
def test_an_address_is_written_in_the_letters_of_addresses_or_not_linked(url: str, strict: str) -> None:
    assert strict_url(url) == strict


@settings(max_examples=30)
@given(st.text())
def test_any_note_becomes_well_formed(note: str) -> None:
    text_of(from_markdown(note))


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(min_size=1), st.text(), st.text()), max_size=3))
def test_any_text_becomes_well_formed_pages(texts: list[tuple[str, str, str]]) -> None:
    items = [
        item(title, number, note, abstract=text, authors=(text,), venue=text, added=text)
        for number, (title, text, note) in enumerate(texts)
    ]
    archive = book(items)
    for name in archive.namelist():
        if name.endswith(("xhtml", "opf", "ncx", "xml")):
            ElementTree.fromstring(archive.read(name))


def random_items(count: int) -> list[Item]:
    """Return papers of the letters and signs that could break a book."""
    chance = random.Random(7)
    letters = "ab/:.?#%&<>\"'[]()!*_`~|\\{}@ \n\n-+=129\x00\x1b\x85\u200f\u202e\ufffe\ud800שא中😀\u0301"
    parts = "https:// ![ ]( [a]( <b> ``` &#0; ]]> <!-- --> <?x javascript: www.a.org [^1] ~~ **".split()
    parts += ["\n# ", "\n- ", "\n1. ", "\n> ", "| a | b |\n|--|--|\n", "\t"]

    def text(most: int) -> str:
        long = chance.randrange(1, most)
        return "".join(chance.choice(parts if chance.random() < 0.3 else letters) for _ in range(long))

    def urls() -> tuple[str, ...]:
        return tuple(chance.choice(("http://", "https://")) + text(12) for _ in range(3))

    return [
        item(
            text(30),
            number,
            text(120),
            abstract=text(80),
            authors=(text(9), text(9)),
            summary=text(9),
            published=text(9),
            links=Links(**{kind: urls() for kind in KINDS}),
        )
        for number in range(count)
    ]


@pytest.mark.slow
@pytest.mark.skipif(
    not (CHECKER.exists() and shutil.which("java")), reason="needs Debian's epubcheck (make debian)"
)
@pytest.mark.parametrize(
    "items",
    [[], [item("One")], [*(item(it, n + 1000, it) for n, it in enumerate(HOSTILE)), *random_items(300)]],
    ids=["none", "one", "hostile"],
)
def test_epubcheck_finds_no_fault(items: list[Item], tmp_path: Path) -> None:
    path = tmp_path / "week.epub"
    path.write_bytes(b"".join(document(items)))
    run = subprocess.run([*CHECK, str(path)], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in run.stdout, run.stdout + run.stderr
