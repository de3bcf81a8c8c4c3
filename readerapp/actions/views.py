"""Views: saved queries with a name, the reader's own after the six that are always there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A saved query. Its order stands in the query (`sort:queue`)."""

    name: str
    query: str
    empty: str = "No paper here yet."
    """What an empty view says, and what to do next, with the ids of commands for their keys."""

    def narrowed(self, words: str) -> str:
        """The query for `words` within this view."""
        words = words.strip()
        if not (self.query and words):
            return self.query or words
        return f"{self.query} ({words})" if " OR " in words else f"{self.query} {words}"


BUILT_IN = (
    View(
        "All",
        "",
        "No papers yet. Paste a page, `{add}` adds a file, `{refresh}` fetches today's papers.",
    ),
    View("Unread", "is:unread", "Nothing unread. `{view-1}` shows all papers."),
    View("Queue", "is:queued sort:queue", "Nothing queued. `{queue}` on a paper puts it here."),
    View("Read", "is:read", "Nothing read yet. `{read}` on a paper marks it read."),
    View("With code", "has:repo", "No paper with a repository. `{view-1}` shows all papers."),
    View("Noted", "has:note", "No notes yet. `{note}` on a paper writes one."),
)
