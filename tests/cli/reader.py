"""Calling the command line within a test, and the four papers it has."""

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest

from readerapp.cli.exit_status import guarded
from readerapp.cli.main import run
from readerapp.cli.verb import click_command

PAPERS: list[dict[str, Any]] = [
    {
        "key": "arxiv:2412.11605",
        "title": "SPaR: Self-Play with Tree-Search Refinement",
        "abstract": "Instruction following is a fundamental capability of language models.",
        "authors": ["Jiale Cheng", "Xiao Liu"],
        "links": {"repo": ["https://github.com/thu-coai/SPaR"]},
        "listed": "2026-10-09",
        "upvotes": 12,
    },
    {
        "key": "arxiv:2405.15738",
        "title": "Curriculum Learning for Language Models",
        "abstract": "We order the data.\n\nIt helps.",
        "listed": "2026-10-08",
    },
    {"key": "doi:10.1000/x", "title": "Order Matters [/b]", "abstract": "Sequences.", "listed": "2026-10-07"},
    {"key": "title:0123456789abcdef", "title": "Mixtures of Experts", "abstract": "Sparse models."},
]
SPAR, CURRICULUM, ORDER, MIXTURES = (str(paper["key"]) for paper in PAPERS)


def command_of(verb: str) -> click.Command:
    """The click command of a verb, or of a member of a group."""
    group, _, member = verb.partition(" ")
    command = click_command(group)
    if member:
        assert isinstance(command, click.Group)
        command = command.commands[member]
    assert command
    return command


@dataclass(frozen=True)
class Result:
    """What a call left behind."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


@dataclass
class Reader:
    """Calls the command line in this process."""

    home: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    env: dict[str, str] = field(default_factory=dict)

    def __call__(
        self, *arguments: str, stdin: str | bytes = "", env: Mapping[str, str] | None = None
    ) -> Result:
        given = io.TextIOWrapper(io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin), "utf-8")
        self.monkeypatch.setattr(sys, "stdin", given)
        whole = {"READERAPP_HOME": str(self.home), **self.env, **(env or {})}
        status = guarded(lambda: run(arguments, whole))
        return Result(status, *self.capsys.readouterr())

    def state(self, key: str) -> dict[str, Any]:
        """The record of one paper."""
        (record,) = self("show", key, "--json").records
        return record
