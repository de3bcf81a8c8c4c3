"""Details of a paper below its heading in a Markdown digest: people, votes, links, abstract."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.people import PARTICLES, split_names
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.lists.markdown_rows import Row
from readerapp.sources.lists.paper_links import is_label
from readerapp.sources.prose import is_prose

_LABEL = r"[\s>*_#-]*+(?:[^\w\s*_]++\s*+)?+[*_]*+"
_AUTHORS = re.compile(rf"{_LABEL}authors?\s*[*_]*\s*[:：]+\s*[*_]*\s*(.+)", re.IGNORECASE | re.DOTALL)
_ABSTRACT = re.compile(
    rf"{_LABEL}(?:abstract|summary|tl;?dr)\s*[*_]*\s*[:：]+\s*[*_]*\s*(.+)", re.IGNORECASE | re.DOTALL
)
_VOTES = re.compile(
    r"(?:👍|▲|⬆️?|upvotes?\W{0,6})\s*(\d{1,6})\b|\b(\d{1,6}) (?:upvotes|votes|likes)\b", re.IGNORECASE
)
_VOTED = re.compile(r"\s*[(\[]?\s?(?:👍|▲|⬆️?)\s?(\d{1,6})\s?[)\]]?$")
_DATE = re.compile(
    rf"{_LABEL}(?:date|published(?: on)?|publication date|submitted(?: on)?|year)"
    r"\s*[*_]*\s*[:：]+\s*[*_]*\s*(.+)",
    re.IGNORECASE,
)
_VENUE = re.compile(
    rf"{_LABEL}(?:venue|conference|journal|published in)\s*[*_]*\s*[:：]+\s*[*_]*\s*(.+)", re.IGNORECASE
)
_ANY = re.compile(
    rf"{_LABEL}(?:(?:paper |project |pdf |arxiv |code ){{0,2}}(?:links?|urls?|page|id)|authors?|abstract"
    r"|summary|tl;?dr|(?:publication |submission )?date|published(?: on| in)?|submitted(?: on)?|year|venue"
    r"|conference|journal|code|github|repo(?:sitory)?|pdf|arxiv|doi|key ?words?|tags?|affiliations?"
    r"|institutions?|comments?|categories|subjects?|project|website|demo|dataset)\s*[*_]*\s*[:：]+",
    re.IGNORECASE,
)
_FACT = re.compile(rf"{_LABEL}[\w ()./-]{{2,30}}[*_]*\s*[:：]+")
_ITALICS = re.compile(r"([*_])(?![*_\s])([^*_\n]{3,2000})\1\.?")
_QUOTE = re.compile(r"^[^\S\n]*+>\s?", re.MULTILINE)
_OTHERS = re.compile(r",?\s*\bet\.? ?al\b\.?|\s*\(\+?\d+ more\)|,?\s*\band \d+ others\b", re.IGNORECASE)
_NO_LABEL = re.compile(r"[\W_]+")
_NO_NAME = re.compile(
    r"[\d:;!?@#/&()\[\]“”\"]|\b(?:Best|Award|Oral|Spotlight|Poster|Paper|Workshop|Conference|Journal|University"
    r"|Institute|Labs?|Research|Survey|Review|Study|Learning|Networks?|Models?|Track|Honou?rable|Findings|Preprint"
    r"|Accepted|Coming|Under|The|An?)\b"
)
_MIN_QUOTED_CHARS, _MIN_ABSTRACT_CHARS = 60, 200


def split_votes(title: str) -> tuple[str, int | None]:
    """Return a title and the votes behind it: `T (▲ 45)`."""
    voted = _VOTED.search(title[-30:])
    return (title[: len(title) - len(voted[0])], int(voted[1])) if voted else (title, None)


def add_details(draft: Draft, row: Row, *, whole: bool = True) -> bool:
    """Add the details of a row to a paper above it; return False if it has none.

    Args:
        whole: everything down to the next heading belongs to the paper; else only labelled details do.
    """
    text = _QUOTE.sub("", row.text)
    taken = [add_facts(draft, text.split("\n"))]
    if whole and (votes := _VOTES.search(text)) and draft.upvotes is None and len(text) < _MIN_ABSTRACT_CHARS:
        draft.upvotes = int(votes[1] or votes[2])
        taken.append(True)
    quoted = row.text.lstrip().startswith(">")
    if (
        not any(taken)
        and whole
        and len(text) >= (_MIN_QUOTED_CHARS if quoted else _MIN_ABSTRACT_CHARS)
        and is_prose(text)
    ):
        draft.abstract = f"{draft.abstract}\n\n{text}".strip()
        taken.append(True)
    if row.links and (any(taken) or (len(text) < _MIN_ABSTRACT_CHARS and (whole or _is_labelled(row, text)))):
        draft.urls = (*draft.urls, *(link.url for link in row.links))
        draft.arxiv = draft.arxiv or next((x for link in row.links if (x := arxiv_id(link.url))), None)
        taken.append(True)
    return any(taken)


def add_facts(draft: Draft, lines: Sequence[str]) -> bool:
    """Add labelled people, date, venue and abstract; return False if there are none."""
    taken, abstract = False, None
    for line in lines:
        if found := _ABSTRACT.match(line):
            abstract, taken = [found[1]], True
        elif _fact(draft, line):
            taken = True
        elif abstract is not None and not is_fact(line):
            abstract.append(line)
    if abstract and (text := "\n".join(abstract).strip(" *_")):
        draft.abstract = f"{draft.abstract}\n\n{text}".strip()
    return taken


def add_people(draft: Draft, lines: Sequence[str], labels: Sequence[str]) -> None:
    """Add the people of the line below a title: several, or one with only links below."""
    if draft.authors or len(lines) < 2 or is_fact(lines[1]):
        return
    line = _OTHERS.sub("", lines[1]).strip(" *_|.,")
    names = split_names(line)
    below = _NO_LABEL.sub("", " ".join(lines[2:]))
    for label in labels:
        below = below.replace(_NO_LABEL.sub("", label), "", 1)
    alone = names == [line] and len(lines) > 2 and not below
    if (alone or len(names) > 1) and all(map(_is_name, names)):
        draft.authors = names


def _is_name(text: str) -> bool:
    """Return True if a text is a person's full name and nothing else."""
    words = text.replace(",", "").split()
    large = [word for word in words if word[0].isupper()]
    return (
        1 < len(words) < 6
        and len(large) > 1
        and large[-1:] == words[-1:]
        and not _NO_NAME.search(text)
        and all(word in large or word in PARTICLES for word in words)
    )


def is_fact(line: str) -> bool:
    """Return True if a line begins with the label of a detail: `Authors:`, `**Link**:`."""
    return _ANY.match(line) is not None


def _is_labelled(row: Row, text: str) -> bool:
    """Return True if a row only labels its links: `Code: link`, `arXiv PDF Link: Paper Link`."""
    return _FACT.match(text) is not None and all(is_label(link.text) for link in row.links)


def _fact(draft: Draft, line: str) -> bool:
    """Add the people, date or venue of a labelled line."""
    italics = _ITALICS.fullmatch(line.strip())
    people = _AUTHORS.match(line) or (italics if italics and _are_people(italics[2]) else None)
    if people and not draft.authors:
        draft.authors = names_of(people[people.re.groups])
        return True
    if (date := _DATE.match(line)) and (found := iso_only(date[1].strip(" *_"))):
        draft.published = (
            found if draft.published is None or len(found) > len(draft.published) else draft.published
        )
        return True
    if (venue := _VENUE.match(line)) and not draft.venue:
        draft.venue = venue[1].strip(" *_.")
        return True
    return False


def _are_people(text: str) -> bool:
    names = names_of(text.rstrip("."))
    return bool(names) and all(1 <= name.count(" ") <= 4 and not name[0].islower() for name in names)


def names_of(text: str) -> list[str]:
    """Return the names of a line, which may end with the number of further ones."""
    return split_names(_OTHERS.sub("", text).strip(" *_|").removesuffix("."))
