"""`show`: a whole paper."""

from __future__ import annotations

from readerapp.cli.options import json_option, keys_argument, query_option
from readerapp.cli.session import Session
from readerapp.cli.verb import verb


@verb("show")
@keys_argument
@query_option
@json_option
def run(session: Session, keys: tuple[str, ...], query: str | None, as_json: bool) -> None:
    papers = map(session.lib.paper, session.resolve(keys, query))
    if as_json:
        from readerapp.actions.paper_record import record
        from readerapp.cli.streams import json_line

        for paper in papers:
            session.say(json_line(record(session.lib, paper)))
        return
    from readerapp.cli.paper_page import paper_page

    for number, paper in enumerate(papers):
        session.say(("\n" if number else "") + paper_page(session, paper))
