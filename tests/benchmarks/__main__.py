"""`make bench`: every measurement. The exit status is 1 if a bar was missed.

A module gives its figures by `measure()`, for one table; one that shows them its own way runs by itself.
"""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.table import Measure, table


def main(wanted: list[str]) -> int:
    """Measure what is named, else everything there is."""
    there = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    names = [name for name in there if not wanted or name.removeprefix("bench_") in wanted]
    measured: list[Measure] = []
    apart = []
    for name in names:
        module = import_module(f"tests.benchmarks.{name}")
        if hasattr(module, "measure"):
            print(f"measuring {name.removeprefix('bench_')} …", file=sys.stderr, flush=True)
            measured += module.measure()
        else:
            apart.append(name)
    if measured:
        print(table(measured), flush=True)
    failed = [subprocess.call([sys.executable, "-m", f"tests.benchmarks.{name}"]) for name in apart]
    return int(any(failed) or not all(measure.holds for measure in measured))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
