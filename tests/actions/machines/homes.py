"""Homes that sync by real git, over a bare repository on the disk."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from readerapp.actions.machines.syncing import sync
from readerapp.home import Home

Env = dict[str, str]
Machine = Callable[[str], Home]


def git(folder: Path, env: Env, *arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def files(home: Home) -> tuple[bytes, bytes]:
    return home.state.read_bytes(), home.library.read_bytes()


def in_step(homes: list[Home], env: Env) -> None:
    """Sync all until none has anything to send; then they hold the same bytes."""
    for _ in range(2):
        for home in homes:
            assert sync(home, env=env).sent
    for home in homes:
        assert files(home) == files(homes[0])
        assert b"<<<<<<<" not in b"".join(files(home))
        assert git(home.data, env, "status", "--porcelain") == ""
