"""A program that changes a home and says each change that it made; for tests that run several, or kill one.

python -m tests.state.script HOME NAME COUNT: rates, notes and queues papers of its own and one of all.
It prints a number when that change is safe.
"""

import sys
from datetime import UTC, datetime

from readerapp.home import Home
from readerapp.state import Store


def main(home: str, name: str, count: str) -> None:
    store = Store.open(Home.find(home), clock=lambda: datetime.now(UTC))
    for number in range(int(count)):
        edits: dict[str, dict[str, object]] = {
            f"{name}:{number}": {"note": f"{name} {number}", "queue": float(number)},
            "shared": {"tags": (name, str(number))},
        }
        store.change("test", edits, f"{name} changed {number}")
        store.sync()
        print(number, flush=True)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
