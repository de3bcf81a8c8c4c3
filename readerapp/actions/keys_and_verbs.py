"""Every command of the app and every verb of the command line: the one table that both are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from readerapp.actions.command import Argument, Command, Verb
from readerapp.domain.state import Status


def _group(group: str) -> Callable[..., Command]:
    def command(id: str, keys: str, name: str, help: str, **more: Any) -> Command:
        more.setdefault("writes", "does" in more)
        return Command(id, tuple(keys.split()), name, help, group, **more)

    return command


_BOTH = ("screen", "paper")
"""Moves the highlight in the list, scrolls in the paper."""
_STEP = (Argument("step", metavar="[STEP]", optional=True),)
_move, _find, _paper, _links = _group("Move"), _group("Find"), _group("Paper"), _group("Links")
_select, _app = _group("Select"), _group("App")

# fmt: off
COMMANDS = (
    _move("down", "j down", "Next", "Go to the next paper, or scroll down a line", nodes=_BOTH),
    _move("up", "k up", "Previous", "Go to the previous paper, or scroll up a line", nodes=_BOTH),
    _move("first", "g home", "First", "Go to the first paper, or the paper's top", nodes=_BOTH),
    _move("last", "G end", "Last", "Go to the last paper, or the paper's end", nodes=_BOTH),
    _move("half-page-down", "ctrl+d pagedown", "Half page down", "Go down half a page", nodes=_BOTH),
    _move("half-page-up", "ctrl+u pageup", "Half page up", "Go up half a page", nodes=_BOTH),
    _move("next-unread", "J", "Next unread", "Go to the next unread paper in this view"),
    _move("previous-unread", "K", "Previous unread", "Go to the previous unread paper in this view"),
    _move("next-date", "]", "Next date", "Go to the next listing date"),
    _move("previous-date", "[", "Previous date", "Go to the previous listing date"),
    _move("into", "enter l", "Into the paper", "Open the paper"),
    _move("back", "escape h", "Back", "Go back: close the paper, clear the search"),
    _move("other-pane", "tab", "Other pane", "Switch between the list and the paper"),
    _find("search", "/", "Search", "Search as you type"),
    _find("take-suggestion", "ctrl+y", "Did you mean", "Accept the suggested spelling"),
    _find("views", "f", "Views", "Choose a view or a filter"),
    *(_find(f"view-{n}", str(n), f"View {n}", f"Go to view {n}") for n in range(1, 10)),
    _find("similar", "m", "More like this", "Show the papers nearest to this one", needs="papers",
          verb=Verb("similar", "List the papers nearest to others, and why")),
    _find("sort", "s", "Sort", "Choose the sort order"),
    _find("reverse", "S", "Reverse", "Reverse the order"),
    _find("refresh", "f5", "Refresh", "Refresh, and fetch new papers", writes=True,
          verb=Verb("fetch", "Fetch papers from Hugging Face and arXiv")),
    _paper("queue", "a", "Queue", "Add to the end of the queue, or remove", needs="papers",
           does=lambda lib, keys: lib.toggle_queued(*keys),
           verb=Verb("queue add", "Put papers at the end of the queue", lambda lib, keys: lib.queue(*keys))),
    _paper("queue-later", "shift+down }", "Later", "Move down within the queue", needs="queued",
           does=lambda lib, keys: lib.shift(keys[0], 1)),
    _paper("queue-sooner", "shift+up {", "Sooner", "Move up within the queue", needs="queued",
           does=lambda lib, keys: lib.shift(keys[0], -1)),
    _paper("order-queue", "Q", "Order queue", "Put the queue in a good order to read it", writes=True,
           verb=Verb("queue order", "Put the queue into a good order to read it in")),
    _paper("read", "r", "Read", "Mark as read or unread", needs="papers",
           does=lambda lib, keys: lib.toggle(Status.READ, *keys),
           verb=Verb("mark", "Give papers a STATUS. Read and archived papers leave the queue",
                     lambda lib, keys, status: lib.mark(Status(status), *keys),
                     (Argument("status", choices=tuple(Status), before_keys=True),))),
    _paper("reading", "R", "Reading", "Mark as being read, or as unread", needs="papers",
           does=lambda lib, keys: lib.toggle(Status.READING, *keys)),
    _paper("archive", "x", "Archive", "Archive, or unarchive", needs="papers",
           does=lambda lib, keys: lib.toggle(Status.ARCHIVED, *keys)),
    _paper("note", "n", "Note", "Write a note in the app", needs="paper", writes=True,
           verb=Verb("note", "Print or write the note on a paper")),
    _paper("edit-note", "N", "Note in editor", "Write a note in $VISUAL or $EDITOR", needs="paper",
           writes=True),
    _paper("tags", "t", "Tags", "Edit the tags", needs="papers", writes=True,
           verb=Verb("tag", "Add and remove tags, as in `tag KEY +rl -later`")),
    _paper("rate", "*", "Rate", "Rate 1 to 5; 0 clears the rating", needs="papers", writes=True,
           verb=Verb("rate", "Rate papers 1 to 5; 0 clears the rating",
                     lambda lib, keys, rating: lib.rate(rating, *keys),
                     (Argument("rating", between=(0, 5), metavar="0-5"),))),
    _paper("remove", "X delete", "Remove", "Remove from the library; your note is kept", needs="papers",
           does=lambda lib, keys: lib.remove(*keys), waits=True,
           verb=Verb("remove",
                     "Remove papers from the library. Their state is kept, and undo brings them back")),
    _paper("twins", "=", "Same paper?", "Review possible duplicates", writes=True,
           verb=Verb("same", "Merge two papers, or list possible duplicates")),
    _links("copy-link", "c", "Copy link", "Copy the best link: repo, arXiv, else any", needs="papers"),
    _links("copy", "y", "Copy…", "Choose what to copy", needs="papers",
           verb=Verb("copy", "Copy a paper's best link, or something else of it")),
    _links("open-link", "o", "Open", "Open the best link in the browser", needs="papers",
           verb=Verb("open", "Open a paper's best link in the browser")),
    _links("open-repo", "O", "Open repo", "Open the repository in the browser", needs="papers"),
    _select("select", "space", "Select", "Toggle selection and move down", needs="paper"),
    _select("select-range", "v", "Select range", "Start a range, or end it", needs="paper"),
    _select("select-all", "ctrl+a", "Select all", "Select all papers in the list, or none"),
    _app("add", "A", "Add", "Add papers from a file, folder or address", writes=True,
         verb=Verb("add", "Add papers from files, folders, patterns, addresses, or -")),
    _app("paste", "P", "Paste", "Add papers from the clipboard", writes=True),
    _app("undo", "u", "Undo", "Undo the last change", writes=True,
         verb=Verb("undo", "Undo your last change, or STEP of the log.\n\n"
                   "Changes made in the app count as well; merges and syncs are undone only by their STEP",
                   lambda lib, step: lib.undo(step), _STEP, takes_papers=False)),
    _app("redo", "ctrl+r", "Redo", "Redo the last undone change", writes=True,
         verb=Verb("redo", "Redo the last undone change, or STEP of the log",
                   lambda lib, step: lib.redo(step), _STEP, takes_papers=False)),
    _app("history", "U", "History", "Show what was done, newest first",
         verb=Verb("log", "Show the last changes, newest first: when, STEP, what")),
    _app("merge", "M", "Merge copies", "Merge conflict copies left by file sync", writes=True,
         verb=Verb("merge", "Merge other copies of state.json or papers.jsonl into yours")),
    _app("paper-pane", "z", "Paper pane", "Hide or show the paper beside the list"),
    _app("palette", "ctrl+p :", "Commands", "Find a command by its name"),
    _app("help", "? f1", "Help", "Show all keys"),
    _app("leave", "q", "Back or quit", "Go back one level, then quit"),
    _app("quit", "ctrl+q", "Quit", "Quit", nodes=("app",)),
)
"""The commands of the app, in the order of its help."""
_VERBS_BEFORE = (
    Verb("list", "List the papers matching QUERY, one per line", why_no_key="the app is the list"),
    Verb("show", "Show a paper: abstract, links, status, tags and note", why_no_key="the pane shows it"),
)
_VERBS_AFTER = (
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
"""Verbs without a key, before and after those of the commands."""


def _all() -> Iterator[Verb]:
    keyed = (it.verb._replace(does=it.verb.does or it.does) for it in COMMANDS if it.verb)
    verbs = (*_VERBS_BEFORE, *keyed, *_VERBS_AFTER)
    first_words = [verb.name.split()[0] for verb in verbs]
    yield from sorted(verbs, key=lambda verb: (first_words.index(verb.name.split()[0]), " " in verb.name))


VERBS: Mapping[str, Verb] = MappingProxyType({verb.name: verb for verb in _all()})
"""Each verb by its name, in the order of the help; a group is followed by its members."""
