"""Looking for garbage while the reader pauses, so that no key waits for it."""

from __future__ import annotations

import gc

_OBJECTS_BETWEEN_COLLECTIONS = 5_000
"""Few enough that a key doesn't wait for them."""
_YOUNG_COLLECTIONS = 3
_NO_PAUSE = 3000
"""Collections of middle-aged objects after which all are looked at even if the reader never pauses."""
_FULL_AFTER = 15
"""Collections of middle-aged objects after which a look at all of them is worth it."""


def keep_what_is_there() -> None:
    """Never look for garbage in what the start made, nor often in all objects.

    With all of Textual the former would take 50 ms at a time, with a large state the latter 150 ms, in
    whichever thread happened to make the next object.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, _YOUNG_COLLECTIONS, _NO_PAUSE)


def is_due() -> bool:
    """Return True if there may be enough garbage for `collect`."""
    return gc.get_count()[2] >= _FULL_AFTER


def collect() -> None:
    """Free all garbage, and never look again at what is left: each object is looked at once."""
    gc.collect()
    gc.freeze()
