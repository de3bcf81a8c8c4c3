"""Whatever is done, in any order, while another program changes the home: nothing breaks, nothing is lost."""

from __future__ import annotations

import pytest

from tests.ui.random_use.play import play
from tests.ui.random_use.script import script


@pytest.mark.parametrize(
    ("seed", "events", "papers"),
    [
        (1, 300, 88),
        pytest.param(2, 2_000, 1_500, marks=pytest.mark.slow),
        pytest.param(3, 20_000, 10_000, marks=pytest.mark.soak),
    ],
)
def test_random_use_breaks_no_row_and_loses_no_change(seed: int, events: int, papers: int) -> None:
    play(script(seed, events), papers, f"seed-{seed}")
