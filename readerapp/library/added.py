"""What bringing papers in came to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Added:
    """What `Library.add` did."""

    new: int = 0
    updated: int = 0
    same: int = 0
    aliases: dict[str, str] = field(default_factory=dict)
    """Former key to new key of each paper that a better id became known of."""
