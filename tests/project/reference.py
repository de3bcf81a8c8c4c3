"""The command reference: what `-h` says of every command, as Markdown."""

import re
from collections.abc import Iterator

from tests.project.description import PROGRAM, Block, CommandText, commands

_BEGINNING = """\
# Commands

What `readerapp -h` and the `-h` of each command say, on one page; `man readerapp` has it as well.
`make docs` writes it from the definitions. [Promises](promises.md) has what scripts may depend on.
"""
_CODE = re.compile(r"(`[^`]*`)")


def reference() -> str:
    """The text of `docs/commands.md`."""
    return "\n".join((_BEGINNING, *(part for command in commands() for part in _section(command))))


def _section(command: CommandText) -> Iterator[str]:
    yield f"## {PROGRAM} {command.name}".rstrip() + "\n"
    yield f"```\n{command.usage}\n```\n"
    yield from map(_block, command.blocks)
    if command.options:
        yield "\n".join(f"- `{option.shown}`: {escaped(option.help)}" for option in command.options) + "\n"
    if command.examples:
        width = max(len(line) for line, _ in command.examples)
        lines = (f"{PROGRAM} {line:<{width}}  # {what}" for line, what in command.examples)
        yield "```sh\n" + "\n".join(lines) + "\n```\n"


def _block(block: Block) -> str:
    return f"```\n{block.text}\n```\n" if block.is_verbatim else f"{escaped(block.text)}\n"


def escaped(text: str) -> str:
    """A sentence as Markdown that shows it as it is; what stands in backticks stays code."""
    parts = _CODE.split(text)
    return "".join(part if part[:1] == "`" else re.sub(r"([\\*_<>\[\]|])", r"\\\1", part) for part in parts)
