"""What bringing papers in came to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Added:
    """What `Library.add` did."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    possible_duplicates: int = 0
    """How often one may be another that is there, and was left apart."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Former key to new key of each paper that a better id became known of."""
    _former: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def rename(self, former: str, key: str) -> None:
        """Say that what had one key has another from now on."""
        if former != key:
            olds = [*self._former.pop(former, ()), former]
            self.aliases.update(dict.fromkeys(olds, key))
            self._former.setdefault(key, []).extend(olds)
