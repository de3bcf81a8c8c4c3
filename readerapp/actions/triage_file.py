"""Where a triage stands, saved after each decision: killed in the middle, the next one goes on there."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from readerapp.actions.triage import KEEP, SKIP, Decision, Triage
from readerapp.disk import files
from readerapp.domain.values import NamedTuple
from readerapp.home import Home

_MAX_CHARACTERS = 1000


class TriageFile(NamedTuple):
    """A triage to go on with."""

    of: str = ""
    """What it goes through; that of another list begins anew."""
    decisions: tuple[Decision, ...] = ()
    passed: tuple[str, ...] = ()
    """Keys of papers left as they were in earlier ones of the same list, none of which came to its end."""

    @classmethod
    def load(cls, home: Home, of: str) -> Self:
        """Return what is saved for a list; nothing if that is missing, damaged, or of another."""
        try:
            record = json.loads(_path(home).read_text("utf-8"))
            if record["of"] != of:
                return cls(of)
            return cls(of, tuple(map(_decision, record["decisions"])), tuple(map(_text, record["passed"])))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return cls(of)

    def save(self, home: Home) -> None:
        """Save it, if that can be written."""
        with suppress(OSError):
            files.replace(_path(home), [json.dumps(self._asdict()).encode()], durable=False)

    def now(self, triage: Triage) -> TriageFile:
        """Return it with the decisions made by now."""
        return self._replace(decisions=tuple(triage.decisions))

    def ended(self, triage: Triage) -> TriageFile:
        """Return what the next triage of this list needs: what was skipped, unless the end was reached."""
        if triage.current is None:
            return type(self)()
        left = (decision.key for decision in triage.decisions if decision.what in (SKIP, KEEP))
        return self._replace(decisions=(), passed=tuple(dict.fromkeys((*self.passed, *left))))


def _path(home: Home) -> Path:
    return home.cache / "triage.json"


def _decision(record: Any) -> Decision:
    key, what, step, seconds = record
    return Decision(_text(key), _text(what), _text(step), min(max(0.0, float(seconds)), 1e6))


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _MAX_CHARACTERS:
        raise ValueError("not a text of a triage")
    return value
