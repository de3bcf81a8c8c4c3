"""Completion in the shells themselves."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, readerapp

pytestmark = pytest.mark.slow
SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
LOADED = {
    "bash": 'eval "$({} completion bash)"',
    "zsh": 'eval "$({} completion zsh)"',
    "fish": "function fish_prompt; echo '$ '; end; {} completion fish | source",
}
PAPERS = [
    {"key": "arxiv:2405.15738", "title": "Curriculum Learning"},
    {"key": "arxiv:2412.11605", "title": "Self-Play with Tree-Search"},
    {"key": "title:0123456789abcdef", "title": "Mixtures of Experts"},
]


@pytest.fixture(params=SHELLS)
def name(request: pytest.FixtureRequest) -> str:
    """A shell that is installed."""
    shell = str(request.param)
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed: `make debian`")
    return shell


@pytest.fixture
def shell(name: str, home: Path, environment: dict[str, str]) -> Iterator[Terminal]:
    """A shell that has read our script, in a folder with two files, and papers at home."""
    home.mkdir()
    (home / "papers.jsonl").write_text("".join(f"{json.dumps(paper)}\n" for paper in PAPERS))
    tagged = readerapp("tag", "2405.15738", "+deep learning", "+rl")
    subprocess.run(tagged, env=environment, check=True, capture_output=True)
    folder = home.parent / "work"
    folder.mkdir()
    for file in ("my papers.bib", "theirs.bib"):
        (folder / file).touch()
    command = SHELLS[name]
    program = str(shutil.which(command[0]))
    env = {**environment, "PS1": "$ ", "LC_ALL": "C.UTF-8"}
    with Terminal([program, *command[1:]], env) as terminal:
        terminal.wait_until(lambda: terminal.text.strip() != "", "a prompt")
        terminal.press(f"cd {folder}; {LOADED[name].format(' '.join(readerapp()))}; echo re''ady\r")
        terminal.wait_for("\nready")
        yield terminal


def test_a_shell_completes_verbs_keys_queries_tags_and_files(shell: Terminal) -> None:
    for typed, shown in (
        ("readerapp li\tta\tr\t", "readerapp list tag:rl"),
        ("readerapp show arxiv:24\t05\t", "readerapp show arxiv:2405.15738"),
        ("readerapp rate 2412\t3", "readerapp rate 2412.11605 3"),
        ("readerapp mark re\t", "readerapp mark read"),
        ('readerapp list "is:unread sort:ti\t', 'readerapp list "is:unread sort:title"'),
        ("readerapp list -is:arc\t", "readerapp list -is:archived"),
        ("readerapp export --format=bibt\t", "readerapp export --format=bibtex"),
        ("readerapp tag 2405.15738 +r\t", "readerapp tag 2405.15738 +rl"),
        ("readerapp add my\t", r"readerapp add my\ papers.bib"),
        ("readerapp export --output=th\t", "readerapp export --output=theirs.bib"),
        ("readerapp merge my\t", r"readerapp merge my\ papers.bib"),
    ):
        shell.press(typed)
        shell.wait_for(shown)
        shell.press("\x15")  # ctrl+u
        shell.press("\x0c")  # ctrl+l
        shell.wait_until(lambda shown=shown: shown not in shell.text, "an empty line")  # type: ignore[misc]


def test_a_tag_of_two_words_arrives_as_one_query(shell: Terminal) -> None:
    shell.press("readerapp list tag:d\t")
    shell.wait_until(lambda: "learning" in shell.text, "the tag")
    shell.press("\x01echo \x05\r")  # ctrl+a, ctrl+e: what the shell makes of the line
    shell.wait_for('\nreaderapp list tag:"deep learning"')


def test_keys_to_choose_from_come_with_their_titles(shell: Terminal, name: str) -> None:
    if name == "bash":
        pytest.skip("bash shows no descriptions")
    shell.press("readerapp show \t\t")
    shell.wait_for(*(paper["title"] for paper in PAPERS))


def test_a_broken_home_leaves_no_trace_in_the_line(shell: Terminal, home: Path) -> None:
    (home / "papers.jsonl").write_bytes(b"\x00\xff{")
    (home / "state.json").write_bytes(b"[")
    shell.press("readerapp show arx\tiv")
    shell.wait_for("readerapp show arxiv")
    assert "Traceback" not in shell.text
    assert (home / "state.json").read_bytes() == b"["
