"""Values that are made when they are first asked for: a first list needs few of a library's columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import RLock
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Mapping[str, T], Generic[T]):
    """A mapping with fixed keys. Any thread may ask for a value; each is made once."""

    def __init__(self, keys: Sequence[str], make: Callable[[str], T]) -> None:
        self._keys = keys
        self._make: Callable[[str], T] | None = make
        self._made: dict[str, T] = {}
        self._lock = RLock()

    def __getitem__(self, key: str) -> T:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            with self._lock:
                if self._make and key not in self._made:
                    self._made[key] = self._make(key)
                if len(self._made) == len(self._keys):
                    self._make = None  # and with it what the values were made of
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._keys
