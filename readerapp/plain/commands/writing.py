"""Notes and tags."""

from __future__ import annotations

import os

from readerapp.actions.done import paper_count
from readerapp.actions.tagging import changes, counts
from readerapp.actions.views.last_place import LastPlace
from readerapp.domain.errors import ReaderError
from readerapp.domain.query.narrowing import field_term
from readerapp.plain.desk import PlainDesk


class PlainWriting(PlainDesk):
    """Commands that write notes and tags."""

    def do_note(self, rest: str) -> None:
        """Add a line to a paper's note; without a text, say the note and ask for lines."""
        key, text = self.one_and_rest(rest)
        began = self.lib.state(key).note
        lines = [text] if text else self._lines_for(key, began)
        if lines:
            before = f"{began.rstrip()}\n" if began.strip() else ""
            self.did(self.lib.note(key, before + "\n".join(lines), began=began))

    def _lines_for(self, key: str, began: str) -> list[str]:
        self.say(
            f"Note on {self.lib.named([key])}:" + (f"\n{began.strip()}" if began.strip() else " none yet")
        )
        self.say("Lines to add; an empty line ends, ctrl+c cancels")
        lines: list[str] = []
        while line := self.console.ask("note> "):
            lines.append(line)
        return lines

    def do_edit_note(self, rest: str) -> None:
        """Edit the note in the reader's own editor."""
        from readerapp.actions.desktop.editor import edit_note

        key, _ = self.one_and_rest(rest)
        self.did(edit_note(self.lib, key, env=os.environ))

    def do_tags(self, rest: str) -> None:
        """Add tags, and remove those with a minus before them."""
        keys, text = self.papers_and_rest(rest)
        if not text:
            there = sorted({tag for key in keys for tag in self.lib.state(key).tags}, key=str.casefold)
            known = sorted({tag for state in self.lib.store.states.values() for tag in state.tags})
            self.say(f"Tags of {self.lib.named(keys)}: {', '.join(there) or 'none'}")
            self.say(f"Tags in use: {', '.join(known) or 'none'}")
            text = self.console.ask("Tags to add, -tag to remove, enter for no change: ")
        if text:
            # As for several papers: what is not named stays.
            add, remove = changes(text, ())
            self.did(self.lib.tag(keys, add, remove))

    def do_tag_browser(self, rest: str) -> None:
        """List the papers with a tag, or rename or remove the tag."""
        tags = counts(self.lib)
        if not tags:
            raise ReaderError(self.worded("No tags yet; {tags} tags a paper"))
        options = [f"{tag.name}: {paper_count(tag.papers)}" for tag in tags]
        chosen = self.console.choose("Tags:", options, chosen=rest)
        if chosen is None:
            return
        name = tags[chosen].name
        wanted = "" if rest else self.console.ask(f"Enter lists {name}, - removes it, a name renames it: ")
        if not wanted:
            self.ask(LastPlace(self.views[0].name, field_term("tag", name), pane=self.place.pane))
        else:
            self.did(self.lib.remove_tag(name) if wanted == "-" else self.lib.rename_tag(name, wanted))
