"""`copy` and `open`: what a paper holds, on the clipboard or in the browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from readerapp.actions.copyable import WHATS, best_link, copy_text
from readerapp.actions.desktop.browser import open_link
from readerapp.actions.desktop.clipboard import copy, osc52
from readerapp.cli.edge import complain
from readerapp.cli.session import Session, keys_argument, pass_session, query_option
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import KINDS

_NAMES = {what.what: what.name for what in WHATS}
_MANY = 10
"""More tabs than anyone means to open at once."""


@click.command("copy")
@keys_argument
@query_option
@click.option("--what", type=click.Choice([*_NAMES, "project", "other"]), help="Default: the best link.")
@click.option("--print", "prints", is_flag=True, help="Only print it.")
@pass_session
def copy_verb(
    session: Session, keys: tuple[str, ...], query: str | None, what: str | None, prints: bool
) -> None:
    """Copy a paper's best link, or something else of it.

    The best link is the repo, else arXiv, else any.
    """
    text = "\n".join(found.rstrip("\n") for found in _texts(session, session.resolve(keys, query), what))
    if prints:
        session.say(text)
        return
    copied = copy(text, terminal=_terminal(), env=session.env)
    if not copied.ways:
        raise ReaderError(f"Not copied: {copied.message}; --print prints it")
    shown = _NAMES.get(what or "", "links") if "\n" in text else text
    session.say(f"{shown}: {copied.message}")


@click.command("open")
@keys_argument
@query_option
@click.option("--what", type=click.Choice(KINDS), help="Default: the best link.")
@pass_session
def open_verb(session: Session, keys: tuple[str, ...], query: str | None, what: str | None) -> None:
    """Open a paper's best link in the browser.

    The best link is the repo, else arXiv, else any.
    """
    found = session.resolve(keys, query)
    if len(found) > _MANY:
        raise ReaderError(f"That would open {len(found)} pages; name at most {_MANY} papers")
    for url in _texts(session, found, what):
        open_link(url, env=session.env)
        session.say(f"opened {url}")


def _texts(session: Session, keys: Sequence[str], what: str | None) -> list[str]:
    """What each paper has of it; a paper that has none is told of.

    Raises:
        ReaderError: no paper has any.
    """
    texts = []
    for key in keys:
        paper = session.lib.paper(key)
        best = best_link(paper)
        text = copy_text(paper, what) if what else best and best[1]
        if text:
            texts.append(text)
            continue
        missing = f'"{paper.title}" has no {_NAMES.get(what, what) if what else "link"}'
        if len(keys) == 1:
            raise ReaderError(missing)
        complain(missing)
    if not texts:
        raise ReaderError("None of these papers has it")
    return texts


def _terminal() -> Callable[[str], None] | None:
    """What hands a text to the terminal this was started from, also where output goes to a pipe."""
    terminal = Path("/dev/tty")
    try:
        terminal.open("w").close()
    except OSError:
        return None

    def ask(text: str) -> None:
        terminal.write_text(osc52(text, os.environ), "ascii")

    return ask
