"""Command lines that show what a verb is for: for its help, the man page and the command reference."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_KEY = "2405.15738"

# Each is tried by a test. fmt: off
EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "list": (
            ("list is:unread has:repo listed:7d", "this week's unread papers with code"),
            ("list 'author:\"Xiao Liu\"' --sort published", "by one author, in order"),
            ("list tag:rl --json | jq -r .title", "for another program"),
        ),
        "show": (
            (f"show {_KEY}", "all of one paper"),
            ("show --query is:reading --json", "what you are reading, as JSON"),
        ),
        "text": (
            (f"text {_KEY} --outline", "its sections"),
            (f"text {_KEY} --section 3", "one of them"),
            (f'text {_KEY} --find "learning rate"', "where it speaks of that"),
        ),
        "tags": (("tags", "most frequent first"),),
        "similar": (
            (f"similar {_KEY} --where is:unread", "unread papers like it"),
            ("similar queue --limit 5", "like those in your queue"),
        ),
        "fetch": (
            ("fetch hf", "the day's papers of Hugging Face"),
            ("fetch arxiv cs.LG --since 7d", "a week of a category"),
            ("fetch --since last", "your sources, from the last time on"),
        ),
        "queue": (
            ("queue", "what to read next, in order"),
            ("queue --format '{queue}. {title}'", "in your own form"),
        ),
        "queue add": (
            (f"queue add {_KEY}", "read it later"),
            ("queue add --query 'tag:rl is:unread'", "all that match"),
            ("list curriculum --json | readerapp queue add -", "what another command printed"),
        ),
        "queue move": (
            (f"queue move {_KEY} --top", "read it next"),
            (f"queue move {_KEY} --to 3", "third"),
        ),
        "queue next": (
            ("queue next --open", "open its link in the browser"),
            ("queue next --done", "mark the head read, print what follows"),
        ),
        "queue order": (("queue order --dry-run", "what order it would be"),),
        "queue remove": ((f"queue remove {_KEY}", "take it out again"),),
        "mark": (
            (f"mark read {_KEY}", "it also leaves the queue"),
            ("mark archived --query 'is:unread listed:>90d'", "what you won't read any more"),
        ),
        "later": (
            (f"later {_KEY} friday", "not before Friday"),
            (f"later {_KEY} back", "here again now"),
        ),
        "note": (
            (f"note {_KEY}", "print it"),
            (f"note {_KEY} --append 'Try figure 3 on our data'", "one paragraph more"),
            (f"note {_KEY} --edit", "in your editor"),
        ),
        "tag": (
            (f"tag {_KEY} +rl -later", "one on, one off"),
            ("tag --query 'curriculum is:unread' +teaching", "all that match"),
            ("tag --rename rl reinforcement", "in all papers"),
        ),
        "rate": ((f"rate {_KEY} 4", "out of 5"),),
        "remove": ((f"remove {_KEY}", "`undo` brings it back"),),
        "same": (
            ("same", "list possible duplicates"),
            (f"same {_KEY} doi:10.1000/x", "make two papers one"),
        ),
        "add": (
            ("add papers.bib ~/Downloads/*.html", "files, whatever their format"),
            ("add https://arxiv.org/abs/2405.15738", "an address"),
            ("add --paste --dry-run", "what the clipboard would add"),
        ),
        "inbox": (
            ("inbox", "add what landed there; what can't be read goes to `failed`"),
            ("inbox --watch", "the same for whatever comes, until ctrl+c"),
            ("inbox --dry-run", "only say what would be added"),
        ),
        "undo": (
            ("undo", "your last change"),
            ("undo 172a5d32.1", "a step that `log` names"),
            ("undo --agent", "what an agent did this afternoon"),
        ),
        "redo": (("redo", "the last undone change"),),
        "log": (
            ("log --limit 5", "the last five changes"),
            ("log --json", "with the keys of the papers"),
        ),
        "merge": (
            ("merge", "the conflict copies beside your files"),
            ("merge ~/laptop/state.json", "a copy from elsewhere"),
        ),
        "export": (
            ("export --watch tag:thesis -o refs.bib", "BibTeX, kept up to date until ctrl+c"),
            ("export is:queued -o week.epub", "the queue as a book for the e-reader"),
            ("export --format obsidian -o ~/Papers", "a note a paper; add takes your edits back"),
        ),
        "sync": (
            ("sync --init git@example.org:me/papers.git", "once, on each machine"),
            ("sync", "from then on"),
        ),
        "backup": (("backup", "before you try something"),),
        "restore": (
            ("restore", "list the backups"),
            ("restore newest", "go back to the last one"),
        ),
        "stats": (
            ("stats", "the whole page"),
            ("stats --format '{unread} unread, {queued} queued'", "a line for a status bar"),
        ),
        "digest": (
            ("digest", "for cron: prints nothing if nothing is new"),
            ("digest --since 7d --markdown", "the week's papers as Markdown"),
        ),
        "watch": (("watch", "all you follow"),),
        "watch add": (
            ("watch add 'author:\"Ada King\"'", "follow an author"),
            ("watch add world models has:repo", "follow a search"),
        ),
        "watch remove": (("watch remove world models has:repo", "no longer"),),
        "skill": (("skill", "for the folder where your agent looks for skills"),),
        "mcp": (
            ("mcp", "for an agent that only reads"),
            ("mcp --write", "for one that may also change something"),
        ),
        "serve": (
            ("serve", "then open http://127.0.0.1:8000/"),
            ("serve --host 0.0.0.0 --port 8080", "for other machines, with a token"),
        ),
        "doctor": (
            ("doctor", "look"),
            ("doctor --fix", "and repair what is safe to repair"),
        ),
        "keys": (
            ("keys", "a sheet to print"),
            ("keys --ids", "the names that [keys] takes"),
        ),
        "config": (
            ("config", "all settings, all files"),
            ("config state", "where one is, for a script"),
        ),
        "completion": (("completion fish | source", "in config.fish; -h has it for bash and zsh"),),
        "copy": (
            (f"copy {_KEY}", "its best link"),
            (f"copy {_KEY} --what bibtex --print", "its BibTeX, to standard output"),
        ),
        "open": (
            (f"open {_KEY}", "its best link"),
            (f"open {_KEY} --what pdf", "the PDF"),
        ),
    }
)
# fmt: on
"""Of each verb: command lines without the leading `readerapp`, and what each does in a few words."""
