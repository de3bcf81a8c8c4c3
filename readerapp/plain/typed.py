"""What a typed line asks for: a command by its key, id or name, or a verb of the command line."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence

from readerapp.actions.command import Command, Verb
from readerapp.actions.keys_and_verbs import VERBS
from readerapp.domain.errors import ReaderError
from readerapp.domain.nearest import nearest
from readerapp.domain.values import NamedTuple

_MAX_NAMED = 4


class Typed(NamedTuple):
    """A command or a verb, and the text behind it."""

    what: Command | Verb
    rest: str = ""


def understood(line: str, commands: Sequence[Command]) -> Typed:
    """Return what a line asks for.

    Raises:
        ReaderError: nothing that can be typed; the sentence says what can.
    """
    line = line.strip()
    head, _, rest = line.partition(" ")
    found = (
        _by_key(head, line, commands)
        or _verb_of_group(head, rest)
        or _by_id(head, rest, commands)
        or _by_verb(head, rest, commands)
        or _by_name(line, commands)
        or _by_start(head, rest, commands)
    )
    if found is None:
        raise ReaderError(_unknown(head, commands))
    return found


def _by_key(head: str, line: str, commands: Sequence[Command]) -> Typed | None:
    """A sign needs no space behind it: `/words`, `*4`."""
    glued = line[0] if line[0] in string.punctuation else ""
    for typed in dict.fromkeys((head, head.lower() if len(head) > 1 else "", glued)):
        for command in commands:
            if typed and typed in command.keys:
                return Typed(command, line[len(typed) :].strip())
    return None


def _verb_of_group(head: str, rest: str) -> Typed | None:
    """Return `queue add`, `queue next`; also a group that lists, if nothing follows."""
    member, _, more = rest.partition(" ")
    if verb := VERBS.get(f"{head} {member}"):
        return Typed(verb, more)
    listing = VERBS.get(head)
    return Typed(listing) if listing and listing.finds and not rest else None


def _by_id(head: str, rest: str, commands: Sequence[Command]) -> Typed | None:
    command = next((command for command in commands if command.id == head.lower()), None)
    if command is None:
        return None
    return Typed(command.verb, rest) if command.verb and _has_options(rest) else Typed(command, rest)


def _by_verb(head: str, rest: str, commands: Sequence[Command]) -> Typed | None:
    verb = VERBS.get(head.lower())
    if verb is None:
        return None
    keyed = next((it for it in commands if it.verb and it.verb.name == verb.name and not it.does), None)
    return Typed(keyed, rest) if keyed and not _has_options(rest) else Typed(verb, rest)


def _has_options(rest: str) -> bool:
    return any(word.startswith("--") or word == "-h" for word in rest.split())


def _by_name(line: str, commands: Sequence[Command]) -> Typed | None:
    said = f"{line.casefold()} "
    named = [command for command in commands if said.startswith(f"{_name(command)} ")]
    longest = max(named, key=lambda command: len(command.name), default=None)
    return Typed(longest, line[len(_name(longest)) :].strip()) if longest else None


def _name(command: Command) -> str:
    return command.name.casefold().strip("…?")


def _by_start(head: str, rest: str, commands: Sequence[Command]) -> Typed | None:
    """Return what alone begins with a word."""
    if len(head) < 2:
        return None
    ids = {it.id: it for it in commands if it.id.startswith(head.lower())}
    verbs = {name: it for name, it in VERBS.items() if " " not in name and name.startswith(head.lower())}
    found: dict[str, Command | Verb] = {**verbs, **ids}
    if len(found) > 1:
        raise ReaderError(f"{head!r} may be {_listed(found)}; type more of it")
    return next((Typed(what, rest) for what in found.values()), None)


def _unknown(head: str, commands: Sequence[Command]) -> str:
    near = nearest(head, _words(commands))
    meant = f"did you mean {near}? Or type" if near and len(head) > 1 else "type"
    return f"There is no command {head!r}: {meant} a paper's number, / and words to search, or ? for help"


def _words(commands: Sequence[Command]) -> Iterator[str]:
    yield from (command.id for command in commands)
    yield from (name for name in VERBS if " " not in name)


def _listed(names: dict[str, Command | Verb]) -> str:
    shown = list(names)[:_MAX_NAMED]
    return ", ".join(shown[:-1]) + f" or {shown[-1]}"
