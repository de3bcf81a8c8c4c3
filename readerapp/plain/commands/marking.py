"""Changes of papers that ask something, their history, and possible duplicates."""

from __future__ import annotations

from datetime import date

from readerapp.domain.dates.coming import coming_day, parsed
from readerapp.domain.errors import ReaderError
from readerapp.plain.desk import PlainDesk

_RATINGS = ("0", "1", "2", "3", "4", "5")
_MAX_STEPS = 100


class PlainMarking(PlainDesk):
    """Commands that change papers."""

    def do_rate(self, rest: str) -> None:
        """Rate papers: the last number is the rating."""
        *numbers, rating = rest.split() or [""]
        keys, unknown = self.papers_and_rest(" ".join(numbers))
        if unknown:
            raise ReaderError(f"{unknown!r} is no paper's number; as in: rate 3 5")
        rating = rating or self.console.ask("Rating, 1 to 5, 0 for none: ")
        if rating and rating not in _RATINGS:
            raise ReaderError(f"A rating is 0 to 5, not {rating}")
        if rating:
            self.did(self.lib.rate(int(rating), *keys))

    def do_later(self, rest: str) -> None:
        """Put papers off until a day, or bring them back."""
        today = date.fromisoformat(self.lib.today)
        is_day = coming_day(rest, today) is not None  # `3 weeks` is no paper's number
        keys, text = (self.targets(), rest) if is_day else self.papers_and_rest(rest)
        text = text or self.console.ask("Until tomorrow, next week, friday, 24 Dec, 3 weeks; or back: ")
        if text:
            self.did(self.lib.later(None if text == "back" else parsed(text, today), *keys))

    def do_queue_to(self, rest: str) -> None:
        """Move papers in the queue: the last number is the place."""
        *numbers, place = rest.split() or [""]
        keys, unknown = self.papers_and_rest(" ".join(numbers))
        place = place or self.console.ask(f"Place, 1 to {len(self.lib.queued()):,}: ")
        if unknown or (place and not place.isdecimal()):
            raise ReaderError(f"{unknown or place!r} is no number; as in: queue-to 5 1")
        if place:
            self.did(self.lib.move(keys, int(place)))

    def do_undo(self, rest: str) -> None:
        """Undo the last change, or a step of the history."""
        self.did(self.lib.undo(rest))

    def do_undo_agent(self, _rest: str) -> None:
        """Undo what an agent did in its last session."""
        self.did(self.lib.undo_agent())

    def do_redo(self, rest: str) -> None:
        """Redo the last undone change, or a step of the history."""
        self.did(self.lib.redo(rest))

    def do_history(self, _rest: str) -> None:
        """Say what was done, newest first, each with the step that undo and redo take."""
        self.say_pages(
            [
                f"{entry.when.astimezone():%Y-%m-%d %H:%M}  {entry.words}"
                f"{' ' * bool(entry.marks)}{entry.marks}, step {entry.id}"
                for entry in self.lib.store.entries(_MAX_STEPS)
            ]
            or ["No changes yet"]
        )

    def do_remove_samples(self, _rest: str) -> None:
        """Remove the samples of a new home from the library."""
        from readerapp.actions.samples import remove_samples

        self.did(remove_samples(self.lib))

    def do_order_queue(self, _rest: str) -> None:
        """Put the queue in a good order to read it."""
        self.did(self.lib.order_queue())

    def do_merge(self, _rest: str) -> None:
        """Merge the conflict copies that file sync left."""
        from readerapp.actions.machines.merging import conflict_copies, merge

        report = merge(self.lib, conflict_copies(self.lib))
        self.say(report.summary if report.files else "No conflict copies found")
        self.lib.poll()

    def do_twins(self, _rest: str) -> None:
        """Ask of one pair of possible duplicates after the other."""
        from readerapp.actions.duplicates import duplicates

        found = duplicates(self.lib)
        for number, pair in enumerate(found, 1):
            self.say(f"Pair {number} of {len(found)}, with {pair.why}:")
            for paper in (pair.first, pair.second):
                self.say(f"{paper.title}, {paper.key}")
            answer = self.console.choose(
                "Are they one paper?", ("yes: merge them", "no: keep them apart", "end: no more pairs")
            )
            if answer == 2:
                return
            if answer is not None:
                act = self.lib.different if answer else self.lib.same
                self.did(act(pair.first.key, pair.second.key))
        self.say("No more possible duplicates" if found else "No possible duplicates")
