"""`note`: the note on a paper."""

from __future__ import annotations

import sys

import click

from readerapp.cli.exit_status import complain
from readerapp.cli.session import Session
from readerapp.cli.streams import read_stdin
from readerapp.cli.verb import verb
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import from_argument


@verb("note")
@click.argument("key", metavar="KEY")
@click.argument("source", nargs=-1, metavar="[-]")
@click.option("--text", metavar="TEXT", help="Replace the note; an empty TEXT removes it.")
@click.option("--append", metavar="TEXT", help="Add a paragraph to the note.")
@click.option("--edit", "edits", is_flag=True, help="Edit it in $VISUAL or $EDITOR.")
def run(
    session: Session, key: str, source: tuple[str, ...], text: str | None, append: str | None, edits: bool
) -> None:
    """Notes are Markdown; - reads one from standard input."""
    if source not in ((), ("-",)):
        raise click.UsageError(
            "Write a note with --text or --append, of one KEY.", click.get_current_context()
        )
    if sum((bool(source), text is not None, append is not None, edits)) > 1:
        raise click.UsageError("Only one of -, --text, --append and --edit.", click.get_current_context())
    found = session.resolve_one([key])
    if edits:
        from readerapp.actions.desktop.editor import edit_note

        session.did(edit_note(session.lib, found, env=session.env))
        return
    if source:
        text = read_stdin()
        if not text.strip():  # as from a command that failed
            raise ReaderError("No note on standard input; --text '' removes the one there is")
    elif append is not None:
        session.did(session.lib.append_note([found], from_argument(append, "--append")))
        return
    if text is not None:
        session.did(session.lib.note(found, from_argument(text, "--text")))
    else:
        _print(session, found)


def _print(session: Session, key: str) -> None:
    note = session.lib.state(key).note
    if session.as_json:
        session.say_json({"key": key, "note": note})
    elif note and session.is_terminal:
        session.say(note.rstrip("\n"))
    elif session.is_terminal:
        complain(f"No note on {session.lib.named([key])}")
    elif note:  # a program gets it as it was stored, byte for byte
        sys.stdout.flush()
        sys.stdout.buffer.write(note.encode("utf-8"))
