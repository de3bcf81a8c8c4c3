"""Looking for garbage while the reader pauses, so that no key waits for it."""

from __future__ import annotations

import gc

_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""More than any key makes: while one is answered, nobody looks."""
_YOUNG_COLLECTIONS = 10
"""After which middle-aged objects are looked at even if the keys never rest."""
_NO_PAUSE = 3000
"""Collections of middle-aged objects after which all are looked at even if the reader never pauses."""
YOUNG, MIDDLE_AGED, ALL = range(3)
"""Generations: objects since the last look, those that were looked at a few times, and all."""
_MANY_OBJECTS = 15_000
"""Objects that only a change of very many papers makes: they stay, and a look at them would hold up a key."""
_DUE = (3_000, 3, 10)
"""Young objects, and looks at the generation before, after which a look at one is worth it."""


def keep_what_is_there() -> None:
    """Never look for garbage in what the start made, nor often in all objects.

    With all of Textual the former would take 50 ms at a time, with a large state the latter 150 ms, in
    whichever thread happened to make the next object.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, _YOUNG_COLLECTIONS, _NO_PAUSE)


def keep_more() -> None:
    """Keep what was made since, if `keep_what_is_there` was called: modules that were loaded later."""
    if _is_kept():
        gc.freeze()


def _is_kept() -> bool:
    return gc.get_threshold()[0] == _OBJECTS_BETWEEN_COLLECTIONS


def is_due(generation: int) -> bool:
    """Return True if there may be enough garbage in a generation for `collect`."""
    return gc.get_count()[generation] >= _DUE[generation]


def collect(generation: int) -> None:
    """Free the garbage of a generation. What is left of all is never looked at again."""
    gc.collect(generation)
    if generation == ALL:
        gc.freeze()


def tidy() -> None:
    """Free the garbage among the objects of the last keys: a millisecond or two, for when no key follows."""
    if not (_is_kept() and is_due(YOUNG)):
        return
    if not is_due(MIDDLE_AGED):
        collect(YOUNG)
    elif len(gc.get_objects(MIDDLE_AGED)) < _MANY_OBJECTS:
        collect(MIDDLE_AGED)
    else:
        gc.freeze()
