"""What comes out of git is ours to the byte, or it replaces nothing."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.actions.machines.syncing import sync
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.home import Home
from tests.actions.machines.homes import Env, Machine, files, git, in_step

pytestmark = [pytest.mark.skipif(shutil.which("git") is None, reason="needs git"), pytest.mark.slow]
WHO = ("-c", "user.name=x", "-c", "user.email=x@x")
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


def committed(home: Home, env: Env, name: str, data: bytes) -> None:
    """Put into the remote as it is, past everything that would keep it out, as a person could by hand."""
    desk = home.data.with_name("desk")
    git(desk.parent, env, "clone", "-q", "-b", "main", str(home.data.with_name("remote")), "desk")
    (desk / name).write_bytes(data)
    git(desk, env, "add", "-f", name)
    git(desk, env, *WHO, "commit", "-qm", "by hand")
    git(desk, env, "push", "-q", "origin", "HEAD:main")


def schema_99(data: bytes) -> bytes:
    tables = json.loads(data)
    tables["meta"]["1"]["schema"] = 99
    return json.dumps(tables).encode()


def with_marks(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    mine, theirs = lines[1], lines[1].replace(b"a", b"b")
    marked = [b"<<<<<<< HEAD\n", mine, b"=======\n", theirs, b">>>>>>> other\n"]
    return b"".join([*lines[:1], *marked, *lines[2:]])


FOREIGN: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("state.json", lambda _: POINTER, "not whole JSON"),
    ("state.json", lambda _: b'{"version": 4, "resources": []}', "not a TinyDB file"),
    ("state.json", lambda _: b"[]", "not a TinyDB file"),
    ("state.json", lambda _: b"", "is empty"),
    ("state.json", lambda data: data[: len(data) // 2], "not whole JSON"),
    ("state.json", with_marks, "not whole JSON"),
    ("state.json", schema_99, "newer readerapp"),
    ("papers.jsonl", lambda _: POINTER, "holds no papers"),
    ("papers.jsonl", lambda _: b"\x00\x01\x02" * 99, "holds no papers"),
    ("papers.jsonl", lambda data: data + POINTER + with_marks(data), "git conflict markers"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "spoil", "said"), FOREIGN)
def test_foreign_content_in_the_repository_replaces_nothing(
    machine: Machine, env: Env, name: str, spoil: Callable[[bytes], bytes], said: str
) -> None:
    a = machine("a")
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    committed(a, env, name, spoil((a.data / name).read_bytes()))
    for _ in range(2):  # and goes on so, until it is mended where it came from
        before = files(a)
        with pytest.raises(ReaderError, match=said) as refused:
            sync(a, env=env)
        assert f"the other machine's {name}" in str(refused.value)
        assert "\n" not in str(refused.value)
        assert files(a) == before
    with ReadingList.open(a) as lib:
        assert (lib.state("arxiv:1").rating, len(lib.library)) == (4, 4)


def test_what_another_machine_lost_by_hand_stays(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
        lib.library.add([Paper(key="arxiv:new", title="New")])
    sync(a, env=env)
    git(b.data, env, "fetch", "-q")
    old = git(b.data, env, "rev-parse", "HEAD^{tree}")
    back = git(b.data, env, *WHO, "commit-tree", old, "-p", "origin/main", "-m", "reverted by hand")
    git(b.data, env, "push", "-q", "origin", f"{back}:refs/heads/main")
    in_step([a, b], env)
    for home in (a, b):
        with ReadingList.open(home) as lib:
            assert (lib.state("arxiv:1").rating, len(lib.library)) == (4, 6)


def test_a_readers_filters_and_line_ends_change_no_byte(machine: Machine, env: Env, tmp_path: Path) -> None:
    (tmp_path / "attributes").write_text("*.json filter=spoil text eol=crlf ident\n*.jsonl filter=spoil\n")
    (tmp_path / "ignored").write_text("*.json\n*.jsonl\n.gitignore\n")
    Path(env["GIT_CONFIG_GLOBAL"]).write_text(
        f"[core]\nautocrlf=true\neol=crlf\nattributesFile={tmp_path}/attributes\nexcludesFile={tmp_path}/ignored\n"
        "fsmonitor=false\nsparseCheckout=true\n"
        '[filter "spoil"]\nclean=tr a-z A-Z\nsmudge=tr a-z n-za-m\nrequired=true\n'
        "[color]\nui=always\npush=always\n[push]\ndefault=nothing\nfollowTags=true\n[pull]\nrebase=true\n"
        "[fetch]\nprune=true\n[merge]\nff=false\nrenormalize=true\n[init]\ndefaultBranch=odd\n[user]\nuseConfigOnly=true\n"
    )
    a, b = machine("a"), machine("b")
    in_repository = "*.json filter=spoil working-tree-encoding=UTF-16\n*.jsonl filter=spoil\n"
    committed(a, env, ".gitattributes", in_repository.encode())
    for _ in range(2):
        for home in (a, b):
            sync(home, env=env)
    assert files(a) == files(b)
    Path(env["GIT_CONFIG_GLOBAL"]).unlink()
    for name in ("state.json", "papers.jsonl"):
        raw = git(a.data, env, "cat-file", "blob", f"HEAD:{name}")
        assert raw == (a.data / name).read_text().strip()
    with ReadingList.open(b) as lib:
        assert len(lib.library) == 5


def test_a_half_done_merge_of_our_own_is_not_sent(machine: Machine, env: Env) -> None:
    a = machine("a")
    sent = git(a.data, env, "rev-parse", "origin/main")
    a.library.write_bytes(with_marks(a.library.read_bytes()))
    with pytest.raises(ReaderError, match=r"papers\.jsonl has git conflict markers.*doctor --fix"):
        sync(a, env=env)
    assert git(a.data.with_name("remote"), env, "rev-parse", "main") == sent


def test_what_is_this_machines_alone_is_never_taken_from_another(machine: Machine, env: Env) -> None:
    a = machine("a")
    before = (a.data / "journal.jsonl").read_bytes()
    committed(a, env, "journal.jsonl", b'{"journal": "x", "start": 0}\n')
    assert sync(a, env=env).sent
    assert (a.data / "journal.jsonl").read_bytes().startswith(before)


def test_a_file_of_this_machine_alone_is_not_overwritten(machine: Machine, env: Env) -> None:
    a = machine("a")
    a.settings.write_text("ascii = true\n")
    committed(a, env, "config.toml", b'theme = "theirs"\n')
    assert sync(a, env=env).sent
    assert a.settings.read_text() == "ascii = true\n"


def test_other_files_that_a_reader_shares_are_merged_line_by_line(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    (a.data / "list.txt").write_text("one\ntwo\nthree\nfour\nfive\n")
    git(a.data, env, "add", "-f", "list.txt")
    in_step([a, b], env)
    (a.data / "list.txt").write_text("ONE\ntwo\nthree\nfour\nfive\n")
    (b.data / "list.txt").write_text("one\ntwo\nthree\nfour\nFIVE\n")
    in_step([a, b], env)
    assert (
        (a.data / "list.txt").read_text()
        == (b.data / "list.txt").read_text()
        == "ONE\ntwo\nthree\nfour\nFIVE\n"
    )
