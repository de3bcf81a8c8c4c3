"""Every verb of the command line: those of the commands, and those that have no key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from readerapp.actions.command import Verb
from readerapp.actions.commands import COMMANDS

# fmt: off
_FIRST = (
    Verb("list", "List the papers matching QUERY, one per line", why_no_key="the app is the list"),
    Verb("show", "Show a paper: abstract, links, status, tags and note", why_no_key="the pane shows it"),
)
_LAST = (
    Verb("queue", "List the queue in order, or change it",
         finds=lambda lib: map(lib.paper, lib.queued()), takes_papers=False, why_no_key="a view shows it"),
    Verb("queue remove", "Remove papers from the queue", lambda lib, keys: lib.unqueue(*keys),
         why_no_key="the key of `queue add` toggles"),
    Verb("queue move", "Move a paper within the queue; one outside is queued there",
         why_no_key="keys move it by one place"),
    Verb("queue next", "Print the paper at the head of the queue", why_no_key="a view shows it"),
    Verb("export", "Export the papers matching QUERY in another format", why_no_key="for files and pipes"),
    Verb("backup", "Back up your state now; the app does so daily", why_no_key="the app does so by itself"),
    Verb("restore", "Restore an earlier state; without WHEN, list the backups",
         why_no_key="rarely needed beside undo"),
    Verb("sync", "Sync your machines over git: commit, pull, merge, push", why_no_key="runs on a schedule"),
    Verb("doctor", "Check every file and report problems", why_no_key="for when the app can't start"),
    Verb("keys", "List the app's keys, with those of config.toml", why_no_key="the app's help lists them"),
    Verb("config", "Show the settings and where the files are", why_no_key="the settings are a file"),
    Verb("completion", "Print the completion script for SHELL", why_no_key="for shells only"),
)
# fmt: on


def _all() -> Iterator[Verb]:
    verbs = (*_FIRST, *(it.verb._replace(does=it.verb.does or it.does) for it in COMMANDS if it.verb), *_LAST)
    first_words = [verb.name.split()[0] for verb in verbs]
    yield from sorted(verbs, key=lambda verb: (first_words.index(verb.name.split()[0]), " " in verb.name))


VERBS: Mapping[str, Verb] = MappingProxyType({verb.name: verb for verb in _all()})
"""Each verb by its name, in the order of the help; a group is followed by its members."""
