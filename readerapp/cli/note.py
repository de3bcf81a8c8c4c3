"""`note`: what the reader wrote on a paper."""

from __future__ import annotations

import sys

import click

from readerapp.actions.desktop.editor import edit
from readerapp.cli.session import Session, pass_session
from readerapp.domain.text import clean


@click.command("note")
@click.argument("key", metavar="KEY")
@click.argument("source", required=False, type=click.Choice(["-"]), metavar="[-]")
@click.option("--text", metavar="TEXT", help="Replace the note; an empty TEXT removes it.")
@click.option("--append", metavar="TEXT", help="Add a paragraph to the note.")
@click.option("--edit", "edits", is_flag=True, help="Edit it in $VISUAL or $EDITOR.")
@pass_session
def note_verb(
    session: Session, key: str, source: str | None, text: str | None, append: str | None, edits: bool
) -> None:
    """Print the note on a paper, or write it (Markdown); with - from standard input."""
    if sum((source is not None, text is not None, append is not None, edits)) > 1:
        raise click.UsageError("Only one of -, --text, --append and --edit.", click.get_current_context())
    (found,) = session.resolve([key])
    before = session.lib.state(found).note
    if source:
        text = sys.stdin.read()
    elif append is not None:
        text = f"{before.rstrip()}\n\n{append}" if before.strip() else append
    elif edits:
        text = edit(before, env=session.env)
    if text is not None:
        session.say(session.lib.note(found, text.rstrip("\n")).message)
    elif before:
        session.say(clean(before).rstrip("\n"))
