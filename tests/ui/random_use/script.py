"""Scripts of random use: lists of events that JSON can hold, made from a seed."""

from __future__ import annotations

import string
from collections.abc import Iterator
from random import Random
from typing import Any

from readerapp.actions.keys_and_verbs import COMMANDS
from tests.ui.random_use.other_program import ACTS

Event = list[Any]
"""A kind and its arguments: `["key", "j"]`, `["resize", 80, 24]` …"""

_QUITS = {"q", "ctrl+q"}
_COMMAND_KEYS = sorted({key for command in COMMANDS for key in command.keys} - _QUITS)
_EDITING = ("enter", "escape", "tab", "backspace", "left", "right", "up", "down", "home", "end", "ctrl+w")
_WORDS = (
    "curiculum lerning",
    "languge model",
    "bot that teaches itself sums by trying again",
    "is:unread has:repo",
    "sort:queue",
    '"half a phrase',
    "((",
    "tag:rl -survey",
    "is:later",
    "読書 🏳️‍🌈 שלום",
    "rl survey",
    "2026-12-24",
    "7",
)
_PASTES = (
    "2405.15738\n2412.11605",
    "@misc{a, title={Pasted {T}itle}, eprint={2401.00001}, archivePrefix={arXiv}}",
    "\x1b]52;c;SGk=\x07\x1b[2J [/b][@click=app.quit]x",
    "https://arxiv.org/abs/2403.99999 and text around it",
    "line\r\nline\rline\n" * 40,
    "\u202e\u0000\ufeff" + "長" * 500,
    "/no/such/file.bib",
)
_SIZES = ((200, 50), (120, 36), (100, 30), (99, 30), (80, 24), (60, 20), (40, 12), (20, 6), (5, 3), (1, 1))


def script(seed: int, length: int) -> list[Event]:
    """Return `length` events; the same for the same seed and the same commands."""
    random = Random(seed)
    return [event for event, _ in zip(_events(random), range(length), strict=False)]


def _events(random: Random) -> Iterator[Event]:
    kinds = {_key: 70, _held: 4, _typed: 7, _paste: 2, _resize: 4, _mouse: 7, _other: 5, _clock: 1, _quit: 1}
    while True:
        (kind,) = random.choices([*kinds], [*kinds.values()])
        yield from kind(random)


def _key(random: Random) -> Iterator[Event]:
    pools = (_COMMAND_KEYS, _EDITING, string.ascii_letters, string.digits, string.punctuation)
    (pool,) = random.choices(pools, (60, 25, 8, 4, 3))
    key = random.choice(pool)
    yield ["key", "escape" if key in _QUITS else key]


def _held(random: Random) -> Iterator[Event]:
    key = random.choice(("j", "k", "down", "ctrl+d", "a", "u", "escape", "space"))
    for _ in range(random.randint(3, 12)):
        yield ["key", key]


def _typed(random: Random) -> Iterator[Event]:
    if random.random() < 0.7:
        yield ["key", "slash"]
    yield ["text", random.choice(_WORDS)]
    if random.random() < 0.5:
        yield ["key", "enter"]


def _paste(random: Random) -> Iterator[Event]:
    yield ["paste", random.choice(_PASTES)]


def _resize(random: Random) -> Iterator[Event]:
    for _ in range(random.choice((1, 1, 1, 5))):
        yield ["resize", *random.choice(_SIZES)]


def _mouse(random: Random) -> Iterator[Event]:
    yield [
        "mouse",
        random.choice(("click", "double", "right", "drag", "wheel")),
        *_place(random),
        *_place(random),
    ]


def _place(random: Random) -> tuple[float, float]:
    return round(random.random(), 3), round(random.random(), 3)


def _other(random: Random) -> Iterator[Event]:
    yield ["other", random.choice(ACTS), random.randrange(10_000), random.randrange(10_000)]


def _clock(random: Random) -> Iterator[Event]:
    yield ["clock", random.choice((-40, -1, 1, 1, 2, 8, 35))]


def _quit(random: Random) -> Iterator[Event]:
    yield ["key", random.choice(("q", "q", "ctrl+q"))]
