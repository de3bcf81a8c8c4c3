"""A whole paper as text, for `show`."""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.actions.copyable import link
from readerapp.cli.session import Session
from readerapp.domain.paper import KINDS, Paper
from readerapp.domain.state import State
from readerapp.domain.text import clean
from readerapp.domain.timeline import timeline


def paper_page(session: Session, paper: Paper, *, numbered: bool = False) -> str:
    """Return title, authors, facts, abstract, links, tags and note, separated by blank lines.

    `numbered` links begin with `#` and a number.
    """
    terminal = session.terminal
    state = session.lib.state(paper.key)
    parts = [
        "\n".join(terminal.paint(line, "strong") for line in terminal.wrap(paper.title).split("\n")),
        terminal.wrap(", ".join(paper.authors)),
        terminal.paint(terminal.wrap(_facts(session, paper)), "quiet"),
        terminal.paint(terminal.wrap(_timeline(session, paper)), "quiet"),
        terminal.wrap(paper.abstract),
        "\n".join(
            f"{f'#{number} ' if numbered else ''}{kind:<7} {url}"
            for number, (kind, url) in enumerate(links(paper), 1)
        ),
        f"Tags    {clean(', '.join(state.tags))}" if state.tags else "",
        f"Note\n{terminal.wrap(clean(state.note).strip(), '  ')}" if state.note else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _facts(session: Session, paper: Paper) -> str:
    state = session.lib.state(paper.key)
    place = session.lib.place(paper.key)
    facts = [
        paper.key,
        state.status.value,
        f"{place} in the queue" if place else "",
        _later(state, session.lib.today),
        f"rated {state.rating} of 5" if state.rating else "",
        paper.venue or "",
        f"published {paper.published}" if paper.published else "",
        f"listed {paper.listed}" if paper.listed else "",
        f"{paper.upvotes:,} upvotes" if paper.upvotes is not None else "",
        f"{paper.stars:,} stars" if paper.stars is not None else "",
        ", ".join(dict.fromkeys(sighting.source for sighting in paper.sightings)),
    ]
    return " · ".join(fact for fact in facts if fact)


def _later(state: State, today: str) -> str:
    if state.is_put_off(today):
        return f"put off until {state.later}"
    return f"back since {state.later}" if state.is_back(today) else ""


def _timeline(session: Session, paper: Paper) -> str:
    arrow = "->" if session.terminal.ascii_only else "→"
    words = timeline(paper, session.lib.clock()).words(arrow)
    return " · ".join(words) if len(words) > 1 else ""  # one sighting is in the facts already


def links(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield (kind, URL) of each link, also of those that follow from its key."""
    for kind in KINDS:
        for url in getattr(paper.links, kind) or tuple(filter(None, [link(paper, kind)])):
            yield kind, url
