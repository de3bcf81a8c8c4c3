"""`make bench`: every measurement, in one table. The exit status is 1 if a bar was missed."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.benchmarks.table import Measure, table


def measures(names: list[str]) -> Iterator[Measure]:
    """What each module's `measure()` gives."""
    for name in names:
        print(f"measuring {name.removeprefix('bench_')} …", file=sys.stderr, flush=True)
        yield from import_module(f"tests.benchmarks.{name}").measure()


def main(wanted: list[str]) -> int:
    """Measure what is named, else everything there is."""
    there = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    names = [name for name in there if not wanted or name.removeprefix("bench_") in wanted]
    found = list(measures(names))
    print(table(found))
    return 0 if all(measure.holds for measure in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
