"""Any text: messages, references, URLs under titles. Each id or URL of a paper gives a paper.

Lines that name no paper are reported one by one, unless nothing in the text names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from readerapp.domain.ids.keys import placeholder_title
from readerapp.domain.ids.mentions import Mention, may_name_paper, mentions
from readerapp.domain.ids.parsing import may_be_arxiv, paper_key
from readerapp.domain.ids.spellings import bare, plain
from readerapp.domain.links.kinds import kind_of
from readerapp.domain.values import dataclass, field
from readerapp.sources.citation import parse_citation
from readerapp.sources.draft import Draft
from readerapp.sources.html_text import to_markdown
from readerapp.sources.lists.link_notations import with_markdown_links
from readerapp.sources.lists.markdown_rows import RowLink, without_links
from readerapp.sources.lists.paper_links import is_at_publisher, is_label, names_publisher
from readerapp.sources.lists.text_entries import entries
from readerapp.sources.prose import is_prose
from readerapp.sources.results import Skip
from readerapp.sources.title_affixes import without_signs

_MARKS = re.compile(
    r"^(?:[>\s]*(?:[-+•·▪◦📌🔹🔸]|[*]{1,6}|\[?\d{1,4}[\].)/]|\[[\w+-]{1,12}\]|#{1,6}|\[[ xX]?\]|TODO|DONE)"
    r"(?=\s|$)\s*)+|^[>\s]+"
)
_LABELS = re.compile(
    r"\b(?:arxiv(?:\s+e?-?preprint)?|preprint|doi|url|link|pdf|paper"
    r"|available (?:at|from|online)|retrieved from|abs|html|id|title|corr)\b\s*[:=]?\s*$",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://[^\s<>\"]+")
_BESIDE = " \t-–—:|,;=•·'`*_"
_EMPTY = re.compile(r"[\[({<]\s*\0?[\s,;:]*[\])}>]")
# Titles with people beside them: `“T” by Dow et al.`, `T (Hale et al., 2024)`.
_QUOTED = re.compile(r"[\"“]([^\"“”]+ [^\"“”]+)[\"”]")
_EMPHASISED = re.compile(r"(\*\*|__|\*)(?=[^\s*_])([^*_\n]{4,300}?)(?<=\S)\1")
_CITED = re.compile(r"\s*\((?:[A-Z][\w’'-]+(?:\s(?:et al\.?|and|&))*[ ,]*){1,4}(?:19|20)\d\d[a-z]?\)$")
_SURNAMES = re.compile(r"\bet al\b|\b(?:19|20)\d\d[a-z]?\)?$")
_BRACKET = re.compile(r"[()\[\]{}<>“”\"]")
_PAGE = "page:"
"""Prefix of the URL of a paper without an id."""
_WORDS = re.compile(r"[A-Za-z][A-Za-z ,;'!?-]*")  # most lines of a long text
_SAYS_MORE = re.compile(r"\w")
_MAX_UNIT_CHARS, _MAX_TITLE_CHARS = 4000, 300


@dataclass(slots=True)
class _Unit:
    """One line, or one entry of a list of references."""

    line: int
    text: str
    """The rest of the line, without ids and URLs."""
    keys: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    links: list[RowLink] = field(default_factory=list)
    """Links to papers that have a text."""
    at_edge: bool = False
    """True if an id begins or ends it, so that the rest may be the title."""
    after_blank: bool = False
    marked: str = ""
    """Bold or italic text that reads like a title."""
    is_remark: bool = False
    """True if it begins with a comment sign: `#`, `//`."""


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield a paper for each id or URL of one, and a skip for each line that names none."""
    if source.lstrip()[:1] == "<":
        source = to_markdown(source)
    yield from read_lines(source, listed=False)


def read_lines(source: str, *, listed: bool) -> Iterator[Draft | Skip]:
    """Yield the papers of a text without tags.

    Args:
        listed: each line is about one paper, so the rest of the line is its title.
    """
    named = may_be_arxiv(source) or "10." in source or names_publisher(source)
    units = _joined(_unit(*line) for line in entries(with_markdown_links(source))) if named else []
    units = [unit for unit in units if not (listed and unit.is_remark)]
    if not any(unit.keys for unit in units):
        yield Skip("", "names no paper by id or address")
        return
    listed = listed and len(units) > 1  # what stands beside a single address may be a remark
    titles = {} if listed else _titles(units)
    used = set(titles.values())
    for place, unit in enumerate(units):
        if unit.keys:
            above = units[titles[place]].text if place in titles else ""
            yield from _drafts(unit, above or _beside(unit, listed))
        elif place not in used:
            yield Skip(f"line {unit.line}", f"names no paper: “{(unit.text or unit.urls[0])[:60]}”")


def names_paper_at_edge(line: str) -> bool:
    """Return True if a line begins or ends with the id or URL of a paper."""
    unit = _unit(0, line.strip(), False)
    return bool(unit.keys) and unit.at_edge


def _joined(found: Iterable[_Unit]) -> list[_Unit]:
    """Return the lines that say something; the URL of code joins the paper right above it."""
    units: list[_Unit] = []
    for unit in found:
        above = units[-1] if units and not unit.after_blank else None
        if above and not above.after_blank and len(units) > 1 and not units[-2].text and _is_title(above):
            above = units[-2]  # the address, the title, the code
        if above and len(above.keys) == 1 and not unit.keys and _is_only_code(unit):
            above.urls += unit.urls
        elif unit.keys or unit.urls or any(map(str.isalpha, unit.text)):
            units.append(unit)
    return units


def _is_only_code(unit: _Unit) -> bool:
    return bool(unit.urls) and not unit.text and all(kind_of(url) in ("repo", "project") for url in unit.urls)


def _unit(number: int, line: str, after_blank: bool) -> _Unit:
    if _WORDS.fullmatch(line) or not _SAYS_MORE.search(line):
        text = " ".join(line.split()).strip(_BESIDE) if line[0].isalpha() else ""
        return _Unit(number, text, at_edge=True, after_blank=after_blank)
    text, links = without_links(plain(_MARKS.sub("", line)))
    unit = _Unit(number, text, urls=[link.url for link in links], after_blank=after_blank)
    unit.is_remark = line.startswith(("#", "//"))
    if ("*" in text or "__" in text) and (marked := _EMPHASISED.search(text)):
        unit.marked = marked[2].rstrip(".,") if _may_be_title(marked[2]) else ""
    found = [mention for link in links for mention in _mentions(link.url)]
    rest, end = "", 0
    for mention in _mentions(text):
        found.append(mention)
        unit.urls += [mention.address] if mention.address.startswith("http") else []
        rest += _LABELS.sub("", text[end : mention.start].rstrip(_BESIDE)) + " \0 "
        end = mention.end
    unit.keys = list(dict.fromkeys(mention.key for mention in found))
    rest += text[end:]
    addresses = "://" in rest
    unit.urls += _WEB.findall(rest) if addresses else ()
    if unit.keys:  # other pages may belong to anything in the text
        unit.urls = [url for url in unit.urls if _key(url) or kind_of(url) in ("repo", "project")]
    rest = " ".join((_WEB.sub(" ", rest) if addresses else rest).split())
    rest = _EMPTY.sub(" \0 ", rest) if _BRACKET.search(rest) else rest
    unit.at_edge = "\0" not in rest.strip(_BESIDE + '.()[]{}<>"“”\0 ') or not end
    unit.links = [link for link in links if _key(link.url) and not is_label(link.text)]
    text = unit.links[0].text if len(unit.links) == len(unit.keys) == 1 else rest.replace("\0", " ")
    text = _trimmed(without_signs(_trimmed(" ".join(text.split()))))
    unit.text = "" if (unit.keys or unit.urls) and (is_label(text) or paper_key(text)) else text
    return unit


def _mentions(text: str) -> list[Mention]:
    """Return the papers a text names by id; without any, those with a page at a publisher's site."""
    found = list(mentions(text)) if may_name_paper(text) else []
    if not found and "://" in text:
        pages = ((bare(match[0]), match.start()) for match in _WEB.finditer(text))
        found = [
            Mention(f"{_PAGE}{url}", at, at + len(url), url) for url, at in pages if is_at_publisher(url)
        ]
    return found


def _key(url: str) -> str | None:
    """Return the key of the paper a URL leads to, or its page; None if it leads to no paper."""
    return paper_key(url) or (f"{_PAGE}{url}" if is_at_publisher(url) else None)


def _trimmed(text: str) -> str:
    """Return a text without surrounding separators and unpaired brackets."""
    if len(text) > _MAX_UNIT_CHARS:
        return text
    if not _BRACKET.search(text):  # most texts
        return text.strip(_BESIDE)
    while True:
        bare = text.strip(_BESIDE)
        for opener, closer in ("()", "[]", "{}", "<>", "“”", '""'):
            odd = bare.count(opener) != bare.count(closer) if opener != closer else bare.count(opener) % 2
            whole = bare[:1] == opener and bare[-1:] == closer and bare[1:-1].find(closer) < 0
            if whole or (odd and bare[:1] == opener):
                bare = bare[1:]
            if (whole or odd) and bare[-1:] == closer:
                bare = bare[:-1]
        if bare == text:
            return text
        text = bare


def _titles(units: Sequence[_Unit]) -> dict[int, int]:
    """Return the line of the title for each line that consists of a URL only.

    Blank lines separate groups; within a group titles stand above or below their URLs.
    """
    titles: dict[int, int] = {}
    open_groups: list[tuple[dict[int, int], dict[int, int]]] = []
    clear = 0
    for group in _groups(units):
        alone = [place for place in group if units[place].keys and not units[place].text]
        above = {place: place - 1 for place in alone if place > group[0] and _is_title(units[place - 1])}
        below = {place: place + 1 for place in alone if place < group[-1] and _is_title(units[place + 1])}
        if above and below and alone[0] != group[0]:
            open_groups.append((above, below))
        else:
            clear += len(above) if not below else -len(below)
            titles |= below or above
    for above, below in open_groups:  # a title first and last: decide as in the other groups
        titles |= above if clear >= 0 else below
    if clear >= 0:
        titles |= _parted_by_blanks(units, titles)
    return titles


def _groups(units: Sequence[_Unit]) -> Iterator[range]:
    """Yield the indices of lines without blank lines between them."""
    starts = [place for place, unit in enumerate(units) if unit.after_blank or not place]
    yield from (range(start, end) for start, end in pairwise((*starts, len(units))))


def _parted_by_blanks(units: Sequence[_Unit], titles: Mapping[int, int]) -> dict[int, int]:
    """Return the titles above URLs from which a blank line separates them, if no other URL has them."""
    used = set(titles.values())
    return {
        place: place - 1
        for place, unit in enumerate(units)
        if place and place not in titles and place - 1 not in used
        if unit.after_blank and unit.keys and not unit.text and _is_title(units[place - 1])
    }


def _is_title(unit: _Unit) -> bool:
    text = unit.text
    if unit.keys or unit.urls or not 4 <= len(text) <= _MAX_TITLE_CHARS or is_label(text):
        return False
    return not text[0].islower() and text[-1] not in ".,;:!" and not is_prose(text)


def _drafts(unit: _Unit, title: str) -> Iterator[Draft | Skip]:
    arxiv = [key.removeprefix("arxiv:") for key in unit.keys if key.startswith("arxiv:")]
    dois = [key.removeprefix("doi:") for key in unit.keys if key.startswith("doi:")]
    cited = parse_citation(unit.text) if unit.text else None
    if not (cited or title) and len(unit.keys) == 1 and unit.keys[0].startswith(_PAGE):
        yield Skip(f"line {unit.line}", f"no title beside this address: “{unit.keys[0].removeprefix(_PAGE)}”")
        return
    if len(unit.keys) > 1 and not ((cited or title) and len(arxiv) == len(dois) == 1):
        for key in unit.keys:
            yield _linked(unit, key)
        return
    yield Draft(
        title=(cited.title if cited else title) or placeholder_title(unit.keys[0]) or "",
        authors=cited.authors if cited else (),
        published=cited.year if cited else None,
        venue=cited.venue if cited else None,
        arxiv=arxiv[0] if arxiv else None,
        doi=dois[0] if dois else None,
        urls=unit.urls,
        line=unit.line,
    )


def _linked(unit: _Unit, key: str) -> Draft:
    """Return one of several papers of a line; its link text is the title if it reads like one."""
    links = [link for link in unit.links if _key(link.url) == key]
    titles = (link.text for link in links if _reads_as_title(link.text) and not _SURNAMES.search(link.text))
    return replace(Draft.of_key(key, next(titles, "")), urls=[link.url for link in links], line=unit.line)


def _beside(unit: _Unit, listed: bool) -> str:
    """Return the rest of a line as the title, if it looks like one."""
    if unit.marked:
        return unit.marked
    quoted = _QUOTED.match(unit.text)
    text = quoted[1].rstrip(",.") if quoted else _CITED.sub("", unit.text.removesuffix("."))
    if not unit.at_edge or len(text) > _MAX_TITLE_CHARS or is_label(text) or (is_prose(text) and not listed):
        return ""
    return text if listed or _reads_as_title(text) else ""


def _may_be_title(text: str) -> bool:
    return not is_label(text) and text[-1] not in ":：" and paper_key(text) is None and _reads_as_title(text)


def _reads_as_title(text: str) -> bool:
    """Return True if the first and most other words are capitalised."""
    words = [word for word in text.split() if len(word) > 3]
    titled = sum(not word[0].islower() for word in words)
    return bool(text) and titled * 5 >= len(words) * 3 and not text[0].islower()
