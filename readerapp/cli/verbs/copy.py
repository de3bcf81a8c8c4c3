"""`copy`: a paper's link, or something else of it, on the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from readerapp.actions.copyable import WHATS
from readerapp.actions.desktop.clipboard import copy, osc52
from readerapp.cli.copyable_texts import NAMES, copyable_texts
from readerapp.cli.options import keys_argument, query_option
from readerapp.cli.session import Session
from readerapp.cli.terminal import DUMB
from readerapp.cli.verb import verb
from readerapp.domain.errors import ReaderError


@verb("copy")
@keys_argument
@query_option
@click.option("--what", type=click.Choice(WHATS), help="Default: the best link.")
@click.option("--print", "prints", is_flag=True, help="Only print it.")
def run(session: Session, keys: tuple[str, ...], query: str | None, what: str | None, prints: bool) -> None:
    """The best link is the repo, else arXiv, else any."""
    texts = copyable_texts(session, session.resolve(keys, query), what)
    text = "\n".join(text.rstrip("\n") for text in texts)
    if prints:
        _say(session, text, texts)
        return
    copied = copy(text, terminal=_terminal(session.env), env=session.env)
    if not copied.ways:
        raise ReaderError(f"Not copied: {copied.message}; --print prints it")
    shown = NAMES.get(what or "", "links") if "\n" in text else text
    _say(session, f"{shown}: {copied.message}", texts, copied.message)


def _say(session: Session, text: str, texts: Sequence[str], copied: str | None = None) -> None:
    if session.as_json:
        session.say_json({"texts": texts, "copied": copied})
    else:
        session.say(text)


def _terminal(env: Mapping[str, str]) -> Callable[[str], None] | None:
    """Return a function that copies through the controlling terminal, even if output is piped.

    A dumb terminal would show the sequence.
    """
    terminal = Path("/dev/tty")
    if env.get("TERM") in DUMB:
        return None
    try:
        terminal.open("w").close()
    except OSError:
        return None

    def ask(text: str) -> None:
        terminal.write_text(osc52(text, env), "ascii")

    return ask
