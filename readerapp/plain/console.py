"""Lines from a person and lines to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean, clean_line

_ASCII = str.maketrans(
    {"…": "...", "·": "|", "–": "-", "—": "-", "→": "->", "←": "<-", "↑": "up", "↓": "down"}
    | dict.fromkeys("“”", '"')
    | dict.fromkeys("‘’", "'")
)
_MANY_OPTIONS = 30


class Console:
    """A terminal that is only written to, a line at a time."""

    def __init__(self, source: TextIO, sink: TextIO, *, ascii_only: bool = False) -> None:
        self._source = source
        self._sink = sink
        self._ascii_only = ascii_only

    def say(self, text: str) -> None:
        """Write a line, or several."""
        self._write(self.spelt(clean(text)) + "\n")

    def spelt(self, text: str) -> str:
        """Return a text in the characters that the terminal has."""
        return text.translate(_ASCII) if self._ascii_only else text

    def ask(self, question: str) -> str:
        """Return the line that is typed after a question.

        Raises:
            EOFError: there are no more.
        """
        self._write(self.spelt(clean(question)))
        line = self._source.readline()
        if not line:
            raise EOFError
        return clean_line(line)

    def choose(self, heading: str, options: Sequence[str], *, chosen: str = "") -> int | None:
        """Offer numbered options and return the index of the one that is chosen; None for none.

        `chosen` answers the question beforehand.

        Raises:
            ReaderError: there is no such option.
        """
        if not chosen:
            self.say(heading)
            for number, option in enumerate(options[:_MANY_OPTIONS], 1):
                self.say(f"{number}  {option}")
            if len(options) > _MANY_OPTIONS:
                self.say(f"and {len(options) - _MANY_OPTIONS:,} more: type how one begins")
            chosen = self.ask(f"Number or name, enter for none (1 to {len(options)}): ")
        return _index(chosen, options) if chosen else None

    def _write(self, text: str) -> None:
        self._sink.write(text)
        self._sink.flush()


def _index(chosen: str, options: Sequence[str]) -> int:
    if chosen.isdecimal():
        if 1 <= int(chosen) <= len(options):
            return int(chosen) - 1
        raise ReaderError(f"There is no number {chosen}: type 1 to {len(options)}")
    folded = [option.casefold() for option in options]
    wanted = chosen.casefold()
    found = [at for at, option in enumerate(folded) if option.startswith(wanted)]
    exact = [at for at in found if folded[at] == wanted or folded[at].startswith(f"{wanted}:")]
    if len(found) == 1 or exact:
        return (exact or found)[0]
    if found:
        raise ReaderError(f"{chosen!r} may be {' or '.join(options[at] for at in found[:3])}")
    raise ReaderError(f"There is no {chosen!r}: type a number from 1 to {len(options)}")
