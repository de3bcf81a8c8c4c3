"""Result of adding papers."""

from __future__ import annotations

from dataclasses import field

from readerapp.domain.values import dataclass


@dataclass(slots=True)
class Added:
    """Counts and key changes from one import."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    possible_duplicates: int = 0
    """Times a paper may be another one in the library, and was kept apart."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Former key to new key of each paper that got a more specific one."""
    _former: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def rename(self, former: str, key: str) -> None:
        """Record that a paper's key changed."""
        if former != key:
            olds = [*self._former.pop(former, ()), former]
            self.aliases.update(dict.fromkeys(olds, key))
            self._former.setdefault(key, []).extend(olds)
