"""What we print when a shell asks how its command line can be completed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from readerapp.cli.completion.answers import answers
from readerapp.cli.completion.command_line import TypedLine, replacements, split
from readerapp.cli.completion.live import LiveValues
from readerapp.cli.completion.scripts import SCRIPTS
from readerapp.domain.text import clean_line
from readerapp.home import Home


def reply(root: click.Group, shell: str, arguments: Sequence[str], env: Mapping[str, str]) -> str:
    """Return the lines that answer a shell; see `scripts`. There are none for one that we have no script for.

    Bash passes its line and its idea of the word at the cursor, the others all words but the program's name.
    """
    if shell not in SCRIPTS:
        return ""
    line = _line(shell, arguments)
    live = LiveValues(Home.find(env=env))
    try:
        kind, found = answers(root, live, line.words)
    finally:
        live.close()
    if kind == "plain" and len(found) == 1 and found[0].value.endswith(":"):
        kind = "nospace"
    if shell == "bash":
        return _lines(kind, replacements(line, arguments[-1], [answer.value for answer in found]))
    return _lines(kind, [f"{it.value}\t{clean_line(it.help)}" if it.help else it.value for it in found])


def _line(shell: str, arguments: Sequence[str]) -> TypedLine:
    """Return the words behind the program's name."""
    if shell == "bash":
        line = split(arguments[0])
        return line._replace(words=line.words[1:] or ("",))
    *before, typed = arguments or ("",)
    return TypedLine((*before, split(typed).words[-1] if shell == "fish" else typed))


def _lines(*parts: str | list[str]) -> str:
    return "".join(f"{line}\n" for part in parts for line in ([part] if isinstance(part, str) else part))
