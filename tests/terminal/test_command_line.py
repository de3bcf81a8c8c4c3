"""The command line as a person at a terminal sees it."""

import os
import subprocess

import pytest

from tests.terminal.terminal import Terminal, readerapp

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]


def shown(environment: dict[str, str], *arguments: str, columns: int = 100) -> Terminal:
    with Terminal(readerapp(*arguments), environment, columns=columns, rows=100) as terminal:
        terminal.end()
        return terminal


def test_a_list_fits_the_terminal(environment: dict[str, str]) -> None:
    lines = [line.rstrip() for line in shown(environment, "list").text.splitlines() if line.strip()]
    assert len(lines) == 88
    assert all("●" in line for line in lines)
    assert any(line.split("  ")[-1] == "Oct 9" for line in lines)


def test_colours_are_for_terminals_that_want_them(environment: dict[str, str]) -> None:
    assert b"\x1b[2m" in shown(environment, "list").output
    assert b"\x1b" not in shown({**environment, "NO_COLOR": "1"}, "list").output
    assert b"\x1b" not in shown({**environment, "TERM": "dumb"}, "list").output


def test_a_paper_is_wrapped_to_a_readable_measure(environment: dict[str, str]) -> None:
    key = subprocess.run(
        readerapp("list", "PreRoutGNN", "--format", "{key}"),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.strip()
    lines = [line.rstrip() for line in shown(environment, "show", key, columns=120).text.splitlines()]
    assert "PreRoutGNN for Timing Prediction with Order Preserving Partition: Global Circuit" in lines
    assert 70 < max(len(line) for line in lines) <= 80
