from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.sources import Reading, read

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def seed() -> bytes:
    """The capture the app opens with."""
    return next(iter(sorted((ROOT / "seeds").glob("*.txt")))).read_bytes()


@pytest.fixture
def sample() -> Callable[[str], Reading]:
    """Reads one of the samples beside the checkout; skips where there are none."""
    folder = ROOT.parent / "shared" / "samples"

    def read_sample(path: str) -> Reading:
        if not folder.is_dir():
            pytest.skip("no samples beside this checkout")
        return read((folder / path).read_bytes(), name=path)

    return read_sample
