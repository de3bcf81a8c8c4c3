"""Which paper a PDF is, from the text of its first page.

An id in the text is the paper's own only where papers print their own: arXiv's stamp in the margin (its ids:
https://info.arxiv.org/help/arxiv_identifier.html), and an id near the top or at the bottom; those in between,
and those of references, are other papers'. Without an id the title is the key: the one that the file
names, if the page shows it, else the largest text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from readerapp.domain.ids.mentions import mentions
from readerapp.domain.ids.parsing import arxiv_id, paper_key
from readerapp.domain.ids.spellings import plain
from readerapp.domain.text import clean_line, normalise_title
from readerapp.domain.values import NamedTuple
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft

HYPHEN = "\x02"
"""A hyphen that parts a word at the end of a line."""


class Line(NamedTuple):
    """A line of a page."""

    text: str
    place: float
    """How far down the page: 0 is the top, 1 the bottom."""
    size: float
    """The size of its letters in points."""
    upright: bool


_STAMP = re.compile(
    r"arXiv:(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d{1,3}))?"
    r"(?:\[[A-Za-z.-]{2,20}\])?(?P<day>\d{1,2})(?P<month>[A-Z][a-z]{2})(?P<year>(?:19|20)\d\d)(?!\d)"
)
"""The stamp without its spaces: `arXiv:2405.15738v1[cs.CL]24May2024`."""
_FILE_NAME = re.compile(r"(?i)(?:arxiv[-_. :]*)?(\d{4}\.\d{4,5}(?:v\d{1,3})?)(?![\d.]*\d)(?=$|[^A-Za-z0-9])")
_REFERENCES = re.compile(r"(?i)\W*(?:\d+\W+)?(?:references|bibliography|literature cited)\W*$")
_ABSTRACT = re.compile(r"(?i)\W*abstract\b")
_DATA = re.compile(r"10\.(?:5281|6084|5061|17632|17605|7910|24433|5063)/", re.ASCII)
"""DOIs of Zenodo, figshare, Dryad, Mendeley, OSF, Dataverse and others: a paper's data, not the paper."""
_TOP, _BOTTOM = 0.22, 0.8
_JUNK = re.compile(
    r"(?i)(?:microsoft (?:word|powerpoint)|untitled|no title|title|paper title|document\d*|main|paper"
    r"|manuscript|full text|layout \d|arxiv|preprint|submission|template|formatting instructions"
    r"|author guidelines)\b(?: ?[-:] .*|\W*\d*\W*)$"
    r"|.*(?:\.(?:docx?|dvi|tex|pdf|indd|qxd|ps|rtf|odt|pptx?)\W*$"
    r"|formatting instructions for|paper title \(|latex template)"
)
_NOT_TITLE = re.compile(
    r"(?i)(?:arxiv:|doi:? *(?:https?:|10\.)|https?:|www\.|proceedings of|preprint\b"
    r"|(?:published|accepted|under review|to appear|submitted|presented)\b"
    r"|contents lists|available online|(?:research|original|review) article\W*$"
    r"|(?:open access|article|letter|abstract|contents)\W*$|journal of\b|volume \d|vol\. ?\d|©|copyright)"
)
_TITLE_PART, _MAX_LINE_GAP = 0.6, 0.06
_SAME_SIZE, _MIN_RISE, _MIN_BOLD_RISE = 0.06, 1.08, 1.3
_MIN_TITLE_LETTERS, _MAX_TITLE_CHARS, _MAX_TITLE_LINES = 5, 300, 6
_MIN_BODY_LETTERS = 400
"""A page with fewer letters is a title page, whose usual text may be the title."""
_FOOTNOTE_MARKS = " *∗†‡§¶⋆"


def paper_of(fields: Mapping[str, str], pages: Sequence[Sequence[Line]], name: str) -> Draft | None:
    """Return the paper that a PDF is, with its id or title; None if nothing says which.

    Args:
        fields: the file's own metadata by name.
        pages: the lines of its first pages.
        name: the file's name, or its address.
    """
    lines = [*_before_references(next((page for page in pages if page), ()))]
    stamp = _stamp(lines)
    key = f"arxiv:{arxiv_id(stamp['id'])}" if stamp else None
    key = key or _named_in(fields) or _by_file_name(name) or _printed(lines)
    title = _title(fields.get("Title", ""), lines)
    if not (key or title):
        return None
    kind, _, number = (key or "").partition(":")
    return Draft(
        title=title or number,
        arxiv=number if kind == "arxiv" else None,
        doi=number if kind == "doi" else None,
        published=_first_day(stamp) if stamp else None,
    )


def _before_references(page: Sequence[Line]) -> Iterator[Line]:
    for line in page:
        if _REFERENCES.match(line.text):
            return
        yield line


def _stamp(lines: Sequence[Line]) -> re.Match[str] | None:
    """Return arXiv's stamp; first among turned lines, whose letters may stand on lines of their own."""
    turned = "".join(line.text for line in lines if not line.upright)
    for text in (turned, *(line.text for line in lines if line.upright and "rXiv" in line.text)):
        found = _STAMP.search("".join(text.split()))
        if found and arxiv_id(found["id"]):
            return found
    return None


def _first_day(stamp: re.Match[str]) -> str | None:
    """Return the day of the first version; a later one was published before."""
    is_first = stamp["version"] in ("1", None)
    return iso_only(f"{stamp['day']} {stamp['month']} {stamp['year']}") if is_first else None


def _named_in(fields: Mapping[str, str]) -> str | None:
    """Return the key that the file's metadata name."""
    for name in ("arXivID", "DOI", "doi", "WPS-ARTICLEDOI"):
        if key := paper_key(clean_line(fields.get(name, ""))):
            return key
    found = {one.key for name in ("Subject", "Keywords") for one in mentions(plain(fields.get(name, "")))}
    return found.pop() if len(found) == 1 else None


def _by_file_name(name: str) -> str | None:
    found = _FILE_NAME.match(name.rpartition("/")[2].removesuffix(".pdf").removesuffix(".PDF"))
    number = arxiv_id(found[1]) if found else None
    return f"arxiv:{number}" if number else None


def _printed(lines: Sequence[Line]) -> str | None:
    """Return the one id where papers print their own; None if there are several."""
    found: dict[str, None] = {}
    abstract = (line.place for line in lines if _ABSTRACT.match(line.text))
    top = min(_TOP, *abstract, 1.0)
    for place, line in enumerate(lines):
        is_bottom = line.place >= _BOTTOM
        if not line.upright or not (is_bottom or line.place < top):
            continue
        text = line.text
        if text[-1:] in "-./_" and place + 1 < len(lines):  # a DOI that goes on below
            text += lines[place + 1].text.lstrip()
        for one in mentions(plain(text)):
            if not _DATA.match(one.key.removeprefix("doi:")) and not (is_bottom and one.key[0] == "a"):
                found[one.key] = None
    return next(iter(found)) if len(found) == 1 else None


def _title(named: str, lines: Sequence[Line]) -> str:
    """Return the title; empty if none is to be told from the rest."""
    named = clean_line(named)
    if _JUNK.match(named) or sum(map(str.isalpha, named)) < _MIN_TITLE_LETTERS or paper_key(named):
        named = ""
    letters = normalise_title("".join(line.text for line in lines))
    if named and (not lines or normalise_title(named) in letters):
        return named
    return _largest(lines) or named


def _largest(lines: Sequence[Line]) -> str:
    """Return the largest text in the upper part of a page, if it is larger than the rest."""
    upper = [
        line
        for line in lines
        if line.upright
        and line.place <= _TITLE_PART
        and line.size
        and not _NOT_TITLE.match(line.text.strip())
    ]
    letters = sorted(line.size for line in lines for _ in line.text)
    usual = letters[len(letters) // 2] if len(letters) > _MIN_BODY_LETTERS else 0.0
    for size in sorted({line.size for line in upper}, reverse=True):
        if size < _MIN_RISE * usual:
            return ""
        if text := _run(upper, size, is_bold=size > _MIN_BOLD_RISE * usual):
            return text
    return ""


def _run(lines: Sequence[Line], size: float, *, is_bold: bool) -> str:
    """Return the first lines of about a size, one below the other; empty if they read like no title.

    A single word may be one if it `is_bold`.
    """
    run, at = list[str](), 0.0
    for line in lines:
        if abs(line.size - size) > _SAME_SIZE * size:
            if run:
                break
        elif len(run) == _MAX_TITLE_LINES or (run and abs(line.place - at) > _MAX_LINE_GAP):
            break
        else:
            run.append(line.text.strip())
            at = line.place
    text = clean_line(_joined(run)).rstrip(_FOOTNOTE_MARKS)
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    letters = sum(map(str.isalpha, text))
    is_long_enough = letters >= _MIN_TITLE_LETTERS and len(words) >= (1 if is_bold else 2)
    is_text = 0.55 * len(text) <= letters and len(text) <= _MAX_TITLE_CHARS
    return text if is_long_enough and is_text and not _NOT_TITLE.match(text) else ""


def _joined(lines: Sequence[str]) -> str:
    """Return lines as one text; a hyphen at the end of a line stays only before a capital letter."""
    text = ""
    for line in lines:
        text = text + line if text.endswith(HYPHEN) else f"{text} {line}"
    return re.sub(f"{HYPHEN}(?=[A-Z])", "-", text).replace(HYPHEN, "")
