"""`make bench`: every measurement. The exit status is 1 if a bar was missed.

`make bench ARGS='start keys'` measures only those. BENCH_RUNS=3 measures everything three times: the table
has the least, the median and the most. BENCH_LARGE=1 measures 500,000 and 3.2 million papers as well.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.table import Measure, table


def main(wanted: list[str]) -> int:
    """Measure what is named, else everything there is."""
    there = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    measured: list[Measure] = []
    for run in range(runs := int(os.environ.get("BENCH_RUNS", "1"))):
        for name in wanted or there:
            print(f"measuring {name}, {run + 1} of {runs} …", file=sys.stderr, flush=True)
            measured += import_module(f"tests.benchmarks.bench_{name}").measure()
    print(table(measured), flush=True)
    return int(not all(measure.holds for measure in measured))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
