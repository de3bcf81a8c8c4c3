"""The palette and the help: they show what there is to do, and run what is picked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from functools import partial

from textual.app import SuspendNotSupported

from readerapp.actions.command import Command
from readerapp.ui import hints
from readerapp.ui.desk import Desk
from readerapp.ui.screens.help import ANY_VIEW, Help
from readerapp.ui.screens.palette import Palette
from readerapp.ui.screens.picker import Picked


def open_palette(desk: Desk) -> None:
    """Find a command by its name, those that matter here first, and run it."""
    ids = hints.context(desk).ids
    commands = sorted(
        (command for command in _named(desk) if command.id != "palette"),
        key=lambda command: ids.index(command.id) if command.id in ids else len(ids),
    )
    desk.app.push_screen(Palette(commands, _reasons(desk)), partial(_run, desk))


def open_help(desk: Desk) -> None:
    """Show all commands and their keys, those that matter here first, and run the chosen one."""
    here, width = hints.context(desk), desk.app.size.width
    help = Help(desk.commands, _reasons(desk), (here.name, here.ids), terminal_width=width)
    desk.app.push_screen(help, partial(_run, desk))


def walk_through(desk: Desk) -> None:
    """Run the demo in this terminal, and come back to the list at its end."""
    if desk.is_demo:
        desk.say("This is the demo")
        return
    try:
        with desk.app.suspend():
            subprocess.call([sys.executable, "-m", "readerapp", "--demo"])
    except SuspendNotSupported:
        desk.say("Run `readerapp --demo` in a terminal of its own")


def _named(desk: Desk) -> Sequence[Command]:
    """Return the commands; those that go to a view have its name, if there is one."""
    names = {f"view-{number}": view.name for number, view in enumerate(desk.views, 1)}
    return [
        command._replace(name=f"View {names[command.id]}") if command.id in names else command
        for command in desk.commands
        if command.id in names or not command.id.startswith("view-")
    ]


def _reasons(desk: Desk) -> dict[str, str]:
    """Return by id why commands can't run now."""
    return {command.id: why for command in desk.commands if (why := desk.why_not(command))}


def _run(desk: Desk, picked: Picked | None) -> None:
    if picked:
        id = "views" if picked.value == ANY_VIEW else picked.value
        desk.run_command(next(command for command in desk.commands if command.id == id))
