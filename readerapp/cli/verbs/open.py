"""`open`: a paper's link in the browser."""

from __future__ import annotations

import click

from readerapp.actions.desktop.browser import open_link
from readerapp.cli.copyable_texts import copyable_texts
from readerapp.cli.options import keys_argument, query_option
from readerapp.cli.session import Session
from readerapp.cli.verb import verb
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import KINDS

_MAX_PAGES = 10


@verb("open")
@keys_argument
@query_option
@click.option("--what", type=click.Choice(KINDS), help="Default: the best link.")
def run(session: Session, keys: tuple[str, ...], query: str | None, what: str | None) -> None:
    """The best link is the repo, else arXiv, else any."""
    found = session.resolve(keys, query)
    if len(found) > _MAX_PAGES:
        raise ReaderError(f"That would open {len(found)} pages; name at most {_MAX_PAGES} papers")
    for url in copyable_texts(session, found, what):
        open_link(url, env=session.env)
        if session.as_json:
            session.say_json({"opened": url})
        else:
            session.say(f"Opened {url}")
