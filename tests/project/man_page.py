"""The man page: what `-h` says of every command, and what the README and the promises have in tables."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from readerapp import __version__
from readerapp.settings import SETTINGS
from tests.project.description import PROGRAM, Block, CommandText, OptionText, commands
from tests.project.roff import choices, literal, prose, tag
from tests.project.tables import PROMISES, README, rows

_COMMANDS = "Every command takes `-h`. Read commands take a QUERY, write commands KEYs or `--query` QUERY."
_QUERY = (
    "The search box, saved views and QUERY share one language. Words match title, abstract, authors, "
    "keywords, tags and notes; all must match, and each may be a prefix, misspelt, or a run of initials."
)
_SETTINGS = "They stand in `config.toml`; in the app `,` changes them."
_FILES = "`readerapp config` shows where they are."


def man_page() -> str:
    """The text of `docs/readerapp.1`, in the macros of man(7)."""
    program, *verbs = commands()
    settings = ((f"`{it.name}`", f"{it.help}.") for it in SETTINGS)
    parts = (
        _head(program),
        _section("OPTIONS", map(_option, program.options)),
        _section("COMMANDS", [prose(_COMMANDS), *map(_command, verbs)]),
        _section("QUERY LANGUAGE", [prose(_QUERY), *_table(README, "term | finds")]),
        _section("SETTINGS", [prose(_SETTINGS), *_items(settings)]),
        _section("FILES", [prose(_FILES), *_table(README, "file | holds")]),
        _section("ENVIRONMENT", _table(PROMISES, "variable | does")),
        _section("EXIT STATUS", _table(PROMISES, "status | means")),
    )
    return "\n".join(chain.from_iterable(parts)) + "\n"


def _head(program: CommandText) -> Iterator[str]:
    sentence, *more = program.blocks
    yield '.\\" Written by `make docs`: change the definitions it is made from.'
    yield ".nr HY 0"  # words aren't hyphenated, nor stretched: commands stay whole
    yield f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM} {__version__}" "User Commands"'
    yield ".ad l"
    yield from (".SH NAME", rf"{PROGRAM} \- {prose(_lowered(sentence.text))}")
    yield ".SH SYNOPSIS"
    yield f".B {PROGRAM}"
    yield from (f"[\\fB{literal(name)}\\fR]" for option in program.options for name in option.names[:1])
    yield from (".br", f".B {PROGRAM}", r"\fICOMMAND\fR [\fIOPTIONS\fR] ...")
    yield from (".SH DESCRIPTION", *_blocks(more))


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def _section(name: str, parts: Iterable[str]) -> Iterator[str]:
    yield f".SH {name}"
    yield from parts


def _command(command: CommandText) -> str:
    return "\n".join(_parts(command))


def _parts(command: CommandText) -> Iterator[str]:
    yield f".SS {literal(command.usage)}"
    yield from _blocks(command.blocks)
    yield from map(_option, command.options)
    if command.examples:
        yield ".PP\nExamples:"
        for line, what in command.examples:
            yield f".TP\n.B {literal(f'{PROGRAM} {line}')}\n{prose(what)}"


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for at, block in enumerate(blocks):
        if at:  # a heading begins a paragraph by itself
            yield ".PP"
        lines = [".EX", *map(literal, block.text.split("\n")), ".EE"]
        yield "\n".join(lines) if block.is_verbatim else prose(block.text)


def _option(option: OptionText) -> str:
    value = rf" \fI{choices(option.metavar)}\fR" if option.metavar else ""
    names = ", ".join(rf"\fB{literal(name)}\fR" for name in option.names)
    return f".TP\n{names}{value}\n{prose(option.help)}"


def _items(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in pairs:
        yield f".TP\n{tag(name)}\n{prose(text)}"


def _table(path: Path, heading: str) -> Iterator[str]:
    """A table of another document as a list."""
    return _items((name, f"{text}.") for name, text in rows(path.read_text("utf-8"), heading))
