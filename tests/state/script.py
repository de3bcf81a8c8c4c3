"""A program that changes a home and says each change that it made; for tests that run several, or kill one.

python -m tests.state.script HOME NAME COUNT: rates, notes and queues papers of its own and one of all.
It prints a number when that change is in the journal, as `flush` of the journal would tell the reader.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from readerapp.home import Home
from readerapp.state import Store


def main(home: str, name: str, count: str) -> None:
    at = Home.find(home)
    store = Store.open(at, clock=lambda: datetime.now(UTC))
    journal = Path(at.data / "journal.jsonl")
    for number in range(int(count)):
        edits: dict[str, dict[str, object]] = {
            f"{name}:{number}": {"note": f"{name} {number}", "queue": float(number)},
            "shared": {"tags": (name, str(number))},
        }
        entry = store.change("test", edits, f"{name} changed {number}")
        needle = f'"id":"{entry.id}"'.encode()
        while not (journal.exists() and needle in journal.read_bytes()):
            pass
        print(number, flush=True)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
