"""What readers ask of an agent takes two calls at most, of the tools or on the command line."""

import json
import shlex
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from readerapp.actions.services import full_texts
from readerapp.cli.agent.skill import page
from readerapp.cli.main import run
from readerapp.fulltext.blocks import FullText, TextBlock
from tests.cli.agent.agent import Agent
from tests.cli.reader import Reader

Made = tuple[str, str, str, str, str]
PAPERS: dict[str, Made] = {  # title, abstract, authors, repo, date
    "SUMS": (
        "Self-Taught Arithmetic",
        "A chatbot bootstraps its own addition exercises and learns from them without a teacher.",
        "Ada King; Bo Li", "https://github.com/king/sums", "2026-03-01",
    ),
    "DRILL": (
        "Curricula for Arithmetic in Language Models",
        "We order exercises of addition by difficulty: a language model learns arithmetic step by step.",
        "Bo Li", "https://github.com/li/drill", "2026-02-01",
    ),
    "CARRY": (
        "Carrying Digits: Arithmetic Circuits of Language Models",
        "How a language model carries digits in addition; exercises of arithmetic show the circuit.",
        "Cem Oz", "https://github.com/oz/carry", "2026-01-01",
    ),
    "ABACUS": (
        "Abacus Embeddings for Arithmetic",
        "Embeddings of digits let a language model do addition and arithmetic exercises of any length.",
        "Dee Poe", "https://gitlab.com/poe/abacus", "2025-12-01",
    ),
    "TALLY": (
        "Tallying: Arithmetic without Code",
        "Exercises of addition and arithmetic for a language model, on paper.",
        "Ada King", "", "2025-11-01",
    ),
    "REWARD": (
        "Reward Models that Forget",
        "Reinforcement learning from preferences drifts; we anchor the reward of the policy.",
        "Eva Rho", "https://github.com/rho/forget", "2026-04-01",
    ),
    "POLICY": (
        "Offline Policies for Robots",
        "Reinforcement learning from logs of robots.",
        "Ada King; Eva Rho", "", "2026-04-02",
    ),
    "SPARSE": (
        "Sparse Mixtures of Experts",
        "Experts are routed by tokens.",
        "Flo Sun", "https://github.com/sun/moe", "2026-05-01",
    ),
    "VISION": ("Patches are Enough", "Images as patches.", "Gil Tan", "", "2020-01-01"),
    "AUDIO": ("Hearing by Spectrograms", "Sound as images.", "Hal Ude", "", "2020-01-02"),
}  # fmt: skip
KEYS = {name: f"arxiv:2601.{number:05}" for number, name in enumerate(PAPERS)}
TEXT = FullText(
    "Carrying Digits",
    (
        TextBlock("heading", "Introduction", 1, "1"),
        TextBlock("paragraph", "We ask how digits are carried."),
        TextBlock("heading", "Training", 1, "2"),
        TextBlock("paragraph", "With a learning rate of 3e-4."),
    ),
)
BEFORE = (
    "mark read REWARD",
    "note REWARD --append 'The ablation of the anchor is in table 4'",
    "mark read SPARSE",
    "tag REWARD POLICY +rl",
    "tag SPARSE VISION +soon",
    "rate REWARD 5",
    "queue add SPARSE VISION POLICY",
)


def keyed(line: str) -> str:
    """A line with the keys of the papers that it names."""
    for name, key in KEYS.items():
        line = line.replace(name, key)
    return line


Call = tuple[str, Callable[[list[str]], dict[str, Any]] | dict[str, Any]]


class Task(NamedTuple):
    """Something a reader asks for."""

    says: str
    calls: Sequence[Call]
    """Tools and their arguments; a function makes them of the keys in the answer before."""
    lines: Sequence[str]
    """The same on the command line; `|` pipes."""
    holds: Callable[[Callable[[str], dict[str, Any]], str], object]
    """Whether it is done, by the state of papers and what was said."""


def queue_of(state: Callable[[str], dict[str, Any]]) -> list[str]:
    places = {name: state(name)["queue"] for name in PAPERS}
    return sorted((name for name in PAPERS if places[name]), key=lambda name: places[name])


TASKS = (
    Task(
        "Queue the three nearest to the arithmetic curricula that have code",
        [
            ("list", {"query": f"like:{KEYS['DRILL']} has:repo", "limit": 3}),
            ("change", lambda keys: {"do": "queue add", "keys": keys}),
        ],
        ["similar DRILL --where has:repo --limit 3 --json | queue add -"],
        lambda state, _: {*queue_of(state)[-3:]} == {"SUMS", "CARRY", "ABACUS"},
    ),
    Task(
        "What did I read last week about RL, with my notes?",
        [("list", {"query": "read:7d reinforcement learning"})],
        ["list read:7d 'reinforcement learning' --json"],
        lambda _, said: "Reward Models" in said and "table 4" in said and "Sparse" not in said,
    ),
    Task(
        "Tag all unread papers of Ada King with maths",
        [("tag", {"query": 'author:"Ada King" is:unread', "add": ["maths"]})],
        ["tag --query 'author:\"Ada King\" is:unread' +maths"],
        lambda state, _: (
            {name for name in PAPERS if "maths" in state(name)["tags"]} == {"SUMS", "TALLY", "POLICY"}
        ),
    ),
    Task(
        "Find the paper where a bot teaches itself sums, and give its BibTeX",
        [
            ("list", {"query": "bot teaches itself sums exercises without a teacher", "limit": 1}),
            ("copy", lambda keys: {"keys": keys, "what": "bibtex"}),
        ],
        [
            "list bot teaches itself sums exercises without a teacher --limit 1 --json",
            "copy SUMS --what bibtex --print --json",
        ],
        lambda _, said: "@" in said and "Self-Taught Arithmetic" in said,
    ),
    Task(
        "Put the newest unread paper with code at the top of the queue",
        [
            ("list", {"query": "is:unread has:repo", "sort": "published", "limit": 1}),
            ("change", lambda keys: {"do": "queue move", "keys": keys, "place": 1}),
        ],
        ["list is:unread has:repo --sort published --limit 1 --json", "queue move SUMS --top --json"],
        lambda state, _: queue_of(state)[0] == "SUMS",
    ),
    Task(
        "What should I read next?",
        [("overview", {"do": "queue"})],
        ["queue --json"],
        lambda _, said: said.index("Sparse Mixtures") < said.index("Patches") < said.index("Offline"),
    ),
    Task(
        "How many papers have I not read yet?",
        [("list", {"query": "is:unread", "count": True})],
        ["list is:unread --count"],
        lambda _, said: "8" in said,
    ),
    Task(
        "Put off all of my queue until after next week",
        [("change", {"do": "later", "until": "2 weeks", "query": "is:queued"})],
        ["later --query is:queued '2 weeks'"],
        lambda state, _: [name for name in PAPERS if state(name)["later"]] == ["POLICY", "SPARSE", "VISION"],
    ),
    Task(
        "Note on the audio paper that it is for the seminar",
        [("note", {"key": KEYS["AUDIO"], "append": "For the seminar."})],
        ["note AUDIO --append 'For the seminar.'"],
        lambda state, _: state("AUDIO")["note"].strip() == "For the seminar.",
    ),
    Task(
        "Add to my note on forgetting rewards, and keep what is there",
        [("note", {"key": KEYS["REWARD"], "append": "See also the robots."})],
        ["note REWARD --append 'See also the robots.'"],
        lambda state, _: "table 4" in state("REWARD")["note"] and "robots" in state("REWARD")["note"],
    ),
    Task(
        "Give me git clone commands for everything tagged rl that has code",
        [("copy", {"query": "tag:rl has:repo", "what": "clone"})],
        ["copy --query 'tag:rl has:repo' --what clone --print --json"],
        lambda _, said: "git clone https://github.com/rho/forget" in said and "poe" not in said,
    ),
    Task(
        "What does section 2 of the carrying paper say?",
        [
            ("text", {"key": KEYS["CARRY"], "outline": True}),
            ("text", lambda _: {"key": KEYS["CARRY"], "section": "2"}),
        ],
        ["text CARRY --outline --json", "text CARRY --section 2 --json"],
        lambda _, said: "learning rate" in said and "We ask" not in said,
    ),
    Task(
        "Where does the carrying paper speak of its learning rate?",
        [("text", {"key": KEYS["CARRY"], "find": "learning rate"})],
        ["text CARRY --find 'learning rate' --json"],
        lambda _, said: "learning rate of 3e-4" in said and "We ask" not in said,
    ),
    Task(
        "Archive what came in years ago and isn't queued",
        [("change", {"do": "mark", "status": "archived", "query": "is:unread published:..2022 -is:queued"})],
        ["mark archived --query 'is:unread published:..2022 -is:queued'"],
        lambda state, _: [name for name in PAPERS if state(name)["status"] == "archived"] == ["AUDIO"],
    ),
    Task(
        "Which of my notes speak of an ablation?",
        [("list", {"query": "note:ablation"})],
        ["list note:ablation --json"],
        lambda _, said: "table 4" in said and said.count('"key"') == 1,
    ),
    Task(
        "Call the tag soon urgent on all papers that have it",
        [("tag", {"query": "tag:soon", "add": ["urgent"], "remove": ["soon"]})],
        ["tag --query tag:soon +urgent -soon"],
        lambda state, _: (
            [name for name in PAPERS if state(name)["tags"] == ["urgent"]] == ["SPARSE", "VISION"]
        ),
    ),
    Task(
        "How many did I read this week, and with which tags do I work?",
        [("overview", {"do": "stats"})],
        ["stats --json"],
        lambda _, said: '"read":2' in said.replace(" ", "") and "soon" in said,
    ),
    Task(
        "Rate what is tagged rl and read 4, and undo that: I meant 3",
        [
            ("change", {"do": "rate", "rating": 4, "query": "tag:rl is:read"}),
            ("undo", {}),
        ],
        ["rate --query 'tag:rl is:read' 4", "undo"],
        lambda state, _: (state("REWARD")["rating"], state("POLICY")["rating"]) == (5, 0),
    ),
    Task(
        "What changed last, and who did it?",
        [("overview", {"do": "log", "limit": 3})],
        ["log --limit 3 --json"],
        lambda _, said: "queued 3 papers" in said and '"reader"' in said,
    ),
    Task(
        "I read the mixtures and liked them: mark them read, with four stars",
        [
            ("change", {"do": "mark", "status": "read", "query": "title:mixtures"}),
            ("change", {"do": "rate", "rating": 4, "query": "title:mixtures"}),
        ],
        ["mark read --query title:mixtures", "rate --query title:mixtures 4"],
        lambda state, _: (
            (state("SPARSE")["status"], state("SPARSE")["rating"], state("SPARSE")["queue"])
            == ("read", 4, None)
        ),
    ),
    Task(
        "Take the papers without code out of the queue",
        [("change", {"do": "queue remove", "query": "is:queued -has:repo"})],
        ["queue remove --query 'is:queued -has:repo'"],
        lambda state, _: queue_of(state) == ["SPARSE"],
    ),
    Task(
        "Show me the abstract and the links of the paper on patches",
        [("list", {"query": "title:patches", "limit": 1}), ("show", lambda keys: {"keys": keys})],
        ["show --query title:patches --json"],
        lambda _, said: "Images as patches." in said,
    ),
)
BY_NAME = [pytest.param(task, id=task.says[:30]) for task in TASKS]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with ten papers, in the midst of things."""
    home = tmp_path_factory.mktemp("tasks") / "home"
    home.mkdir()
    lines = [
        {
            "key": KEYS[name],
            "title": title,
            "abstract": abstract,
            "authors": authors.split("; "),
            "published": date,
        }
        | ({"links": {"repo": [repo]}} if repo else {})
        for name, (title, abstract, authors, repo, date) in PAPERS.items()
    ]
    (home / "papers.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    for line in BEFORE:
        assert run(shlex.split(keyed(line)), {"READERAPP_HOME": str(home)}) == 0
    return home


@pytest.fixture
def home(empty: Reader, begun: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader with that home, for whom nobody is asked for full texts."""
    shutil.copytree(begun, empty.home)
    monkeypatch.setattr(full_texts, "full_text", lambda *_, **__: ("", TEXT))
    return empty


def test_there_are_twenty_tasks() -> None:
    assert len({task.says for task in TASKS}) >= 20
    assert all(1 <= len(task.calls) <= 2 and 1 <= len(task.lines) <= 2 for task in TASKS)


@pytest.mark.parametrize("task", BY_NAME)
def test_a_task_takes_two_calls_of_tools(home: Reader, task: Task) -> None:
    agent, said, keys = Agent(home.home), "", list[str]()
    for tool, given in task.calls:
        answer = agent(tool, **(given(keys) if callable(given) else given))
        said = json.dumps(answer.content, ensure_ascii=False)
        keys = [record["key"] for record in answer.results if "key" in record]
    agent.runs.close()
    _assert_done(home, task, said)


@pytest.mark.slow
@pytest.mark.parametrize("task", BY_NAME)
def test_a_task_takes_two_command_lines(home: Reader, task: Task) -> None:
    out = ""
    for line in task.lines:
        out = ""
        for part in keyed(line).split(" | "):
            result = home(*shlex.split(part), stdin=out, env={"READERAPP_AGENT": "1"})
            assert result.status == 0, result.err
            out = result.out
    _assert_done(home, task, out)


def states(home: Reader) -> Callable[[str], dict[str, Any]]:
    """What looks up the state of a paper, as it is now."""
    found = {record["key"]: record for record in home("list", "is:any", "--json").records}
    return lambda name: found[KEYS[name]]


def _assert_done(home: Reader, task: Task, said: str) -> None:
    done = states(home)
    assert task.holds(done, said), said
    steps = home("log", "--json").records[: -len(BEFORE)]
    assert all(step["by"] == "agent" for step in steps)
    if any(not step["undone"] for step in steps):
        assert home("undo", "--agent").status == 0
        undone = states(home)
        assert any(done(name) != undone(name) for name in PAPERS)
        assert queue_of(undone) == ["SPARSE", "VISION", "POLICY"]


def test_the_skill_names_every_verb_of_the_tasks() -> None:
    verbs = {part.split()[0] for task in TASKS for line in task.lines for part in line.split(" | ")}
    assert all(f"readerapp {verb} " in page() for verb in verbs)
