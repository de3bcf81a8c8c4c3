"""The page of one paper on Hugging Face: title, authors, summary, abstract, then what others say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from readerapp.domain.keys import arxiv_id
from readerapp.sources.dates import parse_date
from readerapp.sources.draft import Draft
from readerapp.sources.hf_furniture import is_furniture
from readerapp.sources.hf_marks import ADDRESS, count, unlinked
from readerapp.sources.prose import is_one_sentence

_PUBLISHED = re.compile(r"Published on (.+)", re.IGNORECASE)
_SUBMITTED = re.compile(r"Submitted by\s*(.*?)(?:\s+on (.+))?", re.IGNORECASE)
_RANK = re.compile(r"#(\d+) Paper of the day", re.IGNORECASE)
_UPVOTE = re.compile(r"Upvotes?\s*([\d,.]+k?)?", re.IGNORECASE)
_ID = re.compile(
    r"arxiv:\s*(\S+)|.*\bhf papers read (\S+?)`?|Cite arxiv\.org/abs/(\S+) in a .*", re.IGNORECASE
)
_AUTHORS = re.compile(r"Authors?:\s*(.*)", re.IGNORECASE)
_MADE = re.compile(r"AI-generated summary", re.IGNORECASE)
_PAGE_TITLE = re.compile(r"Paper page\s*[-–]\s*(.+)", re.IGNORECASE)
_END = re.compile(
    r"(?:(?:view arxiv(?: page| abstract)?|view pdf|add to collection|project page"
    r"|github\s*[·•⭐]?\s*(?:[\d.,]+k?)?)\s*)+|community|get this paper in your agent:?"
    r"|(?:models|datasets|spaces) citing this paper.*|collections including .*",
    re.IGNORECASE,
)
_STARS = re.compile(r"github\s*[·•⭐]?\s*([\d.,]+k?)", re.IGNORECASE)
_KEYWORD = re.compile(r"\[([^\[\]]+)\]\(https?://huggingface\.co/papers\?q=[^()\s]*\)")
_MARK = re.compile(
    r"[\s#\[]*(Abstract(?=[\s#]*$)|Authors?:|Published on (?=\S)|View arXiv|arxiv:(?=\d)|Paper page -"
    r"|Community(?=[\s#]*$))",
    re.IGNORECASE,
)
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?)\]}%’”]|-(?!-)|/")
_NO_SPACE_AFTER = re.compile(r"[(\[{/“‘]$|(?<![-\s])-$|^-$")


class _Line(NamedTuple):
    number: int
    text: str
    heading: bool
    urls: tuple[str, ...]
    raw: str


def is_page(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether a capture is the page of one paper, not a list of them."""
    found = {mark.lower() for _, line in lines if (match := _MARK.match(line)) and (mark := match[1])}
    return "abstract" in found and len(found) > 2


def read_page(lines: Sequence[tuple[int, str]], meta: Mapping[str, str]) -> Iterator[Draft]:
    """The paper of the page; `meta` is what stands in front of it."""
    page = [_line(number, raw) for number, raw in lines]
    middle = next(i for i, line in enumerate(page) if line.text.lower() == "abstract")
    after = page[middle + 1 :]
    length = next((i for i, line in enumerate(after) if _END.fullmatch(line.text)), len(after))
    foot = next((i for i, line in enumerate(after) if line.text.lower() == "community"), len(after))
    draft = Draft(line=page[middle].number)
    _head(draft, page[:middle], meta)
    _body(draft, after[:length])
    _links(draft, after[length:foot])
    draft.arxiv = _found_id(page, meta)
    if draft.arxiv:
        draft.urls = (f"https://huggingface.co/papers/{draft.arxiv}", *draft.urls)
    draft.upvotes = draft.upvotes if draft.upvotes is not None else _upvotes(after)
    yield draft


def _line(number: int, raw: str) -> _Line:
    text = raw.strip()
    bare = text.lstrip("#").strip() if text.startswith("#") and text[:7].lstrip("#")[:1] == " " else text
    shown, urls = unlinked(bare) if bare else ("", ())
    if address := ADDRESS.fullmatch(shown):
        shown, urls = "", (*urls, address[1])
    return _Line(number, shown, bare != text, urls, raw)


def _head(draft: Draft, head: Sequence[_Line], meta: Mapping[str, str]) -> None:
    """Title, dates, submitter and authors: what stands above the abstract."""
    labels = [
        i for i, line in enumerate(head) if _PUBLISHED.fullmatch(line.text) or _AUTHORS.fullmatch(line.text)
    ]
    draft.title = _title(head[: labels[0]] if labels else head) or _page_title(head, meta)
    texts = [line.text.lstrip("· ") for line in head if line.text]
    for position, text in enumerate(texts):
        following = texts[position + 1 : position + 3]
        if published := _PUBLISHED.fullmatch(text):
            draft.published = parse_date(published[1])
        elif submitted := _SUBMITTED.fullmatch(text):
            _submitted(draft, submitted, following)
        elif rank := _RANK.fullmatch(text):
            draft.extra["daily_rank"] = int(rank[1])
        elif authors := _AUTHORS.fullmatch(text):
            draft.authors = _names([authors[1], *texts[position + 1 :]])
            break
    draft.upvotes = _upvotes(head)


def _submitted(draft: Draft, match: re.Match[str], following: Sequence[str]) -> None:
    name, date = match[1], match[2]
    if not name and following:
        name, _, date = following[0].partition(" on ")
        following = following[1:]
    if not date and following and following[0].lower().startswith("on "):
        date = following[0][3:]
    draft.extra["submitted_by"] = name
    draft.listed = parse_date(date) if date else None


def _title(above: Sequence[_Line]) -> str:
    """The lines next above the dates and authors, up to the page's own."""
    title: list[str] = []
    for line in reversed(above):
        if not line.text or (not title and _ID.fullmatch(line.text)):
            continue
        if (
            is_furniture(line.text)
            or _ID.fullmatch(line.text)
            or _PAGE_TITLE.fullmatch(line.text)
            or len(title) == 3
        ):
            break
        title.insert(0, line.text)
        if line.heading:
            break
    return " ".join(title)


def _page_title(head: Sequence[_Line], meta: Mapping[str, str]) -> str:
    named = (meta.get("title", ""), *(line.text for line in head))
    return next((match[1] for text in named if (match := _PAGE_TITLE.fullmatch(text))), "")


def _names(texts: Sequence[str]) -> list[str]:
    parts = (part.strip(" ·•") for text in texts for part in text.split(","))
    return [part for part in parts if any(map(str.isalpha, part)) and len(part) <= 80 and "http" not in part]


def _body(draft: Draft, lines: Sequence[_Line]) -> None:
    """The machine's summary, where there is one, and the abstract."""
    made = next((i for i, line in enumerate(lines) if _MADE.fullmatch(line.text)), None)
    paragraphs = _paragraphs(lines if made is None else lines[made + 1 :])
    if made is not None:
        draft.summary = " ".join(line.text for line in lines[:made] if line.text)
    elif (
        len(paragraphs) > 1 and is_one_sentence(paragraphs[0]) and len(paragraphs[0]) * 2 < len(paragraphs[1])
    ):
        draft.summary = paragraphs.pop(0)
    draft.abstract = "\n\n".join(paragraphs)
    found = (keyword for line in lines for keyword in _KEYWORD.findall(line.raw))
    draft.keywords = tuple({keyword.casefold(): keyword for keyword in reversed([*found])}.values())[::-1]


def _paragraphs(lines: Sequence[_Line]) -> list[str]:
    """The paragraphs of an abstract; pieces that linked keywords tore it into are put together again."""
    paragraphs = [""]
    for line in lines:
        if line.text:
            paragraphs[-1] += f"\n{line.text}" if paragraphs[-1] else line.text
        elif paragraphs[-1]:
            paragraphs.append("")
    pieces = [piece.replace("\n", " ") for piece in paragraphs if piece]
    if all(piece.endswith((".", "!", "?", ":", ")")) for piece in pieces[:-1]):
        return pieces
    text = ""
    for piece in pieces:
        together = not text or _NO_SPACE_BEFORE.match(piece) or _NO_SPACE_AFTER.search(text)
        text += piece if together else f" {piece}"
    return [text]


def _links(draft: Draft, lines: Sequence[_Line]) -> None:
    draft.urls = tuple(
        url for line in lines for url in line.urls if "/papers?" not in url and "/login" not in url
    )
    for line in lines:
        if stars := _STARS.fullmatch(line.text):
            draft.stars = count(stars[1])


def _found_id(page: Sequence[_Line], meta: Mapping[str, str]) -> str | None:
    for field in ("url", "source_url", "source", "link"):
        if found := arxiv_id(meta.get(field, "")):
            return found
    for line in page:
        match = _ID.fullmatch(line.text)
        if match and (found := arxiv_id(next(filter(None, match.groups())))):
            return found
    return next(
        (found for line in page[:60] if (found := arxiv_id(line.text.removeprefix("URL:").strip()))), None
    )


def _upvotes(lines: Sequence[_Line]) -> int | None:
    texts = [line.text for line in lines if line.text]
    for position, text in enumerate(texts):
        if match := _UPVOTE.fullmatch(text):
            number = match[1] or next(iter(texts[position + 1 : position + 2]), "")
            if (votes := count(number)) is not None:
                return votes
    return None
