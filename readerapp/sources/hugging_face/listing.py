"""Hugging Face's pages of many papers: daily, search results, trending.

A card is `[votes] title [abstract] [authors or organisation] · [date] [comments]`. Most of it may be missing,
and the marks tell which part is which. On a page without marks, the shape and order of the texts decide
(`roles`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field

from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.links.kinds import kind_of
from readerapp.domain.values import dataclass
from readerapp.sources.dates import parse_date
from readerapp.sources.draft import Draft
from readerapp.sources.hugging_face.cards import Card, quoted_start, without_account_name
from readerapp.sources.hugging_face.furniture import speaks_to_visitor
from readerapp.sources.hugging_face.page_marks import Kind, PageToken, count
from readerapp.sources.hugging_face.roles import Role, with_roles
from readerapp.sources.prose import continues_above, ends_with_stop, is_long, is_one_sentence, is_prose
from readerapp.sources.results import Skip

_MARKS = (Kind.DOT, Kind.AUTHORS, Kind.DATE)


def read_listing(
    page: Sequence[PageToken], *, summaries: bool = False, whole: bool = False
) -> Iterator[Draft | Skip]:
    """Yield the papers of a page of many, each once, and what couldn't be placed.

    Args:
        summaries: the page shows generated one-sentence summaries, as the trending page does.
        whole: there is more of the page below the last paper, so that paper wasn't cut off.
    """
    listing = _Listing([token for token in page if token.kind is not Kind.FURNITURE], summaries, whole)
    if not listing.is_marked():
        found = with_roles(page)
        listing.found = [token for token, _ in found]
        listing.roles = [role for _, role in found]
    listing.run()
    yield from listing.results()


@dataclass(slots=True)
class _Listing:
    found: Sequence[PageToken]
    summaries: bool
    whole: bool
    cards: list[Card] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    counts: list[int | None] = field(default_factory=list)
    """Numbers since the last title: comments of the card above, votes of the one below."""
    submitter: PageToken | None = None
    listed: str | None = None
    abstracts: set[str] = field(default_factory=set)
    level: int = 0
    """Level of the headings that are titles; 0 if titles are plain text."""
    dotted: bool = False
    daily: bool = False
    ahead: tuple[str, str] | None = None
    """An id and its URL that stood above a title."""
    roles: Sequence[Role | None] = ()
    """Role of each text; empty if the page's marks tell."""

    def is_marked(self) -> bool:
        """Return True if headings or marks around papers tell what each text is."""
        self.level = self._title_level()
        kinds = Counter(token.kind for token in self.found)
        least = sum(token.kind is Kind.TEXT and is_long(token.text) for token in self.found) / 4
        self.dotted = kinds[Kind.DOT] + kinds[Kind.AUTHORS] > least
        self.daily = kinds[Kind.SUBMITTED] > least
        return bool(self.level or self.dotted or self.daily)

    def run(self) -> None:
        handlers = {
            Kind.TEXT: self._text,
            Kind.HEADING: self._heading,
            Kind.NUMBER: self._number,
            Kind.VOTES: self._number,
            Kind.AUTHORS: self._authors,
            Kind.DOT: self._dot,
            Kind.DATE: self._date,
            Kind.SUBMITTED: self._submitted,
            Kind.URL: self._url,
            Kind.STARS: self._stars,
            Kind.UPVOTED: self._upvoted,
        }
        for index, token in enumerate(self.found):
            handlers[token.kind](index, token)
        self._end()

    def results(self) -> Iterator[Draft | Skip]:
        first_marked = next((number for number, card in enumerate(self.cards) if card.marked), None)
        last_listed = self.listed
        for number, card in enumerate(self.cards):
            if reason := card.rejection(first_marked is not None):
                # texts above the papers or addressed to the visitor belong to the page
                above = first_marked is not None and number < first_marked
                if not above and not speaks_to_visitor(card.draft.title):
                    self.skips.append(Skip(card.draft.where, reason))
                continue
            if card.draft.listed is None:
                card.draft.listed = last_listed
            yield card.finished()
        yield from self.skips

    # Handlers of each kind of token.

    def _heading(self, index: int, token: PageToken) -> None:
        if token.level == self.level:
            self._open(token, marked=True)

    def _text(self, index: int, token: PageToken) -> None:
        card = self.cards[-1] if self.cards else None
        if self.roles:
            self._role(self.roles[index], token, card)
            return
        if self.submitter and not self.submitter.text and " " not in token.text:
            self.submitter = self.submitter._replace(text=token.text)
            return
        if self.level and (card is None or (card.closed and not is_prose(token.text))):
            return  # above the first title and between cards there is only furniture
        if card is not None and self._is_organisation(index, token, card):
            card.draft.extra["organization"] = without_account_name(token.text.strip(" ·"))
        elif self.level or self._is_abstract(index, token, card):
            self._prose(token, card, fits=card is not None and self._has_room(card, token.text))
        else:
            self._open(
                token, marked=bool(self.submitter) or self._next_kind(index) in (Kind.DOT, Kind.AUTHORS)
            )

    def _role(self, role: Role | None, token: PageToken, card: Card | None) -> None:
        if role is Role.TITLE:
            self._open(token, marked=False)
        elif role is not None:
            self._prose(token, card, fits=role is Role.MORE or (card is not None and not card.draft.abstract))

    def _number(self, index: int, token: PageToken) -> None:
        if index and self.found[index - 1].kind is Kind.UPVOTED and not self.found[index - 1].text:
            self._upvoted(index, token)
            return
        if any(kind_of(url) == "repo" for url in token.urls):
            self._stars(index, token)
            return
        self.counts.append(count(token.text))
        if any("#community" in url for url in token.urls):
            self._comments(self.counts)

    def _upvoted(self, index: int, token: PageToken) -> None:
        if token.text and self.cards:
            self.cards[-1].draft.upvotes = count(token.text)

    def _authors(self, index: int, token: PageToken) -> None:
        if self.cards:
            self.cards[-1].close()
            self.cards[-1].draft.extra["author_count"] = count(token.text)

    def _dot(self, index: int, token: PageToken) -> None:
        if self.cards:
            self.cards[-1].close()

    def _date(self, index: int, token: PageToken) -> None:
        date = parse_date(token.text)
        if self.dotted and self.cards and self.found[index - 1].kind in _MARKS:
            self.cards[-1].draft.published = date
        else:
            self.listed = date

    def _submitted(self, index: int, token: PageToken) -> None:
        self._comments(self.counts)
        self.submitter = token

    def _url(self, index: int, token: PageToken) -> None:
        card = self.cards[-1] if self.cards else None
        for url in token.urls:
            found = arxiv_id(url)
            if "#community" in url:
                self._comments(self.counts)
            elif found and card is not None and not card.closed:
                card.identify(found, url)
            elif found and (card is None or card.draft.arxiv != found):
                self.ahead = (found, url)  # the picture above a title links to the same page

    def _stars(self, index: int, token: PageToken) -> None:
        if self.cards:
            draft = self.cards[-1].draft
            draft.stars = count(token.text)
            self.cards[-1].link(token.urls)
            self.cards[-1].close()

    # Cards.

    def _open(self, token: PageToken, *, marked: bool) -> None:
        if self.cards and self.cards[-1].repeats(token.text):
            return
        votes = self._votes()
        draft = Draft(title=token.text, line=token.line, listed=self.listed, upvotes=votes)
        if self.submitter and self.submitter.text:
            draft.extra["submitted_by"] = self.submitter.text
        card = Card(draft, marked=marked or votes is not None)
        self.submitter = None
        self.cards.append(card)
        for url in token.urls:
            if found := arxiv_id(url):
                card.identify(found, url)
        if self.ahead:
            card.identify(*self.ahead)
            self.ahead = None

    def _prose(self, token: PageToken, card: Card | None, *, fits: bool) -> None:
        if token.text in self.abstracts:
            return
        self.abstracts.add(token.text)
        if card is None or not fits:
            if not speaks_to_visitor(token.text):
                reason = f"an abstract without a title: {quoted_start(token.text)}"
                self.skips.append(Skip(f"line {token.line}", reason))
        elif self.summaries and not card.draft.abstract and is_one_sentence(token.text):
            card.draft.summary = token.text
        else:
            card.add(token.text, follows=token.follows)

    def _has_room(self, card: Card, text: str) -> bool:
        """Return True if a text can belong to a card's abstract, as all texts below a heading can."""
        if continues_above(text):
            return True
        return not card.closed and (self.level > 0 or not card.draft.abstract)

    def _votes(self) -> int | None:
        """Return the votes of the card that begins here; other numbers are comments on the one above."""
        counts, self.counts = self.counts, []
        if self.daily and not self.submitter:
            self._comments(counts)
            return None
        self._comments(counts[:-1])
        return counts[-1] if counts else None

    def _comments(self, counts: list[int | None]) -> None:
        if counts and self.cards and counts[-1] is not None:
            draft = self.cards[-1].draft
            draft.extra["comments"] = counts[-1]
            if self.daily and len(counts) == 2 and draft.stars is None:
                draft.stars = counts[0]  # daily cards show them between authors and comments
        if counts is self.counts:
            self.counts = []

    def _end(self) -> None:
        # a page cut off after a paper may end with votes for the next
        self._comments(self.counts if self.daily or self.whole else self.counts[:-1])

    # Evidence.

    def _title_level(self) -> int:
        """Return the heading level of titles on this page; 0 if titles aren't headings."""
        levels = Counter(token.level for token in self.found if token.kind is Kind.HEADING)
        if levels[1] == 1:
            del levels[1]  # the name of the page
        return max(levels, key=lambda level: (levels[level], level), default=0)

    def _next_kind(self, index: int) -> Kind | None:
        following = (token.kind for token in self.found[index + 1 : index + 4])
        return next((kind for kind in following if kind is not Kind.URL), None)

    def _is_organisation(self, index: int, token: PageToken, card: Card) -> bool:
        if card.closed or len(token.text) > 80 or self.submitter or is_prose(token.text):
            return False
        below = card.draft.abstract or card.draft.summary or card.marked
        return bool(below) and self._next_kind(index) in _MARKS

    def _is_abstract(self, index: int, token: PageToken, card: Card | None) -> bool:
        if is_prose(token.text) and not self._is_long_title(index, token, card):
            return True
        if card is None or card.closed:
            return False
        if card.draft.abstract:
            return continues_above(token.text)
        return ends_with_stop(token.text) and not self._before_abstract(index, token)

    def _is_long_title(self, index: int, token: PageToken, card: Card | None) -> bool:
        """Return True if a sentence stands in the place of a title, with the abstract after it."""
        if len(token.text) > 250 or continues_above(token.text):
            return False
        if card is not None and not card.draft.abstract and not card.closed:
            return False
        return self._before_abstract(index, token)

    def _before_abstract(self, index: int, token: PageToken) -> bool:
        """Return True if the next text can only be an abstract."""
        after = next((t for t in self.found[index + 1 : index + 4] if t.kind is not Kind.URL), None)
        least = max(300, 2 * len(token.text))
        return after is not None and after.kind is Kind.TEXT and len(after.text) > least
