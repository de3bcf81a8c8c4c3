"""What a terminal sends: keys are keys, answers are none."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from textual import events
from textual.message import Message

from readerapp.ui.terminal.keyboard import Keyboard

DELAY = 0.1


@dataclass
class Sent:
    """A keyboard with a clock of its own, and what came of what was sent."""

    bound: tuple[str, ...] = ()
    time: float = 0.0
    messages: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keyboard = Keyboard(DELAY, lambda key: key in self.bound, lambda: self.time)

    def send(self, *pieces: str, gap: float = 0.01) -> Sent:
        for piece in pieces:
            self.messages += self.keyboard.feed(piece)
            self.messages += self.keyboard.tick()
            self.time += gap
        return self

    def wait(self, seconds: float = 10.0) -> Sent:
        self.time += seconds
        self.messages += self.keyboard.tick()
        return self

    @property
    def keys(self) -> list[str]:
        return [message.key for message in self.messages if isinstance(message, events.Key)]

    @property
    def typed(self) -> str:
        return "".join(
            m.character or "" for m in self.messages if isinstance(m, events.Key) and m.is_printable
        )


ANSWERS = [
    "\x1bP1$r0 q\x1b\\",
    "\x1bP1$r0;1m\x1b\\",
    "\x1bP0+r\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP>|XTerm(388)\x1b\\",
    "\x1bP!|00000000\x1b\\",
    "\x1b]11;rgb:1515/1717/1c1c\x1b\\",
    "\x1b]10;rgb:ffff/ffff/ffff\a",
    "\x1b]4;1;rgb:cd00/0000/0000\x1b\\",
    "\x1b]52;c;cmFnZQ==\a",
    "\x1b]lmy title\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[?62;22c",
    "\x1b[?1;2c",
    "\x1b[>0;276;0c",
    "\x1b[=0c",
    "\x1b[?0u",
    "\x1b[?31u",
    "\x1b[?997;1n",
    "\x1b[0n",
    "\x1b[24;80R",
    "\x1b[?24;80R",
    "\x1b[1;1R",
    "\x1b[8;50;200t",
    "\x1b[4;800;1200t",
    "\x1b[?2026;2$y",
    "\x1b[?2048;0$y",
    "\x1b[?9999;4$y",
    "\x1b[4;1$y",
    "\x1b[>4;2m",
    "\x1b[I",
    "\x1b[O",
    "\x1b[99~",
    "\x1b[99A",
    "\x1b[106;1Q",
    "\x1b[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16u",
    "\x1b[1114112u",
    "\x1b[9999999999999999999u",
    "\x9b?62;22c",
    "\x9d11;rgb:0/0/0\x9c",
    "\x90>|kitty\x9c",
    "\x1bOz",
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_of_the_terminal_is_no_key_and_the_next_key_is_one(answer: str) -> None:
    assert Sent().send("j" + answer + "k").wait().keys == ["j", "k"]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_in_pieces_is_no_key_either(answer: str) -> None:
    for cut in range(1, len(answer)):
        late = 0.3 if cut > 2 or answer[0] != "\x1b" else 0.01
        assert Sent().send(answer[:cut], gap=late).send(answer[cut:]).send("k").wait().keys == ["k"], cut
    assert Sent().send(*answer).send("k").wait().keys == ["k"]


def test_an_answer_that_never_ends_takes_no_keys_for_long() -> None:
    for begun in ("\x1b]11;rgb:15", "\x1bP1$r", "\x1b[?62;", "\x1b_Gi=1"):
        assert Sent().send(begun).wait(1.1).send("j", "k").wait().keys == ["j", "k"]
    assert Sent().send("\x1b]11;rgb:15", "\r", "j").wait().keys == ["enter", "j"]
    held = Sent().send("\x1b]11;")
    for _ in range(60):
        held.send("j", gap=0.1)
    assert held.wait().keys[-3:] == ["j", "j", "j"]


KEYS = {
    "\x1b[A": "up", "\x1bOA": "up", "\x1b[1;2B": "shift+down", "\x1b[5~": "pageup", "\x1b[15~": "f5",
    "\x1bOP": "f1", "\x1b[[A": "f1", "\x1b[Z": "shift+tab", "\x1b[3~": "delete", "\r": "enter", "\t": "tab",
    "\x7f": "backspace", "\x10": "ctrl+p", "\x1b[27u": "escape", "\x1b[106u": "j", "\x1b[106;5u": "ctrl+j",
    "\x1b[106;3u": "alt+j", "\x1b[27;5;106~": "ctrl+j", "é": "é", "語": "語",
}  # fmt: skip


@pytest.mark.parametrize(("sent", "key"), KEYS.items())
def test_a_key_is_that_key_whole_or_in_pieces(sent: str, key: str) -> None:
    assert Sent().send("j" + sent + "k").wait().keys == ["j", key, "k"]
    assert Sent().send(*sent).send("k").wait().keys == [key, "k"]


def test_an_escape_alone_is_the_key_after_its_delay() -> None:
    sent = Sent().send("\x1b", gap=0.09)
    assert not sent.keys
    assert sent.wait(0.02).keys == ["escape"]


def test_an_escape_and_keys_in_one_piece_lose_no_escape() -> None:
    assert Sent().send("\x1bj").wait().keys == ["escape"]
    assert Sent().send("\x1bjj").wait().keys == ["escape", "j", "j"]
    assert Sent().send("\x1b\x1b").wait().keys == ["escape", "escape"]
    assert Sent().send("\x1b\x1b[B").wait().keys == ["escape", "down"]
    assert Sent().send("\x1b/robot\r").wait().keys[:2] == ["escape", "slash"]
    assert Sent().send("\x1b", "j").wait().keys == ["escape", "j"]
    assert Sent().send("\x1b", "[").wait().keys == ["escape", "left_square_bracket"]
    assert Sent().send("\x1b", "]", gap=0.2).wait().keys == ["escape", "right_square_bracket"]


@pytest.mark.parametrize("letter", ["j", "r", "X", "/", "1", "[", "]", "O", "P", "_", "?", "é"])
def test_alt_and_a_letter_neither_types_it_nor_does_what_it_does(letter: str) -> None:
    sent = Sent().send("\x1b" + letter).wait()
    assert sent.keys == ["escape"]
    assert not sent.typed
    code = ord(letter)
    for kitty in (f"\x1b[{code};3u", f"\x1b[{code};3;{code}u"):
        sent = Sent().send(kitty).wait()
        assert not sent.typed
        assert letter not in sent.keys


def test_an_alt_key_that_is_bound_is_that_key() -> None:
    bound = ("alt+j", "alt+shift+j", "alt+backspace", "alt+left_square_bracket")
    sent = Sent(bound=bound).send("\x1bj", "\x1bJkk", "\x1b\x7f", "\x1b[").wait()
    assert sent.keys == ["alt+j", "alt+shift+j", "k", "k", "alt+backspace", "alt+left_square_bracket"]


def test_a_paste_is_one_whatever_is_in_it_and_however_it_comes() -> None:
    text = "A title\nwith j, \x1b[A, \x1b]11;x\a, \x9b201~ and \x1b"
    for pieces in (["\x1b[200~" + text + "\x1b[201~k"], list("\x1b[200~" + text + "\x1b[201~k")):
        sent = Sent().send(*pieces).wait()
        assert [m.text for m in sent.messages if isinstance(m, events.Paste)] == [text]
        assert sent.keys == ["k"]


def test_a_paste_may_take_as_long_as_it_wants() -> None:
    sent = Sent().send("\x1b[200~one ").wait(60).send("two\x1b[20").wait(60).send("1~j").wait()
    assert [m.text for m in sent.messages if isinstance(m, events.Paste)] == ["one two"]
    assert sent.keys == ["j"]


def test_the_mouse_goes_on() -> None:
    sent = Sent().send("\x1b[<0;5;7M", "\x1b[<0;5;7m", "\x1b[<64;5;7M", "\x1b[<0;-1;7M", "j").wait()
    kinds = [type(message) for message in sent.messages]
    assert kinds == [events.MouseDown, events.MouseUp, events.MouseScrollUp, events.Key]


def test_what_cannot_be_decoded_is_no_key() -> None:
    assert Sent().send("\ufffdj").wait().keys == ["j"]
