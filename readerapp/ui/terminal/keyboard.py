"""Terminal input as keys, mouse events and pastes; everything else is dropped.

A terminal also replies to queries, ours or an earlier program's. Replies come late and in pieces, and a
parser that only knows keys takes them for keys. Here the form decides (ECMA-48): known control sequences go
to Textual's parser whole, one by one; unknown ones and all strings are dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from time import monotonic

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.message import Message

from readerapp.domain.values import pattern

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_ESC = "\x1b"
_EIGHT_BIT = {
    "\x8f": "\x1bO",
    "\x90": "\x1bP",
    "\x9b": "\x1b[",
    "\x9c": "\x1b\\",
    "\x9d": "\x1b]",
    "\x9f": "\x1b_",
}
_RUN = pattern("[^\x1b\x8f\x90\x9b-\x9d\x9f]+")
_WHOLE = pattern(
    r"\x1b\[<[-\d;]*[mM]|\x1b\[M...|\x1b\[\[.|\x1b\[\d+\$(?!y)"  # X10 mouse, the console's F1, rxvt's shift
    r"|\x1b\[(?![M\[])[0-?]*[ -/]*[@-~]|\x1bO[ -~]",
    re.DOTALL,
)
_BROKEN = pattern(r"\x1b\[[0-?]+[ -/]*")
_BEGUN = pattern(r"\x1b(?:\[(?:<[-\d;]*|M.{0,2}|\[|[0-?]*[ -/]*)|O)?\Z", re.DOTALL)
_STRING = pattern(r"\x1b(?:P[0-9>!$+|]|\][0-9lL]|_G)")
"""Starts of replies: about a device, a title or colour, graphics."""
_STRING_BEGUN = pattern(r"\x1b[P\]_]\Z")
_END_OF_STRING = pattern(r"\x1b\\|[\x00-\x1f\x9c]")
_WANTED = pattern(
    r"\x1b\[(?:<[-\d;]+[mM]|\?\d+;\d\$y|48;[\d;:]+t|[IO]|\d+\$\Z|\[.|"
    r"(?![?<=>])[0-?]*[ -/]*(?![cnRtxyM])[@-~])"
)
"""Mouse, requested modes, sizes, focus, and all whose last letter isn't a reply's."""
_WITH_TEXT = pattern(r"\x1b\[(\d+)[:\d]*;(\d+)[:\d]*;(\d+)u")
_OTHER_KEY = pattern(r"\x1b\[27;(\d+);(\d+)~")
"""xterm's modifyOtherKeys: modifiers and a character."""
_NUMBERED = pattern(r"\x1b\[(\d+)(?:;[\d:]*)*([A-Z~])")
_NUMBERS = (range(2), frozenset((*range(1, 9), *range(11, 35))))
"""Valid numbers before a letter, and before `~`."""
_MAX_SEQUENCE = 32
"""Characters; Textual's parser takes longer sequences for keys."""
_SEQUENCE_SECONDS = 1.0
"""How long to wait for the rest of a sequence that can't be a key."""
_STRING_SECONDS = 5.0
"""How long to wait for the end of a reply."""


class Keyboard:
    """Incremental parser: `feed` takes input as it arrives, `tick` resolves what depends on time.

    An escape alone for `delay` seconds (`ESCDELAY`) is the Esc key. An escape and one key in the same piece
    are either alt with that key or two keys typed fast: if `bound` knows the alt key it is that, else only
    the Esc counts and the key is dropped. With more keys behind it, all were typed.
    """

    def __init__(
        self,
        delay: float,
        bound: Callable[[str], bool] = lambda _: False,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._delay = delay
        self._bound = bound
        self._now = now
        self._held = ""
        self._apart = False
        """True if the key after a held escape came in another piece."""
        self._pasted: list[str] | None = None
        self._string_until = 0.0
        """When to give up on a reply that has begun; 0 outside one."""
        self._due = 0.0
        self._parser = XTermParser()

    def feed(self, text: str) -> Iterator[Message]:
        """Yield the messages for a piece of input."""
        old, text = len(self._held), self._held + text
        self._held, self._apart = "", old == 1
        at = 0
        while at < len(text):
            if self._pasted is not None:
                paste, at = self._paste(text, at)
                yield from paste
            elif self._string_until:
                at = self._skip(text, at)
            elif text[at] in _EIGHT_BIT:
                text = text[:at] + _EIGHT_BIT[text[at]] + text[at + 1 :]
            elif text[at] != _ESC:
                run = _RUN.match(text, at)
                assert run, "no escape"
                yield from self._keys(run[0])
                at = run.end()
            else:
                found, at = self._escape(text, at, at < old)
                yield from found
        self._due = self._now() + (
            self._delay if len(self._held) <= 2 and not self._string_until else _SEQUENCE_SECONDS
        )

    def tick(self) -> Iterator[Message]:
        """Yield the messages for held input that nothing has followed in time."""
        if self._now() < self._due or self._pasted is not None:
            return
        self._string_until = 0.0
        held, self._held = self._held, ""
        if held and len(held) <= 2:
            typed = self._keys(held[1:]) if self._apart and held[1:] else []
            yield from (typed and [_esc(), *typed]) or [self._with_alt(held[1:]) or _esc()]

    # Pieces

    def _paste(self, text: str, at: int) -> tuple[list[Message], int]:
        assert self._pasted is not None
        end = text.find(PASTE_ENDS, at)
        if end < 0:
            kept = len(text) - next(
                n for n in range(len(PASTE_ENDS) - 1, -1, -1) if text.endswith(PASTE_ENDS[:n])
            )
            kept = max(at, kept)
            self._pasted.append(text[at:kept])
            self._held = text[kept:]
            return [], len(text)
        pasted, self._pasted = "".join([*self._pasted, text[at:end]]), None
        return [events.Paste(pasted.replace("\0", ""))], end + len(PASTE_ENDS)

    def _skip(self, text: str, at: int) -> int:
        """Return the index after a reply. A control character ends it, and so does a timeout."""
        end = _END_OF_STRING.search(text, at)
        if end is None and self._now() < self._string_until:
            return len(text)
        if end and end[0] == _ESC and end.end() == len(text):
            self._held = _ESC
            return len(text)
        self._string_until = 0.0
        if end is None:
            return at
        return end.end() if end[0] in ("\x1b\\", "\a", "\x9c") else end.start()

    def _escape(self, text: str, at: int, split: bool) -> tuple[list[Message], int]:
        if _STRING.match(text, at):
            self._string_until = self._now() + _STRING_SECONDS
            return [], at + 2
        if text.startswith(PASTE_BEGINS, at):
            self._pasted = []
            return [], at + len(PASTE_BEGINS)
        if whole := _WHOLE.match(text, at):
            return self._sequence(whole[0]), whole.end()
        if _BEGUN.match(text, at) or _STRING_BEGUN.match(text, at):
            self._held = text[at:]
            return [], len(text)
        if broken := _BROKEN.match(text, at):  # drop it: the next character starts something else
            return [], broken.end()
        follows = text[at + 1]
        alone = at + 2 == len(text) or text[at + 2] == _ESC
        if follows == _ESC or split:
            return [_esc()], at + 1
        key = self._with_alt(follows)
        return [key or _esc()], at + 1 + bool(key or alone)

    def _with_alt(self, key: str) -> Message | None:
        if not key:
            return None
        name = f"alt+shift+{key.lower()}" if key.isupper() else f"alt+{name_of(key)}"
        return events.Key(name, None) if self._bound(name) else None

    def _sequence(self, sequence: str) -> list[Message]:
        if len(sequence) > _MAX_SEQUENCE or not (sequence.startswith("\x1bO") or _WANTED.match(sequence)):
            return []
        return self._keys(_as_known(sequence))

    def _keys(self, text: str) -> list[Message]:
        """Return Textual's messages for keys or one whole sequence; empty if unknown."""
        try:
            found = list(self._parser.feed(text))
        except (ValueError, OverflowError):  # not a valid code point
            found = []
        if not found:
            self._reset_parser()
        return [message for message in found if not _is_noise(message)]

    def _reset_parser(self) -> None:
        """Drop the parser's pending input, but keep what it knows about the terminal."""
        before, self._parser = self._parser, XTermParser()
        for name in ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size"):
            setattr(self._parser, name, getattr(before, name))


_NAMES = {"\x7f": "backspace", "\r": "enter", "\t": "tab", " ": "space"}


def name_of(character: str) -> str:
    """Return Textual's name for a character's key: its Unicode name, with a few exceptions."""
    if character.isalnum() or character in _NAMES:
        return _NAMES.get(character, character)
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _esc() -> Message:
    return events.Key("escape", _ESC)


def _is_noise(message: Message) -> bool:
    """Return True for bytes that couldn't be decoded."""
    return isinstance(message, events.Key) and message.character == "\ufffd"


def _as_known(sequence: str) -> str:
    """Return a sequence in the form that Textual's parser knows; empty if it would be taken for a letter.

    An alt key types nothing, even if the terminal sends its letter along.
    """
    if other := _OTHER_KEY.fullmatch(sequence):
        return f"\x1b[{other[2]};{other[1]}u"
    if (numbered := _NUMBERED.fullmatch(sequence)) and int(numbered[1]) not in _NUMBERS[numbered[2] == "~"]:
        return ""
    if not (key := _WITH_TEXT.fullmatch(sequence)):
        return sequence
    code, modifiers, text = (int(part) for part in key.groups())
    with_alt = modifiers and (modifiers - 1) & 2
    return f"\x1b[{code};{modifiers}u" if with_alt and text in (code, code - 32) else sequence
