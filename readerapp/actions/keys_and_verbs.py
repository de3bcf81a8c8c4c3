"""Every command of the app and every verb of the command line: the one table that both are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from readerapp.actions.command import Argument, Command, Verb
from readerapp.actions.done import paper_count
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import Status

if TYPE_CHECKING:
    from readerapp.actions.done import Done
    from readerapp.actions.reading_list import ReadingList


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


def _undo(lib: ReadingList, step: str, agent: bool) -> Done:
    if agent and step:
        raise ReaderError("Name a STEP or give --agent, not both")
    return lib.undo_agent() if agent else lib.undo(step)


def _is_day(text: str) -> bool:
    from datetime import date

    from readerapp.domain.dates.coming import coming_day  # only `later` asks

    return text == "back" or coming_day(text, date.today()) is not None


def _queue_sum(lib: ReadingList) -> str:
    from readerapp.actions.views.overview import queue_time  # only `queue` says so

    return ", ".join(filter(None, (paper_count(len(lib.queued())), queue_time(lib))))


# fmt: off
COMMANDS = (
    _move("down", "j down", "Next", "Go to the next paper, or scroll down a line", nodes=_BOTH,
          synonyms="move scroll"),
    _move("up", "k up", "Previous", "Go to the previous paper, or scroll up a line", nodes=_BOTH,
          synonyms="move scroll"),
    _move("first", "g home", "First", "Go to the first paper, or the paper's top", nodes=_BOTH,
          synonyms="top start beginning"),
    _move("last", "G end", "Last", "Go to the last paper, or the paper's end", nodes=_BOTH,
          synonyms="bottom end"),
    _move("half-page-down", "ctrl+d pagedown", "Half page down", "Go down half a page", nodes=_BOTH,
          synonyms="page scroll"),
    _move("half-page-up", "ctrl+u pageup", "Half page up", "Go up half a page", nodes=_BOTH,
          synonyms="page scroll"),
    _move("next-unread", "J", "Next unread", "Go to the next unread paper in this view",
          synonyms="skip jump"),
    _move("previous-unread", "K", "Previous unread", "Go to the previous unread paper in this view",
          synonyms="jump"),
    _move("next-date", "]", "Next date", "Go to the next listing date", synonyms="day newer"),
    _move("previous-date", "[", "Previous date", "Go to the previous listing date", synonyms="day older"),
    _move("into", "enter l", "Into the paper", "Open the paper", synonyms="read view show abstract details"),
    _move("page-down", "space", "Page down", "Page down; at its end, open the next paper", needs="paper",
          nodes=("paper",), synonyms="scroll screen continue"),
    _move("full-width", "enter", "Full width", "Read in the whole width", needs="paper", nodes=("paper",),
          synonyms="zoom maximize fullscreen wide"),
    _move("read-text", "p", "Full text", "Read the paper's full text here", needs="paper",
          verb=Verb("text", "Print a paper's full text, its outline, or parts of it"),
          synonyms="pdf html whole paper body sections arxiv read"),
    _move("back", "escape h", "Back", "Go back: close the paper, clear the search",
          synonyms="close cancel clear"),
    _move("other-pane", "tab", "Other pane", "Switch between the list and the paper",
          synonyms="focus window"),
    _find("search", "/", "Search", "Search as you type", synonyms="find filter query fuzzy grep"),
    _find("take-suggestion", "ctrl+y", "Did you mean", "Accept the suggested spelling",
          synonyms="spelling typo correct"),
    _find("views", "f", "Views", "Choose a view or a filter", synonyms="filter list tab saved"),
    _find("save-view", "V", "Save view", "Save this search as a view",
          synonyms="saved search bookmark filter preset remember"),
    _find("follow-search", "", "Follow search", "Follow this search: first in the digest",
          writes=True, verb=Verb("watch add", "Follow the papers matching QUERY"),
          synonyms="watch alert saved author subscribe notify digest"),
    *(_find(f"view-{n}", str(n), f"View {n}", f"Go to view {n}") for n in range(1, 10)),
    _find("tag-browser", "#", "All tags", "Show all tags: their papers, rename, remove",
          verb=Verb("tags", "List all tags and how many papers have each")),
    _find("similar", "m", "More like this", "Show the papers nearest to this one", needs="papers",
          verb=Verb("similar", "List the papers nearest to others, and why"),
          synonyms="related nearest recommend similar"),
    _find("sort", "s", "Sort", "Choose the sort order", synonyms="order rank sort by"),
    _find("reverse", "S", "Reverse", "Reverse the order", synonyms="order ascending descending"),
    _find("refresh", "f5", "Refresh", "Refresh, and fetch new papers", writes=True,
          verb=Verb("fetch", "Fetch papers from Hugging Face and arXiv"),
          synonyms="fetch update download reload pull"),
    _paper("queue", "a", "Queue", "Add to the end of the queue, or remove", needs="papers",
           does=lambda lib, keys: lib.toggle_queued(*keys),
           verb=Verb("queue add", "Put papers at the end of the queue", lambda lib, keys: lib.queue(*keys)),
           synonyms="bookmark favourite star save reading list enqueue dequeue unqueue"),
    _paper("queue-later", "shift+down }", "Move down", "Move down within the queue", needs="queued",
           does=lambda lib, keys: lib.shift(keys, 1),
           synonyms="reorder order move down rank priority"),
    _paper("queue-sooner", "shift+up {", "Move up", "Move up within the queue", needs="queued",
           does=lambda lib, keys: lib.shift(keys, -1),
           synonyms="reorder order move up rank priority"),
    _paper("queue-top", "<", "To the top", "Move to the top of the queue", needs="papers",
           does=lambda lib, keys: lib.move(keys, 1),
           synonyms="first head reorder priority queue"),
    _paper("queue-bottom", ">", "To the end", "Move to the end of the queue", needs="papers",
           does=lambda lib, keys: lib.move(keys, len(lib.queued()) + 1),
           synonyms="last bottom reorder priority queue"),
    _paper("queue-to", "w", "To a place", "Move to a place in the queue", needs="papers", writes=True,
           verb=Verb("queue move", "Move papers within the queue; those outside are queued there"),
           synonyms="number position reorder priority"),
    _paper("queue-next", ".", "Next in queue", "Open the next paper of the queue",
           verb=Verb("queue next", "Print the paper at the head of the queue"),
           synonyms="head continue resume start"),
    _paper("order-queue", "Q", "Order queue", "Put the queue in a good order to read it", writes=True,
           verb=Verb("queue order", "Put the queue into a good order to read it in"),
           synonyms="reorder sort arrange plan path"),
    _paper("triage", "T", "Triage", "Decide on one unread paper at a time", writes=True,
           synonyms="inbox process decide review swipe one by one"),
    _paper("sweep", "W", "Sweep", "Decide on what was queued over 30 days ago", writes=True,
           synonyms="old stale waited clean tidy queue"),
    _paper("read", "r", "Read", "Mark as read or unread", needs="papers",
           does=lambda lib, keys: lib.toggle(Status.READ, *keys),
           verb=Verb("mark", "Give papers a STATUS.\n\n"
                     "STATUS is unread, reading, read or archived. Read and archived papers leave the queue",
                     lambda lib, keys, status: lib.mark(Status(status), *keys),
                     (Argument("status", choices=tuple(Status), metavar="STATUS", before_keys=True),),
                     unchanged="Already {status}: {}"),
           synonyms="done finish finished complete mark seen"),
    _paper("reading", "R", "Reading", "Mark as being read, or as unread", needs="papers",
           does=lambda lib, keys: lib.toggle(Status.READING, *keys),
           synonyms="start begin progress mark"),
    _paper("archive", "x", "Archive", "Archive, or unarchive", needs="papers",
           does=lambda lib, keys: lib.toggle(Status.ARCHIVED, *keys),
           synonyms="hide dismiss discard ignore"),
    _paper("later", "d", "Not now", "Put off until a day, or bring back", needs="papers", writes=True,
           verb=Verb("later",
                     "Put papers off until DAY, as in `later KEY friday`.\n\n"
                     'DAY is tomorrow, a weekday, "24 Dec", "3 weeks", 10d or 2026-12-24; `back` brings '
                     "papers back now. Until then only `is:later`, `is:any` and their keys find them",
                     lambda lib, keys, until: lib.later(None if until == "back" else until, *keys),
                     (Argument("until", metavar="DAY", is_one=_is_day),)),
           synonyms="snooze postpone defer skip later remind tomorrow tickler"),
    _paper("note", "n", "Note", "Write a note in the app", needs="paper", writes=True,
           verb=Verb("note", "Print or write the note on a paper"),
           synonyms="write comment annotate remark memo"),
    _paper("edit-note", "N", "Note in editor", "Write a note in your own editor", needs="paper",
           writes=True,
           synonyms="write comment annotate vim external"),
    _paper("tags", "t", "Tags", "Edit the tags", needs="papers", writes=True,
           verb=Verb("tag", "Add and remove tags, as in `tag KEY +rl -later`"),
           synonyms="label category topic keyword"),
    _paper("rate", "*", "Rate", "Rate 1 to 5; 0 clears the rating", needs="papers", writes=True,
           verb=Verb("rate", "Rate papers 1 to 5; 0 clears the rating",
                     lambda lib, keys, rating: lib.rate(rating, *keys),
                     (Argument("rating", between=(0, 5), metavar="RATING"),),
                     unchanged="Rating unchanged: {}"),
           synonyms="star favourite score rating like"),
    _paper("remove", "X delete", "Remove", "Remove from the library; your note is kept", needs="papers",
           does=lambda lib, keys: lib.remove(*keys), waits=True,
           verb=Verb("remove",
                     "Remove papers from the library. Their state is kept, and undo brings them back"),
           synonyms="delete erase trash drop"),
    _paper("twins", "=", "Same paper?", "Review possible duplicates", writes=True,
           verb=Verb("same", "Merge two papers, or list possible duplicates"),
           synonyms="duplicates dedupe merge same"),
    _links("copy-link", "c", "Copy link", "Copy the best link: repo, arXiv, else any", needs="papers",
           synonyms="yank clipboard url repo repository code"),
    _links("copy", "y", "Copy…", "Choose what to copy", needs="papers",
           verb=Verb("copy", "Copy a paper's best link, or something else of it"),
           synonyms="yank clipboard bibtex cite citation export share markdown clone"),
    _links("open-link", "o", "Open", "Open the best link in the browser", needs="papers",
           verb=Verb("open", "Open a paper's best link in the browser"),
           synonyms="browser url visit website"),
    _links("open-repo", "O", "Open repo", "Open the repository in the browser", needs="papers",
           synonyms="browser code github repository"),
    _links("linked", "", "Linked papers", "Go to a paper named in the note, or noting this one",
           needs="paper", synonyms="backlinks wiki references"),
    _select("select", "space", "Select", "Toggle selection and move down", needs="paper",
            synonyms="mark choose several bulk"),
    _select("select-range", "v", "Select range", "Start a range, or end it", needs="paper",
            synonyms="mark visual several bulk"),
    _select("select-all", "ctrl+a", "Select all", "Select all papers in the list, or none",
            synonyms="mark every bulk"),
    _app("add", "A", "Add", "Add papers from a file, folder or address", writes=True,
         verb=Verb("add", "Add papers from files, folders, patterns, addresses, or -"),
         synonyms="import load new file pdf bibtex"),
    _app("paste", "P", "Paste", "Add papers from the clipboard", writes=True,
         synonyms="import clipboard insert"),
    _app("inbox", "", "Inbox", "Add the files in the inbox folder", writes=True,
         verb=Verb("inbox", "Add the files in the inbox, and move them to its `done`"),
         synonyms="folder import drop phone share pdf syncthing dropbox watch"),
    _app("undo", "u", "Undo", "Undo the last change", writes=True,
         verb=Verb("undo", "Undo your last change, or STEP of the log.\n\n"
                   "Changes made in the app count as well; merges, syncs and what an agent did are undone "
                   "only by their STEP. --agent undoes all steps of an agent's last session, which have less "
                   "than four hours between them; papers you changed since keep your change",
                   _undo, (*_STEP, Argument("agent", flag="Undo what an agent did in its last session.")),
                   takes_papers=False),
         synonyms="revert take back mistake restore"),
    _app("undo-agent", "", "Undo agent", "Undo the agent's changes", writes=True,
         synonyms="revert take back assistant mcp llm session afternoon"),
    _app("redo", "ctrl+r", "Redo", "Redo the last undone change", writes=True,
         verb=Verb("redo", "Redo the last undone change, or STEP of the log",
                   lambda lib, step: lib.redo(step), _STEP, takes_papers=False),
         synonyms="again repeat"),
    _app("history", "U", "History", "Show what was done, newest first",
         verb=Verb("log", "Show the last changes, newest first: when, STEP, what"),
         synonyms="log journal diary changes today"),
    _app("merge", "M", "Merge copies", "Merge conflict copies left by file sync", writes=True,
         verb=Verb("merge", "Merge other copies of state.json or papers.jsonl into yours"),
         synonyms="conflict sync syncthing dropbox"),
    _app("remove-samples", "", "Remove samples", "Remove the sample papers of a new home", writes=True,
         synonyms="seed demo examples clear empty start"),
    _app("demo", "", "Demo", "Walk through a day on sample papers",
         synonyms="tour tutorial learn guide introduction"),
    _app("export", "", "Export", "Export the list or the selection to a file", needs="papers",
         verb=Verb("export", "Export the papers matching QUERY in another format"),
         synonyms="save write bibtex markdown json epub book file download"),
    _app("sync", "", "Sync", "Sync with your other machines over git", writes=True,
         verb=Verb("sync", "Sync your machines over git: commit, pull, merge, push"),
         synonyms="git push pull upload share machines cloud"),
    _app("backup", "", "Back up", "Back up your state now",
         verb=Verb("backup", "Back up your state now; the app does so daily"),
         synonyms="backup save copy snapshot"),
    _app("sidebar", "b", "Sidebar", "Open or close the sidebar: views, tags, dates",
         synonyms="tree panel facets tags sources dates counts browse"),
    _app("paper-pane", "z", "Paper pane", "Hide or show the paper beside the list",
         synonyms="preview split hide layout zoom"),
    _app("settings", ",", "Settings", "Change the settings, each with its sentence",
         synonyms="preferences options configure config customize keys keymap rebind remap shortcuts",
         verb=Verb("config", "Show the settings and where the files are, or one")),
    _app("theme", "", "Theme", "Choose the colours, seen as you move through them",
         synonyms="dark light contrast color colors appearance"),
    _app("wider-list", "", "Wider list", "Give the list more room beside the paper",
         synonyms="resize divider split narrow"),
    _app("wider-paper", "", "Wider paper", "Give the paper more room beside the list",
         synonyms="resize divider split"),
    _app("palette", "ctrl+p :", "Commands", "Find a command by its name", synonyms="command run action"),
    _app("help", "? f1", "Help", "Show all keys", synonyms="keys shortcuts bindings keymap cheat sheet"),
    _app("leave", "q", "Back or quit", "Go back one level, then quit", synonyms="exit close"),
    _app("quit", "ctrl+q", "Quit", "Quit", nodes=("app",), synonyms="exit close leave"),
)
"""The commands of the app, in the order of its help."""
_VERBS_BEFORE = (
    Verb("list", "List the papers matching QUERY, one per line", why_no_key="the app is the list"),
    Verb("show", "Show a paper: abstract, links, status, tags and note", why_no_key="the pane shows it"),
)
_VERBS_AFTER = (
    Verb("queue", "List the queue in order, or change it",
         finds=lambda lib: map(lib.paper, lib.queued()), takes_papers=False, sums=_queue_sum,
         why_no_key="a view shows it"),
    Verb("queue remove", "Remove papers from the queue", lambda lib, keys: lib.unqueue(*keys),
         why_no_key="the key of `queue add` toggles"),
    Verb("stats", "Show where you stand: papers, queue, tags, read per week",
         why_no_key="the line of views counts them"),
    Verb("digest", "Print what is new since the last digest, what you follow first",
         why_no_key="the app marks what is new"),
    Verb("watch", "List what you follow: searches, authors, words", why_no_key="the settings list them"),
    Verb("watch remove", "Stop following QUERY", why_no_key="the settings do it"),
    Verb("restore", "Restore an earlier state; without WHEN, list the backups",
         why_no_key="rarely needed beside undo"),
    Verb("serve", "Show the app in a browser on this machine", why_no_key="the app runs already"),
    Verb("doctor", "Check every file and report problems", why_no_key="for when the app can't start"),
    Verb("keys", "List the app's keys, with those of config.toml", why_no_key="the app's help lists them"),
    Verb("skill", "Print a SKILL.md that tells agents of these commands", why_no_key="for agents only"),
    Verb("mcp", "Serve agents over standard input and output", why_no_key="for agents only"),
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
