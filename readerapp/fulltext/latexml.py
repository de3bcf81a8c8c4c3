"""Pages that LaTeXML made of papers, as arXiv shows them, read as blocks.

Class names: https://math.nist.gov/~BMiller/LaTeXML/manual/cssclasses/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line
from readerapp.fulltext.blocks import FullText, TextBlock
from readerapp.fulltext.inline import Inline, classes, code_of, has, line_of, math_of, table_of
from readerapp.sources.html_text import parse_html
from readerapp.sources.results import TooDeep

MAX_CHARACTERS = 24 << 20
MAX_BLOCKS = 50_000
_MAX_BLOCK_CHARACTERS = 100_000
_STUB = re.compile(r"(?i)no html (?:is )?available|html is not available for|no content available")
_FATAL = re.compile(r"(?i)conversion to html had a fatal error|document may be truncated or damaged")
_WATERMARK = re.compile(r"arXiv:([\w./-]{4,40}v\d{1,3})")
_BASE = re.compile(r"/html/([\w./-]{4,40}?v\d{1,3})/?\Z")
_LEVELS = {"part": 1, "chapter": 1, "section": 1, "appendix": 1, "bibliography": 1, "abstract": 1,
           "acknowledgements": 1, "index": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4,
           "subparagraph": 5}  # fmt: skip
_TITLE = re.compile(r"ltx_title_(\w+)")
_MARK = re.compile(r"^[\s(\[]*|[\s:.)\]]*$")
_DROPPED_TAGS = frozenset("script style nav footer noscript template svg button form iframe object".split())
_DROPPED = frozenset("ltx_authors ltx_dates ltx_TOC ltx_pagination ltx_page_footer ltx_page_header".split())
_CONTAINERS = frozenset(
    "html body div section article main ul ol dl li dd dt figure blockquote header center aside".split()
)
_LISTS = frozenset("ul ol dl".split())


class NotAPaper(ReaderError):
    """The page holds no text of a paper."""


class NoHtml(NotAPaper):
    """The page says that there is no HTML of the paper."""


def read_page(page: str, where: str) -> FullText:
    """Return the text on a page; `where` names it in errors.

    Raises:
        NoHtml: it says that there is none.
        NotAPaper: it holds something else, or too much.
    """
    if len(page) > MAX_CHARACTERS:
        raise NotAPaper(f"{where}: the page is too large to be read ({len(page) >> 20} MB)")
    try:
        tree = parse_html(page)
    except TooDeep as error:
        raise NotAPaper(f"{where}: the page can't be read; its tags are nested too deeply") from error
    root = tree.css_first(".ltx_document") or tree.css_first(".ltx_page_content")
    blocks = () if root is None else tuple(_Walk().blocks(root))
    if not any(block.kind in ("paragraph", "item") for block in blocks):
        said = clean_line((tree.body.text() if tree.body else "")[:20_000])
        if _STUB.search(said):
            raise NoHtml(f"{where}: arXiv has no HTML of this paper")
        fatal = " because its conversion failed" if _FATAL.search(said) else ""
        raise NotAPaper(f"{where}: the page holds no text of a paper{fatal}")
    return _whole(tree, root, blocks, page)


def _whole(
    tree: LexborHTMLParser, root: LexborNode | None, blocks: tuple[TextBlock, ...], page: str
) -> FullText:
    assert root is not None
    title = root.css_first(".ltx_title_document")
    errors = sum(not _is_in_bibliography(it) for it in root.css(".ltx_ERROR")[:1000])
    fatal = bool(_FATAL.search(page[:20_000]) or _FATAL.search(page[-20_000:])) or len(blocks) >= MAX_BLOCKS
    return FullText(line_of(title) if title else "", blocks, _version(tree), errors, fatal)


def _version(tree: LexborHTMLParser) -> str:
    base, mark = tree.css_first("base"), tree.css_first("#watermark-tr, .ltx_page_main #watermark-tr")
    found = _BASE.search(base.attributes.get("href") or "") if base else None
    found = found or (_WATERMARK.search(mark.text()) if mark else None)
    return found[1] if found else ""


def _is_in_bibliography(node: LexborNode) -> bool:
    above: LexborNode | None = node
    for _ in range(100):
        if above is None or has(above, "ltx_bibliography"):
            return above is not None
        above = above.parent
    return False


class _Walk:
    """Goes through a page without recursion, and collects what stands outside of blocks as paragraphs."""

    def __init__(self) -> None:
        self._depth = 0
        self._mark = ""
        """The mark of an item whose first block is still to come."""
        self._in_item: list[bool] = []
        self._loose = Inline()
        self._count = 0

    def blocks(self, root: LexborNode) -> Iterator[TextBlock]:
        """Yield the blocks of a document, at most `MAX_BLOCKS`."""
        for block in self._all(root):
            text = block.text[:_MAX_BLOCK_CHARACTERS]
            if text.strip() or block.tex:
                self._count += 1
                yield block if text is block.text else TextBlock(block.kind, text, block.level, block.number)
                if self._count >= MAX_BLOCKS:
                    return

    def _all(self, root: LexborNode) -> Iterator[TextBlock]:
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                yield from self._flush()
                self._leave(node)
            elif _is_dropped(node):
                continue
            elif (made := self._leaf(node)) is not None:
                yield from self._flush()
                yield from made
            elif node.tag in _CONTAINERS or _holds_blocks(node):
                yield from self._flush()
                self._enter(node)
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(_children(node))))
            else:
                self._loose.add(node)

    def _enter(self, node: LexborNode) -> None:
        self._depth += node.tag in _LISTS
        if node.tag in ("li", "dd"):
            self._mark = self._mark or "•"

    def _leave(self, node: LexborNode) -> None:
        self._depth -= node.tag in _LISTS
        if node.tag in ("li", "dd"):
            self._mark = ""

    def _flush(self) -> Iterator[TextBlock]:
        loose, self._loose = self._loose, Inline()
        yield from self._paragraph(loose)

    def _paragraph(self, inline: Inline) -> Iterator[TextBlock]:
        if text := inline.text:
            if self._depth:
                yield TextBlock("item", text, self._depth, self._mark)
                self._mark = ""
            else:
                yield TextBlock("paragraph", text)
        for number, note in inline.notes:
            yield TextBlock("footnote", note, number=number)

    def _leaf(self, node: LexborNode) -> Iterator[TextBlock] | None:
        """Return the blocks of a node that is read as a whole; None for one that is gone into."""
        names = classes(node)
        if "ltx_tag_item" in names:
            self._mark = line_of(node) or "•"
            return iter(())
        for name, reader in _READERS:
            if name in names:
                return reader(node)
        if node.tag == "p":
            return None if _holds_blocks(node) else self._paragraph(Inline(node))
        if node.tag == "table":
            return iter(()) if not node.css_first("tr") else _table(node)
        return _heading(node) if (node.tag or "") in ("h1", "h2", "h3", "h4", "h5", "h6") else None


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _holds_blocks(node: LexborNode) -> bool:
    """Return True for what is text in HTML and yet holds blocks, as a table that was scaled."""
    kinds = ".ltx_tabular, .ltx_listing" if node.tag == "p" else ".ltx_tabular, .ltx_listing, .ltx_p"
    return node.child is not None and node.css_first(kinds) is not None


def _is_dropped(node: LexborNode) -> bool:
    tag = node.tag or "-"
    if tag in _DROPPED_TAGS or (tag.startswith("-") and tag != "-text"):
        return True
    return bool(_DROPPED.intersection(classes(node)))


def _heading(node: LexborNode) -> Iterator[TextBlock]:
    kinds = [match[1] for name in classes(node) if (match := _TITLE.fullmatch(name))]
    if "document" in kinds:
        return
    number, inline = _tagged(node)
    if not kinds or kinds[0] not in _LEVELS:  # of a theorem, a proof, keywords
        yield TextBlock("theorem", f"{number} {inline.text}".strip() if number else inline.text)
        return
    number = number.removeprefix("Appendix ").removeprefix("§") if kinds[0] != "part" else number
    yield TextBlock("heading", inline.text or number, _LEVELS[kinds[0]], number if inline.text else "")
    yield from _notes(inline)


def _tagged(node: LexborNode) -> tuple[str, Inline]:
    """Return the number that a title or caption begins with, and the rest."""
    tag = node.css_first(".ltx_tag")
    inline = Inline(node, without=tag)
    return _MARK.sub("", line_of(tag)) if tag else "", inline


def _caption(node: LexborNode) -> Iterator[TextBlock]:
    number, inline = _tagged(node)
    yield TextBlock("caption", inline.text or number, number=number if inline.text else "")
    yield from _notes(inline)


def _notes(inline: Inline) -> Iterator[TextBlock]:
    for number, note in inline.notes:
        yield TextBlock("footnote", note, number=number)


def _math(node: LexborNode) -> Iterator[TextBlock]:
    """Yield each row of an equation, or of several that stand together."""
    rows = [it for it in node.css("tr") if it.css_first("math")] or [node]
    for row in rows:
        number = row.css_first(".ltx_tag_equation, .ltx_tag_equationgroup")
        for text, tex in math_of(row):
            yield TextBlock("math", text, number=line_of(number) if number else "", tex=tex)


def _table(node: LexborNode) -> Iterator[TextBlock]:
    yield TextBlock("table", table_of(node))


def _code(node: LexborNode) -> Iterator[TextBlock]:
    yield TextBlock("code", code_of(node))


def _reference(node: LexborNode) -> Iterator[TextBlock]:
    tag = node.css_first(".ltx_tag_bibitem, .ltx_tag")
    number, inline = line_of(tag) if tag else "", Inline(node, without=tag)
    yield TextBlock("reference", inline.text, number=number)


_READERS = (
    ("ltx_bibitem", _reference),
    ("ltx_title", _heading),
    ("ltx_caption", _caption),
    ("ltx_equation", _math),
    ("ltx_equationgroup", _math),
    ("ltx_eqn_table", _math),
    ("ltx_listing", _code),
    ("ltx_verbatim", _code),
    ("ltx_tabular", _table),
)
"""What is read as a whole, by its class."""
