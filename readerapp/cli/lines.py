"""Papers as text for a person: a line in a list, and a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readerapp.actions.copyable import link
from readerapp.actions.sort_value import sorted_by
from readerapp.cli.screen import cells, fit, padded
from readerapp.cli.session import Session
from readerapp.domain.paper import KINDS, Paper
from readerapp.domain.state import Status
from readerapp.domain.text import clean
from readerapp.domain.timeline import timeline

# Each sign of the app's list with its twin in ASCII.
MARKS = {Status.UNREAD: "●*", Status.READING: "◐~", Status.READ: "○o", Status.ARCHIVED: "–-"}
NOTED, CODE = "✎n", "⌥c"
_QUIET = frozenset((Status.READ, Status.ARCHIVED))
_KEY_WIDTH = 24
_LEAST_TITLE = 20


class Columns:
    """The lines of a list on a terminal: key, status, queue place, note, code, title, what sorts the list."""

    def __init__(self, session: Session, order: str) -> None:
        self._order = order
        self._lib = session.lib
        self._screen = session.screen

    def lines(self, papers: Sequence[Paper]) -> Iterator[str]:
        """A line for each paper, its title cut to the terminal's width."""
        keys = min(_KEY_WIDTH, max((cells(paper.key) for paper in papers), default=0))
        places = max((len(str(self._lib.place(paper.key) or "")) for paper in papers), default=0)
        values = [self._value(paper) for paper in papers]
        width = max(map(cells, values), default=0)
        every = zip(papers, values, strict=True)
        return (self._line(paper, keys, places, value, width) for paper, value in every)

    def _value(self, paper: Paper) -> str:
        found = sorted_by(self._order, paper, self._lib.state(paper.key), self._lib.place(paper.key))
        return f"{found:,}" if isinstance(found, int) else found or ""

    def _line(self, paper: Paper, keys: int, places: int, value: str, width: int) -> str:
        state, paint = self._lib.state(paper.key), self._screen.paint
        key = padded(paper.key, keys)
        place = str(self._lib.place(paper.key) or "").rjust(places)
        signs = self._sign(MARKS[state.status]) + (f" {place} " if places else " ")
        signs += (self._sign(NOTED) if state.note else " ") + (self._sign(CODE) if paper.has_code else " ")
        room = (self._screen.width or 0) - keys - len(signs) - width - (5 if width else 3)
        title = fit(paper.title, max(_LEAST_TITLE, room))
        right = " " * (room - cells(title) + 2 + width - cells(value)) + value if value else ""
        styled = paint(title, "quiet") if state.status in _QUIET else title
        return f"{paint(key, 'quiet')}  {paint(signs, 'accent')} {styled}{paint(right, 'quiet')}"

    def _sign(self, twins: str) -> str:
        return twins[1] if self._screen.ascii_only else twins[0]


def page(session: Session, paper: Paper) -> str:
    """A whole paper: title, people, facts, abstract, links, tags and note, parted by blank lines."""
    screen = session.screen
    state = session.lib.state(paper.key)
    parts = [
        "\n".join(screen.paint(line, "strong") for line in screen.wrap(paper.title).split("\n")),
        screen.wrap(", ".join(paper.authors)),
        screen.paint(screen.wrap(_facts(session, paper)), "quiet"),
        screen.paint(screen.wrap(_life(session, paper)), "quiet"),
        screen.wrap(paper.abstract),
        "\n".join(_links(paper)),
        f"Tags    {clean(', '.join(state.tags))}" if state.tags else "",
        f"Note\n{screen.wrap(clean(state.note).strip(), '  ')}" if state.note else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _facts(session: Session, paper: Paper) -> str:
    state = session.lib.state(paper.key)
    place = session.lib.place(paper.key)
    facts = [
        paper.key,
        state.status.value,
        f"{place} in the queue" if place else "",
        f"rated {state.rating} of 5" if state.rating else "",
        paper.venue or "",
        f"published {paper.published}" if paper.published else "",
        f"listed {paper.listed}" if paper.listed else "",
        f"{paper.upvotes:,} upvotes" if paper.upvotes is not None else "",
        f"{paper.stars:,} stars" if paper.stars is not None else "",
        ", ".join(dict.fromkeys(sighting.source for sighting in paper.sightings)),
    ]
    return " · ".join(fact for fact in facts if fact)


def _life(session: Session, paper: Paper) -> str:
    arrow = "->" if session.screen.ascii_only else "→"
    words = timeline(paper, session.lib.clock()).words(arrow)
    return " · ".join(words) if len(words) > 1 else ""  # that it was seen once is told already


def _links(paper: Paper) -> Iterator[str]:
    for kind in KINDS:
        urls = getattr(paper.links, kind) or tuple(filter(None, [link(paper, kind)]))
        for url in urls:
            yield f"{kind:<7} {url}"
