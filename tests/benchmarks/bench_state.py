"""What one change of state costs, by how many papers have a state, beside an `update` of stock TinyDB."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import tinydb

from readerapp.home import Home
from readerapp.state import Store
from readerapp.state.keyed_table import document_id
from tests.benchmarks.table import Measure, milliseconds, table

SIZES = (100, 1_000, 10_000, 50_000)
CHANGES = 15
NOTE = "A note of two lines.\nIt says what mattered, and where to look again.\n"
STOCK = "stock TinyDB, update by id"
# A change has two fsyncs' worth of fixed cost; stock TinyDB writes everything, which is little at first.
BUSY_BARS = {100: 2.0, 1_000: 0.5, 10_000: 0.1, 50_000: 0.05}
SAFE_BARS = {100: 40.0, 1_000: 5.0, 10_000: 1.0, 50_000: 0.5}


def measure() -> Iterator[Measure]:
    """For each size, how long a change keeps its caller, and when it is safe on the disk. Stock TinyDB's
    update keeps its caller until the same is so."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            home = Home.find(folder)
            fill(home, size)
            stock = stock_update(home.state, Path(folder) / "stock.json")
            busy, safe = our_change(home)
        yield Measure(f"a change, {size:,} papers: busy", busy, stock, BUSY_BARS[size], against=STOCK)
        yield Measure(f"a change, {size:,} papers: on disk", safe, stock, SAFE_BARS[size], against=STOCK)


def fill(home: Home, size: int) -> None:
    """Makes a home in which `size` papers have a status, a place in the queue and a note."""
    store = Store.open(home, clock=now)
    edits = {f"arxiv:{n}": {"status": "read", "queue": float(n), "note": NOTE} for n in range(size)}
    titles = {key: f"A title of the usual length, of the paper with the key {key}" for key in edits}
    store.change("fill", edits, "filled", titles=titles)
    store.close()


def our_change(home: Home) -> tuple[float, float]:
    """Milliseconds in `change`, and until it is fsynced; medians, the first of a run among them."""
    store = Store.open(home, clock=now)
    busy, safe = [], []
    try:
        for number in range(CHANGES):
            began = time.perf_counter()
            change = partial(store.change, "rate", {f"arxiv:{number * 4}": {"rating": 4}}, "rated a paper")
            busy.append(milliseconds(change))
            store.sync()
            safe.append((time.perf_counter() - began) * 1000)
            store.flush()
    finally:
        store.close()
    return statistics.median(busy), statistics.median(safe)


def stock_update(source: Path, path: Path) -> float:
    """Milliseconds of an update with TinyDB's own storage and table, by id: the fastest way it has."""
    path.write_bytes(source.read_bytes())
    with tinydb.TinyDB(path) as db:
        papers = db.table("papers")
        ids = [document_id(f"arxiv:{number * 4}") for number in range(5)]
        updates = [partial(papers.update, {"rating": 4}, doc_ids=[doc_id]) for doc_id in ids]
        return statistics.median(map(milliseconds, updates))


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


if __name__ == "__main__":
    print(table(measure()))
