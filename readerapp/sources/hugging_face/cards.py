"""A paper on a page of many, while what belongs to it is gathered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from readerapp.domain.text import normalise_title
from readerapp.sources.draft import Draft
from readerapp.sources.hugging_face.furniture import speaks_to_visitor
from readerapp.sources.prose import is_stopped, looks_like_title


@dataclass(slots=True)
class Card:
    """What a page shows of one paper."""

    draft: Draft
    marked: bool = False
    """Something beside its texts shows that it is a paper."""
    closed: bool = False
    """What stands under a paper's texts has been read."""
    urls: dict[str, None] = field(default_factory=dict)
    _more: list[str] = field(default_factory=list)

    def close(self) -> None:
        """What stands under its texts begins here."""
        self.closed = self.marked = True

    def identify(self, found: str, url: str) -> None:
        """Take an arXiv id and the address that has it, unless they are another paper's."""
        if self.draft.arxiv in (None, found):
            self.draft.arxiv = found
            self.marked = True
            if "/login" not in url:
                self.link((url,))

    def link(self, urls: Iterable[str]) -> None:
        """Take addresses of what belongs to it, each once."""
        self.urls |= dict.fromkeys(urls)

    def add(self, text: str, *, follows: bool) -> None:
        """Take a paragraph of its abstract, or the rest of the one above."""
        if self.draft.abstract:
            self._more += (" " if follows else "\n\n", text)
        else:
            self.draft.abstract = text

    def finished(self) -> Draft:
        """All that was gathered of it."""
        self.draft.urls = tuple(self.urls)
        self.draft.abstract = "".join((self.draft.abstract, *self._more))
        return self.draft

    def is_again(self, title: str) -> bool:
        """Whether a title is its own once more, before anything else stood below it."""
        return not self.draft.abstract and not self.closed and self.draft.title == title

    def why_not(self, anything_marked: bool) -> str | None:
        """Why a text that stood where a title stands is no paper's; None if it is one's."""
        draft = self.draft
        if draft.abstract or draft.summary or self.marked:
            return None
        if not normalise_title(draft.title):
            return f"no words in {start_of(draft.title)}"
        if anything_marked or not _can_be_title(draft.title):
            return f"neither title nor abstract: {start_of(draft.title)}"
        return None


def _can_be_title(text: str) -> bool:
    return looks_like_title(text) and not is_stopped(text) and not speaks_to_visitor(text)


def named_once(organisation: str) -> str:
    """A name without its account's before it, which a text browser shows for the picture."""
    first, _, rest = organisation.partition(" ")
    account = normalise_title(first)
    named = account and (first[0] == "[" or normalise_title(rest).startswith(account))
    return rest if rest and named else organisation


def start_of(text: str) -> str:
    """The beginning of a text, quoted."""
    return f"“{text[:60].rstrip()}…”" if len(text) > 60 else f"“{text}”"
