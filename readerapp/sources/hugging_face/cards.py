"""A paper on a page of many, while its parts are being collected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from readerapp.domain.text import normalise_title
from readerapp.domain.values import dataclass
from readerapp.sources.draft import Draft
from readerapp.sources.hugging_face.furniture import speaks_to_visitor
from readerapp.sources.prose import ends_with_stop, looks_like_title


@dataclass(slots=True)
class Card:
    """What a page shows of one paper."""

    draft: Draft
    marked: bool = False
    """True if something besides its texts shows that it is a paper."""
    closed: bool = False
    """True if what stands under a paper's texts has been read."""
    urls: dict[str, None] = field(default_factory=dict)
    _more: list[str] = field(default_factory=list)

    def close(self) -> None:
        """End the texts of the paper."""
        self.closed = self.marked = True

    def identify(self, found: str, url: str) -> None:
        """Add an arXiv id and its URL unless they are another paper's."""
        if self.draft.arxiv in (None, found):
            self.draft.arxiv = found
            self.marked = True
            if "/login" not in url:
                self.link((url,))

    def link(self, urls: Iterable[str]) -> None:
        """Add URLs, each once."""
        self.urls |= dict.fromkeys(urls)

    def add(self, text: str, *, follows: bool) -> None:
        """Add a paragraph of the abstract, or the rest of the one above."""
        if self.draft.abstract:
            self._more += (" " if follows else "\n\n", text)
        else:
            self.draft.abstract = text

    def finished(self) -> Draft:
        """Return the collected draft."""
        self.draft.urls = tuple(self.urls)
        self.draft.abstract = "".join((self.draft.abstract, *self._more))
        return self.draft

    def repeats(self, title: str) -> bool:
        """Return True if a title repeats this one before anything else stood below it."""
        return not self.draft.abstract and not self.closed and self.draft.title == title

    def rejection(self, anything_marked: bool) -> str | None:
        """Return why a text in the place of a title isn't a paper's; None if it is."""
        draft = self.draft
        if draft.abstract or draft.summary or self.marked:
            return None
        if not normalise_title(draft.title):
            return f"no words in {quoted_start(draft.title)}"
        if anything_marked or not _can_be_title(draft.title):
            return f"neither title nor abstract: {quoted_start(draft.title)}"
        return None


def _can_be_title(text: str) -> bool:
    return looks_like_title(text) and not ends_with_stop(text) and not speaks_to_visitor(text)


def without_account_name(organisation: str) -> str:
    """Return a name without the account name that text browsers show in place of its picture."""
    first, _, rest = organisation.partition(" ")
    account = normalise_title(first)
    named = account and (first[0] == "[" or normalise_title(rest).startswith(account))
    return rest if rest and named else organisation


def quoted_start(text: str) -> str:
    """Return the beginning of a text in quotes."""
    return f"“{text[:60].rstrip()}…”" if len(text) > 60 else f"“{text}”"
