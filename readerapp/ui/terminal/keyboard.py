"""What a terminal sends, as keys, mouse and pastes; what is none of these is dropped.

A terminal also answers questions, of ours or of a program that ran before: such an answer comes late, in
pieces, and looks like keys to a parser that knows keys only. Here its form decides (ECMA-48): control
sequences that are known go on to Textual's parser one by one and whole, others and all strings go nowhere.
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
_RUN = re.compile("[^\x1b\x8f\x90\x9b-\x9d\x9f]+")
_WHOLE = re.compile(
    r"\x1b\[<[-\d;]*[mM]|\x1b\[M...|\x1b\[\[.|\x1b\[\d+\$(?!y)"  # an old mouse, a console's F1, rxvt's shift
    r"|\x1b\[(?![M\[])[0-?]*[ -/]*[@-~]|\x1bO[ -~]",
    re.DOTALL,
)
_BROKEN = re.compile(r"\x1b\[[0-?]+[ -/]*")
_BEGUN = re.compile(r"\x1b(?:\[(?:<[-\d;]*|M.{0,2}|\[|[0-?]*[ -/]*)|O)?\Z", re.DOTALL)
_STRING = re.compile(r"\x1b(?:P[0-9>!$+|]|\][0-9lL]|_G)")
"""Beginnings of answers: of a device, of a title or colour, of graphics."""
_STRING_BEGUN = re.compile(r"\x1b[P\]_]\Z")
_END_OF_STRING = re.compile(r"\x1b\\|[\x00-\x1f\x9c]")
_WANTED = re.compile(
    r"\x1b\[(?:<[-\d;]+[mM]|\?\d+;\d\$y|48;[\d;:]+t|[IO]|\d+\$\Z|\[.|"
    r"(?![?<=>])[0-?]*[ -/]*(?![cnRtxyM])[@-~])"
)
"""Mouse, modes that we asked for, sizes, focus, and all that isn't an answer by its last letter."""
_WITH_TEXT = re.compile(r"\x1b\[(\d+)[:\d]*;(\d+)[:\d]*;(\d+)u")
_OTHER_KEY = re.compile(r"\x1b\[27;(\d+);(\d+)~")
"""Of xterm: modifiers and a character."""
_NUMBERED = re.compile(r"\x1b\[(\d+)(?:;[\d:]*)*([A-Z~])")
_NUMBERS = (range(2), frozenset((*range(1, 9), *range(11, 35))))
"""What may stand before a letter, and before `~`."""
_LONGEST = 32
"""Characters; Textual's parser takes a longer sequence for keys."""
_PATIENCE = 1.0
"""Seconds that a sequence may take to go on once its beginning can't be a key."""
_STRING_WITHIN = 5.0
"""Seconds that an answer may take to end."""


class Keyboard:
    """Is fed what comes, as it comes; `tick` says what time has decided.

    `delay` are the seconds (`ESCDELAY`) after which an escape that nothing follows is the key Esc. With a
    key right behind it in one piece it may be that key with alt, or the two typed fast: it is the Esc, and
    the key is neither done nor typed. More keys behind it can only have been typed. But where `bound` says
    that the alt key has something to do, it is the alt key.
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
        """Whether the key behind an escape that is held came in another piece."""
        self._pasted: list[str] | None = None
        self._string_until = 0.0
        """When an answer that has begun is given up; 0 outside of one."""
        self._due = 0.0
        self._parser = XTermParser()

    def feed(self, text: str) -> Iterator[Message]:
        """The messages of a piece of what the terminal sends."""
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
            self._delay if len(self._held) <= 2 and not self._string_until else _PATIENCE
        )

    def tick(self) -> Iterator[Message]:
        """The messages that are decided because nothing came."""
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
        """Past the end of an answer. A control character is none of it, nor is what comes too late."""
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
            self._string_until = self._now() + _STRING_WITHIN
            return [], at + 2
        if text.startswith(PASTE_BEGINS, at):
            self._pasted = []
            return [], at + len(PASTE_BEGINS)
        if whole := _WHOLE.match(text, at):
            return self._sequence(whole[0]), whole.end()
        if _BEGUN.match(text, at) or _STRING_BEGUN.match(text, at):
            self._held = text[at:]
            return [], len(text)
        if broken := _BROKEN.match(text, at):  # what comes next is something else
            return [], broken.end()
        follows = text[at + 1]
        alone = at + 2 == len(text) or text[at + 2] == _ESC
        if follows == _ESC or split:
            return [_esc()], at + 1
        key = self._with_alt(follows)
        return [key or _esc()], at + 1 + bool(key or alone)

    def _with_alt(self, key: str) -> Message | None:
        """A key with alt, if it has something to do."""
        if not key:
            return None
        name = f"alt+shift+{key.lower()}" if key.isupper() else f"alt+{name_of(key)}"
        return events.Key(name, None) if self._bound(name) else None

    def _sequence(self, sequence: str) -> list[Message]:
        if len(sequence) > _LONGEST or not (sequence.startswith("\x1bO") or _WANTED.match(sequence)):
            return []
        return self._keys(_as_known(sequence))

    def _keys(self, text: str) -> list[Message]:
        """What Textual's parser makes of keys, or of one whole sequence; nothing of what it doesn't know."""
        try:
            found = list(self._parser.feed(text))
        except (ValueError, OverflowError):  # a character that there is none of
            found = []
        if not found:
            self._begin_anew()
        return [message for message in found if not _is_noise(message)]

    def _begin_anew(self) -> None:
        """A parser that waits for nothing more, and knows what the one before knew of the terminal."""
        before, self._parser = self._parser, XTermParser()
        for name in ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size"):
            setattr(self._parser, name, getattr(before, name))


_NAMES = {"\x7f": "backspace", "\r": "enter", "\t": "tab", " ": "space"}


def name_of(sign: str) -> str:
    """The name that Textual has for a sign on a key: the one in Unicode, but for a few."""
    if sign.isalnum() or sign in _NAMES:
        return _NAMES.get(sign, sign)
    name = unicodedata.name(sign, sign).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _esc() -> Message:
    return events.Key("escape", _ESC)


def _is_noise(message: Message) -> bool:
    """What could not be decoded is no key."""
    return isinstance(message, events.Key) and message.character == "\ufffd"


def _as_known(sequence: str) -> str:
    """A sequence in the form that Textual's parser knows; nothing where it would take it for a letter.

    A key with alt is no letter to type, whatever the terminal says of the letter on it.
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
