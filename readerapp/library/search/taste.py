"""What is known of a reader's taste beside the marks: words they watch or mute, and when they chose."""

from __future__ import annotations

from collections.abc import Mapping

from readerapp.domain.values import NamedTuple


class Past(NamedTuple):
    """What the reader did with a paper before."""

    chosen: int
    """The place of the last choice among all of theirs, from the first on."""
    was_read: bool = False
    """True if it is read or being read, or was when it was archived."""


class Taste(NamedTuple):
    """What a reader set, and did before."""

    watch: tuple[str, ...] = ()
    """Words and phrases, as typed: papers with one come earlier."""
    mute: tuple[str, ...] = ()
    """Words and phrases, as typed: papers with one come last."""
    past: Mapping[str, Past] = {}
    """By key; a paper that isn't here was chosen before all that are."""
