"""`completion`: the script that completes verbs, options, keys, queries and file names in a shell."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from readerapp.cli.session import Session
from readerapp.cli.verb import verb


@verb("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="SHELL")
def run(session: Session, shell: str) -> None:
    """\b
    bash  eval "$(readerapp completion bash)"     in ~/.bashrc
    zsh   eval "$(readerapp completion zsh)"      in ~/.zshrc
    fish  readerapp completion fish | source      in config.fish
    """
    from readerapp.cli.completion.scripts import script

    path = Path(sys.argv[0])
    command = ["readerapp"] if path.stem == "readerapp" else [sys.executable, "-m", "readerapp"]
    text = script(shell, command)
    if session.as_json:
        session.say_json({"shell": shell, "script": text})
    else:
        session.say(text.rstrip("\n"))
