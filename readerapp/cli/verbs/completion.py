"""`completion`: the script that completes verbs, options and file names in a shell."""

from __future__ import annotations

import click

from readerapp.cli.session import Session
from readerapp.cli.verb import verb


@verb("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def run(session: Session, shell: str) -> None:
    """\b
    bash  eval "$(readerapp completion bash)"     in ~/.bashrc
    zsh   eval "$(readerapp completion zsh)"      in ~/.zshrc
    fish  readerapp completion fish | source      in config.fish
    """
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    assert completion is not None, "click knows all three"
    root = click.get_current_context().find_root().command
    script = completion(root, {}, "readerapp", "_READERAPP_COMPLETE").source()
    if session.as_json:
        session.say_json({"shell": shell, "script": script})
    else:
        session.say(script)
