"""A reader who never told git a name, a remote, and homes that sync with it."""

import os
from pathlib import Path

import pytest

from readerapp.actions.machines.syncing import sync
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.paper import Paper
from readerapp.home import Home
from tests.actions.machines.homes import Env, Machine, git


@pytest.fixture
def env(tmp_path: Path) -> Env:
    """A reader who never told git a name, and has no settings of it."""
    own = {
        "HOME": str(tmp_path),
        "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    return {"PATH": os.environ["PATH"], **own}


@pytest.fixture
def remote(tmp_path: Path, env: Env) -> Path:
    path = tmp_path / "remote"
    path.mkdir()
    git(path, env, "init", "-q", "--bare")
    return path


@pytest.fixture
def machine(tmp_path: Path, env: Env, remote: Path) -> Machine:
    """Makes a home of three papers that syncs already."""

    def make(name: str) -> Home:
        home = Home.find(tmp_path / name)
        with ReadingList.open(home) as lib:
            shared = [Paper(key=f"arxiv:{n}", title=f"Paper {n}") for n in range(3)]
            lib.library.add([*shared, Paper(key=f"arxiv:{name}", title=f"Of {name}")])
            lib.note("arxiv:0", f"what {name} thinks")
        sync(home, remote=str(remote), env=env)
        return home

    return make
