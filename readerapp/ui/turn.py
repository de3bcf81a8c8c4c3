"""Whose turn it is: keys wait for the list that they will act on."""

from __future__ import annotations


class Turn:
    """Counts what was asked for and what is answered; keys meanwhile are held back, in their order."""

    def __init__(self) -> None:
        self._asked = self._answered = 0
        self._held_back: list[str] = []

    def begin(self) -> int:
        """Something is asked for; the number under which it is answered."""
        self._asked += 1
        return self._asked

    @property
    def waiting(self) -> bool:
        """Whether an answer is under way."""
        return self._answered < self._asked

    def hold(self, id: str) -> None:
        """Keep a command for later."""
        self._held_back.append(id)

    def end(self, number: int) -> list[str]:
        """It is answered, or never will be; the commands whose turn it is now, in the order of their keys."""
        self._answered = max(self._answered, number)
        if self.waiting:
            return []
        held, self._held_back = self._held_back, []
        return held
