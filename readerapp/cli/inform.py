"""`keys`, `config` and `completion`: how things stand."""

from __future__ import annotations

from dataclasses import asdict

import click

from readerapp.actions.keymap import keyed
from readerapp.cli.edge import complain
from readerapp.cli.keytable import lines
from readerapp.cli.records import json_line
from readerapp.cli.session import Session, json_option, pass_session


@click.command("keys")
@json_option
@pass_session
def keys_verb(session: Session, as_json: bool) -> None:
    """List the app's keys, with those of config.toml.

    The id is what [keys] takes.
    """
    commands, problems = keyed(session.settings.keymap, session.settings.keys)
    for problem in problems:
        complain(f"{session.home.settings}: {problem}")
    if as_json:
        for command in commands:
            values = {"id": command.id, "keys": command.shown, "name": command.name}
            session.say(json_line({**values, "help": command.help, "group": command.group}))
    else:
        for line in lines(commands):
            session.say(line)


@click.command("config")
@json_option
@pass_session
def config_verb(session: Session, as_json: bool) -> None:
    """Show the settings and where the files are."""
    home, settings = session.home, session.settings
    places = {
        "settings": home.settings,
        "styles": home.styles,
        "state": home.state,
        "library": home.library,
        "backups": home.backups,
        "cache": home.cache,
    }
    values = {
        "theme": settings.theme,
        "ascii": settings.ascii,
        "keymap": settings.keymap,
        "keys": {name: list(keys) for name, keys in settings.keys.items()},
        "views": [view._asdict() for view in settings.views],
        "fetch": {name: value for name, value in asdict(settings.fetch).items() if value},
    }
    if as_json:
        session.say(json_line({**values, "files": {name: str(path) for name, path in places.items()}}))
        return
    for name, value in values.items():
        session.say(f"{name:<9} {_shown(value)}")
    for name, path in places.items():
        session.say(f"{name:<9} {path}" + ("" if path.exists() else "  (not there)"))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json_line(value) if isinstance(value, dict) and value else str(value or "-")


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_verb(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    bash  eval "$(readerapp completion bash)"     in ~/.bashrc
    zsh   eval "$(readerapp completion zsh)"      in ~/.zshrc
    fish  readerapp completion fish | source      in config.fish
    """
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    assert completion is not None, "click knows all three"
    click.echo(completion(ctx.find_root().command, {}, "readerapp", "_READERAPP_COMPLETE").source())
