"""Views: named queries, six of them built in."""

from __future__ import annotations

from readerapp.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A named query. Its order is part of the query (`sort:queue`)."""

    name: str
    query: str
    empty: str = "No paper here yet."
    """Shown if the view is empty; `{id}` stands for the key of the command with that id."""

    def narrowed(self, words: str) -> str:
        """Return the query for `words` within this view."""
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
