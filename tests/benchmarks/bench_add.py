"""What it takes to bring 50,000 records in: time beside decoding them, memory beside a tenth of them."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from readerapp.domain.paper import Paper
from readerapp.domain.record import to_record
from readerapp.exports import FORMATS
from tests.benchmarks import corpus
from tests.benchmarks.bench_start import as_installed
from tests.benchmarks.table import Measure
from tests.terminal.terminal import readerapp

FEW, MANY = 5_000, 50_000
ROUNDS = 2
DECODE = "import json, sys; records = [json.loads(line) for line in open(sys.argv[1], 'rb')]"
# a program counts for its own what the one that starts it has, so that has to be a small one
LAUNCHER = """
import os, sys, time
began = time.perf_counter()
child = os.fork()
if not child:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(child, 0)
print(time.perf_counter() - began, used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
AGAINST = "reading and JSON-decoding the same records"


def measure() -> Iterator[Measure]:
    """Papers as our own JSON Lines, then as a JSON list and as BibTeX; and the peak memory."""
    source = corpus.sample()
    if source is None:
        print("no sample of real papers beside this checkout; add is not measured", file=sys.stderr)
        return
    papers = list(corpus.grown(corpus.real(source), MANY))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lines = written(place / "lines.jsonl", map(line, papers))
        some = written(place / "some.jsonl", map(line, papers[:FEW]))
        decoding = best([sys.executable, "-c", DECODE, str(lines)], os.environ)[0]
        adding, most = added(lines, place)
        yield Measure(f"add {MANY:,}, JSON Lines", adding, decoding, 25, unit="s", against=AGAINST)
        listed = written(place / "list.json", [json.dumps([to_record(paper) for paper in papers])])
        yield Measure(
            "the same, one JSON list", added(listed, place)[0], decoding, 25, unit="s", against=AGAINST
        )
        bibtex = written(place / "papers.bib", FORMATS["bibtex"](papers))
        yield Measure("the same, BibTeX", added(bibtex, place)[0], decoding, 25, unit="s", against=AGAINST)
        least = added(some, place)[1]
        yield Measure("the same, peak memory", most, least, 2.5, unit="MB", against=f"add {FEW:,}")


def line(paper: Paper) -> str:
    """A paper as a line of JSON."""
    return json.dumps(to_record(paper), ensure_ascii=False) + "\n"


def written(path: Path, texts: Iterable[str]) -> Path:
    """A file that holds these texts."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(texts)
    return path


def added(source: Path, place: Path) -> tuple[float, float]:
    """Seconds and megabytes at the most for an `add` to a new home."""
    homes = (Path(tempfile.mkdtemp(dir=place)) for _ in range(ROUNDS))
    compiled = {"PYTHONPYCACHEPREFIX": str(place / "compiled")}
    runs = [ran(readerapp("add", str(source)), {**as_installed(str(home)), **compiled}) for home in homes]
    return min(run[0] for run in runs), max(run[1] for run in runs)


def best(command: Sequence[str], env: Mapping[str, str]) -> tuple[float, float]:
    """Seconds of the fastest of several runs, and its megabytes."""
    return min(ran(command, env) for _ in range(2 * ROUNDS))


def ran(command: Sequence[str], env: Mapping[str, str]) -> tuple[float, float]:
    """Seconds from start to end of a program, and the megabytes it had at the most."""
    told = subprocess.run(
        [sys.executable, "-c", LAUNCHER, *command], env=env, capture_output=True, check=True
    )
    seconds, size = map(float, told.stdout.split())
    return seconds, size / (1 << 20 if sys.platform == "darwin" else 1 << 10)
