"""What it takes to bring 50,000 records in, and to bring them in once more, beside decoding them."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from readerapp.domain.paper import Paper
from readerapp.domain.record import to_record
from tests.benchmarks import corpus, libraries
from tests.benchmarks.bench_start import as_installed, until_ended
from tests.benchmarks.table import Measure
from tests.terminal.terminal import readerapp

DECODE = "import json, sys; records = [json.loads(line) for line in open(sys.argv[1], 'rb')]"
"""As quick for a file of one line as any other way."""
AGAINST = "reading and JSON-decoding"


def measure() -> Iterator[Measure]:
    """Papers as our own JSON Lines, then as a JSON list."""
    source = corpus.sample()
    if source is None or not libraries.there():
        return
    papers = list(corpus.grown(corpus.real(source), libraries.PAPERS))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lines = written(place / "lines.jsonl", map(line, papers))
        listed = written(place / "list.json", [json.dumps([to_record(paper) for paper in papers])])
        for what, file in (("JSON Lines", lines), ("one JSON list", listed)):
            first, again, decoding = added(file, place)
            yield _measure(f"add 50k, {what}", first, 15, decoding)
            yield _measure(f"add 50k, {what}: once more", again, 8, decoding)


def _measure(what: str, taken: float, bar: float, decoding: float) -> Measure:
    return Measure(what, taken / 1000, bar, decoding / 1000, unit="s", against=AGAINST)


def line(paper: Paper) -> str:
    """A paper as a line of JSON."""
    return json.dumps(to_record(paper), ensure_ascii=False) + "\n"


def written(path: Path, texts: Iterable[str]) -> Path:
    """A file that holds these texts."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(texts)
    return path


def added(source: Path, place: Path) -> tuple[float, float, float]:
    """Milliseconds of an `add` to a new home, of the same once more, and of decoding the file."""
    env = as_installed(tempfile.mkdtemp(dir=place))
    decode = partial(until_ended, [sys.executable, "-c", DECODE, str(source)], env)
    add = partial(until_ended, readerapp("add", str(source)), env)
    before = decode()
    first = add()
    between = decode()
    again = add()
    return first, again, min(before, between, decode())
